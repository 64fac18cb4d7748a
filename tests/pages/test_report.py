"""The report, the workbook and the folder: what they say is true, and nobody's name breaks them."""

import html
import json
import re
from pathlib import Path

import pandas as pd
import pytest
import python_calamine

from netspread.errors import SaveError
from netspread.explain import count
from netspread.pages import charts
from netspread.pages.drawing import DESK, PHONE
from netspread.pages.folder import write_folder
from netspread.pages.report import draw_report
from netspread.study import study

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'&amp;",
    "=cmd|' /C calc'!A0",
    "\u202egnol",
    "x" * 5000,
]


@pytest.fixture(scope="module")
def found():
    return study(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv", groups="unit", worlds=200)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A study of people, units and a relation with the worst names."""
    folder = tmp_path_factory.mktemp("hostile")
    names = HOSTILE + [f"p{at}" for at in range(12)]
    pairs = [(names[a], names[(a + step) % len(names)]) for a in range(len(names)) for step in (1, 2, 5)]
    ties = pd.DataFrame(pairs, columns=["ego", "alter"]).assign(relation=HOSTILE[0])
    ties.to_csv(folder / "ties.csv", index=False)
    staff = pd.DataFrame({"id": names, "name": names, "unit": [HOSTILE[at % 4] for at in range(len(names))]})
    staff.to_csv(folder / "staff.csv", index=False)
    return study(folder / "ties.csv", staff=folder / "staff.csv", groups="unit", budget=3, worlds=50)


def test_the_report_answers_in_the_order_of_the_questions(found):
    page = draw_report(found)

    places = [
        page.index(f'<section id="{name}"')
        for name in (
            "asked",
            "quality",
            "network",
            "leaders",
            "brokers",
            "communities",
            "start",
            "champions",
            "unknown",
            "methods",
        )
    ]
    assert places == sorted(places)
    assert "199 of 252 people answered (79%)" in page
    assert "Chidi Almeida" in page
    assert "Theatre (13 of 28)" in page
    assert len(page) < 5_000_000
    assert page == draw_report(found)


def test_zero_one_and_many_are_said_rightly():
    assert [count(number, "tie", "ties") for number in (0, 1, 2, 1234)] == ["no ties", "1 tie", "2 ties", "1,234 ties"]


def test_the_best_strategy_is_named_with_its_lead_over_chance(found):
    page = draw_report(found)
    more = found.comparison.differences("random").set_index("strategy").loc[found.comparison.best]

    assert (
        f"That is {more['more']:.1f} more than people drawn at random (95 % interval {more['more_low']:.1f} to" in page
    )


def test_a_place_beyond_the_longest_interval_is_an_arrow_inside_the_chart():
    rows = [charts.Bar("ana", 1, 1, 4), charts.Bar("ben", 9, 2, 6)]

    page = str(charts.ranges(rows, title="t", unit="place", description="d"))

    assert page.count('<circle class="place"') == 2  # one for a desk, one for a phone
    arrows = [float(x) for x in re.findall(r'<path class="place" d="M([0-9.]+) ', page)]
    assert len(arrows) == 2
    assert arrows[0] + 9 <= DESK
    assert arrows[1] + 9 <= PHONE


def test_the_team_is_shown_as_advice_with_reserves_prices_and_reasons():
    found = study(
        HOSPITAL / "survey.csv",
        staff=HOSPITAL / "staff.csv",
        groups="unit",
        worlds=100,
        champions=12,
        quota={"unit": 1},
    )
    page = draw_report(found)
    section = page[page.index('<section id="champions"') : page.index('<section id="unknown"')]

    assert "Ask these 12 people. Together with those whom they influence directly they are 132 of 252 people" in section
    assert "no other team of this size with at least 1 from each unit does better" in section
    assert "The team covers 15 more than the first 12 people of the list" in section
    assert "At least 1 from each unit costs 1 person covered: the best team without that covers 133." in section
    assert "Others name them, but they did not answer themselves: Chidi Almeida and Leila Bello." in section
    assert "Theatre (8 of 28)" in section
    assert "Least covered is Theatre: 8 of 28 people. If the change has to take hold there, ask Selma Rashid" in section
    assert section.count("<li><h3>") == 12
    assert "If Kamal Pereira declines, ask Maya Morley: the team then covers 127 people instead of 132." in section
    assert "If Farah Rossi declines, ask Kamal Costa: the team then covers as many people." in section
    leaders = found.leaders.to_frame().set_index("person").loc[list(found.champions.people)]
    for row in leaders.itertuples():
        assert f"Rank {row.rank} of 252 by nominations (in-degree); had everybody answered, it would " in section
        if row.low < row.high:
            assert f"it would lie between {row.low} and {row.high} nine times in ten." in section
    table = found.people_table().set_index("person")
    assert table["champion"].dropna().sort_values().index.tolist() == list(found.champions.people)
    assert found.options["quota"] == {"unit": 1}


def test_brokers_have_a_bar_of_roles_each(found):
    page = draw_report(found)
    section = page[page.index('<section id="brokers"') : page.index('<section id="communities"')]

    # the first broker connects people of the own unit most: 36 times, as `netspread brokers` says
    assert "Deepa Ferreira: 36 times coordinator" in section
    assert section.count('<rect class="role') == 2 * (5 * 10 + 5)  # for a desk, and for a phone


@pytest.mark.page
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (400, "light"), (768, "dark")])
def test_the_report_opens_without_a_request_or_complaint_and_fits(found, opened, tmp_path, width, scheme):
    (tmp_path / "report.html").write_text(draw_report(found), encoding="utf-8")

    page = opened(tmp_path / "report.html", width=width, scheme=scheme)

    assert page.said == []
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("svg.chart").count() >= 6
    assert page.locator("h1").count() == 1


