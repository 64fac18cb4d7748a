"""Build: from ties as reported to a network, by rules that can be told."""

from typing import Literal, get_args

import pandas as pd

from netspread.errors import ChoiceError, NetworkError, one_of
from netspread.network import Influence, Network
from netspread.readers.two_mode import Sharing, shared_events
from netspread.records import Reported
from netspread.windows import within

Symmetrize = Literal["max", "min", "sum", "mutual"]
Weights = Literal["count", "mean", "last", "binary"]


def build(
    reported: Reported,
    *,
    relation: str | None = None,
    influence: Influence | None = None,
    since: str | None = None,
    until: str | None = None,
    min_weight: float | None = None,
    symmetrize: Symmetrize | None = None,
    weights: Weights = "count",
    keep_unknown: bool = False,
) -> Network:
    """Return the network of one relation.

    Ties of people to themselves are left out. In a survey somebody named twice in one answer counts once; in a
    log weights add up.

    Parameters
    ----------
    reported
        What ``netspread.read`` returned.
    relation
        Which one; the first of the file by default, ``"all"`` for all together.
    influence
        How influence runs, if not as the reader took it.
    since, until
        Only ties from this day on, only before that day (ISO dates); ties without a time are kept.
    min_weight
        Leave out ties of less weight.
    symmetrize
        Make ties that have no direction: ``"max"``, ``"min"`` or ``"sum"`` of both directions' weights, or
        ``"mutual"``: only those that both name, with the smaller weight.
    weights
        How several reports of one tie become one: ``"count"`` adds them up, ``"mean"``, ``"last"`` (in the order
        of the file), ``"binary"`` (1).
    keep_unknown
        Keep people who are named but not on the staff list.

    Raises
    ------
    ChoiceError
        If an option names nothing known.
    NetworkError
        If no tie is left.
    """
    name = chosen_relation(reported, relation)
    network = tied(
        reported,
        within(reported.ties, since, until),
        relation=name,
        influence=influence,
        min_weight=min_weight,
        symmetrize=symmetrize,
        weights=weights,
        keep_unknown=keep_unknown,
    )
    if not network.n_ties:
        raise NetworkError(f"no tie is left of {len(reported.ties)} reported; loosen relation, dates or weight")
    return network


def tied(
    reported: Reported,
    ties: pd.DataFrame,
    *,
    relation: str,
    influence: Influence | None = None,
    min_weight: float | None = None,
    symmetrize: Symmetrize | None = None,
    weights: Weights = "count",
    keep_unknown: bool = False,
) -> Network:
    """Return the network of these *ties* of *reported* by the rules of :func:`build`, also if no tie is left."""
    if weights not in get_args(Weights):
        raise one_of("weights", weights, get_args(Weights))
    if symmetrize is not None and symmetrize not in get_args(Symmetrize):
        raise one_of("symmetrize", symmetrize, get_args(Symmetrize))
    if relation != "all" and reported.relations:
        ties = ties[ties["relation"] == relation]
    people = reported.people
    if keep_unknown:
        people = people.reindex(people.index.append(pd.Index(list(reported.unknown_names), dtype="str")))
        if "responded" in people:
            people["responded"] = people["responded"].fillna(value=False).astype(bool)
        people.index.name = "person"
    known = ties["ego"].isin(people.index) & ties["alter"].isin(people.index) & (ties["ego"] != ties["alter"])
    layered = ties[known]
    ties = _merged(layered, weights, once=reported.respondents is not None)
    directed = reported.directed
    if symmetrize is not None and directed:
        ties, directed = _symmetrized(ties, symmetrize), False
    if min_weight is not None:
        ties = ties[ties["weight"] >= min_weight]
    network = Network.from_ties(
        ties, people=people, relation=relation, influence=influence or reported.influence, directed=directed
    )
    return network.with_layers(layered) if relation == "all" else network


