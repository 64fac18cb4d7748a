"""``netspread check``: what would be read, how good it is, and who has yet to answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options

if TYPE_CHECKING:
    from netspread.records import Reported


@click.command()
@options.surveys_argument
@reading_options.reading
@options.groups_option
@options.format_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder to write: reminders.csv (who has not answered), quality.json and run.json.",
)
@options.force_option
def command(
    *, survey: tuple[Path, ...], groups: str | None, form: str, out: Path | None, force: bool, **choices: Any
) -> None:
    """Say what would be read from SURVEY: format, people, ties, who answered, problems; write who has not answered.

    \b
    Example:
        netspread check survey.csv --staff staff.csv --groups unit
    """
    from netspread.pages.folder import check_folder, write_check
    from netspread.readers import read

    if out is not None:
        check_folder(out, force=force, key=choices["pseudonyms"])
    reported = read(survey, **options.given(choices))
    if out is not None:
        from netspread_cli.record import record

        write_check(reported, out, force=force, record=record(survey, choices, groups=groups))
        console.remark(f"{out / 'reminders.csv'}: {len(reported.silent())} people who have not answered")
    quality = reported.quality()
    if form == "json":
        console.show_json(quality)
        return
    _show_figures(quality, form)
    if form == "table":
        _show_remarks(quality)
        _show_response(reported, groups)


def _show_figures(quality: dict[str, Any], form: str) -> None:
    import pandas as pd

    shown = {name: value for name, value in quality.items() if name not in _APART and value is not None}
    rows = [(name.replace("_", " "), _in_words(value)) for name, value in shown.items()]
    console.show_frame(pd.DataFrame(rows, columns=["what", "found"]), form)


def _show_remarks(quality: dict[str, Any]) -> None:
    for sentence in quality["told"]:
        click.echo(f"- {sentence}")
    if quality["unknown_names"]:
        click.echo("Names that are not on the list: " + _in_words(quality["unknown_names"]))
    if quality["likely_duplicates"]:
        likely = "; ".join(f"{one} / {other}" for one, other, _ in quality["likely_duplicates"][:10])
        click.echo(f"Names that may mean the same person (a staff list would tell): {likely}")
    for name in ("straight_lining", "extreme_nominators"):
        if quality[name]:
            people = ", ".join(dict.fromkeys(str(one["person"]) for one in quality[name][:10]))
            click.echo(f"{name.replace('_', ' ').capitalize()}: {people} ({quality['rules'][name]})")


def _show_response(reported: "Reported", groups: str | None) -> None:
    column = groups or next((name for name in ("unit", "department", "ward") if name in reported.people), None)
    if column and reported.listed and reported.respondents is not None:
        click.echo("\nWho answered, by " + column)
        console.show_frame(reported.response_by_group(column), "table", digits=2)


#: Shown below the table, as sentences.
_APART = ("told", "unknown_names", "questions", "rules", "response_by_group", "likely_duplicates")


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, dict):
        return "; ".join(f"{name} ({count})" for name, count in value.items()) or "none"
    return f"{value:.0%}" if isinstance(value, float) else str(value)
