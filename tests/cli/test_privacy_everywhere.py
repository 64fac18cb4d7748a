"""Privacy in every output: who opted out, and what a small group is called, is nowhere in what any command writes."""

import io
import zipfile

import click
import numpy as np
import pytest

from netspread_cli import reading_options
from netspread_cli.main import main

#: 34 people in four units, of which one is small; one opted out, and stands in every file by id, name and address.
GONE = ("zz9q07", "Tammsaar", "dovric")
SMALL = "Tinyunit"
UNITS = ["North"] * 12 + ["South"] * 12 + ["West"] * 7 + [SMALL] * 3
QUICK = ("--worlds", 20)
#: What a name, an id or an address of anybody has in it; no pseudonym has a 9.
ANYBODY = ("zz9q", "Tammsaar", "Fam03", "x.example")


def name_of(at):
    return "Dovric Tammsaar" if at == 7 else f"Person{at:02} Fam{at:02}"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("privacy")
    rng = np.random.default_rng(3)
    ids = [f"zz9q{at:02}" for at in range(len(UNITS))]
    address = ["dovric@x.example" if at == 7 else f"{one}@x.example" for at, one in enumerate(ids)]
    header = "respondent,advice 1,advice 2,advice 3,advice 4"
    answers = [
        ",".join([name_of(at), *(name_of(other) for other in rng.choice(34, 4, replace=False))]) for at in range(34)
    ]
    times = [f"2024-{month:02}-{day:02} 09:00" for month in (1, 2, 3) for day in range(1, 29)]
    tables = {
        "staff.csv": ["id,name,email,unit,hours,willing,self", *(
            f"{one},{name_of(at)},{address[at]},{UNITS[at]},{at % 5 + 1},{'yes' if at % 4 else 'no'},{at % 3}"
            for at, one in enumerate(ids)
        )],
        "survey.csv": [header, *answers],
        "after.csv": [header, *answers[::-1][:30]],
        "adopted.csv": ["person,time", *(f"{one},{at % 6 + 1}" for at, one in enumerate(ids) if at % 3)],
        "dated.csv": ["person,time", *(f"{one},2024-0{at % 3 + 1}-15" for at, one in enumerate(ids) if at % 4)],
        "several.csv": ["person,time,innovation", *(
            f"{one},{(at + shift) % 6 + 1},{what}" for shift, what in enumerate(("soap", "gown")) for at, one in enumerate(ids)
        )],
        "observed.csv": ["person,period,state", *(f"{one},1,adopted" for one in ids[5:10])],
        "log.csv": ["from,to,sent", *(
            ",".join([address[(at * 7) % 34], address[(at * 5 + 1) % 34], times[at % 84]]) for at in range(2000)
        )],
        "no.txt": ["zz9q07"],
        "names-of.csv": ["community,name", "1,The first"],
    }  # fmt: skip
    for name, rows in tables.items():
        (folder / name).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


