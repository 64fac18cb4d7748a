"""Tables as people really keep them: what may be misread without a word is held here, one sentence each."""

import contextlib
import gzip
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import ChoiceError, NetspreadError, ReadError
from netspread.readers import READERS, read

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples").rglob("*")
    if path.is_file() and not path.name.endswith(".expected.json")
)


@pytest.fixture
def written(tmp_path):
    """Write text (or bytes) to a file and return its path."""

    def write(text, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def ties(reported, *columns):
    return [tuple(row) for row in reported.ties[["ego", "alter", *columns]].itertuples(index=False)]


def told(reported, words):
    return any(words in sentence for sentence in reported.told)


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


# Bytes


def test_the_encoding_is_told_where_it_was_guessed(written):
    assert told(read(written("ego,alter\nJosé,Zoë\n", encoding="cp1252")), "read as Windows-1252")
    assert not told(read(written("ego,alter\nJosé,Zoë\n")), "Windows")


def test_a_file_cut_in_a_letter_stays_utf8_and_is_told(written):
    reported = read(written("ego,alter\nJosé,Ana\nAna,Zoë".encode()[:-1]))

    assert ties(reported)[0] == ("José", "Ana")
    assert told(reported, "cut short")


def test_whole_numbers_of_a_workbook_stay_ids_however_long(tmp_path):
    path = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["ego", "alter"], [1234567890123456, 7]]):
            sheet.write_row(at, 0, row)

    assert ties(read(path)) == [("1234567890123456", "7")]


def test_files_that_unpack_without_end_are_refused(tmp_path):
    packed, book = tmp_path / "bomb.csv.gz", tmp_path / "bomb.xlsx"
    packed.write_bytes(gzip.compress(b"ego,alter\n" + b"a,b\n" * 25_000_000))
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    for path in (packed, book):
        with pytest.raises(ReadError, match="unpacks to"):
            read(path)


def test_a_cut_workbook_and_a_cut_gzip_are_told(tmp_path):
    book, packed = tmp_path / "s.xlsx", tmp_path / "s.csv.gz"
    with xlsxwriter.Workbook(str(book)) as whole:
        whole.add_worksheet().write_row(0, 0, ["ego", "alter"])
    book.write_bytes(book.read_bytes()[:2000])
    packed.write_bytes(gzip.compress(b"ego,alter\na,b\n" * 1000)[:-9])

    for path, sentence in (
        (book, "broken or cut short"),
        (packed, "cannot be read"),
    ):
        with pytest.raises(ReadError, match=sentence):
            read(path)


# Whatever comes


