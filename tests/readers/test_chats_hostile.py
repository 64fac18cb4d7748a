"""Chats that are broken, odd or made to harm: read, or refused in a sentence."""

import contextlib
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chats_written import USERS, post
from netspread.errors import NetspreadError, ReadError
from netspread.readers import read
from reported_as import ties

SAMPLES = Path(__file__).parents[1] / "samples"


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (DEEP, "this is no JSON"),
        ('[{"user": "U0", ', "this is no JSON"),
        ('"text"', "no message is left"),
        ("[1, null, [], {}]", "no message is left"),
    ],
)
def test_a_broken_day_is_named(slack, content, words):
    with pytest.raises(ReadError, match=words):
        read(slack({"ward": content}))


def test_odd_values_in_messages_do_no_harm(slack):
    odd = [None, 1, "x", [], {}, {"user": None}, True, "\x00", "\x1f"]
    messages = [post("U0", 1, text="<@U1>")]
    for value in odd:
        messages += [
            {**post("U0", 2), field: value}
            for field in ("user", "text", "ts", "thread_ts", "subtype", "reactions", "user_profile")
        ]
        messages += [post("U0", 2, reactions=[{"users": value}]), post("U0", 2, reactions=[{"users": [value]}])]
    for value in odd:
        path = slack(
            {"ward": messages},
            users=[*USERS, value, {"id": value}, {"id": "U5", "profile": value}],
            channels=[{"id": value, "name": "ward", "members": value}],
            dms=[value],
        )
        assert ("U0", "U1") in ties(read(path))


def test_a_file_outside_of_an_export_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("ward/../../2024-03-01.json", "[]")
    with pytest.raises(ReadError, match="outside of itself"):
        read(tmp_path / "export.zip")


def test_a_day_that_is_broken_inside_of_an_archive_is_named(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("ward/2024-03-01.json", json.dumps([post("U0", 1, text="<@U1>")]))
    path.write_bytes(path.read_bytes().replace(b"<@U1>", b"<@U2>"))
    with pytest.raises(ReadError, match=r"2024-03-01\.json: the file cannot be read \(Bad CRC-32"):
        read(path)


def test_a_deep_document_of_teams_is_refused(graph):
    with pytest.raises(ReadError, match="this is no JSON"):
        read(graph('{"createdDateTime": "", "from": "", "chatId": ' + DEEP + "}"))


MUTATED = sorted(path for path in (SAMPLES / "slack").rglob("*.json") if "expected" not in path.name)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_exports_are_read_or_refused_in_a_sentence(tmp_path, data):
    chosen = data.draw(
        st.sampled_from([*MUTATED, SAMPLES / "teams" / "ward.json", SAMPLES / "teams_table" / "purview.csv"])
    )
    raw = bytearray(chosen.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at_ = data.draw(st.integers(0, len(raw)))
        junk = data.draw(
            st.sampled_from(
                [b"\x00", b"null", b'"', b"[", b"]", b"{", b"}", b"1e999", b"-1", b"\xff", b",", b'"U1"', b"\n"]
            )
        )
        raw[at_ : at_ + data.draw(st.integers(0, 20))] = junk * data.draw(st.integers(1, 3))
    if chosen not in MUTATED:
        path = tmp_path / chosen.name
        path.write_bytes(raw)
    else:
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for each in MUTATED:
                archive.writestr(
                    str(each.relative_to(SAMPLES / "slack" / "ward")),
                    bytes(raw) if each == chosen else each.read_bytes(),
                )
    with contextlib.suppress(NetspreadError):
        read(path)
