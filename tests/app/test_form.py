"""Forms: every option of the command line, by the same name and with the same words, and back to the same words."""

import click
import httpx
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from starlette.datastructures import FormData

from netspread.errors import ChoiceError
from netspread.language import language, languages
from netspread_cli.app.commands import ASKING, FIRST, OPTIONS, READING, words
from netspread_cli.app.form import command_words, fields, given
from netspread_cli.app.shelf import Record
from netspread_cli.commands import run
from netspread_cli.main import main
from small_study import WARD, study_of

#: What is about one call, or has a place of its own on the pages.
APART = {"survey", "config", "force", "quiet", "out", "no-timings", "staff", "names"}
BY_NAME = {field.name: field for field in OPTIONS["run"]}


def params(*said):
    return params_of("run", ["survey.csv", *said])


def params_of(name, words):
    """What a command makes of its words, asked as the program asks it: click remembers how help was called first."""
    with click.Context(main, **main.context_settings) as parent:
        return main.get_command(parent, name).make_context(name, words, parent=parent).params


def test_every_option_of_run_has_one_field_with_its_own_words():
    known = {max(option.opts, key=len).removeprefix("--"): option for option in run.command.params}

    assert [field.name for field in (*READING, *ASKING)] != []
    assert sorted(field.name for field in (*READING, *ASKING)) == sorted(set(known) - APART)
    for field in (*READING, *ASKING):
        assert field.help == known[field.name].help
    assert not set(READING) & set(ASKING)


def test_how_a_file_is_read_is_asked_where_the_file_is():
    assert {"format-in", "column", "scale", "sheet", "window"} <= {field.name for field in READING}
    assert {"relation", "groups", "budget", "p", "worlds", "seed"} <= {field.name for field in ASKING}


def test_a_new_option_stands_on_the_page_by_itself():
    @click.command()
    @click.option("--must-have", metavar="IDS|FILE", help="Who is in it in any case.")
    @click.option("--cover", type=click.IntRange(1, 2), default=1, help="Within how many steps.")
    def command():
        """Do something."""

    found = {field.name: field for field in fields(command)}

    assert (found["must-have"].kind, found["must-have"].help) == ("people", "Who is in it in any case.")
    assert (found["cover"].kind, found["cover"].default) == ("number", "1")
    assert "must-have" in FIRST


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ([("budget", "7")], ["--budget", "7"]),
        ([("worlds", "1000"), ("p", "0.1"), ("language", "en")], []),  # the defaults
        ([("scale", "weekly=3\r\ndaily=5\r\n\r\n")], ["--scale", "weekly=3", "--scale", "daily=5"]),
        ([("keep-missed", "yes")], ["--keep-missed"]),
        ([("day-first", "month-first")], ["--month-first"]),
        ([("day-first", "")], []),
        ([("chat-tie", "reply"), ("chat-tie", "mention")], ["--chat-tie", "reply", "--chat-tie", "mention"]),
        ([("relation", "--force")], ["--relation=--force"]),
        ([("adopted", "who.csv")], ["--adopted", "who.csv"]),
        ([("influence", "both"), ("unheard", "of")], ["--influence", "both"]),
        ([("pseudonyms", "key.txt")], ["--pseudonyms", "key.txt"]),
    ],
)
def test_a_form_says_what_the_command_line_says(form, said):
    options = given(OPTIONS["run"], FormData(form), ["who.csv"])

    assert command_words(OPTIONS["run"], options) == said
    params(*said)


@pytest.mark.parametrize("text", ["--force", "-x", "a=b", "ä b", "' ; rm -rf /", "$(id)", "--out=/tmp/x"])
def test_nothing_that_is_written_becomes_another_option(text):
    options = given(OPTIONS["run"], FormData([("relation", text)]), [])
    found = params(*command_words(OPTIONS["run"], options))

    assert found["relation"] == text
    assert found["force"] is False
    assert str(found["out"]) == "netspread-report"


@for_all(
    st.dictionaries(st.sampled_from(["relation", "groups", "window", "since"]), st.text(min_size=1).map(str.strip))
)
def test_whatever_is_written_arrives_as_it_was_written(texts):
    texts = {name: text for name, text in texts.items() if text}
    options = given(OPTIONS["run"], FormData(list(texts.items())), [])
    found = params(*command_words(OPTIONS["run"], options))

    assert {name: found[name] for name in texts} == texts


@pytest.mark.parametrize("value", ["/etc/passwd", "../staff.csv", "C:\\keys.txt", "nobody.csv"])
def test_a_file_is_one_of_the_study(value):
    for name in ("adopted", "optout", "pseudonyms", "community-names"):
        with pytest.raises(ChoiceError, match=r"no file|looks like a place"):
            given([BY_NAME[name]], FormData([(name, value)]), ["survey.csv"])


def test_the_command_line_of_a_study_has_its_files_in_front():
    record = Record(
        "A", "", survey=("one.csv", "two.csv"), staff="staff.csv", names="names.csv", options={"p": ["0.2"]}
    )
    line = [
        "one.csv",
        "two.csv",
        "--staff",
        "staff.csv",
        "--names",
        "names.csv",
        "--p",
        "0.2",
        "--out",
        "report",
        "--no-timings",
    ]

    assert words(record) == line
    found = params_of("run", line)
    assert (found["p"], str(found["staff"])) == (0.2, "staff.csv")


def test_two_studies_are_compared_by_a_command_line_too():
    record = Record(
        "A", "", command="changes", survey=("before.graphml", "after.graphml"), options={"language": ["de"]}
    )

    assert params_of("changes", words(record))["language"] == "de"


@pytest.mark.parametrize("code", languages()[1:])
def test_every_option_on_the_pages_is_told_in_every_language_and_no_other(code):
    shown = {field.help for known in OPTIONS.values() for field in known}

    assert set(language(code).texts["options"]) == shown


def test_the_pages_say_what_an_option_does_in_their_language(served):
    desk, door = served(code="de")
    study = study_of(desk, WARD)
    with httpx.Client(base_url=door.address, timeout=120) as client:
        client.get(door.start)
        question = client.get(f"/studies/{study.id}/question").text
        files = client.get(f"/studies/{study.id}/files").text

    assert "Wer gefragt wurde und abgesagt hat" in question
    assert "Who was asked" not in question
    assert "Nur Verbindungen von diesem Tag an" in files
    assert "gilt als die Person, die geantwortet hat" in files  # how it was read
    assert "is taken as" not in files
    assert "eine Zeile je Antwortendem" in files  # what the format is
