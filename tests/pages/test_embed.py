"""What is embedded stays data."""

import base64
import hashlib
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netspread.pages.embed import asset, embedded, filled, policy, vis_network


@given(st.text())
def test_any_text_comes_back_and_none_ends_its_script(text):
    made = embedded({"name": text})

    assert json.loads(made) == {"name": text}
    assert not set(made) & set("<>&\u2028\u2029")


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        embedded([float("nan")])


def test_a_policy_allows_its_own_scripts_alone():
    rule = policy(("let a = 1",), ())

    digest = base64.b64encode(hashlib.sha256(b"let a = 1").digest()).decode()
    assert f"script-src 'sha256-{digest}';" in rule
    assert "default-src 'none'" in rule
    assert "style-src 'none'" in rule
    assert "unsafe" not in rule


def test_what_is_put_into_a_template_is_not_looked_at_again():
    assert filled("%%A%%%%B%%", {"A": "%%B%%", "B": "%%A%%"}) == "%%B%%%%A%%"


def test_the_drawing_library_comes_from_pyvis_which_is_not_imported():
    sys.modules.pop("pyvis", None)

    script = vis_network()

    assert "pyvis" not in sys.modules
    assert "@license" in script[:3000] or "Apache" in script[:3000]
    assert "sourceMappingURL=" not in script


def test_no_script_of_ours_makes_markup_from_text():
    for name in (
        "map_people.js",
        "map_spread.js",
        "map_picture.js",
        "map_save.js",
        "map_card.js",
        "map_list.js",
        "map.js",
    ):
        script = asset(name)
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert way not in script, (name, way)
