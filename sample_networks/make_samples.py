"""Make the sample networks: invented people, realistic files. The same script makes the same bytes.

Run ``python sample_networks/make_samples.py`` to write them again beside this file.
"""

import csv
import datetime as dt
import sys
from pathlib import Path

import numpy as np

#: What can be made; those under ON_DEMAND are too large to be kept.
NAMES = ("hospital", "hospital-log", "trust-log")
ON_DEMAND = ("trust-log",)

FIRST = [
    "Amara",
    "Aisha",
    "Agnes",
    "Ana",
    "Anjali",
    "Bea",
    "Bridget",
    "Carmen",
    "Chidi",
    "Clara",
    "Dalia",
    "Daniel",
    "Deepa",
    "Dina",
    "Edith",
    "Elena",
    "Emeka",
    "Farah",
    "Fatima",
    "Felix",
    "Gita",
    "Grace",
    "Hana",
    "Hassan",
    "Ingrid",
    "Ines",
    "Isaac",
    "Ivan",
    "Jana",
    "Jomo",
    "Jonas",
    "Julia",
    "Kamal",
    "Karin",
    "Kofi",
    "Lara",
    "Leila",
    "Lena",
    "Luca",
    "Lwazi",
    "Magda",
    "Maya",
    "Meera",
    "Mina",
    "Nadia",
    "Naomi",
    "Nikos",
    "Noor",
    "Olga",
    "Omar",
    "Paula",
    "Pavel",
    "Priya",
    "Rafael",
    "Rania",
    "Rosa",
    "Ruth",
    "Samir",
    "Sana",
    "Selma",
    "Silas",
    "Simone",
    "Sofia",
    "Tariq",
    "Tessa",
    "Thandi",
    "Tomas",
    "Uma",
    "Vera",
    "Viktor",
    "Wanda",
    "Yara",
    "Yusuf",
    "Zainab",
    "Zoe",
]
LAST = [
    "Abara",
    "Achterberg",
    "Adeyemi",
    "Akande",
    "Almeida",
    "Andersen",
    "Banerjee",
    "Barros",
    "Bello",
    "Bergman",
    "Castellan",
    "Chaudhry",
    "Costa",
    "Dahl",
    "Darwish",
    "Diallo",
    "Dimitrov",
    "Drummond",
    "Ekwueme",
    "Eriksen",
    "Farouk",
    "Ferreira",
    "Fontaine",
    "Galanis",
    "Gallagher",
    "Ghosh",
    "Grewal",
    "Hadley",
    "Haddad",
    "Halvorsen",
    "Hashemi",
    "Ibarra",
    "Iyer",
    "Jansson",
    "Kallas",
    "Kamara",
    "Kapoor",
    "Keller",
    "Khalil",
    "Kimathi",
    "Kowalczyk",
    "Lindqvist",
    "Lopes",
    "Madsen",
    "Malik",
    "Marchetti",
    "Mbeki",
    "Menon",
    "Moreau",
    "Morley",
    "Mwangi",
    "Nakamura",
    "Nair",
    "Novak",
    "Obi",
    "Okafor",
    "Osman",
    "Pereira",
    "Petrov",
    "Quispe",
    "Rahman",
    "Ramirez",
    "Rashid",
    "Rossi",
    "Sandoval",
    "Santos",
    "Sethi",
    "Shah",
    "Silva",
    "Sokolov",
    "Tanaka",
    "Tembo",
    "Thorsen",
    "Underwood",
    "Vargas",
    "Velasco",
    "Wachira",
    "Whitlock",
    "Yilmaz",
    "Zapata",
    "Zeller",
]
#: Unit -> (site, people, share of them who answered).
UNITS = {
    "Emergency": ("North", 30, 0.83),
    "Ward 1": ("North", 22, 0.86),
    "Ward 2": ("North", 22, 0.82),
    "Ward 3": ("North", 24, 0.79),
    "Intensive care": ("North", 26, 0.85),
    "Theatre": ("North", 28, 0.46),
    "Pharmacy": ("North", 14, 0.93),
    "Maternity": ("South", 24, 0.79),
    "Paediatrics": ("South", 20, 0.85),
    "Outpatients": ("South", 18, 0.78),
    "Therapies": ("South", 14, 0.86),
    "Administration": ("South", 10, 0.80),
}
PLACES = 5  # names that the survey has room for, in each question


