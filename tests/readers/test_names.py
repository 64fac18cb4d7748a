"""Names: sure matches are right, doubtful ones are left to people."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netspread.readers.decisions import with_decisions, write_review
from netspread.readers.names import likely_duplicates, match_names
from netspread.readers.spelling import forms, normalized
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
    assert lines[0] == "name,person,verdict,score,runner_up,runner_up_score,person_name,runner_up_name"
    assert [line.split(",")[0] for line in lines[1:]] == ["Ruiz", "'=cmd()", "Ana Ruiz"]


@pytest.mark.parametrize("size", [250, 2000])
@pytest.mark.parametrize("hard", [False, True])
def test_lists_of_invented_staff_are_matched_as_the_docs_say(size, hard):
    import importlib.util

    spec = importlib.util.spec_from_file_location("benchmarks_names", HOSPITAL.parents[1] / "benchmarks" / "names.py")
    names = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(names)

    (_, _, precision, sure, recall, _, _), frame = names.measured(size, hard=hard)

    assert precision >= 0.99
    assert recall >= 0.95
    assert sure >= 0.85
    assert len(frame) > 1.8 * size


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Kate Hall", "Catherine Hall"),  # the second name that a nickname may stand for
        ("Chris Hall", "Christine Hall"),
        ("Hall Bob", "Robert Hall"),
        ("Mueller, Jörg", "Jörg Müller"),
        ("Jørgen Østby", "Jorgen Ostby"),
        ("AnaRuiz", "Ana Ruiz"),
        ("aruiz@post.example", "Ana Ruiz"),
        ("ana.ruiz+survey@post.example", "Ana Ruiz"),
        ("Ana Ruiz (x-17)", "Ana Ruiz"),
        ("[x17]", "Ana Ruiz"),
    ],
)
def test_people_are_found_behind_other_ways_to_write_them(written, listed):
    people = pd.DataFrame({"name": [listed, "Zora Quentin"]}, index=pd.Index(["x-17", "x-18"], name="person"))

    row = match_names([written], people).frame.iloc[0]

    assert (row["person"], row["verdict"]) == ("x-17", "sure")


def test_a_nickname_that_fits_two_is_left_to_people():
    assert verdict("Chris Hall", "Christine Hall", "Christopher Hall")[1] == "review"
    assert forms("Chris Hall")[:2] == ["christopher hall", "christine hall"]


def test_a_father_is_not_taken_for_his_son():
    assert verdict("John Smith", "John Smith", "John Smith Jr")[1] == "review"
    assert verdict("Dr John Smith", "John Smith", "John Smith Jr")[1] == "review"
    assert verdict("John Smith Jr.", "John Smith", "John Smith Jr") == ("002", "sure")
    assert verdict("Sr Ana Ruiz", "Ana Ruiz", "Ben Ode") == ("001", "sure")  # a sister


def test_a_word_that_is_the_name_of_others_is_no_misspelling():
    assert verdict("Nina Halvorsen", "Mina Halvorsen", "Ben Ode") == ("001", "sure")
    assert verdict("Nina Halvorsen", "Mina Halvorsen", "Nina Ode") == ("001", "review")


def test_the_quick_look_loses_nobody_whom_comparing_all_would_find():
    from netspread.readers.likeness import Pool, likeness

    rng = np.random.default_rng(3)
    letters = list("abdeilmnorst")
    words = ["".join(rng.choice(letters, rng.integers(3, 8))) for _ in range(60)]
    known = list(dict.fromkeys(f"{words[rng.integers(60)]} {words[rng.integers(60)]}" for _ in range(400)))
    asked = []
    for text in known[:200]:
        at = int(rng.integers(len(text)))
        asked.append(" ".join((text[:at] + "z" + text[at + 1 :]).split()))

    near = Pool(known).nearest(asked)

    for text, found in zip(asked, near, strict=True):
        best = max(likeness(text, other) for other in known)
        if best >= 70:
            assert found[0][1] == best, text


def test_a_decision_wins_over_a_sure_match_and_an_empty_one_means_nobody(tmp_path):
    people = staff("Ana Ruiz", "Ben Ode")
    matches = match_names(["Ana Ruiz", "B. Ode", "=SUM(A1)"], people)
    (tmp_path / "names.csv").write_text(
        "name,person,verdict\nAna Ruiz,002,decided\nB. Ode,,yes\n'=SUM(A1),001,decided\n"
    )

    decided = with_decisions(matches, tmp_path / "names.csv", people)

    assert decided.applied == {"Ana Ruiz": "002", "=SUM(A1)": "001"}
    assert decided.told == ("3 names as decided in names.csv",)


def test_a_changed_staff_list_is_noticed(tmp_path):
    before, after = staff("Ana Ruiz", "Ben Ode", "Cia Hall"), staff("Ana Ruiz", "Zora Quentin")
    write_review(match_names(["A. Ruiz", "B. Ode", "C. Hall"], before), tmp_path / "names.csv")

    decided = with_decisions(match_names(["A. Ruiz", "B. Ode", "C. Hall"], after), tmp_path / "names.csv", after)

    assert decided.applied == {"A. Ruiz": "001"}
    assert decided.told == (
        "1 names as decided in names.csv",
        "1 people in names.csv are no longer on the staff list: '003'",
        "1 ids in names.csv are of other people on the staff list now: '002'",
    )


def test_pairs_of_ids_are_no_likely_duplicates():
    assert likely_duplicates(["0012", "0021", "p01", "p10"]) == []


def test_another_number_is_another_person():
    people = pd.DataFrame(index=pd.Index(["employee13", "employee14"], name="person"))

    frame = match_names(["employee12", "employee-13"], people).frame

    assert frame["verdict"].tolist() == ["unknown", "sure"]
    assert frame["person"].tolist() == ["", "employee13"]
