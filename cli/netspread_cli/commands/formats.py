"""``netspread formats``: what can be read."""

import click

from netspread_cli import console


@click.command()
@click.option("--examples", is_flag=True, help="Show the first lines of such a file.")
def command(*, examples: bool) -> None:
    """List the formats that are read, by the names that --format-in takes.

    \b
    Example:
        netspread formats --examples
    """
    from netspread.readers import READERS

    if not examples:
        console.show_terms(("format", "what it is"), {reader.NAME: reader.TITLE for reader in READERS})
        return
    for reader in READERS:
        click.echo(f"{reader.NAME}: {reader.TITLE}\n")
        click.echo("".join(f"    {line}\n" for line in reader.EXAMPLE.strip().splitlines()))
