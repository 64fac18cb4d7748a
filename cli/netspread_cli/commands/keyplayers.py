"""``netspread keyplayers``: the best set of people together."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--size", default=3, show_default=True, help="How many people.")
@click.option(
    "--goal",
    default="reach",
    show_default=True,
    metavar="GOAL",
    help="What they are good at together: reach or steps (near to all), fragment or split (all apart without them).",
)
@click.option("--steps", default=2, show_default=True, help="For the goal steps: how far.")
@options.seed_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    size: int,
    goal: Any,
    steps: int,
    seed: int,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Find the set of people in SURVEY who together do most for a goal (Borgatti 2006).

    \b
    Example:
        netspread keyplayers survey.csv --staff staff.csv --size 3 --goal split
    """
    from netspread.measures.keyplayers import GOALS, key_players
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        found = key_players(network, size=size, goal=goal, steps=steps, seed=seed)
    if form == "json":
        told = {"goal": found.goal, "value": found.value, "optimal": found.optimal, "people": list(found.people)}
        console.show_json(told)
        return
    console.show_frame(found.to_frame(), form)
    sure = "no set is better" if found.optimal else "found by exchanging people; a better set may exist"
    console.remark(f"{GOALS[found.goal]}: {found.value:.3f} ({sure})")
