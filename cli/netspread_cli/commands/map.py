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
@options.language_option
@click.option(
    "--like",
    type=click.Path(path_type=Path),
    metavar="MAP",
    help="An earlier map: whoever is on it keeps the place.",
)
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
    language: str,
    like: Path | None,
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
    from netspread.pages.map import draw_map, places_in
    from netspread.study import group_column, rankings
    from netspread_cli.network import network_of

    if out.exists() and not force:
        raise SaveError(f"{out} exists already; add --force to replace it")
    before = None if like is None else places_in(like)
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet):
        partition = communities(network, method=method, seed=seed)
        scores = rankings(network, groups=group_column(network, None))
        page = draw_map(
            network,
            partition=partition,
            rankings=tuple(scores.values()),
            before=before,
            language=language,
            seed=seed,
        )
    page.save(out)
    console.remark(f"{out}: open it in a browser")
