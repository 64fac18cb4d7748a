"""Structure: would the same adoption look the same in any network, or for anybody? Tests by rewiring and permuting."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netspread import engine
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.exposure import around
from netspread.adoption.thresholds import thresholds
from netspread.errors import ChoiceError, in_range, one_of
from netspread.kernels import rewiring
from netspread.network import Network, compressed

How = Literal["rewire", "permute"]
HOWS: tuple[How, ...] = get_args(How)
#: A number that says how a diffusion looks.
Statistic = Callable[[Diffusion], float]
_BLOCK = 50
#: Tries to swap two ties, for each tie: as netdiffuseR's ``struct_test``.
_TRIALS = 20


def middle(values: NDArray[np.float64], level: float = 0.95) -> tuple[float, float]:
    """Return between which two the middle of *values* lies, nan left out; nan if there are none."""
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Draws:
    """A statistic as observed, and in draws of chance.

    Attributes
    ----------
    how
        What was drawn: ``rewire`` (networks in which everybody keeps the numbers of ties), ``permute`` (the same
        times for other people), ``bootstrap`` (people drawn anew).
    statistic
        What was computed.
    observed
        Its value in the data.
    values
        float64, shape (draws,).
    """

    how: str
    statistic: str
    observed: float
    values: NDArray[np.float64]

    @property
    def mean(self) -> float:
        """The mean of the draws."""
        return float(self._known.mean()) if len(self._known) else float("nan")

    @property
    def deviation(self) -> float:
        """The standard deviation of the draws."""
        return float(self._known.std(ddof=1)) if len(self._known) > 1 else float("nan")

    @property
    def p(self) -> float:
        """How often chance gives a value as far out as the observed one, in either direction; never 0."""
        known = self._known
        sides = ((known <= self.observed).sum(), (known >= self.observed).sum())
        return min(1.0, 2 * (1 + int(min(sides))) / (1 + len(known)))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return what this share of the draws lies between."""
        return middle(self.values, level)

    @property
    def _known(self) -> NDArray[np.float64]:
        """The draws that have a value."""
        return self.values[~np.isnan(self.values)]

    def __repr__(self) -> str:
        """Return one line: observed against drawn."""
        low, high = self.interval()
        return (
            f"Draws by {self.how}: {self.statistic} {self.observed:.4g}, in {len(self.values)} draws {self.mean:.4g} "
            f"({low:.4g} to {high:.4g})" + ("" if self.how == "bootstrap" else f", p {self.p:.3g}")
        )


def mean_threshold(diffusion: Diffusion, *, lag: int = 0) -> float:
    """Return the mean threshold of the adopters."""
    values = thresholds(diffusion, lag=lag)
    return float(np.nanmean(values)) if not np.isnan(values).all() else float("nan")


def structure_test(
    diffusion: Diffusion,
    *,
    how: How = "rewire",
    statistic: Statistic | None = None,
    lag: int = 0,
    runs: int = 1000,
    seed: int = 1,
) -> Draws:
    """Return whether a statistic of the diffusion hangs on who is tied to whom.

    If it does not, adoption may as well have gone by anything else: nothing shows that the network carried it. If it
    does, contagion is one explanation and similarity of tied people (homophily) is another.

    Vega Yon & Valente, netdiffuseR's ``struct_test``; rewiring: Milo et al. (2003), 20 swaps tried for each tie.

    Parameters
    ----------
    diffusion
        Who adopted when.
    how
        ``rewire``: networks in which everybody is named, and names, as often as in this one. ``permute``: the same
        network, in which the times of adoption (never included) are given to other people.
    statistic
        Any function of a diffusion; the mean threshold by default, which is fast.
    lag
        Of the mean threshold.
    runs, seed
        How many draws, and which.

    Raises
    ------
    ChoiceError
        If *how* is unknown, or there is no tie to rewire.
    """
    if how not in HOWS:
        raise one_of("how", how, HOWS)
    in_range("runs", runs, 1)
    if not any(network.n_ties for network in diffusion.networks):
        raise ChoiceError("the network has no ties, so nothing can hang on them; give a network with ties")
    measured = statistic or partial(mean_threshold, lag=lag)
    name = "mean threshold" if statistic is None else getattr(statistic, "__name__", "statistic")
    observed = measured(diffusion)
    if statistic is None and how == "rewire":
        values = _rewired_thresholds(diffusion, lag, runs, seed)
    else:
        draw = _rewired if how == "rewire" else permuted

        def one(number: int) -> float:
            return measured(draw(diffusion, seed, number))

        values = np.array(engine.run(one, range(runs), name="structure test"))
    return Draws(how, name, observed, values)


def bootstrap(diffusion: Diffusion, statistic: Statistic, *, runs: int = 1000, seed: int = 1) -> Draws:
    """Return how much a statistic varies if other people of the same kind had been studied.

    People are drawn with replacement, with their times and the ties among those drawn; between two copies of the same
    person there is a tie as often as in the whole network. Snijders & Borgatti (1999), *Connections* 22:161. The
    draws' :attr:`Draws.interval` tells how sure the statistic is; their p means nothing.
    """
    in_range("runs", runs, 1)

    def one(number: int) -> float:
        return statistic(_resampled(diffusion, np.random.default_rng((seed, number))))

    values = np.array(engine.run(one, range(runs), name="bootstrap"))
    return Draws("bootstrap", getattr(statistic, "__name__", "statistic"), statistic(diffusion), values)


