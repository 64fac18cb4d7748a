"""Every model: more seeds reach no fewer, threads and the compiler change nothing, backwards is as forwards."""

import hashlib
import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from every_model import EVERY, ward
from netspread import engine
from netspread.spread import models
from netspread.spread.models import (
    SI,
    SIR,
    Abandonment,
    Resisted,
)
from netspread.spread.simulate import simulate

MONOTONE = [model for model in EVERY if not isinstance(model, Abandonment)]


@pytest.mark.parametrize("model", MONOTONE, ids=lambda model: model.name)
def test_more_seeds_reach_no_fewer_in_every_world(model):
    few = simulate(ward(), seeds=["0", "1"], model=model, worlds=300)
    more = simulate(ward(), seeds=["0", "1", "2", "3"], model=model, worlds=300)

    assert (more.reaches >= few.reaches).all()
    assert (np.cumsum(more.steps, axis=1) >= np.cumsum(few.steps, axis=1)).all()


def fingerprint(worlds=150):
    """What all models come to, in one number."""
    parts = []
    for model in EVERY:
        spread = simulate(ward(), seeds=["0", "1", "7"], model=model, worlds=worlds)
        parts += [spread.reaches, spread.steps, spread.now, spread.chance]
    return hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest()


def test_threads_change_nothing_under_any_model():
    found = []
    for jobs in (1, 2):
        with engine.using(jobs):
            found.append(fingerprint(300))

    assert found[0] == found[1]


def test_the_compiler_changes_nothing_under_any_model():
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent), str(here.parents[1])])
    script = "import warnings; warnings.simplefilter('ignore'); import test_every_model as every; print(every.fingerprint(20))"
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": path}
    plain = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    assert plain.stdout.strip() == fingerprint(20)


SAMPLED = [model for model in EVERY if model.sampler(models.Ground.of(ward())) is not None]


@pytest.mark.parametrize("model", SAMPLED, ids=lambda model: model.name)
def test_backwards_is_as_forwards(model):
    network = ward(n=30, m=90)
    sample = model.sampler(models.Ground.of(network))
    people, ends = sample(5, range(40_000))
    chosen = network.positions(["0", "7"])
    hit = np.array([np.isin(people[low:high], chosen).any() for low, high in itertools.pairwise(ends)])

    spread = simulate(network, seeds=["0", "7"], model=model, worlds=8000)

    error = 30 * np.sqrt(hit.var() / len(hit)) + spread.reaches.std() / np.sqrt(8000)
    assert 30 * hit.mean() == pytest.approx(spread.reach_mean, abs=4 * error)


def test_models_without_a_backward_way_are_the_others():
    assert {model.name.partition("(")[0] for model in EVERY if model not in SAMPLED} == {
        "complex", "fraction", "thresholds", "si", "sir", "sis", "broadcast", "abandonment",
    }  # fmt: skip
    assert not SI(0.1).leaving
    assert Resisted(SIR(), "stubborn").leaving
    assert Resisted(SIR(), "stubborn").duration == 50
