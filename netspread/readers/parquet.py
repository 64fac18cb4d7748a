"""Parquet: tables in columns, by duckdb; every cell as text."""

from collections.abc import Iterator
from pathlib import Path

from netspread.errors import ReadError

#: How many rows are fetched at once.
_PIECE = 1 << 15


def rows(path: Path, *, where: str, most: int | None = None) -> Iterator[list[str]]:
    """Give the header and the first *most* rows (all by default).

    Raises
    ------
    ReadError
        If the file cannot be read.
    """
    import duckdb

    limit = "" if most is None else f" limit {int(most)}"
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": False}) as base:
            found = base.execute(f"select columns(*)::varchar from {scan(path)}{limit}")
            yield [str(column[0]) for column in found.description or ()]
            while piece := found.fetchmany(_PIECE):
                yield from (["" if cell is None else cell for cell in row] for row in piece)
    except duckdb.Error as error:
        reason = " ".join(str(error).split())[:160]
        raise ReadError(f"{where}: the Parquet file cannot be read ({reason}); write it again") from error


def scan(path: Path) -> str:
    """Return what stands for the file in a query of duckdb."""
    return f"read_parquet({literal(str(path))})"


def literal(text: str) -> str:
    """Return *text* as it stands in a query.

    Examples
    --------
    >>> literal("Ana's mail.csv")
    "'Ana''s mail.csv'"
    """
    return "'" + text.replace("'", "''") + "'"
