"""Resisted: any model, with people who never adopt."""

from dataclasses import dataclass, replace

from netspread.spread.models.model import Ground, Model, Sampler, Spreader, kept_of

_NO = frozenset({"", "0", "0.0", "no", "false", "n", "(missing)"})


@dataclass(frozen=True, slots=True)
class Resisted(Model):
    """As *model*, but people marked in an attribute never adopt, unless they are seeds.

    They still count among those who influence others: a team of resisters is a reason for others to wait.

    Attributes
    ----------
    model
        What holds for everybody else.
    column
        The attribute; ``0``, ``no``, ``false`` and empty mean that a person does not resist.
    """

    model: Model
    column: str = "resists"

    @property
    def name(self) -> str:
        """The model's name, and the attribute."""
        return f"{self.model.name} resisted by {self.column}"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return f"{self.model.describe()}; people marked '{self.column}' never adopt"

    @property
    def duration(self) -> int | None:
        """That of the model."""
        return self.model.duration

    @property
    def leaving(self) -> bool:
        """That of the model."""
        return self.model.leaving

    @property
    def diminishing(self) -> bool:
        """That of the model."""
        return self.model.diminishing

    def prepared(self, ground: Ground) -> Spreader:
        """Return what spreads on *ground*."""
        return self.model.prepared(self._without(ground))

    def sampler(self, ground: Ground) -> Sampler | None:
        """Return what samples *ground* backwards, if the model has it."""
        return self.model.sampler(self._without(ground))

    def _without(self, ground: Ground) -> Ground:
        """Return the ground without the arcs that lead to people who resist."""
        marked = ground.network.groups(self.column).str.strip().str.casefold()
        resisting = ground.resisting | ~marked.isin(_NO).to_numpy()
        return replace(ground, arcs=kept_of(ground.arcs, ~resisting[ground.arcs.targets]), resisting=resisting)
