"""People in one table, ties in another: Gephi, Polinode, Kumu; as files, a folder, an archive, a workbook."""

import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from netspread.errors import ReadError
from netspread.readers import read
from reported_as import ties

SAMPLES = Path(__file__).parents[1] / "samples"
NODES, EDGES = "Id,Label,unit\n1,Ana,x\n2,Ben,y\n", "Source,Target,Type,Weight\n1,2,Directed,2\n"


def workbook(path, sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        for name, text in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(text.splitlines()):
                sheet.write_row(row, 0, [int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    return path


@pytest.mark.parametrize("shape", ["files", "files the other way round", "folder", "zip", "workbook"])
def test_two_tables_are_the_same_network_in_whatever_they_come(written, tmp_path, shape):
    if shape == "workbook":
        given = workbook(tmp_path / "both.xlsx", {"About": "made by,hand", "Nodes": NODES, "Edges": EDGES})
    else:
        one, two = written(NODES, "n.csv"), written(EDGES, "e.csv")
        given = {"files": [one, two], "files the other way round": [two, one]}.get(shape, tmp_path)
    if shape == "zip":
        given = Path(shutil.make_archive(str(tmp_path.parent / "both"), "zip", tmp_path))

    reported = read(given)

    assert reported.format == "Gephi tables"
    assert ties(reported, "weight") == [("1", "2", 2.0)]
    assert reported.people.to_dict("index") == {"1": {"name": "Ana", "unit": "x"}, "2": {"name": "Ben", "unit": "y"}}
    assert all(path.is_file() for path in reported.sources)


def test_a_sheet_that_is_asked_for_is_read_alone(tmp_path):
    reported = read(workbook(tmp_path / "both.xlsx", {"Nodes": NODES, "Edges": EDGES}), sheet="Edges")

    assert reported.format == "tie list"
    assert ties(reported, "weight") == [("1", "2", 2.0)]


def test_several_tables_of_ties_are_a_relation_each(written, tmp_path):
    written(NODES, "nodes.csv"), written(EDGES, "advice.csv"), written(EDGES.replace("1,2", "2,1"), "trust.csv")

    assert ties(read(tmp_path), "relation") == [("1", "2", "advice"), ("2", "1", "trust")]


def test_ids_of_a_staff_list_and_names_of_the_nodes_find_the_same_people(written, tmp_path):
    staff = tmp_path / "staff.txt"
    staff.write_text("id,name\n007,Ana Ruiz\n2,Ben Ode\n")
    one, two = written("Id,Label\na,Ana Ruiz\n2,Somebody\n", "n.csv"), written("Source,Target\na,2\n", "e.csv")

    assert ties(read([one, two], staff=staff)) == [("007", "2")]


def test_a_workbook_of_polinode_has_a_relation_for_each_question(tmp_path):
    sheets = {name: (SAMPLES / "polinode" / "ward" / f"{name}.csv").read_text() for name in ("Nodes", "Edges")}

    reported = read(workbook(tmp_path / "ward.xlsx", sheets))

    assert reported.format == "Polinode"
    assert reported.relations == {"Q1: Whom do you ask?": 2, "Q2: Whom do you trust?": 2}
    assert reported.people["Department"].tolist() == ["d1", "d1", "d2"]
    assert set(reported.people) == {"Department"}  # places on the screen and pictures are none


def test_whoever_has_ties_but_no_row_is_added_and_told(written):
    reported = read([written(NODES, "n.csv"), written(EDGES + "1,9,Directed,1\n2,1,Directed,0\n", "e.csv")])

    assert ties(reported) == [("1", "2"), ("1", "9")]
    assert reported.people.index.tolist() == ["1", "2", "9"]
    assert any("1 people have ties but no row among the people: 9" in sentence for sentence in reported.told)


def test_edges_without_direction_make_a_network_without(written):
    reported = read([written(NODES, "n.csv"), written(EDGES.replace("Directed", "Undirected"), "e.csv")])

    assert (reported.directed, reported.influence) == (False, "both")


@pytest.mark.parametrize(
    ("nodes", "edges", "sentence"),
    [
        (NODES + "1,Cia,z\n", EDGES, "n.csv, line 4: '1' stands twice; give each person one row"),
        (NODES + ",Cia,z\n", EDGES, "n.csv, line 4: 'Id' is empty"),
        (NODES, EDGES + "1,,Directed,1\n", "e.csv, line 3: 'Target' is empty; fill it in"),
        (NODES, EDGES + "1,2,Directed,much\n", "e.csv, line 3: column 'Weight' has 'much', which is no number"),
    ],
)
def test_faulty_tables_are_told_with_their_place(written, nodes, edges, sentence):
    with pytest.raises(ReadError) as caught:
        read([written(nodes, "n.csv"), written(edges, "e.csv")])

    assert sentence in str(caught.value)


def test_a_format_that_needs_two_tables_says_so(written):
    with pytest.raises(
        ReadError, match="Kumu has a table that begins with 'label' and one with 'from' and 'to'; found 0"
    ):
        read([written(NODES, "n.csv"), written(EDGES, "e.csv")], format_in="Kumu")


def test_an_archive_in_an_archive_is_not_unpacked(written, tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("e.csv", EDGES)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.write(tmp_path / "inner.zip", "inner.zip")

    with pytest.raises(ReadError, match=r"inner\.zip: this is a zip archive, not a workbook"):
        read(tmp_path / "outer.zip")
