"""One family of errors: each is a sentence that says where, what was found, and how to mend it."""

from collections.abc import Iterable, Mapping


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


#: How alike, of 100, two names have to be for one to be proposed for the other; so many are proposed, if they are
#: about as near as the nearest; and up to so many are listed.
_NEAR, _PROPOSED, _AS_NEAR, _MOST_LISTED = 60, 3, 5, 40


def one_of(what: str, found: object, known: Iterable[str], *, called: Mapping[str, str] | None = None) -> ChoiceError:
    """Return the error for *found* where one of *known* was expected, with the nearest of them.

    *called* gives names by which some of *known* go as well: a person's name beside the id.

    Examples
    --------
    >>> print(one_of("measure", "in-degre", ["betweenness", "in-degree"]))
    measure 'in-degre' is unknown; did you mean 'in-degree'? choose one of: betweenness, in-degree
    >>> print(one_of("person", "Anna Ruis", ["01", "02"], called={"Ana Ruiz": "01", "Ben Ode": "02"}))
    person 'Anna Ruis' is unknown; did you mean '01' (Ana Ruiz)? choose one of: 01, 02
    """
    from rapidfuzz import fuzz, process  # loaded when something is wrong, so that starting stays quick

    names = sorted(known)
    ours = {
        **{name: f"'{name}'" for name in names},
        **{name: f"'{id_}' ({name})" for name, id_ in (called or {}).items()},
    }
    near = process.extract(str(found), list(ours), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_PROPOSED)
    likely = [ours[name] for name, score, _ in near if score >= near[0][1] - _AS_NEAR]
    hint = f"did you mean {' or '.join(likely)}? " if likely else ""
    if len(names) > _MOST_LISTED and hint:
        return ChoiceError(f"{what} {found!r} is unknown; {hint}(there are {len(names):,})")
    shown = ", ".join(names[:_MOST_LISTED])
    shown += f", ... ({len(names) - _MOST_LISTED} more)" if len(names) > _MOST_LISTED else ""
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
