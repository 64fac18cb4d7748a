"""Studies: kept where the user wants, what was answered stays as it is, two are compared, one is deleted for good."""

import csv
import io
import re
import time
import zipfile
from dataclasses import replace

import pytest

from netspread_cli.app.desk import Desk
from netspread_cli.app.process import LostError
from small_study import WARD, study_of, until_over


def answered(desk, files=WARD, **options):
    study = study_of(desk, files, **options)
    desk.jobs.add(study)
    assert until_over(desk, study).state == "done"
    return desk.shelf.find(study.id)


def alerts(answer):
    return [text for text in re.findall(r'role="alert">([^<]+)', answer.text) if text.strip()]


def test_what_was_answered_stays_and_a_change_begins_a_copy(desk, visitor):
    study = answered(desk)
    before = {path.name: path.read_bytes() for path in study.report.iterdir()}

    answer = visitor.post(f"/studies/{study.id}/question", data={"champions": "2", "worlds": "50", "draws": "0"})
    (copy,) = [other for other in desk.shelf.studies() if other.id != study.id]
    assert answer.headers["location"] == f"/studies/{copy.id}/work"
    assert until_over(desk, copy).state == "done"
    assert len(copy.answer["members"]) == 2
    assert {path.name: path.read_bytes() for path in study.report.iterdir()} == before


def test_the_team_is_planned_again_and_one_more_comes_from_the_unit_that_was_asked(desk, visitor):
    study = answered(desk, groups=["unit"])
    first = study.answer["members"]
    answer = visitor.get(f"/studies/{study.id}/team", params={"no": first[0], "more": "East"}, timeout=60)
    now = desk.ask("team", study, answer=study.answer, declined=[first[0]], more=["East"])

    assert alerts(answer) == []
    people = [row["person"] for row in now["rows"]]
    assert first[0] not in people
    assert set(first[1:]) <= set(people)  # who said yes stays
    assert len(people) == len(first) + 1
    filled = desk.ask("team", study, answer=study.answer, declined=[first[0]], more=[])
    (more,) = set(people) - {row["person"] for row in filled["rows"]}
    assert next(row["group"] for row in now["rows"] if row["person"] == more) == "East"
    assert now["covered"] >= filled["covered"]


@pytest.mark.parametrize(
    "path", ["team?no=nobody", "team?more=Nowhere", "try?who=nobody", "try?p=2", "try?p=often", "try?p=nan"]
)
def test_what_cannot_be_is_told_in_one_sentence(desk, visitor, path):
    study = answered(desk, groups=["unit"])

    answer = visitor.get(f"/studies/{study.id}/{path}")
    assert answer.status_code == 200
    assert len(alerts(answer)) == 1


def test_teams_are_made_ready_while_the_answer_is_read_and_trouble_there_is_none_of_the_page(
    desk, visitor, monkeypatch
):
    study = answered(desk)
    asked = []

    def lost(do, _study, **known):
        asked.append((do, known["declined"], known["more"]))
        raise LostError("killed")

    monkeypatch.setattr(desk, "ask", lost)
    assert visitor.get(f"/studies/{study.id}/answer").status_code == 200
    while not asked:
        time.sleep(0.02)
    assert asked == [("team", [], [])]
    assert visitor.get(f"/studies/{study.id}/report").status_code == 200


def test_people_of_ones_own_are_tried_in_the_worlds_of_the_report(desk, visitor):
    study = answered(desk)
    mine = ["p01", "p02"]
    rows = {row["name"]: row for row in desk.ask("tried", study, answer=study.answer, who=mine, p=study.answer["p"])}
    with (study.report / "seeding.csv").open(encoding="utf-8", newline="") as file:
        told = {
            row["strategy"]: float(row["reach_mean"]) for row in csv.DictReader(file) if row["model"].startswith("ic")
        }

    assert {"own", "champions"} < set(rows)
    for name, row in rows.items():
        if name not in ("own", "champions"):
            assert row["reach"] == told[name]  # the same worlds: the same number
    everywhere = desk.ask("tried", study, answer=study.answer, who=mine, p=1.0)
    nowhere = desk.ask("tried", study, answer=study.answer, who=mine, p=0.0)
    assert all(one["reach"] >= row["reach"] for one, row in zip(everywhere, rows.values(), strict=True))
    assert all(none["reach"] == none["seeds"] for none in nowhere)
    text = visitor.get(f"/studies/{study.id}/try", params=[("who", "Person 1"), ("who", "p02"), ("p", "0,3")]).text
    assert "From your 2 people" in text


def test_decided_names_are_kept_as_the_command_line_keeps_them(desk, visitor):
    study = study_of(desk, WARD)
    assert "Prson 3" in visitor.get(f"/studies/{study.id}/names").text
    form = {"name": ["Prson 3", "the porter"], "is:1": "other", "other:1": "Person 3", "is:2": "nobody"}
    names = re.findall(r'name="name" value="([^"]+)"', visitor.get(f"/studies/{study.id}/names").text)
    at = {name: place for place, name in enumerate(names, 1)}
    form = {"name": names}
    form |= {f"is:{at['Prson 3']}": "other", f"other:{at['Prson 3']}": "person 3", f"is:{at['the porter']}": "nobody"}
    answer = visitor.post(f"/studies/{study.id}/names", data=form, follow_redirects=True)

    assert alerts(answer) == []
    kept = visitor.get(f"/studies/{study.id}/names.csv")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(kept.text))}
    assert (rows["Prson 3"]["person"], rows["Prson 3"]["verdict"]) == ("p03", "decided")
    assert (rows["the porter"]["person"], rows["the porter"]["verdict"]) == ("", "decided")
    assert "--names names.csv" in " ".join(study.record.words())
    visitor.post(f"/studies/{study.id}/again")
    (new,) = [other for other in desk.shelf.studies() if other.id != study.id]
    assert (new.record.names, new.record.survey) == ("names.csv", ())  # kept for the next survey


