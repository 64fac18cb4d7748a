"""Mail: headers are read to the last tie, texts never; the rules over a whole log."""

from pathlib import Path

import pytest

from mail_written import message
from netspread.errors import ReadError
from netspread.readers import mail_files, read
from reported_as import ties, told

RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_logs" / "mbox"
SAMPLES = Path(__file__).parents[1] / "samples"
raw_logs = pytest.mark.skipif(not RAW.exists(), reason="the collection of raw logs is not here")


# Real files, counted by hand


@raw_logs
def test_a_list_archive_ties_who_answers_to_whom():
    """Four posts: the second answers an id that is not in the file, the third answers the second, the fourth itself."""
    reported = read(RAW / "pipermail_2015_november.mbox")

    assert ties(reported, "weight") == [("andy@example.com", "jgb@gsyc.es", 1.0)]
    assert reported.people["name"].tolist() == ["Andy Grunwald", "Jesus M. Gonzalez-Barahona"]
    assert reported.ties["time"].astype("str").tolist() == ["2015-11-21 12:05:51"]
    assert (reported.counts["unaddressed_messages"], reported.counts["self_messages"]) == (2, 1)


@raw_logs
def test_long_headers_are_read_and_the_lists_among_the_recipients_are_no_people():
    """Eugenia writes to two lists, of which one sent the message on; Danilo to four people, the list in copy."""
    reported = read(RAW / "mbox_complex.mbox")

    assert ties(reported) == [
        ("danilo@gnome.org", "brian.nitz@sun.com"),
        ("danilo@gnome.org", "hadess@hadess.net"),
        ("danilo@gnome.org", "nshmyrev@yandex.ru"),
        ("danilo@gnome.org", "simos.lists@googlemail.com"),
        ("eloli@hotmail.com", "language-bindings@gnome.org"),
    ]
    assert reported.people["name"]["danilo@gnome.org"] == "Danilo Šegan"


@raw_logs
def test_all_mailboxes_of_a_folder_are_one_log():
    reported = read(RAW)

    assert reported.format == "mail folder"
    assert reported.counts["messages"] + reported.counts["unaddressed_messages"] == 1 + 2 + 2 + 1 + 4
    assert len(reported.ties) == 6


@raw_logs
@pytest.mark.parametrize("name", ["mbox_single", "mbox_multipart", "mbox_iso8859_encoding"])
def test_posts_that_address_nobody_are_told(name):
    with pytest.raises(ReadError, match=r"no message says to whom it goes .* give more of the archive"):
        read(RAW / f"{name}.mbox")


@raw_logs
def test_bytes_that_are_no_utf8_are_windows_letters():
    (found,) = mail_files._of_mbox(b"\n" + (RAW / "mbox_iso8859_encoding.mbox").read_bytes(), 100)

    assert found.sender == ("lucíacharlie@wellsfargo.com", "Lucía Charlie")


# Rules over the whole log


def test_texts_are_never_kept(box):
    secret = "the secret text"
    reported = read(box(message(body=f"{secret}\n", Subject=secret), message(2, "ben@example.org", "ana@example.org")))

    assert secret not in repr(reported) + reported.ties.to_csv() + reported.people.to_csv() + repr(reported.quality())


def test_a_line_in_a_text_begins_no_message(box):
    body = "From here on, at 10:30, all is well.\n\nFrom ana@x.org Fri Mar  1 10:30:00 2024\nno header\n\n>From me 1:30\nTo: x@x.org\n"
    reported = read(box(message(1, body=body), message(2, to="cia@example.org")))

    assert ties(reported, "weight") == [
        ("ana@example.org", "ben@example.org", 1.0),
        ("ana@example.org", "cia@example.org", 1.0),
    ]


def test_copies_in_several_mailboxes_count_once_and_a_blind_copy_is_kept(box):
    here = box(message(1, to="ben@example.org"), name="ben.mbox")
    there = box(message(1, to="ben@example.org", Bcc="eve@example.org"), name="ana.mbox")

    reported = read([here, there])

    assert ties(reported, "weight") == [
        ("ana@example.org", "ben@example.org", 1.0),
        ("ana@example.org", "eve@example.org", 1.0),
    ]
    assert reported.counts["copies"] == 1


def test_without_an_id_messages_are_told_apart_by_what_they_say_of_themselves(box):
    one = message(1, Message_ID=None, Subject="Tea")
    reported = read(box(one, one, message(1, Message_ID=None, Subject="Rota")))

    assert ties(reported, "weight") == [("ana@example.org", "ben@example.org", 2.0)]


