"""Message rules: which messages make ties, and what each counts, as queries that build on each other.

Equal messages are counted first; the rules then look at each different one, and at each different address, once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from netspread.errors import ChoiceError, in_range, one_of
from netspread.readers.message_people import people
from netspread.readers.reader import MESSAGE_WEIGHTS, ReadOptions
from netspread.windows import Window, naive

#: The numbers of messages at which the curve "ties against n" is told.
CURVE = (1, 2, 3, 5, 10)
#: No network of an organisation is older; a date before it, among later ones, is the fault of a clock.
OLDEST = "1990-01-01"
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, ready to be written as queries.

    Attributes
    ----------
    options
        What was chosen.
    window
        How time is cut, if it is.
    dated
        Whether times have plausible dates, so that one before ``OLDEST`` or in the future is a fault; seconds since
        the start of a study have not.
    today
        After this day lies the future.
    """

    options: ReadOptions
    window: Window | None
    dated: bool
    today: str

    @classmethod
    def of(cls, options: ReadOptions, *, dated: bool, today: str) -> "Rules":
        """Return the rules that *options* ask for.

        Raises
        ------
        ChoiceError
            If an option is out of its range.
        """
        in_range("max-recipients", options.max_recipients, 1)
        in_range("min-messages", options.min_messages, 1)
        if options.weight not in (None, *MESSAGE_WEIGHTS):
            raise one_of("weight", options.weight, MESSAGE_WEIGHTS)
        for domain in options.own_domains:
            if not _DOMAIN.fullmatch(domain):
                raise ChoiceError(f"own domain {domain!r} is no domain; write it as example.org")
        window = None if options.window is None else Window.of(options.window, since=options.since)
        return cls(options, window, dated, today)

    @property
    def needs_times(self) -> bool:
        """Whether a message without a time has to be left out."""
        return self.window is not None or self.options.since is not None or self.options.until is not None

    def tables(self, query: str, given: set[str], mark: str, writers: str = "") -> Iterator[tuple[str, str]]:
        """Give (name, query) of each table, in the order in which they are to be made.

        *given* are the columns of *query*; *mark* parts recipients in one cell; *writers* is a query of the addresses
        of more people who wrote.
        """
        parts = [
            "coalesce(kind, '') as kind" if "kind" in given else "'' as kind",
            "coalesce(unread, false) as unread" if "unread" in given else "false as unread",
            "left_out" if "left_out" in given else "null::text as left_out",
        ]
        log = f"select ego, recipients, time, {', '.join(parts)} from ({query})"
        if "message" in given:
            # Where an id is missing, the same sender and time are the same message.
            message = "coalesce(nullif(message, ''), concat_ws(' ', ego, time)) as message"
            yield "letter", log.replace("select ", f"select {message}, ", 1)
            yield from people(self.options, mark, writers)
            yield from self._gathered()
        else:
            yield "letter", self._equal(log)
            yield "fate", "select state, sum(n)::bigint as n from letter group by state"
            yield from people(self.options, mark, writers)
            yield "odd", "select '' as what, 0 as n where false"
            yield "sent", self._sent(_letters("n"))
            yield "tally", self._tally(_copies("kind, moment, n"))
        yield "tie", self._ties()

    def _equal(self, log: str) -> str:
        """Count equal rows, each a message of its own."""
        keys = "ego, recipients, kind, state" + (", moment" if self.window else "")
        return f"""select {keys}{"" if self.window else ", max(moment) as moment"}, count(*) as n from (
            select ego, case when stays then recipients end as recipients, kind, state, moment
            from ({self._judged(log, incomplete=_INCOMPLETE)}))
            group by {keys}"""

    def _gathered(self) -> Iterator[tuple[str, str]]:
        """Put the rows of one message together; a message with several senders is of the first by the alphabet."""
        yield (
            "part",
            f"""select message, kind, alter, min(ego) as ego, max(ego) as other, count(*) as n, min(time) as time,
            bool_and(unread) as unread,
            case when bool_or(left_out is null) then null else min(left_out) end as left_out
            from ({_copies("message, kind, time, unread, left_out")}) group by message, kind, alter""",
        )
        yield (
            "message",
            self._judged(
                """select message, kind, min(ego) as ego, max(other) as other, min(time) as time,
                count(*) filter (alter <> ego) as k,
                bool_and(unread) as unread, null::text as left_out
                from part where left_out is null group by message, kind""",
                incomplete="false",
            ),
        )
        yield (
            "fate",
            f"""select state, count(*) as n from message group by state
            union all select left_out, count(*) from part where left_out is not null group by left_out
            union all select 'incomplete', count(*) from letter where {_INCOMPLETE} and left_out is null""",
        )
        yield (
            "odd",
            """select 'repeated_rows' as what, sum(n - 1) as n from part where left_out is null
            union all select 'senders_of_one', count(*) from message where ego <> other""",
        )
        yield "sent", self._sent("select fault, k, 1 as n from message join person on ego = code where stays")
        yield (
            "tally",
            self._tally(
                """select message.ego, fault, alter, k, message.kind, moment, 1 as n
                from message join part on message.message = part.message and message.kind = part.kind
                join person on message.ego = code where stays and part.left_out is null"""
            ),
        )

    def _judged(self, query: str, *, incomplete: str) -> str:
        """Add to the messages their ``state``, whether each ``stays``, and ``moment``: its time, or its window."""
        odd = f"time < timestamp '{OLDEST}' or time >= timestamp '{self.today}' + interval 1 day"
        limits = [
            f"time {sign} timestamp '{naive(day):%Y-%m-%d %H:%M:%S.%f}'"
            for sign, day in (("<", self.options.since), (">=", self.options.until))
            if day is not None
        ]
        moment = "time" if self.window is None else self.window.sql("time")
        if self.window is not None and self.window.since is not None:
            moment = f"greatest({moment}, timestamp '{self.window.since:%Y-%m-%d %H:%M:%S.%f}')"
        stays = "state = 'good'" if self.needs_times else "state in ('good', 'undated', 'unread', 'odd')"
        return f"""select *, {stays} as stays, case when state = 'good' then {moment} end as moment
            from (select *, case when left_out is not null then left_out
                when {incomplete} then 'incomplete'
                when unread then 'unread' when time is null then 'undated'
                when {odd if self.dated else "false"} then 'odd'
                when {" or ".join(limits) or "false"} then 'outside' else 'good' end as state from ({query}))"""

    def _sent(self, letters: str) -> str:
        """Count messages by what speaks against their sender, and whether they are bulk."""
        bulk = f"k > {int(self.options.max_recipients)}"
        return f"select {bulk} as bulk, fault, sum(n)::bigint as n from ({letters}) group by all"

    def _tally(self, copies: str) -> str:
        """Count the copies of messages between two people; those of bulk mail and of senders at fault are gone."""
        keys = ["ego", "alter", "kind"]
        keys += ["moment"] if self.window else []
        keys += ["k"] if self.options.weight == "per-recipient" else []
        key = ", ".join(keys)
        return f"""select {key}, sum(n)::bigint as messages{"" if self.window else ", max(moment) as moment"}
            from ({copies}) where fault is null and k <= {int(self.options.max_recipients)} group by {key}"""

    def _ties(self) -> str:
        """Add the copies up to ties, by the numbers of the people."""
        good = "from tally join person on alter = code where person.fault is null and ego <> alter"
        ties = f"select ego, alter, kind, moment, messages, messages::double as weight {good}"
        if self.options.weight == "per-recipient":
            # Added in the order of the sizes, so that the last digit is the same every time.
            ties = f"""select ego, alter, kind, {"moment" if self.window else "max(moment) as moment"},
                sum(messages)::bigint as messages, sum(messages / k order by k) as weight {good}
                group by ego, alter, kind{", moment" if self.window else ""}"""
        if self.options.weight != "reciprocated":
            return ties
        same = "there.kind = back.kind" + (" and there.moment is not distinct from back.moment" if self.window else "")
        return f"""with tied as materialized ({ties})
            select there.ego, there.alter, there.kind, least(there.messages, back.messages) as messages,
            least(there.messages, back.messages)::double as weight, greatest(there.moment, back.moment) as moment
            from tied there join tied back on there.ego = back.alter and there.alter = back.ego and {same}
            where there.ego < there.alter"""


_INCOMPLETE = "(coalesce(ego, '') = '' or coalesce(recipients, '') = '')"
_TO_ONE = """numbered.code as ego, fault, (single.code <> numbered.code)::int as k
    from letter join numbered on letter.ego = numbered.raw join single on letter.recipients = single.raw"""
_TO_SEVERAL = """numbered.code as ego, fault, len(addresses) - list_contains(addresses, numbered.address)::int as k
    from letter join numbered on letter.ego = numbered.raw join several on letter.recipients = several.raw"""


def _letters(columns: str) -> str:
    """Return the query of the letters with their *columns*, and ``k``: how many others each went to."""
    return f"select {columns}, {_TO_ONE} union all select {columns}, {_TO_SEVERAL}"


def _copies(columns: str) -> str:
    """Return the query of one row for each recipient of each letter; most have one, which needs no list."""
    return f"""select {columns}, single.code as alter, {_TO_ONE} union all
        select {columns}, person.code as alter, ego, several.fault, k
        from (select {columns}, unnest(addresses) as address, {_TO_SEVERAL}) several
        join person on several.address = person.address"""
