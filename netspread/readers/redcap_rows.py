"""REDCap's rows: a record has a row for each event and each instance of a repeating instrument; made one row again."""

from dataclasses import dataclass

from netspread.phrase import Phrase
from netspread.readers.table import Table

_EVENT = ("redcap event name", "event name")
_INSTRUMENT = ("redcap repeat instrument", "repeat instrument")
_INSTANCE = ("redcap repeat instance", "repeat instance")


@dataclass(frozen=True, slots=True)
class Spot:
    """A column of the one row: a field, at an event if it was asked at several, of an instance if it repeats."""

    at: int
    field: str
    event: str = ""
    instrument: str = ""
    instance: str = ""

    @property
    def suffix(self) -> str:
        """What tells the field's question from the same one at another event."""
        return f" ({self.event})" if self.event else ""


def one_row_each(table: Table) -> tuple[Table, list[Spot]]:
    """Return *table* with one row for each record, and what its columns are.

    A field that was answered at several events has a column for each of these.
    """
    event, instrument, instance = table.find(_EVENT), table.find(_INSTRUMENT), table.find(_INSTANCE)
    if event is None and instrument is None:
        return table, [Spot(at, name) for at, name in enumerate(table.header)]
    own = {table.at(name) for name in (event, instrument, instance) if name}
    fields = [at for at in range(1, len(table.header)) if at not in own]
    blank = [""] * len(table.rows)
    keys = list(zip(*(table.column(name) if name else blank for name in (event, instrument, instance)), strict=True))
    events = _events(table, fields, keys)
    cells: dict[str, dict[tuple[int, str, str, str], str]] = {}
    lines: dict[str, int] = {}
    for row, line, (when, what, which) in zip(table.rows, table.lines, keys, strict=True):
        one = cells.setdefault(row[0], {})
        lines.setdefault(row[0], line)
        for at in fields:
            if row[at]:
                one[at, when if len(events.get(at, ())) > 1 else "", what, which if what else ""] = row[at]
    order = {when: at for at, when in enumerate(dict.fromkeys(when for when, _, _ in keys))} | {"": -1}
    columns = sorted(
        {column for one in cells.values() for column in one},
        key=lambda column: (order[column[1]], column[0], column[2], _number(column[3])),
    )
    spots = [
        Spot(0, table.header[0]),
        *(Spot(place, table.header[at], *rest) for place, (at, *rest) in enumerate(columns, 1)),
    ]
    header = tuple(
        spot.field + spot.suffix + (f" #{spot.instrument} {spot.instance}" if spot.instrument else "") for spot in spots
    )
    rows = tuple((record, *(one.get(column, "") for column in columns)) for record, one in cells.items())
    told = Phrase(
        "{count} rows of events and instances are put together to {count_2} records",
        count=len(table.rows),
        count_2=len(rows),
    )
    return Table(table.where, header, rows, tuple(lines.values()), (*table.told, told)), spots


def _events(table: Table, fields: list[int], keys: list[tuple[str, ...]]) -> dict[int, set[str]]:
    """Return field -> the events at which its form was answered; a box that was never ticked was not."""
    forms, form = {}, 0
    for at in fields:  # each form ends with its state
        forms[at] = form
        form += table.header[at].endswith("_complete") or table.header[at].startswith("Complete?")
    found: dict[int, set[str]] = {}
    for row, (when, what, _) in zip(table.rows, keys, strict=True):
        if not what:
            for at in fields:
                is_state = at + 1 in forms and forms[at] != forms[at + 1]
                if row[at] and not is_state and not ("___" in table.header[at] and row[at] == "0"):
                    found.setdefault(forms[at], set()).add(when)
    return {at: found.get(form, set()) for at, form in forms.items()}


def _number(instance: str) -> tuple[int, str]:
    return (int(instance), "") if instance.isdecimal() and len(instance) < 9 else (0, instance)
