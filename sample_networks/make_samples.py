"""Make the sample networks: invented people, realistic files. The same script makes the same bytes.

Run ``python -m sample_networks.make_samples`` to write them again beside this file.
"""

import sys
from pathlib import Path

from . import log, people, survey

#: What can be made; those under ON_DEMAND are too large to be kept.
NAMES = ("hospital", "hospital-log", "trust-log")
ON_DEMAND = ("trust-log",)


def make(name: str, folder: Path) -> None:
    """Write the sample *name* into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    if name == "trust-log":
        log.trust_log(folder)
        return
    staff = people.staff_list()
    advice = people.advice_ties(staff)
    if name == "hospital":
        survey.hospital(folder, staff, advice)
        survey.adoption(folder, staff, advice)
        survey.later(folder, staff, advice)
    else:
        log.hospital_log(folder, staff, advice)


if __name__ == "__main__":
    here = Path(__file__).parent
    for sample in NAMES:
        if sample not in ON_DEMAND or sample in sys.argv[1:]:
            make(sample, here / sample)
