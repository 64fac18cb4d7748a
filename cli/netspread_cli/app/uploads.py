"""Uploads: files from a browser, under names that cannot lead anywhere."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import UploadFile

from netspread.errors import ChoiceError
from netspread.phrase import Phrase
from netspread_cli.app.shelf import REPORT
from netspread_cli.app.trouble import full

#: So many files are taken at once.
MOST_FILES = 20
_LONGEST = 80
#: What stays of a name: letters and digits of any script, and marks that mean nothing to a shell or a disk.
_STRANGE = re.compile(r"[^\w .()+-]+")
#: What Windows takes for a device.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return *name* as the name of a file beside those *taken*: no folders, no dots or dashes in front.

    Examples
    --------
    >>> safe_name("survey.csv"), safe_name("../../etc/passwd"), safe_name("C:\\\\staff.csv", {"staff.csv"})
    ('survey.csv', 'passwd', 'staff-2.csv')
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = _STRANGE.sub("_", last).strip(" .-_")
    stem, dot, ending = plain.rpartition(".")
    stem, ending = (stem[:_LONGEST], f".{ending[:12]}") if dot else (plain[:_LONGEST], "")
    if not stem or _DEVICES.fullmatch(f"{stem}{ending}"):
        stem = f"file_{stem}".rstrip("_")
    others = {other.casefold() for other in (*taken, REPORT)}
    numbered = (f"{stem}-{at}{ending}" for at in range(2, len(others) + 3))
    return next(each for each in (f"{stem}{ending}", *numbered) if each.casefold() not in others)


def take(uploads: Iterable[object], folder: Path) -> list[str]:
    """Write *uploads* into *folder*, and return the names they have there; all or none.

    Raises
    ------
    ChoiceError
        If there is no file among them.
    SaveError
        If the disk is full.
    """
    files = [upload for upload in uploads if isinstance(upload, UploadFile) and upload.filename]
    if not files:
        raise ChoiceError(Phrase("no file was chosen; choose the survey, or drop it on the page"))
    written: list[Path] = []
    try:
        for upload in files:
            path = folder / safe_name(upload.filename or "", [file.name for file in folder.iterdir()])
            written.append(path)
            with path.open("xb") as file:
                shutil.copyfileobj(upload.file, file)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise full(error) from error
    return [path.name for path in written]
