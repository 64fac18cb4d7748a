"""Adoption against reference values of netdiffuseR, on its own data sets; skipped where they are not at hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netspread.adoption.adopted import read_adopted
from netspread.adoption.curves import categories, curve
from netspread.adoption.diffusion import diffusion
from netspread.adoption.equivalence import structural_equivalence
from netspread.adoption.exposure import exposure
from netspread.adoption.growth import growth
from netspread.adoption.invented import invented_diffusion
from netspread.adoption.moran import moran_of_times, moran_over_time
from netspread.adoption.regression import event_history
from netspread.adoption.structure import mean_threshold, structure_test
from netspread.adoption.thresholds import infectiousness, susceptibility, threshold_categories, thresholds
from netspread.network import Network

SHARED = Path(__file__).parents[2] / ".." / "shared"
NAMES = ("physicians_medinnovations", "korean_family_planning")
#: The adopters of the last period stand for people who never did; the reference takes them as adopters.
LAST = {"physicians_medinnovations": 18, "korean_family_planning": 11}

pytestmark = pytest.mark.skipif(not (SHARED / "oracles").is_dir(), reason="the reference values are not here")


@pytest.fixture(scope="module", params=NAMES)
def case(request):
    """(diffusion, reader of reference tables, name)."""
    folder, oracles = SHARED / "data" / request.param, SHARED / "oracles" / request.param
    people = pd.read_csv(folder / "people.csv", dtype={"id": str})
    ties = pd.read_csv(folder / "ties.csv", dtype={"ego": str, "alter": str})
    network = Network.from_ties(ties, people=people)
    spread = diffusion(network, adopted=folder / "adoption.csv")

    def reference(name, **options):
        path = oracles / f"{name}.csv"
        path = path if path.exists() else oracles / f"{name}.csv.gz"
        return pd.read_csv(path, dtype={"id": str, "ego": str, "alter": str}, **options)

    def scalars():
        lines = (oracles / "scalars.csv").read_text(encoding="utf-8").splitlines()[1:]
        return dict(line.rsplit(",", 1) for line in lines)

    reference.scalars = scalars
    return spread, reference, request.param


def by_person(table, spread):
    return table.set_index("id").loc[spread.people.index]


def close(got, wanted, tolerance=1e-8):
    np.testing.assert_allclose(np.asarray(got, float), np.asarray(wanted, float), rtol=0, atol=tolerance)


def test_counts_rates_and_hazards(case):
    spread, reference, _ = case
    table, wanted = curve(spread), reference("counts")

    for ours, theirs in (("adopters", "adopters"), ("share", "proportion"), ("rate", "rate"), ("hazard", "hazard")):
        close(table[ours], wanted[theirs])


EXPOSURES = {
    "default": {},
    "lag1": {"lag": 1},
    "incoming": {"ties": "naming"},
    "count": {"normalized": False},
    "valued": {"weighted": True},
    "valued_count": {"weighted": True, "normalized": False},
    "by_degree": {"centrality": "degree"},
}


@pytest.mark.parametrize("column", EXPOSURES)
def test_exposure(case, column):
    spread, reference, _ = case
    wanted = reference("exposure").pivot_table(index="id", columns="period", values=column, dropna=False)

    got = exposure(spread, **EXPOSURES[column]).values

    close(got, wanted.loc[spread.people.index].to_numpy())


def test_exposure_by_attribute(case):
    spread, reference, _ = case
    told = next(key for key in reference.scalars() if key.startswith("attribute used"))
    wanted = reference("exposure").pivot_table(index="id", columns="period", values="by_attribute", dropna=False)

    got = exposure(spread, attribute=told.split(": ")[1].split(" (")[0]).values

    close(got, wanted.loc[spread.people.index].to_numpy())


def test_structural_equivalence_and_exposure_by_it(case):
    spread, reference, name = case
    if name != "physicians_medinnovations":
        pytest.skip("there are no reference values for so many people")
    network = spread.networks[0]
    for table, groups in (("structural_equivalence", None), ("structural_equivalence_within_group", "city")):
        rows = reference(table)
        wanted = np.zeros((network.n_people, network.n_people))
        wanted[network.positions(rows["ego"]), network.positions(rows["alter"])] = rows["se"]
        close(structural_equivalence(network, groups=groups), wanted)
    equivalence = structural_equivalence(network)
    inverse = np.divide(1, equivalence, out=np.zeros_like(equivalence), where=equivalence > 0)
    for column, matrix in (("se_direct", equivalence), ("se_package", inverse)):
        wanted = reference("exposure").pivot_table(index="id", columns="period", values=column, dropna=False)
        close(exposure(spread, matrix=matrix).values, wanted.loc[spread.people.index].to_numpy())


def test_thresholds(case):
    spread, reference, _ = case
    wanted = by_person(reference("threshold"), spread)

    close(thresholds(spread), wanted["threshold_lag0"])
    close(thresholds(spread, lag=1), wanted["threshold_lag1"])
    close(thresholds(spread, ties="naming"), wanted["threshold_incoming"])


def test_categories_by_time_and_by_threshold(case):
    spread, reference, _ = case
    wanted = by_person(reference("categories", keep_default_na=False), spread)

    assert categories(spread).astype(str).tolist() == wanted["time_category"].tolist()
    assert threshold_categories(spread).astype(str).tolist() == wanted["threshold_category"].tolist()


FOLLOWED = {
    "default": {},
    "raw": {"normalized": False},
    "K3": {"window": 3},
    "K3_raw": {"window": 3, "normalized": False},
    "K3_exp": {"window": 3, "fading": "exponential"},
    "incoming": {"ties": "naming"},
}


@pytest.mark.parametrize("suffix", FOLLOWED)
def test_infectiousness_and_susceptibility(case, suffix):
    spread, reference, _ = case
    wanted = by_person(reference("infection_susceptibility"), spread)

    close(infectiousness(spread, **FOLLOWED[suffix]), wanted[f"infection_{suffix}"])
    close(susceptibility(spread, **FOLLOWED[suffix]), wanted[f"susceptibility_{suffix}"])


@pytest.mark.parametrize("normalized", [True, False])
@pytest.mark.parametrize(("weights", "near"), [("ties", "ties"), ("inverse_geodesic_max6", "distance")])
def test_moran(case, weights, near, normalized):
    spread, reference, _ = case
    wanted = reference("moran")
    wanted = wanted[(wanted["weights"] == weights) & (wanted["normalized"] == normalized)]
    times = wanted["x"] == "time_of_adopters"

    table = moran_over_time(spread, near=near, normalized=normalized).iloc[: int((~times).sum())]
    one = moran_of_times(spread, near=near, normalized=normalized)

    for ours, theirs in (("observed", "observed"), ("expected", "expected"), ("deviation", "sd"), ("p", "p")):
        close(table[ours], wanted.loc[~times, theirs])
        close([getattr(one, ours)], wanted.loc[times, theirs])


def test_bass_within_the_tolerance_of_optimizers(case):
    spread, reference, _ = case
    fit, wanted, scalars = growth(spread), reference("bass"), reference.scalars()

    close(fit.cumulative, wanted["fitted_F"], 1e-5)
    close(fit.new, wanted["fitted_f"], 1e-5)
    close(
        [fit.estimates["p"], fit.errors["p"], fit.estimates["q"], fit.errors["q"]],
        [float(scalars[f"bass {name}"]) for name in ("p", "p se", "q", "q se")],
        1e-5,
    )


def test_structure_by_rewiring_comes_to_the_same(case):
    spread, reference, _ = case
    scalars = reference.scalars()
    mean, deviation, p = (
        float(scalars[f"struct_test: {name}"]) for name in ("mean of rewired", "sd of rewired", "p two sided")
    )

    found = structure_test(spread, runs=1000)

    close([mean_threshold(spread)], [float(scalars["struct_test: statistic mean threshold, observed"])])
    assert found.mean == pytest.approx(mean, abs=0.15 * deviation)
    assert found.deviation == pytest.approx(deviation, rel=0.15)
    assert found.p == pytest.approx(p, abs=0.06)


def test_event_history(case):
    spread, reference, _ = case
    wanted = reference("diffreg_logit_exposure").set_index("term").loc["exposure"]
    found = event_history(spread, period_effects=False)

    assert found.rows == int(reference.scalars()["diffreg: rows used"])
    assert found.term()["estimate"] == pytest.approx(wanted["estimate"], abs=1e-6)
    assert found.term()["se"] == pytest.approx(wanted["se"], rel=1e-4)
    # with a level for each period: the last one, in which all adopt, says nothing and is left out here
    wanted = reference("diffreg_logit_exposure_period").set_index("term").loc["exposure"]
    assert event_history(spread).term()["estimate"] == pytest.approx(wanted["estimate"], abs=1e-5)


SETTINGS = {
    "flat_0.15": {"thresholds": 0.15},
    "flat_0.25": {"thresholds": 0.25},
    "random_thresholds": {},
    "count_2": {"thresholds": 2, "counted": True},
    "count_1_incoming": {"thresholds": 1, "counted": True, "ties": "naming"},
    "valued_0.3": {"thresholds": 0.3, "weighted": True},
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_invented_diffusions_spread_as_rdiffnet_does(case, setting):
    spread, reference, _ = case
    inputs = by_person(reference("rdiffnet_inputs"), spread)
    rows = reference("rdiffnet_times")
    wanted = by_person(rows[rows["setting"] == setting], spread)["time"]
    options = SETTINGS[setting] or {"thresholds": inputs["random_threshold"].to_numpy()}

    found = invented_diffusion(spread.networks[0], seeds=list(inputs.index[inputs["seed"] == 1]), periods=25, **options)

    assert (found.times + 1).tolist() == wanted.fillna(26).astype(int).tolist()


def test_physicians_of_valente_1995():
    # Valente (1995, 1996): 125 doctors, 16 of whom had not prescribed tetracycline by month 17
    folder = SHARED / "data" / "physicians_medinnovations"
    people = pd.read_csv(folder / "people.csv", dtype={"id": str})
    ties = pd.read_csv(folder / "ties.csv", dtype={"ego": str, "alter": str})
    spread = diffusion(Network.from_ties(ties, people=people), adopted=folder / "adoption.csv", never=18)

    assert (spread.n_people, int(curve(spread)["adopters"].iloc[-1]), spread.periods[-1]) == (125, 109, 17)
    # van den Bulte & Lilien (2001), AJS 106:1409: no contagion is left in these data when the period is allowed for
    row = event_history(spread).term()
    assert row["low"] < 1 < row["high"]


def test_the_awkward_survey_is_read():
    table = pd.read_csv(SHARED / "data" / "netdiffuser_fakesurvey" / "survey_one_wave.csv")
    table["person"] = [f"{group}-{person}" for group, person in zip(table["group"], table["id"], strict=True)]

    data = read_adopted(table, columns={"person": "person", "time": "toa"})

    assert int(data.frame["time"].isna().sum()) == 1


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the data are not here")
def test_thresholds_of_the_physicians_are_those_that_valente_worked_out():
    """He gives the first adopters of each town 0; the survey data hold his column."""
    folder = SHARED / "data" / "physicians_medinnovations"
    people = pd.read_csv(folder / "people.csv", dtype={"id": str})
    ties = pd.read_csv(folder / "ties.csv", dtype={"ego": str, "alter": str})
    spread = diffusion(Network.from_ties(ties, people=people), adopted=folder / "adoption.csv")
    survey = pd.read_csv(folder / "survey_raw.csv")
    survey = survey.set_index((survey["city"] * 1000 + survey["id"]).astype(str)).loc[spread.people.index]

    first = (survey["ado"] == survey.groupby("city")["ado"].transform("min")).to_numpy()
    ours = thresholds(spread)

    np.testing.assert_allclose(ours[~first], survey["thresh"].to_numpy()[~first], atol=2e-5)
    assert (survey["thresh"].to_numpy()[first] == 0).all()
    assert 0 < (ours[first] > 0).sum() < first.sum()
