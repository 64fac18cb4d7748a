"""Answers: what a comparison of strategies means for the choice, all questions asked at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import in_range
from netspread.nonresponse import completions
from netspread.spread.compare import Choices, Comparison, choices, same_choices
from netspread.spread.models import FractionalThreshold, IndependentCascade, LinearThreshold, Model, Resisted
from netspread.spread.questions import Enough, Equity, diminishing_returns, equity, random_seeds_needed, time_to
from netspread.spread.simulate import Spread

#: What is tried in place of the first model: nobody knows p, nor whether one colleague is enough to convince another.
SENSITIVITY: tuple[Model, ...] = (
    *(IndependentCascade(p) for p in (0.02, 0.05, 0.1, 0.2, 0.3)),
    LinearThreshold(),
    *(FractionalThreshold(share) for share in (0.1, 0.2, 0.3)),
)
BUDGETS = (1, 2, 5, 10, 20, 50)
#: So many worlds are enough where strategies are only put in order.
_WORLDS = 400


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answers:
    """What is asked of a comparison, of its best strategy under the first model.

    Attributes
    ----------
    comparison
        The strategies, side by side.
    enough
        How many people drawn at random do as well.
    equity
        How evenly groups are reached; ``None`` without groups.
    half
        In the median world, the step by which half of those reached have adopted.
    held
        Whether the choice holds when something else is true: ``kind`` (``first``, ``p``, ``threshold``, ``model``,
        ``answers``), ``setting``, ``strategy, reach_mean, regret, regret_share``. The people who start stay those
        chosen under the first model; regret is what the best of the strategies reaches more, in people and as a share
        of its reach.
    sensitivity
        The models that were tried in place of the first one.
    returns
        What more people bring: ``budget, reach_mean, reach_low, reach_high, per_seed``; chosen anew for each budget.
    """

    comparison: Comparison
    enough: Enough
    equity: Equity | None
    half: float
    held: pd.DataFrame
    sensitivity: tuple[Model, ...]
    returns: pd.DataFrame

    @property
    def best(self) -> Spread:
        """What the best strategy reaches."""
        return self.comparison.spread(self.comparison.best)

    def worst_regret(self) -> pd.DataFrame:
        """Return ``strategy, regret_share, kind, setting``: the largest share each may cost, the smallest first."""
        at = self.held.groupby("strategy", sort=False)["regret_share"].idxmax()
        found = self.held.loc[at, ["strategy", "regret_share", "kind", "setting"]]
        return found.sort_values("regret_share", kind="stable", ignore_index=True)

    @property
    def safest(self) -> str:
        """The strategy that loses least, whatever of all that is true."""
        return str(self.worst_regret()["strategy"].iloc[0])

    def __repr__(self) -> str:
        """Return one line: how many random people do as well, and which choice is safest."""
        seeds = "no number of" if self.enough.seeds is None else self.enough.seeds
        return f"Answers: {seeds} random seeds do as well as {self.comparison.best}; safest is {self.safest}"


def answers(
    comparison: Comparison,
    *,
    groups: str | None = None,
    budgets: Iterable[int] | None = None,
    sensitivity: Iterable[Model] | None = None,
    draws: int = 20,
) -> Answers:
    """Return what *comparison* means for the choice of who starts.

    Parameters
    ----------
    comparison
        What ``netspread.compare`` returned; the questions are asked of its best strategy under its first model.
    groups
        The attribute for who is left out.
    budgets
        For how many people to start; by default 1 to 50, and the number compared, as far as there are people.
    sensitivity
        Models that may be true in place of the first one, to see whether the choice holds; by default cascades with p
        from 0.02 to 0.3, the linear threshold, and shares of 0.1 to 0.3. Who resists under the first model
        resists under these too.
    draws
        On how many plausible complete networks to try the choice where people did not answer; 0 for none.

    Raises
    ------
    ChoiceError
        If *groups* is no attribute, or a number is out of its range.
    """
    in_range("draws", draws, 0)
    best = comparison.spread(comparison.best)
    few = replace(best, reaches=best.reaches[:_WORLDS])
    engine.step("how many random people do as well")
    able = {name: comparison.conditions.get(name) for name in ("exclude", "eligible")}
    enough = random_seeds_needed(few, exclude=able["exclude"] or (), eligible=able["eligible"])
    asked = budgets or _usual_budgets(comparison)
    others = SENSITIVITY if sensitivity is None else tuple(sensitivity)
    held = _held(comparison, others, draws)
    engine.step("what more people bring")
    returns = diminishing_returns(
        comparison.network,
        strategy=comparison.best,
        budgets=asked,
        model=comparison.models[0],
        worlds=min(comparison.worlds, _WORLDS),
        seed=comparison.seed,
        **comparison.conditions,
    )
    return Answers(
        comparison,
        enough,
        None if groups is None else equity(best, groups=groups),
        float(time_to(best)["step"].median()),
        held,
        others,
        returns,
    )


def _usual_budgets(comparison: Comparison) -> list[int]:
    """Return the usual budgets as far as they can be met, and that of the comparison."""
    must = len(comparison.conditions.get("must_have", ()))
    most = len(comparison.conditions.get("eligible") or comparison.network.people)
    most -= len(comparison.conditions.get("exclude", ()))
    return sorted({comparison.budget, *(count for count in BUDGETS if must <= count <= most and count > 0)})


def _held(comparison: Comparison, others: Iterable[Model], draws: int) -> pd.DataFrame:
    """Return what the same people reach when something else is true: another model, or other answers."""
    worlds = min(comparison.worlds, _WORLDS)
    first, chosen = comparison.models[0], choices(comparison)
    tried: list[tuple[str, str, NDArray[np.float64]]] = [
        ("first", first.name, _reaches(comparison.spreads[: len(comparison.strategies)]))
    ]
    for other in others:
        engine.step(f"the same choice under {other.name}")
        model = replace(first, model=other) if isinstance(first, Resisted) else other  # who resists, resists there too
        reaches = _reaches(same_choices(comparison, chosen, model=model, worlds=worlds))
        tried.append((*_setting(other), reaches))
    if draws and _drawable(comparison):
        engine.step("the same choice in plausible networks")
        tried.append(("answers", str(draws), _in_plausible(comparison, chosen, draws, worlds)))
    rows = [
        (kind, setting, strategy, reach, float(reaches.max()) - reach, 1 - reach / float(reaches.max()))
        for kind, setting, reaches in tried
        for strategy, reach in zip(comparison.strategies, reaches.tolist(), strict=True)
    ]
    return pd.DataFrame(rows, columns=["kind", "setting", "strategy", "reach_mean", "regret", "regret_share"])


def _setting(model: Model) -> tuple[str, str]:
    """Return what kind of assumption the model is, and which one."""
    if isinstance(model, IndependentCascade):
        return "p", f"{model.p:g}"
    if isinstance(model, FractionalThreshold):
        return "threshold", f"{model.share:g}"
    return ("threshold", "random") if isinstance(model, LinearThreshold) else ("model", model.name)


def _in_plausible(comparison: Comparison, chosen: tuple[Choices, ...], draws: int, worlds: int) -> NDArray[np.float64]:
    """Return the reach of each strategy under the first model, on average over plausible complete networks."""
    complete = completions(comparison.network, draws=draws, seed=comparison.seed)
    each = max(worlds // draws, 1)
    first = comparison.models[0]
    found = [
        _reaches(same_choices(comparison, chosen, model=first, worlds=each, network=network)) for network in complete
    ]
    return np.asarray(np.mean(found, axis=0))


def _drawable(comparison: Comparison) -> bool:
    """Return whether somebody did not answer, and it can be drawn what they would have said."""
    network = comparison.network
    responded = network.responded
    return network.directed and not responded.all() and bool(responded[network.egos()].any())


def _reaches(spreads: Iterable[Spread]) -> NDArray[np.float64]:
    return np.array([spread.reach_mean for spread in spreads])
