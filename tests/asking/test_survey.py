"""Asking: what a tool would export of our questionnaires is read back as exactly the ties that were chosen."""

import re

import pytest
from python_calamine import CalamineWorkbook

import netspread as ns
from filled_in import EXPORTS, IDS, QUESTIONS, SCALE, chosen, expected, id_in, redcap_export, staff_list
from netspread.asking import TOOLS, draw_survey


@pytest.mark.parametrize("ids", IDS)
@pytest.mark.parametrize("style", ["roster", "scale", "names"])
@pytest.mark.parametrize("tool", EXPORTS)
def test_what_was_chosen_is_read_back_to_the_last_tie_without_matching_names(tool, style, ids, tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS[ids])
    scale = SCALE if style == "scale" else []
    kind = "names" if style == "names" else "roster"
    folder = draw_survey(staff, questions=QUESTIONS, tool=tool, out=tmp_path / "survey", style=kind, scale=scale)
    answers = chosen(IDS[ids], rated=bool(scale))

    files = EXPORTS[tool](folder, answers, kind, scale)
    read = ns.read(files, staff=staff)

    assert set(read.ties[["ego", "alter", "relation", "weight"]].itertuples(index=False, name=None)) == expected(
        answers
    )
    assert read.respondents == {ego for _, ego in answers}
    assert not read.unknown_names
    assert not any("spelt otherwise" in sentence for sentence in read.told)
    assert read.silent()["person"].tolist() == IDS[ids][:2]


def test_redcap_with_its_dictionary_knows_the_questions(tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["padded"])
    folder = draw_survey(staff, questions=QUESTIONS, tool="redcap", out=tmp_path / "survey")
    answers = chosen(IDS["padded"])
    files = [*redcap_export(folder, answers, "roster", []), folder / "redcap-data-dictionary.csv"]

    read = ns.read(files, staff=staff)

    assert dict(read.questions) == QUESTIONS
    assert set(read.ties[["ego", "alter", "relation", "weight"]].itertuples(index=False, name=None)) == expected(
        answers
    )


def test_within_a_unit_its_people_alone_can_be_chosen(tmp_path):
    ids = IDS["padded"]
    staff = staff_list(tmp_path / "staff.csv", ids)
    folder = draw_survey(staff, questions=QUESTIONS, tool="xlsx", out=tmp_path / "survey", within="unit")

    assert {path.name for path in folder.iterdir()} == {"survey-north.xlsx", "survey-south.xlsx", "README.txt"}
    for name, members in (("north", ids[1::2]), ("south", ids[::2])):
        book = CalamineWorkbook.from_path(folder / f"survey-{name}.xlsx")
        assert {id_in(row[0]) for row in book.get_sheet_by_name("people").to_python()} == set(members)


@pytest.mark.parametrize("style", ["roster", "scale", "names"])
@pytest.mark.parametrize("tool", EXPORTS)
def test_the_exports_of_all_units_are_read_together(tool, style, tmp_path):
    ids = IDS["padded"]
    staff = staff_list(tmp_path / "staff.csv", ids)
    scale, kind = (SCALE if style == "scale" else []), ("names" if style == "names" else "roster")
    folder = draw_survey(
        staff, questions=QUESTIONS, tool=tool, out=tmp_path / "survey", within="unit", style=kind, scale=scale
    )
    given, truth = [], set()
    for name, members in (("north", ids[1::2]), ("south", ids[::2])):
        inside = tmp_path / name
        inside.mkdir()
        (file,) = folder.glob(f"*-{name}.*")
        file.rename(inside / file.name)
        answers = chosen(members, most=3, rated=bool(scale))
        files = EXPORTS[tool](inside, answers, kind, scale)
        given += [inside] if tool == "redcap" else files  # README: the export and the dictionary beside it
        truth |= expected(answers)

    read = ns.read(given, staff=staff)

    assert set(read.ties[["ego", "alter", "relation", "weight"]].itertuples(index=False, name=None)) == truth


def test_redcap_projects_of_several_units_are_read_from_a_folder_each(tmp_path):
    ids = IDS["padded"]
    staff = staff_list(tmp_path / "staff.csv", ids)
    folder = draw_survey(staff, questions=QUESTIONS, tool="redcap", out=tmp_path / "survey", within="unit", scale=SCALE)
    folders, truth = [], set()
    for name, members in (("north", ids[1::2]), ("south", ids[::2])):
        inside = tmp_path / name
        inside.mkdir()
        (folder / f"redcap-data-dictionary-{name}.csv").rename(inside / f"redcap-data-dictionary-{name}.csv")
        answers = chosen(members, most=3, rated=True)
        redcap_export(inside, answers, "roster", SCALE)
        folders.append(inside)
        truth |= expected(answers)

    read = ns.read(folders, staff=staff)

    assert set(read.ties[["ego", "alter", "relation", "weight"]].itertuples(index=False, name=None)) == truth
    assert "netspread run FOLDER1 FOLDER2 --staff staff.csv" in (folder / "README.txt").read_text(encoding="utf-8")


def test_the_command_in_the_readme_is_one_that_netspread_takes(tmp_path):
    import click

    from netspread_cli.main import main

    staff = staff_list(tmp_path / "staff.csv", IDS["padded"])
    for tool in TOOLS:
        text = (
            draw_survey(staff, questions=QUESTIONS, tool=tool, out=tmp_path / tool, scale=["nil", "a bit", "lots"])
            / "README.txt"
        ).read_text(encoding="utf-8")
        lines = re.findall(r"^netspread (\w+) (.+)$", text, re.MULTILINE)
        assert [name for name, _ in lines] == ["check", "run"]
        assert '--scale "a bit=1"' in text
        for name, words in lines:
            import shlex

            with click.Context(main, **main.context_settings) as parent:
                main.get_command(None, name).make_context(name, shlex.split(words), parent=parent)
