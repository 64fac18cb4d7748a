"""Pajek, UCINET DL and VNA: each layout that the programs write, and what is wrong in one sentence."""

import igraph
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.errors import ReadError
from netspread.readers import read

VERTICES = '*Vertices 3\n1 "Ana"\n2 "Ben"\n3 "Cia"\n'


def ties(reported, *columns):
    return sorted(reported.ties[["ego", "alter", *columns, "weight"]].itertuples(index=False, name=None))


CELLS = [("Ana", "Ben", 1.0), ("Ana", "Cia", 2.0), ("Cia", "Ana", 0.5)]


@pytest.mark.parametrize(
    "below",
    [
        "*Arcs\n1 2 1\n1 3 2\n3 1 .5\n", "*arcs\n 1  2\n1 3 2 c Blue\n3 1 0.5 [1-2]\n", "*Matrix\n0 1 2\n0 0 0\n.5 0 0\n",
        '*Arcslist\n1 2\n*Arcs :1 ""\n1 3 2\n*Arcs :1\n3 1 0.5 l "to Cia" w 3\n', "% note\n*Arcs\r\n1 2 1\r\n\n/* a\nb */\n1 3 2\n3 1 5e-1\n",
    ],
)  # fmt: skip
def test_arcs_may_be_listed_in_any_way_that_pajek_has(written, below):
    assert ties(read(written(VERTICES + below))) == CELLS


def test_edges_have_no_direction_and_both_sorts_may_stand_in_one_file(written):
    alone = read(written(VERTICES + "*Edgeslist\n1 2 3\n"))
    mixed = read(written(VERTICES + "*Arcs\n1 2\n*Edges\n2 3 4\n"))

    assert (alone.directed, alone.influence) == (False, "both")
    assert ties(alone) == [("Ana", "Ben", 1.0), ("Ana", "Cia", 1.0)]
    assert ties(mixed) == [("Ana", "Ben", 1.0), ("Ben", "Cia", 4.0), ("Cia", "Ben", 4.0)]


@pytest.mark.parametrize(
    ("label", "expected"), [("Zoë", "Zoë"), ("&#269;", "č"), ('"O Hara"', "O Hara"), ("7", "7"), ("0.5 0.5 0.5", "1")]
)
def test_labels_are_read_as_pajek_writes_them(written, label, expected):
    text = f"*Vertices 2\r\n1 {label}\r\n2 Ben\r\n*Arcs\r\n1 2 1\r\n"

    assert ties(read(written(text, encoding="cp1252" if label == "Zoë" else "utf-8-sig"))) == [(expected, "Ben", 1.0)]


def test_vertices_may_be_unlisted_or_listed_in_part(written):
    assert ties(read(written("*Vertices 3\n*Arcs\n1 3\n"))) == [("1", "3", 1.0)]
    reported = read(written("*Vertices 3\n2 Ben\n*Arcs\n1 2\n"))
    assert reported.people.index.tolist() == ["1", "Ben", "3"]


def test_several_networks_of_a_project_are_relations_by_their_names(written):
    text = f"*Network advice\n{VERTICES}*Arcs\n1 2 1\n*Network trust\n{VERTICES}*Arcs\n2 3 1\n*Partition unit\n*Vertices 3\n1\n2\n9999998\n"

    reported = read(written(text))

    assert ties(reported, "relation") == [("Ana", "Ben", "advice", 1.0), ("Ben", "Cia", "trust", 1.0)]
    assert reported.people["unit"].tolist()[:2] == ["1", "2"]
    assert reported.people["unit"].isna().tolist() == [False, False, True]


