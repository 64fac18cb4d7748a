"""Measures equal their slow twins, with the JIT and without."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from netspread.kernels import brokerage, distances
from netspread.network import Arcs, Network
from small_networks import SIZE, matrices, network_of


@given(matrices, st.lists(st.integers(0, 2), min_size=SIZE, max_size=SIZE))
@settings(max_examples=30, deadline=None)
def test_roles_are_those_of_the_triple_loop(matrix, groups):
    network = network_of(matrix)
    turned = network.influence_arcs()
    found = np.zeros((SIZE, 5), np.int64)

    brokerage.roles(
        network.starts, network.alters, turned.starts, turned.targets, np.array(groups, np.int32), 3, 0, SIZE, found
    )

    np.testing.assert_array_equal(found, naive.role_counts(matrix, groups))


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_each_pair_stands_once_with_whoever_has_fewer_contacts_and_triangles_are_counted(matrix):
    network = network_of(matrix)
    both = network.contacts()

    ahead, partners, places = brokerage.pairs(both.starts, both.targets)
    corners = brokerage.triangles(ahead, partners)

    owners = np.repeat(np.arange(SIZE), np.diff(ahead))
    sizes = np.diff(both.starts)
    assert (sizes[owners] <= sizes[partners]).all()
    contacts = matrix | matrix.T
    assert sorted(map(sorted, zip(owners, partners, strict=True))) == np.argwhere(np.triu(contacts)).tolist()
    assert (both.targets[places] == partners).all()
    dense = contacts.astype(int)
    assert corners.tolist() == (np.diag(dense @ dense @ dense) // 2).tolist()


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_arcs_turned_and_both_ways_are_the_transpose_and_the_sum(matrix):
    network = network_of(matrix)
    along = Arcs(network.starts, network.alters, network.weights)

    for arcs, expected in ((along.turned(), matrix.T * 1.0), (along.both_ways(), matrix.T * 1.0 + matrix)):
        found = np.zeros((SIZE, SIZE))
        sources = np.repeat(np.arange(SIZE), np.diff(arcs.starts))
        found[sources, arcs.targets] = arcs.weights
        assert (found == expected).all()
        assert all((np.diff(arcs.targets[a:b]) > 0).all() for a, b in zip(arcs.starts, arcs.starts[1:], strict=False))


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_constraint_is_burts(matrix):
    both = network_of(matrix).contacts()
    total = np.array([both.weights[a:b].sum() for a, b in zip(both.starts, both.starts[1:], strict=False)])
    ahead, partners, places = brokerage.pairs(both.starts, both.targets)
    invested = brokerage.shared(ahead, partners, both.weights[places], total)
    found, hierarchy = np.zeros(SIZE), np.zeros(SIZE)

    brokerage.constraint(ahead, partners, invested, total, found)
    brokerage.hierarchy(ahead, partners, invested, total, np.diff(both.starts), found, hierarchy)

    np.testing.assert_allclose(found, naive.burt_constraint(matrix.astype(float)))


@given(matrices)
@settings(max_examples=30, deadline=None)
def test_distances_and_two_step_reach_are_those_of_matrix_powers(matrix):
    network = network_of(matrix, influence="ego_to_alter")
    turned = network.influence_arcs().turned()
    steps, reached, inverse = np.zeros(SIZE, np.int64), np.zeros(SIZE, np.int64), np.zeros(SIZE)
    near = np.empty(SIZE)

    distances.tally(turned.starts, turned.targets, np.arange(SIZE), steps, reached, inverse)
    brokerage.reach_in_two(network.starts, network.alters, 0, SIZE, near)

    away = naive.distances(matrix)
    finite = np.where(np.isfinite(away), away, 0)
    np.testing.assert_array_equal(steps, finite.sum(axis=0))
    np.testing.assert_array_equal(reached, (finite > 0).sum(axis=0))
    np.testing.assert_allclose(inverse, np.where(finite > 0, 1 / np.maximum(finite, 1), 0).sum(axis=0))
    np.testing.assert_array_equal(near, ((finite > 0) & (finite <= 2)).sum(axis=1))


def test_distances_of_more_people_than_a_word_has_bits():
    n = 150
    ring = Network.from_ties([(str(i), str((i + 1) % n)) for i in range(n)], influence="ego_to_alter")
    turned = ring.influence_arcs().turned()
    steps, reached, inverse = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)

    distances.tally(turned.starts, turned.targets, np.arange(n), steps, reached, inverse)

    assert (reached == n - 1).all()
    assert (steps == n * (n - 1) // 2).all()
