"""Surveyed: from a questionnaire to reported ties, by rules that are the same for all survey tools."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from netspread.errors import ReadError, one_of
from netspread.readers.answers import (
    are_counting,
    are_ids,
    asks_whom,
    how_about_people,
    is_ticked,
    names_nobody,
    nobody_codes,
)
from netspread.readers.attributes import attributes, is_private
from netspread.readers.names import is_known, normalized
from netspread.readers.questionnaire import Item, Question, Questionnaire
from netspread.readers.reader import ReadOptions, people_frame, tie_frame
from netspread.readers.respondents import Respondents, last_answers
from netspread.readers.separators import parts, separator
from netspread.readers.stems import short
from netspread.readers.table import key
from netspread.readers.weights import in_words, weights_of
from netspread.readers.words import MISSING, SCALE, answer
from netspread.records import Reported

_OWN, _OWN_AT_LEAST = 0.9, 0.5
_IN_WORDS = {
    "ticks": "people ticked",
    "ratings": "people rated",
    "ranks": "people put in order",
    "names": "names written or chosen",
    "places": "names in order",
}
Answers = list[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What one question gave: (ego, alter, weight), the words for codes, and what is told."""

    ties: list[tuple[str, str, float]]
    names: Mapping[str, str]
    told: list[str]


def reported(asked: Questionnaire, options: ReadOptions, *, path: Path, who: Respondents | None = None) -> Reported:
    """Return the ties that *asked* holds: a relation for each question about people; the rest becomes attributes.

    *who*: who answered, where that is known already.

    Raises
    ------
    ReadError
        If no question is about people; it says what was looked for.
    """
    if who is None:
        asked, who = _with_respondents(asked, options)
    table = asked.table
    answers, told = last_answers(table, who, unfinished=asked.unfinished)
    known = {**_called_by([*table.column(who.column), *(ego for ego, _ in answers)]), **options.known}
    read, others = _about_people(asked, [row for _, row in answers], known, options)
    columns, left = attributes(others, [ego for ego, _ in answers], [row for _, row in answers])
    answers, silent = _answered(answers, read, asked)
    offered = [name for question in read for name in _offered(question, known).values()]
    spelled = {key(name): name for name in offered}
    answers = [(spelled.get(key(ego), ego), row) for ego, row in answers]
    if silent:
        told.append(f"{silent} people who opened the survey but answered none of its questions count as silent")
    said = {question.name: _said(question, answers, known, who=who, asked=asked, options=options) for question in read}
    told.append("questions: " + ", ".join(f"'{q.name}' ({_IN_WORDS[q.kind or 'names']})" for q in read))
    told += [sentence for one in said.values() for sentence in one.told]
    frame = tie_frame(
        [ego for one in said.values() for ego, _, _ in one.ties],
        [alter for one in said.values() for _, alter, _ in one.ties],
        relation=[name for name, one in said.items() for _ in one.ties],
        weight=[weight for one in said.values() for *_, weight in one.ties],
    )
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
        listed=all(_offered(question, known) and not question.others for question in read),
        told=tuple(dict.fromkeys((*table.told, *told, *left))),
    )


def _with_respondents(asked: Questionnaire, options: ReadOptions) -> tuple[Questionnaire, Respondents]:
    """Return who answered: as told; else of the columns that may say so the one with most people known or named."""
    table = asked.table
    within = options.columns.get("within")
    within = None if within is None else table.header[table.at(within)]
    if "ego" in options.columns:
        return asked, Respondents(table.header[table.at(options.columns["ego"])], within)
    candidates = [name for name in dict.fromkeys(asked.who) if _own(table.column(name)) >= _OWN_AT_LEAST]
    candidates.sort(key=lambda name: _own(table.column(name)) < _OWN)  # stable: the surest stay first
    if not candidates:
        cells = [f"row {line}" for line in table.lines]
        return replace(asked, table=table.with_columns({"row": cells})), Respondents(table.free("row"), within)
    named = set(map(key, _people_in(asked)))
    shares = {name: _share(table.column(name), named, options.known) for name in candidates}
    return asked, Respondents(max(candidates, key=lambda name: shares[name]), within)