def make(name: str, folder: Path) -> None:
    """Write the sample *name* into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    if name == "trust-log":
        _trust_log(folder)
        return
    staff = _staff()
    advice = _advice(staff)
    if name == "hospital":
        _hospital(folder, staff, advice)
        _adoption(folder, staff, advice)
    else:
        _hospital_log(folder, staff, advice)


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _staff() -> list[dict[str, str]]:
    """Return the staff: name, unit, role, years; a few share a surname, none a whole name."""
    rng = np.random.default_rng(1)
    pairs = rng.permutation(len(FIRST) * len(LAST))
    staff = []
    for unit, (site, people, _) in UNITS.items():
        for place in range(people):
            pair = int(pairs[len(staff)])
            first, last = FIRST[pair % len(FIRST)], LAST[pair // len(FIRST)]
            years = int(min(38, rng.gamma(1.6, 6)))
            role = _role(unit, place, rng)
            number = f"{len(staff) + 1:04}"
            mail = f"{first}.{last}{number[-2:]}@hospital.example".lower()
            staff.append(
                {
                    "id": number,
                    "name": f"{first} {last}",
                    "unit": unit,
                    "role": role,
                    "site": site,
                    "years": str(years),
                    "email": mail,
                }
            )
    return staff


def _role(unit: str, place: int, rng: np.random.Generator) -> str:
    if place == 0:
        return "manager"
    if unit == "Pharmacy":
        return "pharmacist" if rng.random() < 0.7 else "technician"
    if unit == "Therapies":
        return "therapist"
    if unit == "Administration":
        return "administrator"
    return str(rng.choice(["nurse", "doctor", "assistant"], p=[0.58, 0.26, 0.16]))


def _advice(staff: list[dict[str, str]]) -> np.ndarray:
    """Return the complete advice network, answered or not: (n, n), who goes to whom.

    Planted: advice stays in the unit mostly, goes to people with years and to doctors and pharmacists; Theatre
    hardly looks outside; three pharmacists and one nurse of Intensive care have a bent to be asked from everywhere.
    """
    rng = np.random.default_rng(2)
    n = len(staff)
    unit = np.array([row["unit"] for row in staff])
    site = np.array([row["site"] for row in staff])
    role = np.array([row["role"] for row in staff])
    years = np.array([float(row["years"]) for row in staff])
    appeal = rng.normal(0, 0.8, n) + 0.05 * years + 0.5 * (role == "doctor") + 0.4 * (role == "manager")
    bridges = _bridges(staff)
    appeal[bridges] += 1.5
    score = np.tile(appeal, (n, 1))
    score += 3.2 * (unit[:, None] == unit[None, :])
    score += 0.9 * (site[:, None] == site[None, :])
    score += 0.6 * (role[:, None] == role[None, :])
    score[:, bridges] += 1.7 * (unit[:, None] != unit[bridges][None, :])
    theatre = unit == "Theatre"
    score -= 2.5 * (theatre[:, None] != theatre[None, :])
    ties = np.zeros((n, n), dtype=bool)
    for ego in range(n):
        wanted = int(np.clip(rng.poisson(4.2), 0, PLACES))
        race = -np.log(rng.random(n)) / np.exp(score[ego])
        race[ego] = np.inf
        ties[ego, np.argsort(race)[:wanted]] = True
    return ties


def _bridges(staff: list[dict[str, str]]) -> np.ndarray:
    """Return the positions of those who are asked from everywhere."""
    pharmacists = [at for at, row in enumerate(staff) if row["unit"] == "Pharmacy" and row["role"] == "pharmacist"][:3]
    nurse = next(at for at, row in enumerate(staff) if row["unit"] == "Intensive care" and row["role"] == "nurse")
    return np.array([*pharmacists, nurse])


def _hospital(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
    rng = np.random.default_rng(3)
    n = len(staff)
    answered = np.zeros(n, dtype=bool)
    start = 0
    for _, people, share in UNITS.values():
        answered[start + rng.permutation(people)[: round(share * people)]] = True
        start += people
    # Whom one trusts: some of those whom one asks, and others of the unit.
    trust = advice & (rng.random((n, n)) < 0.6)
    unit = np.array([row["unit"] for row in staff])
    trust |= (unit[:, None] == unit[None, :]) & (rng.random((n, n)) < 0.05)
    np.fill_diagonal(trust, val=False)
    header = ["respondent", "submitted"]
    header += [f"advice {place}" for place in range(1, PLACES + 1)]
    header += [f"trust {place}" for place in range(1, PLACES + 1)]
    rows, spelled = [], {}
    for ego in np.flatnonzero(answered):
        day, hour, minute = rng.integers(4, 16), rng.integers(7, 19), rng.integers(60)
        row = [staff[ego]["id"], f"2024-03-{day:02} {hour:02}:{minute:02}"]
        for ties in (advice, trust):
            cells = [_written(staff, int(alter), rng, spelled) for alter in rng.permutation(np.flatnonzero(ties[ego]))]
            row += _with_slips(cells[:PLACES], staff[ego], rng)
        rows.append(row)
    _write(folder / "survey.csv", header, rows)
    _write(folder / "staff.csv", list(staff[0]), [list(row.values()) for row in staff])
    truth = [[name, person] for name, person in sorted(spelled.items())]
    _write(folder / "truth_names.csv", ["name", "person"], truth)
    egos, alters = np.nonzero(advice)
    ids = [row["id"] for row in staff]
    complete = [[ids[a], ids[b]] for a, b in zip(egos, alters, strict=True)]
    _write(folder / "truth_ties.csv", ["ego", "alter"], complete)


#: What was introduced in the hospital -> the chance to adopt it in a week from each colleague asked for advice who
#: has, and without any: one spreads by contact, the other does not.
INTRODUCED = {"sepsis bundle": (0.09, 0.006), "new badge": (0.0, 0.06)}
WEEKS = 26


def _adoption(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
    """Write who adopted what on which day; an empty day is never."""
    rng = np.random.default_rng(6)
    begun = dt.date(2024, 4, 8)
    rows = []
    for what, (by_contact, alone) in INTRODUCED.items():
        weeks = np.full(len(staff), WEEKS)
        for week in range(WEEKS):
            around = (advice & (weeks < week)).sum(axis=1)
            chance = 1 - (1 - alone) * (1 - by_contact) ** around
            weeks[(weeks == WEEKS) & (rng.random(len(staff)) < chance)] = week
        days = rng.integers(0, 5, len(staff))
        for row, week, day in zip(staff, weeks, days, strict=True):
            date = begun + dt.timedelta(days=int(7 * week + day))
            rows.append([row["id"], what, "" if week == WEEKS else date.isoformat()])
    _write(folder / "adoption.csv", ["person", "innovation", "adopted"], rows)


def _written(staff: list[dict[str, str]], person: int, rng: np.random.Generator, spelled: dict[str, str]) -> str:
    """Return a person's name as a colleague writes it, mostly right; what it means goes into *spelled*."""
    name = staff[person]["name"]
    first, last = name.split()
    fate = rng.random()
    if fate < 0.94:
        written = name
    elif fate < 0.965:
        written = _typo(name, rng)
    elif fate < 0.975:
        written = f"{last}, {first}"
    elif fate < 0.985:
        written = f"{first[0]}. {last}"
    elif fate < 0.993:
        written = f"Dr {name}" if staff[person]["role"] == "doctor" else f"{name} ({staff[person]['unit']})"
    else:
        written = name.lower()
    spelled[written] = staff[person]["id"]
    return written


