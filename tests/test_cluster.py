"""The engine on a cluster of separate processes: the same bytes, also if a worker dies in the middle."""

import logging
import os
import signal
from contextlib import contextmanager

import joblib
import numpy as np
import pandas as pd
import pytest

from netspread import engine
from netspread.communities.consensus import consensus
from netspread.measures.degree import two_step_reach
from netspread.network import Network
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, LinearThreshold
from netspread.spread.worlds import Worlds

pytestmark = pytest.mark.filterwarnings("ignore")  # of the cluster's own, which are not ours to mend


def office(people=120, ties=700):
    rng = np.random.default_rng(5)
    egos, alters = rng.integers(0, people, ties), rng.integers(0, people, ties)
    frame = pd.DataFrame({"ego": egos.astype(str), "alter": alters.astype(str)})
    return Network.from_ties(frame[egos != alters], people=map(str, range(people)))


@contextmanager
def quiet_cluster():
    """Two workers, each a process of its own, on this machine; the client."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def cluster():
    with quiet_cluster() as client:
        yield client


def test_a_comparison_on_a_cluster_is_the_same_to_the_last_bit(cluster):
    network = office()
    asked = {
        "strategies": ["random", "in-degree", "greedy", "complex-centrality"],
        "budget": 4, "model": [IndependentCascade(0.1), LinearThreshold()], "worlds": 600, "seed": 3,
    }  # fmt: skip

    with engine.using(1):
        here = compare(network, **asked)
    with joblib.parallel_config("dask"):
        there = compare(network, **asked)

    pd.testing.assert_frame_equal(here.to_frame(), there.to_frame(), check_exact=True)
    for one, other in zip(here.spreads, there.spreads, strict=True):
        np.testing.assert_array_equal(one.reaches, other.reaches)
        np.testing.assert_array_equal(one.chance, other.chance)


def test_work_that_writes_in_place_stays_at_home(cluster):
    network = office(people=9000, ties=9000)
    with joblib.parallel_config("dask"):
        there = two_step_reach(network)

    assert there.sum() > 0
    np.testing.assert_array_equal(there, two_step_reach(office(people=9000, ties=9000)))


def test_a_consensus_on_a_cluster_is_the_same(cluster):
    network = office()
    with joblib.parallel_config("dask"):
        there = consensus(network, runs=6)

    np.testing.assert_array_equal(there.shares.toarray(), consensus(network, runs=6).shares.toarray())


def test_the_network_goes_to_each_worker_once(cluster):
    arcs = office().influence_arcs()
    with joblib.parallel_config("dask"):
        found = engine.run(lambda _piece: (os.getpid(), id(arcs)), list(range(40)), name="who has it")

    assert {pid for pid, _ in found} == set(cluster.run(os.getpid).values())
    assert len(set(found)) == 2  # in each process all pieces find the same arrays, not a copy of their own


def test_a_worker_that_is_killed_in_the_middle_changes_nothing():
    network = office()
    seeds = np.arange(5)
    here = Worlds(network, IndependentCascade(0.1), 5000, 7).spread(seeds)
    killed = []

    with quiet_cluster() as client:
        pids = list(client.run(os.getpid).values())

        def kill_one(_step, done, _total):
            if done == 3 and not killed:
                os.kill(pids[0], signal.SIGKILL)
                killed.append(pids[0])

        with joblib.parallel_config("dask"), engine.told(kill_one):
            there = Worlds(network, IndependentCascade(0.1), 5000, 7).spread(seeds)

    assert killed
    np.testing.assert_array_equal(here.reaches, there.reaches)
    np.testing.assert_array_equal(here.adopted, there.adopted)
