"""Encodings: what the letters of a text file are: UTF-8, whole or cut, else Windows-1252, line by line."""

import codecs
from collections.abc import Iterable, Iterator
from typing import Literal


def decoded(raw: bytes, encoding: str) -> str:
    """Return *raw* as text; a file put together from others may have lines of both encodings."""
    if encoding != "cp1252":
        return raw.decode(encoding, errors="replace")
    return "".join(map(_decoded_line, raw.splitlines(keepends=True)))


def whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give the same bytes, cut at the ends of lines."""
    rest = b""
    for piece in pieces:
        head, mark, tail = piece.rpartition(b"\n")
        if mark:
            yield rest + head + mark
            rest = tail
        else:
            rest += piece
    yield rest


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def as_utf8(pieces: Iterable[bytes]) -> Literal["whole", "cut", "broken"]:
    """Return whether *pieces* are UTF-8: to their end, to the middle of the last letter, or not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
    except UnicodeDecodeError:
        return "broken"
    return "cut" if decoder.getstate()[0] else "whole"
