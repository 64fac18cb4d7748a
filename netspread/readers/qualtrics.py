"""Qualtrics: CSV, TSV or XLSX with up to three header rows: codes, question texts, import ids."""

import json
import re
from collections.abc import Iterable, Mapping

from netspread.phrase import Phrase
from netspread.readers.qualtrics_questions import Column, questions_of
from netspread.readers.questionnaire import Questionnaire, asks_who
from netspread.readers.reader import ReadOptions
from netspread.readers.source import Source
from netspread.readers.stems import plain
from netspread.readers.surveyed import reported
from netspread.readers.table import Table
from netspread.records import Reported

NAME = "qualtrics"
TITLE = "Qualtrics export, CSV, TSV or XLSX, with its two or three header rows as they are"
EXAMPLE = """
StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,RecipientEmail,Q1_1,Q1_2
Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,Recipient Email,How often do you ask ... - Ana Ruiz,How often do you ask ... - Ben Ode
"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}","{""ImportId"":""finished""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}","{""ImportId"":""QID1_1""}","{""ImportId"":""QID1_2""}"
2024-03-01 09:15:02,2024-03-01 09:21:40,IP Address,True,2024-03-01 09:21:41,R_1,ana.ruiz@example.org,,Weekly
2024-03-01 09:30:11,2024-03-01 09:33:02,IP Address,True,2024-03-01 09:33:03,R_2,ben.ode@example.org,Daily,
"""  # noqa: E501  # a line of the tool's is as long as it is

#: What Qualtrics adds by itself, by its import ids and by its codes.
_BUILT_IN = frozenset(
    {"startdate", "enddate", "status", "ipaddress", "progress", "duration", "duration (in seconds)", "finished",
     "recordeddate", "_recordid", "responseid", "recipientlastname", "recipientfirstname", "recipientemail",
     "externaldatareference", "externalreference", "locationlatitude", "locationlongitude", "locationaccuracy",
     "distributionchannel", "userlanguage", "responseset", "emailaddress", "recipientname"}
)  # fmt: skip
_CLUTTER = re.compile(
    r"^(?:q_\w+|sc\d+|.* - (?:topics?|sentiment.*|parent topics)|(?:.+_)?do(?:_.+)?|fl_\d+.*|"
    r".+_(?:first click|last click|page submit|click count)|q\d+(?:\.\d+)?_(?:id|name|size|type))$",
    re.IGNORECASE,
)
#: Who may say who answered, the surest first.
_WHO = ("recipientemail", "emailaddress", "externalreference", "externaldatareference", "recipientname")
_NO_ANSWERS = frozenset({"survey preview", "survey test", "spam", "1", "2", "8"})


def recognizes(source: Source) -> bool:
    """Whether a row of import ids follows, or the header has the columns that Qualtrics adds."""
    table = source.table
    names = {name.casefold() for name in table.header}
    legacy = table.header[0] == "V1" and bool(table.rows) and table.rows[0][0].casefold() == "responseid"
    return (
        legacy
        or any(_import_ids(row) for row in table.rows[:2])
        or ("responseid" in names and "recordeddate" in names)
        or ("_recordid" in names and any(name.startswith("qid") for name in names))
    )


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a relation for each question about people; previews and tests are dropped, partial answers kept."""
    table, columns = _laid_out(source.sheet(options.sheet))
    built_in = {(column.imported or column.code).casefold(): column.at for column in columns}
    built_in = {**{column.code.casefold(): column.at for column in columns}, **built_in}
    table = _answers_only(table, built_in)
    first, last = built_in.get("recipientfirstname"), built_in.get("recipientlastname")
    if first is not None and last is not None:
        table = table.with_columns({"recipient": [f"{row[first]} {row[last]}".strip() for row in table.rows]})
    asked = [column for column in columns if not _is_built_in(column)]
    questions = questions_of(asked, columns)
    who = [table.header[built_in[name]] for name in _WHO if name in built_in]
    who += [table.header[q.items[0].at] for q in questions if len(q.items) == 1 and asks_who(q.text, q.name)]
    who += [name for name in table.header if name == "recipient"]
    who += [table.header[built_in[name]] for name in ("_recordid", "responseid") if name in built_in]
    finished = built_in.get("finished")
    unfinished = {
        line
        for line, row in zip(table.lines, table.rows, strict=True)
        if finished is not None and row[finished].casefold() in ("false", "0")
    }
    if unfinished:
        table = table.tell(Phrase("{count} partial answers (not finished) are kept", count=len(unfinished)))
    return reported(
        Questionnaire(NAME, table, tuple(who), tuple(questions), frozenset(unfinished)), options, path=source.path
    )


def _laid_out(table: Table) -> tuple[Table, list[Column]]:
    """Return the answers alone, and the columns with their code, text and import id, as far as there are such."""
    imported: Mapping[int, str] = {}
    texts: tuple[str, ...] | None = None
    codes, rows = table.header, 0
    if table.rows and table.header[0] == "V1" and table.rows[0][0].casefold() == "responseid":
        texts, rows = table.rows[0], 1
        own = tuple("RecipientName" if text == "Name" else text for text in texts)
        codes = tuple(text if re.fullmatch(r"V\d+", code) else code for code, text in zip(codes, own, strict=True))
    else:
        at = next((at for at, row in enumerate(table.rows[:2]) if _import_ids(row)), None)
        if at is not None:
            imported, rows = _import_ids(table.rows[at]), at + 1
            texts = table.rows[0] if at == 1 else None
        elif table.rows and _is_text_row(table):
            texts, rows = table.rows[0], 1
        if imported and not {"responseid", "startdate", "enddate"} & {code.casefold() for code in codes}:
            texts, codes = codes, tuple(imported.get(at, code) for at, code in enumerate(codes))
    shown = texts or ("",) * len(codes)
    columns = [Column(at, code, plain(shown[at]), imported.get(at, "")) for at, code in enumerate(codes)]
    return table.below(rows), columns


def _import_ids(row: Iterable[str]) -> dict[int, str]:
    """Return column -> import id, if most of the filled cells of *row* are such; else nothing."""
    cells = [(at, cell) for at, cell in enumerate(row) if cell]
    found = {}
    for at, cell in cells:
        if not cell.startswith("{"):
            continue
        try:
            value = json.loads(cell)
        except (ValueError, RecursionError):
            continue
        if "ImportId" in value:
            found[at] = str(value["ImportId"]) + (f"_{value['choiceId']}" if "choiceId" in value else "")
    return found if len(found) > len(cells) / 2 else {}


def _is_text_row(table: Table) -> bool:
    """Whether the first row under the codes holds texts: words where the answers have dates."""
    dates = [at for at, name in enumerate(table.header) if name.casefold() in ("startdate", "enddate", "recordeddate")]
    return any(table.rows[0][at] and not re.search(r"\d", table.rows[0][at]) for at in dates)


def _is_built_in(column: Column) -> bool:
    known = {column.code.casefold(), column.imported.casefold()}
    return bool(known & _BUILT_IN) or bool(_CLUTTER.match(column.code))


def _answers_only(table: Table, built_in: Mapping[str, int]) -> Table:
    status, channel = built_in.get("status"), built_in.get("distributionchannel")
    return table.only(
        (
            not (
                (status is not None and row[status].casefold() in _NO_ANSWERS)
                or (channel is not None and row[channel].casefold() == "preview")
            )
            for row in table.rows
        ),
        told=Phrase("previews, tests and spam dropped"),
    )
