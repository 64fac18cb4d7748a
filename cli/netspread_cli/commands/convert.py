"""``netspread convert``: a network in another file format."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options

if TYPE_CHECKING:
    from netspread.exchange import Look
    from netspread.network import Network


@click.command()
@options.survey_argument
@click.argument("out", type=click.Path(path_type=Path))
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option(
    "--with-colors",
    is_flag=True,
    help="Into .graphml or .gexf: places as on the map, colors by community, sizes by opinion leadership, for Gephi.",
)
@options.seed_option
@options.force_option
def command(
    *,
    survey: Path,
    out: Path,
    relation: str | None,
    influence: Any,
    with_colors: bool,
    seed: int,
    force: bool,
    **choices: Any,
) -> None:
    """Write the network of SURVEY to OUT: .graphml, .gexf, .gml, .net (Pajek) or .csv.

    \b
    Example:
        netspread convert survey.csv advice.graphml --staff staff.csv --relation advice
    """
    from netspread.errors import SaveError
    from netspread.exchange import write_network
    from netspread_cli.network import network_of

    if out.exists() and not force:
        raise SaveError(f"{out} exists already; add --force to replace it")
    network = network_of((survey,), relation=relation, influence=influence, **choices)
    write_network(network, out, look=_look(network, seed) if with_colors else None)
    console.remark(f"{out}: {network.n_people} people, {network.n_ties} ties")


def _look(network: "Network", seed: int) -> "Look":
    from netspread.communities import communities
    from netspread.measures.catalog import leader_measure
    from netspread.pages.look import look
    from netspread.ranking import rank

    ranking = rank(network, by=leader_measure(network))
    return look(network, partition=communities(network, seed=seed), ranking=ranking, seed=seed)
