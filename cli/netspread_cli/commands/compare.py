"""``netspread compare``: seeding strategies side by side."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from netspread_cli import console, options, reading_options


def _counts(text: str | None) -> list[int] | None:
    """Return the numbers in *text*, which commas part."""
    try:
        return None if text is None else [int(part) for part in text.split(",")]
    except ValueError as error:
        raise click.BadParameter(f"'{text}' is not a list of numbers; write e.g. 1,5,10") from error


@click.command()
@options.surveys_argument
@reading_options.reading
@options.relation_option
@options.influence_option
@click.option("--strategy", "strategies", multiple=True, metavar="NAME", help="A strategy; may be repeated.")
@options.budget_option
@options.choosing
@options.models_option
@options.p_option
@options.resists_option
@options.worlds_option
@options.seed_option
@click.option(
    "--resume",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep the worlds done in FOLDER, and go on from those that are there.",
)
@click.option(
    "--budgets",
    callback=lambda _ctx, _param, value: _counts(value),
    metavar="NUMBERS",
    help="For how many people to tell what more of them bring, e.g. 1,5,10,20.",
)
@click.option(
    "--sensitivity",
    multiple=True,
    metavar="MODEL",
    help="What may be true in place of the first model, to see whether the choice holds, e.g. 'ic(p=0.05)'; may be "
    "repeated.  [default: p from 0.02 to 0.3, lt, shares of 0.1 to 0.3]",
)
@click.option("--draws", default=20, show_default=True, help=options.DRAWS_HELP)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the answers into this folder too.")
@options.force_option
@options.language_option
@options.format_option
@options.jobs_option
@options.quiet_option
def command(
    *,
    survey: tuple[Path, ...],
    relation: str | None,
    influence: Any,
    strategies: tuple[str, ...],
    budget: int,
    models: tuple[str, ...],
    p: float | None,
    resists: str | None,
    must_have: list[str] | None,
    exclude: list[str] | None,
    eligible: list[str] | None,
    groups: str | None,
    costs: str | None,
    given: list[str] | None,
    robust_over: tuple[str, ...],
    worlds: int,
    seed: int,
    resume: Path | None,
    budgets: list[int] | None,
    sensitivity: tuple[str, ...],
    draws: int,
    out: Path | None,
    force: bool,
    language: str,
    form: str,
    jobs: int | None,
    quiet: bool,
    **choices: Any,
) -> None:
    """Compare seeding strategies in SURVEY on the same random worlds, and say what that means for the choice.

    \b
    Example:
        netspread compare survey.csv --staff staff.csv --strategy random --strategy greedy --budget 5
    """
    from netspread.folders import check_folder
    from netspread.language import language as texts_of
    from netspread.language import speaking
    from netspread.pages import start, start_words
    from netspread.spread.answers import answers
    from netspread.spread.compare import compare
    from netspread.spread.models import parse
    from netspread.study import default_strategies
    from netspread_cli.network import network_of
    from netspread_cli.record import record

    texts_of(language)
    if out is not None:
        check_folder(out, force=force)
    network = network_of(survey, relation=relation, influence=influence, **choices)
    conditions: dict[str, Any] = {
        "must_have": must_have or (), "exclude": exclude or (), "eligible": eligible, "groups": groups, "costs": costs,
        "given": given, "models": [parse(model, resists=resists) for model in robust_over],
    }  # fmt: skip
    others = [parse(model) for model in sensitivity]
    with console.progress(quiet=quiet, jobs=jobs), _keeping(resume):
        comparison = compare(
            network,
            strategies=strategies or default_strategies(network),
            budget=budget,
            model=[parse(model, p=p, resists=resists) for model in models],
            worlds=worlds,
            seed=seed,
            **conditions,
        )
        found = answers(comparison, groups=groups, budgets=budgets, sensitivity=others or None, draws=draws)
    console.show_frame(comparison.to_frame(), form)
    if form == "table":
        with speaking(language):
            for sentences in start_words.told(found):
                console.remark(" ".join(sentences))
    if out is not None:
        kept = record(
            survey, choices, relation=relation, influence=influence, strategies=list(comparison.strategies),
            budget=budget, models=list(models), p=p, resists=resists, worlds=worlds, draws=draws,
            budgets=budgets, sensitivity=list(sensitivity), robust_over=list(robust_over), language=language,
            **{name: value for name, value in conditions.items() if value and name != "models"},
        )  # fmt: skip
        start.write_answers(found, out, force=force, language=language, record=kept)
        console.remark(f"Page       {out / 'compare.html'}")


@contextmanager
def _keeping(folder: Path | None) -> Iterator[None]:
    """Keep the worlds done in *folder*, if there is one, and say so when ctrl-C stops the work."""
    if folder is None:
        yield
        return
    from netspread.spread.store import kept_in

    with kept_in(folder):
        try:
            yield
        except KeyboardInterrupt:
            console.remark(f"The worlds done are kept in {folder}; the same command goes on with them.")
            raise
