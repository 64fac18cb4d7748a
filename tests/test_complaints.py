"""Complaints: whatever error a study can meet is told in every language, and found by the sentence alone."""

import ast
import re
from pathlib import Path
from string import Formatter

import click
import pytest

import netspread as ns
from netspread import language as room
from netspread.complaints import _shapes, complaint
from netspread.errors import NetspreadError
from netspread.language import language, languages

ROOT = Path(__file__).parents[1]
FAMILY = {"NetspreadError", "ReadError", "NetworkError", "ChoiceError", "SaveError"}
#: Where a study passes by, from its files to its report.
ROOMS = [
    "readers", "champions", "changes", "communities", "measures", "nonresponse", "spread", "study",
    "build.py", "errors.py", "exchange.py", "folders.py", "places.py", "records.py", "tie_tables.py", "windows.py",
]  # fmt: skip
#: What click says, and our values for it.
CLICK = [
    "'@1@' is not a valid {kind}.", "@1@ is not in the range @2@.", "'@1@' is not one of @2@.",
    "'@1@' does not match the format '%Y-%m-%d'.", "'@1@' has no '='; write NAME=VALUE", "@1@; write WORD=NUMBER",
    "@1@; write COLUMN=NUMBER",
]  # fmt: skip


def sentence(node):
    """What a raise says, with marks for what was found; None if it is not written there."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            told = [part.value if isinstance(part, ast.Constant) else mark(part, at) for at, part in enumerate(parts)]
            return "".join(told)
    return None


def mark(blank, at):
    return f"'@{at}@'" if blank.conversion == ord("r") else f"@{at}@"


def raised():
    """Every sentence that is raised, with its place."""
    for name in ROOMS:
        place = ROOT / "netspread" / name
        for path in place.rglob("*.py") if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAMILY:
                    text = sentence(node.args[0])
                    if text is not None and re.search("[a-z]{3}", text):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", text


SENTENCES = [*raised(), *(("click", text) for text in CLICK)]


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", languages()[1:])
def test_every_error_that_a_study_can_meet_is_said(code):
    unsaid = [(place, text) for place, text in SENTENCES if complaint(text, language(code)) is None]

    assert unsaid == [], f"write these into [errors] of {code}.toml, with names for the blanks"
    assert len(SENTENCES) > 250


@pytest.mark.parametrize("code", languages()[1:])
def test_what_is_raised_nowhere_is_not_said_and_blanks_are_the_same(code):
    own = room._read(code)
    for table in ("errors", "error_parts"):
        for english, text in own[table].items():
            assert blanks(text) <= blanks(english), english
    shapes = _shapes(code, "errors")
    used = {next(shape.own for shape in shapes if shape.pattern.fullmatch(text)) for _, text in SENTENCES}
    apart = {text for english, text in own["errors"].items() if english.startswith("no question of this")}
    assert {shape.own for shape in shapes} - used == apart  # put together before it is raised


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "survey.csv, line 1,200: 'a: b' is no number; write the weight as a number",
            "survey.csv, Zeile 1.200: „a: b“ ist keine Zahl; schreiben Sie das Gewicht als Zahl",
        ),
        (
            "person 'Anna Ruis' is unknown; did you mean '01' (Ana Ruiz)? choose one of: 01, 02",
            "Person „Anna Ruis“ ist unbekannt; meinten Sie '01' (Ana Ruiz)? zur Wahl stehen: 01, 02",
        ),
        (
            'group column "O\'Neill" is unknown; choose one of: unit',
            "Gruppenspalte „O'Neill“ ist unbekannt; zur Wahl stehen: unit",
        ),
        (
            "person 'nobody' is unknown; choose one of: (none)",
            "Person „nobody“ ist unbekannt; zur Wahl stehen: (keines)",
        ),
        (
            "words.csv, line 2: column 'weight' has 'much', which is no number; give a number, or --scale 'much=1'",
            "words.csv, Zeile 2: Spalte „weight“ hat „much“, was keine Zahl ist; geben Sie eine Zahl, oder --scale „much=1“",
        ),
        ("p is 3; it must be from 0 to 1", "p ist 3; erlaubt ist von 0 bis 1"),
        ("budget is -1; it must be at least 0", "Budget ist -1; erlaubt ist mindestens 0"),
        (
            "size is 9, but only nobody can be asked; exclude fewer, or choose fewer",
            "die Größe ist 9, doch zu fragen bleibt: niemand; schließen Sie weniger aus, oder wählen Sie weniger",
        ),
        (
            "no team of 3 keeps to quota unit=1, must-have all at once; without must-have there is one",
            "keine Gruppe von 3 erfüllt quota unit=1, must-have alle zugleich; ohne must-have gibt es eine",
        ),
        (
            "letter.pdf: this is a PDF document, not a table; export the data as CSV or XLSX",
            "letter.pdf: das ist ein PDF, keine Tabelle; exportieren Sie die Daten als CSV oder XLSX",
        ),
    ],
)
def test_it_reads_as_a_sentence(english, german):
    assert complaint(english, language("de")) == german


def test_what_click_says_is_said_with_the_option_in_front():
    @click.command()
    @click.option("--p", type=click.FloatRange(0, 1))
    @click.option("--number", type=click.IntRange(1))
    def command(**_):
        """Do nothing."""

    def said(*words):
        with pytest.raises(click.ClickException) as error:
            command.make_context("command", list(words))
        return complaint(error.value.format_message(), language("de"))

    assert said("--p", "often") == "--p: „often“ ist keine passende Zahl."
    assert said("--p", "7") == "--p: 7.0 geht nicht; erlaubt ist von 0 bis 1."
    assert said("--number", "0") == "--number: 0 geht nicht; erlaubt ist mindestens 1."


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"name\nAna\nBen\n", b"a,b\n\x00\x00\x00\n", b"graph [ node [ id 1 ", b"PK\x03\x04broken"],
)
def test_errors_of_true_files_are_said(tmp_path, content):
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    with pytest.raises(NetspreadError) as error:
        ns.read(path)

    told = complaint(str(error.value), language("de"))
    assert told is not None, str(error.value)
    assert told.startswith(str(path))


def test_a_sentence_that_nobody_knows_and_one_without_end_are_left_to_others():
    assert complaint("something else went wrong", language("de")) is None
    assert complaint("a: " * 2000, language("de")) is None
    assert complaint("p is 3; it must be from 0 to 1", language("en")) is None
