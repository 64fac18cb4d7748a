"""Mail addresses: the people in a field such as To, with the names that stand beside their addresses.

RFC 5322 (addresses, groups), RFC 2047 (names in other alphabets).
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from functools import lru_cache

#: One of several people in a field; commas in quotes or comments part nobody. No text takes long to go through.
_ENTRY = re.compile(r'(?:[^",;(]+|"[^"]*"|\([^()]*\)|["(])+')
BRACKETED = re.compile(r"<([^<>]+)>")
#: Archives on the web write ``ana at example.org`` to keep gatherers of addresses away.
_SPELT = re.compile(r"(\S+) at (\S+\.\S+)")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_LONGEST_ENTRY = 1000


def addresses(value: str) -> list[tuple[str, str]]:
    """Return (address, name beside it) for each person in a field such as To; names of groups are left out.

    Addresses are in lower case and without what follows a plus: neither makes another person.

    Examples
    --------
    >>> addresses('"Ruiz, Ana" <Ana.Ruiz+lists@Example.org>, ben@example.org (Ben Ode), undisclosed-recipients:;')
    [('ana.ruiz@example.org', 'Ruiz, Ana'), ('ben@example.org', 'Ben Ode')]
    >>> addresses("cia at example.org (=?ISO-8859-1?Q?C=EDa_Lim?=)")
    [('cia@example.org', 'Cía Lim')]
    """
    found = [_entry(each) if len(each) < _LONGEST_ENTRY else ("", "") for each in _ENTRY.findall(value)]
    return [pair for pair in found if pair[0]]


@lru_cache(maxsize=1 << 15)
def _entry(text: str) -> tuple[str, str]:
    """Return the address and the name in *text*; remembered, as the same people write over and over."""
    found = BRACKETED.search(text)
    if found:
        phrase = text[: found.start()]
        return address(found[1]), _name(phrase.rpartition(":")[2] if '"' not in phrase else phrase)
    before, _, comment = text.partition("(")
    name, _, after = comment.rpartition(")")
    return address((before if before.strip() else after).rpartition(":")[2]), _name(name)


def address(text: str) -> str:
    """Return the address in *text* as people are told apart by; empty if there is none."""
    text = text.strip(" \t\r\n'\"")
    if "@" not in text:
        spelt = _SPELT.fullmatch(text)
        if spelt is None:
            return ""
        text = f"{spelt[1]}@{spelt[2]}"
    if not _ADDRESS.fullmatch(text):
        return ""
    local, _, domain = text.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain.rstrip('.')}"


def _name(text: str) -> str:
    """Return the name in *text*, out of its encoded words; empty if it only repeats an address."""
    name = " ".join((_unpacked(text) if "=?" in text else text).replace("\\", "").split()).strip("'\" ")
    return "" if "@" in name else name


def _unpacked(text: str) -> str:
    """Return *text* with its encoded words (RFC 2047) read; as it stands where they are broken."""
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(part if isinstance(part, str) else _in(part, charset) for part, charset in parts)


def _in(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "ascii")
    except (UnicodeError, LookupError, ValueError):
        return field_text(part)


def field_text(value: bytes) -> str:
    """Return a field's text: UTF-8, else Windows-1252."""
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace").strip()
