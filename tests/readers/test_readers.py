"""Readers: files as people have them, read to the last tie; and what is no survey, refused in one sentence."""

import gzip

import pandas as pd
import pytest
import xlsxwriter

from netspread.build import build
from netspread.errors import ChoiceError, ReadError
from netspread.readers import read
from netspread.readers.source import Source
from netspread.readers.times import parsed_times
from reported_as import ties

TIES = "ego,alter,relation,weight\nana,ben,advice,2\nana,cia,trust,1\nben,cia,advice,3\n"


def test_a_tie_list_keeps_relation_and_weight_and_tells_its_columns(written):
    reported = read(written(TIES))

    assert ties(reported, "relation", "weight") == [
        ("ana", "ben", "advice", 2.0), ("ana", "cia", "trust", 1.0), ("ben", "cia", "advice", 3.0),
    ]  # fmt: skip
    assert reported.relations == {"advice": 2, "trust": 1}
    assert reported.influence == "alter_to_ego"
    assert "'ego' as ego" in reported.told[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TIES, "utf-8-sig"), (TIES, "utf-16"), (TIES, "utf-16-le"), (TIES.replace(",", ";"), "cp1252"),
        (TIES.replace(",", "\t"), "utf-8"), (TIES.replace(",", "|"), "utf-8"), ("sep=;\n" + TIES.replace(",", ";"), "utf-8"),
        (TIES.replace("\n", "\r\n"), "utf-8"), ("Advice survey 2024\n\n" + TIES, "utf-8"),
        (TIES.replace("ego", "Respondent").replace("alter", "Nominee"), "utf-8"), (TIES + "Total,,,\n", "utf-8"),
        (TIES.replace("ego,alter", '" Ego ","ALTER"'), "utf-8"),
    ],
)  # fmt: skip
def test_encodings_separators_and_clutter_change_nothing(written, text, encoding):
    assert ties(read(written(text, encoding=encoding)), "weight")[2] == ("ben", "cia", 3.0)


def test_windows_letters_and_packed_files_are_read(written, tmp_path):
    assert read(written("ego,alter\nJosé,Zoë\n", encoding="cp1252")).people.index.tolist() == ["José", "Zoë"]
    packed = tmp_path / "ties.csv.gz"
    packed.write_bytes(gzip.compress(TIES.encode()))
    assert len(read(packed).ties) == 3


def test_ids_keep_their_leading_zeros_and_are_never_numbers(written):
    assert ties(read(written("ego,alter\n007,12\n1E5,7\n"))) == [("007", "12"), ("1E5", "7")]


def test_a_list_without_header_and_one_by_spaces_are_read(written):
    assert ties(read(written("1,2\n1,3\n2,3\n"))) == [("1", "2"), ("1", "3"), ("2", "3")]
    assert ties(read(written("# from to\n0 5\n5 7\n"))) == [("0", "5"), ("5", "7")]


def test_columns_can_be_named(written):
    path = written("q1,q2,q3\nana,ben,3\nben,ana,0\n")

    reported = read(path, columns={"ego": "q1", "alter": "q2", "weight": "q3"})

    assert ties(reported, "weight") == [("ana", "ben", 3.0)]
    assert any("weight 0" in sentence for sentence in reported.told)


def test_pairs_without_direction_are_told(written):
    reported = read(written("a,b\n1,2\n2,3\n"))

    assert not reported.directed
    assert reported.influence == "both"
    assert build(reported).n_ties == 2


def test_who_writes_influences(written):
    assert read(written("sender,recipient\na,b\nb,c\n")).influence == "ego_to_alter"


def test_a_square_matrix_is_read_and_empty_rows_did_not_answer(written):
    reported = read(written(",Ana,Ben,Cia\nAna,0,1,2\nBen,,,\nCia,weekly,0,\n"))

    assert ties(reported, "weight") == [("Ana", "Ben", 1.0), ("Ana", "Cia", 2.0), ("Cia", "Ana", 3.0)]
    assert reported.respondents == {"Ana", "Cia"}
    assert reported.quality()["response_rate"] == pytest.approx(2 / 3)


