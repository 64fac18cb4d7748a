"""``netspread champions``: a team under conditions, proved best where possible."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options

if TYPE_CHECKING:
    from netspread import Champions


#: What the team is asked with; the rest says how the file is read.
_ASKED = (
    "size", "quota", "must_have", "exclude", "declined", "cost", "cover", "diversity", "worlds", "seed",
)  # fmt: skip


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--size", default=12, show_default=True, help="How many people; with --cost, at most.")
@options.conditions("--budget", "--cost-budget")
@options.explained_option
@options.explained_draws_option
@options.groups_option
@options.model_option
@options.p_option
@options.worlds_option
@options.seed_option
@options.language_option
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write champions.csv and conditions.csv here."
)
@options.force_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    cost_budget: float | None,
    explained: str | None,
    draws: int,
    groups: str | None,
    model: str,
    p: float | None,
    language: str,
    out: Path | None,
    force: bool,
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
    from netspread.language import speaking
    from netspread.measures.catalog import leader_measure
    from netspread.pages.folder import check_folder, write_team
    from netspread.spread import models
    from netspread.study import sure_rankings
    from netspread_cli.network import network_of

    if out is not None:
        check_folder(out, force=force, key=choices.get("pseudonyms"))
    asked = options.given({name: choices.pop(name) for name in _ASKED})
    network = network_of(survey, relation=relation, influence=influence, **choices)
    with console.progress(quiet=quiet, jobs=jobs):
        found = champions(network, model=models.parse(model, p=p), budget=cost_budget, **asked)
        measure = leader_measure(network)
        told = explained is not None or out is not None
        sure = sure_rankings(network, (measure,), draws=draws if told else 0, seed=found.seed).get(measure)
    with speaking(language):
        if out is not None:
            write_team(found, out, groups=groups, leading=sure, force=force)
        if explained is not None:
            console.show_sentences(explained, found.explain(explained, groups=groups, leading=sure), form)
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
