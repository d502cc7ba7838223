"""The reading is as good as promised on every example, and its evidence is always true."""

from functools import cache
from typing import Any

import pytest

from tests.accuracy import SCORER, cases, scores

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SCORER.exists(), reason="the scorer is not in ../shared/score"),
]
SCANNED = "tavu-islands.pdf-scan.pdf"
NAMES = [path.name for path, _ in cases()]
#: Entities and relations (F1) by language of the answers; the one real response has bounds of its own.
BOUNDS = {"czech-republic.md": (0.85, 0.70), "sahelia": (0.85, 0.75), "": (0.92, 0.85)}


@cache
def all_scores() -> dict[str, dict[str, Any]]:
    import shutil

    return scores(case for case in cases() if case[0].name != SCANNED or shutil.which("tesseract"))


def score_of(name: str) -> dict[str, Any]:
    if name not in all_scores():
        pytest.skip("Tesseract is not installed")
    return all_scores()[name]


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_read_as_marked_and_written(name: str) -> None:
    answers = score_of(name)["answers"]
    least, texts = (0.97, 0.90) if name == SCANNED else (1.0, 0.98)
    assert answers["mark"] >= least, answers
    assert answers["grid"] >= least, answers
    assert answers["text"] >= texts, answers
    assert answers["implied"] >= 0.85, answers


@pytest.mark.parametrize("name", NAMES)
def test_every_entity_and_claim_is_quoted_and_the_quotation_is_true(name: str) -> None:
    evidence = score_of(name)["evidence"]
    assert (evidence["quoted"], evidence["true"]) == (1.0, 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_entities_and_relations_are_found(name: str) -> None:
    entities, relations = next(bounds for start, bounds in BOUNDS.items() if name.startswith(start))
    score = score_of(name)
    assert score["state"]
    assert score["entities"]["f1"] >= entities
    assert score["relations"]["f1"] >= relations
