"""Places: intervals as short as they may be, chances without the noise of lots, estimates that say so."""

import numpy as np
import pytest

from netspread import engine
from netspread.network import Network
from netspread.nonresponse import completions
from netspread.places import Places, drawn_places
from netspread.ranking import rank


def places(*people):
    """Places of people, one list of draws a person, nobody sharing one."""
    at = np.array(people, dtype=np.int32).T
    return Places(at, at, at)


def test_the_interval_is_the_shortest_run_that_one_more_draw_would_fall_into_nine_times_in_ten():
    low, high = places(range(1, 101), [1] * 92 + [50] * 8, [1] * 91 + [50] * 9, [1] * 4 + [7] * 92 + [9] * 4).interval()

    assert low.tolist() == [5, 1, 1, 7]
    assert high.tolist() == [96, 1, 50, 7]


def test_of_few_draws_the_interval_holds_all():
    low, high = places([3, 1, 2, 8, 5]).interval()

    assert (low.tolist(), high.tolist()) == ([1], [8])


def test_intervals_of_chance_alone_hold_nine_times_in_ten():
    rng = np.random.default_rng(1)
    at = rng.integers(1, 100_000, (100, 4000)).astype(np.int32)
    low, high = Places(at, at, at).interval()

    true = rng.integers(1, 100_000, 4000)

    # Choosing the shortest of nine runs costs up to two in a hundred.
    assert ((true >= low) & (true <= high)).mean() == pytest.approx(0.885, abs=0.02)


def test_equals_share_what_places_are_left_among_the_first():
    ring = Network.from_ties([(str(a), str((a + 1) % 12)) for a in range(12)])
    star = Network.from_ties([("b", "a"), ("c", "a"), ("d", "a"), ("d", "b"), ("a", "c")])

    for top in (1, 3, 12, 20):
        chance = drawn_places(completions(ring, draws=2), by=["in-degree"])["in-degree"].chance(top)
        np.testing.assert_allclose(chance, min(top / 12, 1))
    starred = drawn_places(completions(star, draws=2), by=["in-degree"])["in-degree"]
    assert dict(zip(star.ids, starred.chance(2), strict=True)) == {"a": 1, "b": 0.5, "c": 0.5, "d": 0}


def chain(n):
    """People who each name the next, so that betweenness is highest in the middle."""
    return Network.from_ties([(f"{a:05}", f"{a + 1:05}") for a in range(n - 1)])


def test_in_draws_of_many_people_shortest_paths_are_estimated_and_the_ranking_says_so():
    many, few = rank(chain(2001), by="betweenness", draws=2), rank(chain(300), by="betweenness", draws=2)

    assert (many.drawn_sources, few.drawn_sources) == (128, None)
    assert rank(chain(2001), by="in-degree", draws=2).drawn_sources is None
    assert many.scores.max() == 1000 * 1000  # the scores themselves stay exact


def test_draws_of_many_people_err_each_in_its_own_way_and_alike_on_any_number_of_threads():
    found = []
    for jobs in (1, 2):
        with engine.using(jobs):
            found.append(drawn_places(completions(chain(2001), draws=9), by=["betweenness"])["betweenness"])

    for one, other in zip(*((place.at, place.first, place.last) for place in found), strict=True):
        assert one.tobytes() == other.tobytes()
    best = {tuple(np.flatnonzero(draw == 1)) for draw in found[0].first}
    assert len(best) > 4