def test_an_answer_on_a_list_goes_to_the_nearest_known_author_wherever_that_stands(box):
    post = {"to": "ward@lists.example.org", "List_Post": "<mailto:ward@lists.example.org>"}
    reported = read(
        box(
            message(
                3,
                "cia@example.org",
                **post,
                In_Reply_To="<lost@x>",
                References="<1@example.org> <2@example.org> <lost@x>",
            ),
            message(2, "ben@example.org", **post, In_Reply_To="<1@example.org>"),
            message(1, "ana@example.org", **post),
        )
    )

    assert ties(reported) == [("ben@example.org", "ana@example.org"), ("cia@example.org", "ben@example.org")]
    assert reported.counts["unaddressed_messages"] == 1


def test_a_list_known_from_one_message_is_no_person_in_another(box):
    reported = read(
        box(
            message(1, to="ward@example.org"),
            message(2, to="ben@example.org", cc="ward@example.org"),
            message(
                3,
                "ben@example.org",
                "ward@example.org",
                List_Post="<mailto:ward@example.org>",
                References="<2@example.org>",
            ),
        )
    )

    assert "ward@example.org" not in reported.people.index
    assert ties(reported) == [("ana@example.org", "ben@example.org"), ("ben@example.org", "ana@example.org")]


def test_a_list_without_a_mark_is_known_by_its_name_if_it_never_writes_or_by_being_said(box):
    posts = box(
        message(1, to="icu-team@example.org"),
        message(2, "ben@example.org", "icu-team@example.org", In_Reply_To="<1@example.org>"),
        message(3, "mina.team@example.org", "icu@example.org"),
        message(4, "ben@example.org", "mina.team@example.org"),
        message(5, "ben@example.org", "icu@example.org", In_Reply_To="<3@example.org>"),
    )

    answered = ("ben@example.org", "ana@example.org")
    assert answered in ties(read(posts))  # an answer on a list goes to who wrote what it answers
    assert ties(read(posts, lists=["ICU@example.org"])) == [answered, ("ben@example.org", "mina.team@example.org")]
    assert "icu-team@example.org" in read(posts, keep_automatic=True).people.index


def test_machines_drafts_and_bulk_are_left_out_and_told(box):
    many = ", ".join(f"p{i}@example.org" for i in range(11))
    path = box(
        message(1),
        message(2, Auto_Submitted="auto-replied"),
        message(3, sender="mailer-daemon@example.org"),
        message(4, to=many),
        message(5, sender=""),
        message(6, Content_Type="text/calendar; method=REPLY", to="cia@example.org"),
    )

    reported = read(path)
    assert ties(reported) == [("ana@example.org", "ben@example.org"), ("ana@example.org", "cia@example.org")]
    assert told(reported, "1 messages that machines wrote")
    assert told(reported, "1 messages without the address of a sender")
    assert reported.counts["bulk_messages"] == 1
    assert ties(read(path, drop_calendar=True)) == [("ana@example.org", "ben@example.org")]
    assert read(path, keep_automatic=True).ties["weight"].tolist()[0] == 2.0


def test_times_before_there_was_mail_and_after_today_are_told(box):
    reported = read(
        box(
            message(1),
            message(2, Date="Thu, 1 Jan 1904 00:00:00 +0000"),
            message(3, Date="Fri, 1 Jan 2106 00:00:00 +0000"),
            *(message(i) for i in range(4, 9)),
        )
    )

    assert reported.counts["odd_dates"] == 2
    assert reported.ties["time"].dt.year.tolist() == [2024]


def test_the_name_that_is_written_most_often_is_kept(box):
    reported = read(
        box(
            message(1, to="B. <ben@example.org>"), message(2, to="Ben Ode <ben@example.org>"), message(3, to="Ben Ode <BEN@example.org>"),
        )
    )  # fmt: skip

    assert reported.people["name"]["ben@example.org"] == "Ben Ode"


def test_people_are_found_on_the_staff_list_by_their_address(box, tmp_path):
    staff = tmp_path / "staff.csv"
    staff.write_text(
        "id,name,email\n1,Ana Ruiz,ana@example.org\n2,Ben Ode,ben@example.org\n3,Cia Lim,cia@example.org\n"
    )

    reported = read(box(message(1), message(2, to="eve@elsewhere.org")), staff=staff)

    assert ties(reported)[0] == ("1", "2")
    assert list(reported.unknown_names) == ["eve@elsewhere.org"]