def test_somebody_else_who_is_nobody_is_told_and_nothing_is_kept(desk, visitor):
    study = study_of(desk, WARD)
    form = {"name": ["Prson 3"], "is:1": "other", "other:1": "Nobody at All"}
    answer = visitor.post(f"/studies/{study.id}/names", data=form, follow_redirects=True)

    assert len(alerts(answer)) == 1
    assert study.record.names == ""


def test_two_studies_are_compared_as_by_netspread_changes(desk, visitor):
    later = {**WARD, "survey.csv": WARD["survey.csv"].replace("p01,Person 6", "p01,Person 9")}
    one, two = answered(desk, groups=["unit"]), answered(desk, later, groups=["unit"])
    answer = visitor.post("/changes", data={"before": one.id, "after": two.id})
    study = desk.shelf.find(answer.headers["location"].split("/")[2])
    assert until_over(desk, study).state == "done"

    assert {"changes.html", "ties.csv", "people.csv", "run.json"} <= {path.name for path in study.report.iterdir()}
    assert visitor.get(f"/studies/{study.id}/answer").headers["location"] == f"/studies/{study.id}/changes"
    page = visitor.get(f"/studies/{study.id}/changes.html")
    assert page.headers["content-security-policy"].startswith("frame-ancestors 'self'; sandbox")
    assert "netspread changes before.graphml after.graphml" in visitor.get(f"/studies/{study.id}/take").text
    assert len(alerts(visitor.post("/changes", data={"before": one.id, "after": one.id}))) == 1


def test_a_folder_of_ones_own_keeps_studies_for_the_next_app(desk, visitor, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    study = answered(desk)
    assert visitor.post("/keep", data={"folder": str(folder)}).status_code == 303
    assert (folder / study.id / "answer.json").is_file()
    assert visitor.get(f"/studies/{study.id}/answer").status_code == 200

    next_folder = tmp_path / "next"
    next_folder.mkdir()
    other = Desk(next_folder, kept=folder)
    assert [kept.id for kept in other.shelf.studies()] == [study.id]
    other.end()
    for wrong in ("relative", "/nowhere/at/all", __file__):
        assert len(alerts(visitor.post("/keep", data={"folder": wrong}))) == 1


def test_what_is_deleted_is_gone_for_good(desk, visitor, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    visitor.post("/keep", data={"folder": str(folder)})
    study = answered(desk)
    assert study.path.parent == folder
    assert "for good" in visitor.get(f"/studies/{study.id}/delete").text
    assert study.path.exists()
    visitor.post(f"/studies/{study.id}/delete")

    assert list(folder.iterdir()) == []
    assert desk.shelf.studies() == []
    assert visitor.get(f"/studies/{study.id}/answer").status_code == 400


def test_no_two_studies_look_alike_in_the_list(desk, visitor):
    """Made in the same minute, of the same file: each has a name of its own, and says what was asked of it."""
    for _ in range(3):
        visitor.post("/files", files=[("files", ("survey.csv", WARD["survey.csv"].encode()))])
    first = desk.shelf.studies()[-1]
    first.note(replace(first.record, options={"relation": ["advice"]}))
    first.answered({})
    copy = desk.shelf.to_change(first)

    titles = [study.record.title for study in desk.shelf.studies()]
    assert len(set(titles)) == len(titles) == 4
    assert set(titles) == {"survey.csv", "survey.csv (2)", "survey.csv (3)", "survey.csv (4)"}
    assert copy.record.survey == first.record.survey
    page = visitor.get("/studies").text
    assert page.count('<span class="note">advice</span>') + page.count("survey.csv, advice") == 2
    assert desk.shelf.new("Ward (2024)").record.title == "Ward (2024)"


@pytest.mark.parametrize("name", ["%2e%2e", "%2e%2e%2f%2e%2e", "0123456789abcdef", "x" * 16, "..%2f..%2fetc%2fpasswd"])
def test_an_address_leads_to_no_other_folder(visitor, name):
    for page in ("files", "report.html", "netspread.zip"):
        assert visitor.get(f"/studies/{name}/{page}").status_code in (400, 404)
    assert visitor.get(f"/assets/{name}").status_code == 404


def test_the_zip_holds_the_folder_and_the_pages_in_it_are_those_that_were_shown(desk, visitor):
    study = answered(desk)
    with zipfile.ZipFile(io.BytesIO(visitor.get(f"/studies/{study.id}/netspread.zip").content)) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}

    assert held == {f"netspread/{path.name}": path.read_bytes() for path in study.report.iterdir()}
    assert visitor.get(f"/studies/{study.id}/report.html").content == held["netspread/report.html"]


def test_every_text_of_the_app_is_used_and_every_page_is_in_every_language(served):
    from pathlib import Path

    import netspread_cli.app
    from netspread.language import language, languages

    room = Path(netspread_cli.app.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in room.rglob("*") if path.suffix in (".py", ".html"))
    made = {"phase_", "role_", "column_", "ask_", "step_", "canceled", "failed", "lost", "no_token", "before", "after"}
    unused = [
        key
        for key in language("en").texts["app"]
        if not re.search(rf"\b{key}\b", sources) and not key.startswith(tuple(made))
    ]
    assert unused == []
    for code in languages():
        assert served(code=code)[0].say.code == code
