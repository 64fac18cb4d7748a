"""Renames: names that somebody gave to communities, from a table."""

from pathlib import Path

from netspread.errors import ReadError
from netspread.readers.source import Source


def read_renames(path: str | Path) -> dict[str, str]:
    """Return the number or name of each community -> its new name, from the columns ``community`` and ``name``.

    Raises
    ------
    ReadError
        If there are no such columns, or a community stands twice.
    """
    table = Source(Path(path)).sheet(None)
    old, new = table.find(["community", "number", "old name"]), table.find(["name", "new name"])
    if old is None or new is None:
        raise ReadError(
            f"{path}: no columns 'community' and 'name' were found among {', '.join(table.header[:10])}; "
            "give each community's number and its new name"
        )
    found: dict[str, str] = {}
    for line, community, name in zip(table.lines, table.column(old), table.column(new), strict=True):
        if community in found:
            raise ReadError(f"{path}, line {line}: community '{community}' stands twice; give it one name")
        found[community] = name
    return found
