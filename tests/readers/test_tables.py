"""Tables: what is a name, an answer, a number, and what is none."""

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from netspread.errors import ChoiceError, ReadError
from netspread.readers import read
from reported_as import ties, told

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


# Words for nobody, and numbers that are no answers


@pytest.mark.parametrize("word", ["nobody", "None.", "N/A", "n.a.", "keiner", "-", "niemand"])
def test_a_word_for_nobody_is_no_person_and_the_respondent_did_answer(written, word):
    reported = read(written(f"name,advice 1,advice 2\nana,{word},\nben,ana,cia\n"))

    assert ties(reported) == [("ben", "ana"), ("ben", "cia")]
    assert reported.respondents == {"ana", "ben"}


def test_nobody_in_a_tie_list_is_an_answer_and_no_person(written):
    reported = read(written("ego,alter\nana,ben\nben,nobody\n"))

    assert ties(reported) == [("ana", "ben")]
    assert reported.people.index.tolist() == ["ana", "ben"]
    assert reported.respondents == {"ana", "ben"}


def test_99_is_a_person_where_ids_go_beyond_it_and_nobody_where_they_do_not(written):
    long = "id,advice 1,advice 2\n" + "".join(f"{at},{at % 120 + 1},99\n" for at in range(1, 121) if at != 99)
    short = "id,advice 1,advice 2\n" + "".join(f"{at},{at % 30 + 1},99\n" for at in range(1, 31))

    assert sum(alter == "99" for _, alter in ties(read(written(long)))) >= 119
    assert "99" not in read(written(short)).people.index
    assert told(read(written(short)), "99 in 'advice' taken as nobody")


def test_99_is_a_value_on_a_scale_to_100_and_no_answer_on_a_scale_to_5(written):
    head = "name,advice [Ana],advice [Ben],advice [Cia]\n"
    wide = read(written(head + "Ana,,99,80\nBen,30,,100\nCia,99,20,\n"))
    narrow = read(written(head + "Ana,,5,99\nBen,3,,1\nCia,99,2,\n"))

    assert ("Ana", "Ben", 99.0) in ties(wide, "weight")
    assert len(narrow.ties) == 4
    assert told(narrow, "99 taken as no answer")


# What is chosen counts, and is not overlooked


def test_the_scale_counts_in_a_tie_list_too(written):
    path = written("ego,alter,strength\nana,ben,much\nben,ana,hardly\n")

    assert ties(read(path, scale={"much": 3, "hardly": 0}), "weight") == [("ana", "ben", 3.0)]


def test_day_first_decides_what_the_dates_leave_open_in_lists_and_logs(written):
    survey, log = written("ego,alter,date\na,b,3/4/2024\n", "s.csv"), written("from,to,time\na,b,3/4/2024\n", "l.csv")

    for path in (survey, log):
        assert read(path, day_first=True).ties["time"].iloc[0] == pd.Timestamp("2024-04-03")
        assert read(path, day_first=False).ties["time"].iloc[0] == pd.Timestamp("2024-03-04")


def test_dates_in_both_orders_are_refused_and_not_turned_round(written):
    with pytest.raises(ReadError, match="'15/6/2024', which is no date"):
        read(written("ego,alter,date\na,b,3/14/2024\nb,c,15/6/2024\n"))


def test_the_separator_can_be_told_for_names_and_for_recipients(written):
    survey = written("name,asks\nana,ben # cia\nben,ana\n")
    log = written("sender,recipients,time\na,b'c,2024-01-01\n", "log.csv")

    assert ties(read(survey, separator="#", format_in="name generator")) == [
        ("ana", "ben"), ("ana", "cia"), ("ben", "ana"),
    ]  # fmt: skip
    assert ties(read(log, separator="'")) == [("a", "b"), ("a", "c")]


def test_a_sheet_of_a_text_file_is_told_and_a_chosen_sheet_is_recognized_by_itself(written, tmp_path):
    with pytest.raises(ChoiceError, match="this is no workbook, so it has no sheet 'Two'"):
        read(written("ego,alter\na,b\n"), sheet="Two")
    path = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (("Notes", [["height", "width"], [1, 2]]), ("Ties", [["ego", "alter"], ["a", "b"]])):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    assert ties(read(path, sheet="Ties")) == [("a", "b")]


def test_gephis_type_says_whether_ties_have_a_direction(written):
    head = "Source,Target,Type,Weight\n"

    assert not read(written(head + "1,2,Undirected,2\n2,3,Undirected,1\n")).directed
    mixed = read(written(head + "1,2,Directed,2\n2,3,Undirected,1\n"))
    assert ties(mixed) == [("1", "2"), ("2", "3"), ("3", "2")]
    assert mixed.relations == {"": 3}


# Names in one cell


@pytest.mark.parametrize(
    "cell", ["Ben Ode;Cia Kay", "Ben Ode, Cia Kay", "Ben Ode,Cia Kay", "Ben Ode/Cia Kay", "Ben Ode and Cia Kay",
             "Ben Ode & Cia Kay", "Ben Ode | Cia Kay", "Ben Ode / Cia Kay", "Ben Ode\nCia Kay", "Ben Ode\tCia Kay"]
)  # fmt: skip
def test_names_in_one_cell_are_parted_where_that_leaves_people_who_answered(written, cell):
    reported = read(written(f'name,whom do you ask\nAna Ruiz,"{cell}"\nBen Ode,Ana Ruiz\nCia Kay,Ben Ode\n'))

    assert ties(reported) == [
        ("Ana Ruiz", "Ben Ode"), ("Ana Ruiz", "Cia Kay"), ("Ben Ode", "Ana Ruiz"), ("Cia Kay", "Ben Ode"),
    ]  # fmt: skip
    assert told(reported, "are separated by")


