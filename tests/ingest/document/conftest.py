"""Small documents of each format, made part by part so that a test shows the very XML it is about."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "form": "form",
        "fo": "xsl-fo-compatible",
    }.items()
)

Maker = Callable[..., Path]


@pytest.fixture
def docx(tmp_path: Path) -> Maker:
    """`docx(body, numbering=..., styles=..., footnotes=...)` -> a Word document with these parts."""

    def make(body: str, **parts: str) -> Path:
        path = tmp_path / "response.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
            archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
            for name, content in parts.items():
                archive.writestr(f"word/{name}.xml", f"<w:{name} {WORD}>{content}</w:{name}>")
        return path

    return make


@pytest.fixture
def odt(tmp_path: Path) -> Maker:
    """`odt(body, styles)` -> an OpenDocument text with these automatic styles."""

    def make(body: str, styles: str = "") -> Path:
        path = tmp_path / "response.odt"
        content = (
            f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("content.xml", content)
        return path

    return make


@pytest.fixture
def html(tmp_path: Path) -> Maker:
    """`html(body)` -> a page in windows-1252 that says so."""

    def make(body: str) -> Path:
        path = tmp_path / "response.html"
        head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"></head>'
        path.write_bytes(f"{head}<body>{body}</body></html>".encode("cp1252"))
        return path

    return make
