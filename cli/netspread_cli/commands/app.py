"""``netspread app``: the main job on pages in the browser."""

from pathlib import Path

import click

from netspread_cli import console, options


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to use; a free one by default.")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is printed.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where finished studies are kept; by default nowhere: they are removed at the end.",
)
@options.language_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to serve; any but this machine needs --password.",
)
@click.option(
    "--password",
    envvar="NETSPREAD_PASSWORD",
    metavar="TEXT",
    # Given without a value it is asked for: what stands in a command line, others on the machine can read.
    prompt=True,
    prompt_required=False,
    hide_input=True,
    help="What has to be typed in to enter, for --host; without TEXT you are asked for it.",
)
def command(*, port: int, no_browser: bool, keep: Path | None, language: str, host: str, password: str | None) -> None:
    """Open netspread in the browser: drop files, choose champions, take the report away. Nothing leaves this machine.

    \b
    Example:
        netspread app
    """
    from netspread.errors import ChoiceError

    try:
        from netspread_cli.app.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "python_multipart"):
            raise
        raise ChoiceError(
            f"the pages need {error.name}, which is not installed; install it with: pip install 'netspread[app]'"
        ) from error
    serve(
        host=host,
        port=port,
        password=password or "",
        language=language,
        keep=keep,
        browser=not no_browser,
        tell=console.remark,
    )
