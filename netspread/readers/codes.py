"""Codes: ids as survey tools let them stand in the codes of choices, so that an export needs no matching of names."""

import re


def code_of(person: str) -> str:
    """Return an id as a code: letters and digits alone, without case.

    An id and its code mean the same person wherever names are matched to a staff list, unless two ids have one code.
    A bare number has letters in front, as tools number their choices by themselves.

    Examples
    --------
    >>> code_of("AB-0017"), code_of("ana.ruiz@ward.example"), code_of("17"), code_of("0017")
    ('ab0017', 'anaruizwardexample', 'id17', '0017')
    """
    code = re.sub(r"[^a-z0-9]", "", person.casefold())
    return f"id{code}" if code.isdecimal() and not code.startswith("0") else code


def label_of(person: str, name: str) -> str:
    """Return what a questionnaire calls a person: the name, and the id in brackets, which alone counts when it is read.

    Marks that tools part or nest choices with are left out.

    Examples
    --------
    >>> label_of("0001", "Ruiz, Ana [RN]")
    'Ruiz Ana RN (0001)'
    """
    plain = " ".join(re.sub(r"[,;|\[\](){}<>\t\r\n]+", " ", name).split())
    return f"{plain} ({person})"
