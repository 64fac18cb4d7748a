"""Small networks for kernels: every matrix of seven people that hypothesis thinks of."""

import numpy as np
from hypothesis import strategies as st

from netspread.network import Network

SIZE = 7
matrices = st.lists(st.booleans(), min_size=SIZE * SIZE, max_size=SIZE * SIZE).map(
    lambda bits: np.array(bits).reshape(SIZE, SIZE) & ~np.eye(SIZE, dtype=bool)
)


def network_of(matrix, **options):
    egos, alters = np.nonzero(matrix)
    return Network.from_ties(zip(egos.tolist(), alters.tolist(), strict=True), people=map(str, range(SIZE)), **options)
