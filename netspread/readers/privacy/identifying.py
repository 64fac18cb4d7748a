"""Identifying: which attributes tell who somebody is, and how names are taken out of text."""

import re
from collections.abc import Mapping

import pandas as pd

from netspread.readers.table import key

#: Columns that name, reach or number a person, by the words in their headers.
_WHO = re.compile(
    r"\b(names?|vorname|nachname|nom|prénom|nombre|apellidos?|cognome|surname|forename|initials|e ?mails?|mail|phone|"
    r"telephone|tel|mobile|fax|extension|ext|pager|address|street|postcode|zip|user(name)?|login|account|upn|orcid|"
    r"birth ?(day|date)?|dob|born|passport|ssn|nhs number|gmc|nmc|payroll|badge|photo|picture|url|website|twitter|"
    r"linkedin|ip|notes?|comments?|remarks?|staff (id|number|no)|employee (id|number|no)|person id|personnel number)\b"
)
#: Columns that name another person.
_WHOM = re.compile(r"\b(manager|supervisor|boss|reports to|mentor|mentee|vorgesetzter?)\b")
#: From so many people on, a column in which nearly everybody has a cell of his or her own identifies people.
_FEWEST, _OWN = 10, 0.9


def names_people(column: str) -> bool:
    """Return whether a column of this name tells who somebody is.

    Examples
    --------
    >>> names_people("Full name"), names_people("E-mail"), names_people("unit")
    (True, True, False)
    """
    return bool(_WHO.search(key(column)))


def names_another(cells: pd.Series) -> bool:
    """Return whether a column of this name tells of another person, such as a manager, and not just yes or no."""
    return bool(_WHOM.search(key(str(cells.name)))) and cells.nunique() > 2


def tells_apart(cells: pd.Series) -> bool:
    """Return whether nearly everybody has a cell of his or her own: a text, or a whole number such as a pay number."""
    filled = cells.dropna()
    if len(filled) < _FEWEST or filled.nunique() < _OWN * len(filled):
        return False
    return cells.dtype.kind not in "fb" or bool((filled % 1 == 0).all() if cells.dtype.kind == "f" else False)


def cleaned(text: str, instead: Mapping[str, str]) -> str:
    """Return *text* with each spelling in *instead* replaced where it stands as words of its own, in any case.

    A spelling that is a number is replaced only in quotes: elsewhere it counts something.

    Examples
    --------
    >>> cleaned("'7' and Ana Ruiz of 7", {"ana ruiz": "(removed)", "7": "(removed)"})
    "'(removed)' and (removed) of 7"
    """
    # A phrase that nothing is taken from is left one: it is said in every language.
    folded = text.casefold()
    for spelling, other in instead.items():
        if spelling and spelling.casefold() in folded:
            is_number = spelling.isdecimal() or len(spelling) < 2
            before, after = ("(?<=')", "(?=')") if is_number else (r"(?<!\w)", r"(?!\w)")
            pattern = before + re.escape(spelling) + after
            text = re.sub(pattern, other.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    return text
