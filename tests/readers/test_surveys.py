"""Survey tools: each question is a relation with its full text; other questions become attributes."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from netspread.errors import ReadError
from netspread.readers import read
from netspread.readers.source import Source
from reported_as import ties, told
from surveys_written import STAFF, book

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"


# Qualtrics


def test_qualtrics_keeps_the_question_and_what_it_knows_of_the_respondent_but_never_where_and_by_what_machine():
    reported = read(SAMPLES / "qualtrics" / "matrix.csv")

    assert reported.questions == {"Q1": "How often do you - on a normal shift - ask this person for advice?"}
    assert list(reported.people) == ["Q2", "unit", "responded"]
    assert reported.people.loc["Ana Ruiz", ["Q2", "unit"]].tolist() == ["1 to 5 years", "ICU"]
    assert reported.people["responded"].tolist() == [True, True, True, False]  # Dan opened it, and said nothing
    assert told(reported, "1 previews, tests and spam dropped")
    assert told(reported, "2 partial answers")


def test_the_same_qualtrics_answers_are_read_from_a_workbook_and_with_a_header_row_lost(tmp_path):
    rows = Source(SAMPLES / "qualtrics" / "matrix.csv").rows()
    expected = ties(read(SAMPLES / "qualtrics" / "matrix.csv"), "weight")
    everything = book(tmp_path / "all.xlsx", Sheet0=rows)
    without_ids = book(tmp_path / "two.xlsx", Sheet0=[*rows[:2], *rows[3:]])

    assert ties(read(everything), "weight") == expected
    assert ties(read(without_ids), "weight") == expected
    without_codes = read(book(tmp_path / "no_codes.xlsx", Sheet0=rows[1:]))
    assert ties(without_codes, "weight") == expected
    assert list(without_codes.questions) == ["QID1"]


def test_qualtrics_import_ids_alone_name_no_people_so_codes_are_shown(written):
    header = "startDate,endDate,status,finished,recordedDate,_recordId,QID5_1,QID5_2,QID5_3\n"
    rows = [f"2024-03-01 09:00:00,2024-03-01 09:01:00,0,1,2024-03-01 09:01:01,R_{n},{c}\n" for n, c in enumerate(
        ["Weekly,Never,Daily", ",Weekly,", "Daily,,Never"]
    )]  # fmt: skip

    reported = read(written(header + "".join(rows)))

    assert reported.format == "qualtrics"
    assert ties(reported, "relation", "weight")[0] == ("R_0", "QID5 item 1", "QID5", 3.0)
    assert told(reported, "no words")


def test_qualtrics_recoded_choices_are_people_on_the_staff_list_if_their_words_are_not(written):
    staff = written("id,name\n117,Ana Ruiz\n221,Ben Ode\n332,Cia Kay\n", "staff.csv")
    text = (
        "StartDate,RecordedDate,ResponseId,ExternalReference,Q1_117,Q1_221,Q1_332\n"
        "Start Date,Recorded Date,Response ID,External Data Reference,Whom? - A.,Whom? - B.,Whom? - C.\n"
        "2024-03-01,2024-03-01,R_1,117,,1,1\n2024-03-01,2024-03-01,R_2,221,1,,\n"
    )

    assert ties(read(written(text), staff=staff)) == [("117", "221"), ("117", "332"), ("221", "117")]


def test_embedded_data_can_say_who_answered(written):
    text = (
        "StartDate,RecordedDate,ResponseId,staff_id,Q1_1,Q1_2,Q6_Id,Q1_DO_1,Q9_First Click\n"
        "Start Date,Recorded Date,Response ID,staff_id,How often? - Ana Ruiz,How often? - Ben Ode,File - Id,Order,Timing\n"
        "2024-03-01,2024-03-01,R_1,s017,,Daily,F_1,1,2.5\n2024-03-01,2024-03-01,R_2,s021,Weekly,,,2,1.5\n"
    )
    reported = read(written(text))

    assert ties(reported) == [("s017", "Ben Ode"), ("s021", "Ana Ruiz")]
    assert list(reported.people) == ["responded"]
    assert told(reported, "give the staff list to join them")


def test_a_staff_list_joins_addresses_and_names_and_keeps_what_only_the_survey_knows(written):
    reported = read(SAMPLES / "qualtrics" / "matrix.csv", staff=written(STAFF, "staff.csv"))

    assert ("s017", "s021") in ties(reported)
    assert reported.people.index.tolist() == ["s017", "s021", "s032", "s040"]
    assert reported.people["Q2"].tolist()[:2] == ["1 to 5 years", "over 5 years"]
    assert reported.people["unit"].tolist() == ["ICU", "ICU", "Ward 3", "Ward 3"]  # the list's own


# Other tools


def test_microsoft_forms_are_known_in_a_workbook_and_in_another_language(tmp_path):
    header = ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Wen fragen Sie um Rat?\u00a0", "Station"]
    rows = [
        [1, "2024-03-01 09:15:02", "2024-03-01 09:21:40", "anonymous", "Ana Ruiz", "Ben Ode;Cia Kay;", "A"],
        [2, "2024-03-01 09:30:11", "2024-03-01 09:33:02", "anonymous", "Ben Ode", "Ana Ruiz;", "B"],
    ]

    reported = read(book(tmp_path / "form.xlsx", Sheet1=[header, *rows]))

    assert reported.format == "microsoft forms"
    assert ties(reported) == [("Ana Ruiz", "Ben Ode"), ("Ana Ruiz", "Cia Kay"), ("Ben Ode", "Ana Ruiz")]
    assert reported.people.loc["Ben Ode", "Station"] == "B"


def test_moments_that_a_workbook_holds_as_dates_are_moments(tmp_path):
    def form(name, header, cells):
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet, moment = workbook.add_worksheet(), workbook.add_format({"num_format": "m/d/yy hh:mm:ss"})
            sheet.write_row(0, 0, header)
            for at, row in enumerate(cells, 1):
                for place, cell in enumerate(row):
                    sheet.write(at, place, cell, *([moment] if isinstance(cell, datetime) else []))
        return read(path)

    when = [datetime(2024, 3, 1, 9, minute, 2) for minute in (15, 21)]  # noqa: DTZ001  # cells know no zone
    google = form(
        "g.xlsx", ["Timestamp", "Your name", "Whom do you ask?"], [[when[0], "Ana", "Ben"], [when[1], "Ben", "Ana"]]
    )
    header = ["ID", "Startzeit", "Endzeit", "E-Mail", "Name", "Wen fragen Sie?"]
    forms = form("m.xlsx", header, [[1, *when, "a@x.org", "Ana", "Ben;"], [2, *when, "b@x.org", "Ben", "Ana;"]])

    assert (google.format, ties(google)) == ("google forms", [("Ana", "Ben"), ("Ben", "Ana")])
    assert (forms.format, ties(forms)) == ("microsoft forms", [("Ana", "Ben"), ("Ben", "Ana")])


def test_codes_in_one_cell_are_people_if_they_are_ids(written):
    staff = written("id,name\n117,Ana Ruiz\n221,Ben Ode\n332,Cia Kay\n", "staff.csv")
    text = (
        "StartDate,RecordedDate,ResponseId,ExternalReference,Q1\n"
        "Start Date,Recorded Date,Response ID,External Data Reference,Whom do you ask?\n"
        '2024-03-01,2024-03-01,R_1,117,"221,332"\n2024-03-01,2024-03-01,R_2,221,117\n'
    )

    assert ties(read(written(text), staff=staff)) == [("117", "221"), ("117", "332"), ("221", "117")]


def test_a_grid_of_ticks_has_a_relation_for_each_of_its_columns():
    reported = read(SAMPLES / "google_forms" / "grid_of_ticks.csv")

    assert reported.questions == {
        "Advice": "For what do you go to ... - Advice",
        "Trust": "For what do you go to ... - Trust",
    }


def test_questions_about_other_things_become_attributes():
    reported = read(SAMPLES / "google_forms" / "checkboxes.csv")

    assert list(reported.relations) == ["Whom do you ask for advice?", "Whom do you trust?"]
    assert reported.people.loc["Ana Ruiz", "Which devices do you use?"] == "Phone, Tablet"
    assert reported.people["unit"].tolist() == ["ICU", "ICU", "Ward 3"]


def test_a_question_can_be_chosen_by_its_name(written):
    text = '"Timestamp","Your name","Best friend","Pet?"\n3/1/2024 9:15:02,ana,ben,rex\n3/1/2024 9:25:02,ben,cia,tom\n'

    assert ties(read(written(text), columns={"alter": "Pet?"})) == [("ana", "rex"), ("ben", "tom")]
    with pytest.raises(ReadError, match="no question of this google forms file is about people"):
        read(written(text.replace(",ben,rex", ",1,rex").replace(",cia,", ",2,")))


def test_limesurvey_answers_in_order_count_by_their_place():
    reported = read(SAMPLES / "limesurvey" / "ranking_and_names.csv")

    first = reported.ties[(reported.ties["ego"] == "Cia Kay") & (reported.ties["relation"] == "most")]
    assert first["weight"].tolist() == [3.0, 2.0, 1.0]
