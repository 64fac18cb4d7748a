"""Mail headers: who wrote to whom and when, as every program writes it."""

import pytest

from netspread.readers.mail_addresses import addresses
from netspread.readers.mail_headers import mail_of


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
