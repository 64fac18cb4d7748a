"""Logs as named systems export them: what is left out, and what is said."""

from pathlib import Path

import pandas as pd
import pytest

from netspread import build, read, series
from netspread.errors import ChoiceError, NetworkError, ReadError

SAMPLES = Path(__file__).parents[1] / "samples"
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("m365_trace/summary.csv", {"messages": 2, "list_copies": 1, "undelivered_copies": 2, "repeated_rows": 1}),
        ("m365_trace/enhanced.csv", {"messages": 3, "list_copies": 1, "undelivered_copies": 1}),
        ("m365_trace/extended.csv", {"messages": 2, "undelivered_copies": 2, "repeated_rows": 3}),
        ("exchange_tracking/MSGTRK2024030109-1.LOG", {"messages": 2, "undelivered_copies": 2, "repeated_rows": 2}),
        ("google_log/search.csv", {"messages": 2, "undelivered_copies": 1}),
    ],
)
def test_messages_count_once_and_what_was_not_delivered_is_told(file, counts):
    reported = read(SAMPLES / file)

    assert {name: count for name, count in reported.counts.items() if count} == counts
    assert reported.ties["time"].min() >= pd.Timestamp("2024-03-01 09:15")
    text = " ".join([*reported.told, *map(str, reported.people.columns), *map(str, reported.ties.columns)])
    assert "Rota" not in text


def test_two_traces_with_the_same_message_count_it_once(tmp_path):
    text = (SAMPLES / "m365_trace" / "summary.csv").read_text(encoding="utf-8")
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(text, encoding="utf-8")
    two.write_text(text, encoding="utf-8")

    assert read([one, two]).ties["weight"].tolist() == [1.0, 1.0, 1.0]


def test_calls_are_of_one_number_each_and_missed_ones_count_if_asked_for():
    path = SAMPLES / "calls" / "calls.csv"

    reported = read(path, country_code="44")

    assert reported.people.index.tolist() == ["+442079460001", "+442079460002", "+442079460003"]
    assert reported.counts["missed_calls"] == 1
    assert len(read(path, country_code="44", keep_missed=True).ties) == 3
    assert any("2 numbers begin with 0" in told for told in read(path).told)
    with pytest.raises(ChoiceError, match="country code 'UK' is none"):
        read(path, country_code="UK")


def test_numbers_with_very_many_others_are_named(tmp_path):
    path = tmp_path / "calls.csv"
    rows = "".join(f"{100 + at},900,2024-03-01 10:00,5\n" for at in range(101))
    path.write_text(f"caller,callee,start,duration\n{rows}", encoding="utf-8")

    assert any(
        "1 numbers called or were called by over 100 others" in told and "900 (101)" in told for told in read(path).told
    )


def test_calls_that_an_exchange_says_were_not_answered_are_missed(tmp_path):
    path = tmp_path / "cdr.csv"
    text = "src,dst,start,duration,billsec,disposition\n1,2,2024-03-01 10:00,30,20,ANSWERED\n1,3,2024-03-01 10:01,30,0,NO ANSWER\n2,3,2024-03-01,9,4,BUSY\n"
    path.write_text(text, encoding="utf-8")

    reported = read(path)

    assert (len(reported.ties), reported.counts["missed_calls"]) == (1, 2)


def test_viva_tells_people_from_groups():
    people, groups = (read(SAMPLES / "viva" / f"{name}.csv") for name in ("person_to_person", "group_to_group"))

    assert people.people["organization"].tolist() == ["Medicine", "Surgery"]
    assert any("network of groups, not of people" in told for told in groups.told)
    assert build(groups).n_ties == 2  # what a group does within itself is no tie


def test_a_tracking_log_without_its_fields_is_refused(tmp_path):
    path = tmp_path / "x.log"
    path.write_text("2024-03-01,DELIVER,a@x.org,b@x.org\n", encoding="utf-8")

    with pytest.raises(ReadError, match="no line '#Fields:'"):
        read(path, format_in="exchange message tracking")


def test_a_series_has_a_network_for_each_week_over_the_same_people():
    folder = ROOT / "sample_networks" / "hospital-log"
    reported = read(folder / "messages.csv", staff=folder / "staff.csv", window="week", since="2024-01-10")

    weeks = series(reported, window="week")
    frame = weeks.to_frame()

    assert len(weeks) == 13
    assert {network.n_people for network in weeks.values()} == {252}
    assert frame["weight"].sum() == build(reported).weights.sum()
    first = reported.ties[reported.ties["time"] == "2024-01-10"]
    assert weeks["2024-01-08"].weights.sum() == first["weight"].sum() > 0


def test_an_empty_window_has_a_network_without_ties(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("time,sender,recipients\n2024-01-05,a,b\n2024-03-05,b,a\n", encoding="utf-8")

    untimed = tmp_path / "ties.csv"
    untimed.write_text("ego,alter\na,b\n", encoding="utf-8")
    months = series(read(path, window="month"), window="month")

    assert months.to_frame()["ties"].tolist() == [1, 0, 1]
    assert [network.n_ties for network in series(read(path), min_weight=2.0).values()] == [0, 0]
    with pytest.raises(NetworkError, match="no tie has a time"):
        series(
            read(SAMPLES / "tie_list" / "ward.csv")
            if (SAMPLES / "tie_list" / "ward.csv").exists()
            else _untimed(tmp_path)
        )


def _untimed(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("ego,alter\na,b\n", encoding="utf-8")
    return read(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
def test_enron_counts_each_message_once_and_tells_its_wrong_dates():
    raw = pd.read_csv(SHARED / "enron_email" / "messages.csv.gz", dtype=str)
    raw = raw[raw["recipient_type"] != "bcc"].drop_duplicates(["sender", "recipient", "time"])
    others = raw[raw["sender"] != raw["recipient"]]
    size = others.groupby(["sender", "time"])["recipient"].transform("size")

    reported = read(SHARED / "enron_email" / "messages.csv.gz")

    assert reported.counts["messages"] == raw.drop_duplicates(["sender", "time"]).shape[0]
    assert reported.ties["weight"].sum() == (size <= 10).sum()
    assert len(reported.ties) == others[size <= 10].drop_duplicates(["sender", "recipient"]).shape[0]
    assert (
        reported.counts["odd_dates"]
        == raw[raw["time"].str.startswith("1979")].drop_duplicates(["sender", "time"]).shape[0]
    )
    assert reported.ties["time"].min() > pd.Timestamp("1997-01-01")


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
def test_college_messages_are_those_of_the_article():
    """Panzarasa, Opsahl & Carley (2009): 1,899 people, 59,835 messages, 20,296 ties."""
    reported = read(SHARED / "college_messages" / "messages.csv.gz")

    assert (len(reported.people), len(reported.ties), reported.ties["weight"].sum()) == (1899, 20296, 59835)
