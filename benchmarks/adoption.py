"""``python -m benchmarks.adoption --data FOLDER``: adoption beside netdiffuseR; prints ``docs/adoption.md``.

FOLDER holds open data sets (``physicians_medinnovations``, ``korean_family_planning``), each with ``people.csv``,
``ties.csv`` and ``adoption.csv``; ``--oracles`` the values that netdiffuseR gave for them, by default beside it.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.published import korea, published
from netspread.adoption.backtest import backtest
from netspread.adoption.calibration import calibrate
from netspread.adoption.contagion import reversal_test, shuffle_test
from netspread.adoption.curves import categories, curve
from netspread.adoption.diffusion import Diffusion, diffusion
from netspread.adoption.equivalence import structural_equivalence
from netspread.adoption.exposure import exposure
from netspread.adoption.growth import growth
from netspread.adoption.invented import invented_diffusion
from netspread.adoption.matching import matched_estimate
from netspread.adoption.moran import moran_of_times, moran_over_time
from netspread.adoption.regression import event_history
from netspread.adoption.structure import structure_test
from netspread.adoption.thresholds import infectiousness, susceptibility, threshold_categories, thresholds
from netspread.network import Network

#: Folder -> (what it is, the time that stands for "had not adopted").
DATA = {"physicians_medinnovations": ("physicians", 18), "korean_family_planning": ("Korea", 11)}
EXPOSURES = {
    "default": {}, "lag1": {"lag": 1}, "incoming": {"ties": "naming"}, "count": {"normalized": False},
    "valued": {"weighted": True}, "valued_count": {"weighted": True, "normalized": False},
    "by_degree": {"centrality": "degree"},
}  # fmt: skip
FOLLOWED = {
    "default": {}, "raw": {"normalized": False}, "K3": {"window": 3}, "K3_raw": {"window": 3, "normalized": False},
    "K3_exp": {"window": 3, "fading": "exponential"}, "incoming": {"ties": "naming"},
}  # fmt: skip
SETTINGS = {
    "flat_0.15": {"thresholds": 0.15}, "flat_0.25": {"thresholds": 0.25},
    "count_2": {"thresholds": 2, "counted": True},
    "count_1_incoming": {"thresholds": 1, "counted": True, "ties": "naming"},
    "valued_0.3": {"thresholds": 0.3, "weighted": True},
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One data set: with the last period as an adoption (as netdiffuseR takes it), with never, and what R gave."""

    name: str
    all_adopt: Diffusion
    with_never: Diffusion
    oracles: Path
    data: Path

    @classmethod
    def of(cls, data: Path, oracles: Path, folder: str) -> "Case":
        people = pd.read_csv(data / folder / "people.csv", dtype={"id": str})
        ties = pd.read_csv(data / folder / "ties.csv", dtype={"ego": str, "alter": str})
        network, adopted = Network.from_ties(ties, people=people), data / folder / "adoption.csv"
        name, never = DATA[folder]
        mended = data / folder / "adoption_by_person.csv"  # the times as they belong to people, where the others do not
        right = diffusion(network, adopted=mended if mended.exists() else adopted, never=never)
        return cls(name, diffusion(network, adopted=adopted), right, oracles / folder, data / folder)

    def table(self, name: str, **options: object) -> pd.DataFrame:
        path = next(p for p in (self.oracles / f"{name}.csv", self.oracles / f"{name}.csv.gz") if p.exists())
        return pd.read_csv(path, dtype={"id": str, "ego": str, "alter": str}, **options)

    def by_person(self, name: str, **options: object) -> pd.DataFrame:
        return self.table(name, **options).set_index("id").loc[self.all_adopt.people.index]

    def scalars(self) -> dict[str, str]:
        lines = (self.oracles / "scalars.csv").read_text(encoding="utf-8").splitlines()[1:]
        return dict(line.rsplit(",", 1) for line in lines)


