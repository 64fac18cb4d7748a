"""Sites: the units of an organisation, from an attribute of its people."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Where people work.

    Attributes
    ----------
    names
        Of the sites, sorted.
    of
        int64, shape (n,): the site of each person.
    sizes
        int64, shape (sites,): its people.
    inside, outside
        float64, shape (sites,): ties that stay in it; ties between it and others.
    """

    names: tuple[str, ...]
    of: NDArray[np.int64]
    sizes: NDArray[np.int64]
    inside: NDArray[np.float64]
    outside: NDArray[np.float64]

    @classmethod
    def by(cls, network: Network, column: str) -> "Sites":
        """Return the sites of *network* by the attribute *column*; where it is empty the site is ``(missing)``.

        Raises
        ------
        ChoiceError
            If there is no such column.
        """
        of, names = pd.factorize(network.groups(column), sort=True)
        count = len(names)
        egos, alters = of[network.egos()], of[network.alters]
        same = egos == alters
        inside = np.bincount(egos[same], minlength=count)
        outside = np.bincount(egos[~same], minlength=count) + np.bincount(alters[~same], minlength=count)
        return cls(
            tuple(str(name) for name in names),
            of.astype(np.int64),
            np.bincount(of, minlength=count).astype(np.int64),
            inside.astype(float),
            outside.astype(float),
        )
