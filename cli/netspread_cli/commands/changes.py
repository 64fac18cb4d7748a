"""``netspread changes``: two surveys of the same people, before and after."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@reading_options.reading
@click.option(
    "--staff-after",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The staff list at the time of AFTER; that of --staff if not given.",
)
@options.relation_option
@options.influence_option
@options.groups_option
@click.option("--by", metavar="MEASURE", help="What ranks go by; the measure for opinion leaders if not given.")
@click.option("--draws", default=100, show_default=True, help=options.DRAWS_HELP)
@options.seed_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("netspread-changes"),
    show_default=True,
    help="The folder to write into.",
)
@options.language_option
@options.force_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    before: Path,
    after: Path,
    staff_after: Path | None,
    relation: str | None,
    influence: Any,
    groups: str | None,
    by: str | None,
    draws: int,
    seed: int,
    out: Path,
    language: str,
    force: bool,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Compare two surveys, BEFORE and AFTER: who answered, which ties lasted, who rose, which silos opened.

    Each is an export, or the folder that 'netspread run' wrote. People are the same if their ids are.

    \b
    Example:
        netspread changes survey.csv survey_later.csv --staff staff.csv --staff-after staff_later.csv --out changes
    """
    from netspread.changes import changes
    from netspread.language import speaking
    from netspread.pages import changes_words as words
    from netspread.pages.changes import write_changes
    from netspread.pages.folder import check_folder
    from netspread.study import group_column
    from netspread_cli.network import network_of
    from netspread_cli.record import record

    check_folder(out, force=force, key=choices.get("pseudonyms"))
    asked = {"relation": relation, "influence": influence}
    paths = [_network_file(before), _network_file(after)]
    one = network_of((paths[0],), **asked, **choices)
    other = network_of((paths[1],), **asked, **{**choices, "staff": staff_after or choices.get("staff")})
    column = group_column(one, groups)
    with console.progress(quiet=quiet, jobs=jobs):
        found = changes(one, other, groups=column, by=by, draws=draws, seed=seed)
        kept = record(paths, choices, also=[staff_after], **asked, groups=column, by=by, draws=draws, language=language)
        write_changes(found, out, force=force, language=language, record=kept)
    parts = (words.answered, words.lasted, words.named, words.communities, words.overall, words.silos)
    with speaking(language):
        for told in filter(None, (part(found) for part in parts)):
            click.echo(" ".join(told))
    console.remark(f"Page       {out / 'changes.html'}")


def _network_file(path: Path) -> Path:
    """Return the network in a folder that ``netspread run`` wrote; any other file as it is."""
    kept = path / "network.graphml"
    return kept if kept.is_file() else path
