"""The graph store beyond what the W3C tests: conditions, odd bodies, names of graphs."""

import pytest
from rdflib import Graph
from rdflib.term import Literal, URIRef

from tests.queries.protocol.conftest import Served

TURTLE = {"Content-Type": "text/turtle"}
SAID = "<http://a.example/a> <http://a.example/p> {0} ."


def put(served: Served, name: str, value: int, **headers: str) -> int:
    target = f"/graph-store?graph=http://a.example/{name}"
    return served.writing.put(target, content=SAID.format(value), headers=TURTLE | headers).status_code


def held(served: Served, name: str) -> set[Literal]:
    response = served.client.get(f"/graph-store?graph=http://a.example/{name}", headers={"Accept": "text/turtle"})
    return {int(value) for value in Graph().parse(data=response.text).objects()}  # type: ignore[misc,call-overload]


def test_a_graph_that_has_changed_since_is_not_written_over(writing: Served) -> None:
    put(writing, "mine", 1)
    tag = writing.client.get("/graph-store?graph=http://a.example/mine").headers["etag"]
    assert put(writing, "mine", 2, **{"If-Match": tag}) == 204
    assert put(writing, "mine", 3, **{"If-Match": tag}) == 412
    assert held(writing, "mine") == {2}


def test_a_graph_that_is_there_is_not_made_anew_where_that_is_asked(writing: Served) -> None:
    assert put(writing, "once", 1, **{"If-None-Match": "*"}) == 201
    assert put(writing, "once", 2, **{"If-None-Match": "*"}) == 412
    assert held(writing, "once") == {1}


def test_posting_adds_and_putting_replaces(writing: Served) -> None:
    target = "/graph-store?graph=http://a.example/grows"
    assert writing.writing.post(target, content=SAID.format(1), headers=TURTLE).status_code == 201
    assert writing.writing.post(target, content=SAID.format(2), headers=TURTLE).status_code == 204
    assert held(writing, "grows") == {1, 2}
    put(writing, "grows", 3)
    assert held(writing, "grows") == {3}


def test_blank_nodes_of_two_files_stay_apart(writing: Served) -> None:
    target = "/graph-store?graph=http://a.example/nodes"
    for value in (1, 2):
        writing.writing.post(target, content=f"_:a <http://a.example/p> {value} .", headers=TURTLE)
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH <http://a.example/nodes> { ?s ?p ?o } }"
    assert writing.ask(count, accept="text/csv").text.split() == ["n", "2"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("not turtle", "text/turtle", 400),
        ("{", "application/ld+json", 400),
        ("<a/>", "application/pdf", 415),
        ("x", "", 415),
        ("x", "multipart/form-data", 400),
        ("", "text/turtle; charset=latin-1", 415),
    ],
)
def test_a_body_that_cannot_be_read_changes_nothing(writing: Served, content: str, kind: str, status: int) -> None:
    put(writing, "kept", 1)
    target = "/graph-store?graph=http://a.example/kept"
    response = writing.writing.put(target, content=content, headers={"Content-Type": kind} if kind else {})
    assert response.status_code == status
    assert held(writing, "kept") == {1}


@pytest.mark.parametrize("target", ["", "?graph=", "?graph=a%20b:c", "?graph=x%3E:y", "?graph=a:b&default", "?graph=a"])
def test_a_graph_needs_one_name_that_is_an_iri(reading: Served, target: str) -> None:
    assert reading.client.get(f"/graph-store{target}").status_code == 400


def test_external_entities_of_xml_are_not_read(writing: Served) -> None:
    xml = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://a.example/">
    <rdf:Description rdf:about="http://a.example/a"><e:p>&x;</e:p></rdf:Description></rdf:RDF>"""
    target = "/graph-store?graph=http://a.example/xml"
    writing.writing.put(target, content=xml, headers={"Content-Type": "application/rdf+xml"})
    assert "root:" not in writing.client.get(target).text


def test_a_new_graph_has_the_name_that_its_location_says(writing: Served) -> None:
    response = writing.writing.post("/graph-store", content=SAID.format(7), headers=TURTLE)
    assert response.status_code == 201
    found = writing.client.get(response.headers["location"], headers={"Accept": "text/turtle"})
    assert (URIRef("http://a.example/a"), None, Literal(7)) in Graph().parse(data=found.text)
