"""Listed: people that somebody names, one after another or in a file of their ids."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from netspread.errors import ReadError

#: People as a person gives them: ids; or in one text ids joined by ``;``, or the name of a file with an id a line.
People = str | Path | Iterable[str]


def people_listed(given: People) -> tuple[str, ...]:
    """Return the ids that are *given*, each once.

    Raises
    ------
    ReadError
        If a file cannot be read.

    Examples
    --------
    >>> people_listed("0071; 0078"), people_listed(["0071", "0071"])
    (('0071', '0078'), ('0071',))
    """
    file = file_given(given)
    if file is not None:
        parts: Iterable[str] = _lines(file)
    else:
        parts = given.split(";") if isinstance(given, str) else (str(person) for person in given)  # type: ignore[union-attr]  # a path is a file, and was read above
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def file_given(given: People) -> Path | None:
    """Return the file that *given* names, if it names one."""
    if isinstance(given, Path):
        return given
    with suppress(OSError):  # a long list of ids is no name that a file can have
        if isinstance(given, str) and Path(given).is_file():
            return Path(given)
    return None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(f"{file}: cannot be read ({error.strerror or error}); check the name") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{file}: is no UTF-8 (byte {error.start}); save it as plain text, an id a line") from error
