"""Changes: what was observed, and what of the plan is different for it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from netspread.logics.campaigns import Campaign


def changes(before: "Campaign", after: "Campaign") -> list[str]:
    """Return sentences: what was seen against what was foreseen, where, what is believed now, who is asked instead."""
    seen, sites, n = after.stage.observed, after.stage.sites, after.stage.network.n_people
    assert seen is not None
    using = int(seen.using.sum())
    told = [f"After period {seen.now} {using} of {n} people use it."]
    for logic, outcome in before.outcomes.items():
        worlds = outcome.curves[:, seen.now, 0]
        low, high = np.quantile(worlds, (0.05, 0.95))
        verdict = "less than" if using < low else "more than" if using > high else "within"
        told.append(f"{logic} foresaw {worlds.mean():.0f} ({low:.0f} to {high:.0f}): this is {verdict} that.")
    foreseen = before.outcomes[after.best].unit_curves[seen.now]
    behind = np.bincount(sites.of, weights=seen.using, minlength=len(sites.sizes)) - foreseen
    worst, best = int(behind.argmin()), int(behind.argmax())
    told.append(
        f"Against the plan by {after.best}, {sites.names[worst]} is furthest behind ({behind[worst]:+.1f} people) and "
        f"{sites.names[best]} furthest ahead ({behind[best]:+.1f})."
    )
    prior = float(before.stage.belief @ before.stage.particles)
    now = float(after.stage.belief @ after.stage.particles)
    told.append(f"The chance p that a tie passes it on was believed to be {prior:.3f}, and is now {now:.3f}.")
    return told + [sentence for logic in after.outcomes for sentence in _people(before, after, logic, seen.now)]


def _people(before: "Campaign", after: "Campaign", logic: str, now: int) -> list[str]:
    """Return who is new in the plan of *logic* from here, and who is no longer in it, and why."""

    def named(plan: "Campaign") -> set[str]:
        frame = plan.plan()
        return set(frame[(frame["logic"] == logic) & (frame["period"] > now) & (frame["person"] != "")]["person"])

    seen = after.stage.observed
    assert seen is not None
    old, new = named(before), named(after)
    users = set(after.stage.network.ids[seen.using].tolist())
    asked = set(after.stage.network.ids[seen.done > 0].tolist())
    dropped = old - new
    known = len(dropped & users)
    again = len((dropped & asked) - users)
    rest = len(dropped) - known - again
    return [
        f"{logic}: {len(new - old)} people are new in the plan from period {now + 1}; {len(dropped)} are out of it.",
        f"{logic}: of those out, {known} use it already, {again} were trained or asked, {rest} are worth less now.",
    ]
