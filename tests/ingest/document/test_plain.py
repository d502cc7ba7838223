"""A text file says the same in every encoding."""

import pytest

from ingest.document.read import read_document

CZECH = "Ministerstvo vnitra řídí prevenci kriminality; úřad – „Bezpečné město“, žádné další.\n" * 3
FRENCH = "Le Ministère de la sécurité a créé l’Œuvre d’aide à l’enfance – « où ça ? ».\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250"])
def test_central_european_text_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "response.txt"
    path.write_bytes(CZECH.encode(encoding))
    assert read_document(path).text == CZECH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_western_text_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "response.txt"
    path.write_bytes(FRENCH.replace("\n", "\r\n").encode(encoding))
    assert read_document(path).text == FRENCH


@pytest.mark.parametrize(
    "text", ["El niño y la mujer: ¿qué acción?", "Größe, Straße", "Åse Sørby på Hammerø", "più città"]
)
def test_words_of_the_west_are_not_taken_for_those_of_the_east(tmp_path, text):
    path = tmp_path / "response.txt"
    path.write_bytes(text.encode("cp1252"))
    assert read_document(path).text == text


def test_a_text_keeps_its_lines_and_marks_as_they_were_typed(tmp_path):
    path = tmp_path / "response.md"
    path.write_text("**1. Is it?**\n\n- [x] Yes   - [ ] No\n    indented\n", encoding="utf-8")
    document = read_document(path)
    assert (document.text, document.media_type) == (
        "**1. Is it?**\n\n- [x] Yes   - [ ] No\n    indented\n",
        "text/markdown",
    )


def test_a_page_break_parts_words(tmp_path):
    path = tmp_path / "response.txt"
    path.write_text("the end\fPage 2", encoding="utf-8")
    assert read_document(path).text == "the end\nPage 2"
