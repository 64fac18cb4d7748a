"""Surveyed: from a questionnaire to reported ties, by rules that are the same for all survey tools."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from netspread.errors import ReadError, one_of
from netspread.phrase import Phrase
from netspread.readers.answers import asks_whom, how_about_people
from netspread.readers.attributes import attributes, is_private
from netspread.readers.nominations import Nominations, nominations, offered_by
from netspread.readers.questionnaire import Question, Questionnaire
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.respondents import Answers, Respondents, last_answers, respondents_of
from netspread.readers.spelling import normalized
from netspread.readers.stems import short
from netspread.readers.table import key
from netspread.readers.words import MISSING, answer
from netspread.records import Reported

_IN_WORDS = {
    "ticks": Phrase("people ticked"),
    "ratings": Phrase("people rated"),
    "ranks": Phrase("people put in order"),
    "names": Phrase("names written or chosen"),
    "places": Phrase("names in order"),
}


def reported(asked: Questionnaire, options: ReadOptions, *, path: Path, who: Respondents | None = None) -> Reported:
    """Return the ties that *asked* holds: a relation for each question about people; the rest becomes attributes.

    *who*: who answered, where that is known already.

    Raises
    ------
    ReadError
        If no question is about people; it says what was looked for.
    """
    if who is None:
        asked, who = respondents_of(asked, options)
    table = asked.table
    answers, told = last_answers(table, who, unfinished=asked.unfinished)
    known = {**_called_by([*table.column(who.column), *(ego for ego, _ in answers)]), **options.known}
    read, others = _about_people(asked, [row for _, row in answers], known, options)
    columns, left = attributes(others, [ego for ego, _ in answers], [row for _, row in answers])
    answers, silent = _answered(answers, read, asked)
    offered = [name for question in read for name in offered_by(question, known).values()]
    spelled = {key(name): name for name in offered}
    answers = [(spelled.get(key(ego), ego), row) for ego, row in answers]
    if silent:
        told.append(
            Phrase(
                "{count} people who opened the survey but answered none of its questions count as silent",
                count=silent,
            )
        )
    said = {q.name: nominations(q, answers, known, who=who, asked=asked, options=options) for q in read}
    told.append(
        Phrase(
            "questions: {names}",
            names=[Phrase("'{name}' ({kind})", name=q.name, kind=_IN_WORDS[q.kind or "names"]) for q in read],
        )
    )
    told += [sentence for one in said.values() for sentence in one.told]
    frame = _ties(said)
    egos = [ego for ego, _ in answers]
    people = people_frame([*offered, *egos, *frame["alter"]])
    columns = columns.rename(index={ego: spelled.get(key(ego), ego) for ego in columns.index})
    people = people.join(_with_names(columns, people, [*said.values()]))
    if not options.known and not asked.sure and frame["alter"].map(key).isin(set(map(key, egos))).sum() == 0:
        left = (*left, f"nobody named is among those who answered by '{who.column}': give the staff list to join them")
    return Reported(
        frame,
        people,
        "alter_to_ego",
        asked.format,
        sources=(path,),
        questions={question.name: question.text for question in read if question.name},
        respondents=frozenset(egos),
        listed=all(offered_by(question, known) and not question.others for question in read),
        told=tuple(dict.fromkeys((*table.told, *told, *left))),
    )


def _ties(said: Mapping[str, Nominations]) -> pd.DataFrame:
    """Return the frame of ``Reported.ties`` of all relations, one after the other."""
    return tie_frame(
        [ego for one in said.values() for ego, _, _ in one.ties],
        [alter for one in said.values() for _, alter, _ in one.ties],
        relation=[name for name, one in said.items() for _ in one.ties],
        weight=[weight for one in said.values() for *_, weight in one.ties],
    )


def _called_by(people: Sequence[str]) -> dict[str, str]:
    """Return what people are called, as it is compared -> who that is."""
    return {**{normalized(name): name for name in people}, **{key(name): name for name in people}}


def _about_people(
    asked: Questionnaire, rows: list[tuple[str, ...]], known: Mapping[str, str], options: ReadOptions
) -> tuple[list[Question], list[Question]]:
    """Return the questions about people, each with how it is answered, and the others (not those of who answered)."""
    if asked.sure:
        return list(asked.questions), []
    chosen = options.columns.get("alter")
    who = {asked.table.at(name) for name in asked.who}
    signs = []
    for question in asked.questions:
        only = len(question.items) == 1
        if only and question.items[0].at in who:
            continue
        if chosen in (question.name, question.text) or (chosen is None and not (only and is_private(question))):
            sign = how_about_people(question, rows, known)
            if sign is None and chosen is not None:
                sign = 1, question.kind or ("ratings" if len(question.items) > 1 else "names")
        else:
            sign = None
        signs.append((sign, question))
    best = min((sign[0] for sign, _ in signs if sign), default=None)
    if best is None and chosen is not None:
        raise one_of(f"{asked.table.where}: question", chosen, [question.name for question in asked.questions])
    if best is None:
        raise ReadError(_nothing_found(asked))
    read, rest = [], []
    for sign, question in signs:
        if sign and (sign[0] == best or (sign[0] == 2 and asks_whom(question))):
            read.append(replace(question, kind=sign[1]))
        else:
            rest.append(question)
    return read, rest


def _nothing_found(asked: Questionnaire) -> str:
    shown = ", ".join(f"'{short(question.name)}'" for question in asked.questions[:6])
    return (
        f"{asked.table.where}: no question of this {asked.format} file is about people (looked for columns named after "
        f"people, people to tick or rate, and names in the cells, in {shown or 'no questions'}); give the staff list "
        "with --staff, or name the question with --column alter=NAME"
    )


def _answered(answers: Answers, read: list[Question], asked: Questionnaire) -> tuple[Answers, int]:
    """Return the answers without those that were not sent off and say nothing on people; and how many these are."""
    if not asked.unfinished:
        return answers, 0
    lines = {id(row): line for line, row in zip(asked.table.lines, asked.table.rows, strict=True)}
    places = [at for q in read for at in (*(item.at for item in q.items), *q.others)]
    empty = MISSING | {"0", "unchecked", "no", "n"}
    kept = [
        (ego, row)
        for ego, row in answers
        if lines[id(row)] not in asked.unfinished or any(answer(row[at]) not in empty for at in places)
    ]
    return kept, len(answers) - len(kept)


def _with_names(columns: pd.DataFrame, people: pd.DataFrame, said: Sequence[Nominations]) -> pd.DataFrame:
    """Return *columns* for all *people*, with their names in words where codes are their ids."""
    names = {code: label for one in said for code, label in one.names.items() if key(code) != key(label)}
    columns = columns.reindex(people.index)
    if names and "name" not in columns:
        columns.insert(0, "name", people.index.map(names).astype("str"))
    return columns
