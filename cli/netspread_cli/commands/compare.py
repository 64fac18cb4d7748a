"""``netspread compare``: seeding strategies side by side."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options

if TYPE_CHECKING:
    from netspread.spread.compare import Comparison


@click.command()
@options.surveys_argument
@options.reading
@options.relation_option
@options.influence_option
@click.option("--strategy", "strategies", multiple=True, metavar="NAME", help="A strategy; may be repeated.")
@options.budget_option
@options.choosing
@options.models_option
@options.p_option
@options.resists_option
@options.worlds_option
@options.seed_option
@click.option(
    "--resume",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep the worlds done in FOLDER, and go on from those that are there.",
)
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
    models: tuple[str, ...],
    p: float | None,
    resists: str | None,
    must_have: list[str] | None,
    exclude: list[str] | None,
    eligible: list[str] | None,
    groups: str | None,
    costs: str | None,
    given: list[str] | None,
    worlds: int,
    seed: int,
    resume: Path | None,
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
    from netspread.spread.compare import compare
    from netspread.spread.models import parse
    from netspread.spread.store import kept_in
    from netspread.study import default_strategies
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    keeping = nullcontext() if resume is None else kept_in(resume)
    with console.progress(quiet=quiet, jobs=jobs), keeping:
        comparison = compare(
            network,
            strategies=strategies or default_strategies(network),
            budget=budget,
            model=[parse(model, p=p, resists=resists) for model in models],
            worlds=worlds,
            seed=seed,
            must_have=must_have or (),
            exclude=exclude or (),
            eligible=eligible,
            groups=groups,
            costs=costs,
            given=given,
        )
    console.show_frame(comparison.to_frame(), form)
    if form == "table":
        for sentence in _answers(comparison, groups):
            console.remark(sentence)


def _answers(comparison: "Comparison", groups: str | None) -> list[str]:
    """Return what is asked next of the best strategy: would random people do, how soon, who is left out."""
    from netspread.spread.questions import equity, random_seeds_needed, time_to

    best = comparison.spread(comparison.best)
    enough = random_seeds_needed(best)
    told = [
        f"Under {best.model.name} '{comparison.best}' reaches most. As many are reached by "
        + (f"{enough.seeds} people drawn at random." if enough.seeds else "no number of people drawn at random."),
        f"Half of those reached have adopted by step {time_to(best)['step'].median():.0f}.",
    ]
    if groups is not None:
        even = equity(best, groups=groups)
        share = even.table["share"].iloc[0]
        told.append(f"Least reached is {groups} '{even.worst}': {share:.0%} of its people (Gini {even.gini:.2f}).")
    return told
