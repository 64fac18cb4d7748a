"""``netspread map``: one interactive page."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
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
@click.option("--seeds", metavar="IDS|FILE", help="Who starts, for --world: ids joined by ;, or a file of ids.")
@click.option(
    "--world", type=click.IntRange(0), metavar="NUMBER", help="Play this try of 'netspread simulate' on the map."
)
@options.model_option
@options.p_option
@options.resists_option
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
    seeds: str | None,
    world: int | None,
    model: str,
    p: float | None,
    resists: str | None,
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
        netspread map survey.csv --staff staff.csv --seeds "0026;0180" --world 17 --out try.html
    """
    from netspread.communities import communities
    from netspread.errors import ChoiceError, SaveError
    from netspread.pages.map import draw_map, places_in
    from netspread.spread import models, simulate
    from netspread.study import group_column, rankings
    from netspread_cli.network import network_of

    if out.exists() and not force:
        raise SaveError(f"{out} exists already; add --force to replace it")
    if (seeds is None) != (world is None):
        raise ChoiceError("a try takes both --seeds and --world; give the other one too, e.g. --world 0")
    chosen = models.parse(model, p=p, resists=resists)
    people = options.people_in(seeds) or ()
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
            tried=None
            if world is None
            else (simulate.simulate(network, seeds=people, model=chosen, worlds=world + 1, seed=seed), world),
            seed=seed,
        )
    page.save(out)
    console.remark(f"{out}: open it in a browser")
