"""Networks to measure on: directed, degree-corrected planted partitions with power-law degrees and reciprocity."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from netspread.network import Network

#: Name -> (people, ties), from a department to a health service.
SIZES = {
    "500": (500, 4_000),
    "15k": (15_000, 150_000),
    "200k": (200_000, 3_000_000),
    "1.5M": (1_500_000, 30_000_000),
}
#: Co-authors in high-energy physics theory, 15,233 people; the file that is passed round in the seeding literature.
NETHEPT = "nethept"
_HEP = Path(__file__).parents[2] / "shared" / "data" / "nethept" / "ties.csv.gz"


def ties(
    people: int, wanted: int, *, seed: int = 1, mixing: float = 0.25, returned: float = 0.4
) -> tuple[np.ndarray, np.ndarray]:
    """Return (egos, alters) of *wanted* different ties.

    Activity and popularity follow a power law with exponent 2.5, cut at the square root of *people*; a share
    *mixing* of ties leaves the community, a share *returned* is sent back.
    """
    rng = np.random.default_rng(seed)
    activity = np.minimum((1 - rng.random(people)) ** (-1 / 1.5), np.sqrt(people))
    popularity = activity * rng.lognormal(0, 0.5, people)
    n_communities = max(4, int(np.sqrt(people) / 2))
    community = np.sort(np.minimum((n_communities * rng.random(people) ** 1.5).astype(int), n_communities - 1))
    first = np.searchsorted(community, np.arange(n_communities + 1))
    fame = np.concatenate([[0], np.cumsum(popularity)])
    cumulated = np.cumsum(activity)
    keys = np.empty(0, dtype=np.int64)
    while keys.size < wanted:
        tries = int((wanted - keys.size) * 1.3) + 100
        egos = np.searchsorted(cumulated, rng.random(tries) * cumulated[-1])
        outside = rng.random(tries) < mixing
        low = np.where(outside, 0.0, fame[first[community[egos]]])
        high = np.where(outside, fame[-1], fame[first[community[egos] + 1]])
        alters = np.clip(np.searchsorted(fame, low + rng.random(tries) * (high - low), side="right") - 1, 0, people - 1)
        back = rng.random(tries) < returned
        found = np.concatenate([egos * people + alters, (alters * people + egos)[back]])
        keys = np.union1d(keys, found[found // people != found % people])
    keys = np.sort(rng.choice(keys, wanted, replace=False))
    return keys // people, keys % people


def network(size: str) -> Network:
    """Return the network of one of ``SIZES``, its ties read as messages (influence along the tie); or NetHEPT."""
    return nethept() if size == NETHEPT else of_size(*SIZES[size])


@cache
def nethept() -> Network:
    """Return the co-authors on which seeding is usually compared, each tie from both sides."""
    if not _HEP.exists():
        raise SystemExit(f"{_HEP.name} of NetHEPT is not there; put it into {_HEP.parent}, or leave {NETHEPT} out")
    pairs = pd.read_csv(_HEP, dtype=str).set_axis(["ego", "alter"], axis=1)
    pairs = pairs[pairs["ego"] != pairs["alter"]]
    both = pd.concat([pairs, pairs.set_axis(["alter", "ego"], axis=1)]).drop_duplicates()
    return Network.from_ties(both, influence="ego_to_alter")


@cache
def of_size(people: int, wanted: int) -> Network:
    """Return a network of so many people and ties."""
    egos, alters = ties(people, wanted)
    ids = np.arange(people).astype(str)
    frame = pd.DataFrame({"ego": ids[egos], "alter": ids[alters]})
    groups = pd.DataFrame({"unit": (np.arange(people) * 12 // people).astype(str)}, index=ids)
    return Network.from_ties(frame, people=groups, influence="ego_to_alter")
