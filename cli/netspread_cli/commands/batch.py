"""``netspread batch``: the main job for many exports."""

import glob
from pathlib import Path
from typing import Any

import click

from netspread.errors import ReadError
from netspread_cli import console, options
from netspread_cli.commands import run
from netspread_cli.config import config_option


@click.pass_context
def _batch(
    context: click.Context,
    /,
    *,
    exports: tuple[str, ...],
    out: Path,
    no_timings: bool,
    force: bool,
    jobs: int | None,
    quiet: bool,
    strategies: tuple[str, ...],
    **choices: Any,
) -> None:
    """Run the main job for each of EXPORTS, into a folder each, and compare the sites.

    A file that cannot be read is told and does not stop the rest; what is there already from the same file with the
    same options is not done again. The exit code is 1 if any site has no result.

    \b
    Example:
        netspread batch survey.csv --staff staff.csv --out sites
    """
    from netspread.batch import batch

    with console.progress(quiet=quiet, jobs=jobs):
        asked = options.given({**choices, "strategies": strategies or None})
        found = batch(_files(exports), out=out, force=force, timings=not no_timings, **asked)
    for _, row in found.table[found.table["error"] != ""].iterrows():
        console.remark(f"{row['site']}: {row['error']}")
    done = len(found.table) - found.failed
    click.echo(f"Sites      {done} of {len(found.table)} with a result ({found.again} were there already)")
    click.echo(f"Summary    {out / 'summary.html'}")
    context.exit(1 if found.failed else 0)


def _files(exports: tuple[str, ...]) -> list[Path]:
    """Return the files that the words mean, each pattern's in the order of their names."""
    found: list[Path] = []
    for word in exports:
        matching = [Path(word)] if Path(word).exists() else [Path(name) for name in sorted(glob.glob(word))]  # noqa: PTH207  # a pattern may be absolute, which Path.glob refuses
        if not matching:
            raise ReadError(f"{word}: there is no such file; check the name, or the pattern")
        found += matching
    return list(dict.fromkeys(found))


#: The options are those of the main job: what a study can be asked, a batch can.
_OWN = ("survey", "out")
command = click.command("batch")(
    click.argument("exports", nargs=-1, required=True)(
        config_option(
            click.option(
                "--out",
                type=click.Path(path_type=Path, file_okay=False),
                default=Path("netspread-sites"),
                show_default=True,
                help="The folder for the sites' folders and the summary.",
            )(_batch)
        )
    )
)
command.params += [param for param in run.command.params if param.name not in (*_OWN, "config")]
