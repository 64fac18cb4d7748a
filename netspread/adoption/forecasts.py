"""Forecasts: how many will have adopted by when, by rules that know the network and by rules that do not.

A forecast is as wide as three things leave it: the numbers of its rule, by their likelihood; chance; and how much more
periods have differed from each other than the rule expects, a common factor on all rates of a period. Whether the rule
holds at all is left open by ``average`` alone, which mixes the rules.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from netspread import engine
from netspread.adoption.at_risk import cases, one_by_one
from netspread.adoption.diffusion import Diffusion, known_exposure
from netspread.adoption.hazards import Cases, Fitted
from netspread.kernels import adoption as kernels

_BLOCK = 100
#: So much of the weight is split evenly among the rules: few periods cannot rule any of them out.
_DOUBT = 0.2
#: So many draws tell the mean and the variance of a forecast well enough.
_SCORED = 200
#: ``forecast(seen, periods, runs, seed)``: how many have adopted, shape (runs, periods).
Forecaster = Callable[[Diffusion, int, int, int], NDArray[np.int64]]


def _network(*, once: bool) -> Forecaster:
    """Return a forecaster for whom adopters are around as ties say: those of the period before only, if *once*."""

    def forecast(seen: Diffusion, periods: int, runs: int, seed: int) -> NDArray[np.int64]:
        random = np.random.default_rng(seed)
        fitted = Fitted.of(cases(seen, once=once))
        rates = fitted.draws(runs, random)
        around, adopts, period = one_by_one(seen, once=once)
        expected = np.bincount(period, -np.expm1(-(fitted.outside + fitted.each * around)), seen.n_periods)[1:]
        new = np.bincount(period, adopts, seen.n_periods)[1:]
        swing = _swing(new.astype(np.float64), expected.astype(np.float64), (runs, periods), random)
        arcs = seen.networks[-1].influence_arcs()
        unknown = ~known_exposure(seen.networks[-1])
        typical = (
            float(np.bincount(arcs.targets, minlength=seen.n_people)[~unknown].mean()) if not unknown.all() else 0.0
        )
        outside, each = np.ascontiguousarray(rates[:, 0]), np.ascontiguousarray(rates[:, 1])

        def some(block: range) -> NDArray[np.int64]:
            out = np.empty((len(block), periods), np.int64)
            part = slice(block.start, block.stop)
            kernels.onward(
                arcs.starts, arcs.targets, seen.times, unknown, typical, seen.n_periods, once,
                outside[part], each[part], swing[part], seed, block.start, out,
            )  # fmt: skip
            return out

        return np.concatenate(engine.run(some, engine.blocks(runs, _BLOCK), name="forecasting"))

    return forecast


def _mixed(*, imitation: bool) -> Forecaster:
    """Return a forecaster for whom everybody is around everybody, or nobody around anybody."""

    def forecast(seen: Diffusion, periods: int, runs: int, seed: int) -> NDArray[np.int64]:
        random = np.random.default_rng(seed)
        n = seen.n_people
        adopters = np.array([(seen.times <= period).sum() for period in range(seen.n_periods)])
        new = np.diff(adopters).astype(np.float64)
        around = adopters[:-1] / n if imitation else np.zeros(len(new))
        fitted = Fitted.of(Cases(around, new, (n - adopters[1:]).astype(np.float64)))
        rates = fitted.draws(runs, random)
        expected = -np.expm1(-(fitted.outside + fitted.each * around)) * (n - adopters[:-1])
        swing = _swing(new, expected, (runs, periods), random)
        now = np.full(runs, adopters[-1])
        out = np.empty((runs, periods), np.int64)
        for period in range(periods):
            chance = -np.expm1(-swing[:, period] * (rates[:, 0] + rates[:, 1] * now / n))
            now = now + random.binomial(n - now, chance)
            out[:, period] = now
        return out

    return forecast


def _swing(
    new: NDArray[np.float64], expected: NDArray[np.float64], shape: tuple[int, int], random: np.random.Generator
) -> NDArray[np.float64]:
    """Return factors on the rates of each draw and period, which differ as much as periods did beyond chance.

    Gamma distributed around 1. The variance is by moments: how much further than by chance *new* adopters lie from
    those *expected*, where chance is at most the expected number.
    """
    beyond = ((new - expected) ** 2).sum() - expected.sum()
    if beyond <= 0:
        return np.ones(shape)
    variance = beyond / (expected**2).sum()
    return np.asarray(random.gamma(1 / variance, variance, shape))


def average(seen: Diffusion, periods: int, runs: int, seed: int) -> NDArray[np.int64]:
    """Forecast by all rules: each makes up as many of the *runs* as its weight says."""
    weights = foretold(seen, runs, seed)
    counts = np.diff(np.round(np.cumsum([0.0, *weights.values()]) * runs).astype(int))
    drawn = [RULES[name](seen, periods, int(k), seed) for name, k in zip(weights, counts, strict=True) if k]
    return np.concatenate(drawn)


def foretold(seen: Diffusion, runs: int, seed: int) -> dict[str, float]:
    """Return rule -> weight, by how well each foretold the later half of the periods that were seen, one by one.

    The weight of a rule is in proportion to the likelihood of what it had not seen yet (Dawid 1984, *JRSS A* 147:278;
    Yao, Vehtari, Simpson & Gelman 2018, *Bayesian Analysis* 13:917), its forecast taken as a normal distribution.
    """
    logs = np.zeros(len(RULES))
    for fit in range(max(2, (seen.n_periods + 1) // 2), seen.n_periods):
        known = seen.until(fit)
        if not ((known.times > 0) & (known.times < fit)).any():
            continue
        observed = int((seen.times <= fit).sum())
        for at, rule in enumerate(RULES.values()):
            drawn = rule(known, 1, min(runs, _SCORED), seed)[:, 0]
            spread = float(drawn.var()) + 1.0
            logs[at] -= 0.5 * (np.log(spread) + (observed - drawn.mean()) ** 2 / spread)
    share = np.exp(logs - logs.max())
    share = share / share.sum()
    return dict(zip(RULES, ((1 - _DOUBT) * share + _DOUBT / len(RULES)).tolist(), strict=True))


#: The single rules.
RULES: Mapping[str, Forecaster] = MappingProxyType(
    {
        "network": _network(once=False),
        "cascade": _network(once=True),
        "bass": _mixed(imitation=True),
        "no-network": _mixed(imitation=False),
    }
)
FORECASTERS: Mapping[str, Forecaster] = MappingProxyType({"average": average, **RULES})
