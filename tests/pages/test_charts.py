"""Charts of very many rows: the first are drawn, and how many more there are is said."""

import pandas as pd

from netspread.batch import COLUMNS
from netspread.language import speaking
from netspread.pages import charts
from netspread.pages.summary import draw_summary


def test_bars_beyond_those_that_fit_are_told_not_drawn():
    rows = [charts.Bar(f"ward {at}", float(at)) for at in range(charts.MOST_BARS + 1)]

    whole, cut = (charts.bars(rows[:count], title="t", unit="u") for count in (charts.MOST_BARS, len(rows)))

    assert "ward 23" in cut
    assert "ward 24" not in cut
    assert "The first 24 of 25 are drawn; the table has them all." in cut
    assert "are drawn" not in whole
    with speaking("de"):
        assert "die ersten 24 von 25" in charts.bars(rows, title="t", unit="u")


def test_of_many_sites_those_with_the_fewest_answers_and_the_most_ties_are_drawn():
    table = pd.DataFrame(
        {"site": f"S{at:02}", "error": "", "people": 20, "ties": 40, "communities": 2, "leaders": "A", "density": at / 100,
         "response_rate": at / 100, "best_strategy": "greedy", "reach_mean": 9.0, "reach_share": 0.4}
        for at in range(60)
    ).reindex(columns=list(COLUMNS))  # fmt: skip

    page = draw_summary(table)

    answered, dense = page.split("<figure>")[1:3]
    assert ">S00<" in answered
    assert ">S59<" not in answered
    assert ">S59<" in dense
    assert ">S00<" not in dense
    assert "E-I index" not in page  # nobody has one
    assert page.count("<td>S") == 60
