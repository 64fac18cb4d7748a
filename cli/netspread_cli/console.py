"""What a terminal is shown: results on stdout, progress and remarks on stderr."""

import json
import math
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from netspread import engine

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def progress(*, quiet: bool = False, jobs: int | None = None) -> Iterator[None]:
    """Show the engine's steps on stderr while the block runs; silent if that is no terminal."""
    with engine.using(jobs):
        if quiet or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("starting", total=None)

            def show(step: str, done: int, total: int, /) -> None:
                bar.update(task, description=step, completed=done, total=total or None)

            with engine.told(show):
                yield


def remark(text: str) -> None:
    """Say something on stderr."""
    click.echo(text, err=True)


def show_json(value: Any) -> None:
    """Print *value* as JSON; what is not a number becomes null."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def show_frame(frame: "pd.DataFrame", form: str, *, digits: int = 4) -> None:
    """Print *frame* as an aligned table, CSV or JSON rows; only the table is rounded."""
    if form == "csv":
        from netspread.cells import csv_text

        click.echo(csv_text(frame), nl=False)
    elif form == "json":
        show_json(frame.to_dict("records"))
    else:
        click.echo(aligned(frame, digits=digits))


def show_terms(header: tuple[str, str], terms: Mapping[str, str]) -> None:
    """Print what each of *terms* means, whole: wrapped in a terminal, one a line where another program reads on."""
    width = max(map(len, (header[0], *terms)))
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    for term, meaning in {header[0]: header[1], **terms}.items():
        first, *more = textwrap.wrap(meaning, max(room - width - 2, 20), break_on_hyphens=False) or [""]
        click.echo("\n".join([f"{term:<{width}}  {first}", *(f"{'':{width}}  {line}" for line in more)]))


def show_sentences(person: str, sentences: Sequence[str], form: str) -> None:
    """Print what is said of *person*: one sentence a line, or as JSON."""
    if form == "json":
        show_json({"person": person, "explanation": list(sentences)})
    else:
        click.echo("\n".join(sentences))


def aligned(frame: "pd.DataFrame", *, digits: int = 4) -> str:
    """Return *frame* as text: a header, and columns of equal width; numbers to the right."""
    texts = {str(name): [_shown(value, digits) for value in frame[name]] for name in frame}
    widths = {name: max([len(name), *(len(text) for text in column)]) for name, column in texts.items()}
    right = {str(name): frame[name].dtype.kind in "iuf" for name in frame}

    def line(cells: dict[str, str]) -> str:
        return "  ".join(
            cells[name].rjust(width) if right[name] else cells[name].ljust(width) for name, width in widths.items()
        ).rstrip()

    rows = [{name: column[row] for name, column in texts.items()} for row in range(len(frame))]
    return "\n".join(line(cells) for cells in [{name: name for name in texts}, *rows])


def _shown(value: Any, digits: int) -> str:
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.{digits}g}"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def plain(value: Any) -> Any:
    """Return *value* in the types that JSON has."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(entry) for entry in value]
    if hasattr(value, "item"):  # a numpy scalar
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    return None if value != value else str(value)  # noqa: PLR0124  # only a missing time differs from itself
