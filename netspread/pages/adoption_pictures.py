"""Pictures of adoption, each with the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from netspread.adoption.curves import CATEGORIES, INNOVATORS, NON_ADOPTERS
from netspread.adoption.periods import named
from netspread.adoption.results import Adoption
from netspread.adoption.thresholds import category_table
from netspread.communities import communities
from netspread.explain import name_of
from netspread.language import spoken
from netspread.pages import charts, plots
from netspread.pages.layout import places
from netspread.pages.stills import network_stills

#: More people than this make small pictures of the network grey, and a page of points and their table heavy.
_MOST_DRAWN = 2000
_STILLS = 6
_TOP = 10


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, what stands below it, and the same as a table; all empty if there is nothing to draw."""

    drawn: str = ""
    caption: str = ""
    table: str = ""


def periods(found: Adoption) -> list[str]:
    """Return what the periods are called."""
    return [named(period) for period in found.diffusion.periods]


def worded(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as people read it: what columns, periods, categories and rules are called."""
    say, shown = spoken(), table.copy()
    for name in ("period", "time"):
        if name in shown:
            shown[name] = [named(value) if pd.notna(value) else "" for value in shown[name]]
    if "category" in shown:
        shown["category"] = [category(str(value)) for value in shown["category"]]
    if "forecaster" in shown:
        shown["forecaster"] = [say.named("adoption_forecasters", str(name), str(name)) for name in shown["forecaster"]]
    return shown.rename(columns=lambda name: say.named("adoption_columns", str(name), str(name)))


def category(name: str) -> str:
    """Return what a category of adopters, or of thresholds, is called."""
    return spoken().named("adoption_categories", name.lower().replace(" ", "-").strip("."), name)


def curve(found: Adoption) -> Picture:
    """Return how many had adopted by when, beside the curves without a network."""
    fits = (("bass_curve", found.bass), ("logistic_curve", found.logistic))
    rows = [plots.Course(_say("observed"), (100 * found.curve["share"]).tolist())]
    rows += [plots.Course(_say(name), (100 * fit.cumulative).tolist()) for name, fit in fits if fit is not None]
    return _over_time(found, rows, "curve", found.curve, y="per_cent")


def hazard(found: Adoption) -> Picture:
    """Return the chance to adopt in each period."""
    table = 100 * found.hazard[["hazard", "low", "high"]]
    row = plots.Course(_say("interval"), table["hazard"].tolist(), table["low"].tolist(), table["high"].tolist())
    return _over_time(found, [row], "hazard", found.hazard, y="per_cent")


def moran(found: Adoption) -> Picture:
    """Return how alike tied people are in having adopted, period by period."""
    table = found.moran
    if table["observed"].isna().all():
        return Picture()
    expected, sigmas = table["expected"], 1.96 * table["deviation"]
    chance = [expected.tolist(), (expected - sigmas).tolist(), (expected + sigmas).tolist()]
    rows = [plots.Course(_say("observed"), table["observed"].tolist()), plots.Course(_say("by_chance"), *chance)]
    return _over_time(found, rows, "moran", table, y="moran")


def stills(found: Adoption) -> Picture:
    """Return the network at several times."""
    diffusion = found.diffusion
    if diffusion.n_people > _MOST_DRAWN:
        return Picture()
    picked = np.unique(np.linspace(0, diffusion.n_periods - 1, _STILLS).round().astype(int))
    adopted = found.curve.iloc[picked][["period", "adopters", "share"]]
    table = charts.table(worded(adopted), caption=_say("stills_table"), digits=3)
    network = diffusion.networks[0]
    drawn = network_stills(
        [diffusion.network(int(at)) for at in picked],
        places(network, communities(network, seed=found.seed).labels, seed=found.seed),
        [diffusion.times <= at for at in picked],
        [_say("stills_period", period=named(diffusion.periods[at])) for at in picked],
        title=_say("stills"),
    )
    return Picture(drawn, _say("stills_caption"), table)


def categories(found: Adoption) -> Picture:
    """Return how many are early and late, and how that goes with thresholds."""
    counted = found.people["category"].value_counts()
    names = [name for name in (INNOVATORS, *CATEGORIES, NON_ADOPTERS) if name in counted.index]
    rows = [charts.Bar(category(name), float(counted[name])) for name in names]
    table = category_table(found.people.set_index("person")["category"], found.threshold_category)
    table = table.rename(index=category, columns=category)
    table.insert(0, _say("all"), table.sum(axis=1))
    table = table.rename_axis(_say("by_time")).reset_index()
    drawn = charts.bars(rows, title=_say("categories"), unit=_say("people"))
    return Picture(drawn, "", charts.table(table, caption=_say("category_table")))


def thresholds(found: Adoption) -> Picture:
    """Return when people adopted, against how many around them had."""
    times = np.where(found.diffusion.timed, found.diffusion.times, np.nan).astype(float)
    return _dots(found, "points", {"time": "points_x", "threshold": "threshold"}, times, periods(found))


def plane(found: Adoption) -> Picture:
    """Return who was followed, against who followed."""
    shown = {"susceptibility": "susceptibility", "infectiousness": "infectiousness"}
    return _dots(found, "plane", shown, found.people["susceptibility"].to_numpy())


def followed(found: Adoption) -> Markup:
    """Return the table of those who were followed most."""
    order = found.people["infectiousness"].fillna(-1).argsort(kind="stable")[::-1][:_TOP]
    shown = _with_names(found, found.people.iloc[order])
    return charts.table(worded(shown), caption=_say("followed_table"), digits=3)


def forecast(found: Adoption) -> Picture:
    """Return what each rule expected of the later periods."""
    if found.forecasts is None:
        return Picture()
    say, test = spoken(), found.forecasts
    begun = [float("nan")] * (test.fitted - 1) + [float(found.curve["adopters"].iloc[test.fitted - 1])]
    rows = [plots.Course(_say("observed"), found.curve["adopters"].astype(float).tolist())]
    for name, part in test.table.groupby("forecaster", sort=False):
        rows.append(plots.Course(say.named("adoption_forecasters", str(name), str(name)), [*begun, *part["mean"]]))
    caption = _say("forecast_table", level=say.percent(test.level))
    table = charts.table(worded(test.table), caption=caption)
    drawn = plots.courses(periods(found), rows, title=_say("forecast"), x_label=_say("period"), y_label=_say("people"))
    return Picture(drawn, _say("forecast_caption"), table)


def scores(found: Adoption) -> Markup:
    """Return how well each rule foretold the later periods."""
    if found.forecasts is None:
        return Markup("")
    caption = _say("scores", fitted=found.forecasts.fitted, level=spoken().percent(found.forecasts.level))
    return charts.table(worded(found.forecasts.to_frame()), caption=caption, digits=2)


def _over_time(found: Adoption, rows: Sequence[plots.Course], name: str, table: pd.DataFrame, *, y: str) -> Picture:
    drawn = plots.courses(periods(found), rows, title=_say(name), x_label=_say("period"), y_label=_say(y))
    return Picture(drawn, _say(f"{name}_caption"), charts.table(worded(table), caption=_say(f"{name}_table"), digits=3))


def _dots(
    found: Adoption, name: str, shown: dict[str, str], across: "np.ndarray", x_names: Sequence[str] | None = None
) -> Picture:
    """Return one dot for each adopter; *shown*: the columns that go across and up, and what the axes are called."""
    if found.diffusion.n_people > _MOST_DRAWN:
        return Picture()
    columns = list(shown)
    x_label, y_label = map(_say, shown.values())
    up, people = found.people[columns[1]].tolist(), _names(found)
    drawn = plots.points(
        across.tolist(), up, people, title=_say(name), x_label=x_label, y_label=y_label, x_names=x_names
    )
    adopters = _with_names(found, found.people[found.people[columns].notna().all(axis=1)])
    table = charts.table(worded(adopters[["person", *columns]]), caption=_say(f"{name}_table"), digits=3)
    return Picture(drawn, _say(f"{name}_caption"), table)


def _names(found: Adoption) -> list[str]:
    network = found.diffusion.networks[0]
    return [name_of(network, person) for person in network.ids]


def _with_names(found: Adoption, rows: pd.DataFrame) -> pd.DataFrame:
    network = found.diffusion.networks[0]
    return rows.assign(person=[name_of(network, str(person)) for person in rows["person"]])


def _say(key: str, **values: object) -> str:
    return spoken().say(f"adoption.{key}", **values)
