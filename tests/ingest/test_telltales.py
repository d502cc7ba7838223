"""What words of a text tell that an expression might match."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.telltales import Telltales, telltales

SENTENCES = Path(__file__).parent / "sentences"


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


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_no_word_of_a_lexicon_is_missed(language: str):
    table = tomllib.loads((files("ingest") / "lexicon" / language / "relations.toml").read_text("utf-8"))
    lists = ["|".join(forms).replace("'", "' ?") for forms in table["words"].values()]
    known = Telltales()
    compiled = [(known.bit(words), re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for words in lists]
    text = "".join(path.read_text("utf-8") for path in SENTENCES.glob("*/*.txt"))
    lines = [line.casefold().replace("'", "' ") for line in text.splitlines()]
    found = [
        (told & bit == bit, expression.pattern, line)
        for line in lines
        for told in (known.of(line),)
        for bit, expression in compiled
        if bit and expression.search(line)
    ]
    assert len(found) > 500
    assert [row for row in found if not row[0]] == []
