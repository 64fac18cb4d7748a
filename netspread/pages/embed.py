"""Embed: data, scripts and styles inside one page that nothing can break out of."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_ASSETS = Path(__file__).parent / "assets"
_VIS = Path("templates") / "lib" / "vis-9.1.2" / "vis-network.min.js"


def embedded(data: Any) -> str:
    r"""Return *data* as JSON that cannot end the ``<script>`` it stands in.

    >>> print(embedded({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return a Content-Security-Policy that allows these scripts and styles alone, and no request at all.

    Pictures that the page itself makes (``data:``, ``blob:``) are allowed, to save them.
    """
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def filled(page: str, parts: Mapping[str, str]) -> str:
    """Return the template *page* with its ``%%NAME%%`` replaced, all at once: what is put in is not looked at again.

    >>> filled("<p>%%A%% and %%B%%", {"A": "%%B%%", "B": "b"})
    '<p>%%B%% and b'
    """
    pieces = page.split("%%")
    return "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))


@cache
def asset(name: str) -> str:
    """Return one of our own page files."""
    return (_ASSETS / name).read_text(encoding="utf-8")


@cache
def vis_network() -> str:
    """Return the script of the vis-network that pyvis ships, its licence on top; pyvis itself is not imported.

    Its style sheet, with the pictures of buttons that our pages do not show, is left out.
    """
    spec = find_spec("pyvis")
    assert spec is not None, "pyvis is a dependency"
    assert spec.origin is not None
    script = (Path(spec.origin).parent / _VIS).read_text(encoding="utf-8")
    # A map of the source would be asked for over the network.
    return script.replace("//# sourceMappingURL=", "// ")


def _hashes(texts: Sequence[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
