"""Call records: who called whom, when and for how long."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from netspread.errors import ChoiceError
from netspread.phrase import Phrase
from netspread.readers.log_files import column
from netspread.readers.log_table import Layout, read_logs
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.table import Table
from netspread.records import Reported

NAME = "call records"
TITLE = "call detail records: caller, callee, start, duration"
EXAMPLE = """
caller,callee,start,duration
+44 20 7946 0001,020 7946 0002,2024-03-01 09:15:00,62
020 7946 0002,020 7946 0003,2024-03-01 09:20:00,0
020 7946 0002,020 7946 0001,2024-03-01 09:31:00,15
"""

_CALLER = ("caller", "calling number", "caller number", "calling party", "from number", "src", "a number", "from")
_CALLEE = ("callee", "called", "called number", "callee number", "called party", "to number", "dst", "b number", "to")
_START = ("start", "start time", "starttime", "call start", "time", "date", "timestamp", "datetime", "calldate")
_LENGTH = ("billsec", "talk time", "duration", "duration seconds", "duration s", "call duration", "seconds", "length")
_FATE = ("disposition", "call status", "result", "status", "call result", "answered")
#: A number that talks to more others than this is no person: a switchboard, a pager.
_HUB = 100


def recognizes(source: Source) -> bool:
    """Whether there are a caller, a callee, a start and a duration."""
    table = source.table
    return all(table.find(words) for words in (_CALLER, _CALLEE, _START, _LENGTH))


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each caller and callee; its weight is the number of calls."""
    return read_all([source], options)


def read_all(sources: Sequence[Source], options: ReadOptions) -> Reported:
    """Return the same of several records."""
    reported = read_logs(sources, options, _layout(sources[0].table, options), name=NAME)
    return replace(reported, told=(*reported.told, *_hubs(reported.ties), *_national(reported, options)))


def _layout(table: Table, options: ReadOptions) -> Layout:
    missed = [f"regexp_matches(trim({column(table, _LENGTH)}), '^[0:.]+$')"]
    if table.find(_FATE):
        fate = f"lower(trim({column(table, _FATE)}))"
        missed.append(
            f"regexp_matches({fate}, '^(no|false|no.?answer|busy|failed|missed|cancel.*|voice ?mail|unanswered)$')"
        )
    left_out = {} if options.keep_missed else {"missed_calls": (" or ".join(missed), Phrase("calls that nobody took"))}
    return Layout(
        ego=_number(column(table, _CALLER), options.country_code),
        recipients=_number(column(table, _CALLEE), options.country_code),
        time=column(table, _START),
        left_out=left_out,
        mark="",
    )


def _number(cell: str, country: str | None) -> str:
    """Return the expression for a telephone number in one form: ``+`` and digits; what has letters stays a name."""
    plain = f"regexp_replace({cell}, '[\\s()./-]|\\(0\\)', '', 'g')"
    if country is not None:
        if not re.fullmatch(r"\+?[1-9]\d{0,3}", country):
            raise ChoiceError(f"country code {country!r} is none; write it as 44")
        plain = f"regexp_replace({plain}, '^0([1-9])', '+{country.lstrip('+')}\\1')"
    return f"case when regexp_matches({cell}, '[A-Za-z]') then {cell} else regexp_replace({plain}, '^00', '+') end"


def _hubs(ties: pd.DataFrame) -> list[str]:
    pairs = pd.concat([ties[["ego", "alter"]], ties[["alter", "ego"]].set_axis(["ego", "alter"], axis=1)])
    others = pairs.drop_duplicates()["ego"].value_counts()
    others = others[others > _HUB].sort_index(kind="stable").sort_values(ascending=False, kind="stable")
    if not len(others):
        return []
    shown = [f"{number} ({count})" for number, count in others.head(10).items()]
    return [
        Phrase(
            "{count} numbers called or were called by over {least} others, as switchboards and pagers do: {shown}",
            count=len(others),
            least=_HUB,
            shown=shown,
        )
    ]


def _national(reported: Reported, options: ReadOptions) -> list[str]:
    """Say if numbers stand with and without their country, so that one telephone may look like two."""
    ids = reported.people.index
    if options.country_code is not None or not ids.str.startswith("+").any():
        return []
    local = int(ids.str.match(r"0[1-9]").sum())
    told = Phrase("{count} numbers begin with 0 and others with +; --country-code makes them one form", count=local)
    return [told] if local else []