#: Command -> ways of asking it, which together have every option of its own that shapes what it says of people.
COMMANDS = {
    "run": [
        ["SURVEY", "--groups", "unit", "--out", "OUT", *QUICK],
        ["SURVEY", "--groups", "unit", "--out", "OUT", *QUICK, "--adopted", "several.csv", "--innovation", "gown", "--never", 99,
         "--strategy", "in-degree", "--champions", 6, "--quota", "unit=1", "--must-have", "zz9q01", "--exclude", "zz9q02", "--declined", "zz9q03",
         "--cost", "hours", "--cost-budget", 30, "--cover", 2, "--diversity", "unit", "--community-names", "names-of.csv",
         "--min-weight", 1, "--language", "de", "--no-timings", "--relation", "advice", "--draws", 5],
        ["log.csv", "--window", "month", "--out", "OUT", *QUICK],
    ],
    "check": [["SURVEY", "--groups", "unit", "--out", "OUT"], ["SURVEY", "--format", "json"], ["SURVEY", "--format", "csv"]],
    "describe": [["SURVEY", "--format", form, "--groups", "unit"] for form in ("table", "csv", "json")],
    "rank": [
        ["SURVEY", "--by", "in-degree", "--people", "--top", 40, "--format", "csv"],
        ["SURVEY", "--by", "coordinator", "--groups", "unit", "--draws", 4, "--format", "json"],
        ["SURVEY", "--by", "in-degree"],
    ],
    "leaders": [
        ["SURVEY", "--top", 40, "--groups", "unit", "--by", "in-degree", "--self-designation", "self"],
        ["SURVEY", "--explain", "zz9q01", "--language", "de", "--draws", 4],
        ["SURVEY", "--format", "json"],
    ],
    "brokers": [
        ["SURVEY", "--groups", "unit", "--top", 40, "--format", "csv"],
        ["SURVEY", "--groups", "unit", "--by", "betweenness", "--explain", "zz9q01", "--language", "de", "--draws", 4],
    ],
    "keyplayers": [["SURVEY", "--size", 3], ["SURVEY", "--goal", "reach", "--steps", 2, "--format", "json"]],
    "champions": [
        ["SURVEY", "--groups", "unit", "--format", "json", "--out", "OUT", *QUICK],
        ["SURVEY", "--size", 6, "--quota", "unit=1", "--must-have", "zz9q01", "--exclude", "zz9q02", "--declined", "zz9q03", "--cost", "hours",
         "--cost-budget", 30, "--cover", 2, "--diversity", "unit", "--explain", "zz9q01", "--draws", 4, "--language", "de", *QUICK],
    ],
    "plan": [
        ["SURVEY", "--units", "unit", "--periods", 4, "--budget", 3, "--out", "OUT", *QUICK],
        ["SURVEY", "--units", "unit", "--periods", 4, "--observed", "observed.csv", "--out", "OUT", "--language", "de", "--logics",
         "mechanistic,social,combined", "--share", "social=2", "--share", "mechanistic=1", "--order", "social,mechanistic", "--sites", "largest", "--goal", 0.4, "--sensitivity", *QUICK],
    ],
    "communities": [
        ["SURVEY", "--format", "json"],
        ["SURVEY", "--people", "--format", "csv", "--rename", "names-of.csv"],
        ["SURVEY", "--describe", "--agree", "unit", "--language", "de", "--runs", 3],
        ["SURVEY", "--method", "groups", "--with", "column=unit"],
        ["SURVEY", "--scan"],
        ["log.csv", "--window", "month", "--over-time", "--draw", "OUT.html"],
    ],
    "silos": [["SURVEY", "--groups", "unit", "--format", "json"], ["SURVEY", "--groups", "unit", "--pairs"]],
    "bridges": [
        ["SURVEY", "--groups", "unit", "--add", 5, "--format", "json", *QUICK],
        ["SURVEY", "--groups", "unit", "--by", "paths", "--per-group", 2, "--per-person", 1, "--willing", "willing", "--exclude", "zz9q02",
         "--starters", 3, *QUICK],
    ],
    "seeds": [
        ["SURVEY", "--strategy", "greedy", "--budget", 3, "--format", "json", *QUICK],
        ["SURVEY", "--strategy", "list", "--list", "zz9q01;zz9q04", "--must-have", "zz9q05", "--exclude", "zz9q02", "--eligible",
         "zz9q01;zz9q04;zz9q05", "--budget", 2, *QUICK],
        ["SURVEY", "--strategy", "in-degree", "--groups", "unit", "--costs", "hours", "--budget", 9, *QUICK],
        ["SURVEY", "--strategy", "robust", "--robust-over", "lt", "--budget", 2, "--resists", "willing", *QUICK],
    ],
    "simulate": [
        ["SURVEY", "--seeds", "zz9q01;zz9q02", "--format", "json", *QUICK],
        ["SURVEY", "--seeds", "zz9q01", "--world", 3, "--starting", "zz9q01=2", "--model", "si", "--resists", "willing"],
    ],
    "compare": [
        ["SURVEY", "--budget", 3, "--out", "OUT", "--strategy", "in-degree", "--strategy", "greedy", *QUICK],
        ["SURVEY", "--strategy", "in-degree", "--budget", 3, "--budgets", "1,3", "--sensitivity", "lt", "--draws", 3, "--resume", "OUT-worlds",
         "--must-have", "zz9q05", "--exclude", "zz9q02", "--out", "OUT", "--language", "de", "--format", "csv", *QUICK],
        ["SURVEY", "--strategy", "list", "--list", "zz9q01;zz9q04", "--eligible", "zz9q01;zz9q04", "--groups", "unit", "--budget", 2,
         "--robust-over", "lt", "--resists", "willing", *QUICK],
        ["SURVEY", "--strategy", "in-degree", "--costs", "hours", "--budget", 9, *QUICK],
    ],
    "changes": [
        ["SURVEY", "AFTER", "--groups", "unit", "--out", "OUT", "--draws", 5],
        ["SURVEY", "AFTER", "--staff-after", "staff.csv", "--by", "in-degree", "--language", "de", "--out", "OUT", "--draws", 0],
    ],
    "adoption": [
        ["SURVEY", "--adopted", "adopted.csv", "--out", "OUT", "--runs", 50],
        ["SURVEY", "--adopted", "several.csv", "--each", "--out", "OUT", "--runs", 20, "--attribute", "unit", "--language", "de"],
        ["SURVEY", "--adopted", "several.csv", "--innovation", "gown", "--out", "OUT", "--runs", 20, "--innovators", "--spell", 2, "--lag", 1,
         "--first", 1, "--last", 5, "--every", 1, "--never", 99],
        ["SURVEY", "AFTER", "--series", "--adopted", "adopted.csv", "--out", "OUT", "--runs", 20, "--first", 2, "--last", 3],
        ["log.csv", "--window", "month", "--series", "--adopted", "dated.csv", "--out", "OUT", "--runs", 20],
        ["SURVEY", "AFTER", "--series", "--adopted", "several.csv", "--each", "--out", "OUT", "--runs", 20, "--first", 2, "--last", 3],
    ],
    "map": [
        ["SURVEY", "--out", "OUT.html"],
        ["SURVEY", "--out", "OUT.html", "--seeds", "zz9q01", "--world", 3, "--method", "louvain", "--language", "de", "--resists", "willing"],
        ["SURVEY", "--out", "OUT.html", "--like", "earlier.html"],
    ],
    "convert": [["SURVEY", f"OUT.{kind}"] for kind in ("graphml", "gexf", "gml", "net", "csv")]
    + [["SURVEY", "OUT.gexf", "--with-colors"]],
    "names": [["SURVEY", "--out", "OUT.csv"]],
    "survey": [["--question", "advice=Whom do you ask?", "--for", tool, "--style", style, "--within", "unit", "--out", "OUT"]
               for tool in ("redcap", "limesurvey", "qualtrics", "xlsx") for style in ("roster", "names")]
    + [["--question", "advice=Whom do you ask?", "--for", "redcap", "--scale", "never,weekly", "--out", "OUT"]],
}  # fmt: skip
COMMANDS["batch"] = COMMANDS["run"][:2]
#: Commands that say nothing of people of whom the user gives data; ``app`` writes what ``run`` does (tests/app).
OF_NOBODY = {"init", "demo", "app", "formats", "warm", "sample"}
#: Options that say how much, how long, from what chance on or with what noise, and not of whom or in what words.
OF_NUMBERS = {
    "--budget", "--p", "--runs", "--min-weight", "--influence", "--worlds", "--draws", "--seed", "--force", "--jobs", "--quiet", "--config",
    "--top", "--sources", "--cap", "--forgotten", "--invented", "--model", "--set", "--periods", "--permutations", "--no-timings", "--method", "--relation",
}  # fmt: skip
ASKED = [(name, at) for name, ways in COMMANDS.items() for at in range(len(ways))]
CONTEXT = click.Context(main)


