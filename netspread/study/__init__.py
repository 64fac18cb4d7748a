"""Study: the main job. Files in, one frozen value with all results out, and a folder to hand on."""

from netspread.records import Reported
from netspread.study.asked import default_strategies, group_column, needed_group_column
from netspread.study.found import MEASURES, ROLES, rankings, sure_rankings
from netspread.study.main_job import Study, study
from netspread.study.record import versions

__all__ = [
    "MEASURES",
    "ROLES",
    "Reported",
    "Study",
    "default_strategies",
    "group_column",
    "needed_group_column",
    "rankings",
    "study",
    "sure_rankings",
    "versions",
]
