"""Odd studies: report and map of networks at the edges open, fit a phone and a desk, and complain of nothing."""

import math

import networkx as nx
import pandas as pd
import pytest
import python_calamine

from netspread.adoption.diffusion import diffusion
from netspread.adoption.results import adoption
from netspread.build import build
from netspread.changes import changes
from netspread.communities.series import community_series
from netspread.errors import ReadError
from netspread.pages.adoption import draw_adoption
from netspread.pages.alluvial import draw_series
from netspread.pages.changes import draw_changes
from netspread.pages.report import draw_report
from netspread.pages.start import draw_answers
from netspread.readers import read
from netspread.spread.answers import answers
from netspread.spread.compare import compare
from netspread.study import study

LONG = "a very long name of an attribute that says much more than it has to, and goes on"


def four_hundred_communities(folder):
    rows = [f"a{at},b{at}\nb{at},c{at}\nc{at},a{at}" for at in range(400)]
    return "\n".join(rows), ""


def two_hundred_attributes(folder):
    ids = [f"p{at}" for at in range(30)]
    names = [f"attribute {at}" if at else LONG for at in range(200)]
    staff = [",".join(["id", *names]), *(",".join([one, *(f"{one}-{k % 7}" for k in range(200))]) for one in ids)]
    return "\n".join(f"p{at},p{(at * 7 + 1) % 30}" for at in range(30)), "\n".join(staff)


def all_but_two_alone(folder):
    return "p0,p1", "id,unit\n" + "\n".join(f"p{at},{'North' if at % 2 else 'South'}" for at in range(60))


def two_people(folder):
    return "p0,p1", ""


def formulas_everywhere(folder):
    rows = [f"=p{at},=p{(at + 1) % 12}" for at in range(12)]
    staff = [f"=p{at},=cmd|' /C calc'!A{at},@x,{'' if at % 3 else at}" for at in range(12)]
    return "\n".join(rows), "\n".join(["id,name,=unit,years", *staff])


ODD = [four_hundred_communities, two_hundred_attributes, all_but_two_alone, two_people, formulas_everywhere]


def assert_tables_can_be_read(out, found):
    """Every sheet of the workbook: a head, nothing that is no number, no formula, each column explained."""
    book = python_calamine.CalamineWorkbook.from_path(str(out / "results.xlsx"))
    explained = {(sheet, column) for sheet, column, _ in book.get_sheet_by_name(book.sheet_names[-1]).to_python()[1:]}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        assert all(head), name
        assert name == book.sheet_names[-1] or {(name, str(column)) for column in head} <= explained
        for cell in (cell for row in rows for cell in row):
            assert not (isinstance(cell, float) and not math.isfinite(cell)), name
            assert cell not in ("nan", "NaN", "None", "<NA>", "inf"), name
            assert not str(cell).startswith(("=", "@", "+")), name
    assert len(book.get_sheet_by_name("leaders").to_python()) == found.network.n_people + 1


def assert_networks_can_be_read(out, found):
    """GraphML and GEXF hold everybody and every tie, for networkx and for us, and say how each person is drawn."""
    for read_file, name in ((nx.read_graphml, "network.graphml"), (nx.read_gexf, "network.gexf")):
        graph = read_file(out / name)
        assert set(graph) == set(found.network.ids)
        assert graph.number_of_edges() == found.network.n_ties
        again = build(read(out / name))
        assert set(again.ids) == set(found.network.ids)
        assert again.n_ties == found.network.n_ties
    assert all(
        {"x", "y", "size", "r", "g", "b"} <= set(told)
        for _, told in nx.read_graphml(out / "network.graphml").nodes(data=True)
    )
    assert all("viz" in told for _, told in graph.nodes(data=True))


def written(made, folder):
    """Write the files of an odd study; return the ties, and what to read them with."""
    ties, staff = made(folder)
    (folder / "ties.csv").write_text("ego,alter\n" + ties + "\n", encoding="utf-8")
    (folder / "staff.csv").write_text(staff + "\n", encoding="utf-8")
    return folder / "ties.csv", {"staff": folder / "staff.csv"} if staff else {}


@pytest.mark.page
@pytest.mark.parametrize("made", ODD)
def test_report_and_map_open_quietly_and_fit(made, opened, tmp_path):
    ties, options = written(made, tmp_path)

    found = study(ties, budget=1, worlds=20, draws=0, runs=1, **options)
    out = found.save(tmp_path / "out")

    for name in ("report.html", "map.html"):
        for width in (1440, 400):
            page = opened(out / name, width=width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert page.said == []
            assert all(url.startswith(((out / name).as_uri(), "blob:")) for url in page.asked)
    assert_tables_can_be_read(out, found)
    assert_networks_can_be_read(out, found)
    assert (out / "report.html").stat().st_size < 5_000_000
    assert draw_report(found) == (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.page
@pytest.mark.parametrize("made", ODD)
def test_every_other_page_opens_quietly_and_fits_a_phone(made, opened, tmp_path):
    ties, options = written(made, tmp_path)
    network = build(read(ties, **options))
    times = pd.DataFrame({"person": network.ids, "time": [1 + at % 4 for at in range(network.n_people)]})
    compared = compare(network, strategies=["random", "in-degree"], budget=1, worlds=20)
    drawn = {
        "changes": draw_changes(changes(network, network, draws=3)),
        "series": draw_series(community_series({"1": network, "2": network})),
        "compare": draw_answers(answers(compared, draws=2)),
        "adoption": draw_adoption(adoption(diffusion(network, adopted=times), runs=10)),
    }

    for name, text in drawn.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        page = opened(tmp_path / f"{name}.html", width=400)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, name
        assert page.said == []


def test_people_without_any_tie_are_no_network_and_that_is_said(tmp_path):
    (tmp_path / "ties.csv").write_text("respondent,advice 1,advice 2\np0,,\np1,,\n", encoding="utf-8")
    (tmp_path / "staff.csv").write_text("id,unit\np0,North\np1,South\n", encoding="utf-8")

    with pytest.raises(ReadError) as caught:
        study(tmp_path / "ties.csv", staff=tmp_path / "staff.csv", format_in="name generator")

    assert "\n" not in str(caught.value)
