"""Mixes: which shares of the budget, and which order of the logics, come to most; and how flat that optimum is."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from netspread.logics import combined
from netspread.logics.stage import Stage

#: Worlds in which shares of the budget are compared; the best mix is then played in all worlds.
_SEARCH_WORLDS = 200
#: Steps of people through periods that a search may take for each mix; fewer worlds in a large network.
_SEARCH_STEPS = 10_000_000
#: Mixes that come within this share of the best are as good as it.
_NEAR = 0.95


def searched(stage: Stage, worlds: int) -> pd.DataFrame:
    """Return what each mix of shares comes to on the same worlds, and each order of the best; best first."""
    tried = worlds_to_try(stage, worlds)

    def row(shares: Mapping[str, float], order: tuple[str, ...]) -> dict[str, object]:
        kept = stage.play(shares, order=order, worlds=tried, name="search of the mix").sustained
        error = float(kept.std(ddof=1) / np.sqrt(tried)) if tried > 1 else 0.0
        told = {"order": " > ".join(order), "worlds": tried}
        return {**shares, **told, "sustained_mean": float(kept.mean()), "sustained_error": error}

    rows = [row(shares, ()) for shares in combined.grid()]
    best = max(rows, key=lambda each: each["sustained_mean"])  # type: ignore[arg-type,return-value]  # a row holds names and numbers; this is one
    shares = {logic: float(best[logic]) for logic in combined.SINGLE}  # type: ignore[arg-type]  # and so are these
    rows += [row(shares, order) for order in combined.orders(shares)[1:]]
    frame = pd.DataFrame(rows)
    return frame.sort_values("sustained_mean", ascending=False, kind="stable").reset_index(drop=True)


def worlds_to_try(stage: Stage, worlds: int) -> int:
    """Return in how many worlds mixes are compared."""
    return max(2, min(worlds, _SEARCH_WORLDS, _SEARCH_STEPS // (stage.network.n_people * stage.periods)))


def flatness(search: pd.DataFrame) -> tuple[int, int]:
    """Return how many mixes come within 5 % of the best one, and how many were tried."""
    kept = search["sustained_mean"]
    return int((kept >= _NEAR * kept.max()).sum()), len(search)
