"""Slack and Teams: who answers, mentions, reacts to and writes to whom; texts are never kept."""

import json
import zipfile
from pathlib import Path

import pytest

from chats_written import post
from netspread import engine
from netspread.build import build
from netspread.errors import ChoiceError, ReadError
from netspread.readers import read, teams
from netspread.readers.folder import Folder, portions
from reported_as import ties

EXPORT = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_logs" / "slack_export.zip"


def at(ts):
    return f"17092845{ts:02}.000100"


def said(user, number, **fields):
    return {
        "id": str(number), "messageType": "message", "createdDateTime": f"2024-03-01T09:15:{number:02}Z",
        "from": {"user": {"id": user, "displayName": user.upper()}}, **fields,
    }  # fmt: skip


@pytest.mark.skipif(not EXPORT.exists(), reason="the collection of raw logs is not here")
def test_a_real_export_counted_by_hand():
    """49 plain messages and 3 files of 4 users; 14 mentions; the one reaction is to a bot's message."""
    reported = read(EXPORT)

    assert ties(reported, "relation", "weight") == [
        ("U0BMQB6JE", "U0BMS113R", "mention", 4.0),
        ("U0BMQB6JE", "U0BMYT2FL", "mention", 9.0),
        ("U0BMYT2FL", "U0BMQB6JE", "mention", 1.0),
    ]
    assert (reported.counts["posts"], reported.counts["machine_posts"]) == (49 + 3, 158 - 52)
    assert reported.people.loc["U0BMS113R"].tolist() == ["Hermione Granger", "Eat Monkeys"]
    everybody = read(EXPORT, chat_ties=["channel"])
    assert set(everybody.ties["alter"]) == {"U0BMM2FEH", "U0BMQB6JE", "U0BMS113R", "U0BMYT2FL"}
    assert everybody.ties["weight"].sum() == 52 * 3


def test_an_answer_goes_to_who_began_the_thread_or_to_all_who_wrote_before(slack):
    path = slack(
        {
            "ward": [
                post("U0", 1, thread_ts=at(1)), post("U1", 2, thread_ts=at(1)), post("U2", 3, thread_ts=at(1)),
                post("U1", 4, thread_ts=at(1)), post("U3", 5),
            ]
        }
    )  # fmt: skip

    assert ties(read(path), "weight") == [("U1", "U0", 2.0), ("U2", "U0", 1.0)]
    assert ties(read(path, whole_threads=True), "weight") == [
        ("U1", "U0", 2.0), ("U1", "U2", 1.0), ("U2", "U0", 1.0), ("U2", "U1", 1.0),
    ]  # fmt: skip


def test_the_beginning_of_a_thread_may_lie_in_a_later_file(slack):
    path = slack({"ward/2024-03-01.json": [post("U1", 2, thread_ts=at(1))], "ward/2024-03-02.json": [post("U0", 1)]})

    assert ties(read(path), "relation") == [("U1", "U0", "reply")]


def test_threads_of_the_same_second_in_two_channels_are_two(slack):
    path = slack(
        {
            "ward": [post("U0", 1), post("U1", 2, thread_ts=at(1))],
            "other": [post("U2", 1), post("U3", 2, thread_ts=at(1))],
        }
    )

    assert ties(read(path)) == [("U1", "U0"), ("U3", "U2")]


def test_several_reactions_of_a_person_to_a_message_are_one(slack):
    path = slack(
        {
            "ward": [
                post("U0", 1, reactions=[{"name": "a", "users": ["U1"]}, {"name": "b", "users": ["U1", "U0", "U2"]}])
            ]
        }
    )

    assert ties(read(path), "weight") == [("U1", "U0", 1.0), ("U2", "U0", 1.0)]


def test_a_channel_of_many_is_bulk_and_off_by_default(slack):
    channels = [{"id": "C1", "name": "ward", "members": ["U0", "U1", "U2"]}]
    path = slack({"ward": [post("U0", 1)]}, channels=channels)

    with pytest.raises(ReadError, match="no message is left"):
        read(path)
    assert ties(read(path, chat_ties=["channel"])) == [("U0", "U1"), ("U0", "U2")]
    with pytest.raises(ReadError, match="no message is left"):
        read(path, chat_ties=["channel"], max_recipients=1)


def test_kinds_are_relations_that_can_be_added(slack):
    path = slack(
        {"ward": [post("U0", 1), post("U1", 2, thread_ts=at(1), text="<@U0>")], "D1": [post("U1", 3)]},
        dms=[{"id": "D1", "members": ["U0", "U1"]}],
    )
    reported = read(path)

    assert reported.relations == {"direct-message": 1, "mention": 1, "reply": 1}
    assert build(reported, relation="all").ties()["weight"].tolist() == [3.0]
    assert read(path, chat_ties=["mention"]).relations == {"mention": 1}
    with pytest.raises(ChoiceError, match="did you mean 'reply'"):
        read(path, chat_ties=["replies"])


