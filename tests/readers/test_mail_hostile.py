"""Hostile and broken mail costs one sentence at most."""

import contextlib
import gzip
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mail_written import message
from netspread.errors import NetspreadError, ReadError
from netspread.readers import mail_files, read
from netspread.readers.source import Source
from reported_as import ties


def test_headers_of_ten_megabytes_are_read(box):
    """In quadratic time this would take hours."""
    names = (
        '"' * 3_000_000,
        "(" * 3_000_000,
        "<" * 3_000_000,
        "=?" * 1_500_000,
        '\\"' * 1_500_000,
        ":" * 3_000_000,
        "a" * 10_000_000,
    )
    reported = read(box(*(message(i, sender="a@x.org", to="b@x.org", X=name, Cc=name) for i, name in enumerate(names))))

    assert ties(reported)[0][:2] == ("a@x.org", "b@x.org")


def test_fifty_thousand_recipients_are_bulk(box):
    everybody = ",\n ".join(f"p{i}@example.org" for i in range(50_000))
    reported = read(box(message(1, to=everybody), message(2)))

    assert ties(reported) == [("ana@example.org", "ben@example.org")]
    assert reported.counts["bulk_messages"] == 1


@pytest.mark.parametrize(
    "odd",
    [
        b"From: a\x00b@x.org\nTo: c@x.org\n", b"From: \xff\xfe@x.org\nTo: c@x.org\n", b"From: \xed\xa0\x80@x.org\nTo: c@x.org\n",
        "From: ana@\u202eexample.org\nTo: c@x.org\n".encode(), b"From: =?utf-8?B?////?= <a@x.org>\nTo: c@x.org\n",
        b"From: =?punycode?Q?" + b"a" * 500 + b"?= <a@x.org>\nTo: c@x.org\n", b"From:a@x.org\nTo: c@x.org\nDate: " + b"9" * 5000 + b"\n",
        b"From: a\x1fb@x.org\nTo: c@x.org\n",
    ],
)  # fmt: skip
def test_odd_bytes_do_no_harm(box, odd):
    reported = read(box(b"From x Fri Mar  1 09:15:00 2024\n" + odd + b"\nHello\n\n", message(2)))

    assert ("ana@example.org", "ben@example.org") in ties(reported)


def test_a_cut_archive_is_named(tmp_path):
    path = tmp_path / "box.mbox.gz"
    path.write_bytes(gzip.compress(message(1).encode() * 5000)[:-200])
    with pytest.raises(ReadError, match="cannot be read"):
        read(path)


def test_a_packed_mailbox_cut_far_behind_is_named(tmp_path):
    path = tmp_path / "box.mbox.gz"
    raw = random.Random(1).randbytes(3_000_000).replace(b"\n", b"")
    path.write_bytes(gzip.compress(message(1).encode() + raw)[:-500_000])
    with pytest.raises(ReadError, match=r"box\.mbox\.gz: the file cannot be read"):
        read(path)


def test_a_large_message_is_no_mailbox(tmp_path, monkeypatch):
    monkeypatch.setattr("netspread.readers.mail.PIECE", 5000)
    path = tmp_path / "one.eml"
    path.write_text(message(body="x" * 20_000).partition("\n")[2])

    assert ties(read(path)) == ties(read(tmp_path)) == [("ana@example.org", "ben@example.org")]


def test_headers_that_never_end_and_fields_without_number_are_read(box):
    """In quadratic time this would take hours."""
    endless = "From x Fri Mar  1 09:15:00 2024\nA: b\n" * 200_000
    fields = "From x Fri Mar  1 09:15:00 2024\nFrom: a@x.org\n" + "To: b@x.org\n" * 200_000 + "\n"

    assert ("ana@example.org", "ben@example.org") in ties(read(box(message(1), fields, endless)))


def test_what_is_no_mail_is_not_taken_for_it(tmp_path):
    path = tmp_path / "file.csv"
    for text in (
        "From,To\na,b\n",
        "From: To\na b\n",
        "sender,recipients,time\na,b,2024-01-01\n",
        "From here to there\n",
    ):
        path.write_text(text)
        assert not mail_files.is_mail(Source(path).head)


SAMPLES = Path(__file__).parents[1] / "samples"
MUTATED = [SAMPLES / "mail" / "list.mbox", *sorted((SAMPLES / "mail_folder" / "boxes").rglob("*.eml"))]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_mail_is_read_or_refused_in_a_sentence(tmp_path, data):
    raw = bytearray(data.draw(st.sampled_from(MUTATED)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw)))
        junk = data.draw(
            st.sampled_from(
                [b"\x00", b"\n", b"\n\n", b"From ", b"=?", b"?=", b'"', b"<", b">", b"@", b",", b"\xff", b"\r\n", b": "]
            )
        )
        raw[at : at + data.draw(st.integers(0, 20))] = junk * data.draw(st.integers(1, 3))
    path = tmp_path / "box"
    path.write_bytes(raw)
    with contextlib.suppress(NetspreadError):
        read(path)
