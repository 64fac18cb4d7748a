"""The face: every name is there, and stays what it is."""

import importlib
import subprocess
import sys

import pytest

import netspread as ns


@pytest.mark.parametrize("name", [name for name in ns.__all__ if name != "__version__"])
def test_every_name_of_the_face_is_no_module_even_after_its_room_was_imported(name):
    importlib.import_module(f"netspread.{ns._ROOMS[name]}")

    assert callable(getattr(ns, name))
    assert name in dir(ns)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'buidl'"):
        ns.buidl  # noqa: B018  # asking for the name is the test


def test_importing_the_face_imports_nothing_heavy():
    code = "import netspread, sys; print([m for m in ('numpy', 'pandas', 'numba', 'igraph') if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
