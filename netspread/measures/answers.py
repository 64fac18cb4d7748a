"""Answers: what people say of themselves.

Rogers & Cartano (1962), *Public Opinion Quarterly* 26:435.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import ChoiceError, one_of
from netspread.network import Network


def self_designation(network: Network, *, column: str = "self_designation") -> NDArray[np.float64]:
    """Return what each person answered when asked how far others come to him or her for advice.

    The attribute *column*, a number for each person; ties and weights do not count, and an isolate has the answer
    like anybody else. nan for whoever gave none. People over-rate themselves: set it beside in-degree, do not use it
    alone.

    Raises
    ------
    ChoiceError
        If there is no such attribute, or an answer is no number.
    """
    if column not in network.people:
        raise one_of("column of self-designation", column, [str(name) for name in network.people.columns])
    answers = network.people[column]
    found = pd.to_numeric(answers, errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.isnan(found) & answers.notna().to_numpy() & (answers.astype("str") != "").to_numpy()
    if wrong.any():
        at = int(wrong.argmax())
        raise ChoiceError(
            f"column {column!r} has {str(answers.iloc[at])!r} for person '{network.ids[at]}'; self-designation needs "
            "numbers"
        )
    return found
