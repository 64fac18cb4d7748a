"""REDCap's data dictionary: the fields of a project, their labels and choices."""

import re
from dataclasses import dataclass, field

from netspread.readers.stems import plain
from netspread.readers.table import Table

_CHOICE = re.compile(r"\s*(?P<code>-?[\w.-]+)\s*,\s*(?P<label>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes
    ----------
    name, label
        What it is called, and what is asked.
    kind
        ``text``, ``radio``, ``dropdown``, ``checkbox``, ``notes``, ``calc``, ``file``, ...
    section
        The header over it.
    group
        The matrix it is a row of.
    choices
        Code -> words.
    """

    name: str
    label: str
    kind: str
    section: str = ""
    group: str = ""
    choices: dict[str, str] = field(default_factory=dict)


def is_dictionary(table: Table) -> bool:
    """Whether *table* has the first columns of a data dictionary, as downloaded or by the API."""
    return {"variable / field name", "field type"} <= set(table.keys) or {
        "field name",
        "field type",
        "form name",
    } <= set(table.keys)


def fields_of(table: Table) -> dict[str, Field]:
    """Return name -> field, in order; a section's header holds for all rows of the matrix that it stands over."""
    columns = {
        name: table.find(words)
        for name, words in {
            "name": ("variable / field name", "field name"),
            "label": ("field label",),
            "kind": ("field type",),
            "section": ("section header",),
            "group": ("matrix group name",),
            "choices": ("choices, calculations, or slider labels", "select choices or calculations"),
        }.items()
    }
    cells = {name: table.column(column) if column else [""] * len(table.rows) for name, column in columns.items()}
    found: dict[str, Field] = {}
    sections: dict[str, str] = {}
    for at, name in enumerate(cells["name"]):
        group = cells["group"][at]
        section = sections.setdefault(group, plain(cells["section"][at])) if group else plain(cells["section"][at])
        kind = cells["kind"][at].casefold()
        asked = choices_of(cells["choices"][at]) if kind in ("radio", "dropdown", "checkbox", "select") else {}
        found[name] = Field(name, plain(cells["label"][at]) or name, kind, section, group, asked)
    return found


def choices_of(text: str) -> dict[str, str]:
    """Return code -> words of "1, Ana Ruiz | 2, Ode, Ben"; a label may have commas, and bars.

    Examples
    --------
    >>> choices_of("1, Ana Ruiz|s-02, Ode, Ben | RN")
    {'1': 'Ana Ruiz', 's-02': 'Ode, Ben | RN'}
    """
    found: dict[str, str] = {}
    last = ""
    for piece in text.split("|"):
        match = _CHOICE.fullmatch(piece)
        if match is not None:
            last = match["code"]
            found[last] = plain(match["label"])
        elif last:
            found[last] = f"{found[last]} | {plain(piece)}"
    return found


def ticked_code(code: str) -> str:
    """Return how a checkbox's *code* is written in a column's name: ``-1`` as ``_1``, ``S-02`` as ``s_02``."""
    return re.sub(r"[^a-z0-9_]", "_", code.casefold())


def is_field_name(name: str) -> bool:
    """Whether a column is called as REDCap calls its fields."""
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", name))
