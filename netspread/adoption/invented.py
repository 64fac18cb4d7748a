"""Invented: a diffusion made by thresholds, as data that one knows the truth about."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.exposure import Ties, around
from netspread.adoption.structure import rewired
from netspread.errors import ChoiceError, in_range, one_of
from netspread.kernels import adoption as kernels
from netspread.network import Network

Starters = Literal["random", "central", "marginal"]
STARTERS: tuple[Starters, ...] = get_args(Starters)
_LAW = re.compile(r"(uniform|normal|beta)\(\s*([-+.\deE]+)\s*,\s*([-+.\deE]+)\s*\)")

#: One for all, one for each person in order, a column of people, or a law: ``uniform(0, 0.5)``, ``normal(0.4, 0.1)``,
#: ``beta(2, 5)``.
Thresholds = float | str | NDArray[np.float64] | pd.Series


def invented_diffusion(
    network: Network,
    *,
    seeds: Iterable[str] | float = 0.05,
    starters: Starters = "random",
    thresholds: Thresholds = "uniform(0, 1)",
    periods: int = 20,
    counted: bool = False,
    weighted: bool = False,
    ties: Ties = "influence",
    rewire: float = 0.0,
    innovation: str = "",
    seed: int = 1,
) -> Diffusion:
    """Return how it spreads if everybody adopts as soon as enough of those who influence them had before.

    The seeds adopt in period 1; in each later period everybody whose exposure to earlier adopters comes up to the
    threshold. As netdiffuseR's ``rdiffnet`` on a given network (Valente 1995; Valente & Davis 1999).

    Parameters
    ----------
    network
        Who is tied to whom.
    seeds
        Ids of people; or the share of people who start, at least one person.
    starters
        Who starts, if *seeds* is a share: drawn at ``random``, those with most ties in (``central``) or least
        (``marginal``).
    thresholds
        See :data:`Thresholds`; values of a law outside 0 to 1 are cut off there.
    periods
        How many.
    counted
        True if thresholds are numbers of adopters, not shares.
    weighted, ties
        As of :func:`netspread.adoption.exposure.exposure`.
    rewire
        The share of ties that change their ends before each period from the second on, everybody keeping the number
        of ties; with it the diffusion has a network for each period.
    innovation
        Its name.
    seed
        For all chance.

    Raises
    ------
    ChoiceError
        If a seed is not in the network, or an option is out of range.

    Examples
    --------
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> invented_diffusion(path, seeds=["a"], thresholds=0.5, periods=4).times.tolist()
    [1, 0, 2]
    """
    in_range("periods", periods, 2)
    in_range("rewire", rewire, 0, 1)
    random = np.random.default_rng(seed)
    limits = _limits(network, thresholds, counted=counted, random=random)
    times = np.full(network.n_people, periods, np.int64)
    times[_starting(network, seeds, starters, random)] = 0
    networks = [network]
    for period in range(1, periods):
        if rewire > 0:
            swaps = round(rewire * network.n_ties / 2)  # one swap moves two ties
            networks.append(rewired(networks[-1], trials=swaps, seed=seed, number=period))
        reached = _exposed(networks[-1], ties, times, period, weighted=weighted, counted=counted)
        times[(times == periods) & (reached >= limits)] = period
    present = np.ones((periods, network.n_people), dtype=bool)
    return Diffusion(tuple(networks), tuple(range(1, periods + 1)), times, present, innovation)


def invented_diffusions(
    network: Network, *, behaviors: Mapping[str, Mapping[str, Any]], seed: int = 1, **options: Any
) -> dict[str, Diffusion]:
    """Return name -> diffusion for several behaviors in the same network, each with its own seeds and thresholds.

    They do not hinder each other. *behaviors* is name -> options of :func:`invented_diffusion`; *options* are those
    of all.

    Examples
    --------
    >>> path = Network.from_ties([("b", "a"), ("c", "b")])
    >>> both = invented_diffusions(path, behaviors={"tea": {"seeds": ["a"]}, "mate": {"seeds": ["b"]}}, thresholds=0.5)
    >>> both["mate"].times.tolist()
    [0, 20, 1]
    """
    return {
        name: invented_diffusion(network, **{**options, **own, "innovation": name, "seed": seed + number})
        for number, (name, own) in enumerate(behaviors.items())
    }


def _exposed(
    network: Network, ties: Ties, times: NDArray[np.int64], period: int, *, weighted: bool, counted: bool
) -> NDArray[np.float64]:
    arcs = around(network, ties)
    weights = arcs.weights if weighted else np.ones(len(arcs.targets))
    adopters, everybody = np.empty(len(times)), np.empty(len(times))
    kernels.exposed(arcs.starts, arcs.targets, weights, times, 0, period - 1, adopters, everybody)
    return adopters if counted else np.divide(adopters, everybody, out=np.zeros(len(times)), where=everybody > 0)


def _starting(
    network: Network, seeds: Iterable[str] | float, starters: Starters, random: np.random.Generator
) -> NDArray[np.int64]:
    if not isinstance(seeds, int | float):
        named = list(dict.fromkeys(seeds))
        if not named:
            raise ChoiceError("no seeds are given; name at least one person to start")
        return network.positions(named, what="seed")
    in_range("seeds", seeds, 0, 1)
    if starters not in STARTERS:
        raise one_of("starters", starters, STARTERS)
    count = max(1, round(seeds * network.n_people))
    if starters == "random":
        return np.sort(random.choice(network.n_people, count, replace=False))
    named_by = np.bincount(network.alters, minlength=network.n_people)
    order = np.argsort(named_by if starters == "marginal" else -named_by, kind="stable")
    return np.sort(order[:count])


def _limits(network: Network, given: Thresholds, *, counted: bool, random: np.random.Generator) -> NDArray[np.float64]:
    n = network.n_people
    if isinstance(given, int | float):
        return np.full(n, float(given))
    if isinstance(given, str):
        law = _LAW.fullmatch(given.strip())
        if law is None:
            network.groups(given)  # tells which columns there are, if it is none of them
            return _all_known(pd.to_numeric(network.people[given], errors="coerce").to_numpy(np.float64), given)
        one, other = float(law[2]), float(law[3])
        if law[1] in ("normal", "beta"):
            in_range(f"the second number of {law[1]}", other, 0)
        drawn: NDArray[np.float64] = getattr(random, law[1])(one, other, n)
        return drawn if counted else np.clip(drawn, 0, 1)
    values = np.asarray(given, dtype=np.float64)
    if values.shape != (n,):
        raise ChoiceError(f"{values.size} thresholds are given for {n} people; give each person one")
    return _all_known(values, "threshold")


def _all_known(values: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    if np.isnan(values).any():
        raise ChoiceError(f"{int(np.isnan(values).sum())} people have no {name}; give everybody one")
    return values
