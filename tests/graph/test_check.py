"""What is wrong is found and said in words that lead to it."""

from collections.abc import Sequence

import pytest
from rdflib.namespace import RDF, SKOS
from rdflib.term import Literal, URIRef

from graph.check import check
from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.infer import infer_response
from graph.latest import Replies
from graph.lines import Draft
from graph.model import Finding, Statement
from graph.vocabulary import vocabulary_graphs
from ontology.terms import PG
from tests.graph.story import GRAPH, TEXT, story

IDS = Identifiers()
SERVICE = IDS.entity("Institution", "XAA", ["Probation Service"])
EXACT = URIRef("http://www.w3.org/ns/oa#exact")
MEDIATION = IDS.entity("Programme", "XAA", ["mediation"])


def found(said: Sequence[Statement]) -> list[Finding]:
    store = EmbeddedStore()
    store.replace_all(vocabulary_graphs(IDS))
    store.replace_all({GRAPH: said, IDS.graph("inferred", "XAA", "first"): infer_response(Draft.of(said))})
    store.replace_all(Replies.of(store).graphs())
    return list(check(store))


def without(said: Sequence[Statement], subject: URIRef, predicate: URIRef) -> list[Statement]:
    kept = [one for one in said if (one.subject, one.predicate) != (subject, predicate)]
    assert len(kept) < len(said)
    return kept


def test_a_whole_response_beside_the_shipped_vocabulary_is_without_fault() -> None:
    assert found(story()) == []


def test_a_response_of_which_it_is_not_known_whether_it_is_the_latest_is_found() -> None:
    store = EmbeddedStore()
    store.replace_all({**vocabulary_graphs(IDS), GRAPH: story()})
    assert [one.what for one in check(store) if "the latest of its state" in one.what]


def test_the_latest_response_of_a_state_that_is_no_longer_there_is_found() -> None:
    store = EmbeddedStore()
    store.replace_all({**vocabulary_graphs(IDS), GRAPH: story()})
    store.replace_all(Replies.of(store).graphs())
    store.remove(GRAPH)
    assert [one.what for one in check(store) if one.what.startswith("latestResponse leads to ")]
    store.replace_all(Replies.of(store).graphs())
    assert list(check(store)) == []


def test_a_quotation_that_does_not_stand_in_the_document_is_found_with_both_readings() -> None:
    changed = [one._replace(object=Literal("Something else")) if one.predicate == EXACT else one for one in story()]
    whats = [finding.what for finding in found(changed) if "reads" in finding.what]
    assert whats[0] == f"the document reads {TEXT!r} at 0 to 42, not 'Something else'; read it again"


def test_evidence_without_its_position_is_found() -> None:
    bare = [one for one in story() if not one.subject.endswith("/position")]
    assert any("lacks its quotation or its position" in finding.what for finding in found(bare))


def test_an_iri_of_ours_that_leads_nowhere_is_found_in_its_place() -> None:
    lost = Statement(SERVICE, PG.partOf, IDS.entity("Institution", "XAA", ["Lost"]))
    (finding,) = [one for one in found([*story(), lost]) if "nothing is known" in one.what]
    assert finding.where == "XAA/first: Probation Service (institution/XAA/probation-service)"
    assert "partOf leads to" in finding.what


def test_a_word_that_the_vocabulary_does_not_know_is_found() -> None:
    strange = Statement(SERVICE, URIRef(f"{PG}enjoys"), Literal("tea"))
    assert any("ontology#enjoys" in finding.what for finding in found([*story(), strange]))


def test_what_stands_in_another_graph_leads_somewhere() -> None:
    store = EmbeddedStore()
    network = URIRef("https://w3id.org/prevgraph/id/network/eucpn")
    member = Statement(SERVICE, PG.memberOf, network)
    named = [Statement(network, RDF.type, PG.Network), Statement(network, SKOS.prefLabel, Literal("EUCPN", lang="en"))]
    store.replace_all({GRAPH: [*story(), member], IDS.graph("response", "XAB", "first"): named})
    assert not [one for one in check(store) if "nothing is known" in one.what]


def test_a_thing_without_a_name_is_found() -> None:
    nameless = without(story(), MEDIATION, SKOS.prefLabel)
    assert any("no name" in one.what and "programme/XAA/mediation" in one.where for one in found(nameless))


def test_a_blank_node_is_found() -> None:
    store = EmbeddedStore()
    store.update(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ _:b <urn:p> 1 }} }}")
    assert any("blank node" in finding.what for finding in check(store))


@pytest.mark.parametrize("predicate", [PG.state, PG.document, PG.round])
def test_a_response_that_does_not_fit_its_shape_is_found(predicate: URIRef) -> None:
    response = IDS.response("XAA", "first")
    findings = found(without(story(), response, predicate))
    assert any(one.where.startswith("XAA/first: Norrland, first") for one in findings)


def test_a_claim_whose_statement_is_not_there_is_found_by_its_shape() -> None:
    findings = found(without(story(), SERVICE, PG.implements))
    assert [one.where for one in findings] == ["XAA/first: claim/1"]
    assert "plain statement" in findings[0].what
