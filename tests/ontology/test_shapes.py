"""The shapes: a complete record passes, and each thing that is wrong is said in words a data steward understands."""

from functools import cache
from importlib.resources import files

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import Namespace

SH = Namespace("http://www.w3.org/ns/shacl#")
RECORD = """
@base <https://w3id.org/prevgraph/id/> .
@prefix pg: <https://w3id.org/prevgraph/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<q/9/c> a pg:Item .
<state/XZZ> a pg:State ; pg:iso3 "XZZ" ; pg:fictional true ; skos:prefLabel "Nowhere"@en .
<response> a pg:Response ; rdfs:label "Nowhere"@en ; pg:state <state/XZZ> ; pg:questionnaire <q> ; pg:round "r" ;
    dcterms:language "en" ; pg:document <document> ; prov:wasGeneratedBy <reading> .
<state/XZZ> pg:latestResponse <response> .
<reading> a pg:Reading .
<document> a pg:Document ; pg:fileName "r.md" ; pg:text "The café runs Peace." ;
    pg:sha256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" .
<answer/9c> a pg:Answer ; pg:response <response> ; pg:item <q/9/c> ; pg:state <state/XZZ> ; pg:mark <mark/yes> ;
    pg:text "The café runs Peace."@en ; pg:start 0 ; pg:end 20 .
<institution/cafe> a pg:Institution ; skos:prefLabel "café"@en ; pg:state <state/XZZ> ; pg:confidence 0.90 ;
    pg:mentionedIn <answer/9c> ; pg:implements <programme/peace> ; pg:level <level/local> .
<programme/peace> a pg:Programme ; skos:prefLabel "Peace"@en ; pg:state <state/XZZ> ; pg:confidence 0.90 ;
    pg:mentionedIn <answer/9c> ; pg:periodStart "2004"^^xsd:gYear ; pg:periodEnd "2007-01"^^xsd:gYearMonth .
<claim> a pg:Claim ; rdf:subject <institution/cafe> ; rdf:predicate pg:implements ; rdf:object <programme/peace> ;
    pg:answer <answer/9c> ; pg:method "verb" ; pg:confidence 0.80 ; pg:review <review/unreviewed> ;
    oa:hasTarget <evidence> .
<evidence> a oa:SpecificResource ; oa:hasSource <document> ; oa:hasSelector <quote> , <position> .
<quote> a oa:TextQuoteSelector ; oa:exact "café runs" .
<position> a oa:TextPositionSelector ; oa:start 4 ; oa:end 13 .
"""
WRONG = {
    "<state/XZZ> pg:latestResponse <response> .\n": "the latest of its state",
    'skos:prefLabel "Peace"@en ; ': "It needs a name.",
    "pg:mentionedIn <answer/9c> ; pg:periodStart": "It must be mentioned in an answer",
    "pg:fictional true ; ": "must be marked as fictional",
    "pg:mark <mark/yes>": "out of the list of marks",
    "pg:item <q/9/c> ; ": "exactly one item",
    "pg:response <response> ; ": "exactly one response",
    "pg:start 0 ; pg:end 20": "where that text stands",
    '"2004"^^xsd:gYear': "must begin in a year",
    '"2007-01"^^xsd:gYearMonth': "must not end before it begins",
    "<level/local>": "national, regional or local",
    "oa:start 4 ; oa:end 13": "does not read as quoted",
    "oa:hasTarget <evidence>": "the very words",
    "pg:confidence 0.80": "from 0 to 1",
    "; pg:implements <programme/peace>": "stand beside it",
    "pg:review <review/unreviewed> ;": "a person has looked at it",
    'pg:method "verb"': "by which rule",
    "e3b0c44298fc1c149afbf4c8996fb924": "64 hexadecimal digits",
    "pg:state <state/XZZ> ; pg:confidence 0.90 ;\n    pg:mentionedIn <answer/9c> ; pg:implements": "one state",
}
INSTEAD = {
    "pg:mentionedIn <answer/9c> ; pg:periodStart": "pg:periodStart",
    "pg:mark <mark/yes>": "pg:mark <mark/perhaps>",
    "pg:start 0 ; pg:end 20": "pg:start 0",
    '"2004"^^xsd:gYear': '"spring 2004"',
    '"2007-01"^^xsd:gYearMonth': '"2003"^^xsd:gYear',
    "<level/local>": "<level/cosmic>",
    "oa:start 4 ; oa:end 13": "oa:start 5 ; oa:end 14",
    "oa:hasTarget <evidence>": "rdfs:label 'x'",
    "pg:confidence 0.80": "pg:confidence 1.80",
    'pg:method "verb"': "rdfs:label 'x'",
    "pg:state <state/XZZ> ; pg:confidence 0.90 ;\n    pg:mentionedIn <answer/9c> ; pg:implements": (
        "pg:confidence 0.90 ;\n    pg:mentionedIn <answer/9c> ; pg:implements"
    ),
}


@cache
def shipped(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(data=(files("ontology") / name).read_text("utf-8"), format="turtle")
    return graph


def messages(record: str) -> list[str]:
    # pyshacl takes classes and properties from its `ont_graph`, but not the members of lists: those go with the data.
    data = shipped("schemes.ttl") + Graph().parse(data=record, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shipped("shapes.ttl"), ont_graph=shipped("prevention.ttl"))
    assert isinstance(report, Graph)
    return [str(message) for message in report.objects(None, SH.resultMessage)]


def test_a_complete_record_passes() -> None:
    assert messages(RECORD) == []


@pytest.mark.parametrize(("part", "message"), WRONG.items())
def test_what_is_wrong_is_said_in_words(part: str, message: str) -> None:
    assert RECORD.count(part) == 1
    assert any(message in said for said in messages(RECORD.replace(part, INSTEAD.get(part, ""))))


def test_a_body_that_is_part_of_itself_is_found() -> None:
    circle = "<institution/cafe> pg:partOf <institution/b> . <institution/b> pg:partOf <institution/cafe> ."
    assert any("part of itself" in said for said in messages(RECORD + circle))


def test_a_response_that_another_replaces_and_that_is_the_latest_all_the_same_is_found() -> None:
    assert any("must not be the latest" in said for said in messages(RECORD + "<next> dcterms:replaces <response> ."))


def test_each_message_is_a_sentence() -> None:
    for message in shipped("shapes.ttl").objects(None, SH.message):
        assert str(message)[0].isupper()
        assert str(message).endswith(".")
