"""``netspread survey``: a questionnaire that a survey tool takes as it is."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@click.option(
    "--staff",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="The staff list: who is asked, and who can be chosen.",
)
@options.questions_option
@click.option(
    "--for",
    "tool",
    type=click.Choice(["redcap", "limesurvey", "qualtrics", "xlsx"]),
    required=True,
    help="The tool; xlsx is a workbook to fill in.",
)
@click.option(
    "--style",
    type=click.Choice(["roster", "names"]),
    default="roster",
    show_default=True,
    help="Tick or rate everybody on a list, or choose up to five from drop-down lists.",
)
@click.option("--within", metavar="COLUMN", help="One questionnaire for each unit, with its people alone.")
@click.option(
    "--scale",
    metavar="WORDS",
    callback=lambda _ctx, _param, value: [word.strip() for word in value.split(",")] if value else [],
    help="Rate people instead of ticking them: words from none to most, e.g. never,monthly,weekly,daily.",
)
@click.option(
    "--optout",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="People who are neither asked nor named: an id, name or e-mail a line.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("netspread-survey"),
    show_default=True,
    help="The folder to write into.",
)
@options.force_option
def command(*, staff: Path, out: Path, **choices: Any) -> None:
    """Write a questionnaire whose export is read back by ids, without matching names.

    \b
    Example:
        netspread survey --staff staff.csv --question advice="Whom do you go to for advice?" --for redcap --out survey
    """
    from netspread.asking import draw_survey

    folder = draw_survey(staff, out=out, **choices)
    for file in sorted(folder.iterdir()):
        console.remark(str(out / file.name))
