"""Reading otherwise: a guess that was wrong is put right by looking at the first rows, and the command line says so too."""

import io
import json
import re
import shlex
import subprocess
import sys

import pytest
import xlsxwriter

from netspread.readers.reader import ROLES
from netspread_cli.app.commands import READING, shown

#: A survey in which "respondent" looks like who answered, but "who" is.
SURVEY = "respondent,who,advice 1,advice 2\n" + "".join(
    f"x{n},p{n},p{(n * 3 + 1) % 9},p{(n * 5 + 2) % 9}\n" for n in range(9)
)
TIES = "a;b;how\n" + "".join(f"p{n};p{(n * 3 + 1) % 9};{('often', 'seldom')[n % 2]}\n" for n in range(9))
LOG = "von,an,wann\n" + "".join(f"p{n}@x.org,p{(n * 3 + 1) % 9}@x.org,2024-03-0{n + 1} 09:00\n" for n in range(9))
SHIFTS = "wer,wo,tag,von,bis\n" + "".join(
    f"p{n % 5},ward {n % 2},2024-03-0{n % 3 + 1},07:00,15:00\n" for n in range(15)
)


def workbook(*sheets):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for name, text in sheets:
            sheet = book.add_worksheet(name)
            for at, line in enumerate(text.splitlines()):
                sheet.write_row(at, 0, re.split("[,;]", line))
    return held.getvalue()


def line_reads(study, tmp_path):
    """What ``netspread check`` finds with the options of reading that the page's line has."""
    words = shlex.split(shown(study.record))
    reading = {f"--{field.name}" for field in READING}
    kept, at = [], 2
    while at < len(words):
        if words[at] in reading | {"--staff"}:
            kept += words[at : at + 2]
            at += 2
        elif words[at].startswith("--"):
            at += 2 if words[at] in ("--out", "--language", "--relation") else 1
        else:
            kept.append(words[at])
            at += 1
    for name in study.names():
        (tmp_path / name).write_bytes((study.files / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "netspread_cli", "check", *kept, "--format", "json"], cwd=tmp_path, capture_output=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "case",
    [
        (
            "survey.csv", SURVEY.encode(), {"column:ego": "who"},
            {"column": ["ego=who"]}, "name generator", 18,
        ),
        (
            "ties.csv", TIES.encode(),
            {"column:ego": "a", "column:alter": "b", "column:weight": "how", "scale:often": "5", "scale": "seldom=0"},
            {"column": ["ego=a", "alter=b", "weight=how"], "scale": ["seldom=0", "often=5"]}, "tie list", 5,
        ),
        (
            "mails.csv", LOG.encode(),
            {"format-in": "message log", "column:ego": "von", "column:recipients": "an", "column:time": "wann"},
            {"format-in": ["message log"], "column": ["ego=von", "time=wann", "recipients=an"]}, "message log", 8,
        ),
        (
            "shifts.csv", SHIFTS.encode(),
            {"format-in": "shift roster", "column:person": "wer", "column:place": "wo", "column:time": "tag",
             "column:begin": "von", "column:end": "bis"},
            {"format-in": ["shift roster"],
             "column": ["time=tag", "person=wer", "place=wo", "begin=von", "end=bis"]}, "shift roster", None,
        ),
        (
            "book.xlsx", workbook(("Notes", "ego,alter\na,b\nb,c\nc,a"), ("Ties", "ego,alter\np,q\nq,r\nr,s\ns,p")),
            {"sheet": "Ties"}, {"sheet": ["Ties"]}, "tie list", 4,
        ),
    ],
)  # fmt: skip
def test_what_is_chosen_is_how_the_file_is_read_and_what_the_command_line_says(visitor, sent, desk, tmp_path, case):
    name, content, said, options, format_, ties = case
    answer = sent((name, content))
    (study,) = desk.shelf.studies()
    first = dict(study.record.options)
    page = visitor.get(f"/studies/{study.id}/files").text
    for field in said:
        assert f'name="{field}"' in page, field
    form = {f"role:{name}": "survey", "format-in": "", **said}
    answer = visitor.post(f"/studies/{study.id}/reading", data=form, follow_redirects=True)

    assert re.findall(r'role="alert">([^<]+)', answer.text) == []
    assert study.record.options == {**first, **options}
    found = desk.looked(study)
    assert found["format"] == format_
    assert ties is None or found["ties"] == ties
    line = line_reads(study, tmp_path)
    assert (line["format"], line["ties"], line["people"]) == (found["format"], found["ties"], found["people"])
    shown_again = visitor.get(f"/studies/{study.id}/files").text
    for role, _, column in (value.partition("=") for value in options.get("column", ())):
        assert re.search(rf'name="column:{role}">(?:(?!</select>).)*<option selected>{column}<', shown_again, re.DOTALL)
    again = dict(re.findall(r'<input id="scale-\d+" name="(scale:\w+)"[^>]* value="([^"]+)"', shown_again))
    assert again == {
        f"scale:{word}": number for word, _, number in (value.partition("=") for value in options.get("scale", ()))
    }


