"""Codes: ids as survey tools let them stand in the codes of choices, so that an export needs no matching of names."""

import re


def code_of(person: str) -> str:
    """Return an id as a code: letters and digits alone, without case.

    An id and its code mean the same person wherever names are matched to a staff list, unless two ids have one code.

    Examples
    --------
    >>> code_of("AB-0017"), code_of("ana.ruiz@ward.example")
    ('ab0017', 'anaruizwardexample')
    """
    return re.sub(r"[^a-z0-9]", "", person.casefold())
