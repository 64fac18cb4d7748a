"""``netspread simulate``: what happens if these people start."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@options.surveys_argument
@options.reading
@options.relation_option
@options.influence_option
@click.option("--seeds", required=True, metavar="IDS|FILE", help="Who starts: ids joined by ;, or a file of ids.")
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
    seeds: str,
    model: str,
    p: float | None,
    worlds: int,
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
    """
    from netspread.spread import models, simulate
    from netspread_cli.network import network_of

    chosen = models.parse(model, p=p)
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        spread = simulate.simulate(network, seeds=_people(seeds), model=chosen, worlds=worlds, seed=seed)
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


def _people(seeds: str) -> list[str]:
    """Return the ids in *seeds*: the lines of the file of that name, or the parts between semicolons."""
    path = Path(seeds)
    parts = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else seeds.split(";")
    return [part.strip() for part in parts if part.strip()]
