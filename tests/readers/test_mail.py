"""Mail: headers are read to the last tie, texts never; and what is broken or hostile costs one sentence at most."""

import contextlib
import gzip
import mailbox
import random
import zipfile
from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread import engine
from netspread.errors import NetspreadError, ReadError
from netspread.readers import mail_files, read
from netspread.readers.mail_headers import addresses, mail_of
from netspread.readers.source import Source

RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_logs" / "mbox"
SAMPLES = Path(__file__).parents[1] / "samples"
raw_logs = pytest.mark.skipif(not RAW.exists(), reason="the collection of raw logs is not here")


def message(number=1, sender="ana@example.org", to="ben@example.org", *, body="Hello\n", **fields):
    """Return a message of an mbox; fields with underscores for hyphens."""
    lines = {
        "From": sender,
        "To": to,
        "Date": "Fri, 1 Mar 2024 09:15:00 +0000",
        "Message-ID": f"<{number}@example.org>",
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    headers = "".join(f"{name}: {value}\n" for name, value in lines.items() if value is not None)
    return f"From x@example.org Fri Mar  1 09:15:00 2024\n{headers}\n{body}\n"


@pytest.fixture
def box(tmp_path):
    """Write messages to an mbox and return its path."""

    def write(*messages, name="box.mbox"):
        path = tmp_path / name
        path.write_bytes(b"".join(each if isinstance(each, bytes) else each.encode() for each in messages))
        return path

    return write


def ties(reported, *columns):
    return [tuple(row) for row in reported.ties[["ego", "alter", *columns]].itertuples(index=False)]


def told(reported, words):
    return any(words in sentence for sentence in reported.told)


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


# What is in headers


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("ana@example.org", [("ana@example.org", "")]),
        ("Ana Ruiz <Ana.Ruiz@Example.ORG>", [("ana.ruiz@example.org", "Ana Ruiz")]),
        ('"Ruiz, Ana" <a@x.org>, "O\'Neil; Ben" <b@x.org>', [("a@x.org", "Ruiz, Ana"), ("b@x.org", "O'Neil; Ben")]),
        ("a+news@x.org, <a@x.org>", [("a@x.org", ""), ("a@x.org", "")]),
        ("undisclosed-recipients:;", []),
        ("Nurses: a@x.org, b@x.org;, c@x.org", [("a@x.org", ""), ("b@x.org", ""), ("c@x.org", "")]),
        ('"Nurses: all" <a@x.org>', [("a@x.org", "Nurses: all")]),
        ("a@x.org (Ana (Annie) Ruiz)", [("a@x.org", "Ana (Annie) Ruiz")]),
        ("(Ana) a@x.org", [("a@x.org", "Ana")]),
        ("a at x.org (Ana Ruiz)", [("a@x.org", "Ana Ruiz")]),
        ("=?utf-8?Q?Ana_Ru=C3=ADz?= <a@x.org>", [("a@x.org", "Ana Ruíz")]),
        ("=?utf-8?B?QW5h?=\n =?utf-8?B?IFJ1aXo=?= <a@x.org>", [("a@x.org", "Ana Ruiz")]),
        ("=?no-such?Q?Ana?= <a@x.org>", [("a@x.org", "Ana")]),
        ("=?utf-8?B?broken", []),
        ("'a@x.org'", [("a@x.org", "")]),
        ('"a@x.org" <a@x.org>', [("a@x.org", "")]),
        ("a@x.org; b@x.org", [("a@x.org", ""), ("b@x.org", "")]),
        ("Ana Ruiz, Ben Ode", []),
        ("", []),
    ],
)
def test_people_in_a_field(field, found):
    assert addresses(field) == found