def everything(folder, out, result):
    """Every text that a command gave: what it printed, and each file, workbooks and archives unpacked."""
    yield "what is printed", result.stdout + result.stderr
    for path in [*folder.glob(f"{out}.*"), *folder.glob(f"{out}-worlds/*"), *(folder / out).rglob("*")]:
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
                yield path.name, "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        elif path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")


def assert_nowhere(words, texts):
    for what, text in texts:
        for word in words:
            assert word.casefold() not in text.casefold(), f"{word} in {what}"


def asked(netspread, files, name, words, out, *options):
    given = {"SURVEY": files / "survey.csv", "AFTER": files / "after.csv"}
    said = [
        files / word if (files / str(word)).is_file() else given.get(word, str(word).replace("OUT", str(files / out)))
        for word in words
    ]
    result = netspread(name, *said, "--staff", files / "staff.csv", *options)
    assert result.exit_code == 0, result.stderr
    return everything(files, out, result)


@pytest.fixture
def earlier(netspread, files):
    """A map of everybody, from before somebody opted out."""
    if not (files / "earlier.html").exists():
        assert_named = asked(netspread, files, "map", ["SURVEY", "--out", "OUT.html"], "earlier")
        assert any("zz9q07" in text for _, text in assert_named)


def test_every_command_and_every_option_that_says_something_of_people_is_searched_below():
    commands = {name: main.get_command(CONTEXT, name) for name in main.list_commands(CONTEXT)}
    reading = {max(option.opts, key=len) for option in reading_options.reading(click.Command("any")).params}

    assert COMMANDS.keys() == commands.keys() - OF_NOBODY
    for name, ways in COMMANDS.items():
        said = {word for way in ways for word in way} | {"--staff", "--optout"}
        options = [option for option in commands[name].params if isinstance(option, click.Option)]
        own = {max(option.opts, key=len) for option in options} - reading - OF_NUMBERS
        assert own <= said, f"{name}: {own - said}"


