"""``netspread check``: what would be read, without writing anything."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@options.surveys_argument
@options.reading
@options.groups_option
@options.format_option
def command(*, survey: tuple[Path, ...], groups: str | None, form: str, **choices: Any) -> None:
    """Say what would be read from SURVEY: format, people, ties, who answered, problems.

    \b
    Example:
        netspread check survey.csv --staff staff.csv --groups unit
    """
    import pandas as pd

    from netspread.readers import read

    reported = read(survey, **options.given(choices))
    quality = reported.quality()
    if form == "json":
        console.show_json(quality)
        return
    shown = {name: value for name, value in quality.items() if name not in _APART and value is not None}
    rows = [(name.replace("_", " "), _in_words(value)) for name, value in shown.items()]
    console.show_frame(pd.DataFrame(rows, columns=["what", "found"]), form)
    if form == "csv":
        return
    for sentence in quality["told"]:
        click.echo(f"- {sentence}")
    if quality["unknown_names"]:
        click.echo("Names that are not on the list: " + _in_words(quality["unknown_names"]))
    if reported.likely_duplicates:
        likely = "; ".join(f"{one} / {other}" for one, other, _ in reported.likely_duplicates[:10])
        click.echo(f"Names that may mean the same person (a staff list would tell): {likely}")
    column = groups or next((name for name in ("unit", "department", "ward") if name in reported.people), None)
    if column and reported.listed and reported.respondents is not None:
        click.echo("\nWho answered, by " + column)
        console.show_frame(reported.response_by_group(column), form, digits=2)


#: Shown below the table, as sentences.
_APART = ("told", "unknown_names", "questions")


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} ({count})" for name, count in value.items()) or "none"
    return f"{value:.0%}" if isinstance(value, float) else str(value)
