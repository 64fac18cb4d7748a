"""``netspread adoption``: what did happen, and whether it spread by contact."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netspread_cli import console, options, reading_options

if TYPE_CHECKING:
    from netspread import Adoption, Network


@click.command()
@options.surveys_argument
@options.adopted_option(required=True)
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option(
    "--series",
    is_flag=True,
    help="Each SURVEY is the network of one period, in this order; of a single log, each --window of it. People may "
    "come and go.",
)
@options.innovation_option
@click.option("--each", is_flag=True, help="Look at every innovation: a folder each, and a page that compares them.")
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
@click.option("--spell", default=1, show_default=True, help="Periods in which one is followed.")
@click.option("--lag", default=0, show_default=True, help="How many periods before exposure is looked at.")
@click.option("--runs", default=1000, show_default=True, help="How many draws each test takes.")
@options.language_option
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
    adopted: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    series: bool,
    innovation: str | None,
    each: bool,
    never: str | None,
    first: str | None,
    last: str | None,
    every: str | None,
    attributes: tuple[str, ...],
    innovators: bool,
    spell: int,
    lag: int,
    runs: int,
    language: str,
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
    from netspread.adoption.diffusion import diffusion, diffusions
    from netspread.adoption.results import adoption
    from netspread.language import language as texts_of
    from netspread.pages.adoption_folder import write_adoption, write_adoptions
    from netspread.pages.folder import check_folder
    from netspread_cli.network import network_of
    from netspread_cli.record import record

    texts_of(language)
    if each and innovation is not None:
        raise click.UsageError("--each looks at every innovation; leave out --innovation, or --each")
    check_folder(out, force=force, key=choices.get("pseudonyms"))
    built = {"relation": relation, "influence": influence, **choices}
    span = {"first": first, "last": last, "every": every or (choices.get("window") if series else None)}
    network: Network | Sequence[Network] = _networks(survey, span, **built) if series else network_of(survey, **built)
    data: dict[str, Any] = {
        "adopted": adopted[0] if len(adopted) == 1 else adopted,
        "never": never, "pseudonyms": choices.get("pseudonyms"), "unnamed": choices.get("optout") is not None, **span,
    }  # fmt: skip
    spreads = (
        diffusions(network, together=True, **data) if each else {"": diffusion(network, innovation=innovation, **data)}
    )
    for sentence in dict.fromkeys(told for spread in spreads.values() for told in spread.told):
        console.remark(texts_of(language).said(sentence))
    settings: dict[str, Any] = {"innovators": innovators, "window": spell, "lag": lag, "runs": runs}
    with console.progress(quiet=quiet, jobs=jobs):
        found = {
            name: adoption(spread, attributes=attributes or None, seed=seed, **settings)
            for name, spread in spreads.items()
        }
        told = record(
            survey, choices, also=adopted, relation=relation, influence=influence, series=series,
            innovation=innovation, each=each, never=never, **span, attributes=list(attributes), innovators=innovators,
            spell=spell, lag=lag, runs=runs, language=language,
        )  # fmt: skip
        if each:
            write_adoptions(found, out, force=force, record=told, language=language)
        else:
            write_adoption(found[""], out, force=force, record=told, language=language)
    click.echo("\n".join(_compared(found, out) if each else _summary(found[""], out)))


def _networks(survey: tuple[Path, ...], span: dict[str, Any], **built: Any) -> "Sequence[Network]":
    """Return a network for each file, or for each window of a single log; *span* is filled in with its windows."""
    from netspread.series import series
    from netspread_cli.network import network_of, reported_of

    if len(survey) > 1:
        return [network_of((path,), **built) for path in survey]
    rules = {name: built.pop(name) for name in ("relation", "influence")}
    cut = {name: built.get(name) for name in ("since", "until")}
    windows = series(reported_of(survey, **built), window=built.get("window"), **options.given({**rules, **cut}))
    for end, at in (("first", 0), ("last", -1)):
        span[end] = span[end] or f"{windows.windows[at]:%Y-%m-%d}"
    return windows.networks


def _summary(found: "Adoption", out: Path) -> list[str]:
    """Return what came out, in about ten lines."""
    from netspread.pages import adoption_tests, adoption_words

    tests = adoption_tests.tests(found)
    return [
        f"Happened   {' '.join(adoption_words.happened(found))}",
        *(f"Curve      {sentence}" for sentence in adoption_words.growth(found)),
        *(f"Test       {question} {said}" for question, said in zip(tests["question"], tests["in words"], strict=True)),
        f"Contact    {adoption_tests.verdict(found)}",
        f"Page       {out / 'adoption.html'}",
        f"Map        {out / 'map.html'}",
    ]


def _compared(found: "Mapping[str, Adoption]", out: Path) -> list[str]:
    """Return a line or two for each innovation."""
    from netspread.pages import adoption_tests, adoption_words
    from netspread.pages.adoption_folder import folder_names

    names = folder_names(found)
    lines = []
    for name, one in found.items():
        lines += [f"{names[name]}: {adoption_words.happened(one)[0]}", f"  {adoption_tests.verdict(one)}"]
    return [*lines, f"Page       {out / 'innovations.html'}"]