@given(data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_golden_file_with_bytes_changed_is_read_or_refused_by_us(tmp_path, data):
    content = bytearray(data.draw(st.sampled_from(SAMPLES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 8))
        content[start : start + cut] = data.draw(
            st.sampled_from(
                [b"", b",", b"\n", b'"', b";", b"\t", b"99", b"-1", b"\xff", b"\x00", b"1e999", b"[", b"id,"]
            )
            | st.binary(max_size=4)
        )
    path = tmp_path / "any.csv"
    path.write_bytes(bytes(content))
    form = data.draw(st.sampled_from([None, *(reader.NAME for reader in READERS)]))

    with contextlib.suppress(NetspreadError):  # anything else fails the test
        build(read(path, format_in=form))


# Published surveys, against the ties that their editors made of them


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
@pytest.mark.parametrize(
    ("survey", "outside"),
    [("physicians_medinnovations/survey_raw.csv", 331), ("korean_family_planning/survey_raw.csv.gz", 1109)],
)
def test_a_published_survey_gives_the_published_ties(survey, outside):
    expected = pd.read_csv(SHARED / Path(survey).parent / "ties.csv", dtype={"ego": str, "alter": str})
    reported = read(SHARED / survey)

    found = reported.ties[reported.ties["relation"].str.startswith("net")]
    found = found.assign(**{side: found[side].map(published_id) for side in ("ego", "alter")})
    asked = {published_id(person) for person in reported.respondents}
    inside = found[found["alter"].isin(asked) & (found["ego"] != found["alter"])]
    weights = inside.groupby(["ego", "alter"]).size()

    pd.testing.assert_series_equal(
        weights.sort_index(), expected.set_index(["ego", "alter"])["weight"].sort_index(), check_names=False
    )
    assert len(found[~found["alter"].isin(asked)].drop_duplicates(["ego", "alter"])) == outside


def published_id(person):
    """Return the id as published: town x 1000 + number."""
    town, _, number = person.partition("-")
    return str(int(town) * 1000 + int(number))


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
def test_the_awkward_small_survey_is_read_by_group_and_its_last_wave_counts():
    one = read(SHARED / "netdiffuser_fakesurvey/survey_one_wave.csv")
    two = read(SHARED / "netdiffuser_fakesurvey/survey_two_waves.csv")

    assert len(one.respondents) == len(two.respondents) == 9
    assert ties(one)[-5:] == [("2-2", "2-3"), ("2-5", "2-10"), ("2-5", "2-1"), ("2-10", "2-5"), ("2-10", "2-1")]
    assert ("2-2", "2-1") in ties(two)  # in the second wave; ("2-2", "2-3") was in the first
    assert ("2-2", "2-3") not in ties(two)
    assert told(two, "9 earlier rows of people who answered more than once")


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
@pytest.mark.parametrize("folder", sorted(p.parent.name for p in SHARED.glob("*/ties.csv")))
def test_every_published_tie_list_is_read_row_for_row_and_matches_its_people(folder):
    expected = pd.read_csv(SHARED / folder / "ties.csv", dtype=str, keep_default_na=False)
    reported = read(SHARED / folder / "ties.csv", staff=SHARED / folder / "people.csv")

    assert ties(reported) == list(zip(expected["ego"], expected["alter"], strict=True))
    assert not reported.unknown_names
    if "relation" in expected:
        assert reported.relations == expected["relation"].value_counts(sort=False).to_dict()
    if "weight" in expected:
        assert reported.ties["weight"].tolist() == expected["weight"].astype(float).tolist()


def test_ids_that_differ_in_capitals_alone_stay_two_people(written):
    reported = read(written("ego,alter\na1,b\nA1,b\n"), staff=written("id,name\na1,Ana\nA1,Ben\nb,Cia\n", "s.csv"))

    assert ties(reported) == [("a1", "b"), ("A1", "b")]


LISTS = "respondent,advice 1,advice 2\nAna Tammsaar,{},\nBen Dovric,{},\nCia Kask,{},\n"


def test_a_lone_comma_is_one_name_where_nothing_speaks_against_it_and_that_is_told(written):
    answers = LISTS.format('"Lepp, Dora"', '"Ilves, Eva"', "")
    reported = read(written(answers))

    assert set(reported.ties["alter"]) == {"Lepp, Dora", "Ilves, Eva"}
    assert any("2 answers such as 'Lepp, Dora'" in s and "say --separator ', '" in s for s in reported.told)


def test_the_last_names_of_two_people_are_two_people(written):
    answers = LISTS.format('"Dovric, Kask"', '"Kask, Tammsaar"', '"Tammsaar, Dovric"')
    reported = read(written(answers))

    assert reported.ties["alter"].tolist() == ["Dovric", "Kask", "Kask", "Tammsaar", "Tammsaar", "Dovric"]
    assert not any("one name" in sentence for sentence in reported.told)


def test_last_name_and_first_name_of_one_person_stay_together(written):
    answers = LISTS.format('"Dovric, Ben"', '"Kask, Cia"', '"Tammsaar, Ana"')
    staff = written("id,name\n1,Ana Tammsaar\n2,Ben Dovric\n3,Cia Kask\n", "staff.csv")

    for reported in (read(written(answers)), read(written(answers), staff=staff)):
        assert len(reported.ties) == 3
        assert not any("say --separator" in sentence for sentence in reported.told)
    assert reported.ties["alter"].tolist() == ["2", "3", "1"]


def test_last_names_alone_are_two_people_on_the_staff_list_too(written):
    answers = LISTS.format('"Lepp, Kask"', "Cia Kask", '"Tammsaar, Lepp"')
    staff = written("id,name\n1,Ana Tammsaar\n2,Ben Dovric\n3,Cia Kask\n4,Dora Lepp\n", "staff.csv")

    reported = read(written(answers), staff=staff)

    assert len(reported.ties) + sum(reported.unknown_names.values()) >= 5
    assert "Lepp, Kask" not in reported.unknown_names


def test_a_few_who_name_themselves_do_not_hide_a_question(written):
    rows = ["id,advice 1,advice 2", "101,101,103", "102,102,101", "103,104,", "104,105,106", "105,101,", "106,,"]

    reported = read(written("\n".join(rows)))

    assert reported.quality()["self_nominations"] == 2
    assert len(reported.ties) == 8
