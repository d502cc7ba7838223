"""The lexicons hold each word once."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ingest.lexicons

FILES = sorted(Path(ingest.lexicons.__file__).with_name("lexicon").rglob("*.toml"))


def lists_in(value: Any, place: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Every list of a file, with where it stands."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from lists_in(part, f"{place}.{key}")
    elif isinstance(value, list):
        yield place, value
        for number, part in enumerate(value):
            yield from lists_in(part, f"{place}.{number}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_list_holds_a_word_twice(file: Path) -> None:
    lists = list(lists_in(tomllib.loads(file.read_text("utf-8"))))
    assert lists
    twice = {place: [w for w, n in Counter(map(str, words)).items() if n > 1] for place, words in lists}
    assert {place: words for place, words in twice.items() if words} == {}