def equal(case: Case) -> list[tuple[str, str, int, float]]:
    """Return (quantity, data, values compared, largest difference)."""
    rows: list[tuple[str, str, int, float]] = []

    def add(what: str, got: object, wanted: object) -> None:
        one, other = np.asarray(got, float).ravel(), np.asarray(wanted, float).ravel()
        assert (np.isnan(one) == np.isnan(other)).all(), what
        rows.append((what, case.name, len(one), float(np.nanmax(np.abs(one - other)))))

    _measures(case, add)
    _models(case, add)
    return rows


def _measures(case: Case, add: Callable[[str, object, object], None]) -> None:
    spread = case.all_adopt
    counts, ours = case.table("counts"), curve(spread)
    add("cumulative adopters, share, rate, hazard", ours[["adopters", "share", "rate", "hazard"]],
        counts[["adopters", "proportion", "rate", "hazard"]])  # fmt: skip
    told = case.table("exposure")
    order = pd.MultiIndex.from_product([spread.people.index, range(1, spread.n_periods + 1)])
    told = told.set_index(["id", "period"]).loc[order]
    for name, options in EXPOSURES.items():
        add(f"exposure, {name}", exposure(spread, **options).values, told[name])
    attribute = next(key for key in case.scalars() if key.startswith("attribute")).split(": ")[1].split(" (")[0]
    add("exposure, by attribute", exposure(spread, attribute=attribute).values, told["by_attribute"])
    if "se_package" in told:
        alike = structural_equivalence(spread.networks[0])
        inverse = np.divide(1, alike, out=np.zeros_like(alike), where=alike > 0)
        add("exposure, structural equivalence", exposure(spread, matrix=alike).values, told["se_direct"])
        add("exposure, 1 / structural equivalence", exposure(spread, matrix=inverse).values, told["se_package"])
    limits = case.by_person("threshold")
    add("threshold", thresholds(spread), limits["threshold_lag0"])
    add("threshold, lag 1", thresholds(spread, lag=1), limits["threshold_lag1"])
    add("threshold, incoming", thresholds(spread, ties="naming"), limits["threshold_incoming"])
    labels = case.by_person("categories", keep_default_na=False)
    add(
        "categories by time (people who differ)",
        [0],
        [(categories(spread).astype(str) != labels["time_category"]).sum()],
    )
    same = threshold_categories(spread).astype(str) != labels["threshold_category"]
    add("categories by threshold (people who differ)", [0], [same.sum()])
    follow = case.by_person("infection_susceptibility")
    for name, options in FOLLOWED.items():
        add(f"infectiousness, {name}", infectiousness(spread, **options), follow[f"infection_{name}"])
        add(f"susceptibility, {name}", susceptibility(spread, **options), follow[f"susceptibility_{name}"])
    for (kind, normalized), part in case.table("moran").groupby(["weights", "normalized"]):
        near = "ties" if kind == "ties" else "distance"
        table = moran_over_time(spread, near=near, normalized=normalized)
        one = moran_of_times(spread, near=near, normalized=normalized)
        periods = part["x"].str.startswith("adopted")
        got = table[["observed", "expected", "deviation", "p"]].to_numpy()[: periods.sum()]
        got = np.vstack([got, [[one.observed, one.expected, one.deviation, one.p]]])
        wanted = np.vstack([part[side][["observed", "expected", "sd", "p"]] for side in (periods, ~periods)])
        add(f"Moran's I, {near}{', rows add up to 1' if normalized else ''}", got, wanted)


def _models(case: Case, add: Callable[[str, object, object], None]) -> None:
    spread = case.all_adopt
    fit, bass, scalars = growth(spread), case.table("bass"), case.scalars()
    add("Bass curve, F and f", np.column_stack([fit.cumulative, fit.new]), bass[["fitted_F", "fitted_f"]])
    add("Bass p, q and standard errors", [fit.estimates["p"], fit.errors["p"], fit.estimates["q"], fit.errors["q"]],
        [float(scalars[f"bass {name}"]) for name in ("p", "p se", "q", "q se")])  # fmt: skip
    row, wanted = event_history(spread, period_effects=False).term(), case.table("diffreg_logit_exposure").iloc[1]
    add("event history: exposure, standard error", [row["estimate"], row["se"]], wanted[["estimate", "se"]])
    wanted = case.table("diffreg_logit_exposure_period").iloc[1]
    add("the same with periods: exposure", [event_history(spread).term()["estimate"]], [wanted["estimate"]])
    inputs, times = case.by_person("rdiffnet_inputs"), case.table("rdiffnet_times")
    seeds = list(inputs.index[inputs["seed"] == 1])
    settings = SETTINGS | {"random_thresholds": {"thresholds": inputs["random_threshold"].to_numpy()}}
    for name, options in settings.items():
        found = invented_diffusion(spread.networks[0], seeds=seeds, periods=25, **options)
        wanted = times[times["setting"] == name].set_index("id")["time"].loc[spread.people.index].fillna(26)
        add(f"spread by thresholds, {name}", found.times + 1, wanted)