def test_people_of_two_modes_are_tied_by_what_they_share(written):
    # the event of three counts 1/2 for each pair, that of two counts 1
    pajek = '*Vertices 5 3\n1 "a"\n2 "b"\n3 "c"\n4 "x"\n5 "y"\n'
    expected = [("a", "b", 1.5), ("a", "c", 0.5), ("b", "c", 0.5)]
    dl = "dl nr=3 nc=2 format={}\nrow labels: a b c\ncolumn labels: x y\ndata:\n"
    texts = [
        pajek + "*Edges\n1 4\n2 4\n3 4\n1 5\n5 2\n", pajek + "*Matrix\n1 1\n1 1\n1 0\n",
        dl.format("fullmatrix") + "1 1 1\n1 1 0", dl.format("edgelist2") + "1 1\n2 1\n3 1\n1 2\n2 2 1\n",
        dl.format("nodelist2") + "1 1 2\n2 1 2\n3 1\n",
        "dl nr=3, nc=2, format=nodelist2, labels embedded\ndata:\na x y\nb x y\nc x\n",
    ]  # fmt: skip

    for text in texts:
        reported = read(written(text))
        assert ties(reported) == expected
        assert reported.people.index.tolist() == ["a", "b", "c"]
        assert not reported.directed
        assert any("of two modes" in sentence for sentence in reported.told)


