"""Readme: how a questionnaire is brought into its tool and back, in plain words."""

from collections.abc import Sequence

from netspread.asking.questionnaire import Questionnaire
from netspread.readers.words import SCALE, answer

#: A list longer than this is no longer read to its end.
_LONG = 100


def text(asked: Sequence[Questionnaire], files: Sequence[str], *, how: str, beside: bool, staff: str) -> str:
    """Return the text of ``README.txt``; *staff* is the name of the staff list.

    *beside*: the export is read together with the file that we wrote.
    """
    first = asked[0]
    given, meant = _given(files, beside=beside)
    lines = ["The questionnaire", "================="]
    lines += [
        f"{name}: {one.unit or 'everybody'}, {len(one.choices)} people" for name, one in zip(files, asked, strict=True)
    ]
    lines += ["", *(f"{name}: {question}" for name, question in first.questions.items()), ""]
    if first.style == "roster" and max(len(one.choices) for one in asked) > _LONG:
        lines += [
            f"More than {_LONG} names are too many to read for each question: think of --style names or --within unit.",
            "",
        ]
    lines += ["How to use it", "-------------", how, ""]
    lines += [
        "Change the text at the beginning so that it is true of your survey: who sees the answers, whom to ask.",
        "Do not change the codes, nor the ids in brackets behind the names: by these the answers are read.",
        "Choosing oneself does no harm: it is counted and left out.",
        "",
        "Afterwards",
        "----------",
        f"netspread check {given} --staff {staff}{_scale(first)} --out reminders",
        f"netspread run {given} --staff {staff}{_scale(first)} --out report",
        "",
        meant,
        "The first command tells who has not answered yet, as often as you like; the second makes the report.",
        "",
    ]
    return "\n".join(lines)


def _given(files: Sequence[str], *, beside: bool) -> tuple[str, str]:
    """Return (what is given to a command, what that means)."""
    if beside and len(files) > 1:
        return "FOLDER1 FOLDER2", "Each FOLDER holds the export of one unit and the file of that unit from here."
    if beside:
        return f"EXPORT {files[0]}", "EXPORT is the file that the tool gave."
    return "EXPORT", "EXPORT is the file that the tool gave" + ("; give those of all units." if len(files) > 1 else ".")


def _scale(asked: Questionnaire) -> str:
    """Return the options that say what the words of the scale count, if they do not count so anyway."""
    if all(SCALE.get(answer(word)) == weight for word, weight in asked.weights.items()):
        return ""
    return "".join(f' --scale "{word}={weight}"' for word, weight in asked.weights.items())
