"""What Gephi is told: the same communities and leaders as on the map."""

import numpy as np

from netspread.communities import communities
from netspread.pages.embed import asset
from netspread.pages.layout import places
from netspread.pages.look import COLORS, look
from netspread.ranking import rank


def test_one_community_has_one_color_and_the_first_are_large(network):
    partition, ranking = communities(network), rank(network, by="in-degree")

    found = look(network, partition=partition, ranking=ranking)

    colors = [tuple(bytes.fromhex(COLORS[label - 1])) for label in np.minimum(partition.labels, partition.n_tied + 1)]
    assert found.color == colors
    order = np.argsort(ranking.scores, kind="stable")
    assert (np.diff(np.array(found.size)[order]) >= 0).all()
    assert (min(found.size), max(found.size)) == (12, 52)
    np.testing.assert_array_equal(np.column_stack([found.x, found.y]), places(network, partition.labels) * [1, -1])


def test_where_little_is_first_the_least_are_large(network):
    ranking = rank(network, by="constraint")

    size = np.array(look(network, partition=communities(network), ranking=ranking).size)

    assert size[np.nanargmin(ranking.scores)] == 52
    assert (size[np.isnan(ranking.scores)] == 12).all()


def test_the_colors_are_those_of_the_map():
    assert ", ".join(f'"#{color}"' for color in COLORS) in asset("map_picture.js")
