"""``make bench``: ours and peers in turn, in one run; prints Markdown tables for ``docs/benchmarks.md``.

Peers that are not installed are left out: ``pip install cynetdiff pynetim ndlib``. Name parts and sizes to run fewer:
``python -m benchmarks cascades seeds 500 15k``.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version

from benchmarks import campaigns, cascades, comparison, draws, measures, scaling, seeds, sets, startup
from benchmarks.networks import NETHEPT, SIZES
from benchmarks.peers import PEERS, installed

#: What can be asked for, in this order: each part is called once, or once for each size.
PARTS: dict[str, Callable[..., Iterable[str]]] = {
    "measures": measures.of_size,
    "estimates": measures.estimates,
    "draws": draws.of_15k,
    "cascades": cascades.all_of,
    "sets": sets.all_of,
    "seeds": seeds.against_peers,
    "scaling": scaling.table_of,
    "large": scaling.large,
    "comparison": comparison.of_twelve,
    "startup": startup.all_of,
    "campaigns": campaigns.all_of,
}
#: Parts that make their own networks.
ONCE = ("draws", "scaling", "large", "comparison", "startup", "campaigns")


def main(asked: Sequence[str]) -> None:
    """Print the machine, the versions, and every table that was asked for."""
    known = (*SIZES, NETHEPT)
    unknown = [word for word in asked if word not in PARTS and word not in known]
    if unknown:
        raise SystemExit(f"{unknown[0]!r} is neither a part ({', '.join(PARTS)}) nor a size ({', '.join(known)})")
    sizes = [word for word in asked if word in known] or list(cascades.CASCADES)
    print("# Benchmarks\n")
    print("Made by `make bench`: contestants in turn, medians; a ratio above 1 says that they are slower.\n")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},")
    names = ["netspread", "numba", "numpy", "igraph", *(name for name in PEERS if installed(name))]
    print(", ".join(f"{name} {version(name)}" for name in names) + ".")
    for part in [word for word in asked if word in PARTS] or list(PARTS):
        for call in [()] if part in ONCE else [(size,) for size in sizes]:
            for text in PARTS[part](*call):
                print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
