"""Clocked: spreading in periods, where adopters go on trying, may stop, and may be reached from outside."""

from dataclasses import dataclass

from netspread.errors import in_range
from netspread.kernels import periods as kernels
from netspread.spread.models.model import Ground, Model, Spreader, Start, Tally


class _Clocked(Model):
    """What the models with a clock have in common; each says which of these chances it has."""

    __slots__ = ()
    p: float
    periods: int

    @property
    def duration(self) -> int:
        """How many periods it runs."""
        return self.periods

    def _chances(self) -> tuple[float, float, float]:
        """Return (leave, outside, resume)."""
        return getattr(self, "leave", 0.0), getattr(self, "outside", 0.0), getattr(self, "resume", 0.0)

    def _check(self) -> None:
        for chance in ("p", "leave", "outside", "resume"):
            in_range(chance, getattr(self, chance, 0.0), 0, 1)
        in_range("periods", self.periods, 1)

    def prepared(self, ground: Ground) -> Spreader:
        """Return the kernel, ready to run."""
        arcs, p = ground.arcs, self.p
        leave, outside, resume = self._chances()

        def spread(start: Start, seed: int, worlds: range, tally: Tally) -> None:
            common = (arcs.starts, arcs.targets, p, leave, outside)
            begin = (ground.resisting, start.positions, start.periods, seed, worlds.start)
            out = (tally.reaches, tally.steps, tally.now, tally.adopted)
            if resume > 0:
                kernels.again(*common, resume, *begin, *out)
            else:
                kernels.once(*common, *begin, *out)

        return spread


@dataclass(frozen=True, slots=True)
class SI(_Clocked):
    """In each period each adopter convinces each person whom they influence with chance *p*; nobody ever stops.

    Attributes
    ----------
    p
        Chance per tie and period, from 0 to 1.
    periods
        How many periods are looked at.
    """

    p: float = 0.05
    periods: int = 20

    def __post_init__(self) -> None:
        self._check()

    @property
    def name(self) -> str:
        """``si(p=0.05, periods=20)``."""
        return f"si(p={self.p:g}, periods={self.periods})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return (
            f"in each of {self.periods} periods each adopter convinces each person whom they influence "
            f"with chance {self.p:g}"
        )


@dataclass(frozen=True, slots=True)
class SIR(_Clocked):
    """As SI, but each adopter stops for good with chance *leave* at the end of each period.

    Kermack & McKendrick (1927), *Proc. R. Soc. A* 115:700, in discrete time: somebody who adopts in period t tries in
    t + 1, and then stops or not; and so on.

    Attributes
    ----------
    p, leave
        Chance per tie and period; chance per period to stop; from 0 to 1.
    periods
        How many periods are looked at.
    """

    p: float = 0.05
    leave: float = 0.1
    periods: int = 50

    def __post_init__(self) -> None:
        self._check()

    @property
    def leaving(self) -> bool:
        """True: adopters stop."""
        return True

    @property
    def name(self) -> str:
        """``sir(p=0.05, leave=0.1, periods=50)``."""
        return f"sir(p={self.p:g}, leave={self.leave:g}, periods={self.periods})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return (
            f"in each of {self.periods} periods each adopter convinces each person whom they influence "
            f"with chance {self.p:g}, and stops for good with chance {self.leave:g}"
        )


@dataclass(frozen=True, slots=True)
class SIS(_Clocked):
    """As SIR, but whoever has stopped can be convinced again like anybody else.

    Whoever is convinced in the very period in which they would stop does not stop; so it holds in every world that
    one more seed never means fewer adopters at any time.

    Attributes
    ----------
    p, leave
        Chance per tie and period; chance per period to stop; from 0 to 1.
    periods
        How many periods are looked at.
    """

    p: float = 0.05
    leave: float = 0.1
    periods: int = 50

    def __post_init__(self) -> None:
        self._check()

    @property
    def leaving(self) -> bool:
        """True: adopters stop."""
        return True

    def _chances(self) -> tuple[float, float, float]:
        return self.leave, 0.0, 1.0

    @property
    def name(self) -> str:
        """``sis(p=0.05, leave=0.1, periods=50)``."""
        return f"sis(p={self.p:g}, leave={self.leave:g}, periods={self.periods})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return (
            f"in each of {self.periods} periods each adopter convinces each person whom they influence "
            f"with chance {self.p:g}, and stops with chance {self.leave:g}, until convinced again"
        )

    @property
    def diminishing(self) -> bool:
        """False: who is convinced in passing does not stop, so that seeds can help each other."""
        return False


@dataclass(frozen=True, slots=True)
class Broadcast(_Clocked):
    """As SI, and besides everybody may adopt by what they hear from outside, with chance *outside* in each period.

    Bass (1969), *Management Science* 15:215, on a network: *outside* is the coefficient of innovation, and imitation
    goes by ties.

    Attributes
    ----------
    p, outside
        Chance per tie and period; chance per person and period; from 0 to 1.
    periods
        How many periods are looked at.
    """

    p: float = 0.05
    outside: float = 0.01
    periods: int = 20

    def __post_init__(self) -> None:
        self._check()

    @property
    def name(self) -> str:
        """``broadcast(p=0.05, outside=0.01, periods=20)``."""
        return f"broadcast(p={self.p:g}, outside={self.outside:g}, periods={self.periods})"

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        return (
            f"in each of {self.periods} periods each adopter convinces each person whom they influence "
            f"with chance {self.p:g}, and everybody adopts by news from outside with chance {self.outside:g}"
        )


@dataclass(frozen=True, slots=True)
class Abandonment(_Clocked):
    """Adopters may give it up, and may take it up again; and everybody may hear of it from outside.

    Adoption is no end: much of what is taken up in health care is abandoned (Greenhalgh et al. 2017, *JMIR* 19:e367).
    Whoever has given it up is convinced again with *resume* times the chance of others.

    Attributes
    ----------
    p, leave, outside
        Chance per tie and period; chance per period to give it up; chance per person and period to adopt by news from
        outside; from 0 to 1.
    resume
        From 0 (who gives up never returns) to 1 (returns as easily as others come).
    periods
        How many periods are looked at.
    """

    p: float = 0.05
    leave: float = 0.05
    resume: float = 0.5
    outside: float = 0.0
    periods: int = 50

    def __post_init__(self) -> None:
        self._check()

    @property
    def leaving(self) -> bool:
        """True: adopters stop."""
        return True

    @property
    def name(self) -> str:
        """``abandonment(p=0.05, leave=0.05, resume=0.5, outside=0, periods=50)``."""
        return (
            f"abandonment(p={self.p:g}, leave={self.leave:g}, resume={self.resume:g}, "
            f"outside={self.outside:g}, periods={self.periods})"
        )

    def describe(self) -> str:
        """Return the rule in one plain sentence."""
        news = f"; news from outside convince with chance {self.outside:g}" if self.outside else ""
        return (
            f"in each of {self.periods} periods each adopter convinces each person whom they influence with chance "
            f"{self.p:g} and gives up with chance {self.leave:g}; who gave up returns {self.resume:g} times as easily"
            f"{news}"
        )

    @property
    def diminishing(self) -> bool:
        """False, unless nobody returns."""
        return self.resume == 0
