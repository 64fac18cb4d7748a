"""``netspread communities``: who belongs together."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options, values

if TYPE_CHECKING:
    from netspread.communities import Partition


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--method", default="leiden", show_default=True, help="How to find communities.")
@click.option(
    "--with",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the method, e.g. --with resolution=2, --with objective=CPM; --with column=unit for 'groups'.",
)
@click.option("--runs", type=click.IntRange(2), help="Take what so many runs agree on, and say how sure it is.")
@click.option("--scan", is_flag=True, help="List how many communities there are at each resolution.")
@click.option("--agree", metavar="COLUMN", help="Say how far they agree with this attribute.")
@click.option(
    "--rename", type=click.Path(path_type=Path), metavar="FILE", help="Names of your own: a table community,name."
)
@click.option("--over-time", is_flag=True, help="Say what happens to them from window to window (--window week).")
@click.option(
    "--draw", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="With --over-time: a page to write."
)
@click.option("--describe", "described", is_flag=True, help="Say in words what sets each community apart.")
@options.seed_option
@click.option("--people", is_flag=True, help="List people with their community, not communities.")
@options.language_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    method: str,
    settings: tuple[str, ...],
    runs: int | None,
    scan: bool,
    agree: str | None,
    rename: Path | None,
    over_time: bool,
    draw: Path | None,
    described: bool,
    seed: int,
    people: bool,
    language: str,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Find the communities of SURVEY.

    \b
    Example:
        netspread communities survey.csv --staff staff.csv --relation advice --runs 50
    """
    from netspread.communities import METHODS, communities
    from netspread.communities.agreement import agreement
    from netspread.communities.consensus import consensus
    from netspread.communities.scan import resolution_scan
    from netspread.readers.renames import read_renames
    from netspread_cli.network import network_of

    asked = values.settings(settings)
    if over_time:
        _over_time(
            survey,
            draw,
            form,
            language=language,
            method=method,
            seed=seed,
            rules={"relation": relation, "influence": influence},
            settings=asked,
            **choices,
        )
        return
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        if scan:
            scanned = resolution_scan(network, method=method, seed=seed, runs=runs or 10, **asked)
            console.show_frame(scanned.to_frame(), form)
            console.remark(repr(scanned))
            return
        sure = None if runs is None else consensus(network, method=method, seed=seed, runs=runs, **asked)
        partition = communities(network, method=method, seed=seed, **asked) if sure is None else sure.partition
    if rename is not None:
        partition = partition.renamed(read_renames(rename))
    if described:
        _describe(partition, form)
    elif people:
        console.show_frame(partition.to_frame() if sure is None else sure.to_frame(), form)
    else:
        console.show_frame(partition.table(), form)
    console.remark(repr(partition if sure is None else sure))
    how = METHODS[method]
    direction = "by their direction" if how.directed else "whichever way they run"
    console.remark(f"{method}: ties count {direction}, and {'with' if how.weighted else 'without'} their weight")
    if agree is not None:
        found = agreement(partition, agree)
        console.remark(
            f"agreement with {agree}: NMI {found.nmi:.3f}, AMI {found.ami:.3f}, ARI {found.ari:.3f}, VI {found.vi:.3f}"
        )


def _over_time(
    survey: tuple[Path, ...],
    draw: Path | None,
    form: str,
    *,
    language: str,
    method: str,
    seed: int,
    rules: dict[str, Any],
    settings: dict[str, Any],
    **choices: Any,
) -> None:
    """Say what happens to communities from window to window, and draw it."""
    from netspread.communities.series import community_series
    from netspread.errors import SaveError
    from netspread.pages.alluvial import draw_series
    from netspread.series import series
    from netspread_cli.network import reported_of

    reported = reported_of(survey, **choices)
    networks = series(reported, window=choices.get("window"), **options.given(rules))
    found = community_series(networks, method=method, seed=seed, **settings)
    console.show_frame(found.events(), form)
    console.remark(repr(found))
    if draw is not None:
        try:
            draw.write_text(draw_series(found, language=language), encoding="utf-8", newline="")
        except OSError as error:
            raise SaveError(f"{draw}: cannot be written ({error.strerror or error}); choose another place") from error


def _describe(partition: "Partition", form: str) -> None:
    from netspread.communities.describe import descriptions

    people = partition.network.people
    shown = people["name"].dropna() if "name" in people else None
    found = descriptions(partition)
    if form == "json":
        console.show_json(
            [{"community": one.community, "name": one.name, "sentences": one.sentences(shown)} for one in found]
        )
        return
    for one in found:
        click.echo(f"{one.community}. {one.name}: {' '.join(one.sentences(shown))}")
