"""``netspread seeds``: whom to ask first, by one strategy."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--strategy", required=True, metavar="NAME", help="The seeding strategy, e.g. in-degree, greedy.")
@options.budget_option
@options.choosing
@options.model_option
@options.p_option
@options.resists_option
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
    strategy: str,
    budget: int,
    model: str,
    p: float | None,
    resists: str | None,
    must_have: list[str] | None,
    exclude: list[str] | None,
    eligible: list[str] | None,
    groups: str | None,
    costs: str | None,
    given: list[str] | None,
    robust_over: tuple[str, ...],
    worlds: int,
    seed: int,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Choose people to start with in SURVEY, and say how many they reach.

    \b
    Example:
        netspread seeds survey.csv --staff staff.csv --strategy greedy --budget 10 --model ic --p 0.1
    """
    from netspread.spread import models, seeding, simulate
    from netspread_cli.network import network_of

    chosen = models.parse(model, p=p, resists=resists)
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        found = seeding.seeds(
            network,
            strategy=strategy,
            budget=budget,
            model=chosen,
            seed=seed,
            must_have=must_have or (),
            exclude=exclude or (),
            eligible=eligible,
            groups=groups,
            costs=costs,
            given=given,
            models=[models.parse(name, resists=resists) for name in robust_over],
        )
        spread = simulate.simulate(network, seeds=found.people, model=chosen, worlds=worlds, seed=seed)
    if form == "json":
        console.show_json(
            {
                "strategy": found.strategy,
                "model": chosen.name,
                "budget": budget,
                "seeds": list(found.people),
                "reach_mean": spread.reach_mean,
                "reach_low": spread.reach_low,
                "reach_high": spread.reach_high,
                "certified_ratio": found.certified_ratio,
            }
        )
        return
    rows = network.people.loc[list(found.people)].reset_index()
    rows.insert(0, "order", range(1, len(rows) + 1))
    console.show_frame(rows, form)
    console.remark(
        f"Reach {spread.reach_mean:.1f} of {network.n_people} people "
        f"({spread.reach_low:.1f} to {spread.reach_high:.1f}), {chosen.describe()}"
    )
