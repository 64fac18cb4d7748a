"""``netspread adoption``: the folder holds what is promised, and bad data get one sentence and no folder."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from netspread_cli.main import main

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The sample hospital's folder, made once by the true command: (folder, result)."""
    out = tmp_path_factory.mktemp("adoption") / "out"
    words = [
        "adoption",
        HOSPITAL / "survey.csv",
        "--staff",
        HOSPITAL / "staff.csv",
        "--adopted",
        HOSPITAL / "adoption.csv",
    ]
    words += ["--attribute", "unit", "--runs", 100, "--out", out]
    return out, CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def table(path):
    return pd.read_csv(path, dtype={"person": str})


def test_the_folder_holds_all_that_is_promised(done):
    out, result = done

    assert result.exit_code == 0, result.stderr
    assert {path.name for path in out.iterdir()} == {
        "adoption.html", "map.html", "people.csv", "exposure.csv", "curve.csv", "tests.json", "run.json",
    }  # fmt: skip
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in told["inputs"]] == ["survey.csv", "staff.csv", "adoption.csv"]
    assert told["options"]["runs"] == 100
    assert list(table(out / "people.csv")) == [
        "person", "time", "category", "threshold", "infectiousness", "susceptibility",
    ]  # fmt: skip
    assert list(table(out / "exposure.csv")) == ["person", "period", "exposure"]
    assert list(table(out / "curve.csv")) == ["period", "adopters", "share", "rate", "hazard"]


def test_the_numbers_hang_together(done):
    out, _ = done
    people, exposure, curve = (table(out / f"{name}.csv") for name in ("people", "exposure", "curve"))
    tests = json.loads((out / "tests.json").read_text(encoding="utf-8"))

    assert len(people) == tests["people"] == 252
    assert len(exposure) == 252 * len(curve)
    assert people["time"].notna().sum() == curve["adopters"].iloc[-1] == tests["adopters"]
    assert (people["threshold"].notna() == people["time"].notna()).all()
    at = people.merge(exposure, left_on=["person", "time"], right_on=["person", "period"])
    assert (at["threshold"] == at["exposure"]).all()
    assert curve["adopters"].is_monotonic_increasing
    assert tests["tests"]["structure_rewired"]["p"] < 0.05
    assert tests["innovation"] == "sepsis bundle"


def test_what_was_decided_is_told(done):
    _, result = done

    assert "2 innovations are in the file; 'sepsis bundle' is looked at" in result.stderr
    assert "53 people did not answer" in result.stderr
    assert result.stdout.startswith("Happened   226 of 252 people adopted “sepsis bundle”")
    assert "Contact    " in result.stdout


def test_the_same_files_and_seed_give_the_same_bytes(done, netspread, hospital, tmp_path):
    out, _ = done
    again = tmp_path / "again"
    netspread(
        "adoption", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--adopted", hospital / "adoption.csv",
        "--attribute", "unit", "--runs", 100, "--out", again, "--jobs", 1,
    )  # fmt: skip

    for path in out.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


