"""The door: any file -> `Document`, or one sentence that says why not and what to do.

What a file is, its content tells; its name is not asked. The readers and their libraries are loaded when first needed.
"""

import hashlib
import re
from pathlib import Path

from graph.model import Finding
from ingest.document.unreadable import UnreadableDocument, require_length
from ingest.parts import Document

#: The endings of files worth trying when a folder is read.
SUFFIXES = frozenset(
    [".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".docm", ".odt", ".ott", ".pdf"]
)

#: Bytes that a file of text may have; responses have a hundredth of it.
TEXT_LIMIT = 25 * 2**20
#: Bytes that a document with pictures or scanned pages may have.
FILE_LIMIT = 200 * 2**20

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
#: Control characters that no text has, and the mark of what could not be decoded.
_STRANGE = re.compile(r"[\x00-\x08\x0b\x0d-\x19\x1b-\x1f\ufffd]")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITER = "application/vnd.oasis.opendocument.text"


class NoSuchDocument(UnreadableDocument):
    """There is no such file, or it may not be opened."""

    message = "{0} cannot be opened ({1}): check its name and your rights."


class EmptyDocument(UnreadableDocument):
    """The file has no text at all."""

    message = "{0} is empty: give the file that the State sent."


class TooLarge(UnreadableDocument):
    """The file is far larger than any response."""

    message = "{0} has {1} MB, more than the {2} MB that a response may have: split it, or give the response alone."


class UnknownFormat(UnreadableDocument):
    """A file of a kind that holds no text we can read."""

    message = "{0} is {1}, which is not read: save it as .docx, .odt, .pdf, .html, .md or .txt."


class LockedDocument(UnreadableDocument):
    """A document that needs a password."""

    message = "{0} is protected by a password: save it without one."


def read_document(path: Path) -> Document:
    """The file's text with its box marks, its hash and its kind.

    Refused with a leaf of `UnreadableDocument`: what is empty, damaged, locked, too large or long, or no document.
    """
    raw = _bytes_of(path)
    sha256 = hashlib.sha256(raw).hexdigest()
    media_type, text, pages, findings = _read(path, raw)
    if not text.strip():
        raise EmptyDocument(path)
    require_length(path, len(text))
    return Document(str(path), sha256, media_type, text, pages, findings)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise TooLarge(path, size // 2**20, FILE_LIMIT // 2**20)
        raw = path.read_bytes()
    except OSError as error:
        raise NoSuchDocument(path, error.strerror or "unknown reason") from error
    if not raw.strip(b"\x00 \t\r\n"):
        raise EmptyDocument(path)
    return raw


def _read(path: Path, raw: bytes) -> tuple[str, str, int | None, tuple[Finding, ...]]:
    """Media type, text, number of pages and findings of a file, by the reader its first bytes call for."""
    if b"%PDF-" in raw[:1024]:
        from ingest.document.pdf import read_pdf

        text, pages, findings = read_pdf(path, raw)
        return "application/pdf", text, pages, findings
    if raw.startswith(b"PK"):
        return _read_zip(path)
    _refuse_others(path, raw)
    if len(raw) > TEXT_LIMIT:
        raise TooLarge(path, len(raw) // 2**20, TEXT_LIMIT // 2**20)
    if _HTML.match(raw[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")):
        from ingest.document.html import read_html

        return "text/html", read_html(path, raw), None, ()
    from ingest.document.plain import read_plain

    text = read_plain(raw)
    if _is_binary(text):
        raise UnknownFormat(path, "no text but some binary file")
    return ("text/markdown" if path.suffix.casefold() in (".md", ".markdown") else "text/plain"), text, None, ()


def _read_zip(path: Path) -> tuple[str, str, int | None, tuple[Finding, ...]]:
    from ingest.document.archive import Archive

    archive = Archive(path)
    kind = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in archive else ""
    is_word = "[Content_Types].xml" in archive and b"wordprocessingml" in archive.read("[Content_Types].xml")
    archive.close()
    if is_word:
        from ingest.document.docx import read_docx

        text, findings = read_docx(path)
        return _WORD, text, None, findings
    if kind.startswith(_WRITER):
        from ingest.document.odt import read_odt

        return _WRITER, read_odt(path), None, ()
    raise UnknownFormat(path, "a zip file but no Word or OpenDocument text")


def _refuse_others(path: Path, raw: bytes) -> None:
    """Well-known kinds of file get a sentence of their own."""
    if raw.startswith(_COMPOUND):
        # A password turns a .docx into an old compound file with the real one enciphered in it.
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise LockedDocument(path)
        raise UnknownFormat(path, "a file of old Word (.doc) or another old Office program")
    if raw.startswith(b"{\\rtf"):
        raise UnknownFormat(path, "a Rich Text file (.rtf)")
    if raw.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise UnknownFormat(path, "a picture")


def _is_binary(text: str) -> bool:
    """Whether what was decoded holds more control characters than any text."""
    head = text[:100_000]
    return len(_STRANGE.findall(head)) > 0.02 * len(head)
