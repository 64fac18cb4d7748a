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
        _later(folder, staff, advice)
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
    appeal = _appeal(staff, rng.normal(0, 0.8, n))
    score = _score(staff, appeal)
    ties = np.zeros((n, n), dtype=bool)
    for ego in range(n):
        wanted = int(np.clip(rng.poisson(4.2), 0, PLACES))
        ties[ego, _asked(score[ego], ego, rng)[:wanted]] = True
    return ties


def _appeal(staff: list[dict[str, str]], luck: np.ndarray) -> np.ndarray:
    """Return how much each is asked: by luck, years, profession, and a bent of some to be asked from everywhere."""
    role = np.array([row["role"] for row in staff])
    years = np.array([float(row["years"]) for row in staff])
    appeal: np.ndarray = luck + 0.05 * years + 0.5 * (role == "doctor") + 0.4 * (role == "manager")
    appeal[_bridges(staff)] += 1.5
    return appeal


def _score(staff: list[dict[str, str]], appeal: np.ndarray, *, theatre_shut: float = 2.5) -> np.ndarray:
    """Return how likely each (row) goes to each (column), as a logarithm."""
    unit, site, role = (np.array([row[name] for row in staff]) for name in ("unit", "site", "role"))
    bridges = _bridges(staff)
    score = np.tile(appeal, (len(staff), 1))
    score += 3.2 * (unit[:, None] == unit[None, :])
    score += 0.9 * (site[:, None] == site[None, :])
    score += 0.6 * (role[:, None] == role[None, :])
    score[:, bridges] += 1.7 * (unit[:, None] != unit[bridges][None, :])
    theatre = unit == "Theatre"
    score -= theatre_shut * (theatre[:, None] != theatre[None, :])
    return score


def _asked(score: np.ndarray, ego: int, rng: np.random.Generator) -> np.ndarray:
    """Return everybody in the order in which *ego* would go to them, the ego last."""
    race = -np.log(rng.random(len(score))) / np.exp(score)
    race[ego] = np.inf
    return np.argsort(race)


def _bridges(staff: list[dict[str, str]]) -> np.ndarray:
    """Return the positions of those who are asked from everywhere."""
    pharmacists = [at for at, row in enumerate(staff) if row["unit"] == "Pharmacy" and row["role"] == "pharmacist"][:3]
    nurse = next(at for at, row in enumerate(staff) if row["unit"] == "Intensive care" and row["role"] == "nurse")
    return np.array([*pharmacists, nurse])


def _hospital(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
    rng = np.random.default_rng(3)
    answered = np.zeros(len(staff), dtype=bool)
    start = 0
    for _, people, share in UNITS.values():
        answered[start + rng.permutation(people)[: round(share * people)]] = True
        start += people
    spelled = _survey(folder / "survey.csv", staff, advice, answered, rng, month="2024-03")
    _write(folder / "staff.csv", list(staff[0]), [list(row.values()) for row in staff])
    truth = [[name, person] for name, person in sorted(spelled.items())]
    _write(folder / "truth_names.csv", ["name", "person"], truth)
    egos, alters = np.nonzero(advice)
    ids = [row["id"] for row in staff]
    complete = [[ids[a], ids[b]] for a, b in zip(egos, alters, strict=True)]
    _write(folder / "truth_ties.csv", ["ego", "alter"], complete)


def _survey(
    path: Path,
    staff: list[dict[str, str]],
    advice: np.ndarray,
    answered: np.ndarray,
    rng: np.random.Generator,
    *,
    month: str,
) -> dict[str, str]:
    """Write the answers to both questions; return what each typed name means."""
    n = len(staff)
    # Whom one trusts: some of those whom one asks, and others of the unit.
    trust = advice & (rng.random((n, n)) < 0.6)
    unit = np.array([row["unit"] for row in staff])
    trust |= (unit[:, None] == unit[None, :]) & (rng.random((n, n)) < 0.05)
    np.fill_diagonal(trust, val=False)
    header = ["respondent", "submitted"]
    header += [f"advice {place}" for place in range(1, PLACES + 1)]
    header += [f"trust {place}" for place in range(1, PLACES + 1)]
    rows: list[list[str]] = []
    spelled: dict[str, str] = {}
    for ego in np.flatnonzero(answered):
        day, hour, minute = rng.integers(4, 16), rng.integers(7, 19), rng.integers(60)
        row = [staff[ego]["id"], f"{month}-{day:02} {hour:02}:{minute:02}"]
        for ties in (advice, trust):
            cells = [_written(staff, int(alter), rng, spelled) for alter in rng.permutation(np.flatnonzero(ties[ego]))]
            row += _with_slips(cells[:PLACES], staff[ego], rng)
        rows.append(row)
    _write(path, header, rows)
    return spelled


#: A year later: so many have left, whose posts are filled by others; the share of ties that lasted.
REPLACED, LASTED = 14, 0.6


def _later(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
    """Write the survey of a year later, and the staff list of then.

    Planted: Theatre has opened, as its people ask and are asked across its border; one nurse of Theatre is asked far
    more than before; 14 people have left, and others have come.
    """
    rng = np.random.default_rng(7)
    n = len(staff)
    nurse = next(at for at, row in enumerate(staff) if row["unit"] == "Theatre" and row["role"] == "nurse")
    left = rng.choice(np.delete(np.arange(1, n), nurse - 1), REPLACED, replace=False)
    pairs = np.random.default_rng(1).permutation(len(FIRST) * len(LAST))[n:]
    later = [dict(row, years=str(int(row["years"]) + 1)) for row in staff]
    for number, at in enumerate(left):
        first, last = FIRST[int(pairs[number]) % len(FIRST)], LAST[int(pairs[number]) // len(FIRST)]
        code = f"{n + number + 1:04}"
        mail = f"{first}.{last}{code[-2:]}@hospital.example".lower()
        later[at] |= {"id": code, "name": f"{first} {last}", "years": "0", "email": mail}
    appeal = _appeal(later, rng.normal(0, 0.8, n))
    # Whoever was asked before is asked now; the luck of newcomers is new.
    stayed = np.setdiff1d(np.arange(n), left)
    appeal[stayed] += 0.25 * np.log1p(advice.sum(axis=0)[stayed]) - 0.3
    appeal[nurse] += 2.5
    score = _score(later, appeal, theatre_shut=-2.0)
    lasted = np.where([row["unit"] == "Theatre" for row in later], LASTED / 2, LASTED)
    ties = advice & (rng.random((n, n)) < lasted[:, None])
    ties[left], ties[:, left] = False, False
    for ego in range(n):
        wanted = int(np.clip(rng.poisson(4.2), 0, PLACES))
        order = [other for other in _asked(score[ego], ego, rng) if not ties[ego, other]]
        ties[ego, order[: max(wanted - int(ties[ego].sum()), 0)]] = True
    answered = rng.random(n) < 0.82
    _survey(folder / "survey_later.csv", later, ties, answered, rng, month="2025-03")
    _write(folder / "staff_later.csv", list(later[0]), [list(row.values()) for row in later])


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
