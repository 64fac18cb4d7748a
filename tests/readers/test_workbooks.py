"""Workbooks of several sheets, and tables that are no tool's file."""

from pathlib import Path

import pytest

from netspread.errors import ReadError
from netspread.readers import read
from reported_as import ties, told
from surveys_written import STAFF, book

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"


GRID = [["name", "advice [Ana Ruiz]", "advice [Ben Ode]"], ["Ana Ruiz", "", "weekly"], ["Ben Ode", "daily", ""]]
LIST = [["id", "name", "unit"], ["s017", "Ana Ruiz", "ICU"], ["s021", "Ben Ode", "ICU"], ["s032", "Cia Kay", "Ward 3"]]


def test_the_sheet_that_holds_a_survey_is_found_and_a_staff_list_beside_it_used(tmp_path):
    path = book(tmp_path / "s.xlsx", Notes=[["Read me first"], ["made in March"]], Answers=GRID, People=LIST)

    reported = read(path)

    assert ties(reported, "weight") == [("s017", "s021", 3.0), ("s021", "s017", 4.0)]
    assert reported.people["unit"].tolist() == ["ICU", "ICU", "Ward 3"]
    assert reported.quality()["response_rate"] == pytest.approx(2 / 3)
    assert told(reported, "sheet 'Answers' is read")
    assert told(reported, "sheet 'People' is taken as the staff list: 3 people")


def test_other_sheets_are_told_and_not_mixed_in(tmp_path, written):
    others = [["id", "name"], ["x1", "Max Orr"], ["x2", "Eve Moss"]]
    path = book(tmp_path / "s.xlsx", Answers=GRID, Again=GRID, Others=others)

    reported = read(path)

    assert len(reported.ties) == 2
    assert told(reported, "'Again' could be read as well: choose with --sheet")
    assert told(reported, "not read: sheet 'Others'")
    assert len(read(path, sheet="Again", staff=written(STAFF, "staff.csv")).ties) == 2


# What is no tool's file


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("timestamp,sender,recipients\n2024/03/01 9:15:02,a,b;c\n2024/03/01 9:16:02,b,a\n", "message log"),
        ("Timestamp,ego,alter,how well do you know each other?\n3/1/2024 9:15:02,ana,ben,1\n", "tie list"),
        ("Timestamp,name,advice 1,advice 2\n2024-03-01 09:15,ana,ben,cia\n2024-03-01 09:16,ben,ana,\n", "name generator"),
        ("id,advice [Ana],advice [Ben]\nAna,,weekly\nBen,daily,\n", "roster grid"),
        ("record_id,ana,ben,cia\nana,0,1,1\nben,1,0,0\ncia,0,1,0\n", "square matrix"),
        ("Response ID,ego,alter\n1,ana,ben\n2,ben,cia\n", "tie list"),
        ("id,start,end,from,to\n1,2024-03-01 09:00:00,2024-03-01 10:00:00,a@x.org,b@x.org\n", "message log"),
        ("sender,recipient,task_complete\na,b,1\nb,c,0\n", "tie list"),
        ("status,finished,ego,alter\ndone,1,ana,ben\ndone,0,ben,cia\n", "tie list"),
    ],
)  # fmt: skip
def test_tables_of_other_kinds_are_left_to_their_readers(written, text, form):
    assert read(written(text)).format == form


@pytest.mark.skipif(not RAW.exists(), reason="the raw exports are not here")
@pytest.mark.parametrize(
    "name",
    [
        "qualtrics_three_header_rows.csv", "qualtrics_legacy_two_header_rows.csv", "redcap_checkboxes-1",
        "redcap_checkboxes-1/data.csv", "redcap_longitudinal", "redcap_longitudinal/data.csv",
    ],
)  # fmt: skip
def test_real_exports_without_a_question_about_people_are_known_and_refused_for_that(name):
    tool = name.split("_")[0]
    with pytest.raises(ReadError, match=f"no question of this {tool} file is about people"):
        read(RAW / name)
