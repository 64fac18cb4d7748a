"""Weights: how strong a tie the answer in a cell stands for."""

from collections.abc import Callable, Iterable, Mapping

from netspread.errors import ReadError
from netspread.phrase import Phrase
from netspread.readers.words import MISSING, SCALE, answer, missing_codes


def weights_of(
    cells: Iterable[str], scale: Mapping[str, float], *, where: Callable[[str], str]
) -> dict[str, float | None]:
    """Return cell -> weight for each different one of *cells*; ``None`` where it stands for no answer.

    A word counts as *scale* says, else as it usually does; a number counts itself; 99 and its like count nothing
    where all other numbers are far smaller.

    Parameters
    ----------
    where
        A cell -> the place to name if that cell is wrong.

    Raises
    ------
    ReadError
        If a cell is no number and no known word, or below 0.
    """
    told = {answer(word): weight for word, weight in scale.items()}
    words = {**SCALE, **told}
    different = {cell: answer(cell) for cell in dict.fromkeys(cells)}
    nothing = (MISSING | missing_codes(different.values())) - set(told)
    return {
        cell: None if word in nothing else words[word] if word in words else _number(cell, where)
        for cell, word in different.items()
    }


def in_words(cells: Iterable[str], weights: Mapping[str, float | None]) -> list[Phrase]:
    """Return what is to be told: what the words count, and which numbers were taken for no answer."""
    different = {answer(cell): weights[cell] for cell in dict.fromkeys(cells)}
    meant = {word: weight for word, weight in sorted(different.items()) if weight is not None and not _is_number(word)}
    codes = sorted(word for word, weight in different.items() if weight is None and word.isdecimal())
    told = []
    if meant:
        told.append(
            Phrase(
                "answers count {names}",
                names=[Phrase("'{word}' {weight:g}", word=word, weight=weight) for word, weight in meant.items()],
            )
        )
    if codes:
        told.append(Phrase("{names} taken as no answer, as all other numbers are far smaller", names=codes))
    return told


def _number(cell: str, where: Callable[[str], str]) -> float:
    try:
        weight = float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)
    except ValueError as error:
        raise ReadError(
            f"{where(cell)} has '{cell[:40]}', which is no number; give a number, or --scale '{cell[:40]}=1'"
        ) from error
    if not 0 <= weight < float("inf"):
        raise ReadError(f"{where(cell)} has weight {cell}; weights must be numbers of 0 or more")
    return weight


def _is_number(word: str) -> bool:
    try:
        float(word.replace(",", "."))
    except ValueError:
        return False
    return True
