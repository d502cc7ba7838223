"""What the reader of a form knows of languages, and in which of them a text is written."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.printed.words import fold, fold_words


@dataclass(frozen=True, slots=True)
class FormWords:
    """One language's words: folded, as `lexicon/<language>/form.toml` lists them."""

    language: str
    function_words: frozenset[str]
    levels: Mapping[str, tuple[tuple[str, ...], ...]]
    references: Mapping[str, tuple[tuple[str, ...], ...]]
    title: Mapping[str, tuple[str, ...]]


@cache
def form_words() -> tuple[FormWords, ...]:
    """Every language that has a `form.toml`, by its code."""
    folder = files("ingest") / "lexicon"
    found = []
    for language in sorted(entry.name for entry in folder.iterdir() if entry.is_dir()):
        source = folder / language / "form.toml"
        if source.is_file():
            found.append(_form_words(language, tomllib.loads(source.read_text("utf-8"))))
    return tuple(found)


def language_of(texts: Iterable[str], *, otherwise: str) -> str:
    """The language most of whose small words stand in the texts; `otherwise` where hardly any word does."""
    counts = Counter(fold_words("\n".join(texts)))
    scores = [(sum(counts[word] for word in known.function_words), known.language) for known in form_words()]
    best = max(scores, key=lambda score: score[0], default=(0, otherwise))
    return best[1] if best[0] >= 3 else otherwise


def level_of(words: Sequence[str], levels: Iterable[str]) -> str | None:
    """The one of some levels of government that a text speaks of, in any language; None where none or several."""
    text = f" {' '.join(words)} "
    counts = {level: sum(_count(text, known.levels.get(level, ())) for known in form_words()) for level in levels}
    best = max(counts.values(), default=0)
    winners = [level for level, count in counts.items() if count == best]
    return winners[0] if best and len(winners) == 1 else None


def _count(text: str, phrases: Iterable[tuple[str, ...]]) -> int:
    return sum(text.count(f" {' '.join(phrase)} ") for phrase in phrases)


def _form_words(language: str, data: Mapping[str, Any]) -> FormWords:
    return FormWords(
        language=language,
        function_words=frozenset(word for entry in data["function_words"] for word in fold_words(entry)),
        levels={level: _phrases(entries) for level, entries in data["levels"].items()},
        references={group: _phrases(entries) for group, entries in data["references"].items()},
        title={group: tuple(map(fold, entries)) for group, entries in data["title"].items()},
    )


def _phrases(entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(fold_words(entry) for entry in entries)
