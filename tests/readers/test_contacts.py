"""Contacts and access logs: who was near whom, and who opened the same records."""

from pathlib import Path

import pandas as pd
import pytest

from netspread.errors import ChoiceError, ReadError
from netspread.readers import read
from reported_as import weighted

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


def test_contacts_count_or_last(written):
    path = written("time,a,b\n20,ana,ben\n40,ben,ana\n40,ben,cia\n80,cia,cia\n")

    reported = read(path)

    assert reported.format == "contacts"
    assert weighted(reported) == {("ana", "ben"): 2.0, ("ben", "cia"): 1.0}
    assert "1 rows that do not name two people left out" in reported.told
    assert weighted(read(path, weight="hours")) == pytest.approx({("ana", "ben"): 40 / 3600, ("ben", "cia"): 20 / 3600})


def test_contacts_as_sociopatterns_has_them(written):
    with_groups = written("".join(f"{20 * t}\t{t % 3}\t{t % 3 + 1}\tNUR\tMED\n" for t in range(7, 12)), "tij.dat")
    bare = written("".join(f"{20 * t} {t % 3} {t % 3 + 1}\n" for t in range(7, 47)), "bare.dat")

    assert weighted(read(with_groups)) == {("0", "1"): 1, ("1", "2"): 2, ("2", "3"): 2}
    assert weighted(read(written(with_groups.read_text().replace("\t", " "), "blanks.dat"))) == weighted(
        read(with_groups)
    )
    assert sum(weighted(read(bare)).values()) == 40
    assert read(bare).format == "contacts"


def test_contacts_with_a_length_of_their_own(written):
    path = written("person1,person2,start,duration\nana,ben,2024-03-01 10:00,1800\nana,ben,2024-03-01 11:00,900\n")

    assert weighted(read(path, weight="hours")) == {("ana", "ben"): 0.75}
    with pytest.raises(ChoiceError, match="have no length"):
        read(written("time,a,b\n20,ana,ben\n20,ana,cia\n"), weight="hours")


@pytest.mark.skipif(not SHARED.exists(), reason="the open data sets are not here")
def test_contacts_in_the_hospital_ward_are_counted():
    reported = read(SHARED / "hospital_ward_contacts" / "contacts.csv.gz")

    rows = pd.read_csv(SHARED / "hospital_ward_contacts" / "contacts.csv.gz")
    low, high = rows[["a", "b"]].min(axis=1), rows[["a", "b"]].max(axis=1)
    expected = rows.groupby([low, high]).size().to_dict()
    assert (reported.format, len(reported.people), len(reported.ties)) == ("contacts", 75, 1139)
    assert weighted(reported) == expected
    assert sum(
        weighted(read(SHARED / "hospital_ward_contacts" / "contacts.csv.gz", weight="hours")).values()
    ) == pytest.approx(32424 * 20 / 3600)


def test_people_who_open_the_same_records_soon_after_each_other_are_tied(written):
    rows = (
        [("ana", p, 1) for p in range(12)] + [("ben", p, 31) for p in range(11)] + [("cia", p, 32) for p in range(12)]
    )
    rows += [("ana", 0, 2), ("ben", 0, 30)]  # again and again is still one patient
    text = "".join(
        f"{who},P{patient},{pd.Timestamp('2024-01-01') + pd.Timedelta(days=day)}\n" for who, patient, day in rows
    )

    reported = read(written("User ID,Patient MRN,Access Time\n" + text))

    # ana and ben: 30 days apart; ana and cia 31, but for patient 0
    assert reported.format == "record access log"
    assert weighted(reported) == {("ana", "ben"): 11.0, ("ben", "cia"): 11.0}
    assert weighted(read(written("User ID,Patient MRN,Access Time\n" + text), within_days=31))["ana", "cia"] == 12.0
    assert weighted(read(written("User ID,Patient MRN,Access Time\n" + text), min_shared=1))["ana", "cia"] == 1.0
    with pytest.raises(ReadError, match="share fewer than 12"):
        read(written("User ID,Patient MRN,Access Time\n" + text), min_shared=12)
    with pytest.raises(ChoiceError, match="weight 'hours' is unknown"):
        read(written("User ID,Patient MRN,Access Time\n" + text), weight="hours")
