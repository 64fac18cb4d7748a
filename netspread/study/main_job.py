"""The main job, step by step: read, rank, find communities, try where to start, choose a team."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from netspread.adoption.calibration import Calibration
from netspread.build import build, chosen_relation
from netspread.champions import champions as choose_champions
from netspread.communities import communities
from netspread.communities.silos import silos
from netspread.errors import ChoiceError, in_range
from netspread.findings import Findings
from netspread.language import language as texts_of
from netspread.measures.catalog import leader_measure
from netspread.network import Influence
from netspread.readers import read
from netspread.readers.fingerprint import fingerprints
from netspread.readers.listed import People, file_given
from netspread.readers.renames import read_renames
from netspread.spread.answers import answers
from netspread.spread.bridges import bridges
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, LinearThreshold
from netspread.study.asked import default_strategies, group_column
from netspread.study.found import BROKER_MEASURE, agreed_communities, fitted_to, rankings, sure_rankings
from netspread.study.record import Clock, as_told, versions

#: So many people can start unless it is said.
_USUAL_BUDGET = 10
#: Ties worth making are compared in so many worlds at most.
_BRIDGE_WORLDS = 1000
#: On so many plausible networks at most the choice of who starts is tried.
_ANSWER_DRAWS = 20


class Study(Findings):
    """The findings, and a door to write them down."""

    __slots__ = ()

    def save(self, folder: str | Path, *, force: bool = False, timings: bool = True) -> Path:
        """Write report, map, tables and ``run.json`` into *folder*, all or nothing; return the folder.

        Without *timings* in ``run.json`` every byte is the same when it is done again.

        Raises
        ------
        SaveError
            If *folder* exists and *force* is not set, or cannot be written.
        """
        from netspread.pages.folder import write_folder

        return write_folder(self, Path(folder), force=force, timings=timings)


def study(
    survey: str | Path | Sequence[str | Path],
    *,
    staff: str | Path | None = None,
    relation: str | None = None,
    groups: str | None = None,
    budget: int | None = None,
    p: float = 0.1,
    adopted: str | Path | None = None,
    innovation: str | None = None,
    never: str | None = None,
    strategies: Sequence[str] | None = None,
    champions: int | None = None,
    quota: Mapping[str, int] | None = None,
    must_have: People = (),
    exclude: People = (),
    declined: People = (),
    cost: str | None = None,
    cost_budget: float | None = None,
    cover: int = 1,
    diversity: str | None = None,
    method: str = "leiden",
    runs: int | None = None,
    community_names: str | Path | None = None,
    worlds: int = 1000,
    draws: int = 100,
    seed: int = 1,
    influence: Influence | None = None,
    since: str | None = None,
    until: str | None = None,
    min_weight: float | None = None,
    language: str = "en",
    **reading: Any,
) -> Study:
    """Read *survey*, and return who leads, who brokers, which communities there are, and where to start.

    Parameters
    ----------
    survey
        A file that ``netspread formats`` lists, or several of the same format.
    staff
        The staff list: who could have answered, with attributes.
    relation
        Which question to analyze; the first of the file by default.
    groups
        The attribute for brokerage roles and silos; by default a usual one (``unit``, ``department``, ...)
        that splits people into groups.
    budget
        How many people can start: 10 by default, or everybody where there are fewer.
    p
        The chance that one tie passes it on, in the independent cascade; assumed, so a sweep goes with it.
    adopted, innovation, never
        Who adopted something like it before, and when, as :func:`netspread.diffusion` takes it: then p is fitted to
        that (*p* counts only if nothing spread by ties), and strategies are compared under the fitted rule that goes
        by the clock as well.
    strategies
        Which seeding strategies to compare; by default those of :func:`default_strategies`.
    champions
        How many champions to choose, by default as many as *budget*; with *cost*, at most.
    quota, must_have, exclude, declined, cost, cover, diversity
        The conditions of the team, as :func:`netspread.champions` takes them.
    cost_budget
        How much the team may cost: its ``budget`` there.
    method, runs
        How to find communities, and how often: what the runs agree on is taken (50 runs by default, 10 above 20,000
        people; 1 for a single run, as for methods that draw nothing).
    community_names
        A table ``community,name`` with names of your own for communities (numbers, or names so far).
    worlds, seed
        In how many worlds to try strategies; the random seed.
    draws
        How many plausible complete networks to draw where some people did not answer, to tell how sure the ranks of
        leaders and brokers are; 0 for none.
    influence, since, until, min_weight
        As in ``netspread.build``.
    language
        Of report and map: one of ``netspread.language.languages``.
    **reading
        Options of ``netspread.read``.

    Raises
    ------
    ReadError, NetworkError, ChoiceError
        In one sentence, if a file or an option is wrong.
    """
    clock = Clock()
    texts_of(language)
    in_range("p", p, 0, 1)
    in_range("budget", 1 if budget is None else budget, 1)
    in_range("worlds", worlds, 1)
    in_range("draws", draws, 0)
    in_range("runs", runs or 1, 1)
    private = reading.get("pseudonyms") is not None or reading.get("optout") is not None
    listed = {"must_have": must_have, "exclude": exclude, "declined": declined}
    options = {
        "staff": None if staff is None else Path(staff).name,
        "relation": relation,
        "groups": groups,
        "budget": budget,
        "p": p,
        "adopted": None if adopted is None else Path(adopted).name,
        "innovation": innovation,
        "never": never,
        "champions": champions,
        "quota": dict(quota or {}),
        **{name: as_told(given, private=private) for name, given in listed.items()},
        "cost": cost,
        "cost_budget": cost_budget,
        "cover": cover,
        "diversity": diversity,
        "method": method,
        "runs": runs,
        "community_names": None if community_names is None else Path(community_names).name,
        "worlds": worlds,
        "draws": draws,
        "influence": influence,
        "since": since,
        "until": until,
        "min_weight": min_weight,
        "language": language,
        **{name: value for name, value in reading.items() if value is not None},
        # Neither where the key lies nor what a list of people is called is to be handed on.
        **{name: True for name in ("pseudonyms", "optout") if reading.get(name) is not None},
    }
    also = (staff, reading.get("names"), community_names, adopted, *map(file_given, listed.values()))
    with clock("reading"):
        reported = read(survey, staff=staff, since=since, until=until, **reading)
        chosen = chosen_relation(reported, relation)
        network = build(
            reported, relation=relation, influence=influence, since=since, until=until, min_weight=min_weight
        )
        column = group_column(network, groups)
    budget = min(_USUAL_BUDGET, network.n_people) if budget is None else budget
    if budget > network.n_people:
        raise ChoiceError(f"budget is {budget}, but the network has {network.n_people} people; lower the budget")
    fitted: tuple[Calibration, ...] = ()
    if adopted is not None:
        with clock("fitting to what did happen"):
            fitted = fitted_to(network, adopted, innovation=innovation, never=never, reading=reading)
            p = float(fitted[0].parameter("p")["estimate"]) or p
    with clock("ranking"):
        scores = rankings(network, groups=column)
    with clock("plausible networks"):
        shown = (leader_measure(network), BROKER_MEASURE)
        scores |= sure_rankings(network, shown, draws=draws, seed=seed)
    with clock("communities"):
        agreed = agreed_communities(network, method, runs, seed)
        partition = communities(network, method=method, seed=seed) if agreed is None else agreed.partition
        if community_names is not None:
            partition = partition.renamed(read_renames(community_names))
            agreed = None if agreed is None else replace(agreed, partition=partition)
        divided = None if column is None else silos(network, groups=column)
    tried = tuple(strategies) if strategies else default_strategies(network)
    with clock("seeding"):
        comparison = compare(
            network,
            strategies=tried,
            budget=budget,
            model=[IndependentCascade(p), LinearThreshold(), *(found.model for found in fitted[1:])],
            worlds=worlds,
            seed=seed,
        )
    with clock("answers"):
        answered = answers(comparison, groups=column, draws=min(draws, _ANSWER_DRAWS))
    with clock("bridges"):
        made = None
        if divided is not None and column is not None:
            made = bridges(network, groups=column, p=p, starters=budget, worlds=min(worlds, _BRIDGE_WORLDS), seed=seed)
    with clock("champions"):
        team = choose_champions(
            network,
            size=champions or budget,
            quota=quota,
            must_have=listed["must_have"],
            exclude=listed["exclude"],
            declined=listed["declined"],
            cost=cost,
            budget=cost_budget,
            cover=cover,
            diversity=diversity,
            model=IndependentCascade(p),
            worlds=worlds,
            seed=seed,
        )
    return Study(
        reported=reported,
        network=network,
        relation=chosen,
        question=str(reported.questions.get(chosen, "")),
        groups=column,
        scores=scores,
        leader_measure=leader_measure(network),
        broker_measure=BROKER_MEASURE,
        partition=partition,
        consensus=agreed,
        silos=divided,
        bridges=made,
        comparison=comparison,
        fitted=fitted,
        answers=answered,
        champions=team,
        budget=budget,
        worlds=worlds,
        seed=seed,
        language=language,
        options={
            **options,
            "budget": budget,
            "champions": champions or budget,
            "p": p,
            "strategies": list(tried),
            "relation": chosen,
            "groups": column,
        },
        inputs=fingerprints([Path(path) for path in (*reported.sources, *also) if path is not None], private=private),
        versions=versions(),
        timings=clock.seconds,
    )