@pytest.mark.parametrize(
    ("date", "seconds", "no_zone"),
    [
        ("Fri, 1 Mar 2024 09:15:00 +0000", 1709284500, False),
        ("Fri, 1 Mar 2024 10:15:00 +0100", 1709284500, False),
        ("1 Mar 2024 04:15:00 EST", 1709284500, False),
        ("Fri, 01 Mar 2024 09:15:00 GMT", 1709284500, False),
        ("Fri, 1 Mar 2024 09:15:00", 1709284500, True),
        ("Fri, 1 Mar 2024 09:15:00 +9900", 1709284500, True),
        ("Fri, 1 Mar 2024 09:15:00 CEST", 1709284500, True),
        ("Fri, 31 Feb 2024 09:15:00 +0000", 1709370900, False),
        ("Thu, 1 Jan 1904 00:00:00 +0000", -2082844800, False),
        ("Fri, 1 Jan 2106 00:00:00 +0000", 4291747200, False),
        ("no date", None, False),
        ("Fri, 99999999999999999999 Mar 2024 09:15:00 +0000", None, False),
        ("", None, False),
    ],
)
def test_dates_are_in_utc(date, seconds, no_zone):
    found = mail_of(f"From: ana@example.org\nDate: {date}\n".encode())

    assert (found.time, found.no_zone) == (seconds, no_zone)


def test_a_date_that_cannot_be_read_is_when_the_message_came():
    assert mail_of(b"From: a@x.org\nDate: soon\n", "Fri Mar  1 09:15:00 2024").time == 1709284500


def test_folded_fields_and_any_capitals_are_read():
    found = mail_of(b"FROM:\n Ana\n\t<ana@example.org>\ncc: ben@example.org,\n cia@example.org\nTO:dov@example.org")

    assert found.sender == ("ana@example.org", "Ana")
    assert [address for address, _ in found.recipients] == ["ben@example.org", "cia@example.org", "dov@example.org"]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, ""),
        ({"Auto-Submitted": "no"}, ""),
        ({"Auto-Submitted": "auto-replied"}, "machine"),
        ({"Auto-Submitted": "auto-generated (rejected)"}, "machine"),
        ({"Precedence": "bulk"}, "machine"),
        ({"Precedence": "junk"}, "machine"),
        ({"Precedence": "bulk", "List-Post": "<mailto:ward@example.org>"}, ""),
        ({"Precedence": "list", "List-Post": "<mailto:ward@example.org>"}, ""),
        ({"List-Post": "NO"}, "machine"),
        ({"List-Unsubscribe": "<https://x>"}, "machine"),
        ({"List-Unsubscribe": "<https://x>", "In-Reply-To": "<1@x>"}, ""),
        ({"List-Id": "The ward <ana.example.org>"}, "machine"),
        ({"Content-Type": "multipart/report; report-type=delivery-status"}, "machine"),
        ({"Content-Type": "text/calendar; method=REPLY"}, "calendar"),
        ({"Content-Class": "urn:content-classes:calendarmessage"}, "calendar"),
        ({"X-Gmail-Labels": "Inbox,Unread"}, ""),
        ({"X-Gmail-Labels": "Spam,Unread"}, "unsent"),
    ],
)
def test_what_no_person_wrote(fields, fault):
    headers = "".join(f"{name}: {value}\n" for name, value in fields.items())

    assert mail_of(f"From: ana@example.org\nTo: ben@example.org\n{headers}".encode()).fault == fault


def test_a_list_that_puts_itself_into_from_names_its_author_elsewhere():
    found = mail_of(
        b"From: Ana via ward <ward@lists.example.org>\nReply-To: Ana <ana@example.org>, ward@lists.example.org\n"
        b"List-Id: <ward.lists.example.org>\nList-Post: <mailto:ward@lists.example.org>\nTo: ben@example.org\n"
    )

    assert found.sender == ("ana@example.org", "Ana")
    assert found.fault == ""


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


# Where mail lies


