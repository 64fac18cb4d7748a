"""Plan: the page "Three ways to spread it", for a ward manager and for whoever wants to check it."""

import pandas as pd
from markupsafe import Markup

from netspread.explain import name_of
from netspread.logics import parameters
from netspread.logics.campaigns import Campaign
from netspread.logics.combined import SINGLE
from netspread.logics.sensitivity import Sensitivity
from netspread.pages import charts
from netspread.pages.template import page

#: The plan on the page holds so many periods from the next one on; ``plan.csv`` holds all.
_SHOWN_PERIODS = 6
#: A chart of more units than this can not be read; the last ones are shown.
_MOST_UNITS = 30

LOGICS = {
    "mechanistic": (
        "Train people site by site: one unit first, then a test in a few, then everywhere, and go on only when the "
        "sites so far show it works (Barker, Reid & Schall 2016). It assumes that training changes what people do, "
        "that support is there, and that colleagues do not matter. It fails when places are few for the staff, "
        "when what worked in the pilot is watered down elsewhere, or when a gate is never passed."
    ),
    "ecological": (
        "Start small in several places, look each period at who has taken it up, and choose the next people from that "
        "(Golovin & Krause 2011). It assumes that people pass it on to contacts by chance, that it comes to fit a unit "
        "better as it is used there, and that somebody really does look. It fails when ties pass on little, when use "
        "cannot be seen, or when nobody is free to change the plan; what comes out varies most."
    ),
    "social": (
        "Win the people whom others look to, in each community, until using it is what one does here "
        "(Granovetter 1978; Valente & Davis 1999). It assumes people follow when enough of those who count for "
        "them have, and that those who gave up or resist speak against it. It fails when thresholds are high, when "
        "leaders refuse, or in units that have few ties to leaders; then users who stand alone leave again."
    ),
    "combined": (
        "Share the budget between the ways. It assumes that all that the parts assume is at work at once, which is "
        "generous. It fails when none of the parts has enough places to get going."
    ),
}
NASSS = (
    "The condition or illness: how variable or ill-defined it is does not enter.",
    "The technology: whether it works, is dependable and can be supplied is taken for granted.",
    "The value proposition: whether it is worth it to patients, staff or a supplier is taken for granted.",
    "The adopters: staff are in the model by ties, thresholds and resistance; patients and carers are not.",
    "The organisation: units and budgets are in it; leadership, slack, readiness and competing projects are not.",
    "The wider system: policy, regulators, professional bodies and money from outside are not in it.",
    "Adaptation over time: only the fit of a unit (ecological) changes; the practice and the staff do not.",
)
_CAUTION = (
    "Each way is played under its own assumptions, so a lead may be a lead of assumptions. Most numbers are assumed "
    "and not measured here: read the order of the ways together with the section on what would turn it."
)


def draw_plan(found: Campaign, swept: Sensitivity | None) -> str:
    """Return the page as HTML; the same campaign gives the same text."""
    alike = found.alike()
    return page(
        "plan.html",
        title="Three ways to spread it",
        lead=_lead(found),
        changed=found.changed(),
        logics=[{"name": _title(name), "text": LOGICS[name]} for name in found.outcomes],
        caution=_CAUTION,
        curve=_curve(found),
        curve_table=charts.table(_worded(found.to_frame()), caption="People, and cost so far"),
        end_bars=_end_bars(found),
        summary=_summary(found),
        times=_times(found),
        alike=None if len(alike) < 2 else charts.table(_worded(alike), caption="People who sustain it at the end"),
        alike_how=(
            "Here each plan is played in worlds where training, contagion, thresholds and norms are all at work, so "
            "that only the plans differ."
        ),
        units_how=_units_how(found),
        unit_bars=_unit_bars(found),
        unit_table=charts.table(_worded(found.by_unit()), caption="Users at the end, the last unit first", digits=2),
        mix=_mix(found),
        mix_table=charts.table(_worded(found.search), caption="Mixes, the best first", digits=2),
        plan_how=(
            f"The next {_SHOWN_PERIODS} periods; plan.csv holds all. Where the choice hangs on what will be seen until "
            "then, those are named who are chosen most often: plan again with --observed when the period is over."
        ),
        plans=[{"name": _title(name), "table": _plan(found, name)} for name in found.outcomes],
        sensitive="" if swept is None else swept.sentence().capitalize(),
        sensitive_how=(
            "Each number was put to both ends of its range alone; and all together were varied by a Morris screen. The "
            "bars say by how many people the lead changes over the range of a number."
        ),
        screen="" if swept is None else _screen(swept),
        one_at_a_time=""
        if swept is None
        else charts.table(_worded(swept.one_at_a_time), caption="People who sustain it"),
        screen_table="" if swept is None else charts.table(_worded(swept.screen), caption="By how many people"),
        nasss_how="By the domains of NASSS (Greenhalgh et al. 2017, J Med Internet Res 19:e367). Discuss each.",
        nasss=NASSS,
        seed=found.stage.seed,
        worlds=f"{found.worlds:,}",
        parameters=_parameters(found),
        transitions=charts.table(parameters.transitions(), caption="States and transitions"),
    )


def _title(logic: str) -> str:
    return logic.capitalize()


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns=lambda name: str(name).replace("_", " "))


