"""Campaigns: the logics over time, on the same random worlds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from netspread.communities import communities
from netspread.errors import ChoiceError, NetworkError, in_range, one_of
from netspread.logics import combined, parameters
from netspread.logics.mixes import searched
from netspread.logics.observed import observed as seen
from netspread.logics.results import Campaign
from netspread.logics.sites import Sites
from netspread.logics.stage import Stage
from netspread.network import Network

__all__ = ["Campaign", "campaign"]


def campaign(
    network: Network,
    *,
    units: str,
    periods: int = 24,
    budget: float = 10,
    logics: Sequence[str] = combined.LOGICS,
    worlds: int = 1000,
    seed: int = 1,
    observed: pd.DataFrame | None = None,
    settings: Mapping[str, float] | None = None,
    shares: Mapping[str, float] | None = None,
    order: Sequence[str] = (),
    sites: str | Sequence[str] = "pilot-friendly",
    goal: float = 0.5,
) -> Campaign:
    """Let a practice spread by each of *logics* on the same random worlds, and return what each comes to.

    Parameters
    ----------
    network
        Any network; influence runs as :meth:`Network.influence_arcs` says.
    units
        The attribute that says in which site or ward people work.
    periods, budget
        How many periods, and what each may cost: training places and champions' days.
    logics
        Of ``mechanistic``, ``ecological``, ``social`` and ``combined``.
    worlds, seed
        How many random worlds; same seed, same worlds.
    observed
        ``person, period, state[, action]``: what happened so far; the campaign goes on from the last period in it.
    settings
        Parameters other than by default, see :func:`parameters.table`.
    shares, order
        Of ``combined``: shares of the budget, of whatever sum, and in which order the logics start; an order needs
        shares. By default the best of both are searched.
    sites
        In which order the roll-out takes the sites: ``pilot-friendly``, ``largest``, ``most-connected``, or names.
    goal
        Which share of people must use it at the end for a campaign not to have failed.

    Raises
    ------
    ChoiceError
        If a logic, column, parameter or person is unknown, or a number is out of its range.
    ReadError
        If *observed* cannot be used.
    NetworkError
        If there is nobody.
    """
    _check_logics(logics, order, shares)
    if not network.n_people:
        raise NetworkError("the network has no people; a campaign needs somebody to reach")
    in_range("periods", periods, 1, 1000)
    in_range("worlds", worlds, 1)
    in_range("goal", goal, 0, 1)
    if not 0 < budget < float("inf"):
        raise ChoiceError(f"budget is {budget:g}; it must be above 0, the cost that each period may have")
    values = parameters.checked(settings or {})
    given = None if shares is None else combined.checked(shares)
    places = Sites.by(network, units)
    labels = communities(network, seed=seed).labels
    route = sites if isinstance(sites, str) else tuple(sites)
    stage = Stage(network, places, periods, budget, values, route, seed, labels)
    stage.route  # an unknown site is told before the work  # noqa: B018
    found = _played(stage, units, tuple(dict.fromkeys(logics)), given, tuple(order), worlds, goal)
    if observed is None:
        return found
    now = seen(network, observed, periods=periods, sustain_after=values["sustain_after"])
    later = replace(stage, observed=now)
    after = _played(later, units, tuple(dict.fromkeys(logics)), given, tuple(order), worlds, goal)
    return Campaign(later, units, after.outcomes, after.shares, after.order, after.search, worlds, goal, before=found)


def _check_logics(logics: Sequence[str], order: Sequence[str], shares: Mapping[str, float] | None) -> None:
    for logic in logics:
        if logic not in combined.LOGICS:
            raise one_of("logic", logic, combined.LOGICS)
    for logic in order:
        if logic not in combined.SINGLE:
            raise one_of("logic in the order", logic, combined.SINGLE)
    if len(set(order)) < len(order):
        raise ChoiceError(f"the order of logics names one twice ({', '.join(order)}); name each logic once")
    if order and shares is None:
        raise ChoiceError("an order of logics was given, but no shares; give shares too, or leave both to be searched")
    if not logics:
        raise ChoiceError(f"no logic was named; name one or more of: {', '.join(combined.LOGICS)}")


def _played(  # noqa: PLR0917  # called twice, with the same
    stage: Stage,
    units: str,
    logics: tuple[str, ...],
    shares: Mapping[str, float] | None,
    order: tuple[str, ...],
    worlds: int,
    goal: float,
) -> Campaign:
    search = pd.DataFrame()
    if "combined" in logics and shares is None:
        search = searched(stage, worlds)
        shares = {logic: float(search[logic].iloc[0]) for logic in combined.SINGLE}
        order = tuple(search["order"].iloc[0].split(" > ")) if search["order"].iloc[0] else ()
    outcomes = {}
    for logic in logics:
        alone = {name: float(name == logic) for name in combined.SINGLE}
        mix, turn = (shares or alone, order) if logic == "combined" else (alone, ())
        outcomes[logic] = stage.play(mix, order=turn, worlds=worlds, name=logic)
    return Campaign(stage, units, outcomes, shares or {}, order, search, worlds, goal)
