"""Samples: what their README says of them is true, and the script makes them again to the byte."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netspread import samples
from netspread.build import build
from netspread.communities import communities
from netspread.communities.silos import silos
from netspread.errors import ChoiceError, SaveError
from netspread.ranking import rank
from netspread.readers import read
from sample_networks.make_samples import make
from sample_networks.people import bridges, staff_list

HERE = Path(__file__).parents[1] / "sample_networks"


@pytest.mark.parametrize("name", ["hospital", "hospital-log"])
def test_the_script_makes_the_committed_files_again(tmp_path, name):
    make(name, tmp_path)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (HERE / name).iterdir()}
    assert made == kept


@pytest.fixture(scope="module")
def hospital():
    return read(HERE / "hospital" / "survey.csv", staff=HERE / "hospital" / "staff.csv")


def test_the_hospital_answers_as_its_readme_says(hospital):
    quality = hospital.quality()
    by_unit = hospital.response_by_group("unit").set_index("group")["response_rate"]

    assert quality["people"] == 252
    assert 0.77 <= quality["response_rate"] <= 0.80
    assert by_unit.idxmin() == "Theatre"
    assert by_unit["Theatre"] < 0.5
    assert quality["self_nominations"] >= 2
    assert quality["duplicates"] >= 5
    assert 3 <= len(quality["unknown_names"]) <= 12
    assert set(quality["relations"]) == {"advice", "trust"}


def test_theatre_is_the_silo_and_units_are_the_communities(hospital):
    network = build(hospital)
    table = silos(network, groups="unit").by_group().set_index("group")
    partition = communities(network)

    assert table["e_i_index"].idxmin() == "Theatre"
    assert 8 <= partition.n_tied <= 13
    assert "Theatre" in partition.names.values()


def test_two_planted_pharmacists_and_the_nurse_broker_the_third_does_not(hospital):
    network = build(hospital)

    planted = network.ids[bridges(staff_list())]
    ranks = pd.Series(rank(network, by="betweenness").ranks, index=network.ids)

    assert network.people.loc[planted, "unit"].tolist() == ["Pharmacy"] * 3 + ["Intensive care"]
    assert sorted(ranks[planted])[:3] == [2, 4, 11]
    assert ranks[planted].max() > 20


def test_theatre_keeps_the_shares_of_ties_that_the_tutorial_tells(hospital):
    network = build(hospital)
    units = silos(network, groups="unit").by_group().set_index("group")
    partition = communities(network)
    named = partition.table().set_index("name").loc["Theatre"]

    inside = units["inside"] / (units["inside"] + units["outside"])
    assert inside.idxmax() == "Theatre"
    assert round(inside["Theatre"], 2) == 0.85
    assert round(named["inside"], 2) == 0.90


def test_colleagues_of_the_same_profession_and_the_experienced_are_asked_more_often(hospital):
    complete = pd.read_csv(HERE / "hospital" / "truth_ties.csv", dtype=str)
    role = hospital.people["role"]
    same = role[complete["ego"]].to_numpy() == role[complete["alter"]].to_numpy()
    named = complete["alter"].value_counts().reindex(hospital.people.index, fill_value=0)

    assert same.mean() > 1.4 * (role.value_counts(normalize=True) ** 2).sum()
    assert np.corrcoef(named, hospital.people["years"].astype(float))[0, 1] > 0.4


def test_eight_in_a_hundred_names_are_not_as_on_the_staff_list_and_the_truth_knows_them(hospital):
    survey = pd.read_csv(HERE / "hospital" / "survey.csv", dtype=str)
    truth = pd.read_csv(HERE / "hospital" / "truth_names.csv", dtype=str).set_index("name")["person"]
    cells = survey.drop(columns=["respondent", "submitted"]).melt()["value"].dropna()

    known = cells[cells.isin(truth.index)]
    otherwise = known != hospital.people.loc[truth[known], "name"].to_numpy()

    assert (len(cells), otherwise.sum(), (cells == "nobody").sum()) == (1341, 103, 4)
    assert truth.isin(hospital.people.index).all()
    assert truth.index.is_unique


def test_the_complete_network_holds_every_answer(hospital):
    truth = pd.read_csv(HERE / "hospital" / "truth_ties.csv", dtype=str)
    complete = set(map(tuple, truth.itertuples(index=False)))
    ties = build(hospital).ties()

    assert np.mean([(ego, alter) in complete for ego, alter in zip(ties["ego"], ties["alter"], strict=True)]) > 0.99


def test_the_log_has_bulk_mail_and_is_about_as_large_as_the_advice_network():
    reported = read(HERE / "hospital-log" / "messages.csv", staff=HERE / "hospital-log" / "staff.csv")

    assert reported.counts["bulk_messages"] > 100
    assert reported.counts["automatic_messages"] == 40
    assert 900 < build(reported).n_ties < 2000


def test_the_trust_log_is_made_when_asked_for(tmp_path):
    folder = samples.copy("trust-log", tmp_path / "t")

    network = build(read(folder / "messages.csv", staff=folder / "staff.csv"))
    unit = network.groups("unit")
    egos, alters = network.egos(), network.alters
    keys = egos.astype(np.int64) * network.n_people + alters
    named = np.bincount(alters, minlength=network.n_people)

    assert network.n_people == 15_000
    assert network.n_ties == 150_000
    assert unit.nunique() == 61
    assert 0.65 < np.mean(unit.to_numpy()[egos] == unit.to_numpy()[alters]) < 0.75
    assert 0.35 < np.isin(alters.astype(np.int64) * network.n_people + egos, keys).mean() < 0.45
    assert named.max() > 20 * np.median(named)


def test_copies_never_overwrite_unless_told(tmp_path):
    assert samples.copy("hospital", tmp_path / "h").is_dir()
    with pytest.raises(SaveError, match="exists already"):
        samples.copy("hospital", tmp_path / "h")
    assert samples.copy("hospital", tmp_path / "h", force=True).is_dir()
    with pytest.raises(ChoiceError, match="did you mean 'hospital'"):
        samples.copy("hospitl", tmp_path / "x")
