"""Brokerage: who stands between people who do not reach each other.

Burt (1992), *Structural Holes*, chapter 2; Gould & Fernandez (1989), *Sociological Methodology* 19:89.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread import engine
from netspread.errors import ChoiceError
from netspread.kernels import brokerage as kernels
from netspread.measures.graph import contacts_of
from netspread.measures.kept import kept
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
    nan for an isolate. Burt (1992), *Structural Holes*, chapter 2.

    Examples
    --------
    >>> constraint(Network.from_ties([("a", "b"), ("a", "c")]))
    array([0.5, 1. , 1. ])
    """
    return _constraint(network, _invested(network, weighted=weighted))


def hierarchy(network: Network, *, weighted: bool = False) -> NDArray[np.float64]:
    """Return how far a person's constraint comes from a single contact, from 0 (all alike) to 1 (one contact).

    The Coleman-Theil disorder index of the contacts' shares of the :func:`constraint`; 1 with a single contact,
    nan for an isolate. Burt (1992), *Structural Holes*, formula 2.9.
    """
    invested = _invested(network, weighted=weighted)
    constraints, found = _constraint(network, invested), np.zeros(network.n_people)
    kernels.hierarchy(
        invested.ahead, invested.partners, invested.both_in, invested.total, invested.contacts, constraints, found
    )
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
    return kept(network, ("roles", codes.tobytes()), lambda: open_ways(network, codes, k)).copy()


def open_ways(network: Network, codes: NDArray[np.int32], k: int) -> NDArray[np.int64]:
    """Return :func:`roles` for groups given as numbers from 0 to k - 1, one a person."""
    named_by = Arcs(network.starts, network.alters, network.weights).turned()
    counts = np.zeros((network.n_people, len(ROLES)), dtype=np.int64)

    def fill(block: range) -> None:
        kernels.roles(
            network.starts, network.alters, named_by.starts, named_by.targets, codes, k, block.start, block.stop, counts
        )

    engine.run(fill, engine.blocks(network.n_people, _BLOCK), name="brokerage roles", in_place=True)
    return counts


def brokerage_roles(network: Network, *, groups: str) -> pd.DataFrame:
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
    to the other contacts (Borgatti 1997, *Connections* 20:35). From 1 to the number of contacts; nan for an
    isolate.
    """
    among, contacts = ties_among_contacts(network)
    return contacts - _ratio(among, contacts)


def efficiency(network: Network) -> NDArray[np.float64]:
    """Return :func:`effective_size` divided by the number of contacts: from above 0 to 1; nan for an isolate.

    Contacts in either direction, without weights. Burt (1992), *Structural Holes*, chapter 2; Borgatti (1997).
    """
    among, contacts = ties_among_contacts(network)
    return _ratio(contacts**2 - among, contacts**2)


def ties_among_contacts(network: Network) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how many ties each person's contacts have with each other, from both sides, and how many they are."""

    def compute() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        both = contacts_of(network)
        ahead, partners, _ = kernels.pairs(both.starts, both.targets)
        return 2 * kernels.triangles(ahead, partners).astype(np.float64), np.diff(both.starts).astype(np.float64)

    return kept(network, "ties among contacts", compute)


@dataclass(frozen=True, slots=True, eq=False)
class _Invested:
    """What people invest in each of their contacts, directly and through others: one row a pair of contacts.

    Attributes
    ----------
    ahead, partners
        Each pair stands with one of the two: where a person's pairs begin, (n + 1,), and the other one, (pairs,).
    both_in
        float64, (pairs,): b_ij + sum_q b_iq b_qj / total_q; over a person's total it is what that person invests.
    total, contacts
        float64 and int64, shape (n,): the sum of a person's ties, and how many contacts that are.
    """

    ahead: NDArray[np.int64]
    partners: NDArray[np.int32]
    both_in: NDArray[np.float64]
    total: NDArray[np.float64]
    contacts: NDArray[np.int64]


def _invested(network: Network, *, weighted: bool) -> _Invested:
    plain = network if weighted else replace(network, weights=np.ones(len(network.alters)))
    both = plain.contacts()
    ahead, partners, places = kernels.pairs(both.starts, both.targets)
    total = np.bincount(both.targets, weights=both.weights, minlength=network.n_people).astype(np.float64)
    both_in = kernels.shared(ahead, partners, both.weights[places], total)
    return _Invested(ahead, partners, both_in, total, np.diff(both.starts))


def _constraint(network: Network, invested: _Invested) -> NDArray[np.float64]:
    found = np.zeros(network.n_people)
    kernels.constraint(invested.ahead, invested.partners, invested.both_in, invested.total, found)
    return found


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / whole, nan where whole is 0."""
    out = np.full(part.shape, np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out


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
