"""Parameters: each is documented with a source and a range, stands at a transition or a rule, and is at work."""

import re
from pathlib import Path

import pytest

from netspread.kernels.campaign import Settings
from netspread.language import languages, speaking
from netspread.logics import parameters
from netspread.logics.parameters import PARAMETERS
from netspread.logics.states import STATES, TRANSITIONS, states, transitions

ROOT = Path(__file__).parents[2]


def test_every_number_that_is_used_is_in_the_table_and_every_one_of_the_table_is_used():
    rooms = [*(ROOT / "netspread" / "logics").glob("*.py")]
    asked = {name for room in rooms for name in re.findall(r'values\["(\w+)"\]', room.read_text(encoding="utf-8"))}

    assert set(Settings._fields) | asked == set(PARAMETERS)


def test_every_number_stands_at_what_it_is_at_work_in():
    at_work = {name for each in TRANSITIONS.values() for name in each.numbers}

    assert at_work == set(PARAMETERS)
    for each in TRANSITIONS.values():
        assert {*each.before, *filter(None, [each.after])} <= set(STATES)


@pytest.mark.parametrize("code", languages())
def test_the_tables_say_all_in_each_language(code):
    with speaking(code):
        numbers, moves, stands = parameters.table(), transitions(), states()

    assert numbers["parameter"].tolist() == list(PARAMETERS)
    assert len(moves) == len(TRANSITIONS)
    assert len(stands) == len(STATES)
    for frame in (numbers, moves, stands):
        assert not frame.isna().any(axis=None)
        assert (frame.map(str).map(len) > 0).all(axis=None)


def test_the_reference_holds_every_number_with_its_source():
    page = (ROOT / "docs" / "reference" / "logics.md").read_text(encoding="utf-8")

    for name, each in PARAMETERS.items():
        row = re.search(rf"^\| {name} \|.*$", page, re.MULTILINE)[0]
        assert each.meaning in row
        assert row.endswith(f"| {each.source} |")


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_range_that_is_swept_holds_the_default_and_can_be_asked_for(name):
    each = PARAMETERS[name]

    assert each.least <= each.low <= each.value <= each.high <= each.most
    assert each.low < each.high
    assert re.search(r"assumed|\(\d{4}\)", each.source)
