"""Qualtrics questions: the columns of an export put together, also where names are carried forward, looped or piped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from netspread.readers.answers import is_slot
from netspread.readers.questionnaire import Item, Kind, Question
from netspread.readers.stems import common

_LOOP = re.compile(r"^(?P<loop>\d+)_(?P<rest>[A-Za-z].*)$")
_RANK = re.compile(r"^(?P<stem>.+?)_(?:(?P<group>\d+)_)?(?P<code>x?\d+)_(?P<what>RANK|GROUP)$")
_ITEM = re.compile(r"^(?P<stem>.+?)_(?P<code>x?-?\d+)(?:_(?P<column>x?\d+))?$")
_OTHER = re.compile(r"^(?P<stem>.+?)(?:_(?P<code>x?-?\d+))?_TEXT$")
_PIPED = re.compile(r"\$\{q://(?P<question>QID\d+)/ChoiceTextEntryValue/(?P<code>x?\d+)\}")
_UNNAMED = re.compile(r"^(?:|click to write .*|.*\$\{.*\}.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column stands, its code, its text and its import id."""

    at: int
    code: str
    text: str
    imported: str


def questions_of(asked: list[Column], columns: list[Column]) -> list[Question]:
    """Return the questions in the columns that are *asked*; the names of some stand elsewhere among *columns*."""
    return _named_alike(_questions(asked), columns)


def _questions(columns: list[Column]) -> list[Question]:
    """Return the questions, their columns put together by code."""
    grouped: dict[tuple[str, Kind | None], list[tuple[Column, str]]] = {}
    others: dict[str, list[int]] = {}
    for column in columns:
        loop, rank = _LOOP.match(column.code), _RANK.match(column.code)
        item, other = _ITEM.match(column.code), _OTHER.match(column.code)
        if rank is not None:
            if rank["what"] == "RANK":
                grouped.setdefault((rank["stem"], "ranks"), []).append((column, rank["code"]))
        elif other is not None:
            others.setdefault(other["stem"], []).append(column.at)
        elif loop is not None:
            grouped.setdefault((loop["rest"], None), []).append((column, loop["loop"]))
        elif item is not None:
            stem = f"{item['stem']}#{item['column']}" if item["column"] else item["stem"]
            grouped.setdefault((stem, None), []).append((column, item["code"]))
        else:
            grouped.setdefault((column.code, None), []).append((column, ""))
    loose = [
        (stem, at) for stem, places in others.items() for at in places if not any(stem == known for known, _ in grouped)
    ]
    questions = [_question(stem, kind, items, others.get(stem, [])) for (stem, kind), items in grouped.items()]
    texts = {column.at: column.text for column in columns}
    questions += [Question(stem, texts[at] or stem, (Item(at),)) for stem, at in loose]
    return sorted(questions, key=lambda question: question.items[0].at)


def _question(stem: str, kind: Kind | None, items: list[tuple[Column, str]], others: list[int]) -> Question:
    if len(items) == 1 and kind is None:
        column = items[0][0]
        text = re.sub(r" - Selected Choice$", "", column.text)
        return Question(
            column.code, text or column.code, (Item(column.at),), None, {}, tuple(others), "commas without blanks"
        )
    text, labels = common([column.text for column, _ in items])
    if "#" in stem:  # "stem - row - column"
        rows = [label.rpartition(" - ") for label in labels]
        if all(row for row, _, _ in rows):
            text, labels = f"{text} - {rows[0][2]}", [row for row, _, _ in rows]
    text = re.sub(r"\$\{[^{}]*\}", "...", re.sub(r" - Selected Choice$", "", text))
    found = tuple(Item(column.at, label, code) for (column, code), label in zip(items, labels, strict=True))
    return Question(stem, text or stem, found, kind, {}, tuple(others))


def _named_alike(questions: list[Question], columns: list[Column]) -> list[Question]:
    """Return *questions* with the names of carried-forward, looped and piped items, which stand elsewhere."""
    places = {column.imported: column.at for column in columns if column.imported}
    places |= {f"{name}_TEXT": at for name, at in list(places.items()) if not name.endswith("_TEXT")}
    done: list[Question] = []
    for question in questions:
        if len(question.items) > 1:
            names = _names_elsewhere(question, questions)
            items = [_with_name(item, names, columns[item.at], places) for item in question.items]
            done.append(replace(question, items=tuple(items)))
        else:
            done.append(question)
    return done


def _names_elsewhere(question: Question, questions: list[Question]) -> Mapping[str, Item]:
    """Return code -> the named item of the other question that has most codes in common."""
    wanted = {item.code.lstrip("x") for item in question.items}
    best: Mapping[str, Item] = {}
    for other in questions:
        if other is question or len(other.items) < 2:
            continue
        found = {item.code: item for item in other.items if item.code in wanted and not _UNNAMED.match(item.label)}
        if len(found) > len(best):
            best = found
    return best


def _with_name(item: Item, names: Mapping[str, Item], column: Column, places: Mapping[str, int]) -> Item:
    code = item.code.lstrip("x")
    piped = _PIPED.search(column.text)
    if piped is not None:
        at = places.get(f"{piped['question']}_{piped['code']}_TEXT", places.get(f"{piped['question']}_{piped['code']}"))
        if at is not None and at != item.at:
            return replace(item, code=code, named=at)
    is_loop = _LOOP.match(column.code) is not None
    if not is_loop and not _UNNAMED.match(item.label):
        return replace(item, code=code)
    known = names.get(code)
    if known is None:
        return replace(item, code=code, label="" if _UNNAMED.match(item.label) else item.label)
    if is_slot(known.label):  # the loop goes over names that were written
        return replace(item, code=code, named=known.at)
    return replace(item, code=code, label=known.label)
