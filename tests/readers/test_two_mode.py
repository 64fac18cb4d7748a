"""Two-mode data: people at events become ties, by rules that Newman and Breiger wrote down."""

import itertools
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netspread as ns
from netspread.errors import ChoiceError, NetworkError
from netspread.readers.two_mode import shared_events

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
PEOPLE = "abcdefg"


def attended(rows, columns=("person", "event")):
    return pd.DataFrame(rows, columns=list(columns))


def weights(shared):
    return {(tie.ego, tie.alter): tie.weight for tie in shared.ties.itertuples()}


@settings(deadline=None)
@given(st.sets(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 6)), max_size=35))
def test_newmans_weights_agree_with_networkx(rows):
    people = {person for person, _ in rows}
    two_mode = nx.Graph(rows)
    two_mode.add_nodes_from(people)

    got = weights(shared_events(attended(sorted(rows))))

    expected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, people)
    assert got.keys() == {tuple(sorted(pair)) for pair in expected.edges}
    for (a, b), weight in got.items():
        assert weight == pytest.approx(expected[a][b]["weight"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 4), st.floats(0, 9), st.integers(0, 60)), max_size=30),
    st.sampled_from(["newman", "count", "hours"]),
    st.integers(2, 7),
    st.sampled_from([None, "day", "week", "month"]),
)
def test_hours_windows_and_bulk_agree_with_a_slow_twin(rows, rule, max_people, window):
    frame = attended(rows, ["person", "event", "hours", "time"])
    frame["time"] = pd.Timestamp("2024-01-30") + pd.to_timedelta(frame["time"], unit="D")
    expected = {}
    for _, event in frame.groupby("event"):
        hours = event.groupby("person")["hours"].sum()
        first = event["time"].min()
        start = {
            None: 0,
            "day": first,
            "week": first - pd.Timedelta(days=first.weekday()),
            "month": first.replace(day=1),
        }
        if 2 <= len(hours) <= max_people:
            for a, b in itertools.combinations(sorted(hours.index), 2):
                both = 1.0 if rule == "count" else min(hours[a], hours[b])
                share = both / (len(hours) - 1) if rule == "newman" else both
                key = (start[window], a, b)
                expected[key] = expected.get(key, 0) + share

    shared = shared_events(frame, weights=rule, max_people=max_people, window=window)

    got = {(tie.time if window else 0, tie.ego, tie.alter): tie.weight for tie in shared.ties.itertuples()}
    assert got == pytest.approx({key: weight for key, weight in expected.items() if weight > 0})


def test_a_meeting_of_two_ties_more_than_one_of_three():
    rows = [("ana", "x"), ("ben", "x"), ("ana", "y"), ("ben", "y"), ("cia", "y"), ("dan", "alone"), ("ana", "x")]

    shared = shared_events(attended(rows))

    # 1/(2 - 1) for x and 1/(3 - 1) for y
    assert weights(shared) == {("ana", "ben"): 1.5, ("ana", "cia"): 0.5, ("ben", "cia"): 0.5}
    assert shared.people.tolist() == ["ana", "ben", "cia", "dan"]
    assert shared.counts == {"events": 3, "attendances": 6, "bulk_events": 0, "lone_events": 1}
    assert any("1 events of one person" in sentence for sentence in shared.told)


def test_an_event_of_a_million_people_is_bulk_and_costs_nothing():
    crowd = pd.DataFrame({"person": np.arange(1_000_000).astype(str), "event": "everybody"})
    rows = pd.concat([crowd, attended([("7", "two"), ("8", "two")])])

    shared = shared_events(rows)

    assert weights(shared) == {("7", "8"): 1.0}
    assert any("1 events of more than 50 people left out as bulk" in sentence for sentence in shared.told)


def test_dates_choose_events_by_their_first_attendance():
    rows = attended(
        [("a", 1, "2024-03-01"), ("b", 1, "2024-03-02"), ("a", 2, "2024-03-02"), ("b", 2, None), ("a", 3, None), ("b", 3, None)],
        ["person", "event", "time"],
    )  # fmt: skip

    assert weights(shared_events(rows, since="2024-03-02")) == {("a", "b"): 2.0}
    assert weights(shared_events(rows, until="2024-03-01")) == {("a", "b"): 1.0}
    assert shared_events(rows).ties["time"].tolist() == [pd.Timestamp("2024-03-02")]
    assert any("have no time and are kept" in sentence for sentence in shared_events(rows, since="2024-03-02").told)


def test_a_week_begins_on_monday_across_the_year():
    rows = attended(
        [
            (person, event, time)
            for person in "ab"
            for event, time in enumerate(["2024-12-29", "2024-12-30", "2025-01-05"])
        ],
        ["person", "event", "time"],
    )

    ties = shared_events(rows, window="week").ties

    assert list(zip(ties["time"].dt.date.astype(str), ties["weight"], strict=True)) == [
        ("2024-12-23", 1),
        ("2024-12-30", 2),
    ]


def test_what_cannot_be_counted_is_said():
    rows = attended([("a", 1), ("b", 1)])
    with pytest.raises(ChoiceError, match="have no hours"):
        shared_events(rows, weights="hours")
    with pytest.raises(ChoiceError, match="window 'weekly' is unknown"):
        shared_events(rows, window="weekly")
    with pytest.raises(ChoiceError, match="weight 'newmann' is unknown"):
        shared_events(rows, weights="newmann")
    with pytest.raises(ChoiceError, match="max_people is 1"):
        shared_events(rows, max_people=1)
    with pytest.raises(ChoiceError, match="is no date"):
        shared_events(rows, since="31/02")
    with pytest.raises(NetworkError, match="no column 'event'"):
        shared_events(rows[["person"]])
    with pytest.raises(NetworkError, match="no two people"):
        ns.project(attended([("a", 1), ("b", 2)]))
    with pytest.raises(NetworkError, match="no date"):
        ns.project(rows.assign(time="yesterday or so"))


def test_a_projected_network_has_no_direction():
    network = ns.project(attended([("a", 1), ("b", 1), ("c", 2)]))

    assert not network.directed
    assert network.influence == "both"
    assert network.people.index.tolist() == ["a", "b", "c"]


@pytest.mark.skipif(not SHARED.exists(), reason="the open data sets are not here")
def test_the_southern_women_are_tied_as_networkx_ties_them():
    rows = pd.read_csv(SHARED / "davis_southern_women" / "attendance.csv")
    two_mode = nx.Graph(list(rows.itertuples(index=False)))

    network = ns.project(rows)

    expected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, set(rows["person"]))
    ties = network.ties()
    assert (network.n_people, len(ties)) == (18, 139)
    assert len(ties) == expected.number_of_edges()
    assert ties["weight"].to_numpy() == pytest.approx(
        [expected[e][a]["weight"] for e, a in zip(ties["ego"], ties["alter"], strict=True)]
    )
