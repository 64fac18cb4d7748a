"""Errors: sentences that help."""

import pytest

from netspread.errors import ChoiceError, in_range, one_of


def test_an_unknown_name_is_told_with_the_nearest_and_all_known():
    assert str(one_of("measure", "degre", ["degree", "pagerank"])) == (
        "measure 'degre' is unknown; did you mean 'degree'? choose one of: degree, pagerank"
    )
    assert "(none)" in str(one_of("column", "x", []))
    assert "(60 more)" in str(one_of("person", "x", [f"q{i}" for i in range(100)]))


def test_a_number_out_of_range_is_told_with_the_range():
    with pytest.raises(ChoiceError, match=r"p is 1\.5; it must be from 0 to 1"):
        in_range("p", 1.5, 0, 1)
    with pytest.raises(ChoiceError, match="budget is 0; it must be at least 1"):
        in_range("budget", 0, 1)
    with pytest.raises(ChoiceError):
        in_range("p", float("nan"), 0, 1)
