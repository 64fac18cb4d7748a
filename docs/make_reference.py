"""Write the pages of the reference that follow from the code; the tests hold them in step.

Run ``python docs/make_reference.py``.
"""

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import click

import netspread
from netspread.logics.parameters import table
from netspread.logics.states import states, transitions
from netspread.measures import brokerage
from netspread.ranking import MEASURES
from netspread.readers import READERS, ReadOptions
from netspread.spread.models import MODELS
from netspread.spread.seeding import STRATEGIES
from netspread_cli.main import main

REFERENCE = Path(__file__).parent / "reference"


def commands() -> str:
    """Return the page of all commands, from their own help."""
    parts = ["# Commands\n", "Made from each command's own help.\n"]
    context = main.make_context("netspread", [], resilient_parsing=True, max_content_width=100, terminal_width=100)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        with click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100) as inner:
            parts.append(f"## netspread {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


def measures() -> str:
    """Return the page of all measures, from their docstrings, and where each family comes from."""
    parts = ["# Measures\n", "Each is asked for by this name, in Python and on the command line.\n"]
    for name, measure in MEASURES.items():
        first = "**Low is first.** " if measure.lowest_first else ""
        is_role = name in brokerage.ROLES
        note = " Needs `--groups`" if measure.needs_groups else ""
        note += "; see [brokerage roles](#brokerage-roles)." if is_role else "." if note else ""
        told = "" if is_role else f"\n{_flowing(measure.compute)}\n"
        parts.append(f"## {name}\n\n{first}High: {measure.meaning}.{note} Source: {measure.source}.\n{told}")
    parts.append(f"## Brokerage roles\n\n{_flowing(brokerage.roles)}\n")
    parts.append("## Sources\n\nThose of single measures stand above; these are the sources of whole families.\n")
    for module in dict.fromkeys(inspect.getmodule(measure.compute) for measure in MEASURES.values()):
        subject, _, source = inspect.cleandoc(module.__doc__ or "").partition("\n\n")
        if re.search(r"\(\d{4}\)|\d{4}\*?,", source):
            parts.append(f"- {subject.split(':')[0]}: {' '.join(source.split())}")
    return "\n".join(parts) + "\n"


def python() -> str:
    """Return the page of the Python face: each verb with its options, each value with what it holds."""
    parts = [
        "# Python\n",
        "`import netspread as ns` gives these names. Options come after the data, by keyword; values do not change.\n",
    ]
    things = [(name, getattr(netspread, name)) for name in netspread.__all__ if name != "__version__"]
    verbs = [(name, thing) for name, thing in things if inspect.isfunction(thing)]
    errors = [(name, thing) for name, thing in things if isinstance(thing, type) and issubclass(thing, Exception)]
    values = [(name, thing) for name, thing in things if (name, thing) not in verbs + errors]
    parts.append("## Verbs\n")
    parts += [_verb(name, thing) for name, thing in verbs]
    parts.append(f"### Options of read\n\n```text\n{_told(ReadOptions)}\n```\n")
    parts.append("## Values\n")
    parts += [_value(name, thing) for name, thing in values]
    parts.append("## Errors\n\nEach is one sentence: where, what was found, how to mend it.\n")
    parts += [f"- `{name}`: {_first(thing)}" for name, thing in errors]
    return "\n".join(parts) + "\n"


def _verb(name: str, thing: Callable[..., object]) -> str:
    return f"### {name}\n\n```text\n{name}{_asked(thing)}\n\n{_told(thing)}\n```\n"


def _value(name: str, thing: type) -> str:
    fields = set(getattr(thing, "__dataclass_fields__", ()))
    public = [key for key in vars(thing) if not key.startswith("_") and key not in fields]
    rows = [f"- `{key}{'' if _is_property(thing, key) else '()'}`: {_first(getattr(thing, key))}" for key in public]
    return f"### {name}\n\n```text\n{_told(thing)}\n```\n\n" + "\n".join(rows) + "\n"


def _is_property(thing: type, key: str) -> bool:
    return isinstance(inspect.getattr_static(thing, key), property)


def _asked(thing: Callable[..., object]) -> str:
    """Return the arguments and their defaults; types stand in the code, and read differently in each Python."""
    asked = inspect.signature(thing)
    plain = [each.replace(annotation=inspect.Parameter.empty) for each in asked.parameters.values()]
    return str(asked.replace(parameters=plain, return_annotation=inspect.Signature.empty))


def _told(thing: object) -> str:
    """Return the docstring without its examples, which the tutorial and the how-to have in plenty."""
    text = inspect.cleandoc(thing.__doc__ or "").split("\nExamples\n")[0].strip()
    return re.sub(r":(attr|class|func|meth|mod):", "", text)


def _first(thing: object) -> str:
    """Return the first paragraph of the docstring on one line."""
    return " ".join(_told(thing).split("\n\n")[0].split()).replace("``", "`")


def _flowing(thing: object) -> str:
    """Return the docstring as one paragraph, headings left out."""
    text = _told(thing).split("\nRaises\n")[0]
    lines = [line.strip() for line in text.splitlines()]
    return " ".join(line for line in lines if line and set(line) != {"-"}).replace("``", "`")


def strategies() -> str:
    """Return the page of all seeding strategies."""
    rows = [f"| `{name}` | {strategy.meaning} |" for name, strategy in STRATEGIES.items()]
    head = "# Seeding strategies\n\nEvery measure that needs no groups is a strategy too: its first people start.\n"
    return f"{head}\n| strategy | who starts |\n| --- | --- |\n" + "\n".join(rows) + "\n"


def models() -> str:
    """Return the page of all models of spreading."""
    parts = [
        "# Models\n",
        (
            "`--model` takes these names, with options as in `sir(p=0.1, leave=0.2)`; in Python they are values, "
            "`ns.SIR(p=0.1, leave=0.2)`. `--resists COLUMN` (`ns.Resisted`) marks people who never adopt.\n"
        ),
    ]
    parts += [f"## {name}\n\n`ns.{model.__name__}`\n\n```text\n{_told(model)}\n```\n" for name, model in MODELS.items()]
    return "\n".join(parts)


def formats() -> str:
    """Return the page of all formats, with an example of each."""
    parts = [
        "# Formats\n",
        (
            "A file is recognized by its content. `--format-in` takes these names. What public data sets are taken "
            "for, tells [a table of them](../formats-tried.md).\n"
        ),
    ]
    parts += [f"## {reader.NAME}\n\n{reader.TITLE}.\n\n```text\n{reader.EXAMPLE.strip()}\n```\n" for reader in READERS]
    return "\n".join(parts)


def logics() -> str:
    """Return the page of all states, transitions and numbers of a campaign."""
    parts = ["# Logics of spread\n", "What `netspread plan` plays; `--set NAME=VALUE` changes a number.\n"]
    for title, frame in (
        ("States", states()),
        ("Transitions, and what plans go by", transitions()),
        ("Numbers", table()),
    ):
        lines = [
            list(frame),
            ["---"] * frame.shape[1],
            *frame.map(lambda cell: f"{cell:g}" if isinstance(cell, float) else cell).values.tolist(),
        ]
        parts.append(f"## {title}\n\n" + "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n")
    return "\n".join(parts)


PAGES = {
    "logics.md": logics,
    "commands.md": commands,
    "measures.md": measures,
    "strategies.md": strategies,
    "models.md": models,
    "formats.md": formats,
    "python.md": python,
}

if __name__ == "__main__":
    for page, made in PAGES.items():
        (REFERENCE / page).write_text(made(), encoding="utf-8")
