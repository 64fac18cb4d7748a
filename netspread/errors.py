"""One family of errors: each is a sentence that says where, what was found, and how to mend it."""

from collections.abc import Iterable
from difflib import get_close_matches


class NetspreadError(Exception):
    """Something about the input or the request is wrong; its text is fit to be shown to a user."""


class ReadError(NetspreadError):
    """A file cannot be read as what it claims to be."""


class NetworkError(NetspreadError):
    """A network that cannot be: an unknown person, a weight of zero or less."""


class ChoiceError(NetspreadError):
    """An argument that names nothing known, or a number out of its range."""


class SaveError(NetspreadError):
    """A result cannot be written to where it should go."""


def one_of(what: str, found: object, known: Iterable[str]) -> ChoiceError:
    """Return the error for *found* where one of *known* was expected, the nearest first.

    Examples
    --------
    >>> print(one_of("measure", "in-degre", ["betweenness", "in-degree"]))
    measure 'in-degre' is unknown; did you mean 'in-degree'? choose one of: betweenness, in-degree
    """
    names = sorted(known)
    near = get_close_matches(str(found), names, n=1)
    hint = f"did you mean '{near[0]}'? " if near else ""
    shown = ", ".join(names[:40]) + (f", ... ({len(names) - 40} more)" if len(names) > 40 else "")
    return ChoiceError(f"{what} {found!r} is unknown; {hint}choose one of: {shown or '(none)'}")


def in_range(what: str, found: float, low: float, high: float = float("inf")) -> None:
    """Raise ``ChoiceError`` unless ``low <= found <= high``.

    Examples
    --------
    >>> in_range("p", 0.5, 0, 1)
    """
    if not low <= found <= high:
        span = f"at least {low:g}" if high == float("inf") else f"from {low:g} to {high:g}"
        raise ChoiceError(f"{what} is {found:g}; it must be {span}")
