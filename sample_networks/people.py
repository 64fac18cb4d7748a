"""People: the invented staff of a hospital, and whom each of them asks for advice."""

import csv
from pathlib import Path

import numpy as np

_FIRST = """
Amara Aisha Agnes Ana Anjali Bea Bridget Carmen Chidi Clara Dalia Daniel Deepa Dina Edith Elena Emeka Farah Fatima
Felix Gita Grace Hana Hassan Ingrid Ines Isaac Ivan Jana Jomo Jonas Julia Kamal Karin Kofi Lara Leila Lena Luca
Lwazi Magda Maya Meera Mina Nadia Naomi Nikos Noor Olga Omar Paula Pavel Priya Rafael Rania Rosa Ruth Samir Sana
Selma Silas Simone Sofia Tariq Tessa Thandi Tomas Uma Vera Viktor Wanda Yara Yusuf Zainab Zoe
"""
_LAST = """
Abara Achterberg Adeyemi Akande Almeida Andersen Banerjee Barros Bello Bergman Castellan Chaudhry Costa Dahl Darwish
Diallo Dimitrov Drummond Ekwueme Eriksen Farouk Ferreira Fontaine Galanis Gallagher Ghosh Grewal Hadley Haddad
Halvorsen Hashemi Ibarra Iyer Jansson Kallas Kamara Kapoor Keller Khalil Kimathi Kowalczyk Lindqvist Lopes Madsen
Malik Marchetti Mbeki Menon Moreau Morley Mwangi Nakamura Nair Novak Obi Okafor Osman Pereira Petrov Quispe Rahman
Ramirez Rashid Rossi Sandoval Santos Sethi Shah Silva Sokolov Tanaka Tembo Thorsen Underwood Vargas Velasco Wachira
Whitlock Yilmaz Zapata Zeller
"""
FIRST, LAST = _FIRST.split(), _LAST.split()
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


def staff_list() -> list[dict[str, str]]:
    """Return the staff: name, unit, role, years; a few share a surname, none a whole name."""
    rng = np.random.default_rng(1)
    pairs = rng.permutation(len(FIRST) * len(LAST))
    staff: list[dict[str, str]] = []
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


def advice_ties(staff: list[dict[str, str]]) -> np.ndarray:
    """Return the complete advice network, answered or not: (n, n), who goes to whom.

    Planted: advice stays in the unit mostly, goes to people with years and to doctors and pharmacists; Theatre
    hardly looks outside; three pharmacists and one nurse of Intensive care have a bent to be asked from everywhere.
    """
    rng = np.random.default_rng(2)
    n = len(staff)
    appeal = appeal_of(staff, rng.normal(0, 0.8, n))
    score = score_of(staff, appeal)
    ties = np.zeros((n, n), dtype=bool)
    for ego in range(n):
        wanted = int(np.clip(rng.poisson(4.2), 0, PLACES))
        ties[ego, asked(score[ego], ego, rng)[:wanted]] = True
    return ties


def appeal_of(staff: list[dict[str, str]], luck: np.ndarray) -> np.ndarray:
    """Return how much each is asked: by luck, years, profession, and a bent of some to be asked from everywhere."""
    role = np.array([row["role"] for row in staff])
    years = np.array([float(row["years"]) for row in staff])
    appeal: np.ndarray = luck + 0.05 * years + 0.5 * (role == "doctor") + 0.4 * (role == "manager")
    appeal[bridges(staff)] += 1.5
    return appeal


def score_of(staff: list[dict[str, str]], appeal: np.ndarray, *, theatre_shut: float = 2.5) -> np.ndarray:
    """Return how likely each (row) goes to each (column), as a logarithm."""
    unit, site, role = (np.array([row[name] for row in staff]) for name in ("unit", "site", "role"))
    asked_from_everywhere = bridges(staff)
    score = np.tile(appeal, (len(staff), 1))
    score += 3.2 * (unit[:, None] == unit[None, :])
    score += 0.9 * (site[:, None] == site[None, :])
    score += 0.6 * (role[:, None] == role[None, :])
    score[:, asked_from_everywhere] += 1.7 * (unit[:, None] != unit[asked_from_everywhere][None, :])
    theatre = unit == "Theatre"
    score -= theatre_shut * (theatre[:, None] != theatre[None, :])
    return score


def asked(score: np.ndarray, ego: int, rng: np.random.Generator) -> np.ndarray:
    """Return everybody in the order in which *ego* would go to them, the ego last."""
    race = -np.log(rng.random(len(score))) / np.exp(score)
    race[ego] = np.inf
    return np.argsort(race)


def bridges(staff: list[dict[str, str]]) -> np.ndarray:
    """Return the positions of those who are asked from everywhere."""
    pharmacists = [at for at, row in enumerate(staff) if row["unit"] == "Pharmacy" and row["role"] == "pharmacist"][:3]
    nurse = next(at for at, row in enumerate(staff) if row["unit"] == "Intensive care" and row["role"] == "nurse")
    return np.array([*pharmacists, nurse])


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a table with lines that end alike on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
