"""Networks in which everybody answered: some can be hidden, and what was hidden is known."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.network import Network

#: The sample hospital lies beside the code; the others are in a folder that the caller names.
_SAMPLES = Path(__file__).parents[1] / "sample_networks"


def _network(
    folder: Path,
    *,
    units: str | None = None,
    attributes: tuple[str, ...] = (),
    chosen: Callable[[pd.DataFrame], "pd.Series[bool]"] | None = None,
) -> Network:
    """Return the network of ``people.csv`` and ``ties.csv`` in *folder*; *units* becomes ``unit``."""
    ties = pd.read_csv(
        next(folder.glob("ties.csv*")), dtype={"ego": str, "alter": str, "sender": str, "recipient": str}
    )
    ties = ties.rename(columns={"sender": "ego", "recipient": "alter"})
    people = pd.read_csv(folder / "people.csv", dtype=str).set_index("id")
    if chosen is not None:
        ties = ties[chosen(ties)]
    ties = ties[(ties["ego"] != ties["alter"]) & ties["ego"].isin(people.index) & ties["alter"].isin(people.index)]
    kept = people[list(attributes)].rename(columns={units: "unit"} if units else {})
    return Network.from_ties(ties[["ego", "alter"]].drop_duplicates(), people=kept)


def _hightech(relation: str) -> Callable[[Path], Network]:
    return lambda data: _network(
        data / "krackhardt_hightech",
        units="dept",
        attributes=("dept", "level"),
        chosen=lambda ties: ties["relation"] == relation,
    )


def _consulting(data: Path) -> Network:
    # Weights 1 to 3 are "never" to "sometimes": not yet a way that information takes.
    return _network(
        data / "cross_parker_consulting",
        units="location",
        attributes=("location", "gender", "level", "region"),
        chosen=lambda ties: (ties["relation"] == "information") & (ties["weight"] >= 4),
    )


def _fraternity(week: int) -> Callable[[Path], Network]:
    return lambda data: _network(
        data / "newcomb_fraternity", chosen=lambda ties: (ties["week"] == week) & (ties["rank"] <= 5)
    )


def _monastery(data: Path) -> Network:
    """Return who liked whom at the third time; these matrices stand in the order of the monks' numbers."""
    folder = data / "sampson_monastery"
    network = _network(folder, chosen=lambda ties: ties["relation"] == "SAMPLK3")
    people = pd.read_csv(folder / "people.csv", dtype=str).set_index("id")
    by_number = {int(person.rsplit("_", 1)[1]): group for person, group in people["group"].items()}
    unit = [by_number[place] for place in range(1, len(people) + 1)]
    return Network(network.people.assign(unit=unit), network.starts, network.alters, network.weights)


def _esteem(data: Path) -> Network:
    return _network(
        data / "sampson_monastery",
        units="group",
        attributes=("group",),
        chosen=lambda ties: ties["relation"] == "SAMPES",
    )


def _office(first: bool) -> Callable[[Path], Network]:
    # The weight is a rank, 1 = recalled most: "at most 5" are the five most recalled, "at least 5" all the others.
    return lambda data: _network(
        data / "bernard_killworth_office",
        chosen=lambda ties: (
            (ties["relation"] == "recalled") & ((ties["weight"] <= 5) if first else ties["weight"] >= 5)
        ),
    )


def _physicians(data: Path) -> Network:
    return _network(
        data / "physicians_ckm_full",
        units="city",
        attributes=("city",),
        chosen=lambda ties: ties["relation"] == "advice",
    )


def _email(data: Path) -> Network:
    """Return who wrote to whom within a fifth of the departments."""
    whole, fifth = _institute(data)
    return _among(whole, fifth)


def _other_email(data: Path) -> Network:
    """Return who wrote to whom within as many of the other departments."""
    whole, fifth = _institute(data)
    others = np.setdiff1d(whole.people["unit"].unique(), fifth)
    return _among(whole, np.random.default_rng(1).choice(others, len(fifth), replace=False))


def _institute(data: Path) -> tuple[Network, NDArray[np.object_]]:
    """Return the whole institute, and a fifth of its departments."""
    whole = _network(data / "email_eu_core", units="department", attributes=("department",))
    departments = np.sort(whole.people["unit"].unique())
    return whole, np.random.default_rng(1).choice(departments, len(departments) // 5, replace=False)


def _among(whole: Network, units: NDArray[np.object_]) -> Network:
    kept = whole.people["unit"].isin(units)
    ties = whole.ties()
    inside = ties["ego"].map(kept) & ties["alter"].map(kept)
    return Network.from_ties(ties[inside], people=whole.people[kept])


def _villages(first: int, last: int) -> Callable[[Path], Network]:
    """Return how to read whom the women of some villages named in any of eight questions."""

    def read(data: Path) -> Network:
        folder = data / "korean_family_planning"
        people = pd.read_csv(folder / "people.csv", dtype=str, usecols=["id"]).set_index("id")
        # The column of villages stands in another order than the ids, which begin with the village.
        people["unit"] = people.index.str[:-3]
        ties = pd.read_csv(folder / "ties.csv", dtype=str)[["ego", "alter"]]
        whole = Network.from_ties(ties, people=people)
        return _among(whole, np.array([str(village) for village in range(first, last + 1)], dtype=object))

    return read


def _hospital(_data: Path) -> Network:
    with (_SAMPLES / "hospital" / "truth_ties.csv").open(encoding="utf-8", newline="") as file:
        ties = [(row["ego"], row["alter"]) for row in csv.DictReader(file)]
    staff = pd.read_csv(_SAMPLES / "hospital" / "staff.csv", dtype=str).set_index("id")
    return Network.from_ties(ties, people=staff[["unit", "role", "site"]])


#: Name -> how to read it from the folder of published networks.
COMPLETE: Mapping[str, Callable[[Path], Network]] = {
    "High-tech, advice": _hightech("advice"),
    "High-tech, friendship": _hightech("friendship"),
    "Consulting, information": _consulting,
    "Fraternity, five best friends": _fraternity(15),
    "Monastery, liking": _monastery,
    "Office, five most recalled": _office(first=True),
    "Office, all but four": _office(first=False),
    "Physicians, advice": _physicians,
    "Institute, e-mail": _email,
    "Sample hospital, advice": _hospital,
    "Villages 6 to 10": _villages(6, 10),
    "Villages 11 to 15": _villages(11, 15),
    "Villages 16 to 20": _villages(16, 20),
    "Villages 21 to 25": _villages(21, 25),
    "Institute, other e-mail": _other_email,
    "Monastery, esteem": _esteem,
    "Fraternity, week 8": _fraternity(8),
}
#: Those by which no version of the method was chosen. Two departments of the other e-mail network were in earlier
#: trials; the villages, monks and students are of the networks above, others of them, asked something else, or in
#: another week.
UNSEEN = (
    "Villages 16 to 20",
    "Villages 21 to 25",
    "Institute, other e-mail",
    "Monastery, esteem",
    "Fraternity, week 8",
)
