"""Two wards to draw maps of, and how a test asks a map what it shows."""

import math
import re

import numpy as np
import pandas as pd

from netspread.communities import communities
from netspread.network import Network
from netspread.pages.map import draw_map
from netspread.ranking import rank
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, LinearThreshold, WeightedCascade

MODELS = (IndependentCascade(0.3), WeightedCascade(), LinearThreshold())
HOSTILE = (
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "\"'><svg onload=alert(1)>",
    "\u202eesrever\u202c \u200f\u05d0",
    '=HYPERLINK("http://x.example")',
    "&amp;&lt; %%TITLE%% \u2028\u2029 ${1}",
    "n" * 5000,
    "\ud800 half",
    "__proto__",
    "-->",
)


def ward(people=60):
    """Return a network of two units of nurses and doctors with weights, one person who did not answer, one alone."""
    rng = np.random.default_rng(3)
    ids = [f"p{at:02}" for at in range(people)]
    table = pd.DataFrame(
        {
            "name": [f"Ana Example {at}" for at in range(people)],
            "unit": ["Ward 1" if at < people // 2 else "Ward 2" for at in range(people)],
            "role": ["nurse" if at % 3 else "doctor" for at in range(people)],
            "years": [float(at) if at else math.nan for at in range(people)],
            "email": [f"a{at}@x.example" for at in range(people)],
            "note": [f"said {at}" for at in range(people)],
            "responded": [at != 5 for at in range(people)],
        },
        index=ids,
    )
    half = people // 2
    drawn = {
        (a, (a // half) * half + int(rng.integers(half)) if rng.random() < 0.9 else int(rng.integers(people)))
        for a in range(people - 1)
        for _ in range(4)
        if a != 5
    }
    ties = [(ids[a], ids[b], float(1 + (a + b) % 4)) for a, b in sorted(drawn) if a != b and people - 1 not in (a, b)]
    return Network.from_ties(ties, people=table, relation="advice")


def drawn(network, **options):
    """Return the map with everything that it can show."""
    partition = communities(network)
    rankings = [rank(network, by=name) for name in ("in-degree", "betweenness", "constraint")]
    comparison = compare(network, strategies=("random", "in-degree", "greedy"), budget=3, model=MODELS, worlds=300)
    told = {str(network.ids[0]): "Links the two wards."}
    return draw_map(
        network, partition=partition, rankings=rankings, comparison=comparison, explanations=told, **options
    )


def assert_quiet(page):
    assert page.said == []
    assert [url for url in page.asked if not re.match(r"file:[^#]*/map\.html(#|$)|blob:", url)] == []


def count(page):
    return page.evaluate("picture.look.list.length")


def state(page):
    return page.evaluate("page.state")


def find(page, text, box="#search"):
    page.fill(box, text)
    page.press(box, "Enter")
