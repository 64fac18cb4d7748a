"""``netspread leaders``: the first opinion leaders, with all measures of the family side by side."""

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
@click.option(
    "--self-designation", "designation", metavar="COLUMN", help="What people answered when asked whether they lead."
)
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
    """List the opinion leaders of SURVEY, whom most others name, with every measure of the family.

    \b
    Example:
        netspread leaders survey.csv --staff staff.csv --groups unit --top 10
    """
    from netspread.language import speaking
    from netspread.measures.catalog import LEADERS, leader_measure
    from netspread_cli.network import network_of

    asked = {
        name: choices.pop(name) for name in ("groups", "measure", "designation", "top", "explained", "draws", "form")
    }
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with speaking(language), console.progress(quiet=quiet, jobs=jobs):
        show(network, LEADERS, usual=leader_measure(network), **asked)
