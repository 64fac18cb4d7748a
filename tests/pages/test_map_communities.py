"""The map of communities, champions, doubtful members, and one try of a spread."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from netspread.communities import communities
from netspread.errors import ChoiceError
from netspread.pages.map import draw_map
from netspread.pages.map_data import map_data
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade
from wards import assert_quiet, count, find, state


def spot_of(page, k):
    return page.evaluate(
        """(k) => { const g = picture.look.groups.find((g) => g.k === k), { x, y } = picture.view.canvasToDOM(g);
          const box = at('picture').getBoundingClientRect(); return [box.left + x, box.top + y]; }""",
        k,
    )


@pytest.mark.page
def test_each_community_is_a_disc_that_opens_and_closes(page, network):
    partition = communities(network)
    page.get_by_label("One disc for each community").check()

    groups = page.evaluate("picture.look.groups.map((g) => [g.k, g.count])")
    sizes = np.bincount(np.minimum(partition.labels - 1, partition.n_tied))
    assert dict(map(tuple, groups)) == dict(enumerate(sizes.tolist()))
    between = page.evaluate("picture.look.links.map((l) => [l.a.k, l.b.k, l.count])")
    labels = partition.labels - 1
    a, b = (labels[side] for side in (network.egos(), network.alters))
    for one, other, ties in between:
        assert ties == ((a == one) & (b == other)).sum() + ((a == other) & (b == one)).sum()
    assert f"{len(groups)} communities, one disc each" in page.locator("#status").inner_text()
    ET.fromstring(page.evaluate("saving.drawing()"))

    page.mouse.click(*spot_of(page, 1))
    page.wait_for_function("() => !picture.look.groups")
    assert state(page)["filters"] == {"community": {"levels": [1]}}
    assert count(page) == sizes[1]
    page.click("#outside")
    assert page.evaluate("picture.look.groups.length") == len(groups)
    assert page.locator("#outside").is_hidden()
    page.click("#undo")
    assert count(page) == sizes[1]


@pytest.mark.page
def test_discs_are_walked_by_keyboard_and_a_person_can_be_found_from_there(page):
    page.get_by_label("One disc for each community").check()
    page.focus("#picture")
    page.keyboard.press("n")
    assert "Enter looks into it" in page.locator("#status").inner_text()
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.evaluate("picture.marked()") == 0
    page.keyboard.press("Enter")
    assert page.evaluate("picture.look.groups") is None
    page.click("#outside")
    find(page, "p07")
    assert page.evaluate("picture.look.groups") is None
    assert state(page)["chosen"] == 7


@pytest.mark.page
def test_slices_are_the_shares_of_a_disc_and_filters_count(page, network):
    page.evaluate("controls.change({grouped: true, color: 'a:role', filters: {'a:unit': {levels: [0]}}})")

    groups = page.evaluate("picture.look.groups.map((g) => [g.count, g.slices.map((s) => s.to - s.from)])")
    assert sum(size for size, _ in groups) == 30
    assert all(sum(slices) == pytest.approx(1) for _, slices in groups)
    doctors = sum(size * slices[0] for size, slices in groups if len(slices) == 2)
    alone = sum(size for size, slices in groups if len(slices) == 1)
    assert 10 - alone <= round(doctors) <= 10


@pytest.mark.page
def test_a_large_map_opens_with_its_communities(opened, tmp_path):
    from netspread.network import Network

    size = 10_200
    network = Network.from_ties([(str(at), str(at - at % 100)) for at in range(size) if at % 100])
    page = opened(draw_map(network, partition=communities(network)).save(tmp_path / "map.html"))

    assert page.evaluate("picture.look.groups.length") >= 100
    assert page.locator("#grouped").is_checked()
    page.evaluate("controls.change({grouped: false})")
    assert count(page) == page.evaluate("people.n") == network.n_people
    assert_quiet(page)


@pytest.mark.page
def test_champions_and_doubtful_members_look_so_and_are_told(network, opened, tmp_path):
    certainty = np.ones(60)
    certainty[3] = 0.5
    page = opened(
        draw_map(network, partition=communities(network), champions=["p07"], certainty=certainty).save(
            tmp_path / "map.html"
        )
    )

    assert "champion" in page.locator("#legend").inner_text()
    assert "doubtful community" in page.locator("#legend").inner_text()
    find(page, "p07")
    assert page.locator("#card .badge").inner_text() == "◇ Champion"
    assert page.locator("#doubt").count() == 0
    find(page, "p03")
    assert "in 50 % of the runs" in page.locator("#doubt").inner_text()
    page.click("#shut")
    drawing = page.evaluate("saving.drawing()")
    assert drawing.count("stroke-dasharray") == 2  # the person, and the legend's entry
    assert page.locator("#color option[value=certainty]").count() == 1
    page.click("#aslist")
    assert page.locator("#rows td", has_text="◇").count() == 1
    assert_quiet(page)


def test_certainty_and_champions_are_of_the_people(network):
    with pytest.raises(ChoiceError, match="give one share for each of the 60 people"):
        map_data(network, partition=communities(network), certainty=[1.0])
    with pytest.raises(ChoiceError, match="champion 'nobody' is unknown"):
        map_data(network, champions=["nobody"])


@pytest.mark.page
def test_one_try_can_be_played_and_another(page):
    page.select_option("#start", "greedy")
    page.select_option("#tries", "one")
    page.evaluate("controls.change({step: 1})")

    assert "in this try" in page.locator("#steptext").inner_text()
    assert page.locator("#keytitle").inner_text().startswith("adoption by step 1, in this try")
    tries = []
    for _ in range(30):
        found = page.evaluate(
            "(() => { const s = spreading.current(); return [s.worlds, [...s.chance[s.last]], s.reach] })()"
        )
        assert found[0] == 1
        assert set(found[1]) <= {0, 1}
        assert sum(found[1]) == found[2]
        tries.append(found[2])
        page.click("#again")
    assert state(page)["world"] == 30
    assert len(set(tries)) > 3
    many = page.evaluate("spreading.expected().reach")
    assert abs(np.mean(tries) - many) < 4 * np.std(tries) / 30**0.5
    page.select_option("#tries", "many")
    assert page.locator("#again").is_hidden()


@pytest.mark.page
def test_of_a_model_that_the_page_cannot_try_the_end_is_shown(network, opened, tmp_path):
    class Unheard(IndependentCascade):
        """A model of somebody else's."""

    comparison = compare(network, strategies=("in-degree",), budget=2, model=Unheard(0.3), worlds=50)
    page = opened(draw_map(network, comparison=comparison).save(tmp_path / "map.html"))

    page.select_option("#start", "in-degree")
    assert "2 people start" in page.locator("#reach").inner_text()
    assert page.locator("#start option[value=own]").count() == 0
    page.click("#forth")
    page.click("#forth")

    assert page.locator("#steptext").inner_text().startswith("in the end: about ")
    assert page.locator("#tries").is_hidden()
    chance = page.evaluate("[...spreading.current().chance[1]]")
    np.testing.assert_allclose(chance, comparison.spreads[0].chance, atol=1e-6)
    assert_quiet(page)


@pytest.mark.page
def test_ranks_carry_their_intervals_on_the_card(network, opened, tmp_path, monkeypatch):
    from netspread.pages import map_data as room
    from netspread.ranking import rank

    plain = room._measure

    def uncertain(ranking, said):
        n = len(ranking.scores)
        return plain(ranking, said) | {
            "low": [max(1, r - 2) for r in ranking.ranks.tolist()],
            "high": [r + 3 for r in ranking.ranks.tolist()],
            "top_k_chance": [0.25] * n,
            "top_k": 10,
        }

    monkeypatch.setattr(room, "_measure", uncertain)
    ranking = rank(network, by="in-degree")
    page = opened(draw_map(network, rankings=[ranking]).save(tmp_path / "map.html"))

    find(page, "p10")
    place = int(ranking.ranks[10])
    assert f"{place} ({max(1, place - 2)} to {place + 3}) of 60" in page.locator("#card tbody").inner_text()
    assert "among the first 10 with a chance of 25 %" in page.locator("#card").inner_text()
    assert_quiet(page)
