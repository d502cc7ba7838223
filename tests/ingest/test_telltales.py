"""What words of a text tell that an expression might match."""

import platform
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import pytest

from ingest.relating.clauses import Clause
from ingest.relating.lexicon import patterns_for, read_lexicon
from ingest.relating.patterns import Wording
from ingest.telltales import _PARSER, Telltales, Told, telltales
from tests.ingest.test_sentences_told import SENTENCES, lines, marked
from tests.ingest.told import clauses_of

LANGUAGES = ("en", "fr", "es")


def test_one_of_the_telltales_stands_in_every_match():
    assert telltales("(?:is|are) in charge of|led by") == {("charge", True), ("led", True)}


def test_a_word_that_may_go_on_tells_by_its_beginning():
    assert telltales("coordinat\\w+") == {("coordinat", False)}


def test_a_word_whose_beginning_is_not_known_tells_nothing():
    assert telltales("\\w*operation") is None
    assert telltales("(?:\\w+ )?operation") == {("operation", True)}
    assert telltales("co\\w*operation") == {("co", False), ("cooperation", True)}


def test_what_may_be_missing_is_no_telltale():
    assert telltales("(?:jointly )?by") == {("jointly", True), ("by", True)}
    assert telltales("(?:jointly )?") is None


def test_assertions_stand_for_no_word():
    assert telltales("(?<!not )paid(?! by)") == {("paid", True)}


def test_a_text_has_the_bits_of_what_might_match_in_it():
    known = Telltales()
    run, paid, any_word = known.bit("run|operated"), known.bit("pa(?:id|ys) for"), known.bit("\\w+")
    assert known.of("the centre is operated by it") == run
    assert known.of("who pays for it?") == paid
    assert known.of("a runner") == 0
    assert any_word == 0, "a pattern that asks for it is always tried"


def test_no_more_words_are_remembered_than_a_language_has(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ingest.telltales._WORDS_KEPT", 3)
    known = Telltales()
    bit = known.bit("charge")
    assert known.of("in charge") == known.of("a b c d charge") == bit
    assert known.of("e f g") == 0
    assert len(known._known) == 3


def test_this_python_keeps_its_expressions_in_the_tree_that_telltales_are_read_from():
    """Nothing public tells what an expression will match; `re._parser`, which does, may change with any Python."""
    tree = _PARSER.parse("(?:a|[bc]d)?e+(?<!f)\\w")
    shape = [(str(operation), type(argument).__name__) for operation, argument in tree]
    assert shape == [
        ("MAX_REPEAT", "tuple"),
        ("MAX_REPEAT", "tuple"),
        ("ASSERT_NOT", "tuple"),
        ("IN", "list"),
    ], f"Python {platform.python_version()} has another tree: look at ingest/telltales.py"
    assert telltales("[ab]side|pre(?:fix|face)") == {(word, True) for word in ("aside", "bside", "prefix", "preface")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_lexicon_is_missed(language: str):
    lists = ["|".join(forms).replace("'", "' ?") for forms in _table(language)["words"].values()]
    known = Telltales()
    compiled = [Told(known.bit(words), re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for words in lists]
    assert _found(compiled, known, _texts()) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_target_group_is_missed(language: str):
    lexicon = read_lexicon(language)
    found = 0
    for groups in (lexicon.targets, lexicon.target_places, lexicon.target_names):
        found += _found(groups.words.values(), groups.telltales, _texts())
    assert found >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_habit_is_missed(language: str):
    habits = read_lexicon(language).habits
    told = [habits.articles, habits.leading_nouns, habits.asides, *(words for _, words in habits.points_back)]
    # Names are signs where these are looked for.
    raw = [clause.raw for text in _sentences(language) for clause in clauses_of(text, language=language)]
    assert _found(told, habits.telltales, raw) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_is_missed(language: str):
    lexicon, found = read_lexicon(language), 0
    for clause in (clause for text in _sentences(language) for clause in clauses_of(text, language=language)):
        tried = {(pattern.predicate, pattern.name) for pattern in patterns_for(lexicon, clause)}
        for pattern in lexicon.patterns:
            if any(_is_in(wording, clause) for wording in pattern.wordings):
                found += 1
                assert (pattern.predicate, pattern.name) in tried, clause.masked
    assert found > 100


def _is_in(wording: Wording, clause: Clause) -> bool:
    return wording.fits(clause.orders) and any(map(wording.gist.search, (clause.masked, clause.bare)))


def _found(told: Iterable[Told], known: Telltales, texts: Iterable[str]) -> int:
    """How often one of the expressions is in a text; each time its telltales have to be there too."""
    found, told = 0, [one for one in told if one.bit]
    for text in texts:
        bits = known.of(text)
        for one in told:
            if one.expression.search(text):
                found += 1
                assert one.might_match(bits), (one.expression.pattern, text)
    return found


def _sentences(language: str) -> list[str]:
    return [marked(text) for of, _, text, *_ in lines("relations") if of == language]


def _texts() -> list[str]:
    text = "".join(path.read_text("utf-8") for path in SENTENCES.glob("*/*.txt"))
    return [line.casefold().replace("'", "' ") for line in text.splitlines()]


def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((files("ingest") / "lexicon" / language / "relations.toml").read_text("utf-8"))
