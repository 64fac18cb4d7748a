"""Languages: one file each, complete, with the same blanks, and English where something is left out."""

import ast
import html
import re
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest

from netspread import language as room
from netspread import pages
from netspread.batch import COLUMNS
from netspread.communities import communities
from netspread.errors import ChoiceError
from netspread.language import language, languages, missing, speaking, spoken
from netspread.logics.parameters import ASSUMED, PARAMETERS
from netspread.logics.states import STATES, TRANSITIONS
from netspread.network import INFLUENCE_IN_WORDS
from netspread.pages.embed import asset
from netspread.pages.map import draw_map
from netspread.pages.summary import draw_summary
from netspread.quality import RULES
from netspread.ranking import MEASURES
from netspread.readers import READERS
from netspread.spread.models import MODELS, parse
from netspread.spread.seeding import STRATEGIES
from netspread.study import study
from small_study import WARD
from wards import assert_quiet, drawn, find

#: What has an English name in the program itself; a language gives it one of its own.
NAMES = {
    "influence": INFLUENCE_IN_WORDS,
    "measures": MEASURES,
    "meanings": MEASURES,
    "strategies": {name: None for name in STRATEGIES if name not in MEASURES},
    "rules": RULES,
    "formats": {reader.NAME: reader.TITLE for reader in READERS},
    "parameters": PARAMETERS,
    "parameter_sources": {
        "assumed": None,
        **{name: None for name, each in PARAMETERS.items() if each.source != ASSUMED},
    },
    "states": STATES,
    "transitions": TRANSITIONS,
    "summary_meanings": COLUMNS,
    "models": dict.fromkeys([*(model.__name__ for model in MODELS.values()), "Resisted"]),
}
OTHERS = languages()[1:]


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(text):
    return list(text.values()) if isinstance(text, dict) else text if isinstance(text, list) else [text]


def test_there_is_a_second_language():
    assert languages() == ["en", "de"]


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_unsaid(code):
    assert missing(code, NAMES) == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_says_nothing_that_english_does_not_and_has_the_same_blanks(code):
    english, own = room._read("en"), room._read(code)
    for section, texts in own.items():
        # The program's own text: tests/test_phrase.py, test_complaints.py, app/test_form.py.
        if section in ("phrases", "options", "errors", "error_parts"):
            continue
        for key, text in texts.items():
            if section in NAMES:
                assert key in NAMES[section] or key in STRATEGIES, (section, key)
                continue
            first = english[section][key]
            assert type(text) is type(first), (section, key)
            asked = set().union(*map(blanks, forms(first)))
            assert set().union(*map(blanks, forms(text))) <= asked, (section, key)
            if isinstance(text, dict):
                assert set(own["language"]["forms"]) <= set(text), (section, key)
            if isinstance(text, list) and section != "language":
                assert len(text) == len(first), (section, key)


def test_every_text_of_the_map_is_used_and_every_text_used_is_there():
    scripts = "".join(
        asset(f"map{part}.js") for part in ("", "_card", "_list", "_people", "_picture", "_save", "_spread")
    )
    words = set(re.findall(r"[\"'`]([a-z_]+)[\"'`]", scripts)) | set(re.findall(r"%%([a-z_]+)%%", asset("map.html")))
    words |= {f"{end}_label" for end in ("from", "to")} | set(re.findall(r"language\.texts\.(\w+)", scripts))
    said = set(re.findall(r"say\(\"([a-z_]+)\"", scripts))
    texts = set(language("en").texts["map"])

    assert said <= texts
    assert texts - words == {"missing"}  # what Python puts in


def test_numbers_and_counts_are_written_as_the_language_does():
    english, german = language("en"), language("de")

    assert [german.say("counts.people", count) for count in (0, 1, 2, 1234)] == [
        "keine Personen", "1 Person", "2 Personen", "1.234 Personen",
    ]  # fmt: skip
    assert english.say("counts.people", 1234) == "1,234 people"
    assert (english.percent(0.256), german.percent(0.256)) == ("26%", "26\u00a0%")
    assert german.number(-1234.56, 1) == "-1.234,6"