def test_a_maildir_is_read_without_drafts_and_halves(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    for name, to in {"cur/1:2,S": "ben", "cur/2:2,DS": "cia", "new/3": "dov", "tmp/4": "eve"}.items():
        (tmp_path / name).write_text(
            f"From: ana@example.org\nTo: {to}@example.org\nDate: Fri, 1 Mar 2024 09:15:00 +0000\n\n"
        )

    assert [alter for _, alter in ties(read(tmp_path))] == ["ben@example.org", "dov@example.org"]


def test_an_archive_of_mailboxes_packed_or_not_is_one_log(tmp_path):
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w") as archive:
        archive.writestr("Takeout/Mail/All mail.mbox", message(1))
        archive.writestr("Takeout/Mail/more.mbox.gz", gzip.compress(message(2, to="cia@example.org").encode()))
        archive.writestr("Takeout/one.eml", message(3, to="dov@example.org").partition("\n")[2])
        archive.writestr("Takeout/archive_browser.html", "<html>")

    reported = read(tmp_path / "takeout.zip")

    assert [alter for _, alter in ties(reported)] == ["ben@example.org", "cia@example.org", "dov@example.org"]
    assert reported.counts["other_files"] == 1


def test_a_file_outside_of_an_archive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "mail.zip", "w") as archive:
        archive.writestr("../box.mbox", message(1))
    with pytest.raises(ReadError, match="outside of itself"):
        read(tmp_path / "mail.zip")


