"""Figures printed about the physicians and the Korean women, beside what netspread makes of the same data."""

from pathlib import Path

import numpy as np
import pandas as pd

from netspread.adoption.diffusion import Diffusion
from netspread.adoption.thresholds import thresholds

_TABLE = "Valente (1995), as netdiffuseR's help page *diffusion-data* prints it"
_OWN = "Valente's own column in the survey data"
_COLEMAN = (
    "Coleman, Katz & Menzel (1957), *Sociometry* 20:253; the words are of a summary (Google Books Pd_Tgg3ZleUC, p. 667)"
)
#: Of the printed table: communities, their mean period of 50 %, the highest and the lowest share in the end.
PRINTED = {"physicians": (4, 6, 0.89, 0.81), "Korea": (25, 7, 0.83, 0.44)}
_COMMUNITY = {"physicians": "city", "Korea": "village"}


def published(cases: dict[str, tuple[Diffusion, Diffusion, Path]]) -> pd.DataFrame:
    """Return ``data, figure, printed, netspread, source``; *cases*: (last period = adoption, with never, folder)."""
    rows = []
    for name, (_, spread, folder) in cases.items():
        rows += [{"data": name, **row} for row in _communities(name, spread, folder)]
    whole, spread, folder = cases["physicians"]
    rows += [{"data": "physicians", **row} for row in (*_thresholds(whole, folder), *_integrated(spread))]
    return pd.DataFrame(rows)


def _communities(name: str, spread: Diffusion, folder: Path) -> list[dict[str, str]]:
    mended = folder / "adoption_by_person.csv"  # where the columns of people belong to others
    people = pd.read_csv(mended if mended.exists() else folder / "people.csv")
    key, column = ("person" if mended.exists() else "id"), _COMMUNITY[name]
    towns = people.set_index(people[key].astype(str))[column].loc[spread.people.index].to_numpy()
    halves, ends = [], []
    for town in np.unique(towns):
        share = np.array([(spread.times[towns == town] <= period).mean() for period in range(spread.n_periods)])
        ends.append(share[-1])
        if share[-1] >= 0.5:
            halves.append(1 + int(np.argmax(share >= 0.5)))
    communities, half, high, low = PRINTED[name]
    ours = (str(len(ends)), f"{np.mean(halves):.1f}", f"{max(ends):.2f}", f"{min(ends):.2f}")
    printed = (str(communities), str(half), f"{high:.2f}", f"{low:.2f}")
    what = ("communities", "mean period in which half of a community has adopted", "highest share of a community",
            "lowest share of a community")  # fmt: skip
    return [_row(figure, one, other, _TABLE) for figure, one, other in zip(what, printed, ours, strict=True)]


def korea(spread: Diffusion, folder: Path) -> pd.DataFrame:
    """Return the lowest and the highest share of a village under every reading of the data that could be thought of."""
    survey = pd.read_csv(folder / "survey_raw.csv.gz")
    survey = survey.set_index((survey["village"] * 1000 + survey["id"]).astype(str)).loc[spread.people.index]
    network, last = spread.networks[0], int(survey["ado"].max())
    names, named = np.diff(network.starts) > 0, np.bincount(network.alters, minlength=spread.n_people) > 0
    everybody = np.ones(spread.n_people, dtype=bool)
    readings = {
        "all women, the year of adoption as here": ("ado", everybody),
        "women with a tie": ("ado", names | named),
        "women who name somebody": ("ado", names),
        "women whom somebody names": ("ado", named),
        "all women, the survey's second column of years": ("ado1", everybody),
        "all women, its third": ("ado2", everybody),
    }
    rows = []
    for reading, (column, kept) in readings.items():
        had = (survey[column] < last)[kept].groupby(survey["village"][kept]).agg(["mean", "sum", "size"])
        (low, next_low), high = (row for _, row in had.nsmallest(2, "mean").iterrows()), had["mean"].max()
        shown = [f"{row['mean']:.3f} ({int(row['sum'])} of {int(row['size'])})" for row in (low, next_low)]
        rows.append(
            dict(zip(("reading", "lowest", "second lowest", "highest"), (reading, *shown, f"{high:.3f}"), strict=True))
        )
    return pd.DataFrame(rows)


def _thresholds(whole: Diffusion, folder: Path) -> list[dict[str, str]]:
    survey = pd.read_csv(folder / "survey_raw.csv")
    survey = survey.set_index((survey["city"] * 1000 + survey["id"]).astype(str)).loc[whole.people.index]
    his, ours = survey["thresh"].to_numpy(), thresholds(whole)
    first = survey["ado"] == survey.groupby("city")["ado"].transform("min")
    same = np.abs(ours - his) < 1e-4
    mended = np.where(first, 0.0, ours)
    alike = np.abs(mended - his) < 1e-4
    return [
        _row("threshold of each doctor, the first of each town with 0", "125 values", f"{alike.sum()} equal", _OWN),
        _row("the same, the first of each town as everybody", "125 values", f"{same.sum()} equal", _OWN),
        _row("mean threshold", f"{his.mean():.3f}", f"{mended.mean():.3f} ({ours.mean():.3f})", _OWN),
        _row("doctors with threshold 0", str((his == 0).sum()), f"{(mended == 0).sum()} ({(ours == 0).sum()})", _OWN),
        _row("doctors with threshold 1", str((his == 1).sum()), f"{(mended == 1).sum()} ({(ours == 1).sum()})", _OWN),
        _row("correlation of threshold and month", f"{np.corrcoef(his, survey['ado'])[0, 1]:.3f}",
             f"{np.corrcoef(mended, survey['ado'])[0, 1]:.3f} ({np.corrcoef(ours, survey['ado'])[0, 1]:.3f})", _OWN),
    ]  # fmt: skip


def _integrated(spread: Diffusion) -> list[dict[str, str]]:
    named = np.bincount(spread.networks[0].alters, minlength=spread.n_people)
    groups = {"named by nobody": named == 0, "named by 3 or more": named >= 3}
    early, hazards = {}, {}
    for name, group in groups.items():
        times = spread.times[group & spread.timed]
        early[name] = f"{1 + times.mean():.1f} months, {name}"
        risk = [((spread.times >= at) & group).sum() for at in range(12)]
        new = np.array([((spread.times == at) & group).sum() for at in range(12)])
        parts = [new[k : k + 4].sum() / sum(risk[k : k + 4]) for k in (0, 4, 8)]
        hazards[name] = ", ".join(f"{part:.3f}" for part in parts)
    return [
        _row("who is named by many is early", "“months before” the isolated", "; ".join(early.values()), _COLEMAN),
        _row("among the named the pace rises", "“accelerating rate”",
             f"hazard in months 1–4, 5–8, 9–12: {hazards['named by 3 or more']}", _COLEMAN),
        _row("among the isolated it does not", "“constant rate”",
             f"hazard in months 1–4, 5–8, 9–12: {hazards['named by nobody']}", _COLEMAN),
    ]  # fmt: skip


def _row(figure: str, printed: str, ours: str, source: str) -> dict[str, str]:
    return {"figure": figure, "printed": printed, "netspread": ours, "source": source}
