"""A response with one claim of each kind, as statements: small enough to be read, complete in its shape."""

from rdflib import Graph

from graph.identifiers import Identifiers
from graph.model import Statement

IDS = Identifiers()
GRAPH = IDS.response_graph("XAA", "first")
TEXT = "The Probation Service (PS) runs mediation."
TURTLE = """
@prefix pg: <https://w3id.org/prevgraph/ontology#> . @prefix id: <https://w3id.org/prevgraph/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix q: <https://w3id.org/prevgraph/questionnaire/ecosoc-2004-28/> .

<https://w3id.org/prevgraph/id/response/XAA/first> a pg:Response ; rdfs:label "Norrland, first"@en ;
    pg:state <https://w3id.org/prevgraph/id/state/XAA> ; pg:round "first" ; dcterms:language "en" ;
    pg:questionnaire <https://w3id.org/prevgraph/questionnaire/ecosoc-2004-28> ;
    pg:document <https://w3id.org/prevgraph/id/document/XAA/first> ;
    prov:wasGeneratedBy <https://w3id.org/prevgraph/id/reading/XAA/first> .
<https://w3id.org/prevgraph/id/document/XAA/first> a pg:Document ; rdfs:label "norrland.txt" ;
    pg:fileName "norrland.txt" ; pg:sha256 "DIGEST" ; dcterms:format "text/plain" ; pg:text "TEXT" .
<https://w3id.org/prevgraph/id/reading/XAA/first> a pg:Reading, prov:Activity ; pg:softwareVersion "1" ;
    pg:reader "by hand" ; prov:used <https://w3id.org/prevgraph/id/document/XAA/first> .
<https://w3id.org/prevgraph/id/state/XAA> a pg:State, schema:Country ; skos:prefLabel "Norrland"@en ;
    pg:iso3 "XAA" ; pg:fictional true .
<https://w3id.org/prevgraph/id/answer/XAA/first/9c> a pg:Answer, schema:Answer ; pg:item q:9\\/c ;
    pg:response <https://w3id.org/prevgraph/id/response/XAA/first> ; pg:mark <https://w3id.org/prevgraph/id/mark/yes> ;
    pg:state <https://w3id.org/prevgraph/id/state/XAA> ; pg:text "TEXT"@en ; pg:start 0 ; pg:end LENGTH .
<https://w3id.org/prevgraph/id/institution/XAA/probation-service> a pg:Institution, pg:ProbationService ;
    skos:prefLabel "Probation Service"@en ; skos:altLabel "PS"@en ; pg:confidence 0.9 ;
    pg:established "2000"^^xsd:gYear ; pg:state <https://w3id.org/prevgraph/id/state/XAA> ;
    pg:mentionedIn <https://w3id.org/prevgraph/id/answer/XAA/first/9c> ;
    pg:implements <https://w3id.org/prevgraph/id/programme/XAA/mediation> .
<https://w3id.org/prevgraph/id/programme/XAA/mediation> a pg:Programme ; skos:prefLabel "mediation"@en ;
    pg:state <https://w3id.org/prevgraph/id/state/XAA> ; pg:confidence 0.8 ;
    pg:mentionedIn <https://w3id.org/prevgraph/id/answer/XAA/first/9c> .
id:claim\\/1 a pg:Claim, rdf:Statement, oa:Annotation ;
    rdf:subject <https://w3id.org/prevgraph/id/institution/XAA/probation-service> ; rdf:predicate pg:implements ;
    rdf:object <https://w3id.org/prevgraph/id/programme/XAA/mediation> ; pg:method "verb" ; pg:confidence 0.85 ;
    pg:answer <https://w3id.org/prevgraph/id/answer/XAA/first/9c> ; pg:review id:review\\/unreviewed ;
    oa:hasTarget <https://w3id.org/prevgraph/id/evidence/XAA/first/0-42> .
<https://w3id.org/prevgraph/id/evidence/XAA/first/0-42> a oa:SpecificResource ;
    oa:hasSource <https://w3id.org/prevgraph/id/document/XAA/first> ;
    oa:hasSelector <https://w3id.org/prevgraph/id/evidence/XAA/first/0-42/quote> ,
        <https://w3id.org/prevgraph/id/evidence/XAA/first/0-42/position> .
<https://w3id.org/prevgraph/id/evidence/XAA/first/0-42/quote> a oa:TextQuoteSelector ;
    oa:exact "TEXT" ; oa:prefix "" ; oa:suffix "" .
<https://w3id.org/prevgraph/id/evidence/XAA/first/0-42/position> a oa:TextPositionSelector ;
    oa:start 0 ; oa:end LENGTH .
"""


def story() -> list[Statement]:
    """The statements of the response."""
    text = TURTLE.replace("TEXT", TEXT).replace("LENGTH", str(len(TEXT))).replace("DIGEST", "0" * 64)
    return [Statement(*triple) for triple in Graph().parse(data=text)]  # type: ignore[arg-type]
