"""The bytes of tables: encodings, what is cut or packed, and whatever comes."""

import contextlib
import gzip
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import NetspreadError, ReadError
from netspread.readers import READERS, read
from reported_as import ties, told

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples").rglob("*")
    if path.is_file() and not path.name.endswith(".expected.json")
)


def test_the_encoding_is_told_where_it_was_guessed(written):
    assert told(read(written("ego,alter\nJosé,Zoë\n", encoding="cp1252")), "read as Windows-1252")
    assert not told(read(written("ego,alter\nJosé,Zoë\n")), "Windows")


def test_a_file_cut_in_a_letter_stays_utf8_and_is_told(written):
    reported = read(written("ego,alter\nJosé,Ana\nAna,Zoë".encode()[:-1]))

    assert ties(reported)[0] == ("José", "Ana")
    assert told(reported, "cut short")


def test_whole_numbers_of_a_workbook_stay_ids_however_long(tmp_path):
    path = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["ego", "alter"], [1234567890123456, 7]]):
            sheet.write_row(at, 0, row)

    assert ties(read(path)) == [("1234567890123456", "7")]


def test_files_that_unpack_without_end_are_refused(tmp_path):
    packed, book = tmp_path / "bomb.csv.gz", tmp_path / "bomb.xlsx"
    packed.write_bytes(gzip.compress(b"ego,alter\n" + b"a,b\n" * 25_000_000))
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    for path in (packed, book):
        with pytest.raises(ReadError, match="unpacks to"):
            read(path)


def test_a_cut_workbook_and_a_cut_gzip_are_told(tmp_path):
    book, packed = tmp_path / "s.xlsx", tmp_path / "s.csv.gz"
    with xlsxwriter.Workbook(str(book)) as whole:
        whole.add_worksheet().write_row(0, 0, ["ego", "alter"])
    book.write_bytes(book.read_bytes()[:2000])
    packed.write_bytes(gzip.compress(b"ego,alter\na,b\n" * 1000)[:-9])

    for path, sentence in (
        (book, "broken or cut short"),
        (packed, "cannot be read"),
    ):
        with pytest.raises(ReadError, match=sentence):
            read(path)


# Whatever comes


@given(data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_golden_file_with_bytes_changed_is_read_or_refused_by_us(tmp_path, data):
    content = bytearray(data.draw(st.sampled_from(SAMPLES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 8))
        content[start : start + cut] = data.draw(
            st.sampled_from(
                [b"", b",", b"\n", b'"', b";", b"\t", b"99", b"-1", b"\xff", b"\x00", b"1e999", b"[", b"id,"]
            )
            | st.binary(max_size=4)
        )
    path = tmp_path / "any.csv"
    path.write_bytes(bytes(content))
    form = data.draw(st.sampled_from([None, *(reader.NAME for reader in READERS)]))

    with contextlib.suppress(NetspreadError):  # anything else fails the test
        build(read(path, format_in=form))