GRID = "name,advice [Ana],advice [Ben],advice [Cia],trust [Ana],trust [Ben],trust [Cia]\n"


def test_a_roster_grid_gives_a_relation_for_each_stem_and_weights_by_words(written):
    reported = read(written(GRID + "Ana,,weekly,never,x,yes,no\nBen,daily,,monthly,,,\n"))

    assert ties(reported, "relation", "weight") == [
        ("Ana", "Ben", "advice", 3.0), ("Ben", "Ana", "advice", 4.0), ("Ben", "Cia", "advice", 2.0),
        ("Ana", "Ben", "trust", 1.0),
    ]  # fmt: skip
    assert reported.people.index.tolist() == ["Ana", "Ben", "Cia"]
    assert reported.people["responded"].tolist() == [True, True, False]
    assert any("'weekly' 3" in sentence for sentence in reported.told)


def test_the_scale_of_a_grid_can_be_told_and_plain_names_do(written):
    text = "respondent,Ana,Ben,Cia\nAna,,a lot,a bit\nBen,a lot,,\nCia,,a bit,\n"

    reported = read(written(text), scale={"a lot": 5, "a bit": 0})

    assert ties(reported, "weight") == [("Ana", "Ben", 5.0), ("Ben", "Ana", 5.0)]
    with pytest.raises(ReadError, match="which is no number; give a number, or --scale"):
        read(written(text))


def test_name_generators_in_columns_and_in_one_cell_are_the_same(written):
    columns = read(written("respondent,advice 1,advice 2,trust_1,trust_2\nana,ben,cia,ben,\nben,nobody,,ana,cia\n"))
    cells = read(written("name;advice;unit\nana;'ben';x\n".replace("'ben'", '"ben; cia"') + "ben;;y\ncia;ana;x\n"))

    assert ties(columns, "relation") == [
        ("ana", "ben", "advice"), ("ana", "cia", "advice"), ("ana", "ben", "trust"), ("ben", "ana", "trust"),
        ("ben", "cia", "trust"),
    ] or sorted(ties(columns, "relation")) == sorted([
        ("ana", "ben", "advice"), ("ana", "cia", "advice"), ("ana", "ben", "trust"), ("ben", "ana", "trust"),
        ("ben", "cia", "trust"),
    ])  # fmt: skip
    assert columns.respondents == {"ana", "ben"}
    assert ties(cells) == [("ana", "ben"), ("ana", "cia"), ("cia", "ana")]
    assert cells.respondents == {"ana", "ben", "cia"}


def test_the_last_answer_of_somebody_counts_and_spelling_in_capitals_is_no_other_person(written):
    rest = "".join(f"p{at},,\n" for at in range(9))
    reported = read(written("respondent,advice 1,advice 2\nana,ben,\nana,cia,dia\nBen,Ana,\n" + rest))

    assert ties(reported) == [("ana", "cia"), ("ana", "dia"), ("Ben", "ana")]
    assert any("answered more than once" in sentence for sentence in reported.told)


LOG = "timestamp,sender,recipients\n"


def test_a_log_counts_messages_and_leaves_out_bulk_self_and_automatic_ones(written):
    rows = [
        "2024-03-01 09:00,Ana <A@x.org>,b@x.org;c@x.org",
        "2024-03-02 09:00,a@x.org,b@x.org",
        "2024-03-03,a@x.org,a@x.org",
    ]
    rows += ["2024-03-04,a@x.org," + ";".join(f"p{i}@x.org" for i in range(11)), "2024-03-05,no-reply@x.org,b@x.org"]

    reported = read(written(LOG + "\n".join(rows) + "\n"))

    assert ties(reported, "weight") == [("a@x.org", "b@x.org", 2.0), ("a@x.org", "c@x.org", 1.0)]
    assert reported.counts == {"messages": 5, "bulk_messages": 1, "self_messages": 1, "automatic_messages": 1}
    assert reported.influence == "ego_to_alter"
    assert reported.ties["time"].iloc[0] == pd.Timestamp("2024-03-02 09:00")


