"""Look: places, sizes and colors of people, for other programs as on our own map."""

import numpy as np
from numpy.typing import ArrayLike

from netspread.communities import Partition
from netspread.exchange import Look
from netspread.network import Network
from netspread.pages import layout
from netspread.ranking import Ranking

#: Okabe & Ito's palette, told apart with any color vision: the colors of the map, in its order.
COLORS = ("0072b2", "e69f00", "009e73", "cc79a7", "56b4e9", "d55e00", "f0e442", "8c8c8c")
#: Diameters of the last and of the first of a ranking; who has no score is as small as the last.
_SMALL, _LARGE = 12.0, 52.0


def look(
    network: Network, *, partition: Partition, ranking: Ranking, places: ArrayLike | None = None, seed: int = 1
) -> Look:
    """Return how the map draws people: color by community, size by *ranking*.

    Parameters
    ----------
    network
        Any network.
    partition, ranking
        Of that network.
    places
        x and y of each person, if they are known already.
    seed
        Random seed of the layout.
    """
    where = np.asarray(layout.places(network, partition.labels, seed=seed) if places is None else places)
    scores = -ranking.scores if ranking.lowest_first else ranking.scores
    known = scores[np.isfinite(scores)]
    low, high = (known.min(), known.max()) if len(known) else (0.0, 0.0)
    share = np.nan_to_num((scores - low) / (high - low)) if high > low else np.zeros(len(scores))
    size = np.round(_SMALL + (_LARGE - _SMALL) * np.sqrt(np.clip(share, 0, 1)), 1)
    # People without ties share the look that comes after the communities, as on the map.
    color = np.minimum(partition.labels - 1, partition.n_tied) % len(COLORS)
    rgb = [tuple(bytes.fromhex(text)) for text in COLORS]
    return Look(
        where[:, 0].tolist(), (-where[:, 1]).tolist(), size.tolist(), [(r, g, b) for r, g, b in (rgb[c] for c in color)]
    )
