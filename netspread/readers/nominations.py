"""Nominations: the ties that the answers to one question give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netspread.phrase import Phrase
from netspread.readers.answers import are_counting, are_ids, is_ticked, names_nobody, nobody_codes
from netspread.readers.names import is_known
from netspread.readers.questionnaire import Item, Question, Questionnaire
from netspread.readers.reader import ReadOptions
from netspread.readers.respondents import Answers, Respondents
from netspread.readers.separators import last_first, parts, separator
from netspread.readers.spelling import normalized
from netspread.readers.table import key
from netspread.readers.weights import in_words, weights_of
from netspread.readers.words import MISSING, SCALE, answer


@dataclass(frozen=True, slots=True, eq=False)
class Nominations:
    """What one question gave.

    Attributes
    ----------
    ties
        (ego, alter, weight).
    names
        What a person is called here -> his or her name in words.
    told
        What is to be told of it.
    """

    ties: list[tuple[str, str, float]]
    names: Mapping[str, str]
    told: list[Phrase]


def nominations(
    question: Question,
    answers: Answers,
    known: Mapping[str, str],
    *,
    who: Respondents,
    asked: Questionnaire,
    options: ReadOptions,
) -> Nominations:
    """Return the ties of one question."""
    if question.kind in ("names", "places"):
        return _named(question, answers, known, who=who, asked=asked, options=options)
    offered = offered_by(question, known)
    items = [item for item in question.items if item in offered or item.named is not None]
    weights, told = _weights(question, items, answers, asked, options)
    ties = [
        (ego, alter, weight)
        for ego, row in answers
        for item in items
        for alter in ([offered[item]] if item.named is None else parts(row[item.named], None))
        if (weight := _weight(item, weights[item.at][row[item.at]])) and _who(alter, known) != _who(ego, known)
    ]
    ties += [(ego, other, 1.0) for ego, row in answers for at in question.others for other in parts(row[at], None)]
    if any(not item.label or item.label == item.code for item in offered):
        told.append(Phrase("the file has no words for the people in '{question}', only codes", question=question.name))
    return Nominations(ties, {name: item.label for item, name in offered.items() if item.label}, told)


def _who(name: str, known: Mapping[str, str]) -> str:
    """Return who is called *name*, so that nobody is told apart from himself."""
    return known.get(key(name)) or known.get(normalized(name)) or name


def _weight(item: Item, weight: float | None) -> float | None:
    """Return *weight*; whoever was written down, but not rated, counts 1."""
    return 1.0 if weight is None and item.named is not None else weight


def offered_by(question: Question, known: Mapping[str, str]) -> dict[Item, str]:
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
) -> tuple[dict[int, dict[str, float | None]], list[Phrase]]:
    """Return column -> cell -> weight, and what is to be told."""
    cells = {item.at: [row[item.at] for _, row in answers] for item in items}
    every = [cell for column in cells.values() for cell in column]
    if question.kind == "ticks":
        return {item.at: {cell: float(is_ticked(item, cell)) for cell in cells[item.at]} for item in items}, []
    if question.kind == "ranks":
        last = max((int(cell) for cell in every if cell.isdecimal() and len(cell) < 10), default=0)
        ranks = {cell: last + 1.0 - int(cell) if cell.isdecimal() and len(cell) < 10 else None for cell in every}
        return dict.fromkeys(cells, ranks), [
            Phrase("ranks in '{question}': the first counts {last}, the last 1", question=question.name, last=last)
        ]
    table = asked.table
    words = _in_scale_words(question, every, options)
    of_words = weights_of(words.values(), options.scale, where=lambda cell: table.place(cell, cells))
    weights = {cell: of_words[word] for cell, word in words.items()}
    told = in_words(words.values(), of_words)
    if any(cell.isdecimal() for cell in words.values()) and not asked.sure:
        told.append(
            Phrase(
                "numbers in '{question}' count themselves; if one means never, say --scale NUMBER=0",
                question=question.name,
            )
        )
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
) -> Nominations:
    """Return a tie for each name in the cells of *question*; how they were parted is told."""
    places = [item.at for item in question.items] + list(question.others)
    cells = [row[at] for _, row in answers for at in places]
    mark = None if options.separator else separator(cells, known, preferred=question.mark)
    told = []
    if mark or options.separator:
        told.append(
            Phrase(
                "names in '{question}' are separated by {mark}",
                question=question.name,
                mark=mark or repr(options.separator),
            )
        )
    elif doubtful := [cell for cell in last_first(dict.fromkeys(cells)) if not is_known(cell, known)]:
        told.append(
            Phrase(
                "{count:,} answers such as '{answer}' in '{question}' are taken as one name, the last name "
                "before the comma; if they are two people, say --separator ', '",
                count=len(doubtful),
                answer=doubtful[0],
                question=question.name,
            )
        )
    found = [
        (ego, who.prefix(asked.table, row), name, place)
        for ego, row in answers
        for place, name in enumerate(
            name for at in places for name in parts(row[at], mark, exact=options.separator, people=known)
        )
    ]
    codes = nobody_codes([name for _, _, name, _ in found], known) - set(question.choices)
    if codes:
        told.append(Phrase("{names} in '{question}' taken as nobody", names=sorted(codes), question=question.name))
    pairs = {name: (name, question.choices[name]) if name in question.choices else ("", name) for *_, name, _ in found}
    names = _names(list(pairs.values()), known)
    last = max((place for *_, place in found), default=0) + 1
    if question.kind == "places":
        told.append(Phrase("the first in '{question}' counts {last}, the last 1", question=question.name, last=last))
    ties = [
        (ego, prefix + names[pairs[name]], float(last - place) if question.kind == "places" else 1.0)
        for ego, prefix, name, place in found
        if name not in codes and not names_nobody(pairs[name][1])
    ]
    return Nominations(ties, {names[pair]: pair[1] for pair in pairs.values()}, told)
