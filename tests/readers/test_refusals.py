"""Refusals: what is no survey, and options that are wrong, are told in one sentence."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netspread.build import build
from netspread.errors import NetspreadError, ReadError
from netspread.readers import read

TIES = "ego,alter,relation,weight\nana,ben,advice,2\nana,cia,trust,1\nben,cia,advice,3\n"


LOG = "timestamp,sender,recipients\n"


WRONG = {
    "nothing there": (None, "there is no such file"),
    "empty": (b"", "the file is empty"),
    "blank": (b"\n\n  \n", "the file is empty"),
    "pdf": (b"%PDF-1.7\nx", "this is a PDF document"),
    "png": (b"\x89PNG\r\n\x1a\n", "this is a picture"),
    "nul": (b"ego,alter\na\x00b,c\n" + b"x,y\n" * 60, "NUL"),
    "one column": (b"name\nana\nben\n", "only one column"),
    "long line": (b"a" * 2_000_000, "this is no table"),
    "many columns": (
        b",".join(b"c%d" % i for i in range(17_000)) + b"\n" + b"," * 16_999 + b"x\n",
        "more than 16,384 columns",
    ),
    "unknown columns": (b"height,width\n3,apple\n5,pear\n", "no reader knows the columns ('height', 'width')"),
    "no alter": (b"ego,alter\nana,\n", "column 'alter' is empty"),
    "no ties": (b"ego,alter\n", "no tie was found"),
    "bad weight": (b"ego,alter,weight\na,b,much\n", "column 'weight' has 'much'"),
    "negative weight": (b"ego,alter,weight\na,b,-2\n", "has weight -2"),
    "zip": (b"PK\x03\x04broken", "broken or cut short"),
    "old xls": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "cannot be opened"),
    "entities": (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><graphml></graphml>', "declares entities"),
    "broken graphml": (b'<?xml version="1.0"?><graphml><graph>', "is broken"),
    "broken gzip": (b"\x1f\x8b\x08\x00rubbish", "cannot be read"),
    "bad time": (
        LOG.encode() + b"yesterday,a,b\n2024-01-01,a,b\n",
        "column 'timestamp' has 'yesterday', which is no time",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_survey_is_refused_in_one_sentence(written, tmp_path, name):
    content, sentence = WRONG[name]
    path = tmp_path / "absent.csv" if content is None else written(content)

    with pytest.raises(ReadError) as caught:
        read(path)

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"format_in": "excel"}, "format 'excel' is unknown"),
        ({"columns": {"egoo": "x"}}, "role 'egoo' is unknown"),
        ({"columns": {"ego": "x", "alter": "y"}}, "column 'x' is unknown"),
        ({"since": "sometime"}, "'sometime' is no date"),
        ({"colour": 1}, "option 'colour' is unknown"),
    ],
)
def test_wrong_options_are_told(written, options, sentence):
    with pytest.raises(NetspreadError) as caught:
        read(written(TIES), **options)

    assert sentence in str(caught.value)


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode) | st.builds(
    lambda head, rows: (head + "\n" + "\n".join(rows)).encode(),
    st.sampled_from(["ego,alter", "a,b,time", LOG.strip(), "name,advice 1,advice 2", "name,x [A],x [B]", ",A,B", "*Vertices 2", "graph ["]),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=5),
))  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_our_own_errors_leaves_a_reader(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)

    with contextlib.suppress(NetspreadError):  # anything else fails the test
        build(read(path))
