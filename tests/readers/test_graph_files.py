"""Graph files of network programs: as networkx and igraph read them, and what those refuse."""

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import ReadError
from netspread.readers import read

GML = 'graph [ directed 1 node [ id 0 label "Ana" ] node [ id 1 label "Ben" ] edge [ source 0 target 1 {} ] ]'


def weighted(reported):
    return sorted(reported.ties[["ego", "alter", "weight"]].itertuples(index=False, name=None))


arcs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]),
    st.floats(0.1, 9).map(lambda weight: round(weight, 3)),
    min_size=1,
)


@given(arcs, st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_networkx_and_igraph_write_is_read_as_they_mean_it(tmp_path, ties, directed):
    made = (nx.DiGraph if directed else nx.Graph)()
    made.add_nodes_from((f"p{at}", {"unit": "xy"[at % 2], "years": at, "lead": at > 3}) for at in range(8))
    made.add_weighted_edges_from((f"p{ego}", f"p{alter}", weight) for (ego, alter), weight in ties.items())
    other = igraph.Graph.from_networkx(made, vertex_attr_hashable="name")
    nx.write_graphml(made, tmp_path / "nx.graphml")
    nx.write_gexf(made, tmp_path / "nx.gexf")
    nx.write_gml(made, tmp_path / "nx.gml")
    bare = (nx.MultiDiGraph if directed else nx.MultiGraph)(list(made.edges))  # Pajek has no attributes
    nx.write_pajek(bare, tmp_path / "nx.net")
    other.write_graphml(str(tmp_path / "igraph.graphml"))
    del other.vs["lead"]  # igraph writes no yes or no into GML
    other.write_gml(str(tmp_path / "igraph.gml"))

    expected = {(min(tie) if not directed else tie[0], max(tie) if not directed else tie[1]): tie for tie in made.edges}
    for name in ("nx.graphml", "nx.gexf", "nx.gml", "igraph.graphml", "igraph.gml"):
        reported = read(tmp_path / name)
        found = {
            ((ego, alter) if directed else tuple(sorted((ego, alter)))): weight
            for ego, alter, weight in weighted(reported)
        }
        assert found == {pair: pytest.approx(made.edges[tie]["weight"]) for pair, tie in expected.items()}, name
        assert reported.directed == directed
        assert reported.people.index.tolist() == list(made)
        assert reported.people["unit"].tolist() == list("xyxyxyxy")
        assert reported.people["years"].tolist() == list(range(8))
    assert [pair[:2] for pair in weighted(read(tmp_path / "nx.net"))] == sorted(bare.edges())


def test_edges_with_and_without_direction_may_stand_in_one_file(written):
    text = (
        '<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/>'
        '<edge source="a" target="b"/><edge source="b" target="c" directed="false"/></graph></graphml>'
    )

    reported = read(written(text))

    assert weighted(reported) == [("a", "b", 1.0), ("b", "c", 1.0), ("c", "b", 1.0)]
    assert any("1 ties without direction are taken from both sides" in sentence for sentence in reported.told)


def test_parallel_edges_stay_and_add_up_in_the_network(written):
    reported = read(written(GML.replace("edge", "edge [ source 0 target 1 weight 2 ] edge").format("")))

    assert weighted(reported) == [("Ana", "Ben", 1.0), ("Ana", "Ben", 2.0)]
    assert build(reported).weights.tolist() == [3.0]


def test_a_relation_of_the_edges_is_kept_and_one_of_the_graph_serves_all(written):
    text = (
        '<graphml><key id="r" for="all" attr.name="relation" attr.type="string"/><graph edgedefault="directed">'
        '<data key="r">advice</data><node id="a"/><node id="b"/><edge source="a" target="b"/>'
        '<edge source="b" target="a"><data key="r">trust</data></edge></graph></graphml>'
    )

    assert read(written(text)).relations == {"advice": 1, "trust": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_xml_is_read_in_any_encoding_also_if_it_lies_about_it(written, encoding):
    text = '<?xml version="1.0" encoding="UTF-8"?><gexf><graph><nodes><node id="Zoë"/><node id="b"/></nodes><edges>'
    text += '<edge source="Zoë" target="b"/></edges></graph></gexf>'
    if encoding == "utf-16":
        text = text.replace("UTF-8", "UTF-16")

    assert weighted(read(written(text, encoding=encoding))) == [("Zoë", "b", 1.0)]


def test_a_graph_file_of_one_long_line_is_read(written):
    nodes = "".join(f'<node id="person number {at}"/>' for at in range(30_000))
    text = f'<graphml><graph edgedefault="directed">{nodes}<edge source="person number 1" target="person number 2"/></graph>'

    assert len(read(written(text + "</graphml>")).people) == 30_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GML.format("weight -2"), "the tie '0' -> '1' has weight -2; weights must be numbers of 0 or more"),
        (GML.format('weight "much"'), "edge '0' -> '1': 'much' is no number; write the weight as a number"),
        (GML.format("weight 1e999"), "has weight inf"),
        (GML.format("")[:-2], "the GML file is cut short, as a '[' is not closed"),
        (GML.format("") + " ]", "the GML file has a ']' too many"),
        ("graph " + "[ a " * 200_000, "nested more than 100 deep"),
        ("<graphml>" + "<a>" * 100_000, "nested more than 500 deep"),
        ("<graphml><graph>", "the XML is broken (no element found"),
        ('<gexf><graph><nodes><node id="a"/><node id=" a"/></nodes></graph></gexf>', "two people have the same id"),
        ("<graphml><graph><node id='a'/></graph></graphml>", "no tie was found"),
        ("<?xml version='1.0'?><!-- <graphml --><other/>", "this is no graph file, but XML of 'other'"),
        ("<?xml version='1.0' encoding='nonsense'?><graphml/>", "the XML is broken"),
    ],
)
def test_a_faulty_graph_file_is_told_in_one_line(written, text, sentence):
    with pytest.raises(ReadError) as caught:
        read(written(text))

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


BOMB = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l0 "lol">{BOMB}', '<!ENTITY l9 SYSTEM "file:///etc/hostname">', '<!ENTITY % l9 SYSTEM "http://localhost/x">%l9;',
        f'<!ENTITY a "{"a" * 1000}">',
    ],
)  # fmt: skip
def test_xml_that_declares_entities_is_refused(written, kind, declared):
    text = f'<?xml version="1.0"?><!DOCTYPE {kind} [{declared}]><{kind}><graph><node id="&l9;"/></graph></{kind}>'

    with pytest.raises(ReadError, match=r"file\.csv: the XML declares entities, which is not safe to read; save it"):
        read(written(text))


def test_a_doctype_alone_is_harmless(written):
    text = '<?xml version="1.0"?><!DOCTYPE graphml SYSTEM "http://graphml.graphdrawing.org/dtds/1.0rc/graphml.dtd">'
    text += '<graphml><graph edgedefault="directed"><edge source="a" target="b"/></graph></graphml>'

    assert weighted(read(written(text))) == [("a", "b", 1.0)]
