"""Privacy in every output: who opted out, and what a small group is called, is nowhere in what any command writes."""

import zipfile

import numpy as np
import pytest

#: 34 people in four units, of which one is small; one opted out, and stands in every file by id, name and address.
GONE = ("zzq07", "Tammsaar", "dovric")
SMALL = "Tinyunit"
UNITS = ["North"] * 12 + ["South"] * 12 + ["West"] * 7 + [SMALL] * 3
QUICK = ("--worlds", 20)


def name_of(at):
    return "Dovric Tammsaar" if at == 7 else f"Person{at:02} Fam{at:02}"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("privacy")
    rng = np.random.default_rng(3)
    ids = [f"zzq{at:02}" for at in range(len(UNITS))]
    staff = [f"{one},{name_of(at)},{one}@x.example,{UNITS[at]}" for at, one in enumerate(ids)]
    staff[7] = f"zzq07,{name_of(7)},dovric@x.example,North"
    (folder / "staff.csv").write_text("\n".join(["id,name,email,unit", *staff]), encoding="utf-8")
    answers = [
        ",".join([name_of(at), *(name_of(other) for other in rng.choice(34, 4, replace=False))]) for at in range(34)
    ]
    header = "respondent,advice 1,advice 2,advice 3,advice 4"
    (folder / "survey.csv").write_text("\n".join([header, *answers]), encoding="utf-8")
    (folder / "after.csv").write_text("\n".join([header, *answers[::-1][:30]]), encoding="utf-8")
    adopted = [f"{one},{at % 6 + 1}" for at, one in enumerate(ids) if at % 3]
    (folder / "adopted.csv").write_text("\n".join(["person,time", *adopted]), encoding="utf-8")
    times = [f"2024-{month:02}-{day:02} 09:00" for month in (1, 2, 3) for day in range(1, 29)]
    address = ["dovric@x.example" if at == 7 else f"{one}@x.example" for at, one in enumerate(ids)]
    log = [",".join([address[(at * 7) % 34], address[(at * 5 + 1) % 34], times[at % 84]]) for at in range(2000)]
    (folder / "log.csv").write_text("\n".join(["from,to,sent", *log]), encoding="utf-8")
    (folder / "no.txt").write_text("zzq07\n", encoding="utf-8")
    return folder


COMMANDS = {
    "run": ["--groups", "unit", "--out", "OUT", *QUICK],
    "batch": ["--groups", "unit", "--out", "OUT", *QUICK],
    "check": ["--groups", "unit", "--out", "OUT"],
    "describe": ["--format", "json"],
    "rank": ["--by", "in-degree", "--people", "--top", 40],
    "leaders": ["--top", 40],
    "brokers": ["--groups", "unit", "--top", 40],
    "keyplayers": [],
    "champions": ["--groups", "unit", "--format", "json"],
    "plan": ["--units", "unit", "--periods", 4, "--budget", 3, "--out", "OUT", *QUICK],
    "communities": ["--format", "json"],
    "silos": ["--groups", "unit", "--format", "json"],
    "bridges": ["--groups", "unit", "--add", 5, "--format", "json", *QUICK],
    "seeds": ["--strategy", "greedy", "--budget", 3, "--format", "json", *QUICK],
    "simulate": ["--seeds", "zzq01;zzq02", "--format", "json", *QUICK],
    "compare": ["--budget", 3, "--out", "OUT", *QUICK],
    "changes": ["--groups", "unit", "--out", "OUT", "--draws", 5],
    "adoption": ["--adopted", "adopted.csv", "--out", "OUT"],
    "map": ["--out", "OUT.html"],
    "convert": ["OUT.graphml"],
    "names": ["--out", "OUT.csv"],
}


def everything(folder, out, result):
    """Every text that a command gave: what it printed, and each file, workbooks unpacked."""
    yield "what is printed", result.stdout + result.stderr
    for path in [*folder.glob(f"{out}.*"), *(folder / out).rglob("*")]:
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield path.name, "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
        elif path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")


def assert_nowhere(words, texts):
    for what, text in texts:
        for word in words:
            assert word.casefold() not in text.casefold(), f"{word} in {what}"


def asked(netspread, files, name, more, out, *options, survey="survey.csv"):
    words = [files / word if word == "adopted.csv" else str(word).replace("OUT", str(files / out)) for word in more]
    where = [files / survey, *([files / "after.csv"] if name == "changes" else [])]
    return netspread(name, *where, *words, "--staff", files / "staff.csv", *options)


@pytest.mark.parametrize("name", COMMANDS)
def test_who_opted_out_and_small_groups_are_in_no_output(name, netspread, files):
    out = f"kept-{name}"
    result = asked(netspread, files, name, COMMANDS[name], out, "--optout", files / "no.txt", "--min-group", 5)

    assert result.exit_code == 0, result.stderr
    assert_nowhere([*GONE, SMALL], everything(files, out, result))


@pytest.mark.parametrize("name", ["run", "plan", "map", "adoption", "changes"])
def test_without_the_options_they_would_be_seen(name, netspread, files):
    # Else the test above would hold for a command that says nothing of people.
    out = f"open-{name}"
    result = asked(netspread, files, name, COMMANDS[name], out)

    text = "".join(text for _, text in everything(files, out, result))
    assert result.exit_code == 0, result.stderr
    assert "zzq07" in text
    assert name == "adoption" or SMALL in text


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "names"])
def test_under_pseudonyms_no_name_id_or_address_is_in_any_output(name, netspread, files):
    out = f"under-{name}"
    more = COMMANDS[name]
    if name == "simulate":
        pytest.skip("people to start with are said by their ids")
    result = asked(netspread, files, name, more, out, "--pseudonyms", files / "key")

    assert result.exit_code == 0, result.stderr
    assert_nowhere(["zzq", "Tammsaar", "Fam03", "x.example"], everything(files, out, result))


def test_a_log_over_time_holds_nobody_who_opted_out(netspread, files):
    more = ["--window", "month", "--out", "OUT", *QUICK]
    result = asked(
        netspread, files, "run", more, "by-month", "--optout", files / "no.txt", "--min-group", 5, survey="log.csv"
    )

    assert result.exit_code == 0, result.stderr
    assert_nowhere([*GONE, SMALL], everything(files, "by-month", result))
