"""Brokerage: who stands between people who do not reach each other.

Burt (1992), *Structural Holes*, chapter 2; Gould & Fernandez (1989), *Sociological Methodology* 19:89.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netspread import engine
from netspread.errors import ChoiceError
from netspread.kernels import brokerage as kernels
from netspread.network import Arcs, Network

#: The brokerage roles in the order of the kernel, for a broker v between a and b (letters are groups of a v b).
ROLES = {
    "coordinator": "A A A: within the own group",
    "itinerant": "A B A: between two people of another group",
    "gatekeeper": "A B B: lets others in to the own group",
    "representative": "A A B: speaks for the own group to others",
    "liaison": "A B C: between two other groups",
}
_BLOCK = 2048


def constraint(network: Network, *, weighted: bool = False) -> NDArray[np.float64]:
    """Return how far each person's contacts close the gaps around that person; brokers have little of it.

    A tie counts in both directions, a returned tie twice as much; with *weighted* its weight is the time and
    energy spent on the contact. Near 0 with many unconnected contacts, 1 with a single contact, below 2 always;
    nan for an isolate.

    Examples
    --------
    >>> constraint(Network.from_ties([("a", "b"), ("a", "c")]))
    array([0.5, 1. , 1. ])
    """
    plain = network if weighted else _unweighted(network)
    both = plain.contacts()
    total = np.add.reduceat(np.append(both.weights, 0.0), both.starts[:-1]) if plain.n_people else np.zeros(0)
    found = np.empty(network.n_people)

    def fill(block: range) -> None:
        kernels.constraint(both.starts, both.targets, both.weights, total, block.start, block.stop, found)

    engine.run(fill, engine.blocks(network.n_people, _BLOCK), name="constraint")
    return found


def roles(network: Network, *, groups: str) -> NDArray[np.int64]:
    """Return how often each person brokers in each role of ``ROLES``: shape (n, 5).

    A person v brokers from a to b if a names v, v names b, and a does not name b; the groups of the three, by
    the attribute *groups*, say in which role. Pairs are ordered; weights do not count; an isolate has 0.

    Raises
    ------
    ChoiceError
        If *groups* is no attribute, or everybody has the same value.
    """
    codes, k = _codes(network, groups)
    named_by = Arcs(network.starts, network.alters, network.weights).turned()
    counts = np.zeros((network.n_people, len(ROLES)), dtype=np.int64)

    def fill(block: range) -> None:
        kernels.roles(
            network.starts, network.alters, named_by.starts, named_by.targets, codes, k, block.start, block.stop, counts
        )

    engine.run(fill, engine.blocks(network.n_people, _BLOCK), name="brokerage roles")
    return counts


def brokerage_table(network: Network, *, groups: str) -> pd.DataFrame:
    """Return one row for each person and role: ``person, group, role, raw, expected, sd, z``.

    *expected* and *sd* are those of a random network with the same density and group sizes (Gould & Fernandez
    1989); z is missing where sd is 0. The role ``total`` is the sum over all.
    """
    raw = roles(network, groups=groups)
    raw = np.column_stack([raw, raw.sum(axis=1)]).astype(np.float64)
    codes, k = _codes(network, groups)
    n = network.n_people
    pairs, sharing = (table[codes] for table in _pairs_by_group(np.bincount(codes, minlength=k).astype(np.float64)))
    density = network.n_ties * (1 if network.directed else 2) / max(n * (n - 1), 1)
    chance = density**2 * (1 - density)
    expected = pairs * chance
    # Two pairs with a leg in common are open together more often than chance squared; all others are independent.
    sd = np.sqrt(pairs * chance * (1 - chance) + sharing * (density * (1 - density)) ** 3)
    z = _ratio(raw - expected, sd)
    names = [*ROLES, "total"]
    return pd.DataFrame(
        {
            "person": np.repeat(network.ids, len(names)),
            "group": np.repeat(network.groups(groups).to_numpy(), len(names)),
            "role": np.tile(np.array(names, dtype=object), n),
            "raw": raw.ravel(),
            "expected": expected.ravel(),
            "sd": sd.ravel(),
            "z": z.ravel(),
        }
    )


def of_role(name: str) -> Callable[..., NDArray[np.float64]]:
    """Return the measure that counts how often each person brokers in the role *name*."""
    column = list(ROLES).index(name)

    def measure(network: Network, *, groups: str) -> NDArray[np.float64]:
        return roles(network, groups=groups)[:, column].astype(np.float64)

    return measure


def effective_size(network: Network) -> NDArray[np.float64]:
    """Return how many different others a person's contacts lead to: contacts minus what they repeat of each other.

    Contacts in either direction, without weights: their number minus the mean number of ties that a contact has
    to the other contacts (Borgatti 1997, *Connections* 20:35). From 0 or 1 to the number of contacts; nan for an
    isolate.
    """
    adjacent, degrees = _adjacency(network)
    triangles = np.asarray((adjacent @ adjacent).multiply(adjacent).sum(axis=1)).ravel()
    return _ratio(degrees**2 - triangles, degrees)


def efficiency(network: Network) -> NDArray[np.float64]:
    """Return :func:`effective_size` divided by the number of contacts: from above 0 to 1; nan for an isolate."""
    return _ratio(effective_size(network), _adjacency(network)[1])


def hierarchy(network: Network) -> NDArray[np.float64]:
    """Return how far a person's constraint comes from a single contact, from 0 (all alike) to 1 (one contact).

    The Coleman-Theil disorder index of the contacts' shares of the constraint; 1 with a single contact, nan for
    an isolate. Burt (1992), *Structural Holes*, formula 2.9.
    """
    both = _unweighted(network).contacts()
    degrees = np.diff(both.starts)
    shares = csr_array((both.weights, both.targets, both.starts), shape=(network.n_people, network.n_people))
    totals = np.asarray(shares.sum(axis=1), dtype=np.float64).ravel()
    owner = np.repeat(np.arange(network.n_people), degrees)
    shares.data = shares.data / totals[owner]
    through = (shares @ shares).tocsr()
    burden = (shares.data + np.asarray(through[owner, both.targets]).ravel()) ** 2
    mean = np.bincount(owner, weights=burden, minlength=network.n_people) / np.maximum(degrees, 1)
    ratio = burden / mean[owner]
    disorder = np.bincount(owner, weights=ratio * np.log(ratio), minlength=network.n_people)
    norm = degrees * np.log(np.maximum(degrees, 2))
    return np.where(degrees > 1, disorder / np.maximum(norm, 1e-300), np.where(degrees == 1, 1.0, np.nan))


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / whole, nan where whole is 0."""
    out = np.full(part.shape, np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out


def _adjacency(network: Network) -> tuple[csr_array, NDArray[np.float64]]:
    both = network.contacts()
    n = network.n_people
    ones = np.ones(len(both.targets))
    return csr_array((ones, both.targets, both.starts), shape=(n, n)), np.diff(both.starts).astype(np.float64)


def _unweighted(network: Network) -> Network:
    return replace(network, weights=np.ones(len(network.alters)))


def _codes(network: Network, groups: str) -> tuple[NDArray[np.int32], int]:
    codes, values = pd.factorize(network.groups(groups), sort=True)
    if len(values) < 2:
        raise ChoiceError(
            f"group column {groups!r} has the same value for everybody; brokerage roles need two groups or more"
        )
    return codes.astype(np.int32), len(values)


def _pairs_by_group(sizes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, for a broker of each group and each role and their total, two counts: shape (k, 6) each.

    First the ordered pairs a, b that could be brokered; then the ordered pairs of such pairs that share a or b.
    """
    n = sizes.sum()
    own, others = sizes - 1, n - sizes

    def over_other_groups(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(values.sum() - values)

    far = others[:, None] - sizes[None, :]  # people outside both the broker's and a's group
    liaison = far * sizes * (1 - np.eye(len(sizes)))
    pairs = [
        own * (own - 1),
        over_other_groups(sizes * (sizes - 1)),
        others * own,
        others * own,
        liaison.sum(axis=1),
        np.full(len(sizes), (n - 1) * (n - 2)),
    ]
    across = others * own * (own - 1) + own * others * (others - 1)
    sharing = [
        2 * own * (own - 1) * (own - 2),
        2 * over_other_groups(sizes * (sizes - 1) * (sizes - 2)),
        across,
        across,
        2 * (liaison * (far - 1)).sum(axis=1),
        np.full(len(sizes), 2 * (n - 1) * (n - 2) * (n - 3)),
    ]
    return np.column_stack(pairs), np.column_stack(sharing)