def tests(case: Case) -> list[dict[str, str]]:
    """Return what the tests of contagion come to, people who never adopted taken as such."""
    spread, scalars = case.with_never, case.scalars()
    found = structure_test(case.all_adopt, runs=1000)
    ours = f"{found.observed:.4f}, rewired {found.mean:.4f} ± {found.deviation:.4f}, p {found.p:.3f}"
    observed, mean, deviation, p = (
        float(scalars[f"struct_test: {name}"])
        for name in ("statistic mean threshold, observed", "mean of rewired", "sd of rewired", "p two sided")
    )
    theirs = f"{observed:.4f}, rewired {mean:.4f} ± {deviation:.4f}, p {p:.3f}"
    rows = [("structure, rewired (data and last period as there)", ours, theirs)]
    found = structure_test(spread, runs=1000)
    rows.append(("structure, rewired", f"{found.observed:.3f}, by chance {found.mean:.3f}, p {found.p:.3f}", ""))
    found = shuffle_test(spread)
    rows.append(("shuffle", f"{found.observed:.3f}, by chance {found.mean:.3f}, p {found.p:.3f}", ""))
    turned = reversal_test(spread)
    rows.append(("reversal", f"difference {turned.difference:.3f} ({turned.low:.3f} to {turned.high:.3f})", ""))
    matched = matched_estimate(spread, attributes=[])
    rows.append(
        ("matched on ties", f"difference {matched.difference:.3f} ({matched.low:.3f} to {matched.high:.3f})", "")
    )
    for effects in (False, True):
        row = event_history(spread, period_effects=effects).term()
        name = "event history, odds ratio" + (", with periods" if effects else "")
        rows.append((name, f"{row['odds_ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})", ""))
    fit = calibrate(spread, model="broadcast")
    for name in ("p", "outside"):
        row = fit.parameter(name)
        rows.append((f"network hazard, {name}", f"{row['estimate']:.4f} ({row['low']:.4f} to {row['high']:.4f})", ""))
    return [{"data": case.name, "test": what, "netspread": got, "netdiffuseR": wanted} for what, got, wanted in rows]


def central(case: Case) -> pd.DataFrame:
    """Return the share that had adopted, by how many name a person."""
    spread = case.with_never
    named = np.bincount(spread.networks[0].alters, minlength=spread.n_people)
    rows = []
    for label, low, high in (("nobody", 0, 0), ("1 or 2", 1, 2), ("3 or more", 3, 10**6)):
        times = spread.times[(named >= low) & (named <= high)]
        shares = {f"by month {month}": f"{(times < month).mean():.0%}" for month in (3, 6, 9, 12, 17)}
        rows.append({"named by": label, "people": len(times), **shares})
    return pd.DataFrame(rows)


def forecasts(name: str, spread: Diffusion) -> list[dict[str, object]]:
    """Return the scores of all forecasters, at a third, a half and two thirds of the periods."""
    rows: list[dict[str, object]] = []
    for share in (1 / 3, 1 / 2, 2 / 3):
        seen = max(2, round(share * spread.n_periods))
        test = backtest(spread, fit=seen)
        about = {"data": name, "periods seen": f"{seen} of {spread.n_periods}"}
        rows.extend(about | row for row in test.to_frame().to_dict("records"))
    return rows


