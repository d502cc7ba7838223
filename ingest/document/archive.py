"""The door to zip files and to the XML in them: damaged, locked or exploding ones are refused in one sentence."""

import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document.unreadable import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Bytes that the parts of a document may unpack to in all: twenty times the longest response, and a tree of them takes
#: thirty times as much memory. More is a zip bomb or something else.
UNPACKED_LIMIT = 24 * 2**20

#: How many names are kept. What a hostile document makes up is worked out anew each time.
_NAMES_KEPT = 4096


class DamagedArchive(UnreadableDocument):
    """A zip file that does not open, or whose parts are missing, cut or locked."""

    message = "{0} is damaged or locked ({1}): open it in a word processor and save it again."


class ExplodingArchive(UnreadableDocument):
    """The file unpacks to more than any response holds."""

    message = "{0} unpacks to more than {1} MB, which no response does: save its text as a new document."


class Archive:
    """A zip file's parts, read one by one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DamagedArchive(path, "no valid zip file") from error
        self._names = set(self._zip.namelist())
        self._left = UNPACKED_LIMIT

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """The bytes of one part; of all parts together never more than the limit."""
        try:
            with self._zip.open(name) as part:
                raw = part.read(self._left + 1)
        except (
            KeyError,
            RuntimeError,
            OSError,
            EOFError,
            NotImplementedError,
            zipfile.BadZipFile,
            zlib.error,
        ) as error:
            raise DamagedArchive(self.path, f"no readable {name}") from error
        self._left -= len(raw)
        if self._left < 0:
            raise ExplodingArchive(self.path, UNPACKED_LIMIT // 2**20)
        return raw

    def tree(self, name: str) -> "Element":
        """The root element of one part."""
        return parse_xml(self.read(name), self.path, name)


def parse_xml(raw: bytes, path: Path, name: str) -> "Element":
    """The root element. Entities are not expanded and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedArchive(path, f"no valid XML in {name}") from error


class _Locals(dict[object, str]):
    """Names without their namespaces, each worked out once for a process: a document has some dozens."""

    def __missing__(self, tag: object) -> str:
        found = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(self) < _NAMES_KEPT:
            self[tag] = found
        return found


_LOCALS = _Locals()


def local(element: "Element") -> str:
    """An element's name without its namespace: the two dialects of OOXML differ in namespaces only."""
    return _LOCALS[element.tag]


def attribute(element: "Element", name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.items():
        if _LOCALS[key] == name:
            return str(value)
    return None


def whole(text: str | None, otherwise: int) -> int:
    """The number that an attribute says, or another where it says none that could be meant."""
    return int(text) if text and len(text) < 7 and text.isascii() and text.strip().isdigit() else otherwise


def child(element: "Element | None", *names: str) -> "Element | None":
    """The descendant along a path of local names, or None."""
    for name in names:
        if element is None:
            return None
        for each in element:
            if _LOCALS[each.tag] == name:
                element = each
                break
        else:
            return None
    return element


def children(element: "Element | None") -> "dict[str, Element]":
    """The children by their local names, of several with one name the first."""
    found: dict[str, Element] = {}
    for each in element if element is not None else ():
        found.setdefault(_LOCALS[each.tag], each)
    return found
