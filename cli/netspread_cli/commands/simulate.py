"""``netspread simulate``: what happens if these people start."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options

if TYPE_CHECKING:
    from netspread import Spread


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--seeds", required=True, metavar="IDS|FILE", help="Who starts: ids joined by ;, or a file of ids.")
@click.option(
    "--starting",
    metavar="ID=PERIOD;...",
    help="Who starts later, and in which period, e.g. '0026=3'; for models with a clock.",
)
@options.model_option
@options.p_option
@options.resists_option
@options.worlds_option
@click.option(
    "--world", type=click.IntRange(0), metavar="NUMBER", help="Say who adopts when in this one try, from 0 on."
)
@options.seed_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    seeds: str,
    starting: str | None,
    model: str,
    p: float | None,
    resists: str | None,
    worlds: int,
    world: int | None,
    seed: int,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Let the people of --seeds start in SURVEY, and say how far it spreads.

    \b
    Example:
        netspread simulate survey.csv --staff staff.csv --seeds "0026;0180" --model lt
        netspread simulate survey.csv --staff staff.csv --seeds "0026;0180" --world 17
    """
    from netspread.spread import models, simulate
    from netspread.spread.world import one_world
    from netspread_cli.network import network_of

    chosen = models.parse(model, p=p, resists=resists)
    people = options.people_in(seeds) or ()
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        spread = simulate.simulate(
            network, seeds=people, model=chosen, worlds=worlds, seed=seed, starting=_periods(starting)
        )
    if world is not None:
        steps = one_world(spread, world)
        adopters = steps[steps["step"].notna()].sort_values("step", kind="stable")
        console.show_frame(adopters, form)
        console.remark(f"In world {world} it comes to {len(adopters)} of {network.n_people} people; {_usual(spread)}")
        return
    if form == "json":
        console.show_json(
            {
                "strategy": None,
                "model": chosen.name,
                "budget": len(spread.seeds),
                "seeds": list(spread.seeds),
                "reach_mean": spread.reach_mean,
                "reach_low": spread.reach_low,
                "reach_high": spread.reach_high,
                "certified_ratio": None,
                "curve": spread.curve.tolist(),
            }
        )
        return
    console.show_frame(spread.to_frame().sort_values("chance", ascending=False, kind="stable"), form)
    console.remark(
        f"Reach {spread.reach_mean:.1f} of {network.n_people} people "
        f"({spread.reach_low:.1f} to {spread.reach_high:.1f}), {chosen.describe()}"
    )


def _usual(spread: "Spread") -> str:
    """Return what other worlds come to, so that nobody takes one for all."""
    low, middle, high = spread.quantiles()
    return f"nine of ten worlds come to {low:.0f} to {high:.0f}, half of them to fewer than {middle:.0f}"


def _periods(starting: str | None) -> dict[str, int]:
    """Return id -> period."""
    pairs = [part.rpartition("=") for part in (starting or "").split(";") if part.strip()]
    try:
        return {name.strip(): int(period) for name, _, period in pairs}
    except ValueError as error:
        raise click.BadParameter(f"'{starting}' is no list like 0026=3;0180=5", param_hint="--starting") from error
