"""Samples: invented files to try things on, copied or made where the user wants them."""

import importlib
import importlib.util
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from netspread.errors import SaveError, one_of

#: Sample -> what it is.
PORTRAITS: Mapping[str, str] = MappingProxyType(
    {
        "hospital": "a survey of 252 staff in 12 units, and a staff list: whom they ask for advice, whom they trust",
        "hospital-log": "three months of messages in the same hospital, bulk mail among them",
        "trust-log": "messages of 15,000 people in a hospital trust (made when asked for; takes some seconds)",
    }
)


def folder() -> Path:
    """Return where the samples are: in the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / "_samples"
    return installed if installed.is_dir() else here.parent / "sample_networks"


def copy(name: str, out: Path, *, force: bool = False) -> Path:
    """Put the sample *name* into the folder *out*, and return that.

    Raises
    ------
    ChoiceError
        If there is no such sample.
    SaveError
        If *out* exists and *force* is not set, or cannot be made.
    """
    if name not in PORTRAITS:
        raise one_of("sample", name, PORTRAITS)
    if out.exists() and not force:
        raise SaveError(f"{out} exists already; choose another --out, or add --force to write into it")
    ready = folder() / name
    try:
        if ready.is_dir():
            shutil.copytree(ready, out, dirs_exist_ok=True)
        else:
            _maker().make(name, out)
    except OSError as error:
        raise SaveError(f"{out}: cannot be written ({error.strerror}); choose another --out") from error
    return out


def _maker() -> Any:
    """Return the module that makes the samples; it lies beside them, and is no part of the package."""
    name, place = "netspread_samples", folder()
    spec = importlib.util.spec_from_file_location(name, place / "__init__.py", submodule_search_locations=[str(place)])
    assert spec is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"{name}.make_samples")
