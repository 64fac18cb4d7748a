"""Campaigns: three logics and their best mix, 24 periods, 1,000 worlds, on the sample hospital and on 15,000 people.

The clock is that of a machine that others may use as well; the CPU time is what it costs. ``python -m benchmarks
campaigns`` runs both and takes some minutes.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import netspread as ns
from benchmarks.networks import network
from netspread import engine
from netspread.network import Network

HOSPITAL = Path(__file__).parents[1] / "sample_networks" / "hospital"
PERIODS, WORLDS = 24, 1000
#: Name -> the network, and a budget of about the same for each person.
BUDGETS = {"sample hospital": 10.0, "15,000 people": 600.0}


def all_of() -> Iterator[str]:
    """Return the table line by line, with what each logic came to, and whether one thread gives the same."""
    networks = {"sample hospital": hospital(), "15,000 people": network("15k")}
    ns.campaign(networks["sample hospital"], units="unit", periods=3, worlds=2)  # compiles
    yield f"\n### Three logics and their best mix, {PERIODS} periods, {WORLDS:,} worlds\n"
    yield "| network | people | ties | s | CPU s | sustained by logic |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for name, net in networks.items():
        began, worked = time.perf_counter(), time.process_time()
        found = ns.campaign(net, units="unit", periods=PERIODS, worlds=WORLDS, budget=BUDGETS[name])
        seconds, spent = time.perf_counter() - began, time.process_time() - worked
        kept = ", ".join(f"{row.logic} {row.sustained_mean:,.0f}" for row in found.summary.itertuples())
        size = f"{net.n_people:,} | {net.n_ties:,}"
        yield f"| {name} | {size} | {seconds:.1f} | {spent:.1f} | {kept} |"
    yield f"\nOn {os.cpu_count()} cores; {_same(networks['sample hospital'])}."


def hospital() -> Network:
    """Return the sample hospital as ``netspread plan`` reads it."""
    return ns.build(ns.read(HOSPITAL / "survey.csv", staff=HOSPITAL / "staff.csv"))


def _same(net: Network) -> str:
    frames = []
    for jobs in (1, 2):
        with engine.using(jobs):
            frames.append(ns.campaign(net, units="unit", periods=12, worlds=300).to_frame())
    return "the same on one and on two threads" if frames[0].equals(frames[1]) else "NOT the same on two threads"