def project(
    attendances: pd.DataFrame,
    *,
    people: pd.DataFrame | None = None,
    weights: Sharing = "newman",
    max_people: int = 50,
    since: str | None = None,
    until: str | None = None,
    relation: str = "attendance",
) -> Network:
    """Return the network of people who were at the same events; ties have no direction, influence runs both ways.

    Parameters
    ----------
    attendances
        A row for each person at an event: ``person``, ``event``, and if known ``hours`` and ``time``. A row that
        stands twice counts once; its hours add up.
    people
        Everybody, as for :meth:`Network.from_ties`; by default all who attended, also those who met nobody.
    weights
        What a shared event of k people adds to a tie: ``"newman"``, 1/(k - 1), times the hours if they are known
        (Newman 2001, *Physical Review E* 64:016132), so that a meeting of two ties more than a lecture;
        ``"count"``, 1; ``"hours"``, the hours there of who was there for less.
    max_people
        Events of more people are left out as bulk.
    since, until
        Only events from this day on, only before that day (ISO dates); events without a time are kept.
    relation
        What to call the ties.

    Raises
    ------
    ChoiceError
        If an option names nothing known, or hours are asked for and not known.
    NetworkError
        If a column is missing, or no two people were at the same event.

    Examples
    --------
    >>> meetings = pd.DataFrame({"person": ["ana", "ben", "ana", "ben", "cia"], "event": [1, 1, 2, 2, 2]})
    >>> project(meetings).ties()["weight"].tolist()
    [1.5, 0.5, 0.5]
    """
    shared = shared_events(attendances, weights=weights, max_people=max_people, since=since, until=until)
    if not len(shared.ties):
        raise NetworkError(f"no two people were at the same event ({'; '.join(shared.told)}); look at the columns")
    everybody = shared.people if people is None else people
    return Network.from_ties(shared.ties, people=everybody, relation=relation, influence="both", directed=False)


def chosen_relation(reported: Reported, relation: str | None) -> str:
    """Return the relation that *relation* means: itself if there is such, the first of the file if None.

    Raises
    ------
    ChoiceError
        If there is no such relation; those that there are, are listed.
    """
    relations = list(reported.relations)
    if relation == "all":
        return "all" if len(relations) > 1 else (relations or [""])[0]
    if relation is None:
        return relations[0] if relations else ""
    if relation not in relations:
        named = [name for name in relations if name]
        if not named:
            raise ChoiceError(
                f"relation {relation!r} is unknown; the file has one relation without a name, leave it out"
            )
        raise one_of("relation", relation, [*named, "all"])
    return relation


def _merged(ties: pd.DataFrame, weights: Weights, *, once: bool) -> pd.DataFrame:
    """Return one row for each ego and alter; *once*: a survey's repeat of the same relation is the same tie."""
    if once:
        ties = ties.drop_duplicates(["ego", "alter", "relation"], keep="last")
    if weights == "binary":
        return ties[["ego", "alter"]].drop_duplicates().assign(weight=1.0)
    how = {"count": "sum", "mean": "mean", "last": "last"}[weights]
    return ties.groupby(["ego", "alter"], sort=False).agg(weight=("weight", how)).reset_index()


def _symmetrized(ties: pd.DataFrame, how: Symmetrize) -> pd.DataFrame:
    """Return each pair once; ego and alter in the order of their ids."""
    swapped = ties["ego"] > ties["alter"]
    pairs = pd.DataFrame(
        {
            "ego": ties["ego"].where(~swapped, ties["alter"]),
            "alter": ties["alter"].where(~swapped, ties["ego"]),
            "weight": ties["weight"],
        }
    )
    both = pairs.groupby(["ego", "alter"], as_index=False)["weight"].agg(["max", "min", "sum", "size"])
    if how in ("min", "mutual"):  # a direction that nobody reported has weight 0
        both = both[both["size"] == 2]
    return both.assign(weight=both["min" if how == "mutual" else how])[["ego", "alter", "weight"]]
