"""Child: the process in which files are read and questions answered. It is asked, and answers, in lines of JSON.

``python -P -m netspread_cli.app.child``: a line ``{"do": NAME, "with": {...}, "language": CODE}`` comes in; lines
``{"step": [name, done, total]}`` go out, and at last ``{"answer": ...}`` or ``{"error": sentence}``. It ends when its
input does, so that it never outlives the app.
"""

import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TextIO

import click

from netspread import engine
from netspread.language import language, speaking
from netspread_cli.app.trouble import in_words, told
from netspread_cli.console import plain

_HOME = Path.cwd()


def main() -> None:
    """Answer line by line."""
    # What a library prints must not get between the answers.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    asked: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        _say(out, _answered(json.loads(asked.get()), out))


def _listen(asked: "SimpleQueue[str]") -> None:
    for line in sys.stdin:
        asked.put(line)
    os._exit(0)  # whoever asked is gone: nobody waits for what is being computed


def _answered(request: dict[str, Any], out: TextIO) -> dict[str, Any]:
    from netspread_cli.app import work

    def tell(step: str, done: int, total: int, /) -> None:
        _say(out, {"step": [step, done, total]})

    say = language(request["language"])
    try:
        with engine.told(tell), speaking(request["language"]):
            return {"answer": plain(work.DOES[request["do"]](**request["with"]))}
    except click.ClickException as error:
        return {"error": in_words(error.format_message(), say)}
    except Exception as error:  # noqa: BLE001  # whatever fails is told, and takes nothing else along
        return {"error": told(error, say)}
    finally:
        os.chdir(_HOME)  # a folder that a process stands in cannot be removed everywhere


def _say(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=True) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
