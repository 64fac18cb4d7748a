"""``python -m benchmarks.names``: staff lists, their names written as people write them, and how many are matched.

Who is meant is known, as the script wrote the names itself. The table goes into ``docs/names.md``.
"""

import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from netspread.readers.names import match_names
from netspread.readers.nicknames import NICKNAMES
from sample_networks.people import FIRST, LAST

PAGE = Path(__file__).parents[1] / "docs" / "names.md"
BEGIN, END = "<!-- measured: python -m benchmarks.names -->\n", "<!-- end -->\n"
SIZES = (250, 2000, 15_000)
#: How often a name is written in each way, of a hundred.
WAYS = {
    "as listed": 22, "capitals": 5, "last, first": 9, "last first": 3, "title": 8, "initial": 10, "one typo": 16,
    "two typos": 4, "nickname": 6, "accents": 3, "own e-mail": 3, "other e-mail": 3, "surname alone": 2, "no blank": 2,
    "stranger": 4,
}  # fmt: skip
_SYLLABLES = (
    "ba", "ber", "dal", "do", "er", "fen", "ga", "gri", "hal", "hol", "ka", "kin", "lan", "lo", "mar", "men", "na",
    "nor", "ol", "pe", "ra", "ros", "sa", "stre", "ta", "tor", "va", "vil", "za",
)  # fmt: skip
_ENDS = (
    "berg", "dottir", "ez", "ford", "i", "ini", "ko", "kov", "man", "mann", "nen", "oglu", "ra", "sen", "son", "ski",
    "stad", "uk", "wi", "yan",
)  # fmt: skip


def staff_list(size: int, *, hard: bool, rng: np.random.Generator) -> pd.DataFrame:
    """Return invented people; *hard*: of 40 surnames and close first names, sons named after their fathers."""
    first, last = _pools(hard=hard, size=size)
    popular = 1 / np.arange(1, len(last) + 1) ** (0.3 if hard else 0.5)
    names: dict[str, None] = {}
    while len(names) < size:
        name = f"{first[rng.integers(len(first))]} {last[rng.choice(len(last), p=popular / popular.sum())]}"
        names[name] = None
        if hard and rng.random() < 0.03:
            names[f"{name} Jr"] = None
    chosen = list(names)[:size]
    ids = [f"{at:05}" for at in range(1, size + 1)]
    email = [f"{_plain(name).replace(' ', '.')}{at % 100:02}@ward.example" for at, name in enumerate(chosen, 1)]
    return pd.DataFrame({"name": chosen, "email": email}, index=pd.Index(ids, name="person"))


def written(staff: pd.DataFrame, *, hard: bool, rng: np.random.Generator) -> pd.DataFrame:
    """Return names as people write them, two a person: ``name, person, way``; a stranger's person is empty."""
    listed, first, last = set(staff["name"]), *_pools(hard=hard, size=len(staff))
    ways = rng.choice(list(WAYS), size=2 * len(staff), p=np.array(list(WAYS.values())) / sum(WAYS.values()))
    rows = []
    for way, person in zip(ways, np.repeat(staff.index, 2), strict=True):
        name = staff.at[person, "name"]
        if way == "stranger":
            other = f"{first[rng.integers(len(first))]} {last[rng.integers(len(last))]}"
            if other not in listed:
                rows.append((other, "", way))
            continue
        text = _written(name, staff.at[person, "email"], way, rng)
        rows.append((text, person, way if text != name else "as listed"))
    return pd.DataFrame(rows, columns=["name", "person", "way"])


def measured(size: int, *, hard: bool) -> tuple[list[object], pd.DataFrame]:
    """Return a row of the table, and what became of each name."""
    rng = np.random.default_rng([size, hard])
    staff = staff_list(size, hard=hard, rng=rng)
    truth = written(staff, hard=hard, rng=rng)
    # The same text for two people, or for more of the list than can be proposed, says nothing of whom it means.
    people = truth[truth["person"] != ""].groupby("name")["person"].agg(set).to_dict()
    began = time.process_time()
    matches = match_names(truth["name"], staff)
    seconds = time.process_time() - began
    frame = truth.merge(matches.frame.rename(columns={"person": "found"}), on="name")
    fit = Counter(text for name in staff["name"] for text in _short_forms(name))
    open_ = frame["name"].map(lambda name: fit[_plain(name)] > 2 or len(people.get(name, ())) > 2)
    sure = frame["verdict"] == "sure"
    right = frame["found"] == frame["person"]
    seen = right | ((frame["runner_up"] == frame["person"]) & (frame["person"] != ""))
    asked = (frame["person"] != "") & ~open_
    row = [
        f"{size:,}{', hard' if hard else ''}",
        len(matches.frame),
        right[sure].mean(),
        sure[asked].mean(),
        (seen & frame["verdict"].isin(["sure", "review"]))[asked].mean(),
        (open_ & (frame["person"] != "")).mean(),
        seconds,
    ]
    return row, frame.assign(right=right, seen=seen, sure=sure, asked=asked)