@given(st.integers(2, 6), st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_igraph_reads_pajek_as_we_do(tmp_path, n, data):
    pairs = data.draw(st.lists(st.tuples(st.integers(1, n), st.integers(1, n)), min_size=1, max_size=9))
    rows = "".join(f"{ego} {alter} {at + 1}\n" for at, (ego, alter) in enumerate(pairs))
    (tmp_path / "n.net").write_text(
        f"*Vertices {n}\n" + "".join(f'{at} "p {at}"\n' for at in range(1, n + 1)) + f"*Arcs\n{rows}"
    )

    theirs = igraph.Graph.Read_Pajek(str(tmp_path / "n.net"))

    names = theirs.vs["name"] if "name" in theirs.vs.attributes() else theirs.vs["id"]
    expected = sorted((names[edge.source], names[edge.target], edge["weight"]) for edge in theirs.es)
    assert ties(read(tmp_path / "n.net")) == expected


DL = [
    "dl n=3 format=fullmatrix\nlabels:\nAna,Ben,Cia\ndata:\n0 1 2\n0 0 0\n0.5 0 0\n",
    "DL N = 3\nLABELS:\nAna\nBen\nCia\nDATA:\n0 1\n2 0 0\n0\n.5 0\n0\n",
    'dl n=3, diagonal absent, format = fm\nlabels: "Ana" "Ben" "Cia"\ndata:\n1 2\n0 0\n0.5 0',
    "dl n=3 labels embedded format=fullmatrix\ndata:\nAna Ben Cia\nAna 0 1 2\nBen 0 0 0\nCia .5 0 0\n",
    "dl n=3, row labels embedded, format=fullmatrix\ndata:\nAna 0 1 2\nBen 0 0 0\nCia .5 0 0\n",
    "dl n=3 format=fullmatrix\nrow labels:\nAna Ben Cia\ncol labels:\nAna Ben Cia\ndata:\n0,1,2\n0,0,na\n.5,0,0",
    "dl n=3 format=edgelist1\nlabels:\nAna\nBen\nCia\ndata:\n1 2\n1 3 2\n3 1 .5\n2 3 0\n",
    'dl n=3 format=el1\nlabels embedded:\ndata:\nAna Ben 1\n\nANA Cia 2\n"Cia",Ana,.5\nBen Ana 0\n',
    "dl n=3 format=edgelist1\nlabels:\nAna,Ben,Cia\nlabels embedded\ndata:\nana ben\nana cia 2\ncia ana .5\n",
    "\ufeff\n dl n=3\tformat=edgelist1 labels: Ana=Ben=Cia data:\n1 2\n1 3 2\n3 1 .5",
]  # fmt: skip


@pytest.mark.parametrize("text", DL)
def test_every_layout_of_dl_gives_the_same_ties(written, text):
    reported = read(written(text))

    assert ties(reported) == CELLS
    assert sorted(reported.people.index) == ["Ana", "Ben", "Cia"]
    assert (reported.format, reported.influence) == ("UCINET DL", "alter_to_ego")


@pytest.mark.parametrize(
    "rows", ["nodelist1\nlabels embedded\ndata:\nAna Ben Cia\nCia Ana", "nl1 labels:Ana,Ben,Cia data:\n1 2 3\n3 1"]
)
def test_node_lists_name_alters_after_their_ego(written, rows):
    assert ties(read(written(f"dl n=3 format={rows}\n"))) == [(ego, alter, 1.0) for ego, alter, _ in CELLS]


def test_counted_node_lists_have_an_ego_a_line(written):
    text = "dl n=3 format=nodelist1b\nlabels: Ana Ben Cia\ndata:\n2 2 3\n0\n1 1\n"

    assert ties(read(written(text))) == [(ego, alter, 1.0) for ego, alter, _ in CELLS]
    with pytest.raises(ReadError, match="line 4: 3 alters are announced, but 2 follow"):
        read(written(text.replace("2 2 3", "3 2 3")))


@pytest.mark.parametrize(
    ("format_", "diagonal", "data"),
    [
        ("lowerhalf", "present", "0\n1 0\n0 2 0"), ("lowerhalf", "absent", "1\n0 2"), ("upperhalf", "present", "0 1 0\n0 2\n0"),
        ("upperhalf", "absent", "1 0\n2"),
    ],
)  # fmt: skip
def test_halves_have_no_direction(written, format_, diagonal, data):
    reported = read(written(f"dl n=3 format={format_} diagonal={diagonal}\nlabels:\nA,B,C\ndata:\n{data}\n"))

    pairs = sorted((*sorted(tie[:2]), tie[2]) for tie in ties(reported))
    assert pairs == [("A", "B", 1.0), ("B", "C", 2.0)]
    assert not reported.directed


@pytest.mark.parametrize(
    "text",
    [
        "dl n=2 nm=2 labels: A B matrix labels: advice, trust data: 0 1 0 0 0 0 3 0",
        "dl n=2, nm=2, format=edgelist1\nlabels:\nA B\nmatrix labels:\nadvice\ntrust\ndata:\n1 2\n!\n2 1 3\n",
        "dl n=2, nm=2, format=edgearray1, labels: A B matrix labels: advice trust data:\n1 2 1 0\n2 1 0 3\n",
        "dl n=2, nm=2, labels embedded, matrix labels: advice trust data:\nA B\nA 0 1\nB 0 0\nA B\nA 0 0\nB 3 0\n",
    ],
)
def test_each_matrix_is_a_relation(written, text):
    assert ties(read(written(text)), "relation") == [("A", "B", "advice", 1.0), ("B", "A", "trust", 3.0)]


def test_matrices_without_labels_are_numbered_and_people_too(written):
    assert ties(read(written("dl n=2 nm=2 data:\n0 1 0 0\n0 0 3 0")), "relation") == [
        ("1", "2", "1", 1.0),
        ("2", "1", "2", 3.0),
    ]


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 1), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_full_matrix_of_dl_is_that_of_igraph(tmp_path, rows):
    matrix = np.array(rows)
    np.fill_diagonal(matrix, 0)
    if not matrix.any():
        return
    text = (
        f"dl n={len(rows)}\nformat = fullmatrix\ndata:\n" + "\n".join(" ".join(map(str, row)) for row in matrix) + "\n"
    )
    (tmp_path / "n.dl").write_text(text)

    theirs = igraph.Graph.Read_DL(str(tmp_path / "n.dl"), directed=True)

    found = {(int(ego) - 1, int(alter) - 1) for ego, alter, _ in ties(read(tmp_path / "n.dl"))}
    assert found == {edge.tuple for edge in theirs.es}


VNA = '*node data\nID unit\n"Ana Ruiz" x\nBen y\n*tie data\nfrom to {}\n"Ana Ruiz" Ben {}\n'


