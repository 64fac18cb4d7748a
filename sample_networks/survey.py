"""Survey: what the staff answer, now and a year later, as they type it; and what they take up."""

import datetime as dt
from pathlib import Path

import numpy as np

from .people import FIRST, LAST, PLACES, UNITS, appeal_of, asked, score_of, write


def hospital(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
    """Write the survey, the staff list, and what is true: of the names, and of those who did not answer."""
    rng = np.random.default_rng(3)
    answered = np.zeros(len(staff), dtype=bool)
    start = 0
    for _, people, share in UNITS.values():
        answered[start + rng.permutation(people)[: round(share * people)]] = True
        start += people
    spelled = _survey(folder / "survey.csv", staff, advice, answered, rng, month="2024-03")
    write(folder / "staff.csv", list(staff[0]), [list(row.values()) for row in staff])
    truth = [[name, person] for name, person in sorted(spelled.items())]
    write(folder / "truth_names.csv", ["name", "person"], truth)
    egos, alters = np.nonzero(advice)
    ids = [row["id"] for row in staff]
    complete = [[ids[a], ids[b]] for a, b in zip(egos, alters, strict=True)]
    write(folder / "truth_ties.csv", ["ego", "alter"], complete)


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
    write(path, header, rows)
    return spelled


#: A year later: so many have left, whose posts are filled by others; the share of ties that lasted.
REPLACED, LASTED = 14, 0.6


def later(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
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
    appeal = appeal_of(later, rng.normal(0, 0.8, n))
    # Whoever was asked before is asked now; the luck of newcomers is new.
    stayed = np.setdiff1d(np.arange(n), left)
    appeal[stayed] += 0.25 * np.log1p(advice.sum(axis=0)[stayed]) - 0.3
    appeal[nurse] += 2.5
    score = score_of(later, appeal, theatre_shut=-2.0)
    lasted = np.where([row["unit"] == "Theatre" for row in later], LASTED / 2, LASTED)
    ties = advice & (rng.random((n, n)) < lasted[:, None])
    ties[left], ties[:, left] = False, False
    for ego in range(n):
        wanted = int(np.clip(rng.poisson(4.2), 0, PLACES))
        order = [other for other in asked(score[ego], ego, rng) if not ties[ego, other]]
        ties[ego, order[: max(wanted - int(ties[ego].sum()), 0)]] = True
    answered = rng.random(n) < 0.82
    _survey(folder / "survey_later.csv", later, ties, answered, rng, month="2025-03")
    write(folder / "staff_later.csv", list(later[0]), [list(row.values()) for row in later])


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


#: What was introduced in the hospital -> the chance to adopt it in a week from each colleague asked for advice who
#: has, and without any: one spreads by contact, the other does not.
INTRODUCED = {"sepsis bundle": (0.09, 0.006), "new badge": (0.0, 0.06)}
WEEKS = 26


def adoption(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
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
    write(folder / "adoption.csv", ["person", "innovation", "adopted"], rows)
