"""Shelf: where studies lie: in the private folder, and, if the user wants, in a folder of his or her own."""

import json
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from netspread.errors import ChoiceError, SaveError
from netspread.phrase import Phrase

#: What an id looks like; nothing else becomes a part of a path.
_ID = re.compile(r"[0-9a-f]{16}")
#: "Ward 3 (2)": the second study of that title.
_NUMBERED = re.compile(r" \(\d{1,2}\)$")
_RECORD, _FILES, _ANSWER = "study.json", "files", "answer.json"
#: Where the answer is written, beside the files: the folder of --out.
REPORT = "report"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a study.

    Attributes
    ----------
    title, made
        What it is called, and when it was begun (ISO 8601).
    command
        The command that answers it: ``run`` or ``changes``.
    survey, staff, names
        Which files are what; the others are there for options that take a file.
    options
        Option, as on the command line without the dashes -> its values.
    """

    title: str
    made: str
    command: str = "run"
    survey: tuple[str, ...] = ()
    staff: str = ""
    names: str = ""
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def words(self) -> list[str]:
        """Return the command line behind the command, as far as files go."""
        given = [("--staff", self.staff), ("--names", self.names)]
        return [*self.survey, *(word for option, name in given if name for word in (option, name))]


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """A study on the disk."""

    path: Path

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return self.path.name

    @property
    def files(self) -> Path:
        """Where its files lie and its command runs."""
        return self.path / _FILES

    @property
    def report(self) -> Path:
        """What the command writes."""
        return self.files / REPORT

    @property
    def record(self) -> Record:
        """What is known of it."""
        kept = json.loads((self.path / _RECORD).read_text(encoding="utf-8"))
        return Record(**{**kept, "survey": tuple(kept["survey"])})

    def note(self, record: Record) -> None:
        """Write down what is known of it."""
        _write(self.path / _RECORD, asdict(record))

    @property
    def answer(self) -> dict[str, Any] | None:
        """What came out; None as long as nothing has."""
        path = self.path / _ANSWER
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def answered(self, answer: Mapping[str, Any]) -> None:
        """Write down what came out."""
        _write(self.path / _ANSWER, answer)

    def names(self) -> list[str]:
        """Return the names of its files."""
        return sorted(file.name for file in self.files.iterdir() if file.is_file())


class Shelf:
    """The studies of one app: new ones lie in *drafts*, and with their answer in *kept*, if that is a folder."""

    def __init__(self, drafts: Path, kept: Path | None = None) -> None:
        self._drafts = drafts / "studies"
        self._drafts.mkdir(mode=0o700, exist_ok=True)
        self.kept: Path | None = None
        if kept is not None:
            self.keep_in(str(kept))

    def keep_in(self, folder: str) -> None:
        """Keep finished studies in *folder* from now on; an empty name: nowhere.

        Raises
        ------
        SaveError
            If there is no such folder, or nothing can be written into it.
        """
        if not folder.strip():
            self.kept = None
            return
        path = Path(folder.strip()).expanduser()
        if not path.is_absolute() or not path.is_dir():
            raise SaveError(
                Phrase("{folder}: there is no such folder; write its whole name, from the root or the drive on",
                       folder=str(path))
            )  # fmt: skip
        trial = path / f".netspread-{secrets.token_hex(4)}"
        try:
            trial.mkdir()
            trial.rmdir()
        except OSError as error:
            raise SaveError(
                Phrase("{folder}: nothing can be written there ({why}); choose another",
                       folder=str(path), why=error.strerror or str(error))
            ) from error  # fmt: skip
        self.kept = path
        for study in self.studies():
            if study.answer is not None:
                self.finished(study)

    def new(self, title: str, **known: Any) -> StudyFolder:
        """Return a study without files."""
        study = StudyFolder(self._drafts / secrets.token_hex(8))
        for folder in (study.path, study.files):
            folder.mkdir(mode=0o700)
        study.note(Record(self.free_title(title), datetime.now(UTC).isoformat(timespec="milliseconds"), **known))
        return study

    def free_title(self, title: str) -> str:
        """Return *title*, with a number if another study is called so: a list must not show two that look alike."""
        taken = {study.record.title for study in self.studies()}
        plain = _NUMBERED.sub("", title)
        numbered = (f"{plain} ({number})" for number in range(2, len(taken) + 3))
        return next(free for free in (title, *numbered) if free not in taken)

    def find(self, name: str) -> StudyFolder | None:
        """Return the study of that id, if there is one."""
        if not _ID.fullmatch(name):
            return None
        places = [place / name for place in (self._drafts, self.kept) if place is not None]
        return next((StudyFolder(path) for path in places if (path / _RECORD).is_file()), None)

    def studies(self) -> list[StudyFolder]:
        """Return all studies, the newest first; a folder that is none is passed over."""
        places = [place for place in (self._drafts, self.kept) if place is not None]
        names = {path.name for place in places for path in place.iterdir() if _ID.fullmatch(path.name)}
        found = [study for name in names if (study := self.find(name)) is not None]
        return sorted(found, key=lambda study: (study.record.made, study.id), reverse=True)

    def finished(self, study: StudyFolder) -> StudyFolder:
        """Bring a study to where it is kept, and return it there."""
        if self.kept is None or study.path.parent == self.kept:
            return study
        copied = self.kept / f".{study.id}"
        try:
            copied.mkdir(mode=0o700)  # nobody else can look in while it is copied
            shutil.copytree(study.path, copied, dirs_exist_ok=True)
            copied.rename(self.kept / study.id)
        except OSError as error:
            shutil.rmtree(copied, ignore_errors=True)
            raise SaveError(
                Phrase(
                    "{folder}: the study cannot be kept there ({why}); it stays here until netspread ends, "
                    "so take it with you, or choose another folder under Studies",
                    folder=str(self.kept), why=error.strerror or str(error),
                )
            ) from error  # fmt: skip
        shutil.rmtree(study.path, ignore_errors=True)
        return StudyFolder(self.kept / study.id)

    def to_change(self, study: StudyFolder) -> StudyFolder:
        """Return *study* if it may be changed; a copy of one that has its answer, which stays as it is."""
        if study.answer is None:
            return study
        copy = self.new(study.record.title)
        for name in study.names():
            shutil.copy(study.files / name, copy.files / name)
        copy.note(replace(study.record, made=copy.record.made, title=copy.record.title))
        return copy

    def delete(self, study: StudyFolder) -> None:
        """Remove a study for good.

        Raises
        ------
        SaveError
            If something of it cannot be removed.
        """
        try:
            shutil.rmtree(study.path)
        except OSError as error:
            raise SaveError(
                Phrase("{folder}: cannot be removed ({why}); close what has it open",
                       folder=str(study.path), why=error.strerror or str(error))
            ) from error  # fmt: skip


def the_study(found: StudyFolder | None) -> StudyFolder:
    """Return the study, or say that there is none.

    Raises
    ------
    ChoiceError
        If there is none.
    """
    if found is None:
        raise ChoiceError(Phrase("there is no such study; it may have been deleted, see the list of studies"))
    return found


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """Write *value*, whole or not at all."""
    beside = path.with_suffix(".new")
    try:
        beside.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