def table(rows: list[list[object]]) -> str:
    """Return the Markdown table."""
    columns = ("people", "different names", "precision of sure", "sure", "recall with review", "fit three or more")
    head = f"| {' | '.join(columns)} | seconds of one core |"
    lines = [head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for people, names, *shares, seconds in rows:
        lines.append(
            f"| {people} | {names:,} | " + " | ".join(f"{share:.4f}" for share in shares) + f" | {seconds:.1f} |"
        )
    return "\n".join(lines) + "\n"


def _pools(*, hard: bool, size: int) -> tuple[list[str], list[str]]:
    names = np.random.default_rng(7)  # the same names for a list and for those who are not on it
    made = lambda end: "".join(names.choice(_SYLLABLES, names.integers(2, 4))).capitalize() + end  # noqa: E731  # said once, used below
    first = sorted({*FIRST, *(full[0].capitalize() for full in NICKNAMES.values())})
    if size > 2000 or hard:
        first += sorted({made(str(names.choice(("", "a", "o", "n", "l")))) for _ in range(500)})
    last = [*LAST, *sorted({made(str(names.choice(_ENDS))) for _ in range(max(size // 4, 60))})]
    return (first, [*LAST[:35], "Müller", "Øster", "Núñez", "Łaski", "O'Neil"]) if hard else (first, last)


def _written(name: str, email: str, way: str, rng: np.random.Generator) -> str:
    first, last = name.split(" ", 1)
    nicks = [nick for nick, full in NICKNAMES.items() if first.casefold() in full]
    if way == "nickname" and nicks:
        return f"{nicks[rng.integers(len(nicks))].capitalize()} {last}"
    return {
        "capitals": name.upper() if rng.random() < 0.5 else f" {name.casefold()} ",
        "last, first": f"{last}, {first}",
        "last first": f"{last} {first}",
        "title": f"{rng.choice(['Dr', 'Dr.', 'Prof', 'Sister', 'Mr', 'Mrs', 'Nurse'])} {name}",
        "initial": f"{first[0]}. {last}" if rng.random() < 0.8 else f"{first} {last[0]}.",
        "one typo": _typo(name, rng),
        "two typos": _typo(_typo(name, rng), rng),
        "accents": _plain(name).title(),
        "own e-mail": email.upper(),
        "other e-mail": f"{_plain(name).replace(' ', '.')}@post.example",
        "surname alone": last,
        "no blank": name.replace(" ", ""),
    }.get(way, name)


def _typo(name: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(1, len(name) - 1))
    letter = "abcdefghijklmnopqrstuvwxyz"[rng.integers(26)]
    return (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )[rng.integers(4)]


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.replace("Ø", "O").replace("Ł", "L"))
    letters = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return " ".join("".join(mark if mark.isalnum() else " " for mark in letters.replace("'", "")).casefold().split())


def _short_forms(name: str) -> set[str]:
    first, last = _plain(name).split(" ", 1)
    return {f"{first[0]} {last}", f"{first} {last[0]}", last, f"{first}{last}"}


def main() -> None:
    """Measure, print what went wrong, and write the table into the page."""
    rows = []
    for hard in (False, True):
        for size in SIZES:
            row, frame = measured(size, hard=hard)
            rows.append(row)
            if "--ways" in sys.argv:
                asked = frame[frame["asked"] | (frame["way"] == "stranger")]
                print(
                    row,
                    asked.groupby("way")[["sure", "seen"]]
                    .mean()
                    .round(3)
                    .join(frame[frame["sure"]].groupby("way")["right"].agg(["mean", "size"])),
                    sep="\n",
                )
                print(frame[frame["sure"] & ~frame["right"]].head(12).to_string())
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + table(rows) + "\n" + END + rest.split(END)[1], encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
