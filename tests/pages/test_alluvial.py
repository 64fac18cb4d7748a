"""Communities over time as a picture: blocks and bands stand where the figures say."""

import re
from itertools import combinations

import pandas as pd
import pytest

from netspread.communities.series import community_series
from netspread.network import Network
from netspread.pages.alluvial import alluvial, draw_series, events_in_words


def cliques(*groups, people="abcdwxyz"):
    ties = [pair for group in groups for pair in combinations(group, 2)]
    return Network.from_ties(ties, people=list(people), directed=False, influence="both")


@pytest.fixture
def series():
    """Two communities, of which w goes over, then a window of holidays, then one."""
    return community_series(
        {
            pd.Timestamp("2024-01-01"): cliques("abcd", "wxyz"),
            pd.Timestamp("2024-02-01"): cliques("abcdw", "xyz"),
            pd.Timestamp("2024-03-01"): cliques(),
            pd.Timestamp("2024-04-01"): cliques("abcdw", "xyz"),
        }
    )


def test_blocks_are_as_high_as_communities_have_people(series):
    drawn = alluvial(series)
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', drawn)]
    told = re.findall(r"<title>community (\d) in ([\d-]+): (\d) people", drawn)

    assert told[:4] == [
        ("1", "2024-01-01", "4"), ("2", "2024-01-01", "4"), ("1", "2024-02-01", "5"), ("2", "2024-02-01", "3"),
    ]  # fmt: skip
    assert heights[2] / heights[3] == pytest.approx(5 / 3, rel=0.01)


def test_bands_are_as_wide_as_the_people_who_go(series):
    drawn = alluvial(series)
    bands = re.findall(r"v([\d.]+)C[^>]*><title>(\d) from community (\d) to (\d)", drawn)

    assert [(people, one, other) for _, people, one, other in bands] == [
        ("4", "1", "1"), ("1", "2", "1"), ("3", "2", "2"),
    ] * 2  # fmt: skip  # for a desk, and for a phone
    assert float(bands[0][0]) == pytest.approx(4 * float(bands[1][0]), rel=0.02)


def test_numbers_are_kept_over_a_window_without_ties(series):
    last = series.members[series.members["window"] == "2024-04-01"]

    assert series.windows == ("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01")
    assert set(last.loc[last["person"].isin(list("abcdw")), "community"]) == {1}


def test_the_page_tells_what_happened_and_asks_no_network(series):
    split = community_series({"1": cliques("abcdwxyz"), "2": cliques("abcd", "wxyz")})
    page = draw_series(split)

    assert "2: community 1 has split into 1 and 2." in page
    assert events_in_words(community_series({"1": cliques("abcd")})) == ["Nothing is born, ends, splits or merges."]
    assert "http" not in page.replace("http-equiv", "")
    assert page == draw_series(split)
