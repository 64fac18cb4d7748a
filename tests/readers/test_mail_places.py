"""Where mail lies: Maildirs, archives, pieces of large mailboxes; all give the same."""

import contextlib
import gzip
import mailbox
import random
import zipfile
from email.utils import formatdate
from pathlib import Path

import pytest

from mail_written import message
from netspread import engine
from netspread.errors import ReadError
from netspread.readers import mail_files, read
from reported_as import ties

RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_logs" / "mbox"
SAMPLES = Path(__file__).parents[1] / "samples"
raw_logs = pytest.mark.skipif(not RAW.exists(), reason="the collection of raw logs is not here")


def test_a_maildir_is_read_without_drafts_and_halves(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    for name, to in {"cur/1:2,S": "ben", "cur/2:2,DS": "cia", "new/3": "dov", "tmp/4": "eve"}.items():
        (tmp_path / name).write_text(
            f"From: ana@example.org\nTo: {to}@example.org\nDate: Fri, 1 Mar 2024 09:15:00 +0000\n\n"
        )

    assert [alter for _, alter in ties(read(tmp_path))] == ["ben@example.org", "dov@example.org"]


def test_an_archive_of_mailboxes_packed_or_not_is_one_log(tmp_path):
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w") as archive:
        archive.writestr("Takeout/Mail/All mail.mbox", message(1))
        archive.writestr("Takeout/Mail/more.mbox.gz", gzip.compress(message(2, to="cia@example.org").encode()))
        archive.writestr("Takeout/one.eml", message(3, to="dov@example.org").partition("\n")[2])
        archive.writestr("Takeout/archive_browser.html", "<html>")

    reported = read(tmp_path / "takeout.zip")

    assert [alter for _, alter in ties(reported)] == ["ben@example.org", "cia@example.org", "dov@example.org"]
    assert reported.counts["other_files"] == 1


def test_a_file_outside_of_an_archive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "mail.zip", "w") as archive:
        archive.writestr("../box.mbox", message(1))
    with pytest.raises(ReadError, match="outside of itself"):
        read(tmp_path / "mail.zip")


def test_pieces_processes_and_streams_give_the_same(box, monkeypatch):
    rng = random.Random(1)
    people = [f"p{i}@example.org" for i in range(30)]
    texts = ["x" * rng.randint(0, 900) + "\n" for _ in range(400)]
    path = box(
        *(
            message(
                i,
                rng.choice(people),
                ", ".join(rng.sample(people, 3)),
                body=text,
                Date=formatdate(1.7e9 + i),
                In_Reply_To=f"<{i + 7}@example.org>",
            )
            for i, text in enumerate(texts)
        )
    )
    whole = read(path)
    monkeypatch.setattr(mail_files, "PIECE", 5000)
    monkeypatch.setattr(mail_files, "LONGEST_HEADERS", 1000)
    monkeypatch.setattr(mail_files, "_HEAD", 500)
    monkeypatch.setattr("netspread.readers.mail.PIECE", 5000)
    monkeypatch.setattr("netspread.readers.mail._MANY", 10**9)
    packed = path.with_suffix(".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for jobs in (1, 3):
        with engine.using(jobs):
            assert read(path).ties.equals(whole.ties)
    assert read(packed).ties.equals(whole.ties)
    assert whole.counts["messages"] == 400


def test_other_processes_give_the_same(box, monkeypatch):
    path = box(*(message(i, to=f"p{i % 7}@example.org") for i in range(20)))
    with engine.using(2):
        here = engine.run(mail_files.read_piece, [mail_files.Piece(path.parent, (path.name,))] * 2, name="")
        there = list(
            engine.stream(
                mail_files.read_piece, [mail_files.Piece(path.parent, (path.name,))] * 2, name="", prefer="processes"
            )
        )
    assert [batch.addressed.tolist() for batch in there] == [batch.addressed.tolist() for batch in here]


def test_the_same_messages_as_pythons_own_reader_finds(box):
    """An independent count: the mailbox module, which reads whole messages."""
    rng = random.Random(2)
    people = [f"p{i}@example.org" for i in range(20)]
    path = box(
        *(message(i, rng.choice(people), ", ".join(rng.sample(people, 2)), Cc=rng.choice(people)) for i in range(200))
    )
    counted = {}
    with contextlib.closing(mailbox.mbox(path)) as messages:
        known = [(each["From"], f"{each['To']},{each['Cc']}") for each in messages]
    for ego, everybody in known:
        alters = {part.strip() for part in everybody.split(",")}
        for alter in alters - {ego}:
            counted[ego, alter] = counted.get((ego, alter), 0) + 1

    assert {(ego, alter): weight for ego, alter, weight in ties(read(path), "weight")} == counted
