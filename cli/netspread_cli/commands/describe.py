"""``netspread describe``: a network in figures."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@options.groups_option
@options.format_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    groups: str | None,
    form: str,
    **choices: Any,
) -> None:
    """Describe the network in SURVEY by figures: density, reciprocity, transitivity, distances, centralization.

    \b
    Example:
        netspread describe survey.csv --staff staff.csv --groups unit
    """
    from netspread.measures.description import describe
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    found = describe(network, groups=groups)
    if form == "json":
        console.show_json(dict(found.figures))
    else:
        console.show_frame(found.to_frame(), form)
