"""``netspread run``: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options
from netspread_cli.config import config_option

if TYPE_CHECKING:
    from netspread import Study


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.groups_option
@click.option(
    "--budget", type=int, help="How many people can start: by default 10, or everybody where there are fewer."
)
@click.option("--p", "p", default=0.1, show_default=True, help="Assumed chance that a tie passes it on.")
@options.adopted_option(required=False)
@options.innovation_option
@options.never_option
@click.option("--strategy", "strategies", multiple=True, metavar="NAME", help="A seeding strategy to compare.")
@click.option(
    "--champions", type=click.IntRange(1), metavar="NUMBER", help="How many champions; by default the budget."
)
@options.conditions("--cost-budget")
@click.option("--method", default="leiden", show_default=True, help="How to find communities.")
@click.option("--runs", type=click.IntRange(1), help="How often, to take what the runs agree on.  [default: 50]")
@click.option(
    "--community-names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names of your own for communities: a table community,name.",
)
@click.option("--min-weight", type=float, help="Leave out ties of less weight than this.")
@options.influence_option
@options.worlds_option
@click.option("--draws", type=click.IntRange(0), default=100, show_default=True, help=options.DRAWS_HELP)
@options.language_option
@options.seed_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("netspread-report"),
    show_default=True,
    help="The folder to write into.",
)
@click.option("--no-timings", is_flag=True, help="Leave the timings out of run.json: then every byte can be repeated.")
@options.force_option
@options.jobs_option
@options.quiet_option
@config_option
def command(
    *,
    survey: tuple[Path, ...],
    out: Path,
    no_timings: bool,
    force: bool,
    jobs: int | None,
    quiet: bool,
    strategies: tuple[str, ...],
    **choices: Any,
) -> "Study":
    """Read SURVEY and write a report, a map and tables into a folder.

    \b
    Example:
        netspread run survey.csv --staff staff.csv --groups unit --out report
    """
    how: dict[str, Any] = {"timings": not no_timings, "force": force, "jobs": jobs, "quiet": quiet}
    return main_job(survey, out=out, strategies=strategies or None, **how, **choices)


def main_job(
    survey: tuple[Path, ...],
    *,
    out: Path,
    force: bool,
    jobs: int | None,
    quiet: bool,
    timings: bool = True,
    **choices: Any,
) -> "Study":
    """Run the study, save it, say in ten lines what came out, and return it."""
    from netspread.pages.folder import check_folder
    from netspread.study import study

    check_folder(out, force=force, key=choices.get("pseudonyms"))
    with console.progress(quiet=quiet, jobs=jobs):
        found = study(survey, **options.given(choices))
        found.save(out, force=force, timings=timings)
    click.echo("\n".join(summary(found, out)))
    return found


def summary(found: "Study", out: Path) -> list[str]:
    """Return what came out, in about ten lines."""
    from netspread.explain import count
    from netspread.language import language

    network = found.network
    quality = found.quality()
    rate = quality["response_rate"]
    answered = "" if rate is None else f", {rate:.0%} answered"
    people, ties = count(network.n_people, "person", "people"), count(network.n_ties, "tie", "ties")
    best = found.comparison.best
    rows = found.comparison.to_frame()
    reach = rows[(rows["strategy"] == best) & (rows["model"] == rows["model"].iloc[0])].iloc[0]
    more = ", ..." if len(found.champions.people) > 5 else ""
    return [
        f"Read       {quality['format']}: {people}, {ties}{answered}",
        f"Relation   {found.relation or '(not named)'}: {quality['influence_in_words']}",
        *(f"Note       {language(found.language).said(sentence)}" for sentence in quality["told"][:2]),
        f"Leaders    {_people(found, found.leaders.top(5))}  (by {found.leader_measure})",
        f"Brokers    {_people(found, found.brokers.top(5))}  (by {found.broker_measure})",
        f"Groups     {count(found.partition.n_tied, 'community', 'communities')} by {found.partition.method}",
        (
            f"Start      with {best}: {count(found.budget, 'person reaches', 'people reach')} "
            f"{reach['reach_mean']:.0f} of {network.n_people} ({reach['reach_low']:.0f} to {reach['reach_high']:.0f}, "
            f"{reach['model']}; "
            f"{_chance(found)})"
        ),
        f"Champions  {_people(found, list(found.champions.people[:5]))}{more}; they cover {found.champions.covered}",
        f"Report     {out / 'report.html'}",
        f"Map        {out / 'map.html'}",
    ]


def _chance(found: "Study") -> str:
    """Return whence the chance p is."""
    p = f"the chance p = {found.options['p']:.3g}"
    if not found.fitted:
        return f"{p} is assumed"
    file = found.options["adopted"]
    return f"{p} is fitted to {file}" if found.chance_fitted else f"{p} is assumed: {file} shows none along ties"


def _people(found: "Study", ids: list[str]) -> str:
    from netspread.explain import name_of

    return ", ".join(name_of(found.network, person) for person in ids)
