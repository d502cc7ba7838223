"""Every word with our prefix, wherever it stands in the house, is one that the vocabulary declares."""

import re
from pathlib import Path

from ontology.terms import PG

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("docs", "graph", "ingest", "ontology", "prevgraph", "queries", "viz")
ENDINGS = {".md", ".py", ".rq", ".ttl"}
WORD = re.compile(r"\b(?:pg:|PG\.)([A-Za-z]\w*)")


def words_used() -> dict[str, Path]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*")) if path.suffix in ENDINGS]
    return {word: path for path in paths for word in WORD.findall(path.read_text("utf-8"))}


def test_no_file_uses_a_word_that_is_not_declared() -> None:
    declared = set(PG.__annotations__)
    used = words_used()
    assert len(used) > 50
    assert {word: path for word, path in used.items() if word not in declared} == {}
