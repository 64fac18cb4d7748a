"""``netspread demo``: the main job on a sample, for a first look."""

from pathlib import Path

import click

from netspread_cli import console, options
from netspread_cli.commands.run import main_job


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("netspread-demo"),
    show_default=True,
    help="The folder to make.",
)
@options.language_option
@options.force_option
@options.quiet_option
def command(*, out: Path, language: str, force: bool, quiet: bool) -> None:
    """Copy a sample hospital here, run the main job on it, and say where to look.

    \b
    Example:
        netspread demo
    """
    from netspread import samples

    folder = samples.copy("hospital", out, force=force)
    survey, staff = folder / "survey.csv", folder / "staff.csv"
    console.remark("The first run compiles for a few seconds; later runs are quicker.")
    asked = "--groups unit --champions 12 --quota unit=1"
    console.remark(f"$ netspread run {survey} --staff {staff} {asked} --out {folder / 'report'}")
    main_job(
        (survey,), staff=staff, groups="unit", champions=12, quota={"unit": 1}, out=folder / "report", force=force,
        jobs=None, quiet=quiet, language=language,
    )  # fmt: skip
    click.echo(f"Open       {(folder / 'report' / 'report.html').resolve()} in a browser.")
