"""The command ``netspread``: its subcommands, and the one place that catches errors."""

import gc
from importlib import import_module

import click

from netspread import __version__
from netspread.errors import NetspreadError

#: Subcommand -> module in ``netspread_cli.commands``, in the order of ``netspread --help``.
_COMMANDS = {
    "run": "run",
    "batch": "batch",
    "init": "init",
    "demo": "demo",
    "app": "app",
    "survey": "survey",
    "check": "check",
    "names": "names",
    "describe": "describe",
    "rank": "rank",
    "leaders": "leaders",
    "brokers": "brokers",
    "keyplayers": "keyplayers",
    "champions": "champions",
    "plan": "plan",
    "communities": "communities",
    "silos": "silos",
    "bridges": "bridges",
    "seeds": "seeds",
    "simulate": "simulate",
    "compare": "compare",
    "adoption": "adoption",
    "changes": "changes",
    "map": "map",
    "convert": "convert",
    "formats": "formats",
    "warm": "warm",
    "sample": "sample",
}
#: Loading makes hundreds of thousands of objects, none of them garbage: to look for it as often as Python does
#: of itself takes a tenth of the time of a short command.
_RARELY = (20_000, 20, 100)
#: What a shell is told when ctrl-C stopped the work: 128 + SIGINT.
_STOPPED = 130


class _Commands(click.Group):
    """Subcommands, imported when they are asked for; our errors leave as one sentence and exit code 1."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand, or None if there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"netspread_cli.commands.{_COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand."""
        gc.set_threshold(*_RARELY)
        try:
            return super().invoke(ctx)
        except NetspreadError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("Stopped; no result was written.", err=True)
            ctx.exit(_STOPPED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="netspread")
def main() -> None:
    """Map influence in an organisation: who leads, who brokers, where to start.

    The main job, from a survey export to a report:

    \b
        netspread run survey.csv --staff staff.csv --out report

    To see what comes out, without a file of your own:

    \b
        netspread demo
    """
