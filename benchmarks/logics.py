"""Which logic foretells real adoption better? Fit on the first periods, forecast the rest.

``python -m benchmarks.logics --data FOLDER`` with a folder for each data set in it. Nobody was trained or asked there:
mechanistic is a constant chance per period to adopt (the training curve's shape, Coleman's constant hazard), social
adds thresholds on one's contacts. Prints the table of ``docs/logics.md``.
"""

import argparse
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

import netspread as ns
from netspread.kernels.campaign import USING
from netspread.logics.campaigns import campaign

NOBODY = 1e-9  # a budget that pays for nobody
BASE = {
    "awareness": 1, "abandon": 0, "resisters": 0, "keep_level": -3, "leave": 0, "negative": 0, "norm": 0, "tipping": 1,
    "status": 0, "homophily": 0,
}  # fmt: skip
ALONE = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15]
THRESHOLDS, DEVIATIONS = [0.2, 0.35, 0.5, 0.7, 0.9, 1.2], [0.1, 0.3, 0.6]
SETTINGS = {
    "mechanistic": [{"alone": a} for a in ALONE],
    "social": [{"alone": a, "threshold": t, "threshold_sd": d} for a, t, d in product(ALONE, THRESHOLDS, DEVIATIONS)],
}
#: What it is called -> folder, column of units, file of times.
SETS = {
    "physicians, all three questions": ("physicians_medinnovations", "city", "adoption.csv"),
    "physicians, advice alone": ("physicians_ckm_full", "city", "adoption.csv"),
    "Korean villages": ("korean_family_planning", "village", "adoption_by_person.csv"),
}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--worlds", type=int, default=60)
    asked = options.parse_args()
    print("| data | people | fitted on periods | forecast | mechanistic | social | better |")
    print("| --- | ---: | --- | --- | ---: | ---: | --- |")
    for name, (folder, column, times) in SETS.items():
        network, time = read(asked.data / folder, column, times)
        last = int(time.max()) - 1  # the last period stands for who did not adopt
        curve = np.array([(time <= period).sum() for period in range(last + 1)])
        tried = {
            logic: np.array([forecast(network, logic, each, last, asked.worlds) for each in settings])
            for logic, settings in SETTINGS.items()
        }
        for half in (last // 3, last // 2, 2 * last // 3):
            off = {logic: foretold(forecasts, curve, half) for logic, forecasts in tried.items()}
            better = min(off, key=off.get)
            told = f"{off['mechanistic']:.1f} | {off['social']:.1f} | {better}"
            print(f"| {name} | {network.n_people:,} | 1 to {half} | {half + 1} to {last} | {told} |", flush=True)


def read(folder, column, times):
    """Return the network of those whose time is known, and their times."""
    adopted = pd.read_csv(folder / times, dtype={"person": str, "village": str}).set_index("person")
    if "date_code" in adopted:  # 18 = had not adopted in the end; 98 and 99: nobody knows
        adopted = adopted[adopted["date_code"] <= 18].assign(time=lambda rows: rows["date_code"])
    people = adopted if column in adopted else pd.read_csv(folder / "people.csv", dtype=str).set_index("id")
    ties = pd.read_csv(folder / "ties.csv", dtype={"ego": str, "alter": str})
    if "relation" in ties:
        ties = ties[ties["relation"] == "advice"].drop(columns="relation")
    ties = ties[ties["ego"].isin(adopted.index) & ties["alter"].isin(adopted.index)]
    return ns.Network.from_ties(
        ties, people=people.loc[adopted.index, [column]].rename(columns={column: "unit"})
    ), adopted["time"]


def forecast(network, logic, settings, periods, worlds):
    """Return the mean curve of adopters."""
    found = campaign(
        network, units="unit", periods=periods, budget=NOBODY, logics=[logic], worlds=worlds,
        settings={**BASE, **settings},
    )  # fmt: skip
    return found.outcomes[logic].curves[:, :, USING].mean(axis=0)


def foretold(forecasts, curve, half):
    """Return how far off, in people, the curve that fits best up to *half* is after that (root of the mean square)."""
    errors = np.sqrt(np.mean((forecasts[:, 1 : half + 1] - curve[1 : half + 1]) ** 2, axis=1))
    return float(np.sqrt(np.mean((forecasts[np.argmin(errors), half + 1 :] - curve[half + 1 :]) ** 2)))


if __name__ == "__main__":
    main()
