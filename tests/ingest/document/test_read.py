"""The door: what a file is, its content tells; what cannot be read is refused in one sentence."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ingest.document import read
from ingest.document.archive import DamagedArchive, ExplodingArchive
from ingest.document.pdf import DamagedPdf
from ingest.document.read import (
    EmptyDocument,
    LockedDocument,
    NoSuchDocument,
    TooLarge,
    UnknownFormat,
    read_document,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
FILES = sorted(path for folder in ("responses", "formats") for path in (EXAMPLES / folder).iterdir())
#: Text formats are kept as written, so that their answers still hold quote signs, emphasis and page headers.
LAID_OUT = [path for path in FILES if path.suffix not in (".md", ".txt") and "scan" not in path.name]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _plain(text):
    return " ".join(text.translate(str.maketrans("’‘“”–—", "''\"\"--")).split())


@pytest.mark.parametrize("path", LAID_OUT, ids=lambda path: path.name)
def test_every_answer_of_an_example_stands_whole_in_its_text(path):
    gold = json.loads((EXAMPLES / "gold" / f"{path.stem}.gold.json").read_text("utf-8"))
    text = _plain(read_document(path).text)
    paragraphs = [p for answer in gold["answers"].values() for p in answer.get("text", "").split("\n\n")]
    assert [p for p in map(_plain, paragraphs) if p not in text] == []


def test_a_document_carries_the_hash_of_its_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\n")
    assert read_document(path).sha256 == hashlib.sha256(b"one\r\n").hexdigest()


def test_the_content_decides_and_not_the_name(docx, tmp_path):
    path = docx("<w:p><w:r><w:t>Hello</w:t></w:r></w:p>").rename(tmp_path / "misnamed.txt")
    assert read_document(path).text == "Hello\n"


def _file(folder, content):
    path = folder / "given"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "error", "hint"),
    [
        (b"", EmptyDocument, "empty"),
        (b" \n\t", EmptyDocument, "empty"),
        (COMPOUND, UnknownFormat, "save it as .docx"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), LockedDocument, "password"),
        (b"{\\rtf1 text}", UnknownFormat, "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), UnknownFormat, "picture"),
        (bytes(range(256)) * 40, UnknownFormat, "binary"),
        (b"PK\x03\x04 cut off", DamagedArchive, "save it again"),
        (b"%PDF-1.4\nnothing more", DamagedPdf, "new PDF"),
    ],
)
def test_what_is_no_response_is_refused_with_the_way_out(tmp_path, content, error, hint):
    path = _file(tmp_path, content)
    with pytest.raises(error) as refusal:
        read_document(path)
    assert str(path) in str(refusal.value)
    assert hint in str(refusal.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NoSuchDocument, match="nowhere"):
        read_document(tmp_path / "nowhere.txt")


def test_a_text_of_many_megabytes_is_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "TEXT_LIMIT", 1000)
    with pytest.raises(TooLarge, match="split it"):
        read_document(_file(tmp_path, b"word " * 1000))


def test_a_part_that_unpacks_without_end_is_refused(docx, monkeypatch):
    from ingest.document import archive

    path = docx(f"<w:p><w:r><w:t>{'a' * 200_000}</w:t></w:r></w:p>")
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 100_000)
    with pytest.raises(ExplodingArchive):
        read_document(path)


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "photos.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.jpg", "x")
    with pytest.raises(UnknownFormat, match="no Word or OpenDocument"):
        read_document(path)


def test_a_word_document_cut_short_is_refused(tmp_path):
    whole = (EXAMPLES / "responses" / "norrland.docx-legacy.docx").read_bytes()
    with pytest.raises(DamagedArchive):
        read_document(_file(tmp_path, whole[: len(whole) // 2]))


def test_no_reader_is_loaded_before_it_is_needed():
    code = "import sys, ingest.document.read; print({'lxml', 'pypdfium2', 'cv2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
