"""Jobs: studies that wait to be answered, one after another, each in a process of its own that ends with it."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from netspread.language import language
from netspread_cli.app.commands import words
from netspread_cli.app.process import LostError, Process
from netspread_cli.app.shelf import Shelf, StudyFolder
from netspread_cli.app.trouble import told

#: The steps of a job that a person is told, and which share of the time each takes on the sample hospital; the first
#: with the start of the process.
PHASES = {
    "reading": 0.22,
    "ranking": 0.09,
    "plausible networks": 0.20,
    "communities": 0.03,
    "seeding": 0.12,
    "sweep": 0.05,
    "bridges": 0.02,
    "champions": 0.04,
    "writing tables": 0.09,
    "drawing the map": 0.06,
    "writing the report": 0.08,
}
#: Nothing is foretold from less than this share: starting says little about the rest.
_TELLING = 0.22
#: So many seconds may pass between two signs of work; in more the machine slept.
_SILENCE = 120.0

State = Literal["waiting", "working", "done", "failed", "canceled", "lost"]


@dataclass(slots=True)
class Job:
    """One study to be answered, and how far that is.

    Attributes
    ----------
    study
        Which one.
    state, error
        How it stands; the sentence that says what is wrong, if something is.
    phase, share
        The step that it is at, one of ``PHASES``, and how much of that is done, 0 to 1.
    worked, heard
        Seconds of work so far, and when (on the clock of the machine) it was last seen to go on.
    """

    study: StudyFolder
    state: State = "waiting"
    error: str = ""
    phase: str = "reading"
    share: float = 0.0
    worked: float = 0.0
    heard: float = 0.0
    process: Process | None = field(default=None, repr=False)

    def tell(self, step: str, done: int, total: int) -> None:
        """Be told of a step."""
        self.worked, self.heard = self._worked_by_now, time.monotonic()
        if step in PHASES and step != self.phase:
            self.phase, self.share = step, 0.0
        elif total:
            self.share = done / total

    @property
    def done(self) -> float:
        """How much of the whole is done, as far as can be told: 0 to 1."""
        names = list(PHASES)
        before = sum(PHASES[name] for name in names[: names.index(self.phase)])
        return min(before + PHASES[self.phase] * self.share, 1.0)

    @property
    def seconds_left(self) -> float | None:
        """About how long it will take yet; None as long as nothing can be told."""
        if self.state != "working" or self.done < _TELLING:
            return None
        return self._worked_by_now * (1 - self.done) / self.done

    @property
    def _worked_by_now(self) -> float:
        """The clock of some machines goes on while they sleep: a longer silence is no work."""
        return self.worked + min(time.monotonic() - self.heard, _SILENCE)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in ("waiting", "working")


class Jobs:
    """The queue, and the thread that works it off."""

    def __init__(self, folder: Path, shelf: Shelf, language: str = "en") -> None:
        self._folder, self._shelf, self._language = folder, shelf, language
        self._jobs: dict[str, Job] = {}
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def of(self, study: StudyFolder) -> Job | None:
        """Return the last job of a study, if it had one since the app began."""
        return self._jobs.get(study.id)

    def before(self, job: Job) -> int:
        """Return how many jobs are to be finished before *job* begins."""
        if job.state != "waiting":
            return 0
        open_ = [other for other in self._jobs.values() if not other.is_over]
        return open_.index(job)

    def add(self, study: StudyFolder) -> Job:
        """Put a study at the end of the queue, unless it stands there."""
        with self._lock:
            job = self._jobs.pop(study.id, None)
            if job is None or job.is_over:
                job = Job(study)
                self._waiting.put(job)
            self._jobs[study.id] = job
            return job

    def cancel(self, job: Job) -> None:
        """Stop a job, or take it from the queue."""
        with self._lock:
            if not job.is_over:
                job.state = "canceled"
                if job.process is not None:
                    job.process.end()

    def end(self) -> None:
        """Stop all."""
        for job in list(self._jobs.values()):
            self.cancel(job)
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            with self._lock:
                if job.is_over:
                    continue
                job.state, job.heard, job.process = "working", time.monotonic(), Process(self._folder, self._language)
            self._settled(job)
            job.process.end()
            job.process = None

    def _settled(self, job: Job) -> None:
        """Answer a study, and note how that ended."""
        state: State = "done"
        said = ""
        try:
            self._answered(job)
        except Exception as error:  # noqa: BLE001  # whatever became of this one, the next is answered
            state, said = (
                "lost" if isinstance(error, LostError) else "failed",
                told(error, language(self._language)),
            )
        if job.state == "working":  # it may have been canceled
            job.state, job.error = state, said

    def _answered(self, job: Job) -> None:
        assert job.process is not None
        record = job.study.record
        answer = job.process.ask(record.command, job.tell, folder=str(job.study.files), words=words(record))
        job.study.answered(answer)
        job.study = self._shelf.finished(job.study)
