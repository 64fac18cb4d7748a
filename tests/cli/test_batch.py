"""Many sites at once, and options in a file."""

import json
import tomllib

import pandas as pd
import pytest

from netspread_cli.commands import run
from netspread_cli.config import as_text, kept


@pytest.fixture
def exports(tmp_path):
    """Two sites that can be read, and one that cannot."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for name, hub in (("north", "A"), ("south", "B")):
        ties = "".join(f"p{i},{hub}\n" for i in range(12))
        (folder / f"{name}.csv").write_text(f"ego,alter\n{ties}{hub},p0\np1,p2\n", encoding="utf-8")
    (folder / "broken.csv").write_text("nothing\n", encoding="utf-8")
    return folder


QUICK = ("--worlds", 20, "--budget", 2)


def test_each_site_gets_its_folder_and_a_failure_does_not_stop_the_rest(netspread, exports, tmp_path):
    result = netspread("batch", exports / "*.csv", "--out", tmp_path / "sites", *QUICK)

    table = pd.read_csv(tmp_path / "sites" / "summary.csv").set_index("site")
    assert result.exit_code == 1
    assert "2 of 3 with a result (0 were there already)" in result.stdout
    assert "broken: " in result.stderr
    assert "only one column was found" in table.at["broken", "error"]
    assert table.loc[["north", "south"], "leaders"].str[0].tolist() == ["A", "B"]
    assert table.at["north", "ties"] == 14
    assert table.at["north", "density"] == pytest.approx(14 / (13 * 12))
    assert (tmp_path / "sites" / "north" / "report.html").exists()
    assert not (tmp_path / "sites" / "broken").exists()


def test_each_site_gets_a_team_under_the_same_conditions_or_is_told_which_it_cannot_meet(netspread, exports, tmp_path):
    (exports / "small.csv").write_text("ego,alter\np0,p1\n", encoding="utf-8")
    (exports / "broken.csv").unlink()
    conditions = ("--champions", 3, "--must-have", "p5", "--exclude", "p1", "--cover", 2, "--declined", "p0")

    result = netspread("batch", exports / "*.csv", "--out", tmp_path / "sites", *QUICK, *conditions)

    assert result.exit_code == 1
    assert "small: size is 3, but the network has 2 people" in result.stderr
    for name, hub in (("north", "A"), ("south", "B")):
        team = pd.read_csv(tmp_path / "sites" / name / "champions.csv")["person"].tolist()
        assert {hub, "p5"} <= set(team)
        assert not {"p0", "p1"} & set(team)
    assert not (tmp_path / "sites" / "small").exists()


def test_a_batch_that_was_stopped_goes_on_where_it_was(netspread, exports, tmp_path):
    out = tmp_path / "sites"
    netspread("batch", exports / "north.csv", "--out", out, *QUICK)
    before = (out / "north" / "run.json").read_bytes()

    result = netspread("batch", exports / "north.csv", exports / "south.csv", "--out", out, *QUICK)

    assert result.exit_code == 0
    assert "2 of 2 with a result (1 were there already)" in result.stdout
    assert (out / "north" / "run.json").read_bytes() == before


def test_a_folder_made_with_other_options_is_not_replaced_unless_asked(netspread, exports, tmp_path):
    out = tmp_path / "sites"
    netspread("batch", exports / "north.csv", "--out", out, *QUICK)

    other = netspread("batch", exports / "north.csv", "--out", out, "--worlds", 20, "--budget", 3)
    forced = netspread("batch", exports / "north.csv", "--out", out, "--worlds", 20, "--budget", 3, "--force")

    assert other.exit_code == 1
    assert "exists already; add --force" in other.stderr
    assert forced.exit_code == 0
    assert json.loads((out / "north" / "run.json").read_text(encoding="utf-8"))["options"]["budget"] == 3


def test_files_of_the_same_name_get_the_name_of_their_folder_too(netspread, exports, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "north.csv").write_bytes((exports / "north.csv").read_bytes())

    netspread("batch", exports / "north.csv", other / "north.csv", "--out", tmp_path / "sites", *QUICK)

    assert (tmp_path / "sites" / "exports-north.csv" / "report.html").exists()
    assert (tmp_path / "sites" / "other-north.csv" / "report.html").exists()


def test_the_summary_shows_markup_in_names_as_text_and_asks_no_network(netspread, exports, tmp_path):
    (exports / "<img src=x>.csv").write_bytes((exports / "north.csv").read_bytes())
    netspread("batch", exports / "*.csv", "--out", tmp_path / "sites", *QUICK)

    page = (tmp_path / "sites" / "summary.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "3 with a result, 1 without" in page


def test_a_pattern_that_matches_nothing_is_told(netspread, tmp_path):
    result = netspread("batch", tmp_path / "*.csv", "--out", tmp_path / "sites")

    assert result.exit_code == 1
    assert "there is no such file" in result.stderr


def test_init_writes_every_option_of_the_main_job(netspread, tmp_path):
    path = tmp_path / "study.toml"

    result = netspread("init", "--out", path)
    again = netspread("init", "--out", path)
    text = path.read_text(encoding="utf-8")
    uncommented = "\n".join(line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line)

    assert result.exit_code == 0
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert tomllib.loads(text) == {}
    assert len([line for line in uncommented.splitlines() if line.split(" = ")[0].replace("-", "").isalpha()]) >= len(
        kept(run.command)
    )
    assert as_text(run.command).strip() == text.strip()


def test_options_in_a_file_are_taken_and_the_command_line_wins(netspread, exports, tmp_path):
    (tmp_path / "study.toml").write_text(
        'worlds = 20\nbudget = 3\nstrategy = ["random", "in-degree"]\n', encoding="utf-8"
    )

    netspread("run", exports / "north.csv", "--config", tmp_path / "study.toml", "--budget", 2, "--out", tmp_path / "r")

    options = json.loads((tmp_path / "r" / "run.json").read_text(encoding="utf-8"))["options"]
    assert options["worlds"] == 20
    assert options["budget"] == 2
    assert options["strategies"] == ["random", "in-degree"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("budgt = 3", "option 'budgt' is unknown; did you mean 'budget'"),
        ('strategy = "random"', "option 'strategy' takes a list"),
        ("budget = [3]", "option 'budget' takes one value"),
        ("[budget]\nx = 1", "'budget' is a table"),
        ("budget = ", "is no TOML"),
    ],
)
def test_a_wrong_file_of_options_is_told(netspread, exports, tmp_path, text, told):
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")

    result = netspread("run", exports / "north.csv", "--config", tmp_path / "study.toml", "--out", tmp_path / "r")

    assert result.exit_code == 1
    assert told in result.stderr
    assert not (tmp_path / "r").exists()


def test_a_file_of_options_that_is_not_there_is_told(netspread, exports, tmp_path):
    result = netspread("run", exports / "north.csv", "--config", tmp_path / "none.toml")

    assert result.exit_code == 1
    assert "none.toml: cannot be read" in result.stderr


def test_a_site_is_done_again_when_somebody_opts_out(netspread, exports, tmp_path):
    out, optout = tmp_path / "sites", tmp_path / "optout.txt"
    optout.write_text("p5\n", encoding="utf-8")
    netspread("batch", exports / "north.csv", "--out", out, "--optout", optout, *QUICK)
    optout.write_text("p5\np7\n", encoding="utf-8")

    stale = netspread("batch", exports / "north.csv", "--out", out, "--optout", optout, *QUICK)
    forced = netspread("batch", exports / "north.csv", "--out", out, "--optout", optout, "--force", *QUICK)

    assert stale.exit_code == 1  # never shown as done
    assert forced.exit_code == 0, forced.stderr
    people = pd.read_csv(out / "north" / "people.csv")["person"]
    assert not {"p5", "p7"} & set(people)


def test_a_batch_refuses_a_key_in_its_own_folder(netspread, exports, tmp_path):
    out = tmp_path / "sites"

    result = netspread("batch", exports / "north.csv", "--out", out, "--pseudonyms", out / "key", *QUICK)

    assert result.exit_code == 1
    assert "keep it elsewhere" in result.stderr
    assert not out.exists()
