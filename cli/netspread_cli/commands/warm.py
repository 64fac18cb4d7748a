"""``netspread warm``: compile ahead."""

import click

from netspread_cli import console, options


@click.command()
@options.jobs_option
@options.quiet_option
def command(*, jobs: int | None, quiet: bool) -> None:
    """Compile everything ahead, once after installing; the first real work is as quick as later ones then.

    \b
    Example:
        netspread warm
    """
    from netspread.warm import warm

    with console.progress(quiet=quiet, jobs=jobs):
        warm()
    console.remark("All is compiled; it is kept on this machine until netspread or numba changes.")
