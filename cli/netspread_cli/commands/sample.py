"""``netspread sample``: invented files to try things on."""

from pathlib import Path

import click

from netspread_cli import options


@click.command()
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="The folder to make.")
@options.force_option
def command(*, name: str | None, out: Path | None, force: bool) -> None:
    """Copy the sample NAME into a folder; without a name, list the samples.

    \b
    Example:
        netspread sample hospital --out hospital
    """
    from netspread import samples

    if name is None:
        for known, portrait in samples.PORTRAITS.items():
            click.echo(f"{known:14} {portrait}")
        return
    folder = samples.copy(name, out or Path(name), force=force)
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        click.echo(file)
