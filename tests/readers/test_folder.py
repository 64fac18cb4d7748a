"""Folders and zip archives of files, also hostile ones."""

import stat
import zipfile

import pytest

import netspread as ns
from netspread.errors import ReadError
from netspread.readers.folder import Folder, is_folder

ONE, TWO = "ego,alter\nana,ben\n", "ego,alter\nben,cia\n"


@pytest.fixture
def packed(tmp_path):
    """Write an archive of the given files."""

    def write(files, name="export.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, text in files.items():
                archive.writestr(entry, text)
        return tmp_path / name

    return write


def test_the_ties_of_all_files_in_a_folder_are_put_together(tmp_path):
    (tmp_path / "waves").mkdir()
    (tmp_path / "one.csv").write_text(ONE)
    (tmp_path / "waves" / "two.csv").write_text(TWO)
    (tmp_path / ".DS_Store").write_bytes(b"\x00\x01")
    reported = ns.read(tmp_path)
    assert reported.ties[["ego", "alter"]].to_numpy().tolist() == [["ana", "ben"], ["ben", "cia"]]
    assert [path.name for path in reported.sources] == ["one.csv", "two.csv"]


def test_an_archive_is_read_as_the_folder_it_holds(packed):
    path = packed({"one.csv": ONE, "__MACOSX/one.csv": "rubbish", "in/two.csv": TWO})
    assert sorted(ns.read(path).ties["alter"]) == ["ben", "cia"]
    assert ns.read(path).sources == (path,)


def test_a_wrong_file_in_an_archive_is_named(packed):
    with pytest.raises(ReadError, match=r"export\.zip/in/two\.csv: the file is empty"):
        ns.read(packed({"one.csv": ONE, "in/two.csv": ""}))


def test_a_workbook_is_no_archive_of_files(tmp_path, packed):
    assert not is_folder(packed({"xl/workbook.xml": "<x/>"}))
    assert is_folder(packed({"one.csv": ONE}))
    assert is_folder(tmp_path)


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:/evil.csv", "..\\evil.csv"])
def test_an_archive_with_a_file_outside_of_itself_is_refused(packed, name):
    with pytest.raises(ReadError, match="outside of itself"):
        ns.read(packed({name: ONE}))


def test_an_archive_with_a_link_is_refused(tmp_path):
    path, link = tmp_path / "export.zip", zipfile.ZipInfo("one.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ReadError, match=r"has a link \('one\.csv'\)"):
        ns.read(path)


def test_links_in_a_folder_are_not_followed(tmp_path):
    secret, folder = tmp_path / "secret.csv", tmp_path / "export"
    folder.mkdir()
    secret.write_text(TWO)
    (folder / "one.csv").write_text(ONE)
    (folder / "two.csv").symlink_to(secret)
    assert Folder(folder).names == ("one.csv",)


def test_an_archive_that_unpacks_without_end_is_refused(packed):
    with pytest.raises(ReadError, match="unpacks to 60 MB, which is too much"):
        ns.read(packed({"one.csv": b"0" * 60_000_000}))


def test_an_empty_folder_and_a_cut_archive_are_told(tmp_path, packed):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="there are no files in it"):
        ns.read(tmp_path / "empty")
    path = packed({"one.csv": ONE * 100})
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(ReadError, match="cut short"):
        ns.read(path)


def test_a_folder_is_known_again_by_the_names_and_contents_of_its_files(tmp_path):
    from netspread.readers.fingerprint import fingerprint

    for name in ("one", "two"):
        (tmp_path / name / "inside").mkdir(parents=True)
        (tmp_path / name / "a.csv").write_text("ego,alter\n", encoding="utf-8")
        (tmp_path / name / "inside" / "b.csv").write_text("x\n", encoding="utf-8")
    one, two = fingerprint(tmp_path / "one"), fingerprint(tmp_path / "two")
    (tmp_path / "two" / "a.csv").rename(tmp_path / "two" / "c.csv")

    assert one["sha256"] == two["sha256"]
    assert (one["files"], one["bytes"]) == (2, 12)
    assert fingerprint(tmp_path / "two")["sha256"] != one["sha256"]
