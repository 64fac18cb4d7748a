"""``netspread compare``: seeding strategies side by side."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@options.surveys_argument
@options.reading
@options.relation_option
@options.influence_option
@click.option("--strategy", "strategies", multiple=True, metavar="NAME", help="A strategy; may be repeated.")
@options.budget_option
@options.model_option
@options.p_option
@options.worlds_option
@options.seed_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    strategies: tuple[str, ...],
    budget: int,
    model: str,
    p: float | None,
    worlds: int,
    seed: int,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Compare seeding strategies in SURVEY on the same random worlds.

    \b
    Example:
        netspread compare survey.csv --staff staff.csv --strategy random --strategy greedy --budget 5
    """
    from netspread.spread import models
    from netspread.spread.compare import compare
    from netspread.study import default_strategies
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        comparison = compare(
            network,
            strategies=strategies or default_strategies(network),
            budget=budget,
            model=models.parse(model, p=p),
            worlds=worlds,
            seed=seed,
        )
    console.show_frame(comparison.to_frame(), form)
