"""Sentences in the manner of replies, one a line with what a careful reader takes from it (`sentences/*.txt`).

`sentence | relation` with its names marked as in `told`; `sentence | Type: name; Type: name` without. "!" before what
is expected says that it must not be read.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.naming import named
from tests.ingest.told import told

SENTENCES = Path(__file__).with_name("sentences")


def _lines(kind: str) -> Iterator[tuple[str, str, str]]:
    for path in sorted(SENTENCES.glob(f"{kind}.*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                sentence, _, expected = line.rpartition(" | ")
                yield path.name.split(".")[1], sentence, expected


@pytest.mark.parametrize(("language", "sentence", "relation"), list(_lines("relations")))
def test_a_sentence_tells_a_relation(language: str, sentence: str, relation: str) -> None:
    assert (relation.removeprefix("!") in told(sentence, language=language)) is not relation.startswith("!")


@pytest.mark.parametrize(("language", "sentence", "names"), list(_lines("names")))
def test_a_sentence_names_things(language: str, sentence: str, names: str) -> None:
    # Question 22 asks for networks, which is how a body of many countries is known.
    found = named(sentence, language, "22" if "Network: " in names else "9(a)")
    for name in names.split("; "):
        assert (name.removeprefix("!") in found) is not name.startswith("!")
