"""Is it true what intervals and chances say? Complete networks, some people hidden, ranks drawn, and the truth.

``python -m benchmarks.nonresponse FOLDER`` takes the published networks of FOLDER and the sample hospital, hides the
answers of 10 to 50 % of people in three ways, and writes the tables at the end of ``docs/uncertainty.md``. The design
is that of Smith, Morgan & Moody (2022), *Social Networks* 68:148.
"""

import argparse
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from benchmarks.complete_networks import COMPLETE, UNSEEN
from netspread import engine
from netspread.measures.catalog import MEASURES
from netspread.network import Network
from netspread.nonresponse import completions
from netspread.places import Places, drawn_places

MEASURED = ("in-degree", "betweenness", "k-core", "constraint")
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
#: Who is silent: anybody alike; whole units; those named by many, e times as likely for each standard deviation.
SILENCE = ("at random", "by unit", "the popular")
DOCUMENT = Path(__file__).parents[1] / "docs" / "uncertainty.md"
MARK = "<!-- made by benchmarks.nonresponse: everything below -->"
_GOAL = (0.85, 0.97)
#: Above so many people fewer repeats do, as a cell is a mean over people too: a fifth; half where whole units are
#: silent, because people of one unit err alike.
_LARGE, _FIFTH, _HALF = 100, 5, 2


def hidden(network: Network, share: float, silence: str, rng: np.random.Generator) -> Network:
    """Return *network* without the answers of a *share* of its people."""
    n = network.n_people
    keys = -np.log(rng.random(n))
    if silence == "the popular":
        named = np.bincount(network.alters, minlength=n)
        keys /= np.exp((named - named.mean()) / named.std())
    elif silence == "by unit":
        units = network.people["unit"]
        keys += 1e3 * units.map(dict(zip(units.unique(), rng.permutation(units.nunique()), strict=True))).to_numpy()
    answered = np.ones(n, dtype=bool)
    answered[np.argsort(keys)[: round(share * n)]] = False
    ties = network.ties()
    kept = ties[answered[network.positions(ties["ego"])]]
    return Network.from_ties(kept, people=network.people.assign(responded=answered))


def goodness(measure: str, network: Network) -> NDArray[np.float64]:
    """Return a number for each person that is high where the rank is; where there is no measure, the lowest."""
    scores = MEASURES[measure].compute(network)
    sign = -1.0 if MEASURES[measure].lowest_first else 1.0
    return np.where(np.isnan(scores), -np.inf, np.round(sign * scores, 9))


