"""Lines: a wrong value in a table is told with its file, line and column, in every kind of table and however long."""

import gzip
import zipfile

import duckdb
import pytest
import xlsxwriter

from netspread.adoption.adopted import read_adopted
from netspread.errors import ReadError
from netspread.readers import read
from netspread.readers.source import Source

TIES = ["ego,alter,date", *(f"a{at},b{at},2024-03-{at:02}" for at in range(1, 10))]
LOG = "sent,from,to"
ATTENDANCE = "person,event,date"
#: Rows that make a file longer than what is looked at to see what it is.
LONG = 40_000


def refused(path, **options):
    with pytest.raises(ReadError) as caught:
        read(path, **options)
    return str(caught.value).replace(str(path), path.name)


def with_wrong(rows, line, row):
    """The rows as lines of text, with a wrong one on that line."""
    return "".join(f"{each}\n" for each in [*rows[: line - 1], row, *rows[line - 1 :]])


def attendances(many, date="2024-03-01"):
    return [ATTENDANCE, *(f"p{at % 50},e{at // 7 % 701},{date}" for at in range(many))]


def messages(many, sent="2024-03-01 09:00"):
    return [LOG, *(f"{sent},p{at % 50},p{(at * 7 + 1) % 50}" for at in range(many))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (with_wrong(TIES, 7, "a,b,31/02/2024"), "line 7: column 'date' has '31/02/2024', which is no date"),
        ("Our survey\n\n\n" + with_wrong(TIES, 2, "a,b,soon"), "line 5: column 'date' has 'soon'"),
        ("sep=;\n" + with_wrong(TIES, 3, "a,b,soon").replace(",", ";"), "line 4: column 'date' has 'soon'"),
        (with_wrong(["ego,,alter,date", "a,,b,2024-03-01"], 3, "b,,c,2024-13-01"), "line 3: column 'date' has '2024-13-01'"),
        ("ego,alter,weight\na,b,1\n\nb,c,lots\n", "line 4: column 'weight' has 'lots', which is no number"),
        (with_wrong(attendances(60), 6, "ana,x,31/02/2024"), "line 6: column 'date' has '31/02/2024'"),
        ("person,event,hours\nana,x,2\nben,x,long\n", "line 3: column 'hours' has 'long', which is no length of time"),
        ("person,place,date,shift\nana,x,2024-03-01,E\nben,x,2024-03-01,L\ncia,x,2024-03-01,Q9\n", "line 4: column 'shift' has 'Q9', whose hours"),
        ("person,place,from,to\nana,x,2024-03-01 07:00,2024-03-01 15:00\nben,x,2024-03-01 07:00,31/02/2024\n", "line 3: column 'to' has '31/02/2024'"),
        ("1353303380,7,8\n1353303400,8,9\n1353303400,9,8\nsoon,7,9\n", "file.csv: no reader knows"),
        (",a,b\na,0,1\nb,x1,0\n", "line 3: column 'a' has 'x1', which is no number"),
        ("PrimaryCollaborator_PersonId,SecondaryCollaborator_PersonId,MetricDate,StrongTieScore\n7f,91,2024-03-01,83\n91,7f,31/02/2024,3\n", "line 3: column 'MetricDate' has '31/02/2024'"),
        ("Item class,Conversation type,Sender,Participants,Date\nIPM.SkypeTeams.Message,Group,a@x.org,a@x.org;b@x.org,31/02/2024\n", "line 2: column 'Date' has '31/02/2024'"),
        ('Meeting ID,Topic\n812,Round\n\nName (Original Name),User Email,Join Time,Leave Time\nAna,a@x.org,"02/31/2024, 09:00:00",03/14/2024 10:00:00\n', "line 5: column 'Join Time' has '02/31/2024"),
        ("Subject,Start Date,Start Time,End Date,End Time,Required Attendees,Meeting Organizer\nRound,3/14/2024,9:00,31/02/2024,10:00,Ana;Ben,Cia\n", "line 2: column 'End Date' has '31/02/2024'"),
        (with_wrong([*messages(3), *messages(3, "soon")[1:]], 3, "never,a,b"), "line 3: column 'sent' has 'never', which is no time"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_line(written, text, told):
    assert told in refused(written(text))


def test_a_staff_list_tells_the_line_of_an_id_that_stands_twice(written):
    with pytest.raises(ReadError, match=r"staff.csv, line 4: id '1' stands twice"):
        read(written("ego,alter\n1,2\n"), staff=written("id,name\n1,Ana\n2,Ben\n1,Cia\n", "staff.csv"))


def test_a_workbook_tells_the_row_that_its_program_shows(tmp_path):
    path = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Ties")
        for row, line in enumerate(with_wrong(TIES, 4, "a,b,31/02/2024").splitlines(), 5):
            sheet.write_row(row, 2, line.split(","))

    # Rows count from 0 in the library, and from 1 on the screen.
    assert "s.xlsx, line 9: column 'date' has '31/02/2024'" in refused(path)


def test_a_cell_of_several_lines_is_one_row_as_in_a_spreadsheet(written):
    text = 'ego,alter,date,note\na,b,2024-03-01,"one\ntwo\nthree"\nb,c,31/02/2024,\n'

    assert "line 3: column 'date'" in refused(written(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", ["\n", "\r\n"])
def test_a_long_table_is_gone_through_once_more(written, encoding, mark):
    rows = attendances(LONG)
    rows[5] = "Zoë,x,2024-03-01"
    text = with_wrong(rows, 31_234, "ana,x,31/02/2024").replace("\n", mark)

    assert "line 31234: column 'date' has '31/02/2024'" in refused(written(text, encoding=encoding))


def test_packed_and_archived_tables_tell_the_line_too(tmp_path):
    raw = with_wrong(attendances(LONG), 30_000, "ana,x,31/02/2024").encode()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(raw))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("events.csv", raw)

    assert "a.csv.gz, line 30000: column 'date'" in refused(tmp_path / "a.csv.gz")
    assert "a.zip/events.csv, line 30000: column 'date'" in refused(tmp_path / "a.zip")


def test_a_parquet_file_tells_the_row_below_its_names(tmp_path):
    path = tmp_path / "a.parquet"
    rows = "select 'p' || i % 50 as person, 'e' || i % 700 as event, case i when 1500 then '31/02/2024' else '2024-03-01' end as date"
    duckdb.execute(f"copy ({rows} from range(3000) t(i) order by i) to '{path}'")

    assert "line 1502: column 'date' has '31/02/2024'" in refused(path)


def test_of_several_logs_the_one_with_the_wrong_time_is_named(written):
    written(with_wrong(messages(5), 4, "2024-03-02 09:00,a,b"), "one.csv")
    written(with_wrong(messages(5, "tomorrow"), 4, "never,a,b"), "two.csv")

    with pytest.raises(ReadError, match=r"two.csv, line \d+: column 'sent' has '(tomorrow|never)', which is no time"):
        read([written("", "one.csv").parent / "two.csv", written(messages_text(5), "one.csv")])


def messages_text(many):
    return "".join(f"{row}\n" for row in messages(many))


@pytest.mark.parametrize("many", [60, LONG])
def test_a_few_wrong_times_of_a_log_are_counted_and_one_is_told(written, many):
    path = written(with_wrong(messages(many), many - 20, "31/02/2024 10:00,a,b"))

    told = " | ".join(map(str, read(path, since="2024-01-01").told))

    assert f"line {many - 20}: column 'sent' has '31/02/2024 10:00', which is no time" in told
    assert "1 messages whose time could not be understood left out" in told


@pytest.mark.parametrize("many", [60, LONG])
def test_a_column_without_name_and_cells_moves_no_other(written, many):
    hole = [row.replace(",", ",,", 1) for row in messages(many)]
    holes = [row.replace(",", ",,", 1) for row in attendances(many)]

    log, attendance = (read(written("\n".join(rows), f"{at}.csv")) for at, rows in enumerate((hole, holes)))

    assert log.ties["weight"].sum() == many
    assert set(attendance.people.index) == {f"p{at}" for at in range(50)}
    assert "line 50: column 'date'" in refused(written(with_wrong(holes, 50, "ana,,x,31/02/2024")))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("ana,3\n,4\n", "line 3: column 'person' is empty"),
        ("ana,3\nben,31/02/2024\n", "line 3: column 'time' has '31/02/2024', which is neither"),
        (
            "ana,2024-03-01\nben,2024-03-02\ncia,2024-02-30\n",
            "line 4: column 'time' has '2024-02-30', which is neither",
        ),
    ],
)
def test_adoption_times_tell_their_line(written, rows, told):
    with pytest.raises(ReadError) as caught:
        read_adopted(written(f"person,time\n{rows}"))

    assert f"file.csv, {told}" in str(caught.value)


def test_lines_are_whole_wherever_a_piece_of_the_file_ends(written, monkeypatch):
    monkeypatch.setattr("netspread.readers.stored._PIECE", 3)
    text = "a,b\r\n1,2\n\r\n3,4\r5,6\r\n"

    assert [*Source(written(text)).lines()] == ["a,b\r\n", "1,2\n", "\r\n", "3,4\r", "5,6\r\n"]