@pytest.mark.usefixtures("earlier")
@pytest.mark.parametrize(("name", "at"), ASKED)
def test_who_opted_out_and_small_groups_are_in_no_output(name, at, netspread, files):
    protected = ["--optout", files / "no.txt", *(() if name == "survey" else ("--min-group", 5))]

    texts = asked(netspread, files, name, COMMANDS[name][at], f"kept-{name}-{at}", *protected)

    assert_nowhere([*GONE, *(() if name == "survey" else [SMALL])], texts)


@pytest.mark.parametrize("name", ["run", "plan", "map", "adoption", "changes", "survey"])
def test_without_the_options_they_would_be_seen(name, netspread, files):
    # Else the test above would hold for a command that says nothing of people.
    text = "".join(text for _, text in asked(netspread, files, name, COMMANDS[name][0], f"open-{name}"))

    assert "zz9q07" in text
    assert name == "adoption" or SMALL in text


#: Options by which the user says an id, which has to be a true one.
WITH_IDS = {"--seeds", "--must-have", "--exclude", "--explain", "--list"}


@pytest.mark.parametrize(
    ("name", "at"),
    [
        (name, at)
        for name, at in ASKED
        if name not in {"names", "survey"}
        and not WITH_IDS & {*COMMANDS[name][at]}
        and "--like" not in COMMANDS[name][at]
    ],
)
def test_under_pseudonyms_no_name_id_or_address_is_in_any_output(name, at, netspread, files):
    texts = asked(netspread, files, name, COMMANDS[name][at], f"under-{name}-{at}", "--pseudonyms", files / "key")

    assert_nowhere(ANYBODY, texts)
