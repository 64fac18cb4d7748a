"""Write the pages of the reference that follow from the code; the tests hold them in step.

Run ``python docs/make_reference.py``.
"""

from pathlib import Path

import click

from netspread.ranking import MEASURES
from netspread.readers import READERS
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
    """Return the page of all measures, from their docstrings."""
    parts = ["# Measures\n", "Each is asked for by this name, in Python and on the command line.\n"]
    for name, measure in MEASURES.items():
        doc = (measure.compute.__doc__ or measure.meaning).split("Examples\n")[0]
        lines = [line.strip() for line in doc.strip().splitlines()]
        first = "**Low is first.** " if measure.lowest_first else ""
        note = " Needs `--groups`." if measure.by_group else ""
        text = " ".join(line for line in lines if line and set(line) != {"-"}).replace("``", "`").replace(":func:", "")
        parts.append(f"## {name}\n\n{first}High: {measure.meaning}.{note}\n\n{text}\n")
    return "\n".join(parts)


def strategies() -> str:
    """Return the page of all seeding strategies."""
    rows = [f"| `{name}` | {strategy.meaning} |" for name, strategy in STRATEGIES.items()]
    head = "# Seeding strategies\n\nEvery measure that needs no groups is a strategy too: its first people start.\n"
    return f"{head}\n| strategy | who starts |\n| --- | --- |\n" + "\n".join(rows) + "\n"


def formats() -> str:
    """Return the page of all formats, with an example of each."""
    parts = ["# Formats\n", "A file is recognized by its content. `--format-in` takes these names.\n"]
    parts += [f"## {reader.NAME}\n\n{reader.TITLE}.\n\n```text\n{reader.EXAMPLE.strip()}\n```\n" for reader in READERS]
    return "\n".join(parts)


PAGES = {"commands.md": commands, "measures.md": measures, "strategies.md": strategies, "formats.md": formats}

if __name__ == "__main__":
    for page, made in PAGES.items():
        (REFERENCE / page).write_text(made(), encoding="utf-8")