def test_the_comma_within_a_name_parts_nothing(written):
    rows = '"Ruiz, Ana","Ode, Ben"\n"Ode, Ben","Ruiz, Ana; Kay, Cia"\n"Kay, Cia","Ruiz, Ana"\n'

    assert ties(read(written("name,asks\n" + rows)))[:3] == [
        ("Ruiz, Ana", "Ode, Ben"), ("Ode, Ben", "Ruiz, Ana"), ("Ode, Ben", "Kay, Cia"),
    ]  # fmt: skip


# Numbers that are names, and numbers that are not


@pytest.mark.parametrize(
    "columns",
    ["age 1,age 2", "item 1,item 2"],
)
def test_answers_on_a_scale_are_no_names(written, columns):
    rows = "".join(f"{at},{at % 5 + 1},{(at * 3) % 5 + 1}\n" for at in range(1, 31))

    with pytest.raises(ReadError, match="no reader knows the columns"):
        read(written(f"id,{columns}\n{rows}"))


def test_words_on_a_scale_are_no_names(written):
    rows = "".join(f"p{at},agree,{'agree' if at % 2 else 'disagree'}\n" for at in range(20))

    with pytest.raises(ReadError, match="no reader knows the columns"):
        read(written("name,item 1,item 2\n" + rows))


def test_ids_that_count_within_wards_are_told_apart(written):
    rows = "".join(f"{ward},{at},{at % 3 + 1},\n" for ward in ("A", "B") for at in (1, 2, 3))
    reported = read(written("ward,id,advice 1,advice 2\n" + rows))

    assert ties(reported) == [(f"{w}-{a}", f"{w}-{a % 3 + 1}") for w in ("A", "B") for a in (1, 2, 3)]
    assert told(reported, "its ids count within 'ward'")


def test_the_column_within_which_ids_count_can_be_told(written):
    rows = "".join(f"{area},{at},{at % 3 + 1},\n" for area in ("A", "B") for at in (1, 2, 3))
    reported = read(
        written("area,id,advice 1,advice 2\n" + rows), columns={"within": "area"}, format_in="name generator"
    )

    assert ties(reported)[0] == ("A-1", "A-2")


def test_columns_far_apart_are_no_pair(written):
    head = "id," + ",".join(f"c{at}" for at in range(30)) + ",id1," + "x,id2\n"

    with pytest.raises(ReadError, match="no reader knows"):
        read(written(head + "\n".join(f"{row}," + "3," * 30 + "5,0,6" for row in range(4)) + "\n"))


def test_a_first_name_beside_the_name_is_no_nomination(written):
    rows = "".join(f"{name},{name},x{at}\n" for at, name in enumerate(["Ana", "Ben", "Cia", "Dan"]))

    with pytest.raises(ReadError, match="no reader knows"):
        read(written("name,first_name,code\n" + rows))


# Matrices and grids


def test_people_called_a_and_b_are_a_matrix_and_no_tie_list(written):
    reported = read(written(",A,B,C\nA,0,1,\nB,1,0,1\nC,1\n"))

    assert reported.format == "square matrix"
    assert ties(reported) == [("A", "B"), ("B", "A"), ("B", "C"), ("C", "A")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (",A,B\nA,0,1\nC,1,0\n", "'B' has a column but no row"),
        (",A,B\nA,0,1\nB,1,0\nC,1,0\n", "'C' has a row but no column"),
        (",A,B\nA,0,1\nA,1,0\nB,1,0\n", "'A' has two rows"),
    ],
)
def test_what_is_no_square_matrix_is_told(written, text, sentence):
    with pytest.raises(ReadError, match=sentence):
        read(written(text), format_in="square matrix")


def test_what_is_no_grid_is_told(written):
    with pytest.raises(ReadError, match="no columns of people were found"):
        read(written("ego,alter\na,b\n"), format_in="roster grid")


def test_a_person_who_answers_twice_in_a_small_survey_does_not_hide_it(written):
    reported = read(written("respondent,advice 1,advice 2\nana,ben,\nana,cia,ben\nben,ana,\n"))

    assert ties(reported) == [("ana", "cia"), ("ana", "ben"), ("ben", "ana")]
    assert told(reported, "1 earlier rows of people who answered more than once")


# Ids and the staff list


def test_lost_zeros_are_found_on_either_side_and_told(written):
    survey = written("respondent,advice 1,advice 2\n7,8,9\n8,7,\n")
    zeros = written("respondent,advice 1,advice 2\n007,008,009\n008,007,\n", "zeros.csv")

    found = read(survey, staff=written("id,name\n007,Ana\n008,Ben\n009,Cia\n", "a.csv"))
    assert ties(found) == [("007", "008"), ("007", "009"), ("008", "007")]
    assert told(found, "3 ids were matched to the staff list without their leading zeros")
    assert ties(read(zeros, staff=written("id,name\n7,Ana\n8,Ben\n9,Cia\n", "b.csv"))) == [
        ("7", "8"), ("7", "9"), ("8", "7"),
    ]  # fmt: skip


def test_an_id_on_the_list_means_its_person_whatever_reads_alike(written):
    reported = read(written("ego,alter\n7,9\n007,9\n"), staff=written("id,name\n7,Ana\n007,Ben\n9,Cia\n", "s.csv"))

    assert ties(reported) == [("7", "9"), ("007", "9")]
    assert not reported.unknown_names