def test_people_are_known_by_the_address_in_their_profile(slack, tmp_path):
    users = [{"id": "U0", "profile": {"email": "Ana+slack@Example.org"}}, {"id": "U1", "name": "ben", "profile": {}}]
    staff = tmp_path / "staff.csv"
    staff.write_text("id,name,email\n1,Ana Ruiz,ana@example.org\nU1,Ben Ode,ben@example.org\n")
    path = slack({"ward": [post("U0", 1, text="<@U1>")]}, users=users)

    assert ties(read(path)) == [("ana@example.org", "U1")]
    assert ties(read(path, staff=staff)) == [("1", "U1")]


def test_an_export_without_list_of_users_or_in_a_folder_of_an_archive_is_read(slack, tmp_path):
    folder = slack({"ward": [post("U0", 1, text="<@U1>")]}, users=[])
    (folder / "users.json").unlink()
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for path in sorted(folder.rglob("*.json")):
            archive.write(path, f"My export/{path.relative_to(folder)}")

    assert ties(read(folder)) == ties(read(tmp_path / "export.zip")) == [("U0", "U1")]


def test_the_same_in_any_number_of_portions(slack, monkeypatch):
    days = {
        f"ward/2024-03-{day:02}.json": [post(f"U{day % 4}", day, thread_ts=at(1), text=f"<@U{(day + 1) % 4}>")]
        for day in range(1, 25)
    }
    path = slack(days)
    whole = read(path, whole_threads=True)
    monkeypatch.setattr("netspread.readers.folder._TOGETHER", 3)
    with engine.using(3):
        assert read(path, whole_threads=True).ties.equals(whole.ties)


def test_a_document_a_list_and_lines_say_the_same(graph):
    messages = [
        said("ana", 1),
        said("ben", 2, replyToId="1"),
        said("cia", 3, mentions=[{"mentioned": {"user": {"id": "ana"}}}]),
    ]
    texts = [
        json.dumps({"value": messages}), json.dumps(messages), "\n".join(map(json.dumps, messages)) + "\n", json.dumps(messages, indent=1),
        "\n".join(json.dumps({"value": [each]}) for each in messages), "\ufeff" + json.dumps(messages), json.dumps({"messages": messages}, indent=2),
    ]  # fmt: skip

    for text in texts:
        assert ties(read(graph(text)), "relation") == [("cia", "ana", "mention"), ("ben", "ana", "reply")]


def test_conversations_in_a_folder_are_one_log(graph, tmp_path):
    graph([said("ana", 1, chatId="19:ana_ben@unq.gbl.spaces")], "one.json")
    graph([said("ben", 1, chatId="19:g@thread.v2"), said("cia", 2, chatId="19:g@thread.v2")], "two.json")

    reported = read(tmp_path)
    assert reported.format == "teams folder"
    assert ties(reported) == [("ana", "ben"), ("ben", "cia"), ("cia", "ben")]
    assert reported.people["name"]["ana"] == "ANA"


def test_times_of_teams_are_in_utc():
    assert (
        teams._time("2024-03-01T09:15:00.1234567Z")
        == teams._time("2024-03-01T10:15:00.123456+01:00")
        == 1709284500123456
    )
    assert teams._time("2024-03-01T09:15:00") == 1709284500000000
    assert teams._time("soon") is None


def test_a_list_from_purview_without_dates_is_refused(graph):
    with pytest.raises(ReadError, match="no columns for sender, recipients and date"):
        read(graph("Item class,Sender,Recipients\nIPM,a@x.org,b@x.org\n", "list.csv"), format_in="teams table")


def test_texts_of_chats_are_never_kept(slack, graph):
    secret = "the secret text"
    for path in (
        slack({"ward": [post("U0", 1, text=f"{secret} <@U1>")]}),
        graph([said("ana", 1), said("ben", 2, replyToId="1", body={"content": secret}, subject=secret)]),
    ):
        reported = read(path)
        assert secret not in repr(reported) + reported.ties.to_csv() + reported.people.to_csv() + repr(
            reported.quality()
        )


def test_folders_are_looked_at_and_read_in_portions(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.eml").write_text("From: a@x.org\nDate: x\n\n" if number % 2 else "nothing")
    folder = Folder(tmp_path)

    assert folder.is_mostly(lambda head: head == b"nothing")
    assert not folder.is_mostly(lambda head: False)
    assert not folder.is_mostly(lambda head: True, besides={".eml"})
    assert [len(names) for names in portions(dict.fromkeys(map(str, range(2500)), 1))] == [1000, 1000, 500]