def test_the_window_and_the_bulk_rule_of_a_log_can_be_set(written):
    rows = "".join(f"2024-03-{day:02} 09:00,a,b{day}\n" for day in range(1, 11)) + "2024-03-05,a,x;y;z\n"
    path = written(LOG + rows)

    assert len(read(path, since="2024-03-04", until="2024-03-07").ties) == 6
    assert len(read(path, since="2024-03-04", until="2024-03-07", max_recipients=2).ties) == 3
    with pytest.raises(ReadError, match="no message is left"):
        read(path, since="2030-01-01")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2024-03-05", "2024-03-06 10:00"], "2024-03-05"), (["5/3/2024", "16/3/2024"], "2024-03-05"),
        (["3/5/2024 10:00", "3/16/2024 11:00"], "2024-03-05 10:00"), (["45356", "45357"], "2024-03-05"),
        (["1709596800", "1709596801"], "2024-03-05"), (["1709596800000", "1709596801000"], "2024-03-05"),
        (["5.3.2024", "6.3.2024"], "2024-03-05"), (["2024-03-05T00:00:00Z", ""], "2024-03-05"), (["1990", "1991"], "1990-01-01"),
    ],
)  # fmt: skip
def test_dates_are_read_as_the_column_as_a_whole_says(cells, expected, written):
    assert parsed_times(cells, where=str).column.iloc[0] == pd.Timestamp(expected)
    if cells[-1] and cells[0] != "1990" and cells[0] != "45356":
        reported = read(written(LOG + "".join(f"{cell},a,b{at}\n" for at, cell in enumerate(cells))))
        assert reported.ties["time"].iloc[0] == pd.Timestamp(expected)


def test_impossible_dates_are_told():
    with pytest.raises(ReadError, match="'31/02/2024', which is no date"):
        parsed_times(["31/02/2024", "01/02/2024"], where="log.csv: column 'date' has {}".format)


def test_copies_that_an_export_writes_twice_count_once(written):
    text = "sender,recipient,time,recipient_type\na,b,2024-01-01,to\na,b,2024-01-01,to\na,c,2024-01-01,cc\na,c,2024-01-01,bcc\n"

    assert ties(read(written(text)), "weight") == [("a", "b", 1.0), ("a", "c", 1.0)]


def workbook(path, rows, *, title=None, second=None):
    with xlsxwriter.Workbook(str(path)) as book:
        for name, cells in (("Sheet1", rows), *([("Two", second)] if second else [])):
            sheet = book.add_worksheet(name)
            for row, values in enumerate([*([[title]] if title else []), *cells]):
                sheet.write_row(row, 0, values)
    return path


def test_workbooks_are_read_whole_numbers_as_ids(tmp_path):
    path = workbook(tmp_path / "s.xlsx", [["ego", "alter", "weight"], [7, 8, 2.5], [8, 9, 1]], title="Survey")

    assert ties(read(path), "weight") == [("7", "8", 2.5), ("8", "9", 1.0)]


def test_a_sheet_can_be_chosen(tmp_path):
    path = workbook(tmp_path / "s.xlsx", [["ego", "alter"], ["a", "b"]], second=[["ego", "alter"], ["x", "y"]])

    assert ties(read(path, sheet="Two")) == [("x", "y")]
    with pytest.raises(ChoiceError, match="sheet 'Three' is unknown"):
        read(path, sheet="Three")


def test_several_files_are_put_together(written):
    one, two = written(TIES, "one.csv"), written("ego,alter\nx,y\n", "two.csv")

    reported = read([one, two])

    assert len(reported.ties) == 4
    assert [path.name for path in reported.sources] == ["one.csv", "two.csv"]
    with pytest.raises(ReadError, match="different formats"):
        read([one, written(LOG + "2024-01-01,a,b\n", "log.csv")])


def test_a_source_looks_at_bytes_and_not_at_the_name(written):
    assert Source(written(TIES, "survey.xlsx")).delimiter == ","
    assert read(written(TIES, "survey.pdf")).format == "tie list"
