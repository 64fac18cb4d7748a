"""``netspread adoption``: what did happen, and whether it spread by contact."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options

if TYPE_CHECKING:
    from netspread import Adoption


@click.command()
@options.surveys_argument
@options.adopted_option(required=True)
@options.reading
@options.relation_option
@options.influence_option
@options.innovation_option
@options.never_option
@click.option("--first", metavar="TIME", help="The first period that was looked at; earlier adopters have no time.")
@click.option("--last", metavar="TIME", help="The last period that was looked at; later adopters have not adopted.")
@click.option("--every", metavar="LENGTH", help="How long a period is: a number; for dates day, week, month or 14D.")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="COLUMN",
    help="What may make tied people alike, for matching and regression; may be repeated.",
)
@click.option("--innovators", is_flag=True, help="Make the very first a category of their own.")
@click.option("--spell", "window", default=1, show_default=True, help="Periods in which one is followed.")
@click.option("--lag", default=0, show_default=True, help="How many periods before exposure is looked at.")
@click.option("--runs", default=1000, show_default=True, help="How many draws each test takes.")
@options.seed_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("netspread-adoption"),
    show_default=True,
    help="The folder to write into.",
)
@options.force_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    adopted: Path,
    relation: str | None,
    influence: Any,
    innovation: str | None,
    never: str | None,
    first: str | None,
    last: str | None,
    every: str | None,
    attributes: tuple[str, ...],
    innovators: bool,
    window: int,
    lag: int,
    runs: int,
    seed: int,
    out: Path,
    force: bool,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Look at who adopted when in the network of SURVEY, and write tables and a page into a folder.

    \b
    Example:
        netspread adoption survey.csv --staff staff.csv --adopted adoption.csv --out adoption
    """
    from netspread.adoption.diffusion import diffusion
    from netspread.adoption.results import adoption
    from netspread.folders import check_folder
    from netspread.pages.adoption import write_adoption
    from netspread.readers.fingerprint import fingerprints
    from netspread.study import versions
    from netspread_cli.network import network_of

    check_folder(out, force=force)
    network = network_of(survey, relation=relation, influence=influence, **choices)
    spread = diffusion(
        network,
        adopted=adopted,
        innovation=innovation,
        never=never,
        first=first,
        last=last,
        every=every,
        pseudonyms=choices.get("pseudonyms"),
        unnamed=choices.get("optout") is not None,
    )
    for sentence in spread.told:
        console.remark(sentence)
    with console.progress(quiet=quiet, jobs=jobs):
        found = adoption(
            spread,
            attributes=attributes or None,
            innovators=innovators,
            window=window,
            lag=lag,
            runs=runs,
            seed=seed,
        )
        read = [*survey, *(Path(choices[name]) for name in ("staff", "names") if choices.get(name)), adopted]
        asked = {
            "relation": relation, "influence": influence, "innovation": innovation, "never": never, "first": first,
            "last": last, "every": every, "attributes": list(attributes), "innovators": innovators, "window": window,
            "lag": lag, "runs": runs,
        }  # fmt: skip
        private = any(choices.get(name) is not None for name in ("pseudonyms", "optout"))
        record = {"inputs": fingerprints(read, private=private), "options": asked, "versions": versions()}
        write_adoption(found, out, force=force, record=record)
    click.echo("\n".join(_summary(found, out)))


def _summary(found: "Adoption", out: Path) -> list[str]:
    """Return what came out, in about ten lines."""
    from netspread.pages import adoption_words as words

    tests = words.tests(found)
    return [
        f"Happened   {' '.join(words.happened(found))}",
        *(f"Curve      {sentence}" for sentence in words.growth(found)),
        *(f"Test       {question} {said}" for question, said in zip(tests["question"], tests["in words"], strict=True)),
        f"Contact    {words.verdict(found)}",
        f"Page       {out / 'adoption.html'}",
        f"Map        {out / 'map.html'}",
    ]
