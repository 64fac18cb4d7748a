"""Reading options: how a file is to be read, the same for every command that reads one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from netspread_cli.values import pairs_in, weights_in

Command = TypeVar("Command", bound=Callable[..., Any])

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
        callback=lambda _ctx, _param, values: pairs_in(values) or None,
        help="Which column is the ego, alter, weight, relation, time, recipients, person, event, place, begin, end or "
        "shift, e.g. --column ego=Q1; --column within=ward: ids count within a ward.",
    ),
    click.option(
        "--scale",
        multiple=True,
        metavar="WORD=WEIGHT",
        callback=lambda _ctx, _param, values: weights_in(values) or None,
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
        callback=lambda _ctx, _param, values: pairs_in(values) or None,
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


def reading(command: Command) -> Command:
    """Add the options that say how a file is to be read; they arrive as ``**reading``."""
    for option in reversed(_READING):
        command = option(command)
    return command
