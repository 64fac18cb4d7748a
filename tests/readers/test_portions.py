"""Two-mode tables in portions: the same ties however few rows are looked at at once, and a memory that is bounded."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from netspread.errors import ChoiceError
from netspread.readers import pair_sums, presence, read, two_mode


@pytest.fixture
def in_small_portions(monkeypatch):
    for room in (two_mode, presence):
        monkeypatch.setattr(room, "portion_of", lambda most: 7)
    monkeypatch.setattr(pair_sums, "_SUMS", 5)


def attendances():
    rng = np.random.default_rng(2)
    events = rng.integers(0, 60, 400)
    return pd.DataFrame(
        {
            "person": rng.choice(list("abcdefghij"), 400),
            "event": events,
            "hours": rng.integers(1, 9, 400) / 4,  # quarters of an hour add up exactly
            "time": pd.Timestamp("2024-01-01") + pd.to_timedelta(events, unit="D"),
        }
    )


def stays():
    rng = np.random.default_rng(3)
    begin = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 270, 300) * 15, unit="min")
    return pd.DataFrame(
        {
            "person": rng.choice(list("abcdefghij"), 300),
            "place": rng.choice(["x", "y", "z"], 300, p=[0.9, 0.05, 0.05]),
            "begin": begin,
            "end": begin + pd.to_timedelta(rng.integers(1, 40, 300) * 15, unit="min"),
        }
    )


COUNTS = [
    lambda: two_mode.shared_events(attendances(), weights="hours"),
    lambda: two_mode.shared_events(attendances(), weights="count", window="week"),
    lambda: presence.overlaps(stays(), handover=0),
    lambda: presence.overlaps(stays(), weights="count", window="day"),
    lambda: presence.overlaps(stays(), weights="places"),
    lambda: presence.shared_places(
        stays().rename(columns={"begin": "time"})[["person", "place", "time"]], min_shared=2, within_days=1
    ),
]


@pytest.mark.parametrize("count", COUNTS)
def test_portions_add_up_to_the_same_ties(count, request):
    whole = count()
    request.getfixturevalue("in_small_portions")

    parts = count()

    assert len(whole.ties) > 2
    pd.testing.assert_frame_equal(parts.ties, whole.ties, check_exact=True)
    assert (parts.told, dict(parts.counts)) == (whole.told, dict(whole.counts))


def test_shares_of_hours_add_up_in_portions_too(in_small_portions):
    rows = attendances()
    expected = {}
    for _, event in rows.groupby("event"):
        there = event.groupby("person")["hours"].sum()
        for a in there.index:
            for b in there.index[there.index > a]:
                expected[a, b] = expected.get((a, b), 0) + min(there[a], there[b]) / (len(there) - 1)

    ties = two_mode.shared_events(rows, weights="newman").ties

    assert {(tie.ego, tie.alter): tie.weight for tie in ties.itertuples()} == pytest.approx(expected)


def test_a_long_list_is_read_in_pieces_as_a_short_one_is(tmp_path):
    # Over a megabyte, so that it is streamed; the only day above 12 stands in the last line, and decides for all.
    lines = [f"p{row % 9},meeting {row // 9},{row % 12 + 1}/{row % 11 + 1}/2024,0:30" for row in range(45_000)]
    lines.append("p1,meeting 4999,3/25/2024,0:30")
    long = tmp_path / "long.csv"
    long.write_text("\n".join(["person,event,date,hours", *lines]), encoding="utf-8")

    reported = read(long, memory="256MiB")

    assert "dates taken as month/day/year" in reported.told
    assert "45,000 attendances at 5,000 events" in reported.told
    # Nine people share half an hour with eight others 5,000 times; p1 stayed in the last meeting for an hour.
    assert reported.ties["weight"].to_numpy() == pytest.approx(5000 * 0.5 / 8)
    assert len(reported.ties) == 36


def test_a_date_that_is_none_in_a_long_list_is_named(tmp_path):
    rows = [f"p{row % 9},P{row // 9},2024-03-01 09:00" for row in range(60_000)]
    rows[55_000] = "p1,P1,2024-02-31 09:00"
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["user,patient,time", *rows]), encoding="utf-8")

    with pytest.raises(Exception, match=r"column 'time' has '2024-02-31 09:00', which is no date"):
        read(log)


def test_memory_that_means_nothing_is_said(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("person,event,date\na,x,2024-03-01\nb,x,2024-03-01\n", encoding="utf-8")
    with pytest.raises(ChoiceError, match="memory 'much' is unknown"):
        read(path, memory="much")


#: Reads a roster of half a million stays and prints by how many MiB the process has grown.
_GROWTH = """
import resource, sys
import netspread.readers as readers
readers.read(sys.argv[2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
readers.read(sys.argv[1], memory="256MiB")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_long_roster_stays_within_the_memory_asked_for(tmp_path):
    rng = np.random.default_rng(4)
    n = 400_000
    begin = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 365 * 24, n), unit="h")
    rows = pd.DataFrame({"person": rng.integers(0, 500, n), "place": rng.integers(0, 40, n), "from": begin})
    rows["to"] = rows["from"] + pd.Timedelta(hours=8)
    rows.to_csv(tmp_path / "long.csv", index=False)
    rows[:10_000].to_csv(tmp_path / "short.csv", index=False)

    done = subprocess.run(
        [sys.executable, "-c", _GROWTH, tmp_path / "long.csv", tmp_path / "short.csv"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    # Held whole, the stays and their overlaps took 700 MiB; in portions 230.
    assert int(done.stdout) < 400
