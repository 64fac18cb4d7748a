"""Log files: tables of any length and number as one relation of duckdb, which streams them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from netspread.errors import ReadError
from netspread.readers import parquet
from netspread.readers.parquet import literal
from netspread.readers.source import Source
from netspread.readers.table import Table, key

if TYPE_CHECKING:
    import duckdb

#: duckdb reads each of a file's threads in blocks of this size, a line in one of them.
_BLOCK = 8 << 20
_GLOB = frozenset("*?[]{}")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a log begins.

    Attributes
    ----------
    names
        Its columns, as they are compared; no name stands twice.
    skip
        How many lines stand above the first row.
    rows
        All rows, if the file is not to be streamed.
    told
        What was decided to read it.
    columns
        Where the columns stand, from 0, if those in between have neither a name nor a cell.
    """

    names: tuple[str, ...]
    skip: int
    rows: tuple[tuple[str, ...], ...] | None = None
    told: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()

    @property
    def places(self) -> dict[str, int]:
        """Name of a column -> where it stands."""
        return dict(zip(self.names, self.columns or range(len(self.names)), strict=True))

    @classmethod
    def of(cls, source: Source, sheet: str | None = None) -> "Opening":
        """Return how a table with a header begins."""
        table = source.table if sheet is None else source.sheet(sheet)
        if not table.rows:
            raise ReadError(f"{source.where}: the log holds no message; export it again")
        # A small table may have titles above and totals below, which are gone from its rows.
        by_hand = source.is_workbook or (source.is_whole and table.told)
        breaks = sum(name.count("\n") for name in table.header)
        skip, rows = table.lines[0] - 1 + breaks, table.rows if by_hand else None
        return cls(names_of(table), skip, rows, table.told, table.columns)


@dataclass(frozen=True, slots=True)
class Way:
    """How duckdb is to read text.

    Attributes
    ----------
    folder
        Where files may be written that it cannot read as they are.
    checked
        Whether the encoding is looked at to the end; duckdb says so when it was not what the first megabyte promised.
    parallel
        Whether several threads read a file; with line breaks inside of cells they cannot.
    """

    folder: Path
    checked: bool = False
    parallel: bool = True

    def after(self, error: ReadError) -> "Way":
        """Return the way to try after *error*; raise it if there is none."""
        reason = str(error.__cause__ or "")
        if "not utf-8" in reason and not self.checked:
            return replace(self, checked=True)
        if "parallel=false" in reason and self.parallel:
            return replace(self, parallel=False)
        raise error


def names_of(table: Table) -> tuple[str, ...]:
    """Return the columns of *table* as they are compared, each once."""
    seen: dict[str, int] = {}
    names = []
    for name in table.keys:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(names)


def quoted(column: str) -> str:
    """Return the name of a column in duckdb's words.

    Examples
    --------
    >>> quoted("Sender_Address")
    '"sender address"'
    """
    return '"' + key(column).replace('"', '""') + '"'


def column(table: Table, words: Sequence[str]) -> str:
    """Return the first column whose name is one of *words*, in duckdb's words.

    Raises
    ------
    ReadError
        If there is none.
    """
    found = table.find(words)
    if found is None:
        raise ReadError(
            f"{table.where}: no column '{words[0]}' was found among {', '.join(table.header[:12])}; export it again "
            "with all columns, or say with --format-in what it is"
        )
    return quoted(found)


def relation(
    base: "duckdb.DuckDBPyConnection", sources: Sequence[Source], openings: Sequence[Opening], way: Way
) -> str:
    """Return the query of all rows in *sources*; files of the same layout are scanned together."""
    alike: dict[tuple[tuple[tuple[str, int], ...], int, str, bool], list[Path]] = {}
    parts: list[str] = []
    for source, opening in zip(sources, openings, strict=True):
        if opening.rows is not None:
            parts.append(_registered(base, opening, f"rows{len(parts)}"))
        elif source.is_parquet:
            parts.append(_columns(opening.names, source.table.header, parquet.scan(source.path)))
        else:
            path, packed = _text(source, way)
            alike.setdefault((tuple(opening.places.items()), opening.skip, source.delimiter, packed), []).append(path)
    parts += [
        _scan(paths, dict(places), skip=skip, delimiter=delimiter, packed=packed, parallel=way.parallel)
        for (places, skip, delimiter, packed), paths in alike.items()
    ]
    return " union all by name ".join(parts)


def _registered(base: "duckdb.DuckDBPyConnection", opening: Opening, name: str) -> str:
    frame = pd.DataFrame(list(opening.rows or ()), columns=list(opening.names), dtype="str")
    base.register(name, frame)
    return f"select * from {name}"


def _text(source: Source, way: Way) -> tuple[Path, bool]:
    """Return a file that duckdb can read, and whether it is packed."""
    encoding = source.encoding if way.checked else source.likely_encoding
    if encoding in ("utf-8", "utf-8-sig") and not source.inside and not _GLOB & set(str(source.path)):
        return source.path, source.is_gzip
    path = way.folder / f"{len([*way.folder.iterdir()])}.csv"
    source.write_utf8(path)
    return path, False


def _scan(
    paths: Iterable[Path], places: Mapping[str, int], *, skip: int, delimiter: str, packed: bool, parallel: bool
) -> str:
    files = ", ".join(literal(str(path)) for path in paths)
    spaced = delimiter == " "
    typed = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(1 if spaced else max(places.values()) + 1))
    # A list of numbers parted by blanks may have several of them between two; no text holds the mark \x01.
    mark, quote = ("\x01", "") if spaced else (delimiter, '"')
    scan = (
        f"read_csv([{files}], delim={literal(mark)}, columns={{{typed}}}, auto_detect=false, header=false, "
        f"skip={skip}, quote='{quote}', escape='{quote}', null_padding=true, strict_mode=false, "
        f"compression='{'gzip' if packed else 'none'}', parallel={str(parallel).lower()}, "
        f"buffer_size={_BLOCK}, max_line_size={_BLOCK // 4})"
    )
    columns = [f"cells[{at + 1}]" if spaced else f"c{at}" for at in places.values()]
    if spaced:
        scan = f"(select string_split_regex(trim(c0), '\\s+') as cells from {scan} where not starts_with(c0, '#'))"
    return _columns([*places], columns, scan, bare=True)


def _columns(names: Sequence[str], columns: Sequence[str], scan: str, *, bare: bool = False) -> str:
    """Return the query that gives the *columns* of *scan* their *names*, as text."""
    given = columns if bare else ['"' + column.replace('"', '""') + '"::varchar' for column in columns]
    picked = ", ".join(f"{column} as {quoted(name)}" for column, name in zip(given, names, strict=True))
    return f"select {picked} from {scan}"