def permuted(diffusion: Diffusion, seed: int, number: int = 0) -> Diffusion:
    """Return the same times for other people."""
    return replace(diffusion, times=permuted_times(diffusion.times, np.arange(diffusion.n_people), seed, number, 1)[0])


def permuted_times(
    times: NDArray[np.int64], who: NDArray[np.int64], seed: int, first: int, draws: int
) -> NDArray[np.int64]:
    """Return the times with those of the people *who* exchanged at random: shape (draws, n)."""
    out = np.empty((draws, len(times)), np.int64)
    rewiring.permuted_times(times, who, seed, first, out)
    return out


def rewired(network: Network, *, trials: int | None = None, seed: int = 1, number: int = 0) -> Network:
    """Return a network in which everybody has as many ties in and out, otherwise at random.

    *trials* pairs of ties try to exchange their alters (20 a tie by default); a weight goes with its ego.
    """
    tried = _TRIALS * network.n_ties if trials is None else trials
    alters = network.alters.copy()
    rewiring.swap(network.starts, network.egos(), alters, not network.directed, tried, seed, number)
    weights = network.weights if network.directed else np.ones(len(alters))
    starts, alters, weights = compressed(network.n_people, network.egos(), alters, weights)
    return replace(network, starts=starts, alters=alters, weights=weights)


def _rewired(diffusion: Diffusion, seed: int, number: int) -> Diffusion:
    several = len(diffusion.networks)
    networks = [
        rewired(network, seed=seed, number=number * several + at) for at, network in enumerate(diffusion.networks)
    ]
    return replace(diffusion, networks=tuple(networks))


def _rewired_thresholds(diffusion: Diffusion, lag: int, runs: int, seed: int) -> NDArray[np.float64]:
    last = diffusion.n_periods - 1
    spans = [(lag, last)] if len(diffusion.networks) == 1 else [(t, t) for t in range(lag, last + 1)]
    known = int((diffusion.timed & (diffusion.times >= lag)).sum())
    if known == 0:
        return np.full(runs, np.nan)
    # A lagged exposure reads the network of the period before, as exposure does.
    jobs = [(span, around(diffusion.network(span[0] - lag)), diffusion.network(span[0] - lag)) for span in spans]

    def some(block: range) -> NDArray[np.float64]:
        sums = np.zeros(len(block))
        for (low, high), arcs, network in jobs:
            owners = np.repeat(np.arange(network.n_people, dtype=np.int32), np.diff(arcs.starts))
            both = network.influence == "both" or not network.directed
            trials = _TRIALS * (len(owners) // 2 if both else len(owners))
            rewiring.rewired_thresholds(
                arcs.starts, owners, arcs.targets, both, diffusion.times, low, high, lag, trials, seed + low,
                block.start, sums,
            )  # fmt: skip
        return sums

    return np.concatenate(engine.run(some, engine.blocks(runs, _BLOCK), name="rewiring")) / known


def _resampled(diffusion: Diffusion, random: np.random.Generator) -> Diffusion:
    n = diffusion.n_people
    drawn = random.integers(0, n, n)
    people = diffusion.people.iloc[drawn].copy()
    people.index = pd.Index([str(at) for at in range(n)], dtype="str", name="person")
    same = np.argsort(drawn, kind="stable")
    runs = np.split(same, np.flatnonzero(np.diff(drawn[same])) + 1)
    pairs = np.array([(a, b) for run in runs for a in run for b in run if a != b], dtype=np.int64).reshape(-1, 2)
    networks = tuple(_among(network, drawn, pairs, people, random) for network in diffusion.networks)
    return replace(
        diffusion, networks=networks, times=diffusion.times[drawn], present=diffusion.present[:, drawn].copy()
    )


def _among(
    network: Network,
    drawn: NDArray[np.int64],
    pairs: NDArray[np.int64],
    people: pd.DataFrame,
    random: np.random.Generator,
) -> Network:
    """Return the ties among the people drawn."""
    matrix = csr_array(network.matrix()[drawn][:, drawn]).tocoo()
    if not network.directed:
        pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    density = len(network.alters) / max(network.n_people * (network.n_people - 1), 1)
    added = pairs[random.random(len(pairs)) < density]
    weights = random.choice(network.weights, len(added)) if len(network.weights) else np.zeros(0)
    if not network.directed:
        added, weights = np.vstack([added, added[:, ::-1]]), np.concatenate([weights, weights])
    egos, alters = matrix.coords
    starts, merged, summed = compressed(
        len(drawn),
        np.concatenate([egos, added[:, 0]]),
        np.concatenate([alters, added[:, 1]]),
        np.concatenate([matrix.data, weights]),
    )
    return replace(network, people=people, starts=starts, alters=merged, weights=summed)
