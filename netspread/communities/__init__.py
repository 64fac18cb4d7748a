"""Communities: who belongs together."""

from typing import Any

from netspread.communities.methods import METHODS
from netspread.communities.partition import Partition
from netspread.errors import one_of
from netspread.network import Network

__all__ = ["METHODS", "Partition", "communities"]


def communities(network: Network, *, method: str = "leiden", seed: int = 1, **options: Any) -> Partition:
    """Return a partition of the people of *network*: same seed, same communities.

    Parameters
    ----------
    network
        Any network. Ties count in both directions, but for ``infomap`` and ``structural-equivalence``.
    method
        ``"leiden"``, ``"louvain"``, ``"infomap"``, ``"walktrap"``, ``"label-propagation"``,
        ``"leading-eigenvector"``, ``"girvan-newman"``, ``"spectral"``; by position: ``"core-periphery"``,
        ``"structural-equivalence"``; or ``"groups"``, the formal organization.
    seed
        Random seed, for the methods that draw.
    **options
        Of the method, e.g. ``resolution`` of ``"leiden"``; see :mod:`netspread.communities.methods`.

    Raises
    ------
    ChoiceError
        If the method or an option is unknown.

    Examples
    --------
    >>> two = Network.from_ties([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x"), ("a", "x")])
    >>> communities(two).labels
    array([1, 1, 1, 2, 2, 2])
    """
    if method not in METHODS:
        raise one_of("method", method, METHODS)
    how = METHODS[method]
    how.check(method, options)
    found = how.find(how.view(network), seed=seed, **options)
    return Partition.of(network, found, method=method, seed=seed, **options)
