"""``netspread plan``: the logics of spread as campaigns over time."""

from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options, values


def _list(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--units", required=True, metavar="COLUMN", help="The attribute that says where people work.")
@click.option("--periods", type=click.IntRange(1), default=24, show_default=True, help="How many periods, e.g. months.")
@click.option("--budget", default=10.0, show_default=True, help="What a period may cost: places, champions' days.")
@click.option(
    "--logics",
    default="mechanistic,ecological,social,combined",
    show_default=True,
    callback=_list,
    metavar="NAMES",
    help="Which logics, joined by commas.",
)
@click.option(
    "--observed",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What happened so far: columns person, period, state, and if known action (train, ask).",
)
@click.option("--set", "changed", multiple=True, metavar="NAME=VALUE", help="A parameter's value; may be repeated.")
@click.option(
    "--share",
    "shares",
    multiple=True,
    metavar="LOGIC=SHARE",
    help="combined: its share of the budget; may be repeated. The best shares are searched if none is given.",
)
@click.option("--order", default="", callback=_list, metavar="LOGICS", help="combined: which starts first, then next.")
@click.option(
    "--sites",
    default="pilot-friendly",
    show_default=True,
    metavar="RULE|NAMES",
    help="mechanistic: the order of sites: pilot-friendly, largest, most-connected, or names joined by ;",
)
@click.option("--goal", type=float, default=0.5, show_default=True, help="Share using it under which it has failed.")
@click.option("--sensitivity/--no-sensitivity", default=True, help="Say what the ranking of logics hangs on.")
@options.worlds_option
@options.seed_option
@click.option("--out", type=click.Path(path_type=Path), default=Path("netspread-plan"), show_default=True)
@options.force_option
@options.language_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    observed: Path | None,
    changed: tuple[str, ...],
    shares: tuple[str, ...],
    sites: str,
    sensitivity: bool,
    out: Path,
    force: bool,
    language: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Plan how a practice spreads in SURVEY by three logics, and write what each comes to into a folder.

    \b
    Example:
        netspread plan survey.csv --staff staff.csv --units unit --periods 24 --budget 10 --out plan
    """
    from netspread.language import language as texts_of
    from netspread.language import speaking
    from netspread.logics import campaign
    from netspread.logics.observed import read_observed
    from netspread.logics.sensitivity import sensitivity as swept
    from netspread.pages import plan_words
    from netspread.pages.folder import check_folder
    from netspread.pages.plan_folder import write_plan
    from netspread_cli.network import network_of
    from netspread_cli.record import record

    names = ("units", "periods", "budget", "logics", "order", "goal", "worlds", "seed")
    asked = {name: choices.pop(name) for name in names}
    texts_of(language)
    check_folder(out, force=force, key=choices.get("pseudonyms"))
    network = network_of(survey, relation=relation, influence=influence, **choices)
    only = None if choices.get("optout") is None else network.people.index
    with console.progress(quiet=quiet, jobs=jobs):
        found = campaign(
            network,
            observed=None
            if observed is None
            else read_observed(observed, pseudonyms=choices.get("pseudonyms"), only=only),
            settings=values.settings(changed),
            shares=values.settings(shares) or None,
            sites=tuple(part.strip() for part in sites.split(";")) if ";" in sites else sites,
            **asked,
        )
        turned = swept(found) if sensitivity else None
        kept = record(
            survey, choices, also=[observed], relation=relation, influence=influence, sensitivity=sensitivity,
            language=language,
        )  # fmt: skip
        write_plan(found, turned, out, force=force, language=language, record=kept)
    shown = found.summary[["logic", "adopted_mean", "sustained_mean", "cost", "cost_per_sustained", "fails"]]
    console.show_frame(shown, "table")
    with speaking(language):
        turns = [] if turned is None else [plan_words.sensitive(turned)]
        for sentence in (*found.changed(), *plan_words.gates(found), *turns):
            console.remark(sentence)
    console.remark(f"Report     {out / 'plan.html'}")
