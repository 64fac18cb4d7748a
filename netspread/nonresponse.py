"""Nonresponse: plausible complete networks, given who did not answer.

The missing ties of a person who did not answer are unknown, not zero. Each draw fills them in: how many people
the silent person names is taken from somebody who answered, and whom, from a model of the observed nominations
that saw every respondent as if that person had been silent too. Measures computed on many draws tell how sure a
rank is. The design of the trials in ``docs/`` follows Smith, Morgan & Moody (2022), *Social Networks* 68:148.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from netspread.errors import NetworkError, in_range, one_of
from netspread.network import Network, compressed
from netspread.tie_model import TieModel

Method = Literal["model", "as-observed", "reciprocate"]


@dataclass(frozen=True, slots=True, eq=False)
class Completions:
    """Plausible complete networks: the observed one, with the answers of the silent filled in.

    Attributes
    ----------
    network
        As observed.
    draws
        How many there are; ``completions[d]`` is the d-th, the same whenever it is asked for.
    seed
        The random seed.
    method
        ``"model"``; or, as plain alternatives that are the same in each draw, ``"as-observed"`` (the silent
        name nobody) and ``"reciprocate"`` (the silent name those who name them).
    """

    network: Network
    draws: int
    seed: int
    method: Method
    model: TieModel | None

    def __len__(self) -> int:
        """Return how many draws there are."""
        return self.draws

    def __iter__(self) -> Iterator[Network]:
        """Go through the draws in order."""
        return (self[draw] for draw in range(self.draws))

    def __getitem__(self, draw: int) -> Network:
        """Return the network of one draw."""
        if not 0 <= draw < self.draws:
            raise IndexError(draw)
        network = self.network
        if self.method == "as-observed" or network.responded.all():
            return network
        if self.model is None:
            silent = np.flatnonzero(~network.responded)
            namers = network.matrix().T.tocsr()[silent].tocoo()
            return _with_ties(network, silent[namers.row], namers.col.astype(np.int64), namers.data)
        return _with_ties(network, *self.model.nominations(np.random.default_rng([self.seed, draw])))


def completions(network: Network, *, draws: int = 100, seed: int = 1, method: Method = "model") -> Completions:
    """Return *draws* plausible complete versions of *network*, given ``network.responded``.

    A silent person names as many people as somebody who answered did, so a survey that caps the number of names
    stays capped. Whom: chances go with how often the alter is named by others, whether the alter names the
    person, whether others name both, whether the alter names somebody who names the person, how many the alter
    names, and for each attribute of ``people`` whether both share its value. How much each counts is estimated
    by logistic regression on the nominations of those who answered, and drawn anew from its uncertainty in each
    draw; so is the popularity of each alter (beta-binomial). The weight of a drawn tie is that of an observed one.

    Raises
    ------
    NetworkError
        If nobody answered, or nobody who answered named anybody.
    """
    in_range("draws", draws, 1)
    if method not in get_args(Method):
        raise one_of("method", method, get_args(Method))
    if not network.directed and not network.responded.all():
        raise NetworkError("ties without direction have no answers that could be missing; leave out 'responded'")
    needed = method == "model" and not network.responded.all()
    return Completions(network, draws, seed, method, TieModel.fitted(network, seed) if needed else None)


def _with_ties(
    network: Network, egos: NDArray[np.int64], alters: NDArray[np.int64], weights: NDArray[np.float64]
) -> Network:
    """Return *network* with the ties of the silent replaced by these."""
    kept = network.responded[network.egos()]
    starts, merged, summed = compressed(
        network.n_people,
        np.concatenate([network.egos()[kept], egos]),
        np.concatenate([network.alters[kept], alters]),
        np.concatenate([network.weights[kept], weights]),
    )
    return Network(network.people, starts, merged, summed, network.relation, network.influence, network.directed)
