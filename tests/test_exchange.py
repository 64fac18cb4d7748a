"""Exchange: networks survive the way through other programs' formats."""

from dataclasses import replace

import igraph
import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.cells import csv_text, neutral
from netspread.errors import ChoiceError, SaveError
from netspread.exchange import Look, write_network
from netspread.network import Network
from netspread.readers import read

NAMES = ["ana ruiz", 'Ben "O\'Ode"', "=cmd", "</script>", "zoë & co", "7"]


def network(influence="ego_to_alter", *, directed=True):
    people = pd.DataFrame({"unit": ["x", "y", None, "x", "y", "x"], "years": [1, 2, 3, 4, 5, 6]}, index=NAMES)
    ties = [(NAMES[0], NAMES[1], 2.5), (NAMES[1], NAMES[0]), (NAMES[2], NAMES[3]), (NAMES[4], NAMES[5], 3)]
    return Network.from_ties(ties, people=people, relation="advice", influence=influence, directed=directed)


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml"])
@pytest.mark.parametrize("directed", [True, False])
def test_ties_weights_attributes_and_influence_come_back(tmp_path, suffix, directed):
    before = network("ego_to_alter" if directed else "both", directed=directed)
    write_network(before, tmp_path / f"n.{suffix}")

    after = build(read(tmp_path / f"n.{suffix}"))

    assert after.directed == directed
    assert after.influence == before.influence
    assert after.relation == "advice"
    assert set(map(tuple, after.ties().itertuples(index=False))) == set(
        map(tuple, before.ties().itertuples(index=False))
    )
    assert after.groups("unit")[NAMES[2]] == "(missing)"
    assert after.groups("unit")[NAMES[1]] == "y"


@pytest.mark.parametrize("suffix", ["net", "csv"])
@pytest.mark.parametrize("relation", ["", "advice & help"])
@pytest.mark.parametrize(
    ("influence", "directed"), [("alter_to_ego", True), ("ego_to_alter", True), ("both", True), ("both", False)]
)
def test_pajek_and_csv_keep_ties_weights_relation_and_influence(tmp_path, suffix, relation, influence, directed):
    ties = [("a b", "c", 2.5), ("7", "c"), *([("c", "a b")] if directed else [])]
    before = Network.from_ties(ties, relation=relation, influence=influence, directed=directed)
    write_network(before, tmp_path / f"n.{suffix}")

    after = build(read(tmp_path / f"n.{suffix}"))

    assert (after.influence, after.directed, after.relation) == (influence, directed, relation)

    assert sorted(map(tuple, after.ties().itertuples(index=False))) == sorted(
        map(tuple, before.ties().itertuples(index=False))
    )


def test_networkx_reads_what_was_written(tmp_path):
    write_network(network(), tmp_path / "n.graphml")
    write_network(network(), tmp_path / "n.gexf")

    write_network(network(), tmp_path / "n.net")
    write_network(replace(network(), relation=""), tmp_path / "unnamed.net")  # igraph knows no names of relations
    assert nx.read_graphml(tmp_path / "n.graphml").number_of_edges() == 4
    assert nx.read_pajek(tmp_path / "n.net").number_of_edges() == 4
    assert igraph.Graph.Read_Pajek(str(tmp_path / "unnamed.net")).ecount() == 4
    assert nx.read_gexf(tmp_path / "n.gexf").nodes["zoë & co"]["years"] == 5


LOOK = Look([1.5] * 6, [float(at) for at in range(6)], [12.0] * 6, [(0, 114, at) for at in range(6)])


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_places_sizes_and_colors_are_where_gephi_looks_for_them_and_no_one_s_attributes_when_read(tmp_path, suffix):
    people = network().people.assign(name=[f"N {at}" for at in range(6)], size=range(6))
    before = replace(network(), people=people)
    path = tmp_path / f"n.{suffix}"
    write_network(before, path, look=LOOK)

    if suffix == "gexf":
        node = nx.read_gexf(path).nodes["zoë & co"]
        assert node["label"] == "N 4"
        assert node["viz"] == {
            "color": {"r": 0, "g": 114, "b": 4, "a": 1.0},
            "size": 12.0,
            "position": {"x": 1.5, "y": 4.0, "z": 0.0},
        }
        assert node["size"] == 4
    else:
        node = nx.read_graphml(path).nodes["zoë & co"]
        assert [node[name] for name in ("x", "y", "size", "r", "g", "b", "label")] == [1.5, 4.0, 12.0, 0, 114, 4, "N 4"]
        assert node["size_given"] == 4
        # Gephi takes a key by the name of d3 for a label, whatever it is.
        assert 'key="d' not in path.read_text(encoding="utf-8")
        assert 'id="d' not in path.read_text(encoding="utf-8")
    after = build(read(path))
    assert after.people["name"].tolist() == people["name"].tolist()
    assert not {"x", "y", "r", "g", "b", "viz"} & set(after.people)
    assert after.ties().equals(before.ties())


def test_other_formats_hold_no_colors(tmp_path):
    with pytest.raises(ChoiceError, match=r"only .graphml and .gexf hold colors"):
        write_network(network(), tmp_path / "n.gml", look=LOOK)


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml", "net", "csv"])
def test_the_same_network_gives_the_same_bytes(tmp_path, suffix):
    for name in "ab":
        write_network(network(), tmp_path / f"{name}.{suffix}")

    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_csv_brings_its_people_along(tmp_path):
    write_network(network(), tmp_path / "n.csv")

    assert (tmp_path / "n.people.csv").read_text(encoding="utf-8").splitlines()[3] == "'=cmd,,3"


def test_wrong_endings_and_places_are_told(tmp_path):
    with pytest.raises(ChoiceError, match=r"file ending '.docx' is unknown"):
        write_network(network(), tmp_path / "n.docx")
    with pytest.raises(SaveError, match="cannot be written"):
        write_network(network(), tmp_path / "absent" / "n.csv")


@given(st.text(max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_is_a_formula(text):
    shown = neutral(text)

    assert not shown.startswith(("=", "@", "\t", "\r"))
    assert not shown.startswith(("+", "-")) or float(shown) is not None


def test_csv_keeps_numbers_whole_and_times_iso():
    frame = pd.DataFrame(
        {
            "id": ["007", "-5"],
            "x": [0.1 + 0.2, float("nan")],
            "t": [pd.Timestamp("2024-01-02"), pd.NaT],
            "b": [True, False],
        }
    )

    assert csv_text(frame) == "id,x,t,b\n007,0.30000000000000004,2024-01-02T00:00:00,True\n-5,,,False\n"


def test_an_attribute_may_be_called_as_the_words_of_networkx():
    people = pd.DataFrame({"self": [1, 2], "node_for_adding": ["x", "y"]}, index=["a", "b"])

    graph = Network.from_ties([("a", "b")], people=people).to_networkx()

    assert graph.nodes["b"] == {"self": 2, "node_for_adding": "y"}