FAULTS = {
    "soon": ("A,1\np0,soon\n", "'soon', which is neither a number nor a date"),
    "strangers": ("x,1\ny,2\nA,3\n", "2 of 3 people are not in the network"),
    "nobody": ("A,\np0,\n", "nobody has a time, so nobody adopts"),
    "at once": ("A,4\np0,4\np1,4\n", "all 3 adopters adopted at once, in period 4"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_adoption_data_leave_one_sentence_and_no_folder(netspread, everybody_names_a, tmp_path, fault):
    rows, sentence = FAULTS[fault]
    adopted = tmp_path / "adoption.csv"
    adopted.write_text("person,time\n" + rows, encoding="utf-8")

    result = netspread("adoption", everybody_names_a, "--adopted", adopted, "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_study_before_which_all_had_adopted_is_refused(netspread, everybody_names_a, tmp_path):
    adopted = tmp_path / "adoption.csv"
    adopted.write_text("person,time\nA,1\np0,2\n", encoding="utf-8")

    result = netspread(
        "adoption", everybody_names_a, "--adopted", adopted, "--first", 5, "--last", 9, "--out", tmp_path / "out"
    )

    assert result.exit_code == 1
    assert "all 2 adopters adopted before the first period, 5" in result.stderr


def test_the_main_job_takes_its_chance_from_what_did_happen(netspread, hospital, tmp_path):
    out = tmp_path / "out"
    result = netspread(
        "run", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--adopted", hospital / "adoption.csv",
        "--worlds", 20, "--draws", 0, "--runs", 1, "--out", out,
    )  # fmt: skip

    assert result.exit_code == 0, result.stderr
    assert re.search(r"the chance p = 0\.0\d+ is fitted to adoption.csv", result.stdout)
    options = json.loads((out / "run.json").read_text(encoding="utf-8"))["options"]
    assert 0.03 < options["p"] < 0.1
    assert set(pd.read_csv(out / "seeding.csv")["model"].str.partition("(")[0]) == {"ic", "lt", "broadcast"}
    assert "adoption.csv" in (out / "report.html").read_text(encoding="utf-8")


def test_the_main_job_keeps_to_its_assumed_chance_where_nothing_passes_along_ties(netspread, tmp_path):
    """The alters adopt after those whom they influence, so no tie carries anything."""
    survey, adopted = tmp_path / "survey.csv", tmp_path / "adoption.csv"
    survey.write_text("ego,alter\n" + "".join(f"a{k},b{k}\n" for k in range(12)), encoding="utf-8")
    times = "".join(f"a{k},{1 + k % 3}\nb{k},{4 + k % 3}\n" for k in range(12))
    adopted.write_text("person,time\n" + times, encoding="utf-8")

    result = netspread(
        "run", survey, "--adopted", adopted, "--p", 0.25, "--budget", 2, "--worlds", 20, "--draws", 0, "--runs", 1,
        "--out", tmp_path / "out",
    )  # fmt: skip

    assert result.exit_code == 0, result.stderr
    assert "the chance p = 0.25 is assumed: adoption.csv shows none along ties" in result.stdout
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "nothing is seen to pass along ties" in page
    assert "is assumed, and so are the reach figures" in page


def test_every_innovation_has_a_folder_and_a_page_compares_them_in_german(netspread, hospital, tmp_path):
    out = tmp_path / "out"
    result = netspread(
        "adoption", hospital / "survey.csv", "--staff", hospital / "staff.csv", "--adopted", hospital / "adoption.csv",
        "--each", "--language", "de", "--runs", 10, "--out", out,
    )  # fmt: skip

    assert result.exit_code == 0, result.stderr
    assert {path.name for path in out.iterdir()} == {
        "1-sepsis-bundle", "2-new-badge", "innovations.html", "innovations.csv", "run.json",
    }  # fmt: skip
    rows = pd.read_csv(out / "innovations.csv").set_index("innovation")
    assert rows["adopters"].to_dict() == {"sepsis bundle": 226, "new badge": 194}
    assert len({len(table(out / name / "curve.csv")) for name in ("1-sepsis-bundle", "2-new-badge")}) == 1
    page = (out / "innovations.html").read_text(encoding="utf-8")
    assert "2 Neuerungen im Vergleich" in page
    assert 'href="2-new-badge/adoption.html"' in page
    assert '<html lang="de">' in (out / "2-new-badge" / "map.html").read_text(encoding="utf-8")


def test_files_of_several_innovations_are_called_like_them(netspread, everybody_names_a, tmp_path):
    for name, rows in (("tea", "A,1\np0,2\np1,3\n"), ("mate", "A,2\np2,5\np3,3\n")):
        (tmp_path / f"{name}.csv").write_text("person,time\n" + rows, encoding="utf-8")
    files = ["--adopted", tmp_path / "tea.csv", "--adopted", tmp_path / "mate.csv"]

    each = netspread("adoption", everybody_names_a, *files, "--each", "--runs", 10, "--out", tmp_path / "each")
    one = netspread(
        "adoption", everybody_names_a, *files, "--innovation", "mate", "--runs", 10, "--out", tmp_path / "one"
    )

    assert each.exit_code == one.exit_code == 0, each.stderr + one.stderr
    assert (tmp_path / "each" / "1-tea").is_dir()
    assert json.loads((tmp_path / "one" / "tests.json").read_text(encoding="utf-8"))["innovation"] == "mate"
    (tmp_path / "mate.csv").write_text("person,time\nA,2024-03-01\np2,2024-03-05\n", encoding="utf-8")
    wrong = netspread("adoption", everybody_names_a, *files, "--each", "--out", tmp_path / "wrong")
    assert wrong.exit_code == 1
    assert "mate.csv has dates and" in wrong.stderr


def test_a_series_has_a_network_for_each_period_whose_people_come_and_go(netspread, tmp_path):
    """b names a from the start; c comes in the second period, and a is gone in the third."""
    waves = ("b,a\nd,b\n", "b,a\nc,b\nd,b\n", "c,b\nd,b\nd,c\n")
    for at, ties in enumerate(waves, 1):
        (tmp_path / f"w{at}.csv").write_text("ego,alter\n" + ties, encoding="utf-8")
    adopted = tmp_path / "adopted.csv"
    adopted.write_text("person,time\na,1\nb,2\nc,3\nd,\n", encoding="utf-8")
    files = [tmp_path / f"w{at}.csv" for at in (1, 2, 3)]

    result = netspread("adoption", *files, "--series", "--adopted", adopted, "--runs", 10, "--out", tmp_path / "out")

    assert result.exit_code == 0, result.stderr
    seen = table(tmp_path / "out" / "exposure.csv").set_index(["person", "period"])["exposure"]
    assert seen["b", 1] == 1
    assert np.isnan(seen["c", 1])
    assert seen["c", 2] == 1
    assert seen["d", 3] == 1
    assert table(tmp_path / "out" / "curve.csv")["share"].round(3).tolist() == [0.333, 0.5, 0.667]
    assert "one network for each of 3 periods" in (tmp_path / "out" / "adoption.html").read_text(encoding="utf-8")
    wrong = netspread("adoption", *files[:2], "--series", "--adopted", adopted, "--out", tmp_path / "wrong")
    assert "2 networks are given for 3 periods (1 to 3)" in wrong.stderr


def test_the_windows_of_one_log_are_a_series(netspread, tmp_path):
    log, adopted = tmp_path / "log.csv", tmp_path / "adopted.csv"
    rows = [f"a,b,2024-0{month}-05 09:00:00\nb,c,2024-0{month}-06 09:00:00\n" for month in (1, 2, 3)]
    log.write_text("sender,recipients,timestamp\n" + "".join(rows), encoding="utf-8")
    adopted.write_text("person,time\na,2024-01-10\nb,2024-02-10\nc,2024-03-10\n", encoding="utf-8")

    result = netspread(
        "adoption", log, "--series", "--window", "month", "--adopted", adopted, "--runs", 10, "--out", tmp_path / "out"
    )

    assert result.exit_code == 0, result.stderr
    assert table(tmp_path / "out" / "people.csv")["threshold"].tolist() == [0, 1, 1]


def test_pseudonyms_and_opting_out_reach_the_adoption_file(netspread, hospital, tmp_path):
    words = ["--staff", hospital / "staff.csv", "--adopted", hospital / "adoption.csv", "--runs", 10]
    (tmp_path / "no.txt").write_text("0002\n", encoding="utf-8")
    hidden = ["--pseudonyms", tmp_path / "key", "--optout", tmp_path / "no.txt"]

    plain = netspread("adoption", hospital / "survey.csv", *words, "--out", tmp_path / "plain")
    coded = netspread("adoption", hospital / "survey.csv", *words, *hidden, "--out", tmp_path / "coded")

    assert plain.exit_code == coded.exit_code == 0, coded.stderr
    one, other = (table(tmp_path / name / "people.csv") for name in ("plain", "coded"))
    assert len(other) == len(one) - 1
    assert sorted(other["time"].dropna()) == sorted(one.loc[one["person"] != "0002", "time"].dropna())
    assert "people with adoption data are not in the network and left out\n" in coded.stderr
    for path in (tmp_path / "coded").iterdir():
        assert "0002" not in re.findall(r"\b\d{4}\b", path.read_text(encoding="utf-8")), path.name