def _lead(found: Campaign) -> list[str]:
    rows = found.summary.set_index("logic")
    best, n = found.best, found.stage.network.n_people
    row = rows.loc[best]
    return [
        (
            f"{n:,} people in {len(found.stage.sites.names)} units by {found.units}, {found.stage.periods} periods, a "
            f"budget of {found.stage.budget:g} a period. Most people sustain it by the {best} way: "
            f"{row['sustained_mean']:.0f} ({row['sustained_low']:.0f} to {row['sustained_high']:.0f})."
        ),
        *[
            f"{str(name).capitalize()}: a gate not passed in {each['ended_at_gate']:.0%} of worlds; training ends."
            for name, each in rows.iterrows()
            if each["ended_at_gate"] > 0
        ],
    ]


def _curve(found: Campaign) -> Markup:
    frame = found.to_frame()
    periods = sorted(frame["period"].unique())
    shown = periods[:: max(1, len(periods) // 12)]
    rows = [
        charts.Line(str(name), tuple(part["adopted_mean"]), tuple(part["adopted_low"]), tuple(part["adopted_high"]))
        for name, part in frame[frame["period"].isin(shown)].groupby("logic", sort=False)
    ]
    return charts.lines(shown, rows, title="People who use it", x_label="period", y_label="people using it, mean")


def _end_bars(found: Campaign) -> Markup:
    rows = [
        charts.Bar(row["logic"], row["sustained_mean"], row["sustained_low"], row["sustained_high"])
        for row in found.summary.to_dict("records")
    ]
    return charts.bars(rows, title="People who sustain it at the end", unit="people")


def _summary(found: Campaign) -> Markup:
    names = ["logic", "adopted_mean", "sustained_mean", "abandoned_mean", "cost", "cost_per_sustained"]
    return charts.table(_worded(found.summary[names]), caption="At the end: people, and cost per sustained adopter")


def _times(found: Campaign) -> Markup:
    shown = found.summary[["logic", "to_half", "to_four_fifths"]].copy()
    shown["fails (%)"] = 100 * found.summary["fails"]
    shown["ended at a gate (%)"] = 100 * found.summary["ended_at_gate"]
    shown = shown.rename(columns={"to_half": "periods to 50 %", "to_four_fifths": "periods to 80 %"})
    caption = f"Median periods (– where most worlds never get there); it fails if fewer than {found.goal:.0%} use it"
    return charts.table(shown, caption=caption, digits=0)


def _units_how(found: Campaign) -> str:
    told = [
        f"{row['logic']}: {row['last_unit']}, and {100 * row['between_units']:.0f} points between the best and the last"
        for row in found.summary.to_dict("records")
    ]
    return f"The last unit by each way: {'; '.join(told)}."


def _unit_bars(found: Campaign) -> Markup:
    frame = found.by_unit()
    frame = frame[frame["logic"] == found.best].head(_MOST_UNITS)
    rows = [charts.Bar(row["unit"], 100 * row["share"]) for row in frame.to_dict("records")]
    return charts.bars(rows, title=f"Share using it at the end, by the {found.best} way", unit="per cent", most=100)


def _mix(found: Campaign) -> str:
    if not found.shares:
        return ""
    shares = ", ".join(f"{found.shares[name]:.0%} {name}" for name in SINGLE if found.shares[name] > 0)
    turn = f", in the order {', then '.join(found.order)}" if found.order else ", all at once"
    if found.search.empty:
        return f"As asked: {shares}{turn}."
    best = found.search.iloc[0]
    near = int((found.search["sustained_mean"] >= 0.95 * best["sustained_mean"]).sum())
    flat = "flat: the exact shares hardly matter" if near > len(found.search) / 2 else "not flat: shares do matter"
    return (
        f"The best mix of those tried: {shares}{turn}. {near} of {len(found.search)} come within 5 % of it, so the "
        f"optimum is {flat}."
    )


def _plan(found: Campaign, logic: str) -> Markup:
    begins = 0 if found.stage.observed is None else found.stage.observed.now
    frame = found.plan()
    last = begins + _SHOWN_PERIODS
    frame = frame[(frame["logic"] == logic) & (frame["period"] > begins) & (frame["period"] <= last)]
    shown = frame[["period", "unit", "person", "action"]].copy()
    shown["person"] = [name_of(found.stage.network, person) if person else "" for person in shown["person"]]
    shown = shown.groupby(["period", "action", "unit"], sort=False)["person"].agg("; ".join).reset_index()
    return charts.table(shown, caption=f"Periods {begins + 1} to {min(last, found.stage.periods)}")


def _screen(swept: Sensitivity) -> Markup:
    rows = [charts.Bar(row["parameter"], row["mu_star"]) for row in swept.screen.head(12).to_dict("records")]
    return charts.bars(rows, title=f"What the lead of {swept.first} hangs on most", unit="people")


def _parameters(found: Campaign) -> Markup:
    frame = parameters.table()
    frame["value"] = [f"{found.stage.values[name]:g}" for name in frame["parameter"]]
    for end in ("low", "high"):
        frame[end] = [f"{value:g}" for value in frame[end]]
    return charts.table(frame, caption="All numbers; low and high are what the sensitivity sweeps")
