"""Nonresponse: plausible complete networks, given who did not answer.

The missing ties of a person who did not answer are unknown, not zero. Each draw fills them in: how many people
the silent person names is what was to be expected of such a person, and whom, from a model of the observed nominations
that saw every respondent as if that person had been silent too. Measures computed on many draws tell how sure a
rank is. The design of the trials in ``docs/uncertainty.md`` follows Smith, Morgan & Moody (2022), *Social Networks*
68:148.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, NetworkError, in_range, one_of
from netspread.network import Network, compressed

if TYPE_CHECKING:
    from netspread.nonresponse.tie_model import TieModel

Method = Literal["draws", "observed", "reciprocate"]


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
        ``"draws"``, from the tie model; or, as plain alternatives that are the same in each draw, ``"observed"``
        (the silent name nobody) and ``"reciprocate"`` (the silent name those who name them).
    cap
        How many names the survey had room for; ``None`` if it showed no cap.
    forgotten, invented
        What share of true ties those who answer leave out, and what share of reported ties are not there.
    model
        ``None`` where nothing is drawn from it.
    """

    network: Network
    draws: int
    seed: int
    method: Method
    cap: int | None
    forgotten: float
    invented: float
    model: "TieModel | None"

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
        rng = np.random.default_rng([self.seed, draw])
        return self._with_noise(self._filled(rng), rng) if self.noisy else self._filled(rng)

    @property
    def noisy(self) -> bool:
        """Whether what was reported is in doubt too."""
        return self.forgotten > 0 or self.invented > 0

    def _filled(self, rng: np.random.Generator) -> Network:
        """Return the network with the answers of the silent."""
        network = self.network
        if self.method == "observed" or network.responded.all():
            return network
        if self.method == "reciprocate" or self.model is None:
            silent = np.flatnonzero(~network.responded)
            namers = network.matrix().T.tocsr()[silent].tocoo()
            return _with_ties(network, network.responded, silent[namers.row], namers.col.astype(np.int64), namers.data)
        return _with_ties(network, network.responded, *self.model.nominations(rng))

    def _with_noise(self, network: Network, rng: np.random.Generator) -> Network:
        """Return *network* without some of the ties, as invented, and with others, as forgotten."""
        real = rng.random(len(network.alters)) >= self.invented
        egos = network.egos()[real]
        network = _network(network, egos, network.alters[real], network.weights[real])
        if self.forgotten == 0 or self.model is None:
            return network
        named = np.diff(network.starts)
        # Who gave d of the true names, each left out by the chance f, left out d f / (1 - f) on average.
        left_out = rng.negative_binomial(np.maximum(named, 1), 1 - self.forgotten) * (named > 0)
        room = (network.n_people - 1 if self.cap is None else self.cap) - named
        more = np.clip(left_out, 0, np.maximum(room, 0)).astype(np.int64)
        ties = network.matrix()
        ties.data = np.ones_like(ties.data)
        everybody = np.ones(network.n_people, dtype=bool)
        return _with_ties(network, everybody, *self.model.forgotten(ties, more, rng))


def completions(
    network: Network,
    *,
    draws: int = 100,
    seed: int = 1,
    method: Method = "draws",
    cap: int | None = None,
    forgotten: float = 0.0,
    invented: float = 0.0,
) -> Completions:
    """Return *draws* plausible complete versions of *network*, given ``network.responded``.

    A silent person names about as many people as respondents of whom the same was to be expected, and never more
    than the survey has room for. Whom: chances go with how often the alter is named beyond what attributes explain,
    by all, by the person's unit, and within it; with whether the alter names the person, whether others name both,
    how many the alter names, and for each attribute of ``people`` whether both share its value. How much each counts
    is estimated by logistic regression on the nominations of those who answered, and drawn anew from its uncertainty
    in each draw; so is the fame of each alter. Two silent people return each other's names as others do. In units of
    which hardly anybody answered, names are exchanged until as many triangles close as in the others. The weight of a
    drawn tie is that of an observed one. Several relations are completed one by one.

    Parameters
    ----------
    network
        A network of which ``people`` says who ``responded``.
    draws, seed
        How many; the random seed.
    method
        ``"draws"``, or the plain alternatives ``"observed"`` and ``"reciprocate"``.
    cap
        How many names the survey had room for; by default as seen from the answers, where many people stop at the
        same number and nobody goes beyond.
    forgotten
        What share of true ties those who answer leave out. They are drawn by the same model, as far as the cap
        leaves room.
    invented
        What share of reported ties are not there.

    Raises
    ------
    NetworkError
        If nobody answered, nobody who answered named anybody, or somebody named more people than *cap*.
    ChoiceError
        If *method* is unknown, or a number out of its range.
    """
    in_range("draws", draws, 1)
    in_range("forgotten", forgotten, 0, 0.9)
    in_range("invented", invented, 0, 0.9)
    if method not in get_args(Method):
        raise one_of("method", method, get_args(Method))
    if method != "draws" and forgotten:
        raise ChoiceError(f"what was forgotten is drawn from the model; leave out 'forgotten' or method {method!r}")
    silent = not network.responded.all()
    if not network.directed and (silent or forgotten or invented):
        raise NetworkError("ties without direction have no answers that could be missing; leave out 'responded'")
    cap = _checked_cap(network, cap)
    model = None
    if method == "draws" and (silent or forgotten > 0):
        from netspread.nonresponse.tie_model import TieModel  # loads scipy, which a plain ranking does not need

        model = TieModel.fitted(network, seed, cap=cap)
    return Completions(network, draws, seed, method, cap, forgotten, invented, model)


def _checked_cap(network: Network, cap: int | None) -> int | None:
    """Return the cap that was told or that shows."""
    from netspread.nonresponse.activity import seen_cap

    named = np.diff(network.starts)[network.responded]
    if cap is None:
        return seen_cap(named)
    in_range("cap", cap, 1)
    if named.max(initial=0) > cap:
        person = network.ids[network.responded][int(named.argmax())]
        raise NetworkError(f"cap is {cap}, but '{person}' named {named.max()} people; raise the cap")
    return cap


def _with_ties(
    network: Network,
    kept: NDArray[np.bool_],
    egos: NDArray[np.int64],
    alters: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> Network:
    """Return *network* with the ties of those who are *kept*, and these."""
    rows = kept[network.egos()]
    return _network(
        network,
        np.concatenate([network.egos()[rows], egos]),
        np.concatenate([network.alters[rows], alters]),
        np.concatenate([network.weights[rows], weights]),
    )


def _network(
    network: Network, egos: NDArray[np.integer], alters: NDArray[np.integer], weights: NDArray[np.float64]
) -> Network:
    starts, merged, summed = compressed(network.n_people, egos, alters, weights)
    return Network(network.people, starts, merged, summed, network.relation, network.influence, network.directed)
