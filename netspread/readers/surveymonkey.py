"""SurveyMonkey: two header rows, the question over its first column and what it offers under it; or one, condensed."""

from netspread.readers.questionnaire import Item, Question, Questionnaire, asks_who, told_apart
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import plain, short
from netspread.readers.surveyed import reported
from netspread.readers.table import Table, key
from netspread.records import Reported

NAME = "surveymonkey"
TITLE = "SurveyMonkey export of all responses, expanded (two header rows) or condensed"
EXAMPLE = """
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How often do you ask ...,
,,,,,,,,,Ana Ruiz,Ben Ode
118123456701,481200,03/01/2024 09:15:02 AM,03/01/2024 09:21:40 AM,,ana.ruiz@example.org,Ana,Ruiz,,,Weekly
118123456702,481200,03/01/2024 09:30:11 AM,03/01/2024 09:33:02 AM,,ben.ode@example.org,Ben,Ode,,Daily,
"""  # noqa: E501  # a line of the tool's is as long as it is

_BUILT_IN = frozenset(
    {"respondent id", "collector id", "start date", "end date", "date created", "date modified", "ip address",
     "email address", "first name", "last name"}
)  # fmt: skip
#: What stands under a question that has one column.
_PLAIN = frozenset({"", "response", "open ended response"})


def recognizes(source: Source) -> bool:
    """Whether the first two columns are the ids of respondent and collector."""
    return source.table.keys[:2] == ("respondent id", "collector id")


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people, called by its first words."""
    table = source.sheet(options.sheet)
    under = ("",) * len(table.header)
    if table.rows and not table.rows[0][0]:
        under, table = table.rows[0], table.below(1)
    built_in = {name: at for at, name in enumerate(table.keys) if name in _BUILT_IN}
    if "first name" in built_in and "last name" in built_in:
        first, last = built_in["first name"], built_in["last name"]
        table = table.with_columns({"name of respondent": [f"{row[first]} {row[last]}".strip() for row in table.rows]})
    custom = [name for name in table.header if key(name).startswith("custom ")]
    questions = told_apart(
        question
        for stem, places in _grouped(table, [*built_in.values(), *map(table.at, custom)], len(under))
        for question in _asked(stem, places, under)
    )
    own = [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text)]
    email = [table.header[built_in["email address"]]] if "email address" in built_in else []
    who = [*email, *custom, *own, *(n for n in table.header if n == "name of respondent"), table.header[0]]
    return reported(Questionnaire(NAME, table, tuple(who), tuple(questions)), options, path=source.path)


def _grouped(table: Table, left: list[int], width: int) -> list[tuple[str, list[int]]]:
    """Return (question, its columns): a nameless column goes on with the question on its left."""
    found: list[tuple[str, list[int]]] = []
    for at in range(width):
        if at in left:
            continue
        if table.is_nameless(at) and found:
            found[-1][1].append(at)
        else:
            found.append((plain(table.header[at]), [at]))
    return found


def _asked(stem: str, places: list[int], under: tuple[str, ...]) -> list[Question]:
    """Return the question, or one for each column of a grid of drop-downs, whose labels are "row - column"."""
    if len(places) == 1 and key(under[places[0]]) in _PLAIN:
        return [Question(short(stem), stem, (Item(places[0]),), mark="', '")]
    others = tuple(at for at in places if key(under[at]).startswith("other please specify"))
    split = {at: under[at].rpartition(" - ") for at in places if at not in others}
    columns = dict.fromkeys(column for _, _, column in split.values())
    if all(row for row, _, _ in split.values()) and len(columns) * 2 <= len(split):
        return [
            Question(
                short(f"{stem} - {column}" if len(stem) < 20 else column),
                f"{stem} - {column}",
                tuple(Item(at, row) for at, (row, _, of) in split.items() if of == column),
            )
            for column in columns
        ]
    return [Question(short(stem), stem, tuple(Item(at, plain(under[at])) for at in split), others=others)]
