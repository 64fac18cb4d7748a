"""The engine on a cluster of separate processes: the same bytes, also if a worker dies in the middle."""

import json
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
from netspread.readers import folder, read
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
    # Each process unpacks the arrays once (or twice, if two pieces ask at the same moment), not once a piece.
    assert len(set(found)) <= 4


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


@pytest.fixture
def many_logs(tmp_path):
    """An mbox cut in many files, a Slack export of many days, and many calendars; what is read of each."""
    rng = np.random.default_rng(4)
    days = [f"2024-03-{day:02}" for day in range(1, 13)]
    slack = tmp_path / "slack"
    (slack / "ward").mkdir(parents=True)
    (slack / "users.json").write_text(
        json.dumps([{"id": f"U{at}", "name": f"p{at}"} for at in range(9)]), encoding="utf-8"
    )
    (slack / "channels.json").write_text(json.dumps([{"id": "C1", "name": "ward"}]), encoding="utf-8")
    for at, day in enumerate(days):
        one, two, *others = rng.permutation(9).tolist()
        text = (
            f"From: p{one}@x.org\nTo: p{two}@x.org, p{others[0]}@x.org\n"
            f"Date: {pd.Timestamp(day):%a, %d %b %Y} 09:15:00 +0000\nMessage-ID: <{at}@x.org>\n\n"
        )
        (tmp_path / f"{at}.mbox").write_text(f"From a Fri Mar  1 09:15:00 2024\n{text}", encoding="utf-8")
        stamp = pd.Timestamp(f"{day} 09:00").timestamp()
        posts = [{"type": "message", "user": f"U{one}", "ts": f"{stamp:.6f}", "text": f"<@U{two}> and <@U{others[0]}>"}]
        (slack / "ward" / f"{day}.json").write_text(json.dumps(posts), encoding="utf-8")
        people = "".join(f"ATTENDEE:mailto:p{who}@x.org\n" for who in (one, two, *others[: 1 + at % 4]))
        meeting = f"BEGIN:VEVENT\nUID:{at}\nDTSTART:{day.replace('-', '')}T090000Z\nDTEND:{day.replace('-', '')}T100000Z\n{people}END:VEVENT\n"
        (tmp_path / f"{at}.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{meeting}END:VCALENDAR\n", encoding="utf-8")
    return {
        "mbox": sorted(tmp_path.glob("*.mbox")), "slack": slack, "ics": sorted(tmp_path.glob("*.ics")),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["mbox", "slack", "ics"])
def test_many_files_that_no_engine_reads_go_to_a_cluster_and_come_back_the_same(cluster, many_logs, kind, monkeypatch):
    monkeypatch.setattr(folder, "_PORTION", 200)  # several portions of files this small
    here = read(many_logs[kind], window="week")
    before = cluster.cluster.scheduler.transition_counter
    with joblib.parallel_config("dask"):
        there = read(many_logs[kind], window="week")

    assert cluster.cluster.scheduler.transition_counter > before
    assert here.ties.to_csv() == there.ties.to_csv()
    assert here.people.to_csv() == there.people.to_csv()
    assert (here.told, here.counts) == (there.told, there.counts)
    assert len(here.ties["time"].unique()) > 1
