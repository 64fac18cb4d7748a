"""``netspread init``: a file of options to edit."""

from pathlib import Path

import click

from netspread.errors import SaveError
from netspread_cli import options
from netspread_cli.commands import run
from netspread_cli.config import as_text


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("study.toml"),
    show_default=True,
    help="The file to write.",
)
@options.force_option
def command(*, out: Path, force: bool) -> None:
    """Write a file with every option of the main job, each with what it does, for run and batch --config.

    \b
    Example:
        netspread init
    """
    if out.exists() and not force:
        raise SaveError(f"{out} exists already; add --force to replace it, or choose another name with --out")
    try:
        out.write_text(as_text(run.command) + "\n", encoding="utf-8", newline="")
    except OSError as error:
        raise SaveError(f"{out}: cannot be written ({error.strerror or error}); choose another place") from error
    click.echo(f"{out}: edit it, then: netspread run survey.csv --config {out}")
