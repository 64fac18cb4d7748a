"""Mishaps: two tabs, two users, a killed process, a machine that sleeps: nothing lost, a clear sentence."""

import json
import os
import re
import signal
import time
from types import SimpleNamespace

import httpx
import pytest

from netspread_cli.app import jobs, shelf
from netspread_cli.app.jobs import Job
from netspread_cli.app.process import LostError, Process
from small_study import WARD, study_of, until_over

# Two tabs


def test_two_tabs_ask_at_once_and_one_deletes_what_the_other_shows(entered):
    desk, _, tab = entered("de")
    other = httpx.Client(base_url=tab.base_url, cookies=tab.cookies, headers=tab.headers, timeout=120)
    first, second = study_of(desk, WARD), study_of(desk, WARD)
    with other:
        for each, study in ((tab, first), (other, second)):
            each.post(f"/studies/{study.id}/go")
        for each, study in ((other, first), (tab, second)):
            assert until_over(desk, study).state == "done"
            assert each.get(f"/studies/{study.id}/answer").status_code == 200

        assert other.post(f"/studies/{first.id}/delete").status_code == 303
        for page in ("files", "question", "work", "answer", "team", "report", "take", "netspread.zip", "delete"):
            shown = tab.get(f"/studies/{first.id}/{page}")
            assert shown.status_code == 400
            assert "Eine solche Studie gibt es nicht; vielleicht wurde sie gelöscht" in shown.text
        for form in ("delete", "go", "cancel", "names", "question", "reading"):  # pressed a second time
            assert tab.post(f"/studies/{first.id}/{form}").status_code == 400
        assert tab.get(f"/studies/{second.id}/answer").status_code == 200


def test_what_is_deleted_while_it_is_at_work_leaves_nothing_and_holds_nobody_up(entered):
    desk, _, tab = entered()
    first, second = study_of(desk, WARD), study_of(desk, WARD)
    one = desk.jobs.add(first)
    desk.jobs.add(second)
    while one.process is None or one.process.pid is None:
        time.sleep(0.02)
    assert tab.post(f"/studies/{first.id}/delete").status_code == 303

    assert not first.path.exists()
    assert until_over(desk, second).state == "done"
    assert one.state == "canceled"


# Two users on one machine


def test_two_users_on_one_machine_do_not_see_each_other(entered):
    (mine, my_door, me), (theirs, their_door, they) = entered(), entered()
    study = study_of(mine, WARD)
    assert me.get(f"/studies/{study.id}/files").status_code == 200
    assert they.get(f"/studies/{study.id}/files").status_code == 400  # there it is not
    assert theirs.shelf.studies() == []

    assert my_door.cookie != their_door.cookie  # a browser does not tell ports apart: neither takes the other's away
    for cookie in (f"{their_door.cookie}={their_door.session}", f"{my_door.cookie}={their_door.session}"):
        with httpx.Client(base_url=my_door.address, headers={"cookie": cookie}) as stranger:
            assert stranger.get(f"/studies/{study.id}/files").status_code == 403
            assert stranger.get("/", params={"token": their_door.token}).status_code == 403


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_study_is_for_its_user_alone_where_it_is_kept_too(entered, tmp_path):
    kept = tmp_path / "mine"
    kept.mkdir(mode=0o755)
    desk, _, _ = entered(kept=kept)
    study = study_of(desk, WARD)
    for folder in (study.path, study.files):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert desk.shelf.finished(study).path.stat().st_mode & 0o777 == 0o700


# A killed process


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_a_process_killed_while_it_reads_is_a_sentence_and_the_next_look_is_answered(spoken):
    code, desk, client = spoken
    study = study_of(desk, WARD)
    desk.reader.start()
    os.kill(desk.reader.pid, signal.SIGSTOP)  # so that it is at work when it dies
    pid, asked = desk.reader.pid, []

    def kill(*_):
        asked.append(True)
        os.kill(pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    shown = client.get(f"/studies/{study.id}/files")
    said = {"en": "was ended from outside", "de": "wurde von außen beendet"}[code]

    assert asked
    assert said in shown.text
    again = client.get(f"/studies/{study.id}/files")
    assert (again.status_code, said in again.text) == (200, False)


@pytest.mark.parametrize("last", ['{"answer": {"memb', "", '{"step": ["ranking", 0, 0]}\n{"st'])
def test_half_a_line_of_a_killed_child_is_no_answer(tmp_path, last):
    process = Process(tmp_path)
    process.start = lambda: None
    out = iter(last.splitlines(keepends=True))
    process._child = SimpleNamespace(stdin=SimpleNamespace(write=len, flush=lambda: None), stdout=out)

    with pytest.raises(LostError):
        process.ask("look")


def test_the_queue_goes_on_whatever_becomes_of_a_study(entered, monkeypatch):
    desk, _, client = entered()
    broken, next_ = study_of(desk, WARD), study_of(desk, WARD)
    monkeypatch.setattr(shelf.StudyFolder, "answered", lambda _study, _answer: json.loads("{"))
    monkeypatch.setattr(Process, "ask", lambda *_args, **_known: {})
    desk.jobs.add(broken)
    assert until_over(desk, broken, 10).state == "failed"
    assert "Something failed that should not" in client.get(f"/studies/{broken.id}/work").text
    monkeypatch.undo()
    desk.jobs.add(next_)
    assert until_over(desk, next_).state == "done"


# A machine that sleeps


def test_hours_of_sleep_are_no_work_and_progress_goes_on(monkeypatch):
    now = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: now.seconds))
    job = Job(None, state="working", heard=now.seconds)
    now.seconds += 10
    job.tell("ranking", 0, 0)
    job.tell("plausible networks", 1, 2)
    before, done = job.seconds_left, job.done
    now.seconds += 8 * 3600  # on some machines that clock goes on while they sleep

    assert job.done == done
    assert job.seconds_left < before * (10 + jobs._SILENCE) / 10 + 1
    job.tell("writing the report", 0, 0)
    assert job.done > done
    assert job.seconds_left < 60


def test_after_a_night_of_sleep_the_cookie_still_opens_and_the_work_is_there(entered, monkeypatch):
    desk, door, client = entered()
    cookie = client.get(door.start).headers["set-cookie"].casefold()
    assert not re.search("expires|max-age", cookie)
    study = study_of(desk, WARD)
    job = desk.jobs.add(study)
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 8 * 3600))

    assert client.get(f"/studies/{study.id}/work").status_code == 200
    assert until_over(desk, study) is job
    assert job.state == "done"
    assert client.get(f"/studies/{study.id}/answer").status_code == 200