def _typo(name: str, rng: np.random.Generator) -> str:
    """Return *name* with one letter doubled, dropped or swapped with the next, not at a word's beginning."""
    at = int(rng.choice([at for at in range(1, len(name) - 1) if name[at - 1 : at + 2].isalpha()]))
    kind = rng.integers(3)
    if kind == 0:
        return name[:at] + name[at] + name[at:]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _with_slips(cells: list[str], ego: dict[str, str], rng: np.random.Generator) -> list[str]:
    """Return the cells of one question with what people do: name themselves, repeat, name strangers, nobody."""
    if not cells and rng.random() < 0.5:
        cells = ["nobody"]
    if len(cells) < PLACES and rng.random() < 0.02:
        cells = [*cells, ego["name"]]
    if 0 < len(cells) < PLACES and cells != ["nobody"] and rng.random() < 0.02:
        cells = [*cells, cells[0]]
    if len(cells) < PLACES and cells != ["nobody"] and rng.random() < 0.02:
        cells = [*cells, str(rng.choice(["agency nurse", "Mr. Locum", "the night porter"]))]
    return cells + [""] * (PLACES - len(cells))


def _hospital_log(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
    """Write three months of messages: answers to those who ask, bulk mail from managers, some noise."""
    rng = np.random.default_rng(4)
    n = len(staff)
    mail = [row["email"] for row in staff]
    unit = [row["unit"] for row in staff]
    chance = (advice.T * rng.gamma(0.8, 2.0, (n, n)) + advice * rng.gamma(0.5, 1.5, (n, n))) * (
        rng.random((n, n)) < 0.8
    )
    senders, receivers = np.nonzero(chance)
    share = chance[senders, receivers] / chance.sum()
    rows = []
    for _ in range(6500):
        at = int(rng.choice(len(share), p=share))
        to = [mail[receivers[at]]]
        if rng.random() < 0.15:
            others = np.flatnonzero(chance[senders[at]])
            to += [mail[other] for other in rng.permutation(others)[:2] if mail[other] not in to]
        rows.append([_moment(rng), mail[senders[at]], ";".join(to)])
    for at, row in enumerate(staff):
        if row["role"] == "manager":
            everybody = [mail[other] for other in range(n) if unit[other] == unit[at] and other != at]
            rows += [[_moment(rng), mail[at], ";".join(everybody)] for _ in range(12)]
    for _ in range(40):
        person = int(rng.integers(n))
        rows.append([_moment(rng), mail[person], mail[person]])
        rows.append([_moment(rng), "no-reply@hospital.example", mail[person]])
    rows.sort()
    _write(folder / "messages.csv", ["timestamp", "sender", "recipients"], rows)
    _write(folder / "staff.csv", list(staff[0]), [list(row.values()) for row in staff])


def _moment(rng: np.random.Generator) -> str:
    day = np.datetime64("2024-01-08") + int(rng.integers(90))
    return f"{day} {rng.integers(7, 20):02}:{rng.integers(60):02}:{rng.integers(60):02}"


def _trust_log(folder: Path, people: int = 15_000, ties: int = 150_000) -> None:
    """Write a log of a whole trust: 15,000 people, 150,000 pairs who write to each other once or more.

    Activity and popularity follow a power law (exponent 2.5), about three ties in ten leave the department (a
    quarter are drawn from everywhere, and repeats, which fall away, are mostly inside), two in five are answered.
    """
    rng = np.random.default_rng(5)
    activity = np.minimum((1 - rng.random(people)) ** (-1 / 1.5), np.sqrt(people))
    popularity = activity * rng.lognormal(0, 0.5, people)
    departments = 61
    department = np.sort(np.minimum((departments * rng.random(people) ** 1.5).astype(int), departments - 1))
    first = np.searchsorted(department, np.arange(departments + 1))
    fame = np.concatenate([[0], np.cumsum(popularity)])
    busy = np.cumsum(activity)
    keys = np.empty(0, dtype=np.int64)
    while keys.size < ties:
        tries = int((ties - keys.size) * 1.3) + 100
        egos = np.searchsorted(busy, rng.random(tries) * busy[-1])
        outside = rng.random(tries) < 0.25
        low = np.where(outside, 0.0, fame[first[department[egos]]])
        high = np.where(outside, fame[-1], fame[first[department[egos] + 1]])
        alters = np.searchsorted(fame, low + rng.random(tries) * (high - low), side="right") - 1
        alters = np.clip(alters, 0, people - 1)
        answered = rng.random(tries) < 0.4
        found = np.concatenate([egos * people + alters, (alters * people + egos)[answered]])
        keys = np.union1d(keys, found[found // people != found % people])
    keys = np.sort(rng.choice(keys, ties, replace=False))
    copies = rng.geometric(0.5, ties)
    senders, receivers = np.repeat(keys // people, copies), np.repeat(keys % people, copies)
    seconds = rng.integers(0, 90 * 86_400, len(senders))
    order = np.argsort(seconds, kind="stable")
    moments = np.datetime_as_string(np.datetime64("2024-01-08T00:00:00") + seconds[order])
    rows = [
        [moment.replace("T", " "), f"p{sender:05}@trust.example", f"p{receiver:05}@trust.example"]
        for moment, sender, receiver in zip(moments, senders[order], receivers[order], strict=True)
    ]
    _write(folder / "messages.csv", ["timestamp", "sender", "recipients"], rows)
    staff = [[f"p{at:05}@trust.example", f"Department {department[at] + 1:02}"] for at in range(people)]
    _write(folder / "staff.csv", ["id", "unit"], staff)


if __name__ == "__main__":
    here = Path(__file__).parent
    for sample in NAMES:
        if sample not in ON_DEMAND or sample in sys.argv[1:]:
            make(sample, here / sample)
