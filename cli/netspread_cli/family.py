"""The commands that list one family of measures: people in the order of one, with all of them side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netspread.errors import in_range, one_of
from netspread_cli import console

if TYPE_CHECKING:
    from netspread.measures.catalog import Measure
    from netspread.network import Network


def show(
    network: "Network",
    family: "Sequence[Measure]",
    *,
    usual: str,
    measure: str | None,
    groups: str | None,
    top: int,
    explained: str | None,
    draws: int,
    form: str,
    designation: str | None = None,
) -> None:
    """Print the first *top* people by *measure*, or what the figures say of one person."""
    from netspread.explain import explain
    from netspread.ranking import rank
    from netspread.study import group_column, sure_rankings

    in_range("top", top, 1)
    by = measure or usual
    if by not in {one.name for one in family}:
        raise one_of("measure", by, [one.name for one in family])
    column = group_column(network, groups)
    answers = designation or ("self_designation" if "self_designation" in network.people else None)
    asked: dict[str, dict[str, Any]] = {
        one.name: {"groups": column} if one.needs_groups else {"column": answers} if one.answered else {}
        for one in family
        if (answers is not None or not one.answered) and (column is not None or not one.needs_groups)
    }
    rankings = {name: rank(network, by=name, **how) for name, how in asked.items()}
    first = rankings[by] if by in rankings else rank(network, by=by)  # which tells what is missing
    if explained is not None:
        drawable = "column" not in asked[by]  # what people say of themselves was asked once
        sure = sure_rankings(network, (by,), draws=draws if drawable else 0, seed=1, groups=column)
        first = sure.get(by, first)
        console.show_sentences(explained, explain(network, explained, groups=column, rankings=(first,)), form)
        return
    rows = first.to_frame().head(top).drop(columns="score")
    if "name" in network.people:
        rows["name"] = rows["person"].map(network.people["name"])
    at = network.positions(rows["person"])
    for name in (by, *(other for other in rankings if other != by)):
        rows[name.replace("-", "_")] = rankings[name].scores[at]
    if form == "json":
        console.show_json({"by": by, "groups": column, "rows": rows.to_dict("records")})
    else:
        console.show_frame(rows, form)
