"""Log: who writes to whom in the hospital, and in a whole trust."""

from pathlib import Path

import numpy as np

from .people import write


def hospital_log(folder: Path, staff: list[dict[str, str]], advice: np.ndarray) -> None:
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
    write(folder / "messages.csv", ["timestamp", "sender", "recipients"], rows)
    write(folder / "staff.csv", list(staff[0]), [list(row.values()) for row in staff])


def _moment(rng: np.random.Generator) -> str:
    day = np.datetime64("2024-01-08") + int(rng.integers(90))
    return f"{day} {rng.integers(7, 20):02}:{rng.integers(60):02}:{rng.integers(60):02}"


def trust_log(folder: Path, people: int = 15_000, ties: int = 150_000) -> None:
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
    write(folder / "messages.csv", ["timestamp", "sender", "recipients"], rows)
    staff = [[f"p{at:05}@trust.example", f"Department {department[at] + 1:02}"] for at in range(people)]
    write(folder / "staff.csv", ["id", "unit"], staff)
