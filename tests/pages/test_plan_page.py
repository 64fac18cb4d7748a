"""The page of a plan: everything on it is said in its language, holds the figures, and nobody's name breaks it."""

import html
import re

import pandas as pd
import pytest

import netspread as ns
from netspread.language import language
from netspread.logics.sensitivity import sensitivity
from netspread.pages.plan import draw_plan
from wards import HOSTILE, ward

#: Sections of the catalogue that pages of plans draw on.
SECTIONS = [section for section in language("en").texts if section.startswith("plan")]


@pytest.fixture(scope="module")
def found():
    """A campaign in the two wards, planned again after two periods, in which a gate is not passed."""
    rows = pd.DataFrame(
        [("p01", 1, "adopted"), ("p02", 2, "adopted"), ("p03", 2, "abandoned")], columns=["person", "period", "state"]
    )
    return ns.campaign(
        ward(),
        units="unit",
        periods=10,
        budget=4,
        worlds=40,
        observed=rows,
        settings={"gate_adopted": 0.95, "patience": 2},
    )


@pytest.fixture(scope="module")
def swept(found):
    return sensitivity(found, names=["threshold", "p", "miss"])


def text_of(page):
    """What a reader sees, tags left out."""
    return re.sub(
        r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)))
    )


def rows_of(page, caption):
    """The cells of the table with this caption, row by row, its head left out."""
    body = re.search(rf"<caption>{re.escape(html.escape(caption))}</caption>.*?<tbody>(.*?)</tbody>", page, re.DOTALL)[
        1
    ]
    return [
        [html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", body)
    ]


def test_a_german_page_holds_no_english(found, swept):
    page = text_of(draw_plan(found, swept, language="de"))

    english, german = language("en").texts, language("de").texts
    left = [
        (section, key)
        for section in SECTIONS
        for key, text in english[section].items()
        for form in (text.values() if isinstance(text, dict) else [text])
        for piece in [max(re.split(r"\{\w+\}", form), key=len).strip(" .:;,")]
        if " " in piece and len(piece) > 8 and piece in page and piece not in str(german[section][key])
    ]
    assert left == []
    for word in ("mechanistic", "ecological", "sustained", "abandoned", "assumed", "chance per", "periods"):
        assert not re.search(rf"\b{word}\b", re.sub(r"sustain_after|plan\.csv", "", page)), word
    assert '<html lang="de">' in draw_plan(found, swept, language="de")
    assert "von 60 Personen" in page


def test_every_text_of_the_page_is_said_somewhere(found, swept):
    pages = [draw_plan(found, swept), draw_plan(found.before, None)]
    calm = ns.campaign(
        ward(), units="unit", periods=6, budget=4, worlds=20, settings={"gate_adopted": 0, "gate_sustained": 0}
    )
    shared = ns.campaign(ward(), units="unit", periods=6, budget=4, worlds=20, logics=["combined"],
                         shares={"social": 1, "ecological": 1}, order=["social", "ecological"])  # fmt: skip
    said = " ".join(text_of(page) for page in [*pages, draw_plan(calm, None), draw_plan(shared, None)])
    english = language("en").texts

    silent = {
        f"{section}.{key}"
        for section in ("plan", "plan_sections", "plan_folded", "plan_logics", "plan_nasss")
        for key, text in english[section].items()
        for form in [str(next(reversed(text.values())) if isinstance(text, dict) else text)]
        if max(re.split(r"\{\w+\}", form), key=len).strip() not in said
    }
    # One of each of these pairs stands on a page, as the figures are.
    assert silent <= {"plan.mix_flat", "plan.mix_sharp", "plan.first_holds", "plan.first_unless", "plan.turn",
                      "plan.turn_or", "plan.turn_words"}, silent  # fmt: skip


def test_the_page_holds_the_figures(found, swept):
    page = draw_plan(found, swept)
    summary = found.summary

    end = rows_of(page, "At the end: people, cost, and cost per sustained adopter")
    assert [row[0] for row in end] == list(found.outcomes)
    assert [row[2] for row in end] == [f"{mean:,.1f}" for mean in summary["sustained_mean"]]
    assert [row[5] for row in end] == [f"{cost:,.1f}" for cost in summary["cost_per_sustained"]]
    spread = rows_of(page, "People who sustain it at the end, in so many of the worlds")
    assert [row[3] for row in spread] == [
        f"{pd.Series(outcome.sustained).quantile(0.25):,.0f}" for outcome in found.outcomes.values()
    ]
    stopped = summary.loc[summary["ended_at_gate"] > 0, "ended_at_gate"]
    assert len(stopped) > 0
    assert all(f"a gate is not passed in {share:.0%} of worlds" in text_of(page) for share in stopped)
    assert found.changed()[0] in text_of(page)
    assert swept.sentence()[1:] in text_of(page)
    assert len(rows_of(page, "All numbers; low and high are what the sensitivity sweeps")) == len(found.stage.values)


def test_the_plan_on_the_page_is_that_of_the_table(found):
    page, plan = draw_plan(found, None), found.plan()

    body = page[page.index('id="plan"') : page.index('id="unknown"')]
    next_ones = plan[(plan["logic"] == "social") & (plan["period"] == 3) & (plan["person"] != "")]
    assert len(next_ones) > 0
    names = found.stage.network.people["name"]
    for row in next_ones.to_dict("records"):
        assert html.escape(names[row["person"]]) in body
        assert row["unit"] in body


def test_the_same_campaign_gives_the_same_page(found, swept):
    assert draw_plan(found, swept) == draw_plan(found, swept)


def test_nobodys_name_breaks_the_page():
    ids = [f"p{at}" for at in range(len(HOSTILE))]
    people = pd.DataFrame({"unit": HOSTILE, "name": HOSTILE}, index=ids)
    network = ns.Network.from_ties([*zip(ids, ids[1:] + ids[:1], strict=True)], people=people)

    page = draw_plan(ns.campaign(network, units="unit", periods=4, budget=20, worlds=10), None)

    assert not re.search("<(script|img|svg onload)", page)
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert not re.search(r'(src|href)="(?!#)', page)
