"""``netspread convert``: the network in the formats of other programs."""

import json

import networkx as nx
import pytest


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "gml", "net", "csv"])
def test_a_network_survives_each_format(netspread, everybody_names_a, tmp_path, suffix):
    out = tmp_path / f"network.{suffix}"

    assert netspread("convert", everybody_names_a, out).exit_code == 0
    again = json.loads(netspread("rank", out, "--by", "in-degree", "--format", "json").stdout)

    assert again["rows"][0] == {"rank": 1, "person": "A", "score": 20.0}
    assert again["network"]["ties"] == 22
    assert netspread("convert", everybody_names_a, out).exit_code == 1


def test_networkx_reads_the_graphml(netspread, everybody_names_a, tmp_path):
    netspread("convert", everybody_names_a, tmp_path / "n.graphml")

    assert nx.read_graphml(tmp_path / "n.graphml").number_of_edges() == 22
