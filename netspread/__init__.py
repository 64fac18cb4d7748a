"""netspread maps influence in organisations.

>>> import netspread as ns
>>> network = ns.Network.from_ties([("ana", "ben"), ("cia", "ben"), ("ben", "cia")])
>>> ns.rank(network, by="in-degree").top(1)
['ben']
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netspread.adoption.adopted import read_adopted as read_adopted
    from netspread.adoption.backtest import BackTest as BackTest
    from netspread.adoption.backtest import backtest as backtest
    from netspread.adoption.calibration import Calibration as Calibration
    from netspread.adoption.calibration import calibrate as calibrate
    from netspread.adoption.contagion import Reversal as Reversal
    from netspread.adoption.contagion import reversal_test as reversal_test
    from netspread.adoption.contagion import shuffle_test as shuffle_test
    from netspread.adoption.curves import categories as categories
    from netspread.adoption.curves import curve as curve
    from netspread.adoption.curves import hazard as hazard
    from netspread.adoption.diffusion import Diffusion as Diffusion
    from netspread.adoption.diffusion import diffusion as diffusion
    from netspread.adoption.diffusion import diffusions as diffusions
    from netspread.adoption.equivalence import structural_equivalence as structural_equivalence
    from netspread.adoption.exposure import Exposure as Exposure
    from netspread.adoption.exposure import exposure as exposure
    from netspread.adoption.growth import Growth as Growth
    from netspread.adoption.growth import growth as growth
    from netspread.adoption.invented import invented_diffusion as invented_diffusion
    from netspread.adoption.invented import invented_diffusions as invented_diffusions
    from netspread.adoption.matching import Matched as Matched
    from netspread.adoption.matching import matched_estimate as matched_estimate
    from netspread.adoption.moran import Moran as Moran
    from netspread.adoption.moran import moran as moran
    from netspread.adoption.moran import moran_of_times as moran_of_times
    from netspread.adoption.moran import moran_over_time as moran_over_time
    from netspread.adoption.regression import EventHistory as EventHistory
    from netspread.adoption.regression import event_history as event_history
    from netspread.adoption.regression import person_periods as person_periods
    from netspread.adoption.results import Adoption as Adoption
    from netspread.adoption.results import adoption as adoption
    from netspread.adoption.structure import Draws as Draws
    from netspread.adoption.structure import bootstrap as bootstrap
    from netspread.adoption.structure import mean_threshold as mean_threshold
    from netspread.adoption.structure import rewired as rewired
    from netspread.adoption.structure import structure_test as structure_test
    from netspread.adoption.thresholds import degree_at_adoption as degree_at_adoption
    from netspread.adoption.thresholds import infectiousness as infectiousness
    from netspread.adoption.thresholds import susceptibility as susceptibility
    from netspread.adoption.thresholds import system_thresholds as system_thresholds
    from netspread.adoption.thresholds import threshold_categories as threshold_categories
    from netspread.adoption.thresholds import thresholds as thresholds
    from netspread.asking import draw_survey as draw_survey
    from netspread.batch import Batch as Batch
    from netspread.batch import batch as batch
    from netspread.build import build as build
    from netspread.build import project as project
    from netspread.champions import Champions as Champions
    from netspread.champions import champions as champions
    from netspread.changes import Changes as Changes
    from netspread.changes import changes as changes
    from netspread.communities import Partition as Partition
    from netspread.communities import communities as communities
    from netspread.communities.agreement import agreement as agreement
    from netspread.communities.consensus import Consensus as Consensus
    from netspread.communities.consensus import consensus as consensus
    from netspread.communities.scan import resolution_scan as resolution_scan
    from netspread.communities.series import CommunitySeries as CommunitySeries
    from netspread.communities.series import community_series as community_series
    from netspread.communities.silos import Silos as Silos
    from netspread.communities.silos import silos as silos
    from netspread.errors import ChoiceError as ChoiceError
    from netspread.errors import NetspreadError as NetspreadError
    from netspread.errors import NetworkError as NetworkError
    from netspread.errors import ReadError as ReadError
    from netspread.errors import SaveError as SaveError
    from netspread.explain import explain as explain
    from netspread.findings import Findings as Findings
    from netspread.logics import Campaign as Campaign
    from netspread.logics import campaign as campaign
    from netspread.measures.description import Description as Description
    from netspread.measures.description import describe as describe
    from netspread.measures.keyplayers import KeyPlayers as KeyPlayers
    from netspread.measures.keyplayers import key_players as key_players
    from netspread.network import Network as Network
    from netspread.pages.adoption import draw_adoption as draw_adoption
    from netspread.pages.adoption_folder import write_adoption as write_adoption
    from netspread.pages.changes import draw_changes as draw_changes
    from netspread.pages.map import draw_map as draw_map
    from netspread.pages.report import draw_report as draw_report
    from netspread.ranking import Ranking as Ranking
    from netspread.ranking import rank as rank
    from netspread.ranking import uncertain_ranks as uncertain_ranks
    from netspread.readers import read as read
    from netspread.records import Reported as Reported
    from netspread.series import NetworkSeries as NetworkSeries
    from netspread.series import series as series
    from netspread.spread.answers import Answers as Answers
    from netspread.spread.answers import answers as answers
    from netspread.spread.bridges import Bridges as Bridges
    from netspread.spread.bridges import bridges as bridges
    from netspread.spread.compare import Comparison as Comparison
    from netspread.spread.compare import compare as compare
    from netspread.spread.models import SI as SI
    from netspread.spread.models import SIR as SIR
    from netspread.spread.models import SIS as SIS
    from netspread.spread.models import Abandonment as Abandonment
    from netspread.spread.models import Broadcast as Broadcast
    from netspread.spread.models import CascadeByGroup as CascadeByGroup
    from netspread.spread.models import CascadeByLayer as CascadeByLayer
    from netspread.spread.models import CascadeByWeight as CascadeByWeight
    from netspread.spread.models import ComplexContagion as ComplexContagion
    from netspread.spread.models import FractionalThreshold as FractionalThreshold
    from netspread.spread.models import GivenThresholds as GivenThresholds
    from netspread.spread.models import IndependentCascade as IndependentCascade
    from netspread.spread.models import LinearThreshold as LinearThreshold
    from netspread.spread.models import Resisted as Resisted
    from netspread.spread.models import WeightedCascade as WeightedCascade
    from netspread.spread.questions import diminishing_returns as diminishing_returns
    from netspread.spread.questions import equity as equity
    from netspread.spread.questions import random_seeds_needed as random_seeds_needed
    from netspread.spread.questions import sensitivity as sensitivity
    from netspread.spread.questions import time_to as time_to
    from netspread.spread.seeding import Seeding as Seeding
    from netspread.spread.seeding import seeds as seeds
    from netspread.spread.simulate import Spread as Spread
    from netspread.spread.simulate import simulate as simulate
    from netspread.spread.world import one_world as one_world
    from netspread.study import Study as Study
    from netspread.study import study as study

__version__ = "0.1.0"

#: Where each name of the face lives; it is imported when it is first asked for, so that starting stays quick.
_ROOMS = {
    "read_adopted": "adoption.adopted",
    "BackTest": "adoption.backtest",
    "backtest": "adoption.backtest",
    "Calibration": "adoption.calibration",
    "calibrate": "adoption.calibration",
    "Matched": "adoption.matching",
    "Reversal": "adoption.contagion",
    "matched_estimate": "adoption.matching",
    "reversal_test": "adoption.contagion",
    "shuffle_test": "adoption.contagion",
    "categories": "adoption.curves",
    "curve": "adoption.curves",
    "hazard": "adoption.curves",
    "Diffusion": "adoption.diffusion",
    "diffusion": "adoption.diffusion",
    "diffusions": "adoption.diffusion",
    "structural_equivalence": "adoption.equivalence",
    "Exposure": "adoption.exposure",
    "exposure": "adoption.exposure",
    "Growth": "adoption.growth",
    "growth": "adoption.growth",
    "invented_diffusion": "adoption.invented",
    "invented_diffusions": "adoption.invented",
    "Moran": "adoption.moran",
    "moran": "adoption.moran",
    "moran_of_times": "adoption.moran",
    "moran_over_time": "adoption.moran",
    "EventHistory": "adoption.regression",
    "event_history": "adoption.regression",
    "person_periods": "adoption.regression",
    "Adoption": "adoption.results",
    "adoption": "adoption.results",
    "Draws": "adoption.structure",
    "bootstrap": "adoption.structure",
    "mean_threshold": "adoption.structure",
    "rewired": "adoption.structure",
    "structure_test": "adoption.structure",
    "degree_at_adoption": "adoption.thresholds",
    "infectiousness": "adoption.thresholds",
    "susceptibility": "adoption.thresholds",
    "system_thresholds": "adoption.thresholds",
    "threshold_categories": "adoption.thresholds",
    "thresholds": "adoption.thresholds",
    "draw_survey": "asking",
    "Batch": "batch",
    "batch": "batch",
    "build": "build",
    "project": "build",
    "Campaign": "logics",
    "campaign": "logics",
    "Champions": "champions",
    "champions": "champions",
    "Changes": "changes",
    "changes": "changes",
    "Partition": "communities",
    "communities": "communities",
    "agreement": "communities.agreement",
    "Consensus": "communities.consensus",
    "consensus": "communities.consensus",
    "resolution_scan": "communities.scan",
    "CommunitySeries": "communities.series",
    "community_series": "communities.series",
    "Silos": "communities.silos",
    "silos": "communities.silos",
    "ChoiceError": "errors",
    "NetspreadError": "errors",
    "NetworkError": "errors",
    "ReadError": "errors",
    "SaveError": "errors",
    "explain": "explain",
    "Findings": "findings",
    "Description": "measures.description",
    "describe": "measures.description",
    "KeyPlayers": "measures.keyplayers",
    "key_players": "measures.keyplayers",
    "Network": "network",
    "draw_adoption": "pages.adoption",
    "write_adoption": "pages.adoption_folder",
    "draw_changes": "pages.changes",
    "draw_map": "pages.map",
    "draw_report": "pages.report",
    "Ranking": "ranking",
    "rank": "ranking",
    "uncertain_ranks": "ranking",
    "read": "readers",
    "Reported": "records",
    "NetworkSeries": "series",
    "series": "series",
    "Answers": "spread.answers",
    "answers": "spread.answers",
    "Bridges": "spread.bridges",
    "bridges": "spread.bridges",
    "Comparison": "spread.compare",
    "compare": "spread.compare",
    "Abandonment": "spread.models",
    "Broadcast": "spread.models",
    "CascadeByGroup": "spread.models",
    "CascadeByLayer": "spread.models",
    "CascadeByWeight": "spread.models",
    "ComplexContagion": "spread.models",
    "FractionalThreshold": "spread.models",
    "GivenThresholds": "spread.models",
    "IndependentCascade": "spread.models",
    "LinearThreshold": "spread.models",
    "Resisted": "spread.models",
    "SI": "spread.models",
    "SIR": "spread.models",
    "SIS": "spread.models",
    "WeightedCascade": "spread.models",
    "diminishing_returns": "spread.questions",
    "equity": "spread.questions",
    "random_seeds_needed": "spread.questions",
    "sensitivity": "spread.questions",
    "time_to": "spread.questions",
    "Seeding": "spread.seeding",
    "seeds": "spread.seeding",
    "Spread": "spread.simulate",
    "simulate": "spread.simulate",
    "one_world": "spread.world",
    "Study": "study",
    "study": "study",
}

__all__ = [*_ROOMS, "__version__"]  # noqa: PLE0604  # the names are text; the list is made from the map


class _Face(ModuleType):
    """A module whose verbs are not hidden by the rooms of the same name: ``netspread.build`` stays the function."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python binds each imported room to its name here; a verb of that name keeps its place.
        if not (name in _ROOMS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'netspread' has no attribute {name!r}")
    return getattr(import_module(f"netspread.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
