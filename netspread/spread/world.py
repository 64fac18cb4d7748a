"""World: a single try of a spread, who adopts when, to be looked at or shown on the map."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range
from netspread.spread.models import Ground, Model, Resisted, Start, Tally
from netspread.spread.simulate import Spread


def one_world(spread: Spread, world: int) -> pd.DataFrame:
    """Return who adopts when in one world of *spread*: ``person, seed, step``.

    ``step`` is that of the first adoption, a period under models with a clock; it is missing for whoever never adopts
    in that world. It is the very world that counts in ``spread.reaches[world]``.

    Parameters
    ----------
    spread
        As ``simulate`` returned it. Which world is a usual one, and which a lucky one: ``spread.by_world()``.
    world
        From 0 to one less than there are worlds.

    Raises
    ------
    ChoiceError
        If there is no such world, or the seeds of *spread* were drawn anew for each block of worlds.

    Examples
    --------
    >>> from netspread import Network, simulate, IndependentCascade
    >>> path = Network.from_ties([("b", "a"), ("c", "b")], people=["a", "b", "c"])
    >>> one_world(simulate(path, seeds=["a"], model=IndependentCascade(1.0)), 17)["step"].tolist()
    [0, 1, 2]
    """
    in_range("world", world, 0, spread.worlds - 1)
    if spread.draws > 1:
        raise ChoiceError("the seeds were drawn anew for each block of worlds; simulate one draw, then look at a world")
    people = spread.network.people.index
    steps = pd.Series(np.full(len(people), np.nan))
    for step, adopters in enumerate(_upto_each_step(spread, world)):
        steps[adopters & steps.isna()] = step
    return pd.DataFrame({"person": people, "seed": people.isin(spread.seeds), "step": steps.astype("Int64").array})


def _upto_each_step(spread: Spread, world: int) -> Iterator[NDArray[np.bool_]]:
    """Yield who has adopted by step 0, 1, ..., as bool of shape (n,)."""
    model, start = spread.model, spread.start
    yield _marked(spread, start.positions[start.periods == 0])
    if model.duration is not None:
        ground = Ground.of(spread.network)
        for period in range(1, model.duration + 1):
            yield _adopters(_lasting(model, period), ground, start, spread.seed, world)
        return
    adopted = _marked(spread, start.positions)
    while True:  # one step is what those who have adopted say, if nobody else speaks
        ground = replace(Ground.of(spread.network), speaking=adopted)
        now = _adopters(model, ground, Start.at_once(np.flatnonzero(adopted)), spread.seed, world)
        if (now == adopted).all():
            return
        yield now
        adopted = now


def _marked(spread: Spread, positions: NDArray[np.int64]) -> NDArray[np.bool_]:
    marked = np.zeros(spread.network.n_people, dtype=bool)
    marked[positions] = True
    return marked


def _lasting(model: Model, periods: int) -> Model:
    """Return the model with a clock that runs so many periods; until then all is as in a longer run."""
    if isinstance(model, Resisted):
        return replace(model, model=_lasting(model.model, periods))
    return replace(model, periods=periods)  # type: ignore[type-var]  # all models with a clock have it


def _adopters(model: Model, ground: Ground, start: Start, seed: int, world: int) -> NDArray[np.bool_]:
    tally = Tally.empty(ground.network.n_people, 1, 1 + (model.duration or 0), leaving=model.leaving)
    model.prepared(ground)(start, seed, range(world, world + 1), tally)
    return tally.adopted > 0
