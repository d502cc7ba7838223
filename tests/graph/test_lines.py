"""The notation in which stores compare, digest and dump."""

import pytest
from rdflib import Graph
from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.lines import (
    Draft,
    UnwritableTerm,
    digest,
    in_graph,
    read_term,
    write_graph,
    write_line,
    write_term,
    write_text,
)
from graph.model import Statement

S, P, G = URIRef("urn:s"), URIRef("urn:p"), URIRef("urn:g")
EVERY_CHARACTER = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10400)]))
LITERALS = [
    Literal(EVERY_CHARACTER),
    Literal(r"backslashes \u0041 \\ \n"),
    Literal("Česko", lang="EN-gb"),
    Literal("2000", datatype=XSD.gYear, normalize=False),
    Literal("007", datatype=XSD.integer, normalize=False),
    Literal("no number", datatype=XSD.integer, normalize=False),
    Literal("text", datatype=XSD.string),
    *(Literal(text, datatype=XSD.decimal, normalize=False) for text in ("0.90", "1.0", "-0.0", ".5", "+7", ".")),
    *(Literal(text, datatype=XSD.boolean, normalize=False) for text in ("1", "0", "true", "maybe")),
    Literal("2004-05-03T10:00:00.500+00:00", datatype=XSD.dateTime, normalize=False),
    Literal("2004-05-03T10:00:00+02:00", datatype=XSD.dateTime, normalize=False),
]


@pytest.mark.parametrize("literal", LITERALS, ids=range(len(LITERALS)))
def test_the_store_writes_the_very_same_line(literal: Literal) -> None:
    store = EmbeddedStore()
    store.replace(G, [Statement(S, P, literal)])
    assert store._lines(G) == [write_line(Statement(S, P, literal))]


@pytest.mark.parametrize("literal", LITERALS[1:4], ids=range(3))
def test_an_independent_parser_reads_the_line_back(literal: Literal) -> None:
    read = Graph().parse(data=write_line(Statement(S, P, literal)), format="nt")
    (found,) = read.objects(S, P)
    assert str(found) == str(literal)
    assert found.datatype == literal.datatype


@pytest.mark.parametrize("term", [URIRef("urn:with space"), URIRef("urn:a> . <urn:b"), URIRef("relative")])
def test_what_is_no_iri_is_refused(term: URIRef) -> None:
    with pytest.raises(UnwritableTerm, match="not an absolute IRI"):
        write_line(Statement(S, P, term))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnwritableTerm, match="surrogate"):
        write_line(Statement(S, P, Literal("\ud800")))


def test_a_digest_knows_the_graph_but_not_the_order() -> None:
    lines = ["<urn:s> <urn:p> <urn:a> .", "<urn:s> <urn:p> <urn:b> ."]
    assert digest(G, lines) == digest(G, reversed(lines))
    assert digest(G, lines) != digest(S, lines)
    assert digest(G, []) == 0


def test_a_line_of_quads_names_its_graph_last() -> None:
    assert in_graph("<urn:s> <urn:p> <urn:o> .", G) == "<urn:s> <urn:p> <urn:o> <urn:g> .\n"


def test_a_sign_is_written_alike_alone_and_among_others() -> None:
    alone = [write_text(sign).removeprefix('"').removesuffix('"') for sign in EVERY_CHARACTER]
    assert write_text(EVERY_CHARACTER) == f'"{"".join(alone)}"'


@pytest.mark.parametrize("term", [*LITERALS, S], ids=range(len(LITERALS) + 1))
def test_a_term_that_is_read_is_written_as_it_was(term: URIRef | Literal) -> None:
    assert write_term(read_term(write_term(term))) == write_term(term)


@pytest.mark.parametrize("literal", LITERALS[:4], ids=range(4))
def test_texts_and_dates_are_read_as_they_were(literal: Literal) -> None:
    assert read_term(write_term(literal)) == literal


def test_a_draft_holds_what_is_said_once_and_writes_it_as_any_other_graph() -> None:
    said = [Statement(S, P, literal) for literal in LITERALS] + [Statement(G, P, S), Statement(S, P, G)]
    draft = Draft.of([*said, *said])
    draft.say("<urn:s>", ("<urn:p>", "<urn:g>"))
    assert draft.write(G).lines() == sorted({write_line(one) for one in said})
    assert write_graph(G, draft.statements()) == write_graph(G, draft) == write_graph(G, said)


def test_a_draft_gives_what_some_properties_link() -> None:
    draft = Draft.of([Statement(S, P, G), Statement(G, P, S), Statement(S, G, S)])
    assert draft.by_property({"<urn:p>"}) == {"<urn:p>": [("<urn:s>", "<urn:g>"), ("<urn:g>", "<urn:s>")]}
