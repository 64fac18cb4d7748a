"""The backbone against its definition."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from netspread.network import Network
from netspread.pages.backbone import backbone, ties_once


def naive(people, ties):
    """Every tie that is significant at one end, or the most significant one of somebody: sets of positions."""
    strength = {i: sum(w for a, b, w in ties if i == a) for i in range(people)}
    received = {i: sum(w for a, b, w in ties if i == b) for i in range(people)}
    count = {i: sum(1 for a, _, _ in ties if i == a) for i in range(people)}
    incoming = {i: sum(1 for _, b, _ in ties if i == b) for i in range(people)}
    chance = []
    for a, b, w in ties:
        left = (1 - w / strength[a]) ** (count[a] - 1) if count[a] > 1 else 1.0
        right = (1 - w / received[b]) ** (incoming[b] - 1) if incoming[b] > 1 else 1.0
        chance.append(min(left, right))
    significant = {t for t, alpha in enumerate(chance) if alpha < 0.05}
    return chance, significant


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(1, 60), min_size=2, max_size=40))
@settings(max_examples=150, deadline=None)
def test_the_backbone_holds_what_the_definition_says_and_leaves_nobody_alone(found):
    ties = [(a, b, float(w)) for (a, b), w in sorted(found.items()) if a != b]
    weights = {w for _, _, w in ties}
    if len(weights) < 2:
        return
    ego, alter, weight = (np.array(side) for side in zip(*ties, strict=True))

    kept = backbone(8, ego.astype(int), alter.astype(int), weight)

    chance, significant = naive(8, ties)
    assert significant <= set(kept.tolist())
    for person in {*ego.tolist(), *alter.tolist()}:
        own = [t for t, (a, b, _) in enumerate(ties) if person in (a, b)]
        assert min(chance[t] for t in own) in [chance[t] for t in own if t in set(kept.tolist())]
    assert [chance[t] for t in kept] == sorted(chance[t] for t in kept)


def test_with_equal_weights_a_tie_in_a_clique_counts_more_than_a_chord():
    clique = [(a, b) for a in range(6) for b in range(a)]
    other = [(a + 6, b + 6) for a, b in clique]
    network = Network.from_ties([(str(a), str(b)) for a, b in [*clique, *other, (0, 6)]], directed=False)

    ego, alter, weight = ties_once(network)
    kept = backbone(network.n_people, ego, alter, weight)

    bridge = {
        tuple(sorted((network.ids[a], network.ids[b]))): t for t, (a, b) in enumerate(zip(ego, alter, strict=True))
    }
    assert bridge["0", "6"] not in kept


def test_without_ties_there_is_no_backbone():
    empty = np.zeros(0, np.int64)

    assert len(backbone(3, empty, empty, np.zeros(0))) == 0
