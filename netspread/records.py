"""Records: what a file said, before any rule was applied to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from netspread import quality
from netspread.errors import ChoiceError
from netspread.network import INFLUENCE_IN_WORDS, Influence

#: The columns of ``Reported.ties``, in order.
TIE_COLUMNS = ("ego", "alter", "relation", "weight", "time")


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """Ties and people as reported in a file: self-nominations, repeats and unknown names still among them.

    Attributes
    ----------
    ties
        One row a reported tie: ``ego, alter, relation`` (text), ``weight`` (float64), ``time`` (datetime64 or
        missing). For a message log one row may stand for many messages; ``weight`` then counts them.
    people
        Everybody on the list (staff list, roster, or all who occur); index ``person``, columns attributes as
        given (text or numbers), and ``responded`` (bool) where it is known who answered.
    influence
        How influence runs along these ties, as the reader took it; ``netspread.build`` can override it.
    directed
        False if ties have no direction (attendance, co-presence, an undirected graph file).
    format
        The reader's name.
    sources
        The files that were read.
    questions
        Relation -> the text of the question, where the file had it.
    respondents
        Ids of those who answered, also if they named nobody; ``None`` where nobody "answers" (logs, graphs).
    listed
        True if ``people`` is a closed list (staff list or roster), so that a response rate makes sense.
    unknown_names
        Names that are not on that list -> how often they were named.
    likely_duplicates
        Pairs of names that may mean one person, and how alike they are (0 to 100), where no staff list tells; they
        are proposed, never merged.
    pseudonyms
        The file of the key, if people are called by pseudonyms.
    told
        Sentences about what the reader decided or left out, for the user to read.
    counts
        Whatever the reader counted (``messages``, ``bulk_messages``, ...), by name.
    by_minimum
        For messages: n -> how many ties stand for at least n of them.
    """

    ties: pd.DataFrame
    people: pd.DataFrame
    influence: Influence
    format: str
    directed: bool = True
    sources: tuple[Path, ...] = ()
    questions: Mapping[str, str] = field(default_factory=_nothing)
    respondents: frozenset[str] | None = None
    listed: bool = False
    unknown_names: Mapping[str, int] = field(default_factory=_nothing)
    likely_duplicates: tuple[tuple[str, str, float], ...] = ()
    pseudonyms: Path | None = None
    told: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=_nothing)
    by_minimum: Mapping[int, int] = field(default_factory=_nothing)

    @property
    def relations(self) -> dict[str, int]:
        """Relation -> how many ties were reported, in the order of the questions, or else of the ties."""
        counts = self.ties["relation"].value_counts(sort=False)
        asked = [name for name in self.questions if name in counts]
        return {str(name): int(counts[name]) for name in dict.fromkeys([*asked, *self.ties["relation"].unique()])}

    @property
    def called(self) -> dict[str, str]:
        """Id -> the name of that person, where ``people`` has a column ``name`` with one; nobody knows an empty one."""
        if "name" not in self.people:
            return {}
        return {str(person): str(name) for person, name in self.people["name"].dropna().items()}

    def relabeled(self, person: Callable[[str], str], text: Callable[[str], str]) -> "Reported":
        """Return the same with everybody but the rows of ``people`` called *person*, and questions put as *text*."""
        ties = self.ties
        ids = {str(name): person(str(name)) for name in pd.unique(pd.concat([ties["ego"], ties["alter"]]))}
        relations = {str(name): text(str(name)) for name in ties["relation"].unique()}
        return replace(
            self,
            ties=ties.assign(
                ego=ties["ego"].map(ids).astype("str"),
                alter=ties["alter"].map(ids).astype("str"),
                relation=ties["relation"].map(relations).astype("str"),
            ),
            questions={text(name): text(question) for name, question in self.questions.items()},
            respondents=None if self.respondents is None else frozenset(map(person, self.respondents)),
            unknown_names={person(name): count for name, count in self.unknown_names.items()},
            likely_duplicates=tuple((person(one), person(two), score) for one, two, score in self.likely_duplicates),
        )

    def quality(self) -> dict[str, Any]:
        """Return the figures of ``quality.json``, in plain types."""
        ties = self.ties
        repeated = ties.duplicated(["ego", "alter", "relation"]) if self.respondents is not None else None
        answered = None if self.respondents is None else len(self.respondents)
        rate = answered / len(self.people) if self.listed and answered is not None and len(self.people) else None
        return {
            "format": self.format,
            "respondents": answered,
            "people": len(self.people),
            "response_rate": rate,
            "ties": len(ties),
            "relations": self.relations,
            "self_nominations": int((ties["ego"] == ties["alter"]).sum()),
            "duplicates": 0 if repeated is None else int(repeated.sum()),
            "unknown_names": dict(sorted(self.unknown_names.items())),
            "response_by_group": self._response_by_group(),
            "straight_lining": [] if self.respondents is None else quality.straight_lining(ties),
            "extreme_nominators": []
            if self.respondents is None
            else quality.extreme_nominators(ties, self.respondents),
            "dates_out_of_range": quality.out_of_range(ties["time"]),
            "likely_duplicates": [list(pair) for pair in self.likely_duplicates],
            "rules": dict(quality.RULES),
            "isolates": int((~self.people.index.isin(np.unique(ties[["ego", "alter"]].astype("str")))).sum()),
            "influence": self.influence,
            "influence_in_words": INFLUENCE_IN_WORDS[self.influence],
            "questions": dict(self.questions),
            "counts": dict(self.counts),
            "ties_by_minimum_messages": {str(n): count for n, count in self.by_minimum.items()},
            "told": list(self.told),
        }

    def _response_by_group(self) -> dict[str, list[dict[str, Any]]]:
        if not self.listed or self.respondents is None:
            return {}
        columns = [str(name) for name in self.people if quality.splits_people(self.people[name])]
        tables = {name: self.response_by_group(name).to_dict("records") for name in columns}
        return {
            name: [{str(key): value for key, value in row.items()} for row in rows] for name, rows in tables.items()
        }

    def silent(self) -> pd.DataFrame:
        """Return the people on the list who have not answered, with their attributes.

        Raises
        ------
        ChoiceError
            If it is not known who was asked, or who answered.
        """
        if not self.listed or self.respondents is None:
            raise ChoiceError("who has not answered is known only of a survey with a staff list; give one with --staff")
        people = self.people[~self.people.index.isin(self.respondents)]
        return people.drop(columns="responded", errors="ignore").rename_axis("person").reset_index()

    def response_by_group(self, column: str) -> pd.DataFrame:
        """Return one row a group of *column*: ``group, people, respondents, response_rate``."""
        groups = self.people[column].astype("str").where(self.people[column].notna(), "(missing)")
        answered = pd.Series(self.people.index.isin(self.respondents or ()), index=self.people.index)
        table = answered.groupby(groups).agg(["size", "sum"]).reset_index()
        table.columns = pd.Index(["group", "people", "respondents"])
        return table.assign(response_rate=table["respondents"] / table["people"])

    def __repr__(self) -> str:
        """Return one line: what was read."""
        answered = "" if self.respondents is None else f", {len(self.respondents)} answered"
        return f"Reported ({self.format}): {len(self.people)} people{answered}, {len(self.ties)} ties"