def test_pieces_processes_and_streams_give_the_same(box, monkeypatch):
    rng = random.Random(1)
    people = [f"p{i}@example.org" for i in range(30)]
    texts = ["x" * rng.randint(0, 900) + "\n" for _ in range(400)]
    path = box(
        *(
            message(
                i,
                rng.choice(people),
                ", ".join(rng.sample(people, 3)),
                body=text,
                Date=formatdate(1.7e9 + i),
                In_Reply_To=f"<{i + 7}@example.org>",
            )
            for i, text in enumerate(texts)
        )
    )
    whole = read(path)
    monkeypatch.setattr(mail_files, "PIECE", 5000)
    monkeypatch.setattr(mail_files, "LONGEST_HEADERS", 1000)
    monkeypatch.setattr(mail_files, "_HEAD", 500)
    monkeypatch.setattr("netspread.readers.mail.PIECE", 5000)
    monkeypatch.setattr("netspread.readers.mail._MANY", 10**9)
    packed = path.with_suffix(".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for jobs in (1, 3):
        with engine.using(jobs):
            assert read(path).ties.equals(whole.ties)
    assert read(packed).ties.equals(whole.ties)
    assert whole.counts["messages"] == 400


def test_other_processes_give_the_same(box, monkeypatch):
    path = box(*(message(i, to=f"p{i % 7}@example.org") for i in range(20)))
    with engine.using(2):
        here = engine.run(mail_files.read_piece, [mail_files.Piece(path.parent, (path.name,))] * 2, name="")
        there = list(
            engine.stream(
                mail_files.read_piece, [mail_files.Piece(path.parent, (path.name,))] * 2, name="", prefer="processes"
            )
        )
    assert [batch.addressed.tolist() for batch in there] == [batch.addressed.tolist() for batch in here]


def test_the_same_messages_as_pythons_own_reader_finds(box):
    """An independent count: the mailbox module, which reads whole messages."""
    rng = random.Random(2)
    people = [f"p{i}@example.org" for i in range(20)]
    path = box(
        *(message(i, rng.choice(people), ", ".join(rng.sample(people, 2)), Cc=rng.choice(people)) for i in range(200))
    )
    counted = {}
    with contextlib.closing(mailbox.mbox(path)) as messages:
        known = [(each["From"], f"{each['To']},{each['Cc']}") for each in messages]
    for ego, everybody in known:
        alters = {part.strip() for part in everybody.split(",")}
        for alter in alters - {ego}:
            counted[ego, alter] = counted.get((ego, alter), 0) + 1

    assert {(ego, alter): weight for ego, alter, weight in ties(read(path), "weight")} == counted


# Hostile and broken files


def test_headers_of_ten_megabytes_are_read(box):
    """In quadratic time this would take hours."""
    names = (
        '"' * 3_000_000,
        "(" * 3_000_000,
        "<" * 3_000_000,
        "=?" * 1_500_000,
        '\\"' * 1_500_000,
        ":" * 3_000_000,
        "a" * 10_000_000,
    )
    reported = read(box(*(message(i, sender="a@x.org", to="b@x.org", X=name, Cc=name) for i, name in enumerate(names))))

    assert ties(reported)[0][:2] == ("a@x.org", "b@x.org")


def test_fifty_thousand_recipients_are_bulk(box):
    everybody = ",\n ".join(f"p{i}@example.org" for i in range(50_000))
    reported = read(box(message(1, to=everybody), message(2)))

    assert ties(reported) == [("ana@example.org", "ben@example.org")]
    assert reported.counts["bulk_messages"] == 1


@pytest.mark.parametrize(
    "odd",
    [
        b"From: a\x00b@x.org\nTo: c@x.org\n", b"From: \xff\xfe@x.org\nTo: c@x.org\n", b"From: \xed\xa0\x80@x.org\nTo: c@x.org\n",
        "From: ana@\u202eexample.org\nTo: c@x.org\n".encode(), b"From: =?utf-8?B?////?= <a@x.org>\nTo: c@x.org\n",
        b"From: =?punycode?Q?" + b"a" * 500 + b"?= <a@x.org>\nTo: c@x.org\n", b"From:a@x.org\nTo: c@x.org\nDate: " + b"9" * 5000 + b"\n",
        b"From: a\x1fb@x.org\nTo: c@x.org\n",
    ],
)  # fmt: skip
def test_odd_bytes_do_no_harm(box, odd):
    reported = read(box(b"From x Fri Mar  1 09:15:00 2024\n" + odd + b"\nHello\n\n", message(2)))

    assert ("ana@example.org", "ben@example.org") in ties(reported)


def test_a_cut_archive_is_named(tmp_path):
    path = tmp_path / "box.mbox.gz"
    path.write_bytes(gzip.compress(message(1).encode() * 5000)[:-200])
    with pytest.raises(ReadError, match="cannot be read"):
        read(path)


def test_a_packed_mailbox_cut_far_behind_is_named(tmp_path):
    path = tmp_path / "box.mbox.gz"
    raw = random.Random(1).randbytes(3_000_000).replace(b"\n", b"")
    path.write_bytes(gzip.compress(message(1).encode() + raw)[:-500_000])
    with pytest.raises(ReadError, match=r"box\.mbox\.gz: the file cannot be read"):
        read(path)


def test_a_large_message_is_no_mailbox(tmp_path, monkeypatch):
    monkeypatch.setattr("netspread.readers.mail.PIECE", 5000)
    path = tmp_path / "one.eml"
    path.write_text(message(body="x" * 20_000).partition("\n")[2])

    assert ties(read(path)) == ties(read(tmp_path)) == [("ana@example.org", "ben@example.org")]


def test_headers_that_never_end_and_fields_without_number_are_read(box):
    """In quadratic time this would take hours."""
    endless = "From x Fri Mar  1 09:15:00 2024\nA: b\n" * 200_000
    fields = "From x Fri Mar  1 09:15:00 2024\nFrom: a@x.org\n" + "To: b@x.org\n" * 200_000 + "\n"

    assert ("ana@example.org", "ben@example.org") in ties(read(box(message(1), fields, endless)))


def test_what_is_no_mail_is_not_taken_for_it(tmp_path):
    path = tmp_path / "file.csv"
    for text in (
        "From,To\na,b\n",
        "From: To\na b\n",
        "sender,recipients,time\na,b,2024-01-01\n",
        "From here to there\n",
    ):
        path.write_text(text)
        assert not mail_files.is_mail(Source(path).head)


MUTATED = [SAMPLES / "mail" / "list.mbox", *sorted((SAMPLES / "mail_folder" / "boxes").rglob("*.eml"))]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_mail_is_read_or_refused_in_a_sentence(tmp_path, data):
    raw = bytearray(data.draw(st.sampled_from(MUTATED)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw)))
        junk = data.draw(
            st.sampled_from(
                [b"\x00", b"\n", b"\n\n", b"From ", b"=?", b"?=", b'"', b"<", b">", b"@", b",", b"\xff", b"\r\n", b": "]
            )
        )
        raw[at : at + data.draw(st.integers(0, 20))] = junk * data.draw(st.integers(1, 3))
    path = tmp_path / "box"
    path.write_bytes(raw)
    with contextlib.suppress(NetspreadError):
        read(path)