def test_columns_of_vna_are_relations_unless_there_is_one_of_weights(written):
    assert ties(read(written(VNA.format("advice trust", "1 2"))), "relation") == [
        ("Ana Ruiz", "Ben", "advice", 1.0), ("Ana Ruiz", "Ben", "trust", 2.0),
    ]  # fmt: skip
    assert ties(read(written(VNA.format("strength", "3"))), "relation") == [("Ana Ruiz", "Ben", "", 3.0)]
    assert ties(read(written(VNA.format("", ""))), "relation") == [("Ana Ruiz", "Ben", "", 1.0)]
    assert read(written(VNA.format("a", "1"))).people["unit"].tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("*Vertices 999999999\n*Arcs\n1 2\n", "line 1 announces 999,999,999 people, more than the file has letters"),
        ("*Vertices 3\n*Arcs\n1 4\n", "line 3: there is no vertex 4 among 3; mend the number"),
        ("*Vertices 3\n*Arcs\n1\n", "line 3: '1' names no two vertices"),
        ("*Vertices 3\n*Arcs\n1 b\n", "line 3: 'b' is no whole number"),
        ("*Vertices 3\n*Arcs\n1 99999999999999999999999\n", "is no whole number"),
        ("*Vertices 3\n*Arcs\n1 2 -1\n", "has weight -1"),
        ("*Vertices many\n*Arcs\n", "line 1: 'many' is no whole number"),
        ("*Vertices 2\n*Matrix\n1 2 3\n", "line 2: the matrix has 3 numbers, not 2 x 2"),
        ("*Vertices 2\n1\n2\n", "there are no arcs, edges or matrix in it; if this is a partition"),
        ("*Network x\n*Arcs\n1 2\n", "'*Vertices' must stand above the ties"),
        (
            "*Network a\n*Vertices 2\n*Arcs\n1 2\n*Network b\n*Vertices 3\n*Arcs\n1 2\n",
            "line 6: this network has 3 vertices",
        ),
        ("*Vertices 2\n*Arcs\n1 2\n*Partition u\n*Vertices 2\n1\n", "'u' has 1 values for 2 vertices"),
        ("*Vertices 4 2\n*Arcs\n1 2\n", "does not run between the two kinds of a two-mode network"),
        ("dl n=10000000 format=edgelist1\ndata:\n1 2\n", "announces 10,000,000 people"),
        ("dl n=3\ndata:\n1 2\n", "the data end after 2 cells, in row 1 of 3 x 3"),
        ("dl n=2\ndata:\n0 1 1 0 5\n", "1 numbers are left over after 1 matrices of 2 x 2"),
        ("dl n=2\nlabels:\nA\ndata:\n0 1 1 0\n", "line 2: there are 1 labels for 2"),
        ("dl n=2\nlabels:\nA,A\ndata:\n0 1 1 0\n", "the label 'A' stands twice"),
        ("dl n=2\nformat=blockmatrix\ndata:\n0", "format 'blockmatrix' is unknown"),
        ("dl n=2\n", "there is no 'data:' in it, so it is cut short"),
        ("dl n=two\ndata:\n", "line 1: 'two' is no whole number"),
        ("dl n=2 shape=round\ndata:\n0 1 1 0", "'shape' is no word of a DL header"),
        ("dl n=2 format=edgelist1 labels embedded\ndata:\nA B\nA C\n", "line 4: 'C' is one more than the 2 announced"),
        ("dl n=2 format=edgelist1\ndata:\n1 3\n", "line 3: there is no number 3 among 2"),
        ("dl n=2\ndata:\n0 x 1 0\n", "row 1, column 2: 'x' is no number"),
        (VNA.format("advice", "much"), "line 7: 'much' is no number; write 'advice' as a number"),
        (VNA.format("advice", ""), "line 7: 2 values below 3 columns; put values with blanks in quotes"),
    ],
)
def test_a_faulty_file_is_told_with_its_place(written, text, sentence):
    with pytest.raises(ReadError) as caught:
        read(written(text, "ward.net"))

    assert sentence in str(caught.value)
    assert "ward.net" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["ward.##h", "ward.##d"])
def test_ucinets_binary_files_are_to_be_saved_as_dl(written, name):
    with pytest.raises(ReadError, match="UCINET's own binary format; in UCINET, save the data as DL"):
        read(written(b"\x05\x00\x00DATE:", name))
