"""Process: a child that computes, and what is said when it dies: a crash is told, and not shared."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from netspread.errors import NetspreadError
from netspread.phrase import Phrase
from netspread_cli.app.trouble import ToldError

#: Whoever asks is told of a step, how much of it is done, and of how much.
Tell = Callable[[str, int, int], None]


class LostError(NetspreadError):
    """The process that computed ended before it had answered."""


class Process:
    """A child that answers one question after another; a new one is started when it has died."""

    def __init__(self, folder: Path, language: str = "en") -> None:
        self._folder, self._language, self._child = folder, language, None
        self._asking, self._starting = threading.Lock(), threading.Lock()

    _child: "subprocess.Popen[str] | None"

    def start(self) -> None:
        """Start the child now, so that it is ready when it is asked."""
        with self._starting:
            if self._child is None or self._child.poll() is not None:
                self._buried()
                self._child = subprocess.Popen(
                    # -P: what was uploaded is never taken for a module
                    [sys.executable, "-P", "-m", "netspread_cli.app.child"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
                    cwd=self._folder,
                )  # fmt: skip

    @property
    def pid(self) -> int | None:
        """The number of the child, while it runs."""
        return None if self._child is None or self._child.poll() is not None else self._child.pid

    def ask(self, do: str, tell: Tell = lambda _step, _done, _total: None, **known: Any) -> Any:
        """Return what the child answers.

        Raises
        ------
        ToldError
            What the child says is wrong.
        LostError
            If it dies.
        """
        with self._asking:
            self.start()
            child = self._child
            assert child is not None
            assert child.stdin is not None
            assert child.stdout is not None
            try:
                child.stdin.write(json.dumps({"do": do, "with": known, "language": self._language}) + "\n")
                child.stdin.flush()
            except OSError as error:
                raise _lost() from error
            for message in _messages(child.stdout):
                if "step" in message:
                    tell(*message["step"])
                elif "error" in message:
                    raise ToldError(message["error"])
                else:
                    return message["answer"]
            raise _lost()

    def end(self) -> None:
        """End the child, whatever it is doing."""
        with self._starting:
            if self._child is not None:
                self._child.kill()
                self._child.wait()
                self._buried()

    def _buried(self) -> None:
        """Close what led to a child that is no more."""
        if self._child is not None:
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not yet sent cannot be
                        pipe.close()


def _messages(out: IO[str]) -> Iterator[dict[str, Any]]:
    """Give what a child says, as long as it speaks: one that is killed may leave half a line, or nothing to read."""
    with suppress(ValueError):
        for line in out:
            yield json.loads(line)


def _lost() -> LostError:
    return LostError(
        Phrase("the process that computed was ended from outside (the memory may have run out); try again")
    )