def test_what_a_translation_leaves_out_is_shown_in_english(tmp_path, monkeypatch):
    for code in ("en", "de"):
        text = (room._FOLDER / f"{code}.toml").read_text(encoding="utf-8")
        kept = text if code == "en" else "\n".join(line for line in text.splitlines() if not line.startswith("undo ="))
        (tmp_path / f"{code}.toml").write_text(kept, encoding="utf-8")
    monkeypatch.setattr(room, "_FOLDER", tmp_path)
    language.cache_clear()

    try:
        assert language("de").say("map.undo") == "Undo"
        assert missing("de", {}) == ["map.undo"]
    finally:
        language.cache_clear()


def test_a_third_language_is_a_file(tmp_path, monkeypatch):
    """With three forms, as in Polish: one, few, many."""
    english = (room._FOLDER / "en.toml").read_text(encoding="utf-8")
    (tmp_path / "en.toml").write_text(english, encoding="utf-8")
    (tmp_path / "pl.toml").write_text(
        '[language]\ncode = "pl"\nname = "polski"\nthousands = "\u00a0"\ndecimal = ","\npercent = "{number}%"\n'
        'forms = ["one", "few", "many"]\n'
        'plural = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"\n'
        '[counts]\npeople = { one = "{count} osoba", few = "{count} osoby", many = "{count} osób" }\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(room, "_FOLDER", tmp_path)
    language.cache_clear()

    try:
        said = [language("pl").say("counts.people", count) for count in (1, 2, 5, 22)]
        assert said == ["1 osoba", "2 osoby", "5 osób", "22 osoby"]
        assert language("pl").say("counts.ties", 5) == "5 ties"
    finally:
        language.cache_clear()


def test_an_unknown_language_is_told_with_those_there_are(network):
    with pytest.raises(ChoiceError, match="language 'xx' is unknown; choose one of: de, en"):
        draw_map(network, language="xx")


def test_a_page_is_drawn_in_its_language_and_the_next_one_in_its_own():
    table = pd.DataFrame([{"site": "Nord", "error": "", "leaders": "Ana", "best_strategy": "greedy", "people": 1234,
                           "ties": 2, "communities": 3, "density": 0.25}], columns=list(COLUMNS))  # fmt: skip

    german, english = draw_summary(table, language="de"), draw_summary(table)

    assert '<html lang="de">' in german
    assert "1 Standort im Vergleich" in german
    assert "1.234" in german
    assert "0,25" in german
    assert "beste der Simulation" in german
    assert "1 site side by side" in english
    assert "1,234" in english
    with speaking("de"):
        assert spoken().code == "de"
    assert spoken().code == "en"


@pytest.mark.page
def test_the_map_speaks_german_throughout(network, opened, tmp_path):
    page = opened(drawn(network, language="de").save(tmp_path / "map.html"))

    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("#status").inner_text().startswith("Alle 60 Personen und ")
    find(page, "p00")
    page.select_option("#start", "greedy")
    page.evaluate("controls.change({step: 1})")
    seen = page.locator("body").inner_text() + page.evaluate("saving.drawing()")
    seen += " ".join(
        page.evaluate("[...document.querySelectorAll('[aria-label]')].map((e) => e.getAttribute('aria-label'))")
    )
    english = language("en").texts["map"]
    german = language("de").texts["map"]
    left = [
        key
        for key, text in english.items()
        if isinstance(text, str) and len(text) > 12 and "{" not in text and text != german[key] and text in seen
    ]
    assert left == []
    assert "Nennungen (in-degree)" in seen
    assert "mit der Chance 0,3" in page.locator("#reach").inner_text()
    page.evaluate("controls.change({color: 'm:betweenness'})")
    assert page.evaluate("shown(1234.5)") == "1.235"
    assert page.evaluate("shown(0.256)") == "0,256"
    assert_quiet(page)


def test_two_maps_of_the_same_people_differ_in_words_alone(network):
    partition = communities(network)
    english, german = (draw_map(network, partition=partition, language=code).places for code in ("en", "de"))

    assert english == german


def english_left(seen):
    """Return which texts of the English catalogue stand in *seen*: by the longest piece between their blanks."""
    english, german = language("en").texts, language("de").texts
    said = " ".join(form for texts in german.values() for text in texts.values() for form in map(str, forms(text)))
    left = []
    for section, texts in english.items():
        for key, text in texts.items():
            for form in forms(text):
                piece = max((part for part, *_ in Formatter().parse(str(form))), key=len).strip(" .:;,")
                if len(piece) > 12 and " " in piece and piece in seen and piece not in said:
                    left.append((section, key))
    return left


def test_nothing_in_a_german_folder_is_english(tmp_path):
    for name, text in WARD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = {"staff": tmp_path / "staff.csv", "budget": 2, "worlds": 50, "draws": 5, "runs": 2}
    conditions = {"must_have": "p03", "exclude": ["p01"], "quota": {"unit": 1}, "diversity": "unit", "cover": 2}
    found = {
        code: study(tmp_path / "survey.csv", language=code, **asked, **conditions).save(tmp_path / code)
        for code in ("en", "de")
    }

    def read(code):
        report = re.sub(
            r"<(script|style).*?</\1>", "", (found[code] / "report.html").read_text("utf-8"), flags=re.DOTALL
        )
        data = re.search(r'"explanations":(\[\[.*?\]\])', (found[code] / "map.html").read_text("utf-8"))
        team = (found[code] / "champions.csv").read_text("utf-8")
        return {"report": html.unescape(re.sub("<[^>]+>", " ", report)), "map": data.group(1), "team": team}

    english, german = read("en"), read("de")
    for part, text in german.items():
        assert english_left(text) == [], part
        assert english_left(english[part]) != [], part  # the pieces are found where they are
    assert "Deckt als Champion in einem oder zwei Schritten" in german["team"]
    assert "Rang 1 von 12 nach Nennungen (in-degree)" in german["map"]


@pytest.mark.parametrize("name", list(MODELS))
def test_every_model_is_told_in_german(name):
    needed = {"ic-group": "(groups=unit, A>B=0.25)", "ic-layer": "(advice=0.25)", "thresholds": "(column=t)"}
    model = parse(f"{name}{needed.get(name, '')}", resists="against")
    said = language("de").model(model)

    assert said.endswith("; wer unter „against“ markiert ist, übernimmt nie")
    assert "each" not in said
    assert "those" not in said
    assert name not in ("ic-group", "ic-layer") or "0,25" in said


#: What is no sentence of a page: sources, a repr, an assertion, what errors call a thing, sheets and columns by name.
NO_SENTENCES = re.compile(
    r"\(\d{4}\)|^(bar marked|cell light|MapPage of | MB; save it|pyvis is a dependency|ranking by |the world$"
    r"|closed groups|; img-src)"
)


def sentences_in(path):
    """The texts in a file of code that read like English: two words of it, outside docstrings, errors and progress."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            left_out.add(node.body[0].value)
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "step"):
            left_out.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            words = re.sub(r"<[^>]*>?|[\w-]+=\"?[^\"]*\"?|%%\w+%%", "", node.value)
            if re.search(r"[A-Za-z]{2,} [a-z]{2,}", words) and not NO_SENTENCES.search(node.value):
                yield node.value


@pytest.mark.parametrize("path", sorted(Path(pages.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_page_has_a_sentence_outside_the_catalogue(path):
    assert list(sentences_in(path)) == []


@pytest.mark.parametrize(
    "path", sorted((Path(pages.__file__).parent / "assets").glob("*.html")), ids=lambda path: path.stem
)
def test_no_template_has_a_sentence_outside_the_catalogue(path):
    text = re.sub(
        r"{#.*?#}|{%.*?%}|{{.*?}}|%%\w+%%|<!--.*?-->|<[^>]*>", " | ", path.read_text("utf-8"), flags=re.DOTALL
    )

    assert re.findall(r"[A-Za-z]{2,} [a-z]{2,}", text) == []
