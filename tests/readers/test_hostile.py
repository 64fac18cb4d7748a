"""Hostile and broken files: each is read as far as it makes sense, or refused in one sentence; nothing in it is run."""

import gzip
import json
import zipfile

import pandas as pd
import pytest
import xlsxwriter

import netspread as ns
from netspread.cells import csv_text, neutral
from netspread.errors import NetspreadError
from netspread.readers import read

TIES = "ego,alter\nana,ben\nben,cia\n"
SHEET = "xl/worksheets/sheet1.xml"


def refused(path, **options):
    """Return the sentence with which *path* is refused."""
    with pytest.raises(NetspreadError) as caught:
        read(path, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert path.name in sentence
    return sentence


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook of the given rows, one of its parts changed."""

    def write(rows, change=None, part=SHEET):
        path, changed = tmp_path / "book.xlsx", tmp_path / "changed.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("Ties")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        if change is None:
            return path
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        return changed

    return write


ROWS = [["ego", "alter"], ["ana", "ben"], ["ben", "cia"]]
BOMB = b'<!DOCTYPE x [<!ENTITY a "' + b"lol" * 100 + b'">' + b"".join(
    b'<!ENTITY %c "%s">' % (at + 1, b"&%c;" % at * 50) for at in range(ord("a"), ord("i"))
) + b"]>"  # fmt: skip


def test_a_workbook_with_an_entity_bomb_is_refused_without_unpacking_it(workbook):
    def bomb(text):
        return text.replace(b"<worksheet", BOMB + b"<worksheet", 1).replace(b"<v>0</v>", b"<v>&i;</v>", 1)

    assert "the workbook declares entities, which is not safe to read" in refused(workbook(ROWS, bomb))


def test_a_workbook_with_an_outside_entity_does_not_open_it(workbook, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    declared = f'<!DOCTYPE x [<!ENTITY i SYSTEM "file://{tmp_path}/secret.txt">]>'.encode()

    def outside(text):
        return text.replace(b"<sst", declared + b"<sst", 1).replace(b"<t>ana</t>", b"<t>&i;</t>", 1)

    assert "declares entities" in refused(workbook(ROWS, outside, "xl/sharedStrings.xml"))


def test_a_workbook_with_a_broken_sheet_says_which(workbook):
    assert "sheet 'Ties' is broken" in refused(workbook(ROWS, lambda text: text[: len(text) // 2]))


def test_a_workbook_without_its_sheet_is_told(workbook, tmp_path):
    path, broken = workbook(ROWS), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))

    assert "save it again" in refused(broken)


def test_a_workbook_that_unpacks_without_end_is_refused(workbook):
    assert "unpacks to 80 MB, which is too much" in refused(workbook(ROWS, lambda text: text + b" " * 80_000_000))


def test_a_cut_workbook_and_a_cut_archive_are_told(workbook, tmp_path):
    path = workbook(ROWS)
    path.write_bytes(path.read_bytes()[:-200])
    packed = tmp_path / "cut.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", TIES * 200)
    packed.write_bytes(packed.read_bytes()[:-30])

    assert "broken or cut short" in refused(path)
    assert "broken or cut short" in refused(packed)


def test_a_file_damaged_inside_of_an_archive_is_named(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ties.csv", TIES)
    path.write_bytes(path.read_bytes().replace(b"ana,ben", b"ana,bob"))

    assert "export.zip/ties.csv: the file cannot be read (Bad CRC-32" in refused(path)


def test_a_cut_gzip_file_and_a_gzip_bomb_are_told(tmp_path):
    cut, bomb = tmp_path / "cut.csv.gz", tmp_path / "bomb.csv.gz"
    cut.write_bytes(gzip.compress((TIES * 500).encode())[:-20])
    bomb.write_bytes(gzip.compress(b"ego,alter\n" + b"a,b\n" * 15_000_000, compresslevel=9))

    assert "cannot be read" in refused(cut)
    assert "unpacks to over 500 times its size" in refused(bomb)


def test_bombs_in_bombs_are_not_unpacked(tmp_path):
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 60_000_000)
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "inner.zip")

    assert "inner.zip: unpacks to 60 MB, which is too much" in refused(outer)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"ego,alter\nana\x00,ben\n", "NUL bytes, so it is no text; export it again as CSV or XLSX"),
        (b",".join(b"c%d" % at for at in range(100_000)) + b"\n1\n", "characters; this is no table"),
        (b",".join(b"%d" % at for at in range(40_000)) + b"\n1,2\n", "more than 16,384 columns"),
        (b"ego,alter,date\na,b,31/02/2024\n", "column 'date' has '31/02/2024', which is no date; write dates as"),
        (b"ego,alter,date\na,b,2024-02-30\n", "'2024-02-30', which is no date"),
        (b"ego,alter,weight\na,b,1e999\n", "line 2: column 'weight' has weight 1e999"),
        (b"[" * 100_000, "only one column was found"),
        (b'{"a":' * 100_000, "only one column was found"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(written, content, sentence):
    assert sentence in refused(written(content))


def test_a_hundred_megabytes_in_one_line_are_refused(tmp_path):
    path = tmp_path / "line.csv"
    path.write_bytes(b"a" * 100_000_000)

    assert "a line is longer than 524,288 characters; this is no table" in refused(path)


def test_a_message_to_fifty_thousand_is_bulk(written):
    many = ";".join(f"p{at}@example.org" for at in range(50_000))
    rows = [f"2024-03-01 09:00,a@example.org,{many}", "2024-03-01 10:00,a@example.org,b@example.org"]

    reported = read(written("timestamp,sender,recipients\n" + "\n".join(rows) + "\n"))

    assert reported.counts["bulk_messages"] == 1
    assert len(reported.ties) == 1


@pytest.mark.parametrize(
    "text",
    ["\n" * 10_000 + "ego,alter\nana,ben\n", "\n%\n" * 2_000 + "*Vertices 2\n*Arcs\n1 2\n", "dl " + "n=2 " * 200_000 + "data:\n0 1 0 0"],
    ids=["blank lines", "comments", "a long header"],
)  # fmt: skip
def test_what_is_made_to_take_for_ever_does_not(written, text):
    assert len(read(written(text)).ties) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("dl n=2 nm=999999999 data:\n0 1 0 0", "announces 999,999,999 matrices, more than the file has letters"),
        ("graph [" + "".join(f"node [ id {at} a{at} 1 ] " for at in range(20_000)) + "]", "20,000 different attributes, which is too much"),
        ("<graphml>" + "".join(f'<key id="k{at}"/>' for at in range(3_000)) + "</graphml>", "there are 3,000 attributes; no network has so many"),
    ],
    ids=["matrices", "attributes", "keys"],
)  # fmt: skip
def test_what_is_made_to_fill_the_memory_is_refused(written, text, sentence):
    assert sentence in refused(written(text))


def test_an_integer_of_any_size_is_an_id(written):
    assert read(written("ego,alter\n99999999999999999999999,1\n1,2\n")).people.index[0] == "99999999999999999999999"


def test_lines_of_two_encodings_in_one_file_are_both_read(written):
    content = "ego,alter\nJosé,Zoë\n".encode() + "Zoë,José\n".encode("cp1252")

    reported = read(written(content))

    assert reported.people.index.tolist() == ["José", "Zoë"]
    assert any("Windows-1252: look whether accents are right" in sentence for sentence in reported.told)


def test_marks_that_turn_the_writing_make_no_other_person(written):
    assert read(written("ego,alter\n\u202eana\u202c,b\u200een\nana,ben\u200f\n")).people.index.tolist() == [
        "ana",
        "ben",
    ]
    graph = '<graphml><graph><edge source="\u202eana" target="ben"/><edge source="ben" target="cia"/></graph></graphml>'
    assert read(written(graph)).people.index.tolist() == ["ana", "ben", "cia"]


EVIL = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    "</script><script>alert(1)</script>",
    'a"b',
    "-5",
]


def test_no_cell_that_we_write_is_run(tmp_path):
    text = csv_text(pd.DataFrame({name: [name] for name in EVIL}))

    cells = pd.read_csv(pd.io.common.StringIO(text), header=None, dtype=str, keep_default_na=False).to_numpy().ravel()
    assert all(not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "\uff1d")) for cell in cells)
    assert [cell for cell in cells if cell.startswith("-")] == ["-5", "-5"]  # which is a number


def test_names_for_review_come_back_also_if_they_look_like_formulas(written, tmp_path):
    from netspread.readers import matched
    from netspread.readers.decisions import write_review

    survey, staff = written("ego,alter\n=ana,ben\nben,=ana\n"), written("id,name\n1,Benjamin\n2,Ben\n", "staff.csv")
    write_review(matched(survey, staff=staff), tmp_path / "names.csv")
    written_names = (tmp_path / "names.csv").read_text()
    (tmp_path / "names.csv").write_text("name,person,verdict\n'=ana,1,decided\n")

    assert "'=ana" in written_names
    assert read(survey, staff=staff, names=tmp_path / "names.csv").ties["alter"].tolist() == ["2", "1"]


def test_a_whole_report_of_hostile_names_has_nothing_that_runs(written, tmp_path):
    names = [name for name in EVIL if name == name.strip()]
    rows = [[one, other] for one in names for other in names if one != other]
    survey = written(pd.DataFrame(rows, columns=["ego", "alter"]).to_csv(index=False))

    ns.study(survey, budget=2, worlds=20).save(tmp_path / "out")

    for file in (tmp_path / "out").rglob("*.csv"):
        for row in pd.read_csv(file, dtype=str, keep_default_na=False, header=None).to_numpy():
            assert not [cell for cell in row if neutral(cell) != cell]
    for file in (tmp_path / "out").rglob("*.xlsx"):
        with zipfile.ZipFile(file) as book:
            assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
    for file in (tmp_path / "out").rglob("*.html"):
        assert "<script>alert" not in file.read_text(encoding="utf-8")
    for file in (tmp_path / "out").rglob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))
