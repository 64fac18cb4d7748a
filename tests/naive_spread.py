"""Slow, obvious twins of spreading, covering and clusters."""

import itertools

import numpy as np

import naive
from netspread.kernels import coin

GOLD = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def chance(number):
    """The coin of *number*, above 0 and at most 1."""
    return ((naive.mixed(number & MASK) >> 11) + 1) / 2**53


def world(seed, number):
    """The stream of a world."""
    return int(coin.stream(np.uint64(seed), np.uint64(number)))


def failures(number, p):
    """How many times a chance *p* fails before it succeeds."""
    return 0 if p >= 1 else int(np.log(chance(number)) / np.log1p(-p))


def once(arcs, p, leave, outside, seeds, when, periods, coins, salts):  # noqa: PLR0917  # as the kernel
    """When everybody adopts (None: never), by going round all arcs until nothing changes any more."""
    stop, hear = naive.mixed(coins ^ salts[0]), naive.mixed(coins ^ salts[1])
    n = len(arcs.starts) - 1
    adopts = {v: t for v, t in zip(seeds, when, strict=True) if t <= periods}
    for v in range(n):
        heard = 1 + failures(hear + v * GOLD, outside) if outside else periods + 1
        if heard < adopts.get(v, periods + 1):
            adopts[v] = heard
    changed = True
    while changed:
        changed = False
        for v, w, arc in all_arcs(arcs):
            if v not in adopts or not p:
                continue
            stays = 1 + failures(stop + v * GOLD, leave) if leave else periods
            takes = 1 + failures(coins + arc * GOLD, p)
            if takes <= stays and adopts[v] + takes <= min(periods, adopts.get(w, periods + 1) - 1):
                adopts[w] = adopts[v] + takes
                changed = True
    return adopts


def all_arcs(arcs):
    """Every arc as (influencing, influenced, number)."""
    sources = np.repeat(np.arange(len(arcs.starts) - 1), np.diff(arcs.starts))
    return [(int(v), int(w), arc) for arc, (v, w) in enumerate(zip(sources, arcs.targets, strict=True))]


def day_by_day(arcs, p, leave, outside, resume, seeds, periods, rng):  # noqa: PLR0917  # as the kernel
    """One history with dice of its own: (ever adopted, adopters after each period)."""
    n = len(arcs.starts) - 1
    state, ever, now = dict.fromkeys(range(n), "new"), set(seeds), [len(seeds)]
    state.update(dict.fromkeys(seeds, "adopter"))
    for _ in range(periods):
        convinced = {v for v in range(n) if rng.random() < outside}
        convinced |= {w for v, w, _arc in all_arcs(arcs) if state[v] == "adopter" and rng.random() < p}
        convinced = {v for v in convinced if state[v] != "former" or rng.random() < resume}
        leaving = {v for v in range(n) if state[v] == "adopter" and rng.random() < leave}
        state.update(dict.fromkeys(leaving, "former"))
        state.update(dict.fromkeys(convinced - (leaving if not resume else set()), "adopter"))
        ever |= convinced
        now.append(sum(value == "adopter" for value in state.values()))
    return len(ever), now


def threshold_cascade(arcs, needed, seeds):
    """Who adopts when *needed* adopters convince a person."""
    adopted, changed = set(seeds), True
    while changed:
        heard = np.zeros(len(arcs.starts) - 1, int)
        for v, w, _arc in all_arcs(arcs):
            heard[w] += v in adopted
        new = {w for w in range(len(heard)) if heard[w] >= needed[w]} - adopted
        adopted |= new
        changed = bool(new)
    return adopted


def best_set(value, candidates, size):
    """The set of *size* with the largest value, and that value."""
    return max((value(set(some)), some) for some in itertools.combinations(candidates, size))


def steps_from(arcs, sources, among=None):
    """Steps from the nearest of *sources* through people *among* (everybody by default)."""
    found, edge, step = dict.fromkeys(sources, 0), list(sources), 0
    while edge:
        step += 1
        edge = {w for v, w, _arc in all_arcs(arcs) if v in edge and w not in found and (among is None or w in among)}
        found.update(dict.fromkeys(edge, step))
    return found


def coin_passes(seed, number, at, p, *, added=False):
    """Whether the coin of an arc (or of a tie added) passes in a world, by the top 32 bits."""
    coins = world(seed, number) ^ (0xA5A55A5AA5A55A5A if added else 0)
    return (naive.mixed((coins + at * GOLD) & MASK) >> 32) < int(p * 2**32)
