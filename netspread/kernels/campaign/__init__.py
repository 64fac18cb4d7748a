"""Campaign: all people of a world go through its periods, given the plans; the plan that observes is made in here."""

from netspread.kernels.campaign.ecological import learn
from netspread.kernels.campaign.ground import (
    ABANDONED,
    ADOPTED,
    ASKED,
    AWARE,
    COST,
    GIVEN_UP,
    KEPT,
    LEADERS,
    PLANNER,
    RESISTANT,
    SUSTAINED,
    TRAINED,
    TRAINING,
    UNAWARE,
    USING,
    Ground,
    Settings,
    Tally,
    Ways,
)
from netspread.kernels.campaign.run import run

__all__ = [
    "ABANDONED",
    "ADOPTED",
    "ASKED",
    "AWARE",
    "COST",
    "GIVEN_UP",
    "KEPT",
    "LEADERS",
    "PLANNER",
    "RESISTANT",
    "SUSTAINED",
    "TRAINED",
    "TRAINING",
    "UNAWARE",
    "USING",
    "Ground",
    "Settings",
    "Tally",
    "Ways",
    "learn",
    "run",
]