def among_first(values: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    """Return the chance of each person to be among the first *k*, lots deciding between equals."""
    best, worst = rankdata(-values, method="min"), rankdata(-values, method="max")
    return np.clip((k - best + 1) / (worst - best + 1), 0, 1)


def trial(name: str, data: Path, silence: str, share: float, *, repeats: int, draws: int) -> list[dict[str, Any]]:
    """Return one row for each measure: how well the draws did over all repeats, and how the plain ways did."""
    network = COMPLETE[name](data)
    repeats = _repeats(repeats, silence) if network.n_people > _LARGE else repeats
    rows: dict[str, list[dict[str, float]]] = {measure: [] for measure in MEASURED}
    for repeat in range(repeats):
        rng = np.random.default_rng([repeat, round(100 * share), SILENCE.index(silence)])
        seen = hidden(network, share, silence, rng)
        with engine.using(1):  # the trials run side by side already
            places = drawn_places(completions(seen, draws=draws, seed=repeat + 1), by=MEASURED)
        plain = {method: completions(seen, draws=1, method=method)[0] for method in ("observed", "reciprocate")}
        for measure in MEASURED:
            others = {method: goodness(measure, filled) for method, filled in plain.items()}
            rows[measure].append(compared(goodness(measure, network), places[measure], others, rng))
    return [
        {"network": name, "people": network.n_people, "silence": silence, "share": share, "measure": measure}
        | pd.DataFrame(found).mean().to_dict()
        for measure, found in rows.items()
    ]


def _repeats(repeats: int, silence: str) -> int:
    return max(1, repeats // (_HALF if silence == "by unit" else _FIFTH))


def compared(
    truth: NDArray[np.float64],
    places: Places,
    others: dict[str, NDArray[np.float64]],
    rng: np.random.Generator,
) -> dict[str, float]:
    """Return how the drawn *places* and the plain ways compare with the truth, in one repeat."""
    n = len(truth)
    k = max(3, n // 10)
    true_places = np.empty(n)
    true_places[np.lexsort((rng.random(n), -truth))] = np.arange(1, n + 1)
    low, high = places.interval()
    chance, inside = places.chance(k), among_first(truth, k)
    mean = places.at.mean(axis=0)
    drawn = chance - 1e-6 * mean
    found = {
        "coverage": float(((true_places >= low) & (true_places <= high)).mean()),
        "p": float(chance.mean()),
        "y": float(inside.mean()),
        "pp": float((chance**2).mean()),
        "py": float((chance * inside).mean()),
        "brier": float(((chance - inside) ** 2).mean()),
    }
    for way, values in {"draws": drawn, **others}.items():
        order = -mean if way == "draws" else values
        found[f"overlap {way}"] = float((among_first(values, k) * inside).sum() / k)
        found[f"correlation {way}"] = _correlation(order, truth)
    return found


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return the rank correlation; nan where all are equal."""
    a, b = rankdata(a), rankdata(b)
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else float("nan")


def slope(rows: pd.DataFrame) -> float:
    """Return by how much being among the first rises with the chance; nan where all have nearly the same chance."""
    mean = rows[["p", "y", "pp", "py"]].mean()
    spread = mean["pp"] - mean["p"] ** 2
    return float((mean["py"] - mean["p"] * mean["y"]) / spread) if spread > 0.005 else float("nan")


def tables(
    rows: pd.DataFrame, *, repeats: int, draws: int, skipped: list[str], minutes: float, jobs: int
) -> Iterator[str]:
    """Yield the lines of all tables."""
    yield (
        f"{repeats} repeats in each cell, in networks of more than {_LARGE} people {_repeats(repeats, '')}, by unit "
        f"{_repeats(repeats, 'by unit')}; {draws} draws in each repeat. "
        f"It took {minutes:.0f} minutes with {jobs} processes.\n"
    )
    if skipped:
        yield f"Left out, because the folder did not hold them: {', '.join(skipped)}.\n"
    unseen = rows["network"].isin(UNSEEN)
    yield from _in_short("Networks on which the method was chosen", rows[~unseen])
    yield from _in_short("Networks by which no version of the method was chosen", rows[unseen])
    yield "\n### Coverage of the 90 % intervals\n"
    yield from _head(["network", "people", "silence", "measure", *(f"{share:.0%} hidden" for share in SHARES)])
    for keys, part in rows.groupby(["network", "people", "silence", "measure"], sort=False):
        by_share = part.set_index("share")["coverage"]
        yield _line(*keys, *(by_share.get(share, np.nan) for share in SHARES))
    yield "\n### The chance to be among the first, and against the plain ways\n"
    yield "Means over all shares and kinds of silence. Three numbers: drawn / as observed / reciprocated.\n"
    yield from _head(["network", "measure", "slope", "Brier", "overlap of the first", "rank correlation"])
    for keys, part in rows.groupby(["network", "measure"], sort=False):
        yield _line(*keys, slope(part), part["brier"].mean(), _three(part, "overlap"), _three(part, "correlation"))
    yield _line("**all**", "", slope(rows), rows["brier"].mean(), _three(rows, "overlap"), _three(rows, "correlation"))


def _in_short(title: str, rows: pd.DataFrame) -> Iterator[str]:
    """Yield how many cells of some networks hold, and where not."""
    if rows.empty:
        return
    cover = rows["coverage"]
    yield f"\n### {title}\n"
    yield (
        f"{cover.between(*_GOAL).sum()} of {len(rows)} cells lie between {_GOAL[0]} and {_GOAL[1]}, "
        f"{(cover < _GOAL[0]).sum()} below, {(cover > _GOAL[1]).sum()} above; the lowest is {cover.min():.2f}, the "
        f"highest {cover.max():.2f}, the mean {cover.mean():.2f}.\n"
    )
    yield from _head(["silence", "measure", "cells", "inside the goal", "mean", "lowest", "highest", "slope", "Brier"])
    for (silence, measure), part in rows.groupby(["silence", "measure"], sort=False):
        inside = part["coverage"]
        yield _line(
            silence,
            measure,
            len(part),
            int(inside.between(*_GOAL).sum()),
            inside.mean(),
            inside.min(),
            inside.max(),
            slope(part),
            part["brier"].mean(),
        )


def _three(part: pd.DataFrame, what: str) -> str:
    return " / ".join(f"{part[f'{what} {way}'].mean():.2f}" for way in ("draws", "observed", "reciprocate"))


def _head(names: list[str]) -> Iterator[str]:
    yield _line(*names)
    yield _line(*("---" for _ in names))


def _line(*cells: object) -> str:
    return "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |"


def main() -> None:
    """Run all trials and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the published networks are")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=-1, help="how many processes")
    parser.add_argument("--only", help="networks whose name contains this")
    parser.add_argument("--out", type=Path, default=DOCUMENT, help="the page whose end is replaced")
    given = parser.parse_args()
    pieces, skipped = [], []
    for name, load in COMPLETE.items():
        if given.only and given.only not in name:
            continue
        try:
            units = "unit" in load(given.folder).people
        except (OSError, StopIteration):
            skipped.append(name)
            continue
        pieces += [
            (name, silence, share) for silence, share in product(SILENCE, SHARES) if units or silence != "by unit"
        ]
    began = time.perf_counter()
    found = joblib.Parallel(n_jobs=given.jobs, verbose=5)(
        joblib.delayed(trial)(name, given.folder, silence, share, repeats=given.repeats, draws=given.draws)
        for name, silence, share in pieces
    )
    rows = pd.DataFrame([row for part in found for row in part])
    lines = tables(
        rows,
        repeats=given.repeats,
        draws=given.draws,
        skipped=skipped,
        minutes=(time.perf_counter() - began) / 60,
        jobs=joblib.effective_n_jobs(given.jobs),
    )
    before = given.out.read_text(encoding="utf-8").split(MARK)[0] if given.out.exists() else ""
    given.out.write_text(f"{before}{MARK}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
