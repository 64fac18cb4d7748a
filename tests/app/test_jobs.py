"""Jobs: one after another, each in a process of its own; what happens to one is told there, and not shared."""

import os
import re
import signal
import time

import pytest

from netspread_cli.app.jobs import PHASES, Job
from netspread_cli.app.shelf import REPORT
from small_study import WARD, study_of, until_over


def test_the_steps_are_all_of_the_work_and_none_is_nothing():
    assert sum(PHASES.values()) == pytest.approx(1)
    assert min(PHASES.values()) > 0


def test_how_much_is_done_never_goes_back_and_the_time_left_follows_from_it():
    job = Job(None, state="working", worked=10, heard=time.monotonic())
    seen = []
    for step, done, total in [("reading", 0, 0), ("ranking", 0, 0), ("ranking by in-degree", 0, 0), ("worlds", 1, 2),
                              ("seeding", 0, 0), ("worlds", 0, 8), ("worlds", 8, 8), ("writing the report", 0, 0)]:  # fmt: skip
        job.tell(step, done, total)
        seen.append(job.done)

    assert seen == sorted(seen)
    assert job.phase == "writing the report"
    # in ten seconds 92 %: the other 8 % take nine tenths of a second
    assert job.seconds_left == pytest.approx(10 * 0.08 / 0.92, rel=0.05)


def test_two_jobs_queue_and_both_are_answered(desk):
    first, second = study_of(desk, WARD), study_of(desk, WARD)
    one, two = desk.jobs.add(first), desk.jobs.add(second)
    assert desk.jobs.add(second) is two  # pressed twice
    assert desk.jobs.before(two) in (0, 1)

    assert until_over(desk, first).state == "done"
    assert two.state in ("waiting", "working")
    assert until_over(desk, second).state == "done"
    assert one.state == "done"
    for study in (first, second):
        assert (study.files / REPORT / "report.html").is_file()
        assert study.answer["people"] == 12


def test_a_job_that_waits_or_works_can_be_stopped_and_begun_again(desk, visitor):
    first, second = study_of(desk, WARD), study_of(desk, WARD)
    desk.jobs.add(first)
    waiting = desk.jobs.add(second)
    for study in (second, first):
        answer = visitor.post(f"/studies/{study.id}/cancel", follow_redirects=True)
        assert "You stopped this" in answer.text
    assert until_over(desk, first).state == waiting.state == "canceled"
    assert first.answer is None
    assert not first.report.exists()

    visitor.post(f"/studies/{second.id}/go")
    assert until_over(desk, second).state == "done"


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_a_killed_process_is_told_on_its_page_and_nowhere_else(desk, visitor):
    study = study_of(desk, WARD)
    job = desk.jobs.add(study)
    while job.process is None or job.process.pid is None:
        time.sleep(0.02)
    os.kill(job.process.pid, signal.SIGKILL)

    assert until_over(desk, study).state == "lost"
    page = visitor.get(f"/studies/{study.id}/work")
    assert "was ended from outside" in page.text
    assert visitor.get(f"/studies/{study.id}/question").status_code == 200
    visitor.post(f"/studies/{study.id}/go")
    assert until_over(desk, study).state == "done"


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_the_process_that_reads_may_be_killed_and_another_answers(desk, visitor):
    study = study_of(desk, WARD)
    assert desk.looked(study)["people"] == 12
    os.kill(desk.reader.pid, signal.SIGKILL)
    while desk.reader.pid is not None:
        time.sleep(0.02)

    page = visitor.get(f"/studies/{study.id}/names")
    assert page.status_code == 200
    assert re.findall(r'role="alert">([^<]+)', page.text) == []


def test_what_is_wrong_with_a_question_is_one_sentence_beside_it(desk, visitor):
    study = study_of(desk, WARD)
    wrong = {"champions": "0", "p": "often"}
    answer = visitor.post(f"/studies/{study.id}/question", data={"go": "yes", **wrong}, follow_redirects=True)

    assert 'role="alert">' in answer.text
    assert "often" in answer.text
    assert desk.jobs.of(study) is None

    visitor.post(f"/studies/{study.id}/question", data={"go": "yes", "budget": "500"})
    assert until_over(desk, study).state == "failed"
    assert "Budget is 500, but the network has 12 people" in visitor.get(f"/studies/{study.id}/work").text


def test_a_child_ends_when_the_app_does(desk):
    desk.reader.start()
    child = desk.reader._child
    child.stdin.close()

    assert child.wait(20) == 0


def test_a_study_in_work_is_shown_step_by_step(desk, visitor):
    study = study_of(desk, WARD)
    job = desk.jobs.add(study)
    pages = []
    while not job.is_over:
        answer = visitor.get(f"/studies/{study.id}/work")
        pages.append(answer)
        time.sleep(0.2)

    assert "<progress" in pages[0].text
    assert "Reading the files" in pages[0].text
    assert len({page.text for page in pages}) > 2  # the page answers while it computes
    assert job.state == "done", job.error
    last = visitor.get(f"/studies/{study.id}/work")
    assert last.headers["location"] == f"/studies/{study.id}/answer"
