"""Every phrase that the pages say is there in French and Spanish, with the same gaps to fill."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = json.loads((ROOT / "viz" / "explorer" / "words.json").read_text("utf-8"))


def said() -> Iterator[str]:
    for template in (ROOT / "viz" / "explorer" / "templates").glob("*.html"):
        for double, single in re.findall(r"""\b(?:_|word)\((?:"([^"]*)"|'([^']*)')""", template.read_text("utf-8")):
            yield double or single
    for module in [*(ROOT / "prevgraph" / "explorer").glob("*.py"), *(ROOT / "viz" / "explorer").glob("*.py")]:
        yield from re.findall(r'\.word\("([^"]*)"', module.read_text("utf-8"))


def test_every_phrase_of_the_pages_is_translated() -> None:
    phrases = set(said())
    assert len(phrases) > 150
    assert [phrase for phrase in sorted(phrases) if not {"fr", "es"} <= WORDS.get(phrase, {}).keys()] == []


def test_no_phrase_is_kept_that_no_page_says() -> None:
    folders = (ROOT / "viz", ROOT / "prevgraph" / "explorer")
    texts = [
        path.read_text("utf-8")
        for folder in folders
        for path in [*folder.glob("*.py"), *folder.glob("explorer/*.py"), *folder.glob("explorer/templates/*.html")]
    ]
    assert [phrase for phrase in WORDS if not any(phrase in text for text in texts)] == []


def test_a_translation_has_the_same_gaps_to_fill() -> None:
    def gaps(text: str) -> list[str]:
        return sorted(re.findall(r"\{(\w+)\}", text))

    wrong = [phrase for phrase, others in WORDS.items() if any(gaps(one) != gaps(phrase) for one in others.values())]
    assert wrong == []
