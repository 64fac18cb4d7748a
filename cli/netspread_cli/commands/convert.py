"""``netspread convert``: a network in another file format."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options


@click.command()
@options.survey_argument
@click.argument("out", type=click.Path(path_type=Path))
@options.reading
@options.relation_option
@options.influence_option
@options.force_option
def command(*, survey: Path, out: Path, relation: str | None, influence: Any, force: bool, **choices: Any) -> None:
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
    write_network(network, out)
    console.remark(f"{out}: {network.n_people} people, {network.n_ties} ties")
