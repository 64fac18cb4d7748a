"""Asking: the questionnaire for a survey tool, made so that its export is read back without matching names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from netspread.asking import limesurvey, qualtrics, readme, redcap, workbook
from netspread.asking.questionnaire import Questionnaire, Style, questionnaires
from netspread.errors import one_of
from netspread.folders import at_once
from netspread.readers.privacy.optout import staying
from netspread.readers.staff import read_staff

__all__ = ["TOOLS", "draw_survey"]


class Tool(Protocol):
    """A module writes for a tool by having these names.

    Attributes
    ----------
    NAME
        What ``--for`` takes.
    FILE
        What the file is called, with a place for the unit.
    BESIDE
        Whether the export is read together with our file.
    HOW
        How it is brought into the tool, and out again, in plain words.
    """

    NAME: str
    FILE: str
    BESIDE: bool
    HOW: str

    def write(self, asked: Questionnaire, path: Path, /) -> None:
        """Write *asked* to *path* as the tool takes it."""
        ...


_MODULES: tuple[Tool, ...] = (redcap, limesurvey, qualtrics, workbook)
#: Name -> the module that writes for it.
TOOLS: Mapping[str, Tool] = {tool.NAME: tool for tool in _MODULES}


def draw_survey(
    staff: str | Path,
    *,
    questions: Mapping[str, str],
    tool: str,
    out: str | Path,
    style: Style = "roster",
    within: str | None = None,
    scale: Sequence[str] = (),
    optout: str | Path | None = None,
    force: bool = False,
) -> Path:
    """Write a questionnaire into the folder *out* that *tool* takes as it is, with a README; return the folder.

    Everybody on the staff list can be chosen, by name; the id stands in the code and in brackets behind the name, and
    it alone counts when the export is read. Whoever chooses himself or herself is not counted.

    Parameters
    ----------
    staff
        The staff list: who is asked, and who can be chosen.
    questions
        Name of the relation (letters and digits) -> the text of the question.
    tool
        ``"redcap"``, ``"limesurvey"``, ``"qualtrics"`` or ``"xlsx"`` (a workbook to fill in).
    style
        ``"roster"``: everybody is listed, to be ticked or rated; ``"names"``: up to five people are chosen from
        drop-down lists.
    within
        An attribute such as ``unit``: one questionnaire for each unit, with its people alone.
    scale
        Words from none to most, such as ``["never", "monthly", "weekly", "daily"]``: people are rated, not ticked.
    optout
        A file with the people who are neither asked nor named: an id, name or e-mail address a line.

    Raises
    ------
    ReadError, ChoiceError, SaveError
        In one sentence, if the list, an option or the folder is wrong.
    """
    if tool not in TOOLS:
        raise one_of("tool", tool, TOOLS)
    people, _ = read_staff(staff)
    if optout is not None:
        people = staying(people, Path(optout))
    asked = questionnaires(people, questions, style=style, within=within, scale=scale)
    writer = TOOLS[tool]

    def write(ready: Path) -> None:
        names = [writer.FILE.format(f"-{one.slug}" if one.slug else "") for one in asked]
        for one, name in zip(asked, names, strict=True):
            writer.write(one, ready / name)
        text = readme.text(asked, names, how=writer.HOW, beside=writer.BESIDE, staff=Path(staff).name)
        (ready / "README.txt").write_text(text, encoding="utf-8", newline="")

    return at_once(write, Path(out), force=force)
