"""Slow, obvious twin of the rules that turn messages into ties: one message after the other, in plain Python."""

# ruff: noqa: DTZ001  # times here are in UTC, without a zone

import datetime as dt
import re
from collections import defaultdict
from fractions import Fraction

ROBOT = re.compile(r"no-?reply|mailer-daemon")
LIST = re.compile(r"^all-staff@")
MANY = re.compile(r"-team@")


def address(cell):
    """The mailbox of an address, in lower case; anything else as it stands."""
    found = re.search(r"<\s*([^<>]+?)\s*>", cell)
    name = (found[1] if found else cell).strip()
    return re.sub(r"^([^+@]+)\+[^@]*@", r"\1@", name.lower()) if "@" in name else name


def window_of(time, window, since):
    """The start of the window, never before *since*."""
    day = dt.datetime(time.year, time.month, time.day)
    if window == "week":
        start = day - dt.timedelta(days=day.weekday())
    elif window == "month":
        start = day.replace(day=1)
    elif window == "quarter":
        start = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    elif window.endswith("D"):
        days = int(window[:-1])
        origin = since or dt.datetime(2000, 1, 3)
        start = origin + (day - origin) // dt.timedelta(days=days) * dt.timedelta(days=days)
    else:
        start = day
    return max(start, since) if since else start


def ties(messages, *, window=None, since=None, until=None, max_recipients=10, own_domains=(), min_messages=1,
         weight="count", keep_automatic=False, lists=()):  # fmt: skip
    """Messages as (ego, [recipients], time or None) -> {(ego, alter, window): (weight, messages, last time)}."""

    wrote = {address(sender) for sender, _, _ in messages}

    def is_out(name):
        automatic = ROBOT.search(name) or LIST.search(name) or (MANY.search(name) and name not in wrote)
        outside = own_domains and "@" in name and not re.search(rf"[@.]({'|'.join(own_domains)})$", name)
        return (automatic and not keep_automatic) or outside or name in lists

    counts, sums, last = defaultdict(int), defaultdict(Fraction), {}
    for sender, recipients, time in messages:
        ego = address(sender)
        alters = {address(cell) for cell in recipients} - {ego}
        if time is None and (window or since or until):
            continue
        if time is not None and ((since and time < since) or (until and time >= until)):
            continue
        if len(alters) > max_recipients or is_out(ego):
            continue
        for alter in alters:
            if is_out(alter):
                continue
            key = (ego, alter, window_of(time, window, since) if window else None)
            counts[key] += 1
            sums[key] += Fraction(1, len(alters))
            if time is not None:
                last[key] = max(last.get(key, time), time)
    found = {key: (float(sums[key]) if weight == "per-recipient" else n, n) for key, n in counts.items()}
    if weight == "reciprocated":
        found = {
            (ego, alter, start): (min(n, counts[alter, ego, start]),) * 2
            for (ego, alter, start), n in counts.items()
            if ego < alter and (alter, ego, start) in counts
        }
    return {key: value[0] for key, value in found.items() if value[1] >= min_messages}, last
