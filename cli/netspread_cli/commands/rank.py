"""``netspread rank``: people in the order of one measure."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--by", "measure", required=True, metavar="MEASURE", help="The measure, e.g. in-degree.")
@options.groups_option
@click.option("--sources", type=int, help="Estimate it from so many people's point of view, where that takes long.")
@options.top_option
@click.option("--draws", type=click.IntRange(0), default=0, show_default=True, help=options.DRAWS_HELP)
@click.option("--cap", type=int, help="How many names the survey had room for; seen from the answers by default.")
@click.option("--forgotten", default=0.0, help="With --draws: what share of true ties people leave out, e.g. 0.1.")
@click.option("--invented", default=0.0, help="With --draws: what share of reported ties are not there.")
@options.seed_option
@options.jobs_option
@click.option("--people", is_flag=True, help="All people, with their attributes.")
@options.format_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    measure: str,
    groups: str | None,
    sources: int | None,
    top: int,
    draws: int,
    cap: int | None,
    forgotten: float,
    invented: float,
    seed: int,
    jobs: int | None,
    people: bool,
    form: str,
    quiet: bool,
    **choices: Any,
) -> None:
    """List the people of SURVEY by MEASURE, the first rank first.

    With --draws, each rank has its interval (in nine of ten plausible complete networks) and the chance to be among
    the first --top.

    \b
    Example:
        netspread rank survey.csv --staff staff.csv --by in-degree --draws 100 --top 10
    """
    from netspread.errors import in_range
    from netspread.ranking import rank
    from netspread_cli.network import network_of

    in_range("top", top, 1)
    network = network_of(survey, relation=relation, influence=influence, **choices)
    if draws and network.responded.all() and not (forgotten or invented):
        console.remark("Everybody answered: only people with the same score change places. See --forgotten.")
    with console.progress(quiet=quiet, jobs=jobs):
        ranking = rank(
            network,
            by=measure,
            groups=groups,
            draws=draws,
            top=top,
            seed=seed,
            cap=cap,
            forgotten=forgotten,
            invented=invented,
            **options.given({"sources": sources}),
        )
    drawn: dict[str, int] = {"draws": draws, "top": top, "seed": seed} if draws else {}
    if ranking.drawn_sources:
        drawn["drawn_sources"] = ranking.drawn_sources
        console.remark(f"In the draws {measure} is estimated, from {ranking.drawn_sources} people's point of view.")
    rows = ranking.to_frame(people=people)
    rows = rows if people else rows.head(top)
    if form == "json":
        console.show_json(
            {
                "measure": ranking.measure,
                "network": {
                    "people": network.n_people,
                    "ties": network.n_ties,
                    "relation": network.relation,
                    "influence": network.influence,
                },
                "options": {**ranking.options, **drawn},
                "rows": rows.to_dict("records"),
            }
        )
    else:
        if form == "table" and not people and "name" in network.people:
            rows.insert(2, "name", rows["person"].map(network.people["name"]))
        console.show_frame(rows, form)