def test_the_same_page_sent_again_says_the_same(visitor, sent, desk):
    sent(("ties.csv", TIES.encode()))
    (study,) = desk.shelf.studies()
    form = {"role:ties.csv": "survey", "format-in": "", "column:ego": "a", "column:alter": "b", "column:weight": "how"}
    form |= {"scale:often": "5", "scale:seldom": "1", "scale": "never=0"}
    visitor.post(f"/studies/{study.id}/reading", data=form)
    before = study.record
    page = visitor.get(f"/studies/{study.id}/files").text
    filled = {
        **dict(re.findall(r'name="(column:\w+)">(?:(?!</select>).)*?<option selected>(\w+)<', page, re.DOTALL)),
        **dict(re.findall(r'name="(scale:\w+)"[^>]* value="([^"]+)"', page)),
        "scale": re.search(r'name="scale"[^>]*>([^<]*)<', page)[1],
    }
    visitor.post(f"/studies/{study.id}/reading", data={"role:ties.csv": "survey", "format-in": "", **filled})

    assert {name: sorted(values) for name, values in study.record.options.items()} == {
        name: sorted(values) for name, values in before.options.items()
    }


def test_a_file_that_is_no_table_can_be_told_its_format_too(visitor, sent, desk):
    sent(("post.mbox", b"From a@x.org Fri Mar  1 09:00:00 2024\nFrom: a@x.org\nTo: b@x.org\n\nhello\n" * 3))
    (study,) = desk.shelf.studies()
    page = visitor.get(f"/studies/{study.id}/files").text

    assert 'name="format-in"' in page
    assert "somebody was in touch with somebody" in page  # nobody named anybody


def test_every_role_that_a_column_can_have_is_asked_for(visitor, sent, desk):
    sent(("ties.csv", TIES.encode()))
    (study,) = desk.shelf.studies()
    page = visitor.get(f"/studies/{study.id}/files").text

    assert set(re.findall(r'name="column:(\w+)"', page)) == set(ROLES)


def test_a_staff_list_taken_for_the_survey_is_told_apart_by_hand(visitor, sent, desk):
    staff = "id,name,unit\n" + "".join(f"p{n},Person {n},East\n" for n in range(9))
    sent(("who.csv", SURVEY.encode()), ("list.csv", staff.encode()))
    (study,) = desk.shelf.studies()
    assert (study.record.survey, study.record.staff) == (("who.csv",), "list.csv")
    wrong = {"role:who.csv": "staff", "role:list.csv": "survey"}
    answer = visitor.post(f"/studies/{study.id}/reading", data=wrong, follow_redirects=True)
    assert len(re.findall(r'role="alert">([^<]+)', answer.text)) == 1
    right = {"role:who.csv": "survey", "role:list.csv": "staff"}
    visitor.post(f"/studies/{study.id}/reading", data=right)

    found = desk.looked(study)
    assert (found["people"], found["unknown"]) == (9, 9)  # nine on the list, and nine codes that are on none
