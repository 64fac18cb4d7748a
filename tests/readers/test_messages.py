"""The counting room: every rule against its slow twin, whatever the door, the memory and the number of threads."""
# ruff: noqa: DTZ001  # times here are in UTC, without a zone

import datetime as dt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import naive_messages as naive
from netspread.errors import ChoiceError
from netspread.readers import messages, read
from netspread.readers.reader import ReadOptions
from netspread.readers.spilling import spilling

NAMES = ["ana@x.org", "Ana <ANA+news@x.org>", "ben@x.org", "cia@sub.x.org", "dan@y.org", "all-staff@x.org",
         "no-reply@x.org", "Ward 7", "eva@x.org", "icu-team@x.org"]  # fmt: skip


TIMES = st.none() | st.datetimes(dt.datetime(2023, 12, 20), dt.datetime(2024, 4, 10)).map(
    lambda time: time.replace(microsecond=0)
)


MESSAGES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), min_size=1, max_size=5), TIMES), max_size=25
)


RULES = st.fixed_dictionaries(
    {
        "window": st.sampled_from([None, "day", "week", "month", "quarter", "7D", "10D"]),
        "since": st.sampled_from([None, dt.datetime(2024, 1, 10)]),
        "until": st.sampled_from([None, dt.datetime(2024, 3, 1)]),
        "max_recipients": st.sampled_from([1, 2, 10]),
        "own_domains": st.sampled_from([(), ("x.org",), ("sub.x.org", "y.org")]),
        "min_messages": st.sampled_from([1, 2]),
        "weight": st.sampled_from(["count", "per-recipient", "reciprocated"]),
        "keep_automatic": st.booleans(),
        "lists": st.sampled_from([(), ("eva@x.org",)]),
    }
)


LOG = "time,sender,recipients\n"


def options(rules):
    days = {name: None if rules.get(name) is None else str(rules[name]) for name in ("since", "until")}
    return ReadOptions(**{**rules, **days})


def copies(sent):
    """One row a message and recipient, as readers of mail give them."""
    rows = [(str(at), ego, alter, time) for at, (ego, alters, time) in enumerate(sent) for alter in alters]
    frame = pd.DataFrame(rows, columns=["message", "ego", "alter", "time"])
    return frame.astype({"message": "str", "ego": "str", "alter": "str", "time": "datetime64[us]"})


def by_batches(sent, rules):
    frame = copies(sent)
    return messages.of_batches([frame[:7], frame[7:]], options(rules), where="x")


def by_rows(sent, rules):
    """One row a message, recipients in one cell."""
    frame = pd.DataFrame(
        {"ego": [ego for ego, _, _ in sent], "recipients": [";".join(alters) for _, alters, _ in sent]}, dtype="str"
    )
    frame["time"] = pd.Series([time for _, _, time in sent], dtype="datetime64[us]")
    chosen = options(rules)
    with spilling(chosen.memory) as base:
        base.register("log", frame)
        return messages.of_query(base, "select * from log", chosen, where="x", mark=";")


def found(counted, window):
    ties = counted.ties
    moments = [None if window is None else time.to_pydatetime() for time in ties["time"]]
    return dict(zip(zip(ties["ego"], ties["alter"], moments, strict=True), ties["weight"], strict=True))


@pytest.mark.parametrize("door", [by_batches, by_rows])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=MESSAGES, rules=RULES)
def test_every_combination_of_rules_gives_what_its_slow_twin_gives(door, sent, rules):
    expected, last = naive.ties(sent, **rules)
    counted = door(sent, rules)

    assert found(counted, rules["window"]) == pytest.approx(expected)
    assert list(counted.people.index) == sorted({name for key in expected for name in key[:2]})
    if rules["window"] is None and rules["weight"] != "reciprocated":
        times = dict(
            zip(zip(counted.ties["ego"], counted.ties["alter"], strict=True), counted.ties["time"], strict=True)
        )
        assert {key: time for key, time in times.items() if pd.notna(time)} == {
            (ego, alter): pd.Timestamp(last[ego, alter, None])
            for ego, alter, _ in expected
            if (ego, alter, None) in last
        }


