"""Privacy: who opted out is nowhere, small groups are pooled, pseudonyms hold nothing that names people."""

import hashlib
import hmac
import json
import os
import stat
import zipfile

import pandas as pd
import pytest

import netspread as ns
from netspread.errors import ChoiceError, ReadError, SaveError
from netspread.readers.privacy.pooling import pooled
from netspread.readers.privacy.pseudonyms import pseudonyms_of, read_key

STAFF = """id,name,email,unit,role,manager,note
zzq01,Ana Ruizolla,ana.ruiz@ward.example,North,nurse,Bertram Odestrand,
zzq02,Bertram Odestrand,b.ode@ward.example,North,doctor,,
zzq03,Cia Morrell,cia@ward.example,North,nurse,Bertram Odestrand,shares a room with Dovric Tammsaar
zzq04,Dovric Tammsaar,dovric@ward.example,South,nurse,Ana Ruizolla,
zzq05,Edda Quist,edda@ward.example,South,porter,Ana Ruizolla,
zzq06,Finn Zoller,finn@ward.example,South,nurse,Ana Ruizolla,
"""
SURVEY = """respondent,advice 1,advice 2,advice 3,advice 4
zzq01,Bertram Odestrand,Cia Morrell,Dr Dovric Tammsaar
zzq02,Ana Ruizolla,Dovric Tamsaar,Edda Quist
zzq03,Ruizolla,the porter,Finn Zoller,Bertram Odestrand
zzq04,Ana Ruizolla,Bertram Odestrand,
zzq06,Dovric Tammsaar,Edda Quist,Ana Ruizolla
"""
NAMES = ("Ana Ruizolla", "Bertram Odestrandstrand", "Cia Morrell", "Dovric Tammsaar", "Edda Quist", "Finn Zoller")


@pytest.fixture
def ward(tmp_path):
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    return tmp_path


