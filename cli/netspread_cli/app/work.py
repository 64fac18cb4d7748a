"""Work: what the child can be asked, by name; each answers in plain types."""

from collections.abc import Callable, Mapping
from typing import Any

from netspread_cli.app import answering, planning, reading

#: What can be asked of the child.
DOES: Mapping[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        reading.roles, reading.look, reading.first_rows, reading.formats, reading.doubtful, reading.decide,
        reading.parsed, answering.run, answering.changes, planning.team, planning.tried,
    )
}  # fmt: skip
