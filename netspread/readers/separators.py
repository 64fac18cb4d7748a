"""Separators: what stands between several names in one cell."""

import re
from collections.abc import Collection, Iterable

from netspread.readers.names import is_known
from netspread.readers.spelling import normalized
from netspread.readers.words import NOBODY, answer

#: How it is told -> the pattern, the surest first.
SEPARATORS = {
    "line breaks": r"[\r\n]+",
    "';'": r";",
    "'|'": r"\|",
    "tabs": r"\t+",
    "' / '": r"\s+/\s+",
    "', '": r",\s+",
    "commas or 'and'": r",\s*(?:(?:and|und|et|y|e|&)\s+)?|\s+(?:and|und|et|y|e|&)\s+",
    "','": r",",
    "'and'": r"\s+(?:and|und|et|y|e|&)\s+",
    "'/'": r"/",
    "commas without blanks": r",(?=\S)",
}
#: No name has more pieces and separators than that.
_MOST_PIECES = 9
#: These stand within a name as well ("Ruiz, Ana"; "Smith and Sons"): taken only if the parts are people who answered.
_DOUBTFUL = ("commas or 'and'", "','", "'and'", "'/'", "commas without blanks")


def separator(cells: Collection[str], people: Collection[str], *, preferred: str | None = None) -> str | None:
    """Return which of ``SEPARATORS`` stands between the names in *cells*; None if each cell holds one name at most.

    The one is taken that leaves the largest share of parts which name somebody of *people* (what those are called who
    answered); where that tells nothing, the *preferred* one, else the surest that stands in at least one cell in ten.
    """
    filled = [cell for cell in cells if cell]
    different = dict.fromkeys(filled)
    found = [name for name in SEPARATORS if any(len(parts(cell, name)) > 1 for cell in different)]
    if not found:
        return None
    whole = _known([part for cell in filled for part in parts(cell, None)], people)
    shares = {name: _known([part for cell in filled for part in parts(cell, name)], people) for name in found}
    best = max(found, key=lambda name: shares[name])  # the first, and so the surest, of equals
    if shares[best] > whole:
        return best
    if preferred in found or ("', '" in found and _are_two_people(different, people)):
        return preferred if preferred in found else "', '"
    if whole > 0:
        return None
    for name in found:
        several = [cell for cell in filled if len(parts(cell, name)) > 1]
        enough = len(several) >= max(1, 0.1 * len(filled))
        if enough and name not in _DOUBTFUL and not (name == "', '" and _is_last_first(several)):
            return name
    return None


def parts(cell: str, name: str | None, *, exact: str | None = None, people: Collection[str] = ()) -> list[str]:
    """Return the names in *cell*, parted by the separator called *name* (or just so, by *exact*).

    Blanks and answers of nobody are left out. Pieces that together call somebody in *people* stay together.

    Examples
    --------
    >>> parts("Ben; Cia; nobody", "';'")
    ['Ben', 'Cia']
    >>> parts("Ruiz, Ana, Ben", "', '", people={"ruiz, ana"})
    ['Ruiz, Ana', 'Ben']
    """
    if exact:
        pieces = cell.split(exact)
    elif not name:
        pieces = [cell]
    else:
        pieces = re.split(f"({SEPARATORS[name]})", cell)
        pieces = _together(pieces, people) if people and len(pieces) > 1 else pieces[::2]
    return [piece.strip() for piece in pieces if answer(piece) not in NOBODY]


def _together(pieces: list[str], people: Collection[str]) -> list[str]:
    """Return the names in *pieces*, of which every second one is a separator; the longest known name first."""
    names, at = [], 0
    while at < len(pieces):
        ends = [end for end in range(at + 1, min(len(pieces), at + _MOST_PIECES) + 1, 2) if pieces[end - 1].strip()]
        found = (end for end in reversed(ends) if pieces[at].strip() and is_known("".join(pieces[at:end]), people))
        end = next(found, at + 1)
        names.append("".join(pieces[at:end]))
        at = end + 1
    return names


def _known(names: list[str], people: Collection[str]) -> float:
    return sum(is_known(name, people) for name in names) / len(names) if names else 0.0


def last_first(cells: Iterable[str]) -> list[str]:
    """Return those of *cells* that may be one name, as in "Ruiz, Ana": one comma, a word or two on each side.

    They may be two people called by one name each as well.
    """
    return [cell for cell in cells if re.fullmatch(r"[^,\s]+(?: [^,\s]+)?, [^,\s]+(?: [^,\s]+)?", cell)]


def _is_last_first(cells: list[str]) -> bool:
    """Whether the commas stand inside names in all *cells*."""
    return len(last_first(cells)) == len(cells)


def _are_two_people(cells: Iterable[str], people: Collection[str]) -> bool:
    """Whether most cells such as "Ruiz, Ode" have the names of two of *people*, and not two names of one."""
    holders: dict[str, set[str]] = {}
    for name in map(normalized, people):
        for word in name.split():
            holders.setdefault(word, set()).add(name)
    one = two = 0
    for cell in last_first(cells):
        first, second = (
            set.intersection(*(holders.get(word, set()) for word in normalized(part).split() or [""]))
            for part in cell.split(", ")
        )
        one += bool(first & second)
        two += bool(first and second and not first & second)
    return two > one
