"""What the main job is asked, where the user leaves it open: which attribute to group by, which strategies to try."""

from netspread.errors import ChoiceError, one_of
from netspread.measures.catalog import leader_measure
from netspread.network import Network


def default_strategies(network: Network) -> tuple[str, ...]:
    """Return the strategies that the main job compares on *network*."""
    return (
        "random",
        leader_measure(network),
        "betweenness",
        "pagerank",
        "one-hop",
        "community-leaders",
        "greedy",
    )


def group_column(network: Network, groups: str | None) -> str | None:
    """Return the attribute to group by: *groups*, or the first usual one that splits people into 2 or more.

    Raises
    ------
    ChoiceError
        If *groups* is no attribute.
    """
    if groups is not None:
        if groups not in network.people:
            raise one_of("group column", groups, [str(name) for name in network.people.columns])
        return groups
    named = {str(name).casefold(): str(name) for name in network.people.columns}
    for usual in ("unit", "department", "dept", "ward", "team", "site", "group", "role"):
        if usual in named and 1 < network.groups(named[usual]).nunique() <= network.n_people / 2:
            return named[usual]
    return None


def needed_group_column(network: Network, groups: str | None) -> str:
    """Return the attribute to group by, as :func:`group_column`.

    Raises
    ------
    ChoiceError
        If *groups* is no attribute, or no usual attribute splits people into groups.
    """
    column = group_column(network, groups)
    if column is None:
        known = ", ".join(str(name) for name in network.people.columns) or "none"
        raise ChoiceError(f"no attribute to group people by was found among: {known}; say which with --groups")
    return column
