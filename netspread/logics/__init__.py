"""Logics: three ways in which a practice may spread, alone and combined, as campaigns over time.

Greenhalgh & Papoutsi (2019), *BMJ* 365:l2068.
"""

from netspread.logics.campaigns import Campaign, campaign
from netspread.logics.combined import LOGICS

__all__ = ["LOGICS", "Campaign", "campaign"]
