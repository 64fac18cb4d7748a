"""Survey tools: their files as exported, without options; what is no network is refused, and what is no survey is left alone."""

import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
import xlsxwriter

from netspread.build import build
from netspread.errors import ReadError
from netspread.readers import read
from netspread.readers.answers import are_counting, names_nobody
from netspread.readers.redcap_dictionary import choices_of
from netspread.readers.source import Source
from netspread.readers.stems import common, short

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"

STAFF = (
    "id,name,unit,email\ns017,Ana Ruiz,ICU,ana.ruiz@example.org\ns021,Ben Ode,ICU,ben.ode@example.org\n"
    "s032,Cia Kay,Ward 3,cia.kay@example.org\ns040,Dan Lowe,Ward 3,dan.lowe@example.org\n"
)


@pytest.fixture
def written(tmp_path):
    """Write text to a file and return its path."""

    def write(text, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding=encoding)
        return path

    return write


def ties(reported, *columns):
    return [tuple(row) for row in reported.ties[["ego", "alter", *columns]].itertuples(index=False)]


def told(reported, sentence):
    return any(sentence in one for one in reported.told)


def book(path, **sheets):
    """Write a workbook with the rows of each sheet."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


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


# REDCap

DICTIONARY = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels","Field Note","Matrix Group Name"\n'
    "record_id,survey,,text,Record ID,,,\n"
    'unit,survey,,radio,Where do you work?,"1, ICU | 2, Ward 3",,\n'
    'advice,survey,,checkbox,Whom do you ask for advice?,"1, Ana Ruiz|2, Ode, Ben|3, Cia Kay|-99, Nobody",,\n'
    'talk_a,survey,How often do you talk with ...,radio,Ana Ruiz,"0, never | 1, monthly | 2, weekly",,talk\n'
    'talk_b,survey,,radio,Ben Ode,"0, never | 1, monthly | 2, weekly",,talk\n'
    'help_1,survey,,dropdown,Who helps you?,"s-017, Ana Ruiz | s-021, Ben Ode | s-032, Cia Kay",,\n'
    'help_2,survey,,dropdown,And who else?,"s-017, Ana Ruiz | s-021, Ben Ode | s-032, Cia Kay",,\n'
)
DATA = (
    "record_id,unit,advice___1,advice___2,advice___3,advice____99,talk_a,talk_b,help_1,help_2,survey_complete\n"
    "s-017,1,0,1,1,0,,2,s-021,,2\ns-021,1,0,0,0,1,1,,s-017,s-032,2\ns-032,2,1,0,0,0,0,2,,,2\n"
)


@pytest.fixture
def redcap_files(written):
    return written(DATA, "redcap/P_DATA.csv"), written(DICTIONARY, "redcap/P_DataDictionary.csv")


def test_redcap_with_its_dictionary_is_read_in_words_from_folder_archive_and_two_files(redcap_files, tmp_path):
    data, dictionary = redcap_files
    with zipfile.ZipFile(tmp_path / "P.zip", "w") as archive:
        archive.write(data, "P/data.csv")
        archive.write(dictionary, "P/dictionary.csv")

    for paths in (data.parent, tmp_path / "P.zip", [data, dictionary], [dictionary, data]):
        reported = read(paths)

        found = reported.ties
        assert found[found["relation"] == "advice"][["ego", "alter"]].to_numpy().tolist() == [
            ["s-017", "Ode, Ben"], ["s-017", "Cia Kay"], ["s-032", "Ana Ruiz"],
        ]  # fmt: skip
        assert found[found["relation"] == "talk"][["ego", "alter", "weight"]].to_numpy().tolist() == [
            ["s-017", "Ben Ode", 3.0], ["s-021", "Ana Ruiz", 2.0], ["s-032", "Ben Ode", 3.0],
        ]  # fmt: skip
        assert found[found["relation"] == "help"][["ego", "alter"]].to_numpy().tolist() == [
            ["s-017", "s-021"], ["s-021", "s-017"], ["s-021", "s-032"],
        ]  # fmt: skip
        assert reported.questions == {
            "advice": "Whom do you ask for advice?",
            "talk": "How often do you talk with ...",
            "help": "Who helps you?",
        }
        assert reported.people.loc["s-017", "unit"] == "ICU"
        assert reported.format == "redcap"


def test_codes_of_choices_that_are_ids_need_no_matching(written):
    staff = written(STAFF.replace("s0", "S-0"), "staff.csv")
    data = "record_id,redcap_survey_identifier,advice___s_017,advice___s_021,advice___s_032,advice___s_040,f_complete\n"
    reported = read(written(data + "1,S-017,0,1,0,1,2\n2,S-021,1,0,0,0,2\n"), staff=staff)

    # REDCap wrote "S-017" as s_017; on the list that is one person
    assert ties(reported) == [("S-017", "S-021"), ("S-017", "S-040"), ("S-021", "S-017")]
    assert reported.people["responded"].tolist() == [True, True, False, False]


def test_a_dictionary_alone_and_data_without_people_are_refused(redcap_files, written):
    with pytest.raises(ReadError, match="data dictionary, which has no answers; give the data beside it"):
        read(redcap_files[1])
    with pytest.raises(
        ReadError, match=r"no question of this redcap file is about people \(looked for .*'sym'.*--staff"
    ):
        read(written("record_id,age,sym___1,sym___2,sym___3,form_complete\n1,44,1,0,0,2\n2,31,0,1,0,2\n3,50,0,0,0,0\n"))


def test_two_files_of_data_beside_one_dictionary_are_not_mixed(redcap_files, written):
    written(DATA, "redcap/P_DATA_2.csv")
    with pytest.raises(ReadError, match="2 files of REDCap data"):
        read(redcap_files[0].parent)


def test_events_are_relations_of_their_own():
    reported = read(SAMPLES / "redcap" / "longitudinal.csv")

    assert reported.relations == {"advice (start_arm_1)": 2, "advice (later_arm_1)": 3}
    assert build(reported, relation="advice (later_arm_1)").n_ties == 3


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


# SPSS and Stata


def spss(path, *, store=pyreadstat.write_sav, **more):
    frame = pd.DataFrame(
        {
            "staffid": ["s017 ", "s021", "s032"],
            "talk_1": [float("nan"), 3.0, 1.0],
            "talk_2": [2.0, float("nan"), 99.0],
            "talk_3": [0.0, 1.0, float("nan")],
            "help1": [2.0, 1.0, float("nan")],
            "help2": [3.0, float("nan"), float("nan")],
            "unit": [1.0, 1.0, 2.0],
        }
    )
    often = {0.0: "never", 1.0: "monthly", 2.0: "weekly", 3.0: "daily", 99.0: "no answer"}
    people = {1.0: "Ana Ruiz", 2.0: "Ben Ode", 3.0: "Cia Kay"}
    values = {**dict.fromkeys(["talk_1", "talk_2", "talk_3"], often), "help1": people, "help2": people}
    labels = {
        "staffid": "Staff id", "talk_1": "How often do you talk with: Ana Ruiz", "talk_2": "How often do you talk with: Ben Ode",
        "talk_3": "How often do you talk with: Cia Kay", "help1": "Who helps you? 1", "help2": "Who helps you? 2", "unit": "Unit",
    }  # fmt: skip
    if store is pyreadstat.write_dta:
        values = {name: {int(code): word for code, word in words.items()} for name, words in values.items()}
        for name in ("talk_1", "talk_2", "talk_3", "help1", "help2", "unit"):
            frame[name] = frame[name].astype("Int32")
        frame.loc[2, "talk_2"] = pd.NA
    units = (
        {"unit": {1: "ICU", 2: "Ward 3"}} if store is pyreadstat.write_dta else {"unit": {1.0: "ICU", 2.0: "Ward 3"}}
    )
    store(frame, path, column_labels=labels, variable_value_labels={**values, **units}, **more)
    return path


@pytest.mark.parametrize("kind", ["sav", "zsav", "dta"])
def test_spss_and_stata_are_read_by_their_labels(tmp_path, kind):
    more = {"missing_ranges": {"talk_2": [99.0]}} if kind != "dta" else {}
    if kind == "zsav":
        more["compress"] = True
    path = spss(
        tmp_path / f"survey.{kind}", store=pyreadstat.write_dta if kind == "dta" else pyreadstat.write_sav, **more
    )

    reported = read(path)

    assert reported.format == "spss or stata"
    assert ties(reported, "relation", "weight") == [
        ("s017", "Ben Ode", "talk", 3.0), ("s021", "Ana Ruiz", "talk", 4.0), ("s021", "Cia Kay", "talk", 2.0),
        ("s032", "Ana Ruiz", "talk", 2.0), ("s017", "Ben Ode", "help", 1.0), ("s017", "Cia Kay", "help", 1.0),
        ("s021", "Ana Ruiz", "help", 1.0),
    ]  # fmt: skip
    assert reported.questions["talk"] == "How often do you talk with"
    assert reported.people.loc["s032", "unit"] == "Ward 3"


def test_an_spss_file_in_an_archive_and_a_broken_one(tmp_path):
    path = spss(tmp_path / "survey.sav")
    with zipfile.ZipFile(tmp_path / "survey.zip", "w") as archive:
        archive.write(path, "data/survey.sav")
    (tmp_path / "broken.sav").write_bytes(path.read_bytes()[:300])

    assert len(read(tmp_path / "survey.zip").ties) == len(read(path).ties)
    with pytest.raises(ReadError, match=r"broken\.sav: the file cannot be read"):
        read(tmp_path / "broken.sav")


def test_the_multiple_response_sets_of_spss_are_questions(tmp_path):
    path = tmp_path / "sets.sav"
    frame = pd.DataFrame(
        {"id": ["x", "y"], "a": [0.0, 1.0], "b": [1.0, 0.0], "h1": [2.0, 1.0], "h2": [1.0, float("nan")]}
    )
    people = {1.0: "Ana Ruiz", 2.0: "Ben Ode"}
    labels = ["Id", "Ana Ruiz", "Ben Ode", "", ""]
    pyreadstat.write_sav(frame, path, column_labels=labels, variable_value_labels={"h1": people, "h2": people})
    # pyreadstat writes no sets: their record (type 7, 7) goes before the one that ends the dictionary (type 999)
    sets = b"$ask=D1 1 16 Whom do you ask? a b\n$help=C 10 Who helps? h1 h2\n"
    content, end = path.read_bytes(), struct.pack("<ii", 999, 0)
    path.write_bytes(content.replace(end, struct.pack("<iiii", 7, 7, 1, len(sets)) + sets + end, 1))

    reported = read(path)

    assert reported.questions == {"ask": "Whom do you ask?", "help": "Who helps?"}
    assert ties(reported, "relation") == [
        ("x", "Ben Ode", "ask"), ("y", "Ana Ruiz", "ask"), ("x", "Ben Ode", "help"), ("x", "Ana Ruiz", "help"),
        ("y", "Ana Ruiz", "help"),
    ]  # fmt: skip


# Workbooks of several sheets

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


# The parts


@pytest.mark.parametrize(
    ("texts", "stem", "items"),
    [
        (["Ask? - Ana Ruiz", "Ask? - Ana Reed"], "Ask?", ["Ana Ruiz", "Ana Reed"]),
        (["Ask?-Ana", "Ask?-Ben"], "Ask?", ["Ana", "Ben"]),
        (["Ask? -", "Ask? -"], "Ask?", ["", ""]),
        (["Talk: Ana", "Talk: Ben"], "Talk", ["Ana", "Ben"]),
        (["Ana", "Ben"], "", ["Ana", "Ben"]),
        (["<b>Ask</b>&nbsp;- Ana", "<b>Ask</b>&nbsp;- Ben"], "Ask", ["Ana", "Ben"]),
    ],
)
def test_stems_are_what_texts_share_up_to_a_mark(texts, stem, items):
    assert common(texts) == (stem, items)


def test_short_names_are_cut_between_words():
    assert short("Whom do you ask?") == "Whom do you ask?"
    assert short("How often do you ask each of these people for advice?") == "How often do you ask each of these"
    assert len(short("x" * 100)) == 40


def test_nobody_is_a_choice_and_no_person():
    assert all(map(names_nobody, ["None of these", "nobody", "I do not know anyone", "N/A", "Niemand"]))
    assert names_nobody("", "99")
    assert not any(map(names_nobody, ["Ana Ruiz", "Noone, Peter", "Norbert", "x17"]))


def test_counting_codes_are_no_ids():
    assert are_counting(["1", "2", "3", "5"])
    assert not are_counting(["001", "002"])
    assert not are_counting(["17", "21", "32"])
    assert not are_counting(["s1", "s2"])


def test_choices_of_a_dictionary_keep_commas_and_bars():
    assert choices_of("1, Ana Ruiz | 2, Ode, Ben | -99, A | B") == {"1": "Ana Ruiz", "2": "Ode, Ben", "-99": "A | B"}
