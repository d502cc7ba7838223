"""Where sentences begin and end."""

import pytest

from ingest.sentences import sentence_spans

_ABBREVIATIONS = frozenset({"no", "cf"})
_MONTHS = frozenset({"april"})


def _sentences(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in sentence_spans(text, _ABBREVIATIONS, _MONTHS)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It began. It ended.", 2),
        ("See Act No. 85 on this. It helps.", 2),
        ("It began on 28. April 2004. It ended.", 2),
        ("By J. Smith. Cf. Part 2.", 2),
        ("First point\n- second point\n- third point", 3),
        ("Minimal preventive\n\nprograms are run.", 1),
        ("Ministry of Interior\n\nCo-ordination is provided.", 2),
        ("Under the Ministry of\nJustice there is a unit.", 1),
        ("He asked: is it so? Yes.", 2),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, count: int) -> None:
    assert len(_sentences(text)) == count


def test_a_long_line_without_a_stop_is_wrapped() -> None:
    text = "The programme is carried out in all the schools of the country by Open\nPalm and the Youth Board."
    assert len(_sentences(text)) == 1


def test_the_sentences_cover_the_text() -> None:
    text = "One. Two!  Three?\n\nFour"
    assert "".join(text[a:b] for a, b in sentence_spans(text, _ABBREVIATIONS)) == text
