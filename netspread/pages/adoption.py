"""Adoption page: what did happen, in pictures and plain words; and the folder that holds it with its tables."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from netspread import engine, folders
from netspread.adoption.calibration import Calibration
from netspread.adoption.curves import CATEGORIES, INNOVATORS, NON_ADOPTERS
from netspread.adoption.periods import named
from netspread.adoption.results import Adoption
from netspread.adoption.thresholds import category_table
from netspread.cells import write_csv
from netspread.communities import communities
from netspread.folders import SCHEMA_VERSION, write_json
from netspread.pages import adoption_words as words
from netspread.pages import charts, plots
from netspread.pages.embed import asset, policy
from netspread.pages.layout import places
from netspread.pages.map import draw_map

#: More people than this make small pictures of the network grey, and a page of points heavy.
_MOST_DRAWN = 2000
_STILLS = 6


def draw_adoption(found: Adoption) -> str:
    """Return the page as one HTML text; the same results give the same text."""
    style = asset("report.css")
    page: str = _template().render(
        policy=policy((), (style,)),
        style=Markup(style),  # noqa: S704  # our own file
        title=words.TITLE,
        sections=words.SECTIONS,
        happened=words.happened(found),
        growth=words.growth(found),
        curve=_curve(found),
        curve_table=charts.table(_shown(found.curve), caption="How many had adopted by when", digits=3),
        hazard=_hazard(found),
        hazard_table=charts.table(_shown(found.hazard), caption="The chance to adopt in each period", digits=3),
        stills=_stills(found),
        who_how=words.WHO_HOW,
        categories=_categories(found),
        category_table=_category_table(found),
        around=words.around(found),
        thresholds=_thresholds(found),
        people_table=_people_table(found),
        followed_how=words.FOLLOWED_HOW,
        plane=_plane(found),
        contact_how=words.CONTACT_HOW,
        verdict=words.verdict(found),
        tests=charts.table(words.tests(found), caption="Tests"),
        moran=_moran(found),
        moran_table=charts.table(_shown(found.moran), caption="Moran's I of having adopted, by period", digits=3),
        left_out=words.left_out(found),
        models_how=words.MODELS_HOW,
        models=[_model(name, fit) for name, fit in found.calibrations.items()],
        forecast_how=words.FORECAST_HOW,
        forecast=_forecast(found),
        scores=_scores(found),
        unknown=words.CANNOT,
        sources=words.SOURCES,
        notes=found.diffusion.told,
        seed=found.seed,
        runs=found.runs,
    )
    return page


def write_adoption(
    found: Adoption, folder: str | Path, *, force: bool = False, record: Mapping[str, Any] = MappingProxyType({})
) -> Path:
    """Write ``people.csv, exposure.csv, curve.csv, tests.json``, page and map into *folder*, all or nothing.

    *record* goes into ``run.json`` beside the random seed: what was read, with which options and versions.

    Raises
    ------
    SaveError
        If *folder* exists and *force* is not set, or cannot be written; nothing is left behind then.
    """

    def write(ready: Path) -> None:
        engine.step("writing tables")
        write_csv(found.people, ready / "people.csv")
        write_csv(found.exposure.to_frame(), ready / "exposure.csv")
        write_csv(found.curve, ready / "curve.csv")
        write_json(found.tests_data(), ready / "tests.json")
        write_json({"schema_version": SCHEMA_VERSION, "seed": found.seed, **record}, ready / "run.json")
        engine.step("drawing the map")
        network = found.diffusion.networks[-1]
        partition = communities(network, seed=found.seed)
        draw_map(
            network,
            partition=partition,
            title=network.relation or "Network",
            seed=found.seed,
            observed=_observed(found),
        ).save(ready / "map.html")
        engine.step("writing the page")
        (ready / "adoption.html").write_text(draw_adoption(found), encoding="utf-8", newline="")

    return folders.at_once(write, Path(folder), force=force)


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(asset("adoption.html"))


def _observed(found: Adoption) -> tuple[tuple[str, ...], "np.ndarray"]:
    return tuple(_periods(found)), np.maximum(found.diffusion.times, 0)


def _periods(found: Adoption) -> list[str]:
    return [named(period) for period in found.diffusion.periods]


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    table = table.assign(period=[named(period) for period in table["period"]])
    return table.rename(columns=lambda name: str(name).replace("_", " "))


def _curve(found: Adoption) -> Markup:
    rows = [plots.Course("observed", (100 * found.curve["share"]).tolist())]
    rows += [
        plots.Course(name, (100 * fit.cumulative).tolist())
        for name, fit in (("Bass curve", found.bass), ("logistic curve", found.logistic))
        if fit is not None
    ]
    title = "People who had adopted, per cent"
    return plots.courses(_periods(found), rows, title=title, x_label="period", y_label="per cent")


def _hazard(found: Adoption) -> Markup:
    table = 100 * found.hazard[["hazard", "low", "high"]]
    row = plots.Course("95 % interval", table["hazard"].tolist(), table["low"].tolist(), table["high"].tolist())
    title = "Of those who had not adopted, how many did in each period, per cent"
    return plots.courses(_periods(found), [row], title=title, x_label="period", y_label="per cent")


def _moran(found: Adoption) -> Markup:
    table = found.moran
    if table["observed"].isna().all():
        return Markup("")
    sigmas = 1.96 * table["deviation"]
    rows = [
        plots.Course("observed", table["observed"].tolist()),
        plots.Course(
            "by chance (95 %)", table["expected"].tolist(), (table["expected"] - sigmas).tolist(),
            (table["expected"] + sigmas).tolist(),
        ),
    ]  # fmt: skip
    return plots.courses(_periods(found), rows, title="Moran's I of having adopted", x_label="period", y_label="I")


def _stills(found: Adoption) -> Markup:
    diffusion = found.diffusion
    if diffusion.n_people > _MOST_DRAWN:
        return Markup("")
    network = diffusion.networks[0]
    where = places(network, communities(network, seed=found.seed).labels, seed=found.seed)
    picked = np.unique(np.linspace(0, diffusion.n_periods - 1, _STILLS).round().astype(int))
    return plots.stills(
        [diffusion.network(int(at)) for at in picked],
        where,
        [diffusion.times <= at for at in picked],
        [f"period {named(diffusion.periods[at])}" for at in picked],
        title="The network over time",
    )


def _categories(found: Adoption) -> Markup:
    counted = found.people["category"].value_counts()
    names = [name for name in (INNOVATORS, *CATEGORIES, NON_ADOPTERS) if name in counted.index]
    rows = [charts.Bar(name, float(counted[name])) for name in names]
    return charts.bars(rows, title="People by adopter category", unit="people")


def _category_table(found: Adoption) -> Markup:
    times = found.people.set_index("person")["category"]
    table = category_table(times, found.threshold_category)
    table.index.name = "by time"
    return charts.table(table.reset_index(), caption="Adopter category (rows) and threshold category (columns)")


def _named(found: Adoption) -> list[str]:
    people = found.diffusion.people
    ids = people.index.to_numpy(dtype=object)
    if "name" not in people:
        return [str(person) for person in ids]
    return [
        str(name) if isinstance(name, str) else str(person) for person, name in zip(ids, people["name"], strict=True)
    ]


def _thresholds(found: Adoption) -> Markup:
    if found.diffusion.n_people > _MOST_DRAWN:
        return Markup("")
    times = np.where(found.diffusion.timed, found.diffusion.times, np.nan).astype(float)
    return plots.points(
        times.tolist(),
        found.people["threshold"].tolist(),
        _named(found),
        title="When people adopted, and how many around them had",
        x_label="period of adoption",
        y_label="threshold",
        x_names=_periods(found),
    )


def _plane(found: Adoption) -> Markup:
    if found.diffusion.n_people > _MOST_DRAWN:
        return Markup("")
    return plots.points(
        found.people["susceptibility"].tolist(),
        found.people["infectiousness"].tolist(),
        _named(found),
        title="Infectiousness and susceptibility",
        x_label="susceptibility",
        y_label="infectiousness",
    )


def _people_table(found: Adoption) -> Markup:
    """Return the ten adopters who were followed most."""
    order = found.people["infectiousness"].fillna(-1).argsort(kind="stable")[::-1][:10]
    shown = found.people.iloc[order].assign(person=[_named(found)[at] for at in order])
    shown["time"] = [named(period) if pd.notna(period) else "" for period in shown["time"]]
    shown["category"] = shown["category"].astype("str")
    return charts.table(shown, caption="The ten who were followed most", digits=3)


def _model(name: str, fit: Calibration) -> dict[str, Any]:
    return {
        "name": f"{words.MODELS[name]}: {fit.model.name}",
        "table": charts.table(fit.table, caption="Estimates and 95 % intervals", digits=4),
        "told": fit.told,
    }


def _forecast(found: Adoption) -> Markup:
    if found.forecasts is None:
        return Markup("")
    table = found.forecasts.table
    first = [float("nan")] * (found.forecasts.fitted - 1)
    known = float(found.curve["adopters"].iloc[found.forecasts.fitted - 1])
    rows = [plots.Course("observed", found.curve["adopters"].astype(float).tolist())]
    for name, part in table.groupby("forecaster", sort=False):
        rows.append(plots.Course(words.FORECASTERS[str(name)].split(",")[0][:22], [*first, known, *part["mean"]]))
    return plots.courses(
        _periods(found), rows, title="People who had adopted, and forecasts", x_label="period", y_label="people"
    )


def _scores(found: Adoption) -> Markup:
    if found.forecasts is None:
        return Markup("")
    table = found.forecasts.to_frame()
    table = table.assign(forecaster=table["forecaster"].map(words.FORECASTERS))
    caption = f"Seen: {found.forecasts.fitted} periods; intervals of {found.forecasts.level:.0%}"
    return charts.table(table, caption=caption, digits=2)
