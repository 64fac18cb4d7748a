"""Asking: what a tool would export of our questionnaires is read back as exactly the ties that were chosen."""

import csv
import io
import json
import re

import numpy as np
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import netspread as ns
from netspread.asking import TOOLS, draw_survey
from netspread.errors import ChoiceError, SaveError

QUESTIONS = {"advice": "Whom do you go to for advice about sepsis?", "trust": "Whom would you trust with a mistake?"}
SCALE = ["never", "monthly", "weekly", "daily"]
#: Namesakes, and what tools take for marks.
NAMES = ["Ana Ruiz", "Ana Ruiz", "Ruiz, Ben", "Cia | Hall", "Dov [RN] Tamm", "=SUM(A1)", "Edda {token} Quist", "<b>Finn</b> Zoller",
         "Gül Şahin", "Hugo O'Neil", "Ida -- Bell", "Jón Þór"]  # fmt: skip
IDS = {
    "padded": [f"{at:04}" for at in range(1, 13)],
    "counting": [str(at) for at in range(1, 13)],
    "marked": [f"AB-{at}x" for at in range(101, 113)],
    "large": [str(7000 + 13 * at) for at in range(12)],
    "words": [f"user{letter}" for letter in "abcdefghijkl"],
}


def staff_list(path, ids):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "unit"])
        writer.writerows(
            [one, name, "North" if at % 2 else "South"] for at, (one, name) in enumerate(zip(ids, NAMES, strict=True))
        )
    return path


def chosen(ids, *, most=5, rated=False):
    """Return (question, ego) -> {alter: word} for all but two who do not answer; one names nobody."""
    rng = np.random.default_rng(5)
    found = {}
    for question in QUESTIONS:
        for ego in ids[2:]:
            alters = rng.choice(
                [one for one in ids if one != ego],
                0 if ego == ids[2] else int(rng.integers(1, most + 1)),
                replace=False,
            )
            found[question, ego] = {str(alter): str(rng.choice(SCALE[1:])) if rated else "x" for alter in alters}
    return found


def expected(answers):
    weights = {"x": 1.0, "monthly": 2.0, "weekly": 3.0, "daily": 4.0}
    return {
        (ego, alter, question, weights[word])
        for (question, ego), alters in answers.items()
        for alter, word in alters.items()
    }


def id_in(label):
    return re.search(r"\(([^()]+)\)$", label)[1]


