"""Tie tables: who is there and who is tied to whom, as frames or tuples, checked."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.errors import NetworkError


def tie_frame(ties: pd.DataFrame | Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Return *ties* as a frame with ``ego`` and ``alter``."""
    if not isinstance(ties, pd.DataFrame):
        rows = [(*tie, 1.0)[:3] for tie in ties]
        return pd.DataFrame(rows, columns=["ego", "alter", "weight"])
    missing = {"ego", "alter"} - set(ties.columns)
    if missing:
        raise NetworkError(
            f"ties have no column '{min(missing)}'; name the columns ego, alter and, if you like, weight "
            f"(found: {', '.join(str(column) for column in ties.columns)})"
        )
    return ties


def people_frame(people: pd.DataFrame | Iterable[str] | None, ties: pd.DataFrame) -> pd.DataFrame:
    """Return one row a person, with unique ids as the index; of the people of *ties* where none were given."""
    if people is None:
        mixed = np.column_stack([_as_ids(ties["ego"]), _as_ids(ties["alter"])]).ravel()
        table = pd.DataFrame(index=pd.unique(pd.Series(mixed, dtype="str")))
    elif isinstance(people, pd.DataFrame):
        # A frame that was never given an index holds its ids in a column.
        bare = isinstance(people.index, pd.RangeIndex)
        key = next((name for name in ("person", "id") if bare and name in people), None)
        table = people.set_index(key) if key else people.copy(deep=False)
    else:
        table = pd.DataFrame(index=pd.Index(list(people), dtype="object"))
    table.index = pd.Index(_as_ids(table.index.to_series()), dtype="str", name="person")
    if not table.index.is_unique:
        double = table.index[table.index.duplicated()][0]
        raise NetworkError(f"person '{double}' stands twice among the people; give each person one row")
    return table


def _as_ids(values: pd.Series) -> NDArray[np.object_]:
    if values.isna().any():
        at = int(values.isna().to_numpy().argmax())
        raise NetworkError(f"row {at + 1}: an id is missing; name the person, or leave the row out")
    return values.astype("str").to_numpy(dtype=object)


def positions(ties: pd.DataFrame, index: pd.Index) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where egos and alters stand in *index*."""
    found = []
    for side in ("ego", "alter"):
        ids = _as_ids(ties[side])
        at = index.get_indexer(pd.Index(ids, dtype="str"))
        if (at < 0).any():
            row = int((at < 0).argmax())
            raise NetworkError(
                f"tie '{ties['ego'].iloc[row]}' -> '{ties['alter'].iloc[row]}': '{ids[row]}' is not among "
                "the people; add the person, or leave the tie out"
            )
        found.append(at.astype(np.int32))
    return found[0], found[1]


def checked_weights(ties: pd.DataFrame) -> NDArray[np.float64]:
    """Return the weights of all ties, 1 where there is none."""
    if "weight" not in ties:
        return np.ones(len(ties))
    weights = pd.to_numeric(ties["weight"], errors="coerce").to_numpy(dtype=np.float64, copy=True)
    blank = ties["weight"].isna().to_numpy()
    weights[blank] = 1.0
    wrong = ~((weights > 0) & np.isfinite(weights))
    if wrong.any():
        row = int(wrong.argmax())
        raise NetworkError(
            f"tie '{ties['ego'].iloc[row]}' -> '{ties['alter'].iloc[row]}' has weight "
            f"{ties['weight'].iloc[row]}; weights must be numbers above 0"
        )
    return weights