@pytest.mark.page
def test_hostile_names_stay_names_in_report_and_map(hostile, opened, tmp_path):
    folder = write_folder(hostile, tmp_path / "out")

    for name in ("report.html", "map.html"):
        page = opened(folder / name)
        page.wait_for_timeout(300)
        assert page.said == []
        assert page.locator("img").count() == 0
        assert [url for url in page.asked if not url.startswith("file:")] == []


def test_hostile_names_are_no_formula_in_tables_and_workbook(hostile, tmp_path):
    folder = write_folder(hostile, tmp_path / "out")

    lines = (folder / "people.csv").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("'=cmd|") for line in lines)
    book = python_calamine.CalamineWorkbook.from_path(str(folder / "results.xlsx"))
    cells = [cell for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for cell in row]
    assert not any(isinstance(cell, str) and cell.startswith("=") for cell in cells)


def test_the_workbook_holds_every_table_and_says_what_each_column_is(found, tmp_path):
    folder = write_folder(found, tmp_path / "out")
    book = python_calamine.CalamineWorkbook.from_path(str(folder / "results.xlsx"))

    assert book.sheet_names == [
        "leaders", "brokers", "communities", "seeding", "champions", "silos", "closed groups", "bridges", "quality",
        "what is this",
    ]  # fmt: skip
    leaders = book.get_sheet_by_name("leaders").to_python()
    assert len(leaders) == 253
    assert leaders[1][:4] == ["0196", "Chidi Almeida", 1.0, leaders[1][3]]
    explained = {row[1] for row in book.get_sheet_by_name("what is this").to_python()[1:]}
    assert set(leaders[0]) <= explained


def test_a_folder_is_replaced_whole_or_not_at_all(found, tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SaveError, match="--force"):
        write_folder(found, out)

    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("netspread.pages.folder.write_workbook", broken)
    with pytest.raises(SaveError, match="No space left on device"):
        write_folder(found, out, force=True)

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_exchanged_stays_as_it_was(found, tmp_path, monkeypatch):
    out = write_folder(found, tmp_path / "out")
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    rename = Path.rename

    def stuck(path, target):
        if path.name == "ready":
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stuck)
    with pytest.raises(SaveError, match="Device or resource busy"):
        write_folder(found, out, force=True)

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_folders_that_were_made_on_the_way_are_taken_back(found, tmp_path, monkeypatch):
    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("netspread.pages.folder.draw_report", broken)
    with pytest.raises(SaveError):
        write_folder(found, tmp_path / "a" / "b" / "out")

    assert list(tmp_path.iterdir()) == []


def test_the_run_is_on_record(found, tmp_path):
    run = json.loads((write_folder(found, tmp_path / "out") / "run.json").read_text(encoding="utf-8"))

    assert run["schema_version"] == 1
    assert run["options"]["relation"] == "advice"
    assert run["versions"]["netspread"]
    assert set(run["timings"]) >= {"reading", "ranking", "communities", "seeding"}


