"""SPSS and Stata: read by their labels."""

import struct
import zipfile
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from netspread.errors import ReadError
from netspread.readers import read
from reported_as import ties

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"


def spss(path, *, store=pyreadstat.write_sav, **more):
    frame = pd.DataFrame(
        {
            "staffid": ["s017 ", "s021", "s032"],
            "talk_1": [float("nan"), 3.0, 1.0],
            "talk_2": [2.0, float("nan"), 99.0],
            "talk_3": [0.0, 1.0, float("nan")],
            "help1": [2.0, 1.0, float("nan")],
            "help2": [3.0, float("nan"), float("nan")],
            "unit": [1.0, 1.0, 2.0],
        }
    )
    often = {0.0: "never", 1.0: "monthly", 2.0: "weekly", 3.0: "daily", 99.0: "no answer"}
    people = {1.0: "Ana Ruiz", 2.0: "Ben Ode", 3.0: "Cia Kay"}
    values = {**dict.fromkeys(["talk_1", "talk_2", "talk_3"], often), "help1": people, "help2": people}
    labels = {
        "staffid": "Staff id", "talk_1": "How often do you talk with: Ana Ruiz", "talk_2": "How often do you talk with: Ben Ode",
        "talk_3": "How often do you talk with: Cia Kay", "help1": "Who helps you? 1", "help2": "Who helps you? 2", "unit": "Unit",
    }  # fmt: skip
    if store is pyreadstat.write_dta:
        values = {name: {int(code): word for code, word in words.items()} for name, words in values.items()}
        for name in ("talk_1", "talk_2", "talk_3", "help1", "help2", "unit"):
            frame[name] = frame[name].astype("Int32")
        frame.loc[2, "talk_2"] = pd.NA
    units = (
        {"unit": {1: "ICU", 2: "Ward 3"}} if store is pyreadstat.write_dta else {"unit": {1.0: "ICU", 2.0: "Ward 3"}}
    )
    store(frame, path, column_labels=labels, variable_value_labels={**values, **units}, **more)
    return path


@pytest.mark.parametrize("kind", ["sav", "zsav", "dta"])
def test_spss_and_stata_are_read_by_their_labels(tmp_path, kind):
    more = {"missing_ranges": {"talk_2": [99.0]}} if kind != "dta" else {}
    if kind == "zsav":
        more["compress"] = True
    path = spss(
        tmp_path / f"survey.{kind}", store=pyreadstat.write_dta if kind == "dta" else pyreadstat.write_sav, **more
    )

    reported = read(path)

    assert reported.format == "spss or stata"
    assert ties(reported, "relation", "weight") == [
        ("s017", "Ben Ode", "talk", 3.0), ("s021", "Ana Ruiz", "talk", 4.0), ("s021", "Cia Kay", "talk", 2.0),
        ("s032", "Ana Ruiz", "talk", 2.0), ("s017", "Ben Ode", "help", 1.0), ("s017", "Cia Kay", "help", 1.0),
        ("s021", "Ana Ruiz", "help", 1.0),
    ]  # fmt: skip
    assert reported.questions["talk"] == "How often do you talk with"
    assert reported.people.loc["s032", "unit"] == "Ward 3"


def test_an_spss_file_in_an_archive_and_a_broken_one(tmp_path):
    path = spss(tmp_path / "survey.sav")
    with zipfile.ZipFile(tmp_path / "survey.zip", "w") as archive:
        archive.write(path, "data/survey.sav")
    (tmp_path / "broken.sav").write_bytes(path.read_bytes()[:300])

    assert len(read(tmp_path / "survey.zip").ties) == len(read(path).ties)
    with pytest.raises(ReadError, match=r"broken\.sav: the file cannot be read"):
        read(tmp_path / "broken.sav")


def test_the_multiple_response_sets_of_spss_are_questions(tmp_path):
    path = tmp_path / "sets.sav"
    frame = pd.DataFrame(
        {"id": ["x", "y"], "a": [0.0, 1.0], "b": [1.0, 0.0], "h1": [2.0, 1.0], "h2": [1.0, float("nan")]}
    )
    people = {1.0: "Ana Ruiz", 2.0: "Ben Ode"}
    labels = ["Id", "Ana Ruiz", "Ben Ode", "", ""]
    pyreadstat.write_sav(frame, path, column_labels=labels, variable_value_labels={"h1": people, "h2": people})
    # pyreadstat writes no sets: their record (type 7, 7) goes before the one that ends the dictionary (type 999)
    sets = b"$ask=D1 1 16 Whom do you ask? a b\n$help=C 10 Who helps? h1 h2\n"
    content, end = path.read_bytes(), struct.pack("<ii", 999, 0)
    path.write_bytes(content.replace(end, struct.pack("<iiii", 7, 7, 1, len(sets)) + sets + end, 1))

    reported = read(path)

    assert reported.questions == {"ask": "Whom do you ask?", "help": "Who helps?"}
    assert ties(reported, "relation") == [
        ("x", "Ben Ode", "ask"), ("y", "Ana Ruiz", "ask"), ("x", "Ben Ode", "help"), ("x", "Ana Ruiz", "help"),
        ("y", "Ana Ruiz", "help"),
    ]  # fmt: skip