SENT = [
    ("ana@x.org", ["ben@x.org", "cia@sub.x.org", "ana@x.org"], dt.datetime(2024, 3, 4, 9)),
    ("ana@x.org", ["ben@x.org"], dt.datetime(2024, 3, 5)),
    ("ben@x.org", ["ana@x.org"], dt.datetime(2024, 3, 12)),
    ("no-reply@x.org", ["ana@x.org", "ben@x.org"], dt.datetime(2024, 3, 12)),
    ("ben@x.org", ["all-staff@x.org", "dan@y.org"], dt.datetime(2024, 3, 13)),
    ("ben@x.org", [f"p{at}@x.org" for at in range(11)], dt.datetime(2024, 3, 13)),
    ("ana@x.org", ["ben@x.org"], dt.datetime(1979, 12, 31)),
    ("ana@x.org", ["ben@x.org"], dt.datetime(2190, 1, 1)),
    ("ana@x.org", ["ben@x.org"], None),
]


@pytest.mark.parametrize("door", [by_batches, by_rows])
def test_what_each_rule_left_out_is_counted_and_told(door):
    counted = door(SENT, {"own_domains": ("x.org",), "since": dt.datetime(2024, 3, 5)})

    assert dict(counted.counts) == {
        "messages": 5, "messages_outside_dates": 1, "undated_messages": 1, "odd_dates": 2, "bulk_messages": 1,
        "automatic_messages": 1, "self_messages": 0, "list_recipients": 1, "outside_recipients": 1,
    }  # fmt: skip
    assert "1 copies to people outside of x.org left out" in counted.told
    assert "2 messages dated before 1990 or in the future left out, as the dates matter here" in counted.told


@pytest.mark.parametrize("door", [by_batches, by_rows])
def test_without_dates_asked_for_a_message_of_an_odd_date_counts_and_has_no_time(door):
    counted = door(SENT, {})

    assert found(counted, None)["ana@x.org", "ben@x.org", None] == 5
    assert counted.ties["time"].max() == pd.Timestamp("2024-03-13")
    assert counted.counts["self_messages"] == 1


def test_who_never_wrote_and_hears_from_many_is_told_as_perhaps_a_list_and_left_out_if_said_so():
    sent = [(f"p{at}@x.org", ["icu@x.org", "ana@x.org"], None) for at in range(12)] + [
        ("ana@x.org", ["p1@x.org"], None)
    ]

    hints = [sentence for sentence in by_rows(sent, {}).told if "may be mailing lists" in sentence]
    without = by_rows(sent, {"lists": ("ICU@x.org",)})

    assert len(hints) == 1
    assert (
        "icu@x.org by 12; leave them out with --mailing-list ADDRESS" in hints[0]
    )  # ana wrote once, so she is a person
    assert "icu@x.org" not in without.people.index
    assert without.counts["list_recipients"] == 12
    assert not any("may be" in sentence for sentence in without.told)


def test_the_curve_says_how_many_ties_there_are_of_at_least_n_messages():
    counted = by_rows(SENT, {"keep_automatic": True})

    assert counted.by_minimum == {1: 7, 2: 1, 3: 1, 5: 1, 10: 0}
    assert by_rows(SENT, {"min_messages": 3}).counts["ties_of_few_messages"] == 3


def test_ties_of_each_kind_are_a_relation_of_their_own():
    batch = copies(SENT[:3]).assign(kind=["reply", "mention", "mention", "reply", "reply"])

    counted = messages.of_batches([batch], ReadOptions(), where="x")

    assert counted.ties[["relation", "ego", "alter"]].to_numpy().tolist() == [
        ["mention", "ana@x.org", "cia@sub.x.org"], ["reply", "ana@x.org", "ben@x.org"], ["reply", "ben@x.org", "ana@x.org"],
    ]  # fmt: skip