def test_a_log_has_a_report_without_a_response_rate(tmp_path):
    folder = HOSPITAL.parent / "hospital-log"

    found = study(folder / "messages.csv", staff=folder / "staff.csv", worlds=50)
    page = draw_report(found)

    assert found.leader_measure == "out-degree"
    assert "These are records, not answers" in page
    assert "answered (" not in page
    assert "whoever writes influences" in page


def test_attributes_with_our_own_names_keep_apart(tmp_path):
    (tmp_path / "ties.csv").write_text("ego,alter\na,b\nb,c\nc,a\nd,a\n", encoding="utf-8")
    staff = "id,community,rank,score,people,in_degree,leader_rank\n" + "".join(
        f"{p},{k},1,2,3,4,5\n" for p, k in zip("abcd", "xxyy", strict=True)
    )
    (tmp_path / "staff.csv").write_text(staff, encoding="utf-8")

    found = study(tmp_path / "ties.csv", staff=tmp_path / "staff.csv", groups="community", budget=1, worlds=20)
    write_folder(found, tmp_path / "out")

    table = found.people_table()
    assert table["community_given"].tolist() == list("xxyy")
    assert table["in_degree"].tolist() == [2, 1, 1, 0]
    assert found.leaders.to_frame(people=True)["rank_given"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "text",
    ["ego,alter\na,b\n", "ego,alter\na,b\nb,c\nc,a\nd,e\n", "a,b\n1,2\n2,3\n"],
    ids=["two people", "two pieces", "no direction"],
)
def test_the_smallest_networks_have_reports_too(tmp_path, text):
    (tmp_path / "ties.csv").write_text(text, encoding="utf-8")

    found = study(tmp_path / "ties.csv", budget=1, worlds=20)

    assert len(list(write_folder(found, tmp_path / "out").iterdir())) == 11


def test_the_quality_of_the_answers_is_told_with_its_rules(found):
    page = draw_report(found)
    section = html.unescape(page[page.index('<section id="quality"') : page.index('<section id="network"')])

    quality = found.quality()
    for name in ("self_nominations", "duplicates", "isolates"):
        assert f"<td>{quality[name]}</td>" in section
    assert all(f"{name} {ties:,}" in section for name, ties in quality["relations"].items())
    assert all(rule in section for rule in quality["rules"].values())
    for row in quality["response_by_group"]["unit"]:
        assert f"<td>{row['group']}</td><td class=number>{row['people']}</td>" in section


def test_places_are_shown_with_their_intervals_as_chart_and_table(found):
    page = draw_report(found)
    leaders = found.leaders
    chance = round(100 * leaders.top_k_chance[found.network.positions(leaders.top(1))[0]])

    assert page.count('class="place"') >= 20
    assert f"Chidi Almeida would be among the ten in {chance} of 100 plausible complete networks." in page
    assert 'aria-label="How sure the places of leaders are. Chidi Almeida 1, from 1 to' in page
    assert page.count("among the ten, of 100 networks") == 2


def test_without_silent_people_nothing_is_said_of_intervals(hostile):
    assert "plausible complete networks" not in draw_report(hostile).split('<section id="methods"')[0]


def test_every_sheet_keeps_its_head_filters_shows_bars_and_is_explained(found, tmp_path):
    from zipfile import ZipFile

    folder = write_folder(found, tmp_path / "out")

    with ZipFile(folder / "results.xlsx") as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        sheets = {name: book.read(f"xl/worksheets/sheet{at}.xml").decode() for at, name in enumerate(names, 1)}
    assert names[-1] == "what is this"
    for name, sheet in sheets.items():
        assert 'state="frozen"' in sheet, name
        assert "<autoFilter" in sheet, name
        assert "<f>" not in sheet, name
    for name in ("leaders", "brokers", "seeding"):
        assert 'type="dataBar"' in sheets[name], name
    tables = python_calamine.CalamineWorkbook.from_path(str(folder / "results.xlsx"))
    explained = tables.get_sheet_by_name("what is this").to_python()[1:]
    wanted = {(name, str(column)) for name in names[:-1] for column in tables.get_sheet_by_name(name).to_python()[0]}
    assert {(sheet, column) for sheet, column, _ in explained} == wanted
    assert all(meaning for _, _, meaning in explained)
