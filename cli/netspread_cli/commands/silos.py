"""``netspread silos``: how far ties stay inside groups."""

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
@click.option("--pairs", is_flag=True, help="List each pair of groups: ties observed, expected by chance, their ratio.")
@click.option("--permutations", default=999, show_default=True, help="How often groups are shuffled for the test.")
@options.seed_option
@options.format_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    groups: str | None,
    pairs: bool,
    permutations: int,
    seed: int,
    form: str,
    **choices: Any,
) -> None:
    """Say how closed each group of people in SURVEY is: E-I index, homophily, a permutation test.

    \b
    Example:
        netspread silos survey.csv --staff staff.csv --groups unit
    """
    from netspread.communities.silos import silos
    from netspread.study import needed_group_column
    from netspread_cli.network import network_of

    network = network_of(survey, relation=relation, influence=influence, **choices)
    found = silos(network, groups=needed_group_column(network, groups), permutations=permutations, seed=seed)
    console.show_frame(found.to_frame() if pairs else found.by_group(), form)
    console.remark(f"{found!r}; as low by chance in {found.p_value:.1%} of {permutations} permutations")