def summed(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the mean scores of each forecaster, the best first."""
    means = scores.groupby("forecaster")[["crps", "coverage", "error", "width"]].mean()
    return means.sort_values("crps").reset_index()


def invented() -> dict[str, Diffusion]:
    """Return the sample hospital's two, one of which spread by contact."""
    from netspread.build import build
    from netspread.readers import read

    folder = Path(__file__).parents[1] / "sample_networks" / "hospital"
    network = build(read(folder / "survey.csv", staff=folder / "staff.csv"))
    named = ("sepsis bundle", "new badge")
    return {f"hospital, {n}": diffusion(network, adopted=folder / "adoption.csv", innovation=n) for n in named}


def speed(case: Case) -> list[dict[str, str]]:
    """Return how long the two things take that are promised to be quick."""
    n, m = 200_000, 3_000_000
    rng = np.random.default_rng(1)
    ties = pd.DataFrame({"ego": rng.integers(0, n, m).astype(str), "alter": rng.integers(0, n, m).astype(str)})
    network = Network.from_ties(ties[ties["ego"] != ties["alter"]], people=[str(i) for i in range(n)])
    large = diffusion(network, adopted=pd.DataFrame({"person": network.ids, "time": rng.integers(1, 25, n)}))
    seconds = float(case.scalars()["struct_test: seconds, one core, noisy machine"])
    ours = _seconds(lambda: structure_test(case.all_adopt, runs=1000))
    both = _seconds(lambda: (exposure(large), thresholds(large)))
    return [
        {"what": "exposure and thresholds: 200,000 people, 3 million ties, 24 periods", "netspread": f"{both:.2f} s",
         "netdiffuseR": "not tried"},
        {"what": f"1,000 rewirings of the {case.name} and the mean threshold of each", "netspread": f"{ours:.2f} s",
         "netdiffuseR": f"{seconds:.1f} s on one core: {seconds / ours:.0f} times as long"},
    ]  # fmt: skip


def _seconds(act: Callable[[], object]) -> float:
    act()  # compiled now
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def markdown(table: pd.DataFrame) -> str:
    """Return a table, numbers rounded."""
    shown = [[f"{value:.3g}" if isinstance(value, float) else str(value) for value in row] for row in table.to_numpy()]
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in [list(table.columns), ["---"] * table.shape[1], *shown]]
    return "\n".join(lines)


def page(cases: list[Case]) -> str:
    """Return the page."""
    compared = pd.DataFrame(
        [row for case in cases for row in equal(case)], columns=["quantity", "data", "values", "difference"]
    )
    wide = compared.pivot_table(index="quantity", columns="data", values="difference", sort=False)
    counted = compared.groupby("quantity", sort=False)["values"].sum()
    table = wide.map(lambda value: "–" if pd.isna(value) else f"{value:.1e}").assign(values=counted).reset_index()
    scores = [row for case in cases for row in forecasts(case.name, case.with_never)]
    scores += [row for name, spread in invented().items() for row in forecasts(name, spread)]
    text = (Path(__file__).parent / "adoption.md").read_text(encoding="utf-8")
    parts = {
        "EQUAL": markdown(table),
        "COMPARED": f"{int(compared['values'].sum()):,}",
        "PUBLISHED": markdown(published({case.name: (case.all_adopt, case.with_never, case.data) for case in cases})),
        "KOREA": markdown(korea(cases[1].with_never, cases[1].data)),
        "TESTS": markdown(pd.DataFrame([row for case in cases for row in tests(case)])),
        "CENTRAL": markdown(central(cases[0])),
        "FORECASTS": markdown(pd.DataFrame(scores)),
        "SUMMED": markdown(summed(pd.DataFrame(scores))),
        "SPEED": markdown(pd.DataFrame(speed(cases[0]))),
    }
    for name, part in parts.items():
        text = text.replace(f"%%{name}%%", part)
    return text


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--oracles", type=Path, help="by default the folder 'oracles' beside --data")
    asked = parser.parse_args()
    oracles = asked.oracles or asked.data.parent / "oracles"
    print(page([Case.of(asked.data, oracles, folder) for folder in DATA]), end="")
