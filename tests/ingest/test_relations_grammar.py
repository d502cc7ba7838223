"""The language in which lexicons write their patterns."""

import pytest

from ingest.relating.grammar import UnreadablePattern, read_pieces
from ingest.relating.lexicon import read_lexicon


@pytest.mark.parametrize("text", ["{s:institution} (?:runs) {o:practice}", "{s:institute} runs {o:practice}"])
def test_a_pattern_that_is_no_pattern_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePattern):
        read_pieces(text)


def test_every_language_says_every_relation() -> None:
    said = {language: {p.predicate for p in read_lexicon(language).patterns} for language in ("en", "fr", "es")}
    assert said["en"] == said["fr"] == said["es"]
    assert {"partOf", "leads", "coordinates", "memberOf", "basedOn", "implements", "publishes", "funds"} == said["en"]


def test_every_language_knows_the_same_target_groups() -> None:
    groups = {language: set(read_lexicon(language).targets.words) for language in ("en", "fr", "es")}
    assert groups["en"] == groups["fr"] == groups["es"]


def test_no_method_name_stands_for_two_patterns() -> None:
    names = [(p.predicate, p.name) for p in read_lexicon("en").patterns]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_pattern_is_a_regular_expression_that_names_its_slots(language: str) -> None:
    """They are compiled only when a clause asks for them, so a slip would else be met by a reader."""
    for pattern in read_lexicon(language).patterns:
        for wording in pattern.wordings:
            spoken = {role for role, (_, implicit) in wording.slots.items() if not implicit}
            assert spoken
            assert set(wording.gist.groupindex) <= spoken
            assert all(spoken == set(one.groupindex) for one in wording.expressions)
