"""Names: sure matches are right, doubtful ones are left to people."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netspread.readers.names import likely_duplicates, match_names, normalized, write_review
from netspread.readers.staff import read_staff

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"


def staff(*names):
    return pd.DataFrame({"name": names}, index=pd.Index([f"{at:03}" for at in range(1, len(names) + 1)], name="person"))


def verdict(name, *names):
    row = match_names([name], staff(*names)).frame.iloc[0]
    return row["person"], row["verdict"]


@pytest.mark.parametrize(
    "written",
    ["Ana Ruiz", "ana  ruiz", "Ruiz, Ana", "Dr Ana Ruiz", "A. Ruiz", "Ana Ruis", "ANA RUÍZ", "ana.ruiz@example.org", "001", "1"],
)  # fmt: skip
def test_the_usual_ways_to_write_a_name_mean_the_person(written):
    names = ("Ana Ruiz", "Benjamin Ode", "Cia Morrell")
    found, how = verdict(written, *names)

    assert found == "001"
    assert how == "sure" or written == "Ana Ruis"


def test_nicknames_and_titles_are_understood():
    assert verdict("Bob Ode", "Robert Ode", "Ana Ruiz") == ("001", "sure")
    assert normalized("Sister Kate O'Neil") == "katherine oneil"


def test_two_people_who_could_be_meant_are_left_to_people():
    assert verdict("A. Ruiz", "Ana Ruiz", "Amir Ruiz")[1] == "review"
    assert verdict("Ana Ruiz", "Ana Ruiz", "Ana Ruiz")[1] == "review"
    assert verdict("Ruiz", "Ana Ruiz", "Ben Ode")[1] == "review"


def test_strangers_are_unknown():
    assert verdict("the night porter", "Ana Ruiz", "Ben Ode") == ("", "unknown")
    assert verdict("", "Ana Ruiz")[1] == "unknown"


def test_the_sample_hospital_is_matched_with_the_promised_precision():
    people, _ = read_staff(HOSPITAL / "staff.csv")
    truth = pd.read_csv(HOSPITAL / "truth_names.csv", dtype=str)
    misspelt = truth[~truth["name"].isin(people["name"])]

    frame = match_names(misspelt["name"], people).frame.merge(misspelt, on="name", suffixes=("", "_true"))

    sure = frame["verdict"] == "sure"
    assert (frame["person"] == frame["person_true"])[sure].mean() >= 0.99
    assert (frame["person"] == frame["person_true"]).mean() >= 0.95


def test_typing_errors_by_the_hundred_keep_the_promise():
    rng = np.random.default_rng(1)
    first = ["Amara", "Bridget", "Chidi", "Daniel", "Elena", "Fatima", "Grace", "Hassan", "Ingrid", "Jonas"]
    last = [
        "Achterberg",
        "Banerjee",
        "Castellan",
        "Dimitrov",
        "Eriksen",
        "Ferreira",
        "Gallagher",
        "Halvorsen",
        "Ibarra",
    ]
    names = [f"{a} {b}" for a in first for b in last]
    people = staff(*names)
    written, meant = [], []
    for person, name in people["name"].items():
        for _ in range(4):
            at = int(rng.integers(1, len(name) - 1))
            kind = rng.integers(3)
            typed = {
                0: name[:at] + name[at + 1 :],
                1: name[:at] + name[at] + name[at:],
                2: name[:at] + "e" + name[at + 1 :],
            }[int(kind)]
            if typed not in written:
                written.append(typed)
                meant.append(person)

    frame = match_names(written, people).frame.set_index("name").loc[written]

    right = frame["person"].to_numpy() == np.array(meant)
    assert right[frame["verdict"] == "sure"].mean() >= 0.99
    assert right.mean() >= 0.95


def test_likely_duplicates_are_proposed_not_merged():
    pairs = likely_duplicates(["Ana Ruiz", "Anna Ruiz", "Ben Ode", "Ruiz Ana"])

    assert {pair[:2] for pair in pairs} >= {("Ana Ruiz", "Anna Ruiz"), ("Ana Ruiz", "Ruiz Ana")}
    assert not any("Ben Ode" in pair[:2] for pair in pairs)


def test_the_review_lists_doubtful_names_first(tmp_path):
    write_review(match_names(["Ana Ruiz", "Ruiz", "=cmd()"], staff("Ana Ruiz", "Ben Ode")), tmp_path / "names.csv")

    lines = (tmp_path / "names.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "name,person,verdict,score,runner_up,runner_up_score"
    assert [line.split(",")[0] for line in lines[1:]] == ["Ruiz", "'=cmd()", "Ana Ruiz"]
