"""Notebooks: every result shows well in one, no name breaks it, and the example runs."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import netspread as ns
import wards
from netspread.adoption.diffusion import diffusion
from netspread.adoption.results import adoption
from netspread.batch import Batch
from netspread.logics import campaign
from netspread.logics.sensitivity import sensitivity
from netspread.study import study

DOCS = Path(__file__).parents[1] / "docs"


class Tags(HTMLParser):
    """The tags that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.seen = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """A study of people with the worst names."""
    folder = tmp_path_factory.mktemp("notebook")
    names = [*wards.HOSTILE[:6], *(f"p{at}" for at in range(8))]
    ties = [(names[a], names[(a + step) % len(names)]) for a in range(len(names)) for step in (1, 2)]
    network = ns.Network.from_ties(ties)
    network.ties().to_csv(folder / "ties.csv", index=False)
    return study(folder / "ties.csv", budget=2, worlds=20)


@pytest.fixture(scope="module")
def later(found):
    """What else comes of the network of such people: a team, a plan, changes, adoption."""
    network = found.network
    units = [wards.HOSTILE[at % 3] for at in range(network.n_people)]
    people = network.people.assign(unit=units)
    placed = ns.Network.from_ties(network.ties(), people=people)
    times = pd.DataFrame({"person": network.ids, "time": [1 + at % 3 for at in range(network.n_people)]})
    planned = campaign(placed, units="unit", periods=3, worlds=5)
    return {
        "Champions": ns.champions(placed, size=2),
        "Campaign": planned,
        "Sensitivity": sensitivity(planned, names=["p", "threshold"]),
        "Changes": ns.changes(placed, placed, draws=2),
        "Adoption": adoption(diffusion(placed, adopted=times), runs=10),
    }


@pytest.mark.parametrize("name", ["Champions", "Campaign", "Sensitivity", "Changes", "Adoption"])
def test_later_results_are_one_line_and_in_a_notebook_a_table(later, name):
    shown, line = later[name]._repr_html_(), repr(later[name])

    assert line.startswith(name)
    assert "\n" not in line
    assert len(line) < 300
    tags = Tags(shown).seen
    assert "table" in tags
    assert not tags & {"script", "img", "svg"}


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (lambda found: found.network, "influence"),
        (lambda found: found.leaders, "score"),
        (lambda found: found.partition, "density"),
        (lambda found: found.comparison.spread("random"), "chance"),
        (lambda found: found.comparison, "reach_mean"),
        (lambda found: found, "where to start"),
        (lambda found: Batch(found.people_table().assign(error=""), 0), "person"),
    ],
    ids=["Network", "Ranking", "Partition", "Spread", "Comparison", "Study", "Batch"],
)
def test_every_result_is_a_table_in_a_notebook_that_no_name_breaks(found, result, told):
    shown = result(found)._repr_html_()

    assert told in shown
    tags = Tags(shown).seen
    assert "table" in tags
    assert not tags & {"script", "img", "svg"}


def test_the_example_notebook_is_the_one_that_its_script_makes():
    sys.path.insert(0, str(DOCS))
    try:
        from make_notebook import TARGET, notebook
    finally:
        sys.path.remove(str(DOCS))

    assert TARGET.read_text(encoding="utf-8") == nbformat.writes(notebook()) + "\n"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_example_notebook_runs(tmp_path):
    book = nbformat.read(DOCS / "notebooks" / "hospital.ipynb", as_version=4)

    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()

    shown = [out.data for cell in book.cells if cell.cell_type == "code" for out in cell.outputs if "data" in out]
    assert len(shown) == 9
    assert sum("<table" in data.get("text/html", "") for data in shown) == 6
    assert sum("<iframe" in data.get("text/html", "") for data in shown) == 2
    assert "report.html" in shown[-1]["text/plain"]
