"""The map spreads as Python does, and plays it."""

import math

import numpy as np
import pytest

from netspread.pages.map import draw_map
from netspread.spread.compare import compare
from netspread.spread.models import SIR
from netspread.spread.simulate import simulate
from netspread.spread.world import one_world
from wards import MODELS, assert_quiet, find, state


@pytest.mark.page
@pytest.mark.parametrize("strategy", ["in-degree", "greedy"])
@pytest.mark.parametrize("model", range(len(MODELS)))
def test_the_page_spreads_as_python_does(page, network, strategy, model):
    spread = compare(network, strategies=[strategy], budget=3, model=MODELS[model], worlds=4000).spreads[0]
    page.evaluate(f"controls.change({{start: '{strategy}', model: {model}}})")

    found = page.evaluate(
        "(() => { const s = spreading.current(); return {reach: s.reach, worlds: s.worlds, curve: s.curve, chance: [...s.chance[s.last]]} })()"
    )

    # Both are averages over worlds; four standard errors of their difference, and an allowance for 60 people at once.
    deviation = spread.reaches.std(ddof=1)
    assert abs(found["reach"] - spread.reach_mean) < 4 * deviation * math.sqrt(1 / found["worlds"] + 1 / 4000)
    assert found["worlds"] == 1000
    assert np.abs(np.array(found["chance"]) - spread.chance).max() < 5 * 0.5 * math.sqrt(1 / 1000 + 1 / 4000)
    assert found["curve"] == sorted(found["curve"])
    assert abs(found["curve"][1] - spread.curve[1]) < 0.6
    seeds = network.positions(spread.seeds).tolist()
    assert page.evaluate("spreading.seeds()") == seeds


@pytest.mark.page
def test_one_more_who_starts_never_reaches_fewer(page):
    for model in range(len(MODELS)):
        reach = page.evaluate(
            f"[[3], [3, 9], [3, 9, 30]].map((seeds) => spreading.simulate(people.data.models[{model}], seeds).reach)"
        )
        assert reach == sorted(reach)


@pytest.mark.page
def test_a_spread_is_played_step_by_step_and_by_itself(page):
    assert page.locator("#play").is_hidden()
    page.select_option("#start", "greedy")
    assert "3 people start" in page.locator("#reach").inner_text()
    assert "95 % interval" in page.locator("#reach").inner_text()
    assert page.locator("#steptext").inner_text() == "not started"
    page.click("#forth")
    assert page.locator("#steptext").inner_text().startswith("step 0 of ")
    assert "about 3 of 60 people" in page.locator("#steptext").inner_text()
    page.click("#forth")
    assert page.locator("#keytitle").inner_text().startswith("chance of adoption by step 1")
    page.click("#back")
    page.select_option("#speed", "300")
    page.click("#playing")
    page.wait_for_function("() => page.state.step === spreading.current().last")
    page.wait_for_function("() => at('playing').textContent === 'Play'")
    page.evaluate("at('step').value = 1; at('step').dispatchEvent(new Event('input'))")
    assert state(page)["step"] == 1
    page.click("#undo")
    assert state(page)["step"] == -1
    assert state(page)["start"] == "greedy"


@pytest.mark.page
def test_seeds_are_marked_on_the_map_on_the_card_and_in_the_list(page, network):
    page.select_option("#start", "in-degree")
    seeds = page.evaluate("spreading.seeds()")
    find(page, str(network.ids[seeds[0]]))
    assert "★ Starts (named by most)" in page.locator("#card .badge").inner_text()
    page.click("#aslist")
    assert page.locator("#rows td", has_text="★").count() == 3
    assert page.evaluate("saving.drawing()").count('stroke="#1b2430"') == 3
    assert page.locator("#legend").inner_text().endswith("starts")
    page.select_option("#start", "random")
    assert "one draw of many" in page.locator("#reach").inner_text()


@pytest.mark.page
def test_the_reader_picks_who_starts_and_sees_the_reach(page, network):
    page.select_option("#start", "own")
    assert "Add people here" in page.locator("#reach").inner_text()
    find(page, "p03", "#pick")
    find(page, "p33", "#pick")
    assert page.locator("#picked li").count() == 2
    assert "2 people start; about " in page.locator("#reach").inner_text()
    find(page, "p07")
    page.get_by_role("button", name="Let this person start").click()
    assert state(page)["own"] == [3, 33, 7]
    page.get_by_role("button", name="Ana Example 33 does not start").click()
    assert state(page)["own"] == [3, 7]
    page.get_by_role("button", name="Does not start after all").click()
    assert state(page)["own"] == [3]


@pytest.mark.page
def test_a_world_of_a_model_that_the_page_cannot_play_is_played_as_python_made_it(network, opened, tmp_path):
    spread = simulate(network, seeds=["p03", "p33"], model=SIR(0.2, leave=0.3, periods=9), worlds=30)
    steps = one_world(spread, 17)["step"]
    page = opened(draw_map(network, tried=(spread, 17)).save(tmp_path / "map.html"))

    page.select_option("#start", "tried")
    for _ in range(4):
        page.click("#forth")

    assert "2 people start; in try number 17" in page.locator("#reach").inner_text()
    assert f"in this try: {(steps <= 3).sum()} of 60 people" in page.locator("#steptext").inner_text()
    assert page.evaluate("[...spreading.current().chance[3]]") == (steps <= 3).fillna(False).astype(int).tolist()
    assert page.evaluate("spreading.current().reach") == spread.reaches[17]
    find(page, "p33")
    assert "Starts (try number 17)" in page.locator("#card .badge").inner_text()
    assert_quiet(page)
