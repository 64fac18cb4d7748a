"""Markup: the tree of an XML file; one that declares entities is refused, as they can unpack without end."""

import re
from typing import TYPE_CHECKING

from netspread.errors import ReadError
from netspread.readers.source import Source
from netspread.readers.workbook import reason

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Deeper than any network program nests.
_DEEPEST = 500
_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")


def tree(source: Source) -> "Element":
    """Return the root of the XML in *source*, names without their namespace.

    Raises
    ------
    ReadError
        If it is broken, declares entities, refers to other files, or is nested absurdly.
    """
    from xml.etree.ElementTree import ParseError

    try:
        try:
            return _parsed(source.raw, source.where)
        except ParseError:
            if source.encoding == "utf-8":
                raise
            # What is said of the encoding may be wrong: many a program writes UTF-8 above Windows letters.
            return _parsed(_ENCODING.sub(r"\1", source.text, count=1).encode(), source.where)
    except (ParseError, ValueError, LookupError) as error:
        raise ReadError(f"{source.where}: the XML is broken ({reason(error)}); save it again") from error


def _parsed(raw: bytes, where: str) -> "Element":
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Builder(where), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(raw)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise ReadError(
            f"{where}: the XML declares entities, which is not safe to read; save it without them"
        ) from error
    return root


class _Builder:
    """Builds the tree, and stops where it is nested too deep."""

    def __init__(self, where: str) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self._tree = TreeBuilder()
        self._where, self._depth = where, 0
        self.data, self.close = self._tree.data, self._tree.close

    def start(self, tag: str, attributes: dict[str, str]) -> "Element":
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ReadError(
                f"{self._where}: the XML is nested more than {_DEEPEST} deep; this is no network, save again"
            )
        return self._tree.start(_bare(tag), {_bare(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> "Element":
        self._depth -= 1
        return self._tree.end(_bare(tag))


def _bare(name: str) -> str:
    """Return *name* without its namespace."""
    return name.rpartition("}")[2]
