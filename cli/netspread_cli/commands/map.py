"""``netspread map``: one interactive page."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@options.surveys_argument
@options.reading
@options.relation_option
@options.influence_option
@click.option("--method", default="leiden", show_default=True, help="How to find communities.")
@options.seed_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("map.html"),
    show_default=True,
    help="The page to write.",
)
@options.force_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    method: str,
    seed: int,
    out: Path,
    force: bool,
    quiet: bool,
    **choices: Any,
) -> None:
    """Draw the network of SURVEY as one interactive page that needs no network to open.

    \b
    Example:
        netspread map survey.csv --staff staff.csv --out map.html
    """
    from netspread.communities import communities
    from netspread.errors import SaveError
    from netspread.pages.map import draw_map
    from netspread.study import group_column, rankings
    from netspread_cli.network import network_of

    if out.exists() and not force:
        raise SaveError(f"{out} exists already; add --force to replace it")
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet):
        partition = communities(network, method=method, seed=seed)
        scores = rankings(network, groups=group_column(network, None))
        page = draw_map(network, partition=partition, rankings=tuple(scores.values()))
    page.save(out)
    console.remark(f"{out}: open it in a browser")
