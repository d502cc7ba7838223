"""The documentation that ships with the vocabulary is of the vocabulary as it is."""

import html
import re
from importlib.resources import files

import pytest
from rdflib.namespace import SKOS

from graph.vocabulary import shipped
from ontology.terms import PG


@pytest.mark.proof("pyLODE documents the vocabulary")
def test_the_documentation_has_every_word_with_its_definition() -> None:
    page = html.unescape((files("ontology") / "documentation.html").read_text("utf-8"))
    words = {one.subject: str(one.object) for one in shipped("ontology") if one.predicate == SKOS.definition}
    own = {subject: text for subject, text in words.items() if subject.startswith(str(PG))}
    assert len(own) > 100
    missing = [subject for subject in own if f"<code>{subject}</code>" not in page]
    assert not missing, "the vocabulary has changed: `make vocabulary`"
    told = " ".join(re.sub(r"<[^>]+>", "", page).split())
    stale = [subject for subject, text in own.items() if " ".join(text.split()) not in told]
    assert not stale, "a definition has changed: `make vocabulary`"
