"""Findings: everything that the main job found out, in one frozen value that pages can draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from netspread.adoption.calibration import Calibration
from netspread.champions import Champions
from netspread.communities import Partition
from netspread.communities.consensus import Consensus
from netspread.communities.silos import Silos
from netspread.explain import name_of
from netspread.network import Network
from netspread.ranking import Ranking
from netspread.records import Reported
from netspread.spread.answers import Answers
from netspread.spread.bridges import Bridges
from netspread.spread.compare import Comparison


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Findings:
    """What was read, and all that was computed from it.

    Attributes
    ----------
    reported, network
        What the files said, and the network built from it.
    relation, question
        Which relation was analyzed, and the text of its question ("" where the file had none).
    groups
        The attribute that brokerage roles and silos go by; ``None`` if there is none.
    scores
        Every measure by its hyphenated name, in the order of the columns of ``people.csv``.
    leader_measure, broker_measure
        Which measures ``leader_rank`` and ``broker_rank`` go by.
    partition, consensus
        Communities; and, where the method draws and was run several times, what the runs agree on (they are the
        communities then).
    silos, bridges
        Ties between the groups of ``groups``; the missing ones worth making (both ``None`` without groups).
    comparison
        Seeding strategies under each model, on the same worlds.
    fitted
        The cascade and the rule by the clock, fitted to what did happen; empty if it is not known.
    answers
        What the comparison means for the choice: would random people do, who is left out, how soon, does it hold.
    champions
        The team of champions.
    budget, worlds, seed
        How many people start; in how many worlds strategies were tried; the random seed.
    language
        Of the pages: one of ``netspread.language.languages``.
    options
        Every option that the main job ran with, in plain types.
    inputs
        The files read: ``name, bytes, sha256``.
    versions, timings
        Of Python and the libraries; seconds by step.
    """

    reported: Reported
    network: Network
    relation: str
    question: str
    groups: str | None
    scores: Mapping[str, Ranking]
    leader_measure: str
    broker_measure: str
    partition: Partition
    consensus: Consensus | None
    silos: Silos | None
    bridges: Bridges | None
    comparison: Comparison
    fitted: tuple[Calibration, ...]
    answers: Answers
    champions: Champions
    budget: int
    worlds: int
    seed: int
    options: Mapping[str, Any]
    inputs: tuple[Mapping[str, Any], ...]
    versions: Mapping[str, str]
    timings: Mapping[str, float]
    language: str = "en"

    @property
    def leaders(self) -> Ranking:
        """Opinion leaders: the ranking by ``leader_measure``."""
        return self.scores[self.leader_measure]

    @property
    def brokers(self) -> Ranking:
        """Brokers: the ranking by ``broker_measure``."""
        return self.scores[self.broker_measure]

    @property
    def chance_fitted(self) -> bool:
        """Whether the chance p was learned from what did happen: not if nothing is seen to pass along ties there."""
        return bool(self.fitted) and float(self.fitted[0].parameter("p")["estimate"]) > 0

    def people_table(self) -> pd.DataFrame:
        """Return the table of ``people.csv``: person, attributes, scores, community, the two ranks, champion.

        Where plausible complete networks were drawn, the ranks' intervals and the chances to be among the first too.
        """
        people = self.network.people
        scores = pd.DataFrame(
            {name.replace("-", "_"): ranking.scores for name, ranking in self.scores.items()},
            index=people.index,
        )
        table = people.rename(columns=lambda name: f"{name}_given" if name in _OURS or name in scores else name)
        table = table.join(scores)
        table["community"] = self.partition.labels
        if self.consensus is not None:
            table["community_certainty"] = self.consensus.certainty
        for kind, ranking in (("leader", self.leaders), ("broker", self.brokers)):
            table[f"{kind}_rank"] = ranking.ranks
            if ranking.low is not None:
                table[f"{kind}_rank_low"] = ranking.low
                table[f"{kind}_rank_high"] = ranking.high
                table[f"{kind}_top_chance"] = ranking.top_k_chance
        order = self.champions.members.set_index("person")["order"]
        table["champion"] = order.reindex(people.index).astype("Int64").to_numpy()
        return table.rename_axis("person").reset_index()

    def communities_table(self) -> pd.DataFrame:
        """Return the table of ``communities.csv``: one row a community, the largest first."""
        return self.partition.table()

    def seeding_table(self) -> pd.DataFrame:
        """Return the table of ``seeding.csv``: one row for each model and strategy."""
        return self.comparison.to_frame()

    def quality(self) -> dict[str, Any]:
        """Return the figures of ``quality.json``."""
        return self.reported.quality()

    def __repr__(self) -> str:
        """Return one line: what was studied."""
        return f"{type(self).__name__} of {self.network!r}: {self.partition.n_tied} communities"

    def _repr_html_(self) -> str:
        best = self.comparison.spread(self.comparison.best)
        rate = self.quality()["response_rate"]
        rows = {
            "relation": self.relation or "(not named)",
            "people": f"{self.network.n_people:,}" + ("" if rate is None else f", {rate:.0%} answered"),
            "ties": f"{self.network.n_ties:,}",
            f"leaders, by {self.leader_measure}": ", ".join(self._names(self.leaders.top(_SHOWN))),
            f"brokers, by {self.broker_measure}": ", ".join(self._names(self.brokers.top(_SHOWN))),
            "communities": f"{self.partition.n_tied:,}, by {self.partition.method}",
            "where to start": f"{self.comparison.best}: {self.budget} people reach {best.reach_mean:.0f} on average",
        }
        cells = "".join(f"<tr><th>{escape(key)}</th><td>{escape(value)}</td></tr>" for key, value in rows.items())
        return f"<table><caption>{type(self).__name__}</caption>{cells}</table>"

    def _names(self, people: list[str]) -> list[str]:
        return [name_of(self.network, person) for person in people]


#: So many leaders and brokers are named in a notebook.
_SHOWN = 5
#: Columns of ``people.csv`` that are ours; an attribute of the same name gets ``_given`` behind its own.
_OURS = frozenset(
    {"person", "community", "community_certainty", "champion"}
    | {f"{kind}_{what}" for kind in ("leader", "broker") for what in ("rank", "rank_low", "rank_high", "top_chance")}
)
