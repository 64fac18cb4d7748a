"""Options that several commands share; they mean the same everywhere."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

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


def reading(command: Command) -> Command:
    """Add the options that say how a file is to be read; they arrive as ``**reading``."""
    for option in reversed(_READING):
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
    callback=lambda _ctx, _param, values: _pairs(values),
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
    callback=lambda _ctx, _param, values: _numbers(values) or None,
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
_READING = (
    click.option(
        "--staff", type=click.Path(path_type=Path), metavar="FILE", help="The staff list: id, name, unit, ..."
    ),
    click.option(
        "--names", type=click.Path(path_type=Path), metavar="FILE", help="Names decided on, from 'netspread names'."
    ),
    click.option("--format-in", metavar="NAME", help="The format of the file, if it is not recognized."),
    click.option("--sheet", metavar="NAME", help="Which sheet of a workbook."),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="ROLE=NAME",
        callback=lambda _ctx, _param, values: _pairs(values) or None,
        help="Which column is the ego, alter, weight, relation, time, recipients, person, event, place, begin, end or "
        "shift, e.g. --column ego=Q1; --column within=ward: ids count within a ward.",
    ),
    click.option(
        "--scale",
        multiple=True,
        metavar="WORD=WEIGHT",
        callback=lambda _ctx, _param, values: _weights(values) or None,
        help="What an answer counts, e.g. --scale weekly=3; 0 for no tie.",
    ),
    click.option("--separator", metavar="MARK", help="What stands between several names in one cell, e.g. ';'."),
    click.option(
        "--day-first/--month-first",
        "day_first",
        default=None,
        help="Whether 3/4/2024 is the third of April or the fourth of March; seen from the file by default.",
    ),
    click.option("--since", metavar="DATE", help="Only ties from this day on (ISO date)."),
    click.option("--until", metavar="DATE", help="Only ties before this day (ISO date)."),
    click.option("--max-recipients", type=int, help="Messages to more people than this are left out as bulk."),
    click.option("--window", metavar="UNIT", help="Logs and meetings: a tie for each week, month, ..., or 14D (days)."),
    click.option(
        "--weight",
        type=click.Choice(["count", "per-recipient", "reciprocated", "newman", "hours"]),
        help="What a message counts: count (1), per-recipient (1 / recipients), reciprocated (the smaller number of "
        "both directions); meetings and rosters: newman (hours shared out among the others there), count, hours.",
    ),
    click.option("--min-messages", type=int, help="A tie needs as many messages in its direction."),
    click.option(
        "--own-domain",
        "own_domains",
        multiple=True,
        metavar="DOMAIN",
        callback=lambda _ctx, _param, values: values or None,
        help="Only people with an address there, e.g. example.org; may be repeated.",
    ),
    click.option(
        "--mailing-list",
        "lists",
        multiple=True,
        metavar="ADDRESS",
        callback=lambda _ctx, _param, values: values or None,
        help="Logs: an address that is a mailing list or a shared mailbox, and no person; may be repeated.",
    ),
    click.option(
        "--keep-automatic",
        is_flag=True,
        default=None,
        help="Keep robots (no-reply and the like) and distribution lists.",
    ),
    click.option("--keep-missed", is_flag=True, default=None, help="Keep calls that nobody took."),
    click.option(
        "--country-code", metavar="NUMBER", help="What a leading 0 of a telephone number stands for, e.g. 44."
    ),
    click.option(
        "--drop-calendar", is_flag=True, default=None, help="Mail: leave out invitations and the answers to them."
    ),
    click.option(
        "--chat-tie",
        "chat_ties",
        multiple=True,
        type=click.Choice(["reply", "mention", "reaction", "direct-message", "channel"]),
        callback=lambda _ctx, _param, values: values or None,
        help="Chats: what makes a tie; may be repeated. All but channel by default.",
    ),
    click.option(
        "--whole-threads", is_flag=True, default=None, help="Chats: a reply goes to all who wrote in the thread before."
    ),
    click.option(
        "--memory",
        metavar="SIZE",
        help="How much memory counting messages, attendances and stays may take, e.g. 512MiB.  [default: 2GiB]",
    ),
    click.option("--max-people", type=int, help="Meetings and places of more people at once are left out as bulk."),
    click.option(
        "--handover", type=float, metavar="MINUTES", help="Shifts that overlap no longer than this do not tie."
    ),
    click.option(
        "--shift",
        "shifts",
        multiple=True,
        metavar="CODE=HOURS",
        callback=lambda _ctx, _param, values: _pairs(values) or None,
        help="The hours of a shift in a roster, e.g. --shift D=07:00-19:30; =off for a day off.",
    ),
    click.option("--within-days", type=float, help="Access logs: a patient is shared within so many days."),
    click.option("--min-shared", type=int, help="Access logs: a tie needs as many shared patients."),
    click.option(
        "--optout",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="People to remove with every trace: an id, name or e-mail a line.",
    ),
    click.option("--min-group", type=click.IntRange(2), metavar="N", help="Pool groups of fewer people as 'other'."),
    click.option(
        "--pseudonyms",
        type=click.Path(path_type=Path),
        metavar="KEYFILE",
        help="Call people by made-up ids, the same for the same key; the key is made if there is none.",
    ),
)


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, sign, _ in pairs:
        if not sign:
            raise click.BadParameter(f"'{name}' has no '='; write NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _weights(values: tuple[str, ...]) -> dict[str, float]:
    try:
        return {name: float(value) for name, value in _pairs(values).items()}
    except ValueError as error:
        raise click.BadParameter(f"{error}; write WORD=NUMBER") from error


def settings(values: tuple[str, ...]) -> dict[str, Any]:
    """Return the options in ``NAME=VALUE``, numbers as such."""
    return {name: _number_or_text(value) for name, value in _pairs(values).items()}


def _number_or_text(value: str) -> int | float | str:
    for kind in (int, float):
        with suppress(ValueError):
            return kind(value)
    return value


def _numbers(values: tuple[str, ...]) -> dict[str, int]:
    try:
        return {name: int(value) for name, value in _pairs(values).items()}
    except ValueError as error:
        raise click.BadParameter(f"{error}; write COLUMN=NUMBER") from error


def given(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given a value."""
    return {name: value for name, value in options.items() if value is not None}
