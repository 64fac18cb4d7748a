"""Forward greed: seeds for any model, by trying candidates in worlds of their own.

Kempe, Kleinberg & Tardos (2003), *KDD*; lazily where a seed never adds more to more seeds (Leskovec et al. 2007).
"""

import numpy as np

from netspread import engine
from netspread.spread.seeding.lazy import eagerly, lazily
from netspread.spread.seeding.task import Choice, Task
from netspread.spread.worlds import Worlds

#: In how many worlds candidates are tried.
WORLDS = 200
_BLOCK = 50


def forward(task: Task) -> Choice:
    """Return seeds of whom each adds most to the mean reach in 200 worlds, which are not those of the judgement.

    In networks of more than 2,000 people only the 2,000 who influence most others are tried.
    """
    trial = Worlds(task.network, task.model, WORLDS, task.seed)
    candidates = task.candidates()
    chosen = task.open()
    taken = [int(person) for person in task.must]
    so_far = [trial.reach(np.array(taken, dtype=np.int64)) if taken else 0.0]

    def gain(person: int) -> float:
        return trial.reach(np.array([*taken, person], dtype=np.int64)) - so_far[0]

    def take(person: int) -> None:
        taken.append(person)
        so_far[0] = trial.reach(np.array(taken, dtype=np.int64))

    if not task.model.diminishing:
        return Choice(eagerly(gain, take, candidates, chosen))
    blocks = [candidates[at : at + _BLOCK] for at in range(0, len(candidates), _BLOCK)]
    parts = engine.run(lambda block: [gain(int(person)) for person in block], blocks, name="candidates")
    gains = [value for part in parts for value in part]
    return Choice(lazily(gain, take, zip(candidates.tolist(), gains, strict=True), chosen))
