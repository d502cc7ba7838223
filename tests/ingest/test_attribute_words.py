"""The words behind an attribute are the sentence that states it, not the name alone."""

from ingest.parts import Answer, Piece, State
from ingest.reader import LinguisticReader
from ontology.questionnaire import load_questionnaire

TEXT = (
    "The National Mediation Council advises the government. It has twelve members. "
    "The National Mediation Council was established in 1997 by Act No. 12 of 3 May 1996."
)


def test_the_year_of_foundation_is_quoted_with_its_sentence() -> None:
    answer = Answer("4(a)", text=TEXT, pieces=(Piece(0, 0, len(TEXT)),))
    reading = LinguisticReader().read(
        {"4(a)": answer}, questionnaire=load_questionnaire(), language="en", state=State("Testland")
    )
    council = next(entity for entity in reading.entities if "Council" in entity.labels[0])
    (words,) = council.attribute_evidence["established"]
    assert "established in 1997" in words.quote
    assert TEXT[words.start : words.end] == words.quote
    assert "advises" not in words.quote
