"""``netspread brokers``: the first brokers, with all measures of the family side by side."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options
from netspread_cli.family import show


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@options.groups_option
@click.option("--by", "measure", metavar="MEASURE", help="The measure to rank by.")
@options.top_option
@options.explained_option
@options.explained_draws_option
@options.language_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    language: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """List the brokers of SURVEY, who stands between others, with every measure of the family.

    \b
    Example:
        netspread brokers survey.csv --staff staff.csv --groups unit --top 10
    """
    from netspread.language import speaking
    from netspread.measures.catalog import BROKERS
    from netspread_cli.network import network_of

    asked = {name: choices.pop(name) for name in ("groups", "measure", "top", "explained", "draws", "form")}
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with speaking(language), console.progress(quiet=quiet, jobs=jobs):
        show(network, BROKERS, usual="betweenness", **asked)
