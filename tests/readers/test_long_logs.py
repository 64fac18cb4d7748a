"""Long logs: streamed to the same ties from whatever they are packed in, times decided by the whole column."""

import pandas as pd
import pytest

import naive_messages as naive
from netspread.errors import ReadError
from netspread.readers import read


def found(counted, window):
    ties = counted.ties
    moments = [None if window is None else time.to_pydatetime() for time in ties["time"]]
    return dict(zip(zip(ties["ego"], ties["alter"], moments, strict=True), ties["weight"], strict=True))


@pytest.fixture(scope="module", name="large")
def _large(tmp_path_factory):
    """A log of more than a megabyte, so that it is streamed: 40,000 messages, quoted and not."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("sent,from,to,subject\n")
        for at in range(40_000):
            sender, others = at * 7919 % 97, [at * 31 % 89, at * 17 % 83][: 1 + at % 2]
            alters = ";".join(f"p{other}@x.org" for other in others)
            file.write(f'2024-0{1 + at % 6}-1{at % 7} 0{at % 9}:00:00,p{sender}@x.org,"{alters}","a ""b"", c"\n')
    return path


def twin(path):
    frame = pd.read_csv(path)
    return [
        (ego, to.split(";"), pd.Timestamp(time))
        for time, ego, to in zip(frame["sent"], frame["from"], frame["to"], strict=True)
    ]


def test_a_long_log_is_streamed_to_the_same_ties_with_any_memory_and_threads(large):
    expected, _ = naive.ties(twin(large), window="week", weight="per-recipient")
    first = read(large, window="week", weight="per-recipient")

    assert found(first, "week") == pytest.approx(expected)
    for memory in ("256MiB", "512MiB"):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("netspread.readers.spilling._threads", lambda limit: 1)
            again = read(large, window="week", weight="per-recipient", memory=memory)
        pd.testing.assert_frame_equal(again.ties, first.ties, check_exact=True)
        assert again.told == first.told


@pytest.mark.parametrize(
    "kind", ["gz", "utf-16", "cp1252 after the first megabyte", "parquet", "zip", "line breaks", "glob"]
)
def test_a_long_log_is_read_from_whatever_it_is_packed_in(kind, large, tmp_path):
    import gzip
    import zipfile

    import duckdb

    text, path = large.read_text(encoding="utf-8"), tmp_path / "log.csv"
    extra = 0
    if kind == "gz":
        path.write_bytes(gzip.compress(text.encode()))  # by its bytes, not by its name
    elif kind == "utf-16":
        path.write_bytes(text.encode("utf-16"))
    elif kind.startswith("cp1252"):
        path.write_bytes(text.encode() + "2024-01-01 10:00:00,Zoë,p1@x.org,x\n".encode("cp1252"))
        extra = 1
    elif kind == "parquet":
        duckdb.sql(f"copy (select * from read_csv('{large}')) to '{path}' (format parquet)")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("log.csv", text)
    elif kind == "line breaks":
        path.write_text(text + '2024-01-01 10:00:00,Zoë,p1@x.org,"two\nlines"\n', encoding="utf-8")
        extra = 1
    else:
        path = tmp_path / "log[1]*.csv"
        path.write_text(text, encoding="utf-8")

    reported = read(path)

    assert reported.counts["messages"] == 40_000 + extra
    assert len(reported.ties) == len(read(large).ties) + extra
    assert ("Zoë" in reported.people.index) == bool(extra)


def test_many_files_of_one_layout_are_counted_together(large, tmp_path):
    lines = large.read_text(encoding="utf-8").splitlines()
    parts = [tmp_path / f"{at}.csv" for at in range(4)]
    for at, part in enumerate(parts):
        part.write_text("\n".join([lines[0], *lines[1 + at :: 4]]) + "\n", encoding="utf-8")

    together = read(parts, window="month")

    pd.testing.assert_frame_equal(together.ties, read(large, window="month").ties)
    assert len(together.sources) == 4


def test_a_list_of_numbers_without_a_header_is_read(tmp_path):
    path = tmp_path / "snap.txt"
    path.write_text(
        "# from to time\n" + "".join(f"{at % 50}  {at % 49} {1_100_000_000 + at}\n" for at in range(60_000))
    )

    reported = read(path, window="day")

    assert reported.counts["messages"] == 60_000
    assert reported.ties["time"].min() == pd.Timestamp("2004-11-09")
    assert "times taken as seconds since 1970" in reported.told


LOG = "time,sender,recipients\n"


@pytest.mark.parametrize(
    ("cells", "expected", "sentence"),
    [
        (["2024-03-05T23:00:00-05:00"], "2024-03-06 04:00", "turned from their zones into UTC"),
        (["2024-03-05T09:00:00Z", "2024-03-05 09:00"], "2024-03-05 09:00", "with a zone turned into UTC"),
        (["45356.5", "45357"], "2024-03-05 12:00", "Excel's day numbers"),
        (["20240305101500"], "2024-03-05 10:15", "days and clock without marks"),
        (["10/2/2023 16:36", "2/10/2023 08:00"], "2023-02-10 16:36", "could be read two ways; taken as day/month/year"),
        (["10/2/2023 16:36", "2/13/2023 08:00"], "2023-10-02 16:36", "dates taken as month/day/year"),
        (["10/2/23, 4:36 PM"], "2023-02-10 16:36", "could be read two ways"),
        (["Fri, 1 Mar 2024 10:02:33 +0100"], "2024-03-01 09:02:33", "dates in words"),
    ],
)  # fmt: skip
def test_times_are_read_by_the_column_as_a_whole_and_told(cells, expected, sentence, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG + "".join(f'"{cell}",a,b{at}\n' for at, cell in enumerate(cells)), encoding="utf-8")

    reported = read(path)

    assert reported.ties["time"].iloc[0] == pd.Timestamp(expected)
    assert any(sentence in told for told in reported.told)


def test_a_day_above_12_far_down_a_log_decides_the_order_of_all(tmp_path):
    path = tmp_path / "log.csv"
    rows = [f"{1 + at % 12}/{1 + at % 3}/2024 10:00,a{at % 9},b{at % 7}" for at in range(30_000)]
    path.write_text(LOG + "\n".join([*rows, "12/25/2024 10:00,a,b"]) + "\n", encoding="utf-8")

    assert "dates taken as month/day/year" in read(path).told
    assert any("taken as day/month/year" in told for told in read(path, day_first=True).told)


def test_a_few_times_that_cannot_be_understood_are_counted(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG + "2024-03-01,a,b\n" * 30 + "soon,a,c\n,a,d\n", encoding="utf-8")

    reported = read(path)

    assert (reported.counts["unread_times"], reported.counts["undated_messages"]) == (1, 1)
    assert len(reported.ties) == 3
    assert len(read(path, window="week").ties) == 1


def test_a_broken_parquet_file_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "log.parquet"
    path.write_bytes(b"PAR1 this is not one")

    with pytest.raises(ReadError, match="Parquet file cannot be read"):
        read(path)