def _own(cells: list[str]) -> float:
    """Return which share of the filled *cells* is different; 0 if more than half are empty."""
    filled = [cell for cell in cells if cell]
    return len(set(filled)) / len(filled) if filled and len(filled) >= 0.5 * len(cells) else 0.0


def _share(cells: list[str], named: Collection[str], known: Mapping[str, str]) -> float:
    """Return which share of *cells* is somebody on the staff list, or named in just these words."""
    found = sum(bool(cell) and (is_known(cell, known) or key(cell) in named) for cell in cells)
    return round(found / len(cells), 1)


def _people_in(asked: Questionnaire) -> list[str]:
    """Return what may be people in the questions: what they offer, and what was written into them."""
    table, found = asked.table, []
    for question in asked.questions:
        offered = [text for item in question.items for text in (item.label, item.code) if text]
        found += [*offered, *question.choices.values()]
        if table.header[question.items[0].at] not in asked.who:
            cells = [row[item.at] for item in question.items for row in table.rows]
            mark = separator(cells, (), preferred=question.mark)
            found += [part for cell in cells for part in parts(cell, mark)]
    return [text for text in dict.fromkeys(found) if not text.isdecimal() or text.startswith("0")]


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


def _said(
    question: Question,
    answers: Answers,
    known: Mapping[str, str],
    *,
    who: Respondents,
    asked: Questionnaire,
    options: ReadOptions,
) -> _Said:
    """Return the ties of one question."""
    if question.kind in ("names", "places"):
        return _named(question, answers, known, who=who, asked=asked, options=options)
    offered = _offered(question, known)
    items = [item for item in question.items if item in offered or item.named is not None]
    weights, told = _weights(question, items, answers, asked, options)
    ties = [
        (ego, alter, weight)
        for ego, row in answers
        for item in items
        for alter in ([offered[item]] if item.named is None else parts(row[item.named], None))
        if _who(alter, known) != _who(ego, known) and (weight := _weight(item, weights[item.at][row[item.at]]))
    ]
    ties += [(ego, other, 1.0) for ego, row in answers for at in question.others for other in parts(row[at], None)]
    if any(not item.label or item.label == item.code for item in offered):
        told.append(f"the file has no words for the people in '{question.name}', only codes")
    return _Said(ties, {name: item.label for item, name in offered.items() if item.label}, told)


def _who(name: str, known: Mapping[str, str]) -> str:
    """Return who is called *name*, so that nobody is told apart from himself."""
    return known.get(key(name)) or known.get(normalized(name)) or name


def _weight(item: Item, weight: float | None) -> float | None:
    """Return *weight*; whoever was written down, but not rated, counts 1."""
    return 1.0 if weight is None and item.named is not None else weight


def _offered(question: Question, known: Mapping[str, str]) -> dict[Item, str]:
    """Return the columns of *question* that stand for a person -> what he or she is called."""
    if question.kind in ("names", "places"):
        return {}
    items = [
        item
        for item in question.items
        if item.named is None and not names_nobody(item.label, item.code) and not _is_other(question, item)
    ]
    names = _names([(item.code, item.label) for item in items], known)
    called = {item: names[item.code, item.label] for item in items}
    if are_counting(called.values()) and not all(is_known(name, known) for name in called.values()):
        return {item: f"{question.name} item {name}" for item, name in called.items()}
    return called


def _is_other(question: Question, item: Item) -> bool:
    """Whether this is the choice "other", beside which is written who."""
    return bool(question.others) and key(item.label).startswith(("other", "andere", "autre", "otr", "altr"))


