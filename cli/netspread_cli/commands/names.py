"""``netspread names``: which person each written name is taken for, to be looked at and corrected."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


@click.command()
@options.surveys_argument
@reading_options.reading
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("names.csv"),
    show_default=True,
    help="The table to write.",
)
@options.force_option
def command(*, survey: tuple[Path, ...], out: Path, force: bool, **choices: Any) -> None:
    """Write which person of --staff each name in SURVEY is taken for, doubtful ones first.

    Correct the column person where it is wrong (leave it empty for somebody who is not on the list), write decided
    as the verdict, and give the table back with --names: what was decided wins.

    \b
    Example:
        netspread names survey.csv --staff staff.csv --out names.csv
    """
    from netspread.errors import ChoiceError, SaveError
    from netspread.readers import matched
    from netspread.readers.decisions import write_review

    if choices["staff"] is None:
        raise ChoiceError("names can only be matched to a staff list; give one with --staff FILE")
    if out.exists() and not force:
        raise SaveError(f"{out} exists already; add --force to replace it, and keep your decisions with --names {out}")
    choices.pop("min_group")  # a table of names has no groups
    matches = matched(survey, **options.given(choices))
    try:
        write_review(matches, out)
    except OSError as error:
        raise SaveError(f"{out}: cannot be written ({error.strerror}); choose another place") from error
    counts = matches.frame["verdict"].value_counts()
    console.remark(f"{out}: " + ", ".join(f"{counts.get(v, 0)} {v}" for v in ("sure", "decided", "review", "unknown")))