def write_csv(path, rows, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return [path]


def redcap_export(folder, answers, style, scale):
    """Fill in a raw export of REDCap by the data dictionary that we wrote."""
    path = next(folder.glob("redcap*.csv"))
    fields = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    choices = {
        f["Variable / Field Name"]: [
            part.strip().split(", ", 1) for part in f["Choices, Calculations, OR Slider Labels"].split(" | ")
        ]
        for f in fields
    }
    code_of = {id_in(label): code for code, label in choices["respondent"]}
    columns = ["record_id", "respondent"]
    for field in fields:
        name, kind = field["Variable / Field Name"], field["Field Type"]
        if kind == "checkbox":
            columns += [f"{name}___{re.sub('[^a-z0-9_]', '_', code.lower())}" for code, _ in choices[name]]
        elif name not in ("record_id", "intro", "respondent"):
            columns.append(name)
    rows = []
    for record, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
        row = dict.fromkeys(columns, "") | {"record_id": record, "respondent": code_of[ego]}
        for question in QUESTIONS:
            said = {code_of[alter]: word for alter, word in answers[question, ego].items()}
            if style == "names":
                row |= {f"{question}_{at}": code for at, code in enumerate(said, 1)}
            elif scale:
                row |= {
                    f"{question}_{code}": dict(zip(SCALE, (0, 2, 3, 4), strict=True))[said.get(code, "never")]
                    for code in code_of.values()
                }
            else:
                row |= {f"{question}___{code}": int(code in said) for code in code_of.values()}
        rows.append([*row.values(), 2])
    export = write_csv(folder / "export.csv", [[*columns, "survey_complete"], *rows])
    return [*export, path] if scale else export  # ticks and lists are read without the dictionary as well


def limesurvey_export(folder, answers, style, scale):
    """Fill in an export of LimeSurvey, headings as codes and full answers, by the structure that we wrote."""
    text = next(folder.glob("limesurvey*.txt")).read_text(encoding="utf-8-sig")
    parts = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    columns, label_of, question = [], {}, ""
    for part in parts:
        if part["class"] == "Q":
            question = part["name"]
            columns += [question] if part["type/scale"] == "!" else []
        elif part["class"] == "SQ":
            assert re.fullmatch(r"[A-Za-z0-9]{1,20}", part["name"])
            columns.append(f"{question}[{part['name']}]")
        elif part["class"] == "A":
            assert re.fullmatch(r"[A-Za-z0-9]{1,5}", part["name"])
            if question == "respondent":
                label_of[id_in(part["text"])] = part["text"]
    sub_of = {
        id_in(part["text"]): part["name"] for part in parts if part["class"] == "SQ" and part["text"].endswith(")")
    }
    rows = []
    for number, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
        row = dict.fromkeys(columns, "") | {"respondent": label_of[ego]}
        for question in QUESTIONS:
            said = answers[question, ego]
            if style == "names":
                row |= {f"{question}[SQ{at}]": label_of[alter] for at, alter in enumerate(said, 1)}
            else:
                none = "never" if scale else "No"
                row |= {f"{question}[{sub}]": none for sub in sub_of.values()}
                row |= {f"{question}[{sub_of[alter]}]": word if scale else "Yes" for alter, word in said.items()}
        rows.append(
            [number, "2024-03-01 09:21:40", 3, "en", "2024-03-01 09:15:02", "2024-03-01 09:21:40", *row.values()]
        )
    header = ["id", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp", *columns]
    return write_csv(folder / "export.csv", [header, *rows])


def qualtrics_export(folder, answers, style, scale):
    """Fill in a CSV of Qualtrics with choice texts, by the text file that we wrote."""
    text = next(folder.glob("qualtrics*.txt")).read_text(encoding="utf-8")
    assert text.startswith("[[AdvancedFormat]]\n")
    codes, texts, label_of, people = [], [], {}, []
    for part in text.split("[[Question:")[2:]:
        name, stem = re.search(r"\[\[ID:(\w+)\]\]\n(.+)", part).groups()
        people = re.findall(r"\[\[Choice:(\d+)\]\]\n(.+)", part)
        label_of = {id_in(label): label for _, label in people}
        if part.startswith("Matrix"):
            assert re.findall(r"\[\[Answer:\d+\]\]\n(.+)", part) == scale
            codes += [f"{name}_{code}" for code, _ in people]
            texts += [f"{stem} - {label}" for _, label in people]
        else:
            codes.append(name)
            texts.append(stem)
    number_of = {id_in(label): code for code, label in people}
    built_in = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId"]
    ids = [json.dumps({"ImportId": code}) for code in [*built_in, *(f"QID{at}" for at in range(len(codes)))]]
    rows = [
        [*built_in, *codes],
        ["Start Date", "End Date", "Response Type", "Finished", "Recorded Date", "Response ID", *texts],
        ids,
    ]
    for number, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
        row = dict.fromkeys(codes, "") | {"respondent": label_of[ego]}
        for question in QUESTIONS:
            said = answers[question, ego]
            if style == "names":
                row |= {f"{question}_{at}": label_of[alter] for at, alter in enumerate(said, 1)}
            elif scale:
                row |= {f"{question}_{number_of[alter]}": said.get(alter, "never") for alter in label_of}
            else:
                row[question] = ",".join(label_of[alter] for alter in said)
        day = "2024-03-01 09:15:02"
        rows.append([day, day, "IP Address", "True", day, f"R_{number}", *row.values()])
    return write_csv(folder / "export.csv", rows)


def workbook_filled_in(folder, answers, style, scale):
    """Fill in the workbook that we wrote."""
    path = next(folder.glob("survey*.xlsx"))
    book = CalamineWorkbook.from_path(path)
    header = book.get_sheet_by_name("answers").to_python()[0]
    label_of = {id_in(row[0]): row[0] for row in book.get_sheet_by_name("people").to_python()}
    others = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != "answers"}
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as out:
        sheet = out.add_worksheet("answers")
        for at, name in enumerate(header):
            sheet.write_string(0, at, name)
        for line, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
            sheet.write_string(line, 0, label_of[ego])
            for question in QUESTIONS:
                for at, (alter, word) in enumerate(answers[question, ego].items(), 1):
                    name = (
                        f"{question} {at}"
                        if style == "names"
                        else next(h for h in header if h.startswith(question) and h.endswith(f"({alter})]"))
                    )
                    sheet.write_string(line, header.index(name), label_of[alter] if style == "names" else word)
        for name, rows in others.items():
            other = out.add_worksheet(name)
            for line, row in enumerate(rows):
                for at, cell in enumerate(row):
                    other.write_string(line, at, str(cell))
    return [path]


EXPORTS = {
    "redcap": redcap_export,
    "limesurvey": limesurvey_export,
    "qualtrics": qualtrics_export,
    "xlsx": workbook_filled_in,
}


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


def test_the_dictionary_has_the_18_columns_and_safe_cells(tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["marked"])
    folder = draw_survey(staff, questions=QUESTIONS, tool="redcap", out=tmp_path / "survey", scale=SCALE)
    rows = list(csv.reader((folder / "redcap-data-dictionary.csv").read_text(encoding="utf-8").splitlines()))

    assert len(rows[0]) == 18
    assert rows[0][0] == "Variable / Field Name"
    assert len({row[0] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", row[0]) for row in rows[1:])
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_same_questions_give_the_same_bytes(tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["padded"])
    for tool in TOOLS:
        one, two = (draw_survey(staff, questions=QUESTIONS, tool=tool, out=tmp_path / f"{tool}{at}") for at in (1, 2))
        for path in one.iterdir():
            assert path.read_bytes() == (two / path.name).read_bytes()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"questions": {"Advice!": "Whom?"}}, "cannot be the name of a question"),
        ({"questions": {"respondent": "Whom?"}}, "cannot be the name of a question"),
        ({"questions": {"advice": " "}}, "has no text"),
        ({"questions": {}}, "no question is asked"),
        ({"tool": "paper"}, "choose one of: limesurvey, qualtrics, redcap, xlsx"),
        ({"within": "ward"}, "column 'ward' is unknown"),
        ({"style": "names", "scale": SCALE}, "--style roster"),
        ({"scale": ["never", "Never"]}, "two different words"),
        ({"style": "essay"}, "choose one of: names, roster"),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence_and_nothing_is_written(wrong, sentence, tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["padded"])

    with pytest.raises(ChoiceError, match=sentence):
        draw_survey(staff, **{"questions": QUESTIONS, "tool": "redcap", "out": tmp_path / "survey", **wrong})
    assert not (tmp_path / "survey").exists()


def test_ids_that_codes_cannot_tell_apart_or_hold_are_refused(tmp_path):
    alike = tmp_path / "alike.csv"
    alike.write_text("id,name\nA-1,Ana\na1,Ben\n", encoding="utf-8")
    long = tmp_path / "long.csv"
    long.write_text("email,name\nana.maria.ruiz@ward.example,Ana\nben@ward.example,Ben\n", encoding="utf-8")

    with pytest.raises(ChoiceError, match="'a1' and 'A-1' cannot be told apart"):
        draw_survey(alike, questions=QUESTIONS, tool="redcap", out=tmp_path / "survey")
    with pytest.raises(ChoiceError, match="up to 20 letters"):
        draw_survey(long, questions=QUESTIONS, tool="limesurvey", out=tmp_path / "survey")
    (tmp_path / "there").mkdir()
    with pytest.raises(SaveError, match="exists already"):
        draw_survey(long, questions=QUESTIONS, tool="qualtrics", out=tmp_path / "there")


def test_too_many_columns_for_a_sheet_are_told(tmp_path):
    staff = tmp_path / "staff.csv"
    staff.write_text("id,name\n" + "".join(f"{at:05},Person {at}\n" for at in range(9000)), encoding="utf-8")

    with pytest.raises(ChoiceError, match="take --style names, or --within"):
        draw_survey(staff, questions=QUESTIONS, tool="xlsx", out=tmp_path / "survey")


def test_names_of_fields_keep_to_what_redcap_takes(tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["marked"])
    folder = draw_survey(staff, questions=QUESTIONS, tool="redcap", out=tmp_path / "q", scale=SCALE)
    fields = list(csv.DictReader(io.StringIO((folder / "redcap-data-dictionary.csv").read_text(encoding="utf-8"))))

    names = [field["Variable / Field Name"] for field in fields]
    assert names[0] == "record_id"
    assert all(re.fullmatch(r"[a-z](?:[a-z0-9]|_(?=[a-z0-9])){0,25}", name) for name in names)  # no __, no _ at the end
    assert len(set(names)) == len(names)
    assert {field["Form Name"] for field in fields} == {"survey"}
    for field in fields:
        choices = [
            part.split(", ", 1) for part in field["Choices, Calculations, OR Slider Labels"].split(" | ") if part
        ]
        assert all(len(pair) == 2 and re.fullmatch(r"\w+", pair[0]) for pair in choices)
        assert len({code for code, _ in choices}) == len(choices)


def test_a_field_name_too_long_for_redcap_is_told(tmp_path):
    staff = staff_list(tmp_path / "staff.csv", [f"0e3f5a7c-91b2-4cd6-8e{at:02}" for at in range(12)])
    with pytest.raises(ChoiceError, match=r"REDCap takes names of fields of up to 26 letters, and 'advice_0e3f"):
        draw_survey(staff, questions=QUESTIONS, tool="redcap", out=tmp_path / "q", scale=SCALE)
    assert not (tmp_path / "q").exists()


@pytest.mark.parametrize("style", ["roster", "names"])
def test_codes_keep_to_what_limesurvey_takes(style, tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["marked"])
    folder = draw_survey(staff, questions=QUESTIONS, tool="limesurvey", out=tmp_path / "q", style=style)
    text = (folder / "limesurvey.txt").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))

    classes = [row["class"] for row in rows]
    assert classes == sorted(classes, key=lambda kind: kind not in ("S", "SL"))  # the survey first, then its parts
    assert classes.index("G") < classes.index("Q")
    longest = {"Q": r"[a-zA-Z][a-zA-Z0-9]{0,19}", "SQ": r"[a-zA-Z0-9]{1,20}", "A": r"[a-zA-Z0-9]{1,5}"}
    assert all(re.fullmatch(longest[row["class"]], row["name"]) for row in rows if row["class"] in longest)
    assert {row["language"] for row in rows if row["class"] != "S"} == {"en"}
    assert all(row["relevance"] == "1" for row in rows if row["class"] in ("G", "Q", "SQ"))
    assert {row["type/scale"] for row in rows if row["class"] == "Q"} <= {"!", "M", "F"}


@pytest.mark.parametrize("more", [{}, {"scale": SCALE}, {"style": "names"}])
def test_marks_keep_to_what_qualtrics_takes(more, tmp_path):
    staff = staff_list(tmp_path / "staff.csv", IDS["large"])
    folder = draw_survey(staff, questions=QUESTIONS, tool="qualtrics", out=tmp_path / "q", **more)
    text = (folder / "qualtrics.txt").read_text(encoding="utf-8")

    assert text.startswith("[[AdvancedFormat]]\n")
    marks = re.findall(r"\[\[(.*?)\]\]", text)
    kinds = r"DB|MC:Dropdown|MC:MultipleAnswer|Matrix:SingleAnswer"
    known = rf"AdvancedFormat|Block:.+|Question:(?:{kinds})|ID:\w+|Advanced(?:Choices|Answers)|(?:Choice|Answer):\d+"
    assert [mark for mark in marks if not re.fullmatch(known, mark)] == []
    assert all(line.startswith("[[") and line.endswith("]]") for line in text.splitlines() if "[[" in line)
    ids = re.findall(r"\[\[ID:(\w+)\]\]", text)
    assert len(set(ids)) == len(ids) == len(re.findall(r"\[\[Question:", text))
