"""``netspread bridges``: the ties worth making between groups."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@options.groups_option
@click.option("--add", default=10, show_default=True, help="How many ties.")
@click.option(
    "--by",
    type=click.Choice(["reach", "paths"]),
    default="reach",
    show_default=True,
    help="What a tie is to raise: the people reached, or how near people are to each other.",
)
@click.option("--per-group", default=3, show_default=True, help="How many people of each group are tried.")
@click.option("--per-person", default=2, show_default=True, help="How many of the ties one person gets at most.")
@click.option("--willing", metavar="COLUMN", help="Only people for whom this attribute says yes, true or 1.")
@click.option(
    "--exclude",
    metavar="IDS|FILE",
    callback=lambda _ctx, _param, value: options.people_in(value) or (),
    help="Who is not to be tried: ids joined by ;, or a file of ids.",
)
@click.option("--p", "p", default=0.1, show_default=True, help="Assumed chance that a tie passes it on.")
@click.option("--starters", type=click.IntRange(1), help="How many random people start.  [default: 10]")
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
    groups: str | None,
    add: int,
    by: Any,
    per_group: int,
    per_person: int,
    willing: str | None,
    exclude: list[str],
    p: float,
    starters: int | None,
    worlds: int,
    seed: int,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Find the missing ties between groups of SURVEY whose making would bring most, tried in the same worlds.

    \b
    Example:
        netspread bridges survey.csv --staff staff.csv --groups unit --add 10
    """
    from netspread.spread.bridges import bridges
    from netspread.study import needed_group_column
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        found = bridges(
            network, groups=needed_group_column(network, groups), add=add, by=by, per_group=per_group,
            per_person=per_person, willing=willing, exclude=exclude, p=p, starters=starters, worlds=worlds, seed=seed,
        )  # fmt: skip
    console.show_frame(found.table, form)
    console.remark(f"{found!r}; {found.tried:,} ties tried" + (f", p = {p:g} is assumed" if by == "reach" else ""))
