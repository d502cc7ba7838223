"""Words are found without regard to case, accents and spacing, in every script, and by nothing else."""

import pytest
import regex
from rdflib.term import Literal

from graph.embedded import EmbeddedStore
from queries.words import pattern


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("prevention", "Stratégie de PRÉVENTION"),
        ("prévention", "crime prevention"),
        ("prevention", "pre\u0301vention"),
        ("ministere de l'interieur", "Ministère  de\nl'Intérieur"),
        ("LODZ", "Łódź"),
        ("ΑΣΤΥΝΟΜΙΑ", "Ελληνική αστυνομία"),
        ("Οδος", "ΟΔΟΣ"),
        ("МВД россии", "мвд России"),
        ("алена", "Алёна"),
        ("الامن", "الأَمْن العام"),
        ("警察", "国家警察庁"),
        ("C++ (a.b)", "c++ (A.B)"),
        ("l'intérieur", "de l’Intérieur"),
        ("co‑operation", "co-operation"),
    ],
)
def test_what_is_the_same_word_is_found(words: str, text: str) -> None:
    assert regex.search(pattern(words), text)


@pytest.mark.parametrize(
    ("words", "text"), [("a.b", "acb"), ("कि", "का"), ("か", "が"), ("pan", "p-an"), ("警察", "警備"), ("\u0301", "e")]
)
def test_what_is_another_word_is_not(words: str, text: str) -> None:
    assert not regex.search(pattern(words), text)


@pytest.mark.parametrize("length", [20, 60, 120, 199])
def test_a_long_search_is_not_too_long_for_the_engine(length: int) -> None:
    text = ("Prévention de la délinquance, ministère de l’Intérieur. " * 5)[:length]
    found = EmbeddedStore().select(
        "SELECT (REGEX(?text, ?pattern) AS ?found) {}",
        {"text": Literal(text), "pattern": Literal(pattern(text.upper()))},
    )
    assert found.rows == [(Literal(True),)]
