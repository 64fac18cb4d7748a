"""Server: the app on its address, from start to end."""

import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from netspread.errors import ChoiceError
from netspread_cli.app.desk import Desk
from netspread_cli.app.guard import Door, is_loopback
from netspread_cli.app.opening import Doorstep, doorstep
from netspread_cli.app.private import private_folder
from netspread_cli.app.routes import app_of

#: What a shell is told when the app is ended from outside: 128 + SIGTERM.
_TERMINATED = 143
#: A shorter password is guessed, one try a second.
_SHORTEST = 8


def serve(
    *,
    host: str,
    port: int,
    password: str,
    language: str,
    keep: Path | None,
    browser: bool,
    tell: Callable[[str], None],
) -> None:
    """Serve the app until it is stopped.

    Raises
    ------
    ChoiceError
        If others could reach *host* and there is no password, or a short one, or the address is taken.
    """
    if not is_loopback(host) and not password:
        raise ChoiceError(f"--host {host}: others can reach this address, so give a password as well, with --password")
    if password and len(password) < _SHORTEST:
        raise ChoiceError(f"--password has {len(password)} characters; give at least {_SHORTEST}")
    with private_folder() as folder, _for_itself(folder), _listening(host, port) as listening:
        door = Door(host, listening.getsockname()[1], password)
        desk = Desk(folder, code=language, kept=keep)
        try:
            tell(f"netspread runs at {door.start}")
            tell(_who_can_open(door))
            if browser:
                with doorstep(door, desk.say, folder) as step:
                    _run(door, desk, listening, step)
            else:
                _run(door, desk, listening)
        finally:
            desk.end()


def _who_can_open(door: Door) -> str:
    who = "Whoever knows the password" if door.password else "Only you on this machine"
    return f"{who} can open it. Stop it with Ctrl+C; what is not kept is removed then."


@contextmanager
def _for_itself(folder: Path) -> Iterator[None]:
    """Let what is uploaded pass through *folder* alone, and end in order when told to end."""
    passed, ended = tempfile.tempdir, signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = passed
        signal.signal(signal.SIGTERM, ended)


def _run(door: Door, desk: Desk, listening: socket.socket, step: Doorstep | None = None) -> None:
    app = app_of(desk, door) if step is None else app_of(desk, door, entered=step.gone)
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=1, ws="none",
    )  # fmt: skip
    server = uvicorn.Server(config)
    if step is not None:
        threading.Thread(target=step.open, daemon=True).start()
    threading.Thread(target=desk.reader.start, daemon=True).start()
    server.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; connections are taken from now on."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(kind, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen()
    except OSError as error:
        found.close()
        raise ChoiceError(f"port {port} of {host} cannot be used ({error.strerror}); leave --port out") from error
    return found
