"""Message counts: how many messages each rule left out, in numbers and in words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netspread.phrase import Phrase
from netspread.readers.message_rules import OLDEST, Rules

if TYPE_CHECKING:
    import duckdb

#: Who never wrote and hears from so many people may be a list under the name of a ward or a project.
_MANY_WRITERS = 10
#: The name of what a person with a fault counts as, as a sender and as a recipient.
_FAULTS = ("automatic", "list", "outside")


def counts_of(base: "duckdb.DuckDBPyConnection", rules: Rules, given: Mapping[str, str]) -> dict[str, int]:
    """Return how many messages there are, and how many each rule left out."""
    states: dict[str, int] = dict(base.execute("select state, sum(n)::bigint from fate group by state").fetchall())
    sent: dict[str | None, int] = dict(
        base.execute("select case when bulk then 'bulk' else fault end, sum(n)::bigint from sent group by 1").fetchall()
    )
    received: dict[str | None, int] = dict(
        base.execute(
            """select case when ego = alter then 'self' else fault end, sum(messages)::bigint
            from tally join person on alter = code group by 1"""
        ).fetchall()
    )
    aside: dict[str, int] = dict(base.execute("select what, n::bigint from odd").fetchall())
    tagged = base.execute("select n from tagged").fetchone()
    always = ("messages", "bulk_messages", "self_messages", "automatic_messages")
    named = {"undated": "undated_messages", "unread": "unread_times", "odd": "odd_dates"}
    gone = ["outside", "incomplete", *given, *(named if rules.needs_times else ())]
    counts = {
        "messages": int(sum(n for state, n in states.items() if state not in gone)),
        "messages_outside_dates": int(states.get("outside", 0)),
        "incomplete_messages": int(states.get("incomplete", 0)),
        **{name: int(states.get(state, 0)) for state, name in named.items()},
        **{name: int(states.get(name, 0)) for name in given},
        **{name: int(aside.get(name) or 0) for name in ("repeated_rows", "senders_of_one")},
        "tagged_addresses": int(tagged[0]) if tagged else 0,
        "bulk_messages": int(sent.get("bulk", 0)),
        "self_messages": int(received.get("self", 0)),
        **{f"{fault}_messages": int(sent.get(fault, 0)) for fault in _FAULTS},
        **{f"{fault}_recipients": int(received.get(fault, 0)) for fault in _FAULTS},
    }
    return {name: count for name, count in counts.items() if count or name in always}


def in_words(counts: Mapping[str, int], rules: Rules, given: Mapping[str, str]) -> list[Phrase]:
    """Return the counts in words, those that are not zero."""
    options = rules.options
    fate = Phrase("left out, as the dates matter here") if rules.needs_times else Phrase("kept without a time")
    domains = list(options.own_domains or ())
    words = {
        **{name: Phrase("{what} left out", what=what) for name, what in given.items()},
        "messages_outside_dates": Phrase("messages outside of the dates asked for left out"),
        "incomplete_messages": Phrase("messages without a sender or a recipient left out"),
        "undated_messages": Phrase("messages without a time {fate}", fate=fate),
        "unread_times": Phrase("messages whose time could not be understood {fate}", fate=fate),
        "odd_dates": Phrase("messages dated before {year} or in the future {fate}", year=OLDEST[:4], fate=fate),
        "repeated_rows": Phrase("rows that name a message and a recipient again count once"),
        "senders_of_one": Phrase("messages with several senders are taken as from the first of them by the alphabet"),
        "tagged_addresses": Phrase("addresses such as ann+list@x are taken as ann@x"),
        "bulk_messages": Phrase("messages to more than {most} people left out", most=options.max_recipients),
        "automatic_messages": Phrase("automatic messages left out"),
        "list_messages": Phrase("messages sent by distribution lists left out"),
        "outside_messages": Phrase("messages from outside of {domains} left out", domains=domains),
        "self_messages": Phrase("messages of people to themselves left out"),
        "automatic_recipients": Phrase("copies to robots (no-reply and the like) left out"),
        "list_recipients": Phrase("copies to distribution lists left out"),
        "outside_recipients": Phrase("copies to people outside of {domains} left out", domains=domains),
        "ties_of_few_messages": Phrase("ties of fewer than {least} messages left out", least=options.min_messages),
    }
    told = [Phrase("{count:,} messages read", count=counts["messages"])]
    told += [
        Phrase("{count:,} {what}", count=counts[name], what=what) for name, what in words.items() if counts.get(name)
    ]
    if rules.window is not None:
        told.append(Phrase("time cut by {told}", told=rules.window.told))
    if options.weight == "per-recipient":
        told.append(Phrase("a message counts one divided by its recipients (Newman 2001)"))
    if options.weight == "reciprocated":
        told.append(Phrase("ties have no direction: the smaller number of messages of both directions counts"))
    return told


def never_wrote(base: "duckdb.DuckDBPyConnection") -> list[Phrase]:
    """Return a sentence about addresses that may be lists without a sign of it: many write to them, they to nobody."""
    found = base.execute(
        f"""select address, count(distinct ego) as writers from tie join person on alter = code
        where contains(address, '@') and address not in (select address from writer)
        group by address having writers >= {_MANY_WRITERS} order by writers desc, address"""
    ).fetchall()
    if not found:
        return []
    shown = [Phrase("{address} by {writers}", address=address, writers=writers) for address, writers in found[:3]]
    if len(found) > 3:
        shown.append(Phrase("and {count} more", count=len(found) - 3))
    return [
        Phrase(
            "may be mailing lists or shared mailboxes, as {many} people or more write to them and they to nobody: "
            "{shown}; leave them out with --mailing-list ADDRESS",
            many=_MANY_WRITERS,
            shown=shown,
        )
    ]
