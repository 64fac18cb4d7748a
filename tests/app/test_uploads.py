"""Uploads: whatever a file is called, it lies in the folder of its study, and reads there as what it is."""

import errno
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netspread_cli.app.uploads import safe_name

MARKUP = '<img src=x onerror=alert(1)>"&amp;.csv'


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("survey.csv", "survey.csv"),
        ("Umfrage Wörter (2).xlsx", "Umfrage Wörter (2).xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/etc/cron.d/job", "job"),
        ("..", "file"),
        ("", "file"),
        (".bashrc", "bashrc"),
        ("--force", "force"),
        ("CON.csv", "file_CON.csv"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("report", "report-2"),  # where the answer is written
        ("x" * 300 + ".csv", "x" * 80 + ".csv"),
        ("a;b|c$(d).csv", "a_b_c_(d).csv"),
    ],
)
def test_a_name_leads_nowhere(name, kept):
    assert safe_name(name) == kept


@given(st.text(), st.sets(st.text()))
def test_no_name_leads_out_of_its_folder_or_is_taken(name, taken):
    found = safe_name(name, taken)

    assert Path(found).name == found
    assert found not in ("", ".", "..")
    assert found[0] not in ".-"
    assert found.casefold() not in {other.casefold() for other in taken}


def test_the_second_file_of_a_name_replaces_nothing():
    assert safe_name("Staff.csv", ["staff.csv", "Staff-2.csv"]) == "Staff-3.csv"


def test_files_lie_where_they_should_whatever_they_are_called(sent, desk, hospital):
    (_, survey), (_, staff) = hospital
    answer = sent(("../../../survey.csv", survey), ("/tmp/staff.csv", staff))

    (study,) = desk.shelf.studies()
    assert answer.status_code == 200
    assert study.names() == ["staff.csv", "survey.csv"]
    assert (study.files / "survey.csv").read_bytes() == survey
    assert study.record.words() == ["survey.csv", "--staff", "staff.csv"]


def test_names_with_markup_are_shown_as_they_are(sent, desk):
    rows = "respondent,advice 1,advice 2\n" + "".join(
        f"<script>alert({n})</script>,\"<b onclick='x'>\",<script>alert({(n + 1) % 5})</script>\n" for n in range(5)
    )
    answer = sent((MARKUP, rows.encode()))

    assert answer.status_code == 200
    for hostile in ("<img", "<script>alert", "<b onclick"):
        assert hostile not in answer.text
    (study,) = desk.shelf.studies()
    for page in ("names", "question"):
        text = sent_page(answer, study, page)
        assert "<script>alert" not in text
        assert "<img" not in text


def sent_page(answer, study, page):
    import httpx

    return httpx.get(str(answer.url.join(f"/studies/{study.id}/{page}")), headers=answer.request.headers).text


def test_a_file_of_no_known_format_can_be_told_how_to_read(sent, visitor, desk):
    text = "von;wen;wie oft\n" + "".join(f"p{n};p{(n * 3 + 1) % 9};oft\n" for n in range(9))
    answer = sent(("seltsam.csv", text.encode()))
    (study,) = desk.shelf.studies()

    assert 'role="alert">' in answer.text
    told = {"role:seltsam.csv": "survey"}
    answer = visitor.post(f"/studies/{study.id}/reading", data=told, follow_redirects=True)
    assert 'role="alert">' in answer.text
    assert "<td>oft</td>" in answer.text  # the first rows are shown
    told |= {"format-in": "", "column:ego": "von", "column:alter": "wen"}
    told |= {"column:weight": "wie oft", "scale:oft": "2,5"}
    answer = visitor.post(f"/studies/{study.id}/reading", data=told, follow_redirects=True)
    assert 'role="alert">' not in answer.text
    assert study.record.options == {"column": ["ego=von", "alter=wen", "weight=wie oft"], "scale": ["oft=2.5"]}
    assert desk.looked(study)["ties"] == 9


def test_a_zip_bomb_is_told_and_not_unpacked(sent, visitor, desk):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(3):
            with bomb.open(f"{number}.csv", "w") as file:
                for _ in range(200):
                    file.write(b"a,b\n" * 250_000)
    answer = sent(("bomb.zip", held.getvalue()))

    assert answer.status_code in (200, 400)
    assert 'role="alert">' in answer.text
    assert "Traceback" not in answer.text
    assert visitor.get("/files").status_code == 200


def test_an_uploaded_module_is_never_run(sent, desk, tmp_path):
    """The processes work in the folder with the files, where Python must look for no modules."""
    evil = f"open({str(tmp_path / 'evil')!r}, 'w').write('x')\n".encode()
    names = ("numba.py", "json.py", "pandas.py", "statsmodels.py", "openpyxl.py", "sitecustomize.py")
    sent(*((name, evil) for name in names), ("survey.csv", b"ego,alter\na,b\nb,c\nc,a\n"))

    (study,) = desk.shelf.studies()
    assert "numba.py" in study.names()
    assert desk.looked(study)["ties"] == 3
    assert not (tmp_path / "evil").exists()


def test_a_full_disk_is_told_and_leaves_no_half_of_a_file(sent, visitor, desk, monkeypatch, hospital):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    answer = sent(*hospital)

    assert answer.status_code == 400
    assert "The disk is full" in answer.text
    assert desk.shelf.studies() == []
    monkeypatch.undo()
    assert sent(*hospital).status_code == 200


def test_200_megabytes_are_refused_in_words_and_the_pages_go_on(visitor, desk):
    def pieces():
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="log.csv"\r\n\r\n'
        for _ in range(200):
            yield b"a,b\n" * 250_000

    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = visitor.post("/files", content=pieces(), headers=headers)

    assert answer.status_code == 413
    assert "larger than 100 MB" in answer.text
    assert desk.shelf.studies() == []
