"""``netspread champions``: a team under conditions, proved best where possible."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options

if TYPE_CHECKING:
    from netspread import Champions


@click.command()
@options.surveys_argument
@options.reading
@options.relation_option
@options.influence_option
@click.option("--size", default=12, show_default=True, help="How many people; with --cost, at most.")
@options.quota_option
@options.must_have_option
@options.exclude_option
@click.option("--cost", metavar="COLUMN", help="What each person costs; goes with --budget.")
@click.option("--budget", type=float, help="How much the team may cost.")
@click.option(
    "--cover",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="Within how many steps of influence a person is covered.",
)
@click.option("--diversity", metavar="COLUMN", help="As many values of this attribute as can be stand on the team.")
@options.declined_option
@click.option("--explain", "explained", metavar="PERSON", help="Say in plain words what the figures say of a person.")
@options.groups_option
@options.model_option
@options.p_option
@options.worlds_option
@options.seed_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    quota: dict[str, int] | None,
    must_have: list[str] | None,
    exclude: list[str] | None,
    declined: list[str] | None,
    explained: str | None,
    groups: str | None,
    model: str,
    p: float | None,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Choose a team of champions in SURVEY who together cover most people.

    \b
    Example:
        netspread champions survey.csv --staff staff.csv --size 12 --quota unit=1
    """
    from netspread import champions
    from netspread.spread import models
    from netspread_cli.network import network_of

    asked = {name: choices.pop(name) for name in ("size", "cost", "budget", "cover", "diversity", "worlds", "seed")}
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        found = champions(
            network,
            quota=quota or {},
            must_have=must_have or (),
            exclude=exclude or (),
            declined=declined or (),
            model=models.parse(model, p=p),
            **asked,
        )
    if explained is not None:
        console.show_sentences(explained, found.explain(explained, groups=groups), form)
    elif form == "json":
        console.show_json(_told(found))
    else:
        _show(found, form)


def _told(found: "Champions") -> dict[str, Any]:
    """Return the answer as an object."""
    return {
        "people": list(found.people),
        "covered": found.covered,
        "network_people": found.network.n_people,
        "cover": found.cover,
        "model": found.model.name,
        "optimal": found.optimal,
        "gap": found.gap,
        "options": dict(found.options),
        "members": found.members.to_dict("records"),
        "prices": found.prices.to_dict("records"),
        "figures": dict(found.figures),
        "rivals": found.rivals.to_dict("records"),
    }


def _show(found: "Champions", form: str) -> None:
    """Print the members, and in a terminal what they come to."""
    rows = found.to_frame() if form == "csv" else found.members
    if form == "table" and "name" in found.network.people:
        rows = rows.assign(name=rows["person"].map(found.network.people["name"]))
    console.show_frame(rows, form)
    proof = "proved best" if found.optimal else f"the best team could be {found.gap:.1%} better at most"
    steps = "1 step" if found.cover == 1 else "2 steps"
    console.remark(
        f"Together they cover {found.covered} of {found.network.n_people} people within {steps} of influence ({proof})"
    )
    if form == "table":
        for title, frame in (("Compared", found.rivals), ("What each condition costs", found.prices)):
            if len(frame):
                console.remark(f"\n{title}\n{console.aligned(frame)}")
