"""``netspread communities``: who belongs together."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@options.surveys_argument
@options.reading
@options.relation_option
@options.influence_option
@click.option("--method", default="leiden", show_default=True, help="How to find communities.")
@options.seed_option
@click.option("--people", is_flag=True, help="List people with their community, not communities.")
@options.format_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    method: str,
    seed: int,
    people: bool,
    form: str,
    **choices: Any,
) -> None:
    """Find the communities of SURVEY.

    \b
    Example:
        netspread communities survey.csv --staff staff.csv --relation advice
    """
    from netspread.communities import communities
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    partition = communities(network, method=method, seed=seed)
    console.show_frame(partition.to_frame() if people else partition.table(), form)
