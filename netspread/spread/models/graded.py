"""Graded: cascades in which the chance to convince depends on the tie: its weight, its people's groups, its layers."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netspread.errors import ChoiceError, in_range, one_of
from netspread.network import Arcs
from netspread.spread.models.cascades import backwards, forwards
from netspread.spread.models.model import Ground, Model, Sampler, Spreader, quoted
from netspread.spread.models.odds import Odds, sparks_for


class _Graded(Model):
    """What these cascades have in common; each says which chance each arc has."""

    __slots__ = ()

    @abstractmethod
    def chances(self, ground: Ground) -> NDArray[np.float64]:
        """Return the chance of each arc: shape (m,), from 0 to 1."""

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        return forwards(Odds.by_arc(ground.arcs, ground.silenced(self.chances(ground))))

    def sampler(self, ground: Ground) -> Sampler:
        """Return the kernel that samples backwards."""
        turned = Arcs(ground.arcs.starts, ground.arcs.targets, self.chances(ground)).turned()
        return backwards(Odds.by_arc(turned, turned.weights))


@dataclass(frozen=True, slots=True)
class CascadeByWeight(_Graded):
    """As the independent cascade, with one chance *p* for each unit of a tie's weight: 1 - (1 - p) ** weight.

    So a tie of weight 3 convinces like three ties of weight 1 side by side.

    Attributes
    ----------
    p
        From 0 to 1: the chance of a tie of weight 1.
    """

    p: float = 0.1

    def __post_init__(self) -> None:
        in_range("p", self.p, 0, 1)

    @property
    def name(self) -> str:
        """``ic-weight(p=0.1)``."""
        return f"ic-weight(p={self.p:g})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return f"each adopter convinces each person whom they influence with chance {self.p:g} per unit of weight, once"

    def chances(self, ground: Ground) -> NDArray[np.float64]:
        """Return the chance of each arc."""
        return np.asarray(1 - (1 - self.p) ** ground.arcs.weights)


@dataclass(frozen=True, slots=True)
class CascadeByGroup(_Graded):
    """As the independent cascade, with a chance that depends on the groups of the two people.

    Attributes
    ----------
    groups
        The attribute.
    inside, across
        The chance if both are in the same group, and if they are not; from 0 to 1.
    pairs
        Exceptions: (group of the influencing, group of the influenced person, chance).
    """

    groups: str
    inside: float = 0.1
    across: float = 0.05
    pairs: tuple[tuple[str, str, float], ...] = ()

    def __post_init__(self) -> None:
        in_range("inside", self.inside, 0, 1)
        in_range("across", self.across, 0, 1)
        for one, other, p in self.pairs:
            _checked(f"p from {one!r} to {other!r}", p)

    @property
    def name(self) -> str:
        """``ic-group(groups=unit, inside=0.1, across=0.05)``, and exceptions as in ``Ward 1>Ward 2=0.2``."""
        more = "".join(f", {quoted(one)}>{quoted(other)}={p:g}" for one, other, p in self.pairs)
        return f"ic-group(groups={quoted(self.groups)}, inside={self.inside:g}, across={self.across:g}{more})"

    @classmethod
    def gathered(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options with ``one>other=p`` among the pairs."""
        pairs = tuple((*_both(key), value) for key, value in options.items() if ">" in key)
        return {key: value for key, value in options.items() if ">" not in key} | ({"pairs": pairs} if pairs else {})

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        more = ", with exceptions for some pairs of groups" if self.pairs else ""
        return (
            f"each adopter convinces each person of the same {self.groups} whom they influence with chance "
            f"{self.inside:g}, others with chance {self.across:g}, once{more}"
        )

    def chances(self, ground: Ground) -> NDArray[np.float64]:
        """Return the chance of each arc."""
        group = ground.network.groups(self.groups).to_numpy()
        one = np.repeat(group, np.diff(ground.arcs.starts))
        other = group[ground.arcs.targets]
        chances = np.where(one == other, self.inside, self.across)
        for influencing, influenced, p in self.pairs:
            for name in (influencing, influenced):
                if name not in group:
                    raise one_of(self.groups, name, sorted(set(group)))
            chances[(one == influencing) & (other == influenced)] = p
        return chances


@dataclass(frozen=True, slots=True)
class CascadeByLayer(_Graded):
    """As the independent cascade, with a chance for each relation in which a tie stands; each acts on its own.

    For a network of several relations (``ns.build(survey, relation="all")``, or :meth:`Network.with_layers`): a tie of
    advice and of trust convinces with chance 1 - (1 - p of advice) (1 - p of trust).

    Attributes
    ----------
    layers
        (relation, chance) for each relation that passes it on; others do not. Chances from 0 to 1.
    """

    layers: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.layers:
            raise ChoiceError("model 'ic-layer' names no relation; write e.g. ic-layer(advice=0.1, trust=0.2)")
        for relation, p in self.layers:
            _checked(f"p of {relation!r}", p)

    @property
    def name(self) -> str:
        """``ic-layer(advice=0.1, trust=0.2)``."""
        return f"ic-layer({', '.join(f'{quoted(relation)}={p:g}' for relation, p in self.layers)})"

    @classmethod
    def gathered(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the relations with their chances."""
        return {"layers": tuple(options.items())}

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        chances = " and ".join(f"{p:g} by {relation}" for relation, p in self.layers)
        return f"each adopter convinces each person whom they influence with chance {chances}, once"

    def chances(self, ground: Ground) -> NDArray[np.float64]:
        """Return the chance of each arc.

        Raises
        ------
        ChoiceError
            If the network has no such relation, or does not know which ties stand in which.
        """
        network = ground.network
        if not network.layers:
            raise ChoiceError(
                "model 'ic-layer' goes by relation, but the network is of one relation alone; take relation 'all'"
            )
        sparks = np.zeros(len(network.alters))
        for relation, p in self.layers:
            if relation not in network.layers:
                raise one_of("relation", relation, network.layers)
            sparks += network.layers[relation] * sparks_for(np.array(p))
        # Sparks of both directions add up where influence runs both ways, as weights do.
        arcs = replace(network, weights=sparks).influence_arcs()
        return np.asarray(-np.expm1(-arcs.weights[np.searchsorted(_keys(arcs), _keys(ground.arcs))]))


def _keys(arcs: Arcs) -> NDArray[np.int64]:
    """Return a number for each arc, in order, that tells the two people."""
    n = np.int64(len(arcs.starts) - 1)
    return np.repeat(np.arange(n), np.diff(arcs.starts)) * n + arcs.targets


def _both(key: str) -> tuple[str, str]:
    one, _, other = key.partition(">")
    return one.strip(), other.strip()


def _checked(what: str, p: object) -> None:
    if not isinstance(p, (int, float)):
        raise ChoiceError(f"{what} is {p!r}; it must be a number from 0 to 1")
    in_range(what, p, 0, 1)
