"""The files that we write for each tool: what its import takes, the same bytes each time, wrong options told."""

import csv
import io
import re

import pytest

from filled_in import (
    IDS,
    QUESTIONS,
    SCALE,
    staff_list,
)
from netspread.asking import TOOLS, draw_survey
from netspread.errors import ChoiceError, SaveError


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
