"""Options that several commands share; they mean the same everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from netspread_cli.values import numbers_in, pairs_in

Command = TypeVar("Command", bound=Callable[..., Any])

survey_argument = click.argument("survey", type=click.Path(path_type=Path))
surveys_argument = click.argument("survey", type=click.Path(path_type=Path), nargs=-1, required=True)

relation_option = click.option(
    "--relation", metavar="NAME", help="Which question or relation to use; the first of the file by default."
)
groups_option = click.option(
    "--groups", metavar="COLUMN", help="The attribute to group people by, e.g. unit; guessed if not given."
)
seed_option = click.option("--seed", default=1, show_default=True, help="Random seed: same seed, same result.")
worlds_option = click.option(
    "--worlds", default=1000, show_default=True, help="In how many random worlds to try each choice."
)
budget_option = click.option("--budget", default=10, show_default=True, help="How many people can start.")
top_option = click.option("--top", default=10, show_default=True, help="How many people to list.")
DRAWS_HELP = "How many plausible complete networks to draw where people did not answer; 0 for none."
explained_option = click.option(
    "--explain", "explained", metavar="PERSON", help="Say in plain words what the figures say of a person."
)
explained_draws_option = click.option(
    "--draws",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help=f"To explain how sure a rank is: {DRAWS_HELP[0].lower()}{DRAWS_HELP[1:]}",
)
force_option = click.option("--force", is_flag=True, help="Replace what is there already; files of others stay.")
language_option = click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="CODE",
    help="The language of pages and of sentences: en, de.",
)
quiet_option = click.option("--quiet", is_flag=True, help="Show no progress.")
jobs_option = click.option("--jobs", type=click.IntRange(1), help="How many cores to use; all by default.")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the result.",
)
influence_option = click.option(
    "--influence",
    type=click.Choice(["alter_to_ego", "ego_to_alter", "both"]),
    help="How influence runs; by default as the format says (a survey: alter_to_ego, a log: ego_to_alter).",
)
_MODELS = (
    "How it spreads: ic (independent cascade), wc (weighted cascade), lt (linear threshold), complex, fraction, si, "
    "sir, sis, ...; with options 'sir(p=0.1, leave=0.2)'; by weight, groups or relations of ties: ic-weight, "
    "'ic-group(groups=unit, inside=0.2, Ward 1>Ward 2=0.4)', 'ic-layer(advice=0.1, trust=0.2)' with --relation all"
)
model_option = click.option("--model", default="ic", show_default=True, metavar="MODEL", help=f"{_MODELS}.")
models_option = click.option(
    "--model",
    "models",
    default=("ic",),
    multiple=True,
    show_default=True,
    metavar="MODEL",
    help=f"{_MODELS}; may be repeated.",
)
resists_option = click.option(
    "--resists", metavar="COLUMN", help="The attribute that marks people who never adopt (yes, 1)."
)
p_option = click.option(
    "--p", "p", type=float, help="The chance that a tie passes it on, for --model ic.  [default: 0.1]"
)


innovation_option = click.option(
    "--innovation", metavar="NAME", help="Which one, if --adopted has several; the first by default."
)
never_option = click.option("--never", metavar="CODE", help="A code for never among the times of --adopted, e.g. 99.")


def adopted_option(*, required: bool) -> Callable[[Command], Command]:
    """Return the option that names the file of who adopted when."""
    return click.option(
        "--adopted",
        type=click.Path(path_type=Path),
        required=required,
        multiple=required,
        metavar="FILE",
        help="Who adopted when: columns person, time and, if there are several, innovation. Empty time: never."
        + (
            " May be repeated: a file for each innovation, called like it."
            if required
            else " Then the chance p is fitted to it."
        ),
    )


def choosing(command: Command) -> Command:
    """Add the options that say who can start; they arrive as ``**choosing``."""
    for option in reversed(_CHOOSING):
        command = option(command)
    return command


def people_in(text: str | None) -> list[str] | None:
    """Return the ids in *text*: the lines of the file of that name, or the parts between semicolons."""
    if text is None:
        return None
    from netspread.readers.listed import people_listed

    return list(people_listed(text))


questions_option = click.option(
    "--question",
    "questions",
    multiple=True,
    required=True,
    metavar="NAME=TEXT",
    callback=lambda _ctx, _param, values: pairs_in(values),
    help="A relation and the question that asks for it; may be repeated.",
)


def _ids(name: str, help_: str) -> Callable[[Command], Command]:
    return click.option(name, metavar="IDS|FILE", callback=lambda _ctx, _param, value: people_in(value), help=help_)


_MUST_HAVE = ("--must-have", "Who is in it in any case: ids joined by ;, or a file of ids.")
_EXCLUDE = ("--exclude", "Who cannot be asked.")


def conditions(*money: str) -> Callable[[Command], Command]:
    """Return what adds the conditions of a team of champions; *money* is what the option with its budget is called.

    Whoever is named arrives as written: the study tells which file it was.
    """
    listed = (_MUST_HAVE, _EXCLUDE, ("--declined", "Who was asked and said no; the others of the team stay."))
    stack = (
        _quota_option,
        *(click.option(name, metavar="IDS|FILE", help=help_) for name, help_ in listed),
        click.option("--cost", metavar="COLUMN", help=f"What each champion costs; goes with {money[0]}."),
        click.option(*money, "cost_budget", type=float, help="How much the team of champions may cost."),
        click.option(
            "--cover",
            type=click.IntRange(1, 2),
            default=1,
            show_default=True,
            help="Within how many steps of a champion's influence a person is covered.",
        ),
        click.option(
            "--diversity", metavar="COLUMN", help="As many values of this attribute as can be stand on the team."
        ),
    )

    def add(command: Command) -> Command:
        for option in reversed(stack):
            command = option(command)
        return command

    return add


_quota_option = click.option(
    "--quota",
    multiple=True,
    metavar="COLUMN=NUMBER",
    callback=lambda _ctx, _param, values: numbers_in(values) or None,
    help="At least so many champions from each value of an attribute, e.g. unit=1; may be repeated.",
)
_CHOOSING = (
    _ids(*_MUST_HAVE),
    _ids(*_EXCLUDE),
    _ids("--eligible", "Who can start; everybody by default."),
    groups_option,
    click.option("--costs", metavar="COLUMN", help="What each person costs; the budget is money then."),
    click.option(
        "--list",
        "given",
        metavar="IDS|FILE",
        callback=lambda _ctx, _param, value: people_in(value),
        help="People in your own order, for the strategy 'list'.",
    ),
    click.option(
        "--robust-over",
        multiple=True,
        metavar="MODEL",
        help="A model that may be true, for the strategy 'robust'; may be repeated.  [default: ic with p 0.02, 0.1 and "
        "0.3, wc, lt]",
    ),
)


def given(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given a value."""
    return {name: value for name, value in options.items() if value is not None}
