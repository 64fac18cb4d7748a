"""Which logic foretells real adoption better? Fit on the first periods, forecast the rest.

``python -m benchmarks.logics --data FOLDER`` with ``people.csv``, ``ties.csv`` and ``adoption.csv`` (person, time; the
last time, or an empty one, stands for who did not adopt). Nobody was trained or asked: mechanistic is a constant chance
per period to adopt (the training curve's shape, Coleman's constant hazard), social adds thresholds on one's contacts.
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


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--column", default="city")
    options.add_argument("--worlds", type=int, default=200)
    asked = options.parse_args()
    people = pd.read_csv(asked.data / "people.csv", dtype=str).set_index("id")
    network = ns.Network.from_ties(
        pd.read_csv(asked.data / "ties.csv", dtype={"ego": str, "alter": str}), people=people
    )
    times = pd.read_csv(asked.data / "adoption.csv", dtype={"person": str}).set_index("person")["time"]
    last = int(times.max()) - 1
    curve = np.array([(times <= period).sum() for period in range(last + 1)])
    for half in (last // 3, last // 2, 2 * last // 3):
        print(f"fit on periods 1 to {half}, forecast {half + 1} to {last}:")
        for logic, settings in (
            ("mechanistic", [{"alone": a} for a in ALONE]),
            (
                "social",
                [{"alone": a, "threshold": t, "threshold_sd": d} for a, t, d in product(ALONE, THRESHOLDS, DEVIATIONS)],
            ),
        ):
            forecasts = [forecast(network, logic, each, last, asked) for each in settings]
            errors = [np.sqrt(np.mean((f[1 : half + 1] - curve[1 : half + 1]) ** 2)) for f in forecasts]
            best = int(np.argmin(errors))
            off = np.sqrt(np.mean((forecasts[best][half + 1 :] - curve[half + 1 :]) ** 2))
            print(f"  {logic:12} {settings[best]}: error {errors[best]:.1f} people while fitted, {off:.1f} foretold")


def forecast(network, logic, settings, periods, asked):
    found = campaign(
        network, units=asked.column, periods=periods, budget=NOBODY, logics=[logic], worlds=asked.worlds,
        settings={**BASE, **settings},
    )  # fmt: skip
    return found.outcomes[logic].curves[:, :, USING].mean(axis=0)


if __name__ == "__main__":
    main()
