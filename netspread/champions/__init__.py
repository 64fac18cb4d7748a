"""Champions: a team under the conditions of an organization, as good as can be and proved so where possible."""

from netspread.champions.plan import champions
from netspread.champions.search import EXACT_PAIRS
from netspread.champions.team import Champions, covered_by

__all__ = ["EXACT_PAIRS", "Champions", "champions", "covered_by"]
