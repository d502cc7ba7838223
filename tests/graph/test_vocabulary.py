"""The shipped files as named graphs, without blank nodes."""

from rdflib import Graph
from rdflib.namespace import OWL, RDF
from rdflib.term import BNode, URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.vocabulary import GENID, read_turtle, vocabulary_graphs
from ontology.terms import PG

LIST = "@prefix : <urn:> . :a :members {} ."


def test_the_files_go_into_the_graphs_of_ontology_guidelines_questionnaire_and_reference() -> None:
    graphs = vocabulary_graphs(Identifiers())
    assert sorted(graph.rpartition("/")[2] for graph in graphs) == [
        "guidelines",
        "ontology",
        "questionnaire",
        "reference",
    ]
    assert all(graphs.values())


def test_there_is_no_blank_node_in_them() -> None:
    terms = {term for said in vocabulary_graphs(Identifiers()).values() for statement in said for term in statement}
    assert not [term for term in terms if isinstance(term, BNode)]
    assert any(term.startswith(GENID) for term in terms)


def test_a_second_loading_changes_nothing() -> None:
    store = EmbeddedStore()
    assert store.replace_all(vocabulary_graphs(Identifiers()))
    assert not store.replace_all(vocabulary_graphs(Identifiers()))


def test_a_nameless_node_gets_its_name_from_what_is_said_of_it() -> None:
    assert sorted(read_turtle(LIST.format("( :b :c )"))) == sorted(read_turtle(LIST.format("( :b :c ) # again\n")))
    assert set(read_turtle(LIST.format("( :b :c )"))) != set(read_turtle(LIST.format("( :c :b )")))


def test_naming_keeps_every_statement_of_a_list() -> None:
    text = LIST.format("( :b :c )")
    assert len(read_turtle(text)) == len(Graph().parse(data=text))


def test_the_chain_can_still_be_followed() -> None:
    store = EmbeddedStore()
    store.replace_all(vocabulary_graphs(Identifiers()))
    query = "SELECT ?link { ?p owl:propertyChainAxiom/rdf:rest*/rdf:first ?link }"
    prefixes = f"PREFIX owl: <{OWL}> PREFIX rdf: <{RDF}> "
    links: set[URIRef] = {row[0] for row in store.select(prefixes + query, {"p": PG.contributesTo}).rows}  # type: ignore[misc]
    assert links == {PG.implements, PG.addresses}
