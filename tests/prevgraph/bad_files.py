"""Files that are no response, or a broken one: real ones, made byte by byte as they come from the world."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from ontology.questionnaire import load_questionnaire
from tests.benchmarks.printed_form import Filled, print_form

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
CZECH = EXAMPLES / "responses" / "czech-republic.md"
DOCX = EXAMPLES / "responses" / "norrland.docx-legacy.docx"
ODT = EXAMPLES / "responses" / "veldoria.odt.odt"
PDF = EXAMPLES / "formats" / "sahelia.pdf.pdf"

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LAUGHS = '<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


def zipped(path: Path, parts: Mapping[str, bytes | Iterable[bytes]]) -> Path:
    """A zip file with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return path


def word(path: Path, body: Iterable[bytes], *, before: str = "") -> Path:
    """A Word document with this body, and a document type before it."""
    whole = [f"<?xml version='1.0'?>{before}<w:document {_WORD}><w:body>".encode(), *body, b"</w:body></w:document>"]
    return zipped(path, {"[Content_Types].xml": b"<Types>wordprocessingml</Types>", "word/document.xml": whole})


def word_bomb(path: Path) -> Path:
    """A hundred megabytes of letters in a hundred kilobytes."""
    return word(path, [b"<w:p><w:r><w:t>", *[b"a" * 2**20] * 128, b"</w:t></w:r></w:p>"])


def word_of_many_paragraphs(path: Path) -> Path:
    """A million paragraphs of one letter: small to unpack, large as a tree."""
    return word(path, [b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1000] * 1000)


def laughing_word(path: Path) -> Path:
    """Entities that unfold to a billion words."""
    return word(path, [b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"], before=f"<!DOCTYPE w:document [{_LAUGHS}]>")


def laughing_page(path: Path) -> Path:
    """The same in a web page."""
    path.write_text(f"<!DOCTYPE html [{_LAUGHS}]><html><body><p>&j;</p></body></html>", "utf-8")
    return path


def enciphered_parts(path: Path) -> Path:
    """A Word document whose parts a zip program put a password on: each says so in its flags."""
    raw = bytearray(DOCX.read_bytes())
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + flags] |= 1
            at = raw.find(signature, at + 4)
    path.write_bytes(raw)
    return path


def locked_word(path: Path) -> Path:
    """A Word document with a password: an old compound file that lists the enciphered package in its directory."""
    names = ["Root Entry", "EncryptedPackage", "EncryptionInfo"]
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in names)
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + directory + random.Random(1).randbytes(9000)
    )
    return path


def locked_odt(path: Path) -> Path:
    """An OpenDocument text with a password: its content is noise, its manifest says how it was enciphered."""
    noise = random.Random(2).randbytes(40_000)
    manifest = (
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped(path, {"mimetype": kind, "content.xml": noise, "META-INF/manifest.xml": manifest})


def book(path: Path, pages: int, *, password: str | None = None) -> Path:
    """A PDF of something else."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    paper = canvas.Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    for page in range(pages):
        paper.drawString(50, 700, f"Page {page} of the yearly report on the landing of herring")
        paper.showPage()
    paper.save()
    return path


def shuffled(path: Path) -> Path:
    """A response whose pages were put back in another order; the first stays in its place."""
    import pypdfium2

    source, into = pypdfium2.PdfDocument(PDF), pypdfium2.PdfDocument.new()
    others = list(range(1, len(source)))
    random.Random(4).shuffle(others)
    into.import_pages(source, [0, *others])
    into.save(str(path))
    into.close()
    source.close()
    return path


def bomb_in_a_page(path: Path, drawn: bytes) -> Path:
    """A PDF of one page, what is drawn on it packed."""
    packed = zlib.compress(drawn, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj%bendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts))
    out.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table)
    path.write_bytes(out.getvalue())
    return path


def filled_in(path: Path, number: int, *texts: str) -> Path:
    """A form in Norway's name in which the first so many questions with boxes are answered: yes, and these texts."""
    form = load_questionnaire("ecosoc-2004-28")
    chosen = [item.id for item in form.items.values() if item.kind == "choice"][:number]
    text, _ = print_form(form, "en", "Norway", {item: Filled("yes", texts) for item in chosen})
    path.write_text(text, "utf-8")
    return path


def other_questionnaire(path: Path) -> Path:
    """A reply to another questionnaire of the United Nations."""
    asked = (
        "Are prisoners separated by category?",
        "Is legal aid available to every prisoner?",
        "Please describe the measures taken to train prison staff.",
    )
    lines = [
        f"{n}. {question}\n   [x] Yes  [ ] No\n\nThe Ministry of Justice does."
        for n, question in enumerate(asked * 9, 1)
    ]
    head = "# NORWAY\n\nQuestionnaire on the standard minimum rules for the treatment of prisoners\n\n"
    path.write_text(head + "\n\n".join(lines), "utf-8")
    return path
