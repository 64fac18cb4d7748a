"""Embed: data, scripts and styles inside one page that nothing can break out of."""

import base64
import hashlib
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_ASSETS = Path(__file__).parent / "assets"


def embedded(data: Any) -> str:
    r"""Return *data* as JSON that cannot end the ``<script>`` it stands in.

    >>> print(embedded({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Return a Content-Security-Policy that allows these scripts and styles alone, and no request at all."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def asset(name: str) -> str:
    """Return one of our own page files."""
    return (_ASSETS / name).read_text(encoding="utf-8")


@cache
def vis_network() -> tuple[str, str]:
    """Return (script, style) of the vis-network that pyvis ships; pyvis itself is not imported."""
    spec = find_spec("pyvis")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "templates" / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    style = (folder / "vis-network.css").read_text(encoding="utf-8")
    # A map of the source would be asked for over the network.
    return script.replace("//# sourceMappingURL=", "// "), style


def _hashes(texts: tuple[str, ...]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