def texts(folder):
    """Every file of an output folder as text, workbooks unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield path.name, "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def assert_nowhere(folder, words):
    for file, text in texts(folder):
        for word in words:
            assert word.casefold() not in text.casefold(), f"{word} in {file}"


def study(ward, **options):
    return ns.study(ward / "survey.csv", staff=ward / "staff.csv", groups="unit", budget=2, worlds=20, **options)


@pytest.mark.parametrize(
    "entry",
    [
        "zzq04",
        "Dovric Tammsaar",
        "tammsaar, dovric",
        "DOVRIC@ward.example",
        "Dr Dovric Tammsaar",
        "id,name\na04,Dovric Tammsaar",
    ],
)
def test_who_opted_out_is_in_no_file_however_the_list_spells_it(ward, entry):
    (ward / "no.txt").write_text(entry + "\n", encoding="utf-8")

    found = study(ward, optout=ward / "no.txt")
    found.save(ward / "out")

    assert_nowhere(ward / "out", ["zzq04", "Dovric", "Tammsaar"])
    assert list(found.network.ids) == ["zzq01", "zzq02", "zzq03", "zzq05", "zzq06"]
    assert found.quality()["respondents"] == 4
    assert any("1 person" in sentence for sentence in found.quality()["told"])
    assert {(row.ego, row.alter) for row in found.network.ties().itertuples()} == {
        ("zzq01", "zzq02"), ("zzq01", "zzq03"), ("zzq02", "zzq01"), ("zzq02", "zzq05"), ("zzq03", "zzq06"), ("zzq03", "zzq02"), ("zzq06", "zzq05"), ("zzq06", "zzq01"),
    }  # fmt: skip


def test_a_name_that_may_mean_who_opted_out_goes_too_but_other_unknown_names_stay(ward):
    (ward / "no.txt").write_text("Ana Ruizolla\n", encoding="utf-8")

    names = ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt").unknown_names

    assert dict(names) == {"the porter": 1}


def test_without_a_staff_list_every_spelling_of_who_opted_out_goes(tmp_path):
    (tmp_path / "ties.csv").write_text(
        "ego,alter\nAna Ruizolla,Ben Ode\nBen Ode,Ruizolla Ana\nBen Ode,A. Ruizolla\nCia Hall,Ben Ode\nCia Hall,Ana Diaz\n"
    )
    (tmp_path / "no.txt").write_text("Ana Ruizolla\n")

    read = ns.read(tmp_path / "ties.csv", optout=tmp_path / "no.txt")

    assert sorted(read.people.index) == ["Ana Diaz", "Ben Ode", "Cia Hall"]
    assert len(read.ties) == 2


def test_an_opt_out_that_could_mean_two_people_is_refused_without_naming_them(ward):
    (ward / "staff.csv").write_text(STAFF + "zzq07,Amir Ruizolla,amir@ward.example,South,nurse,,\n", encoding="utf-8")
    (ward / "no.txt").write_text("zzq05\nA. Ruizolla\n", encoding="utf-8")

    with pytest.raises(ReadError, match="line 2: it is not sure who is meant; write the id"):
        ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt")


def test_who_opted_out_and_is_unknown_is_told_as_a_count(ward):
    (ward / "no.txt").write_text("Somebody Else\n", encoding="utf-8")

    read = ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt")

    assert "opted out, and not found in the files: 1 person" in read.told
    assert len(read.people) == 6


def test_the_table_of_names_holds_nobody_who_opted_out(ward):
    from netspread.readers import matched

    (ward / "no.txt").write_text("zzq01\n", encoding="utf-8")
    frame = matched(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt").frame

    assert (
        not frame.astype("str").apply(lambda column: column.str.contains("ruizolla|zzq01", case=False)).any(axis=None)
    )
    assert "Dovric Tamsaar" in set(frame["name"])


def test_pseudonyms_leave_no_name_id_or_address_in_any_file(ward):
    study(ward, pseudonyms=ward / "key").save(ward / "out")

    words = [word for name in NAMES for word in [name, name.split()[1]] if len(word) > 5]
    assert_nowhere(ward / "out", [*words, "ward.example", "zzq01", "zzq04", "the porter", "Dovric Tamsaar"])
    columns = pd.read_csv(ward / "out" / "people.csv").columns
    assert {"unit", "role", "manager"} <= set(columns)
    assert not {"name", "email", "note"} & set(columns)


def test_the_same_key_gives_the_same_pseudonyms_and_networks(ward):
    real = study(ward)
    first, again = (study(ward, pseudonyms=ward / "key") for _ in range(2))
    other = study(ward, pseudonyms=ward / "other-key")

    assert list(first.network.ids) == list(again.network.ids)
    assert set(first.network.ids).isdisjoint(other.network.ids)
    called = pseudonyms_of(real.network.ids, read_key(ward / "key"))
    pairs = real.network.ties().assign(ego=lambda t: t["ego"].map(called), alter=lambda t: t["alter"].map(called))
    assert set(zip(pairs["ego"], pairs["alter"], strict=True)) == set(
        first.network.ties()[["ego", "alter"]].itertuples(index=False, name=None)
    )
    managers = first.network.people["manager"].dropna()
    assert set(managers) == {called["zzq01"], called["zzq02"]}
    assert list(first.network.ids) == sorted(first.network.ids)  # the order of the staff list would tell


def test_a_pseudonym_is_an_hmac_of_the_id():
    secret = bytes(range(32))
    digest = hmac.new(secret, b"zzq01", hashlib.sha256).digest()
    letters, number = "abcdefghijklmnopqrstuvwxyz234567", int.from_bytes(digest, "big") >> (256 - 50)
    expected = "p" + "".join(letters[(number >> (45 - 5 * at)) & 31] for at in range(10))

    assert pseudonyms_of(["zzq01"], secret) == {"zzq01": expected}


def test_two_ids_that_differ_in_capitals_alone_are_not_made_one():
    with pytest.raises(ChoiceError, match="'a1' and 'A1' get the same pseudonym"):
        pseudonyms_of(["a1", "A1"], bytes(32))


def test_the_key_is_made_for_its_owner_alone(tmp_path):
    key = read_key(tmp_path / "key")

    assert len(key) == 32
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert read_key(tmp_path / "key") == key
    assert (tmp_path / "key").read_text() == key.hex() + "\n"


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_key_that_others_can_read_is_refused(tmp_path):
    read_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)

    with pytest.raises(ReadError, match="chmod 600"):
        read_key(tmp_path / "key")


def test_a_file_that_is_no_key_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("id\n1\n")
    path.chmod(0o600)

    with pytest.raises(ReadError, match="this is no key"):
        read_key(path)
    with pytest.raises(SaveError, match="cannot be made"):
        read_key(tmp_path / "nowhere" / "key")
    assert path.read_text() == "id\n1\n"


def test_a_key_inside_the_output_folder_is_refused(ward):
    from click.testing import CliRunner

    from netspread_cli.main import main

    out = ward / "out"
    words = [
        "run",
        ward / "survey.csv",
        "--staff",
        ward / "staff.csv",
        "--out",
        out,
        "--budget",
        2,
        "--pseudonyms",
        out / "key",
    ]
    result = CliRunner().invoke(main, [str(word) for word in words])

    assert result.exit_code == 1
    assert "keep it elsewhere" in result.stderr
    assert not out.exists()
    found = study(ward, pseudonyms=ward / "key")
    with pytest.raises(SaveError, match="keep it elsewhere"):
        found.save(ward, force=True)


def test_neither_the_place_of_the_key_nor_the_names_of_files_are_on_record(ward):
    (ward / "no.txt").write_text("zzq05\n", encoding="utf-8")
    study(ward, pseudonyms=ward / "key", optout=ward / "no.txt").save(ward / "out")

    run = json.loads((ward / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["options"]["pseudonyms"] is True
    assert run["options"]["optout"] is True
    assert [entry["name"] for entry in run["inputs"]] == ["input-1.csv", "input-2.csv"]


def test_small_groups_are_pooled_until_none_is_small():
    people = pd.DataFrame(
        {
            "name": [f"Person {at}" for at in range(20)],
            "unit": ["A"] * 9 + ["B"] * 6 + ["C"] * 3 + ["D"] * 2,  # C and D make 5: enough
            "role": ["nurse"] * 10 + ["doctor"] * 9 + ["porter"],  # one alone: doctors join
            "grade": [1] * 10 + [2] * 10,
            "site": ["x"] * 17 + [None] * 3,
        },
        index=[f"p{at}" for at in range(20)],
    )

    found, told = pooled(people, 5)

    assert found["unit"].value_counts().to_dict() == {"A": 9, "B": 6, "other": 5}
    assert found["role"].value_counts().to_dict() == {"nurse": 10, "other": 10}
    assert found["grade"].tolist() == people["grade"].tolist()
    assert found["site"].unique().tolist() == ["other"]
    assert found["name"].tolist() == people["name"].tolist()
    assert [sentence.split(":")[0] for sentence in told] == ["'unit'", "'role'", "'site'"]


def test_no_attribute_of_a_report_shows_fewer_than_five(hospital_files, tmp_path):
    found = ns.study(hospital_files[0], staff=hospital_files[1], worlds=20, min_group=5)
    found.save(tmp_path / "out")

    people = pd.read_csv(tmp_path / "out" / "people.csv", dtype=str)
    for column in ("unit", "role", "site", "years"):
        assert people[column].fillna("").value_counts().min() >= 5
    silos = pd.read_excel(tmp_path / "out" / "results.xlsx", sheet_name="leaders", engine="calamine", dtype=str)
    assert silos["years"].fillna("").value_counts().min() >= 5


def test_fewer_than_two_is_no_group():
    with pytest.raises(ChoiceError, match="min_group is 1"):
        pooled(pd.DataFrame(), 1)


@pytest.fixture
def hospital_files():
    from pathlib import Path

    folder = Path(__file__).parents[2] / "sample_networks" / "hospital"
    return folder / "survey.csv", folder / "staff.csv"


def test_the_neighbor_in_number_of_who_opted_out_stays(tmp_path):
    (tmp_path / "ties.csv").write_text(
        "ego,alter\nemployee12,employee13\nemployee13,employee14\nemployee14,employee15\n"
    )
    (tmp_path / "no.txt").write_text("employee12\n")

    read = ns.read(tmp_path / "ties.csv", optout=tmp_path / "no.txt")

    assert sorted(read.people.index) == ["employee13", "employee14", "employee15"]


def test_a_log_is_read_without_who_opted_out_and_under_pseudonyms(tmp_path):
    rows = "sender,recipients,timestamp\nana@x.example,ben@x.example,2024-03-01 09:00\n"
    rows += (
        "ben@x.example,ana@x.example; cia@x.example,2024-03-02 09:00\ncia@x.example,ben@x.example,2024-03-03 09:00\n"
    )
    (tmp_path / "log.csv").write_text(rows)
    (tmp_path / "no.txt").write_text("ANA@x.example\n")

    read = ns.read(tmp_path / "log.csv", optout=tmp_path / "no.txt", pseudonyms=tmp_path / "key")

    called = pseudonyms_of(["ben@x.example", "cia@x.example"], read_key(tmp_path / "key"))
    assert set(read.ties[["ego", "alter"]].itertuples(index=False, name=None)) == {
        (called["ben@x.example"], called["cia@x.example"]), (called["cia@x.example"], called["ben@x.example"]),
    }  # fmt: skip
    assert not any("@" in sentence for sentence in read.told)


def test_the_first_line_is_a_person_and_no_header_whatever_the_name(tmp_path):
    (tmp_path / "staff.csv").write_text("id,name\n11,Della Street\n12,Max Born\n13,Ana Ruiz\n14,Ben Ode\n")
    (tmp_path / "ties.csv").write_text("ego,alter\n11,12\n12,13\n13,14\n14,13\n")
    (tmp_path / "no.txt").write_text("Della Street\nMax Born\n")

    read = ns.read(tmp_path / "ties.csv", staff=tmp_path / "staff.csv", optout=tmp_path / "no.txt")

    assert list(read.people.index) == ["13", "14"]


def test_first_and_last_names_in_columns_of_their_own_are_one_person(ward):
    (ward / "no.csv").write_text("first name,last name,reason\nDovric,Tammsaar,no time\n", encoding="utf-8")

    assert "zzq04" not in ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.csv").people.index


def test_every_command_that_reads_takes_the_options(ward):
    from click.testing import CliRunner

    from netspread_cli.main import main

    (ward / "no.txt").write_text("zzq04\n", encoding="utf-8")
    shown = {
        "rank": ["--by", "in-degree"],
        "names": ["--out", ward / "names.csv"],
        "describe": [],
        "check": ["--format", "json"],
        "convert": [ward / "net.graphml"],
    }
    for name, more in shown.items():
        words = [
            name,
            ward / "survey.csv",
            *more,
            "--staff",
            ward / "staff.csv",
            "--optout",
            ward / "no.txt",
            "--min-group",
            2,
        ]
        words = [*words, *([] if name == "names" else ["--pseudonyms", ward / "key"])]
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == 0, (name, result.stderr)
        assert "Tammsaar" not in result.stdout + result.stderr
        assert name == "names" or "zzq0" not in result.stdout + result.stderr
    assert "Tammsaar" not in (ward / "names.csv").read_text(encoding="utf-8")
    assert "zzq0" not in (ward / "net.graphml").read_text(encoding="utf-8")


def test_a_first_name_that_others_share_is_no_trace(tmp_path):
    (tmp_path / "staff.csv").write_text(
        "id,first name,last name,name,note\n11,Ana,Ruizolla,Ana Ruizolla,\n12,Ana,Ode,Ana Ode,knows Ana\n13,Cia,Hall,Cia Hall,asks Ana Ruizolla\n"
    )
    (tmp_path / "ties.csv").write_text("ego,alter\n11,12\n12,13\n13,12\n12,Ana Diaz\n")
    (tmp_path / "no.txt").write_text("first name,last name\nAna,Ruizolla\n")

    read = ns.read(tmp_path / "ties.csv", staff=tmp_path / "staff.csv", optout=tmp_path / "no.txt")

    assert list(read.people.index) == ["12", "13"]
    assert read.people["first name"].tolist() == ["Ana", "Cia"]
    assert read.people["note"].isna().tolist() == [False, True]
    assert dict(read.unknown_names) == {"Ana Diaz": 1}


def test_where_a_file_has_names_behind_ids_they_are_looked_at(tmp_path):
    from netspread.readers.privacy.optout import without
    from netspread.readers.reader import tie_frame
    from netspread.records import Reported

    (tmp_path / "no.txt").write_text("Ana Ruizolla\n")
    people = pd.DataFrame(
        {"name": ["Ana Ruizolla", "Ben Ode", "Cia Hall", "Ruizolla, A."]}, index=pd.Index(["n1", "n2", "n3", "n4"])
    )
    reported = Reported(tie_frame(["n1", "n2", "n3"], ["n2", "n3", "n4"]), people, "alter_to_ego", "a graph")

    left = without(reported, tmp_path / "no.txt", by_list=False)

    assert list(left.people.index) == ["n2", "n3"]
    assert left.ties[["ego", "alter"]].to_numpy().tolist() == [["n2", "n3"]]