def _names(pairs: Sequence[tuple[str, str]], known: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return (code, label) -> what the person is called: see the rule in ``questionnaire``."""
    codes = [code for code, _ in pairs if code]
    by_code = are_ids(codes, known)
    return {
        (code, label): known.get(key(code), code) if code and (by_code or not label) else label for code, label in pairs
    }


def _weights(
    question: Question, items: list[Item], answers: Answers, asked: Questionnaire, options: ReadOptions
) -> tuple[dict[int, dict[str, float | None]], list[str]]:
    """Return column -> cell -> weight, and what is to be told."""
    cells = {item.at: [row[item.at] for _, row in answers] for item in items}
    every = [cell for column in cells.values() for cell in column]
    if question.kind == "ticks":
        return {item.at: {cell: float(is_ticked(item, cell)) for cell in cells[item.at]} for item in items}, []
    if question.kind == "ranks":
        last = max((int(cell) for cell in every if cell.isdecimal() and len(cell) < 10), default=0)
        ranks = {cell: last + 1.0 - int(cell) if cell.isdecimal() and len(cell) < 10 else None for cell in every}
        return dict.fromkeys(cells, ranks), [f"ranks in '{question.name}': the first counts {last}, the last 1"]
    table = asked.table
    words = _in_scale_words(question, every, options)
    of_words = weights_of(words.values(), options.scale, where=lambda cell: table.place(cell, cells))
    weights = {cell: of_words[word] for cell, word in words.items()}
    told = in_words(words.values(), of_words)
    if any(cell.isdecimal() for cell in words.values()) and not asked.sure:
        told.append(f"numbers in '{question.name}' count themselves; if one means never, say --scale NUMBER=0")
    return dict.fromkeys(cells, weights), told


def _in_scale_words(question: Question, cells: list[str], options: ReadOptions) -> dict[str, str]:
    """Return cell -> its words if the scale knows them all; else the code."""
    scale = set(SCALE) | set(map(answer, options.scale)) | MISSING
    words = {cell: question.choices.get(cell, cell) for cell in dict.fromkeys(cells)}
    has_weights = all(answer(word) in scale or word.isdecimal() for word in words.values())
    return words if has_weights else {cell: cell for cell in words}


def _named(
    question: Question,
    answers: Answers,
    known: Mapping[str, str],
    *,
    who: Respondents,
    asked: Questionnaire,
    options: ReadOptions,
) -> _Said:
    """Return a tie for each name in the cells of *question*; how they were parted is told."""
    places = [item.at for item in question.items] + list(question.others)
    cells = [row[at] for _, row in answers for at in places]
    mark = None if options.separator else separator(cells, known, preferred=question.mark)
    told = []
    if mark or options.separator:
        told.append(f"names in '{question.name}' are separated by {mark or repr(options.separator)}")
    found = [
        (ego, who.prefix(asked.table, row), name, place)
        for ego, row in answers
        for place, name in enumerate(
            name for at in places for name in parts(row[at], mark, exact=options.separator, people=known)
        )
    ]
    codes = nobody_codes([name for _, _, name, _ in found], known) - set(question.choices)
    if codes:
        told.append(f"{', '.join(sorted(codes))} in '{question.name}' taken as nobody")
    pairs = {name: (name, question.choices[name]) if name in question.choices else ("", name) for *_, name, _ in found}
    names = _names(list(pairs.values()), known)
    last = max((place for *_, place in found), default=0) + 1
    if question.kind == "places":
        told.append(f"the first in '{question.name}' counts {last}, the last 1")
    ties = [
        (ego, prefix + names[pairs[name]], float(last - place) if question.kind == "places" else 1.0)
        for ego, prefix, name, place in found
        if name not in codes and not names_nobody(pairs[name][1])
    ]
    return _Said(ties, {names[pair]: pair[1] for pair in pairs.values()}, told)


def _with_names(columns: pd.DataFrame, people: pd.DataFrame, said: Sequence[_Said]) -> pd.DataFrame:
    """Return *columns* for all *people*, with their names in words where codes are their ids."""
    names = {code: label for one in said for code, label in one.names.items() if key(code) != key(label)}
    columns = columns.reindex(people.index)
    if names and "name" not in columns:
        columns.insert(0, "name", people.index.map(names).astype("str"))
    return columns