def test_a_copy_of_a_message_in_another_mailbox_counts_once():
    counted = messages.of_batches([copies(SENT[:3]), copies(SENT[:3])], ReadOptions(), where="x")

    assert found(counted, None) == {
        ("ana@x.org", "ben@x.org", None): 2, ("ana@x.org", "cia@sub.x.org", None): 1, ("ben@x.org", "ana@x.org", None): 1,
    }  # fmt: skip


def test_lists_of_addresses_by_comma_are_parted_and_commas_in_names_are_not(tmp_path):
    path = tmp_path / "log.csv"
    cell = '"Ruiz, Ana <ana@x.org>, ""Ode, Ben"" <ben@x.org>, cia@x.org,dan@x.org"'
    path.write_text(f"{LOG}2024-03-01,eva@x.org,{cell}\n", encoding="utf-8")

    assert read(path).ties["alter"].tolist() == ["ana@x.org", "ben@x.org", "cia@x.org", "dan@x.org"]


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        ({"window": "fortnight"}, "window 'fortnight' is unknown"), ({"memory": "lots"}, "memory 'lots' is unknown"),
        ({"memory": "1MB"}, "too little"), ({"weight": "sum"}, "weight 'sum' is unknown"),
        ({"own_domains": ("x org",)}, "is no domain"), ({"min_messages": 0}, "must be at least 1"),
        ({"max_recipients": 0}, "must be at least 1"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_refused_in_one_sentence(given_, sentence, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(f"{LOG}2024-03-01,a,b\n", encoding="utf-8")

    with pytest.raises(ChoiceError, match=sentence):
        read(path, **given_)


def test_contacts_without_direction_are_not_reciprocated(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("time,a,b\n2024-03-01,x,y\n2024-03-02,y,x\n", encoding="utf-8")

    assert read(path, format_in="message log").ties["weight"].tolist() == [2.0]
    with pytest.raises(ChoiceError, match="have no direction"):
        read(path, format_in="message log", weight="reciprocated")


def test_tags_and_repeated_ids_are_folded_and_told(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text(
        "message id,from,to,sent\n"
        "1,ana@x.org,ben+news@x.org,2024-03-01 09:00\n"
        "1,ana@x.org,BEN@x.org,2024-03-01 09:00\n"  # the same person again
        "1,ana@x.org,cia@x.org,2024-03-01 09:00\n"
        "2,ben@x.org,cia@x.org,2024-03-01 10:00\n"
        "2,Ben+away@x.org,cia@x.org,2024-03-01 10:01\n"  # the id once more
        "3,zoe@x.org,ana@x.org,2024-03-01 11:00\n"
        "3,dan@x.org,ben@x.org,2024-03-01 11:00\n",  # one message of two senders
        encoding="utf-8",
    )

    reported = read(log)

    ties = {(tie.ego[:3], tie.alter[:3]): tie.weight for tie in reported.ties.itertuples()}
    assert ties == {("ana", "ben"): 1, ("ana", "cia"): 1, ("ben", "cia"): 1, ("dan", "ana"): 1, ("dan", "ben"): 1}
    assert {"repeated_rows": 2, "senders_of_one": 1, "tagged_addresses": 2}.items() <= reported.counts.items()
    assert "2 rows that name a message and a recipient again count once" in reported.told
    assert "1 messages with several senders are taken as from the first of them by the alphabet" in reported.told
    assert "2 addresses such as ann+list@x are taken as ann@x" in reported.told


def test_tags_in_a_cell_of_several_recipients_are_counted(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text(
        "from,to,sent\nana@x.org,ben+a@x.org;Cia <cia+b@x.org>;dan@x.org,2024-03-01\n1+1,ben@x.org,2024-03-01\n",
        encoding="utf-8",
    )

    assert read(log).counts["tagged_addresses"] == 2
