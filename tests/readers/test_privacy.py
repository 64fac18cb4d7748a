"""Privacy: who opted out is nowhere."""

import pandas as pd
import pytest

import netspread as ns
from netspread.errors import ReadError
from netspread.readers.privacy.pseudonyms import pseudonyms_of, read_key
from private_ward import STAFF, assert_nowhere, study


@pytest.mark.parametrize(
    "entry",
    [
        "zz9q04",
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

    assert_nowhere(ward / "out", ["zz9q04", "Dovric", "Tammsaar"])
    assert list(found.network.ids) == ["zz9q01", "zz9q02", "zz9q03", "zz9q05", "zz9q06"]
    assert found.quality()["respondents"] == 4
    assert any("1 person" in sentence for sentence in found.quality()["told"])
    assert {(row.ego, row.alter) for row in found.network.ties().itertuples()} == {
        ("zz9q01", "zz9q02"), ("zz9q01", "zz9q03"), ("zz9q02", "zz9q01"), ("zz9q02", "zz9q05"), ("zz9q03", "zz9q06"), ("zz9q03", "zz9q02"), ("zz9q06", "zz9q05"), ("zz9q06", "zz9q01"),
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
    (ward / "staff.csv").write_text(STAFF + "zz9q07,Amir Ruizolla,amir@ward.example,South,nurse,,\n", encoding="utf-8")
    (ward / "no.txt").write_text("zz9q05\nA. Ruizolla\n", encoding="utf-8")

    with pytest.raises(ReadError, match="line 2: it is not sure who is meant; write the id"):
        ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt")


def test_who_opted_out_and_is_unknown_is_told_as_a_count(ward):
    (ward / "no.txt").write_text("Somebody Else\n", encoding="utf-8")

    read = ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt")

    assert "opted out, and not found in the files: 1 person" in read.told
    assert len(read.people) == 6


def test_the_table_of_names_holds_nobody_who_opted_out(ward):
    from netspread.readers import matched

    (ward / "no.txt").write_text("zz9q01\n", encoding="utf-8")
    frame = matched(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.txt").frame

    assert (
        not frame.astype("str").apply(lambda column: column.str.contains("ruizolla|zz9q01", case=False)).any(axis=None)
    )
    assert "Dovric Tamsaar" in set(frame["name"])


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

    assert "zz9q04" not in ns.read(ward / "survey.csv", staff=ward / "staff.csv", optout=ward / "no.csv").people.index


def test_every_command_that_reads_takes_the_options(ward):
    from click.testing import CliRunner

    from netspread_cli.main import main

    (ward / "no.txt").write_text("zz9q04\n", encoding="utf-8")
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
        assert name == "names" or "zz9q0" not in result.stdout + result.stderr
    assert "Tammsaar" not in (ward / "names.csv").read_text(encoding="utf-8")
    assert "zz9q0" not in (ward / "net.graphml").read_text(encoding="utf-8")


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
