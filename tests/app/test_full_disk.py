"""Full disk, and files that are too large: nothing lost, nothing half-written, a clear sentence."""

import errno
import shutil
from pathlib import Path

import pytest
from starlette.datastructures import UploadFile

from netspread_cli.app import child, shelf, work
from netspread_cli.app.process import LostError, Process
from netspread_cli.app.trouble import full
from small_study import WARD, study_of, until_over

FULL = {"en": "he disk is full", "de": "ie Festplatte ist voll"}  # it may begin a sentence
MULTIPART = {"content-type": "multipart/form-data; boundary=x"}


def no_room(*_args, **_known):
    raise OSError(errno.ENOSPC, "No space left on device")


def pieces(megabytes):
    yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="survey.csv"\r\n\r\n'
    for _ in range(megabytes):
        yield b"a,b\n" * 250_000
    yield b"\r\n--x--\r\n"


def test_too_much_is_told_in_the_language_of_the_pages(spoken):
    code, desk, client = spoken
    answer = client.post("/files", content=pieces(200), headers=MULTIPART)

    assert answer.status_code == 413
    assert {"en": "larger than 100 MB", "de": "größer als 100 MB"}[code] in answer.text
    assert desk.shelf.studies() == []


def test_a_disk_that_is_full_while_files_come_in_is_told_when_all_were_sent(spoken, monkeypatch):
    code, desk, client = spoken
    monkeypatch.setattr(UploadFile, "write", no_room)
    answer = client.post("/files", content=pieces(20), headers=MULTIPART)

    assert answer.status_code == 507
    assert FULL[code] in answer.text
    assert desk.shelf.studies() == []
    monkeypatch.undo()
    assert client.get("/files").status_code == 200


@pytest.mark.parametrize("at", ["copyfileobj", "_write"])
def test_a_disk_that_is_full_when_files_are_put_away_loses_nothing(spoken, monkeypatch, at):
    code, desk, client = spoken
    study = study_of(desk, WARD)
    before = {path.name: path.read_bytes() for path in study.files.iterdir()}
    monkeypatch.setattr(*{"copyfileobj": (shutil, at), "_write": (shelf, at)}[at], no_room)
    answers = [
        client.post(to, files=[("files", ("more.csv", b"a,b\n"))]) for to in (f"/studies/{study.id}/files", "/files")
    ]

    assert all(FULL[code] in answer.text and answer.status_code in (200, 400, 507) for answer in answers)
    monkeypatch.undo()
    assert {name: (study.files / name).read_bytes() for name in before} == before
    assert [each.id for each in desk.shelf.studies()] == [study.id]  # no half of a new one
    assert study.record.survey == ("survey.csv",)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_what_was_noted_stays_whole_on_a_disk_that_is_truly_full(entered):
    desk, _, client = entered()
    study = study_of(desk, WARD)
    before = study.record
    (study.path / "study.new").symlink_to("/dev/full")
    answer = client.post(f"/studies/{study.id}/question", data={"go": "yes", "champions": "2"})

    assert (answer.status_code, FULL["en"] in answer.text) == (507, True)
    assert study.record == before
    assert not (study.path / "study.new").is_symlink()
    assert client.post(f"/studies/{study.id}/question", data={"go": "yes", "champions": "2"}).status_code == 303
    desk.jobs.cancel(desk.jobs.of(study))


def test_an_answer_that_cannot_be_written_is_told_on_its_page_and_found_by_trying_again(spoken, monkeypatch):
    code, desk, client = spoken
    study = study_of(desk, WARD)
    monkeypatch.setattr(Process, "ask", lambda *_args, **_known: {"members": []})
    monkeypatch.setattr(shelf, "_write", no_room)
    desk.jobs.add(study)

    assert until_over(desk, study).state == "failed"
    assert FULL[code] in client.get(f"/studies/{study.id}/work").text
    monkeypatch.undo()
    client.post(f"/studies/{study.id}/go")
    assert until_over(desk, study).state == "done"


def test_an_answer_that_cannot_be_kept_is_shown_and_told_to_be_taken_along(entered, monkeypatch, tmp_path):
    kept = tmp_path / "mine"
    kept.mkdir()
    desk, _, client = entered("de", kept=kept)
    study = study_of(desk, WARD)
    monkeypatch.setattr(shutil, "copytree", no_room)
    desk.jobs.add(study)
    until_over(desk, study)

    page = client.get(f"/studies/{study.id}/work", follow_redirects=True)
    assert page.url.path.endswith("/answer")
    assert "kann dort nicht behalten werden (No space left on device)" in page.text
    assert client.get(f"/studies/{study.id}/netspread.zip").status_code == 200
    assert list(kept.iterdir()) == []
    monkeypatch.undo()
    client.post("/keep", data={"folder": str(kept)})  # there is room again
    assert [path.name for path in kept.iterdir()] == [study.id]
    assert 'role="alert">' not in client.get(f"/studies/{study.id}/answer").text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "die Festplatte ist voll"),
        (OSError(errno.EACCES, "Permission denied"), "(Permission denied)"),
        (MemoryError(), "der Arbeitsspeicher dieses Rechners reicht nicht"),
        (KeyError("x"), "etwas ist misslungen, das nicht misslingen sollte (KeyError)"),
        (LostError("in any words"), "in any words"),
    ],
)
def test_whatever_fails_in_the_child_is_a_sentence(monkeypatch, error, said):
    def fail():
        raise error

    monkeypatch.setattr(work, "DOES", {"fail": fail})
    answer = child._answered({"do": "fail", "with": {}, "language": "de"}, None)

    assert said in answer["error"]


def test_a_full_disk_and_any_other_trouble_are_told_apart():
    assert "full" in str(full(OSError(errno.EDQUOT, "Disk quota exceeded")))
    assert str(full(OSError("odd"))) == "a file cannot be read or written (odd); see to the disk, and try again"
