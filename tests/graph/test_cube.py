"""The coverage cube counts what a response says, and is well-formed as the RDF Data Cube Vocabulary asks."""

from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import QB, RDF
from rdflib.term import Literal

from graph.cube import coverage
from graph.identifiers import Identifiers
from graph.lines import Draft
from graph.model import Statement
from graph.vocabulary import shipped
from ontology.questionnaire import load_questionnaire
from ontology.terms import PG

IDS = Identifiers()
PLACE = ("XAA", "first")
ITEM, OTHER = URIRef("urn:item:1"), URIRef("urn:item:2")
ABOUT = {ITEM: [IDS.paragraph("24"), IDS.paragraph("24(c)")], OTHER: [IDS.paragraph("24(c)")]}
PREFIXES = """
PREFIX qb: <http://purl.org/linked-data/cube#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_PART = "qb:structure/qb:component/qb:componentProperty"
#: The integrity constraints of the recommendation that concern what this cube has: no slices, attributes, measure
#: dimensions or hierarchies. Each asks whether something is wrong.
CONSTRAINTS = {
    "IC-1 one data set": """{ ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d } }
      UNION { ?o a qb:Observation ; qb:dataSet ?d , ?e FILTER(?d != ?e) }""",
    "IC-2 one structure": """{ ?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s } }
      UNION { ?d a qb:DataSet ; qb:structure ?s , ?t FILTER(?s != ?t) }""",
    "IC-3 a measure": """?s a qb:DataStructureDefinition
      FILTER NOT EXISTS { ?s qb:component/qb:componentProperty ?p . ?p a qb:MeasureProperty }""",
    "IC-4 dimensions have a range": "?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range ?r }",
    "IC-11 all dimensions": f"""?o qb:dataSet/{_PART} ?p . ?p a qb:DimensionProperty
      FILTER NOT EXISTS {{ ?o ?p ?v }}""",
    "IC-12 none twice": f"""?o qb:dataSet ?d . ?e qb:dataSet ?d FILTER(?o != ?e) FILTER NOT EXISTS {{
      ?d {_PART} ?p . ?p a qb:DimensionProperty . ?o ?p ?v . ?e ?p ?w FILTER(?v != ?w) }}""",
    "IC-14 all measures": f"""?o qb:dataSet/{_PART} ?p . ?p a qb:MeasureProperty
      FILTER NOT EXISTS {{ ?o ?p ?v }}""",
    "IC-19 codes are of the list": f"""?o qb:dataSet/{_PART} ?p . ?p a qb:DimensionProperty ;
      qb:codeList ?l . ?o ?p ?v FILTER NOT EXISTS {{ ?v a skos:Concept ; skos:inScheme ?l }}""",
}


def answered(item: URIRef, mark: str) -> list[Statement]:
    answer = URIRef(f"{item}:answer")
    return [Statement(answer, PG.item, item), Statement(answer, PG.mark, IDS.concept("mark", mark))]


SAID = [
    *answered(ITEM, "yes"),
    *answered(OTHER, "unmarked"),
    Statement(URIRef("urn:practice"), PG.addresses, IDS.paragraph("24(c)")),
]


def cube() -> Graph:
    graph = Graph()
    for part in (
        coverage(Draft.of(SAID), ABOUT, ids=IDS, place=PLACE).statements(),
        shipped("reference"),
        shipped("guidelines"),
    ):
        for statement in part:
            graph.add(statement)
    return graph


def test_answers_by_their_mark_and_practices_are_counted_by_paragraph() -> None:
    graph = cube()
    (one,) = graph.subjects(PG.coveredParagraph, IDS.paragraph("24(c)"))
    counted = {
        name: graph.value(one, PG[name]) for name in ("answeredYes", "leftUnmarked", "answeredNo", "practiceCount")
    }
    assert counted == {name: Literal(n) for name, n in zip(counted, (1, 1, 0, 1), strict=True)}
    assert len(list(graph.subjects(RDF.type, QB.Observation))) == 2


@pytest.mark.proof("RDF Data Cube, integrity constraints kept (rdflib)")
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_cube_is_well_formed(constraint: str) -> None:
    assert not cube().query(f"{PREFIXES} ASK {{ {CONSTRAINTS[constraint]} }}").askAnswer


@pytest.mark.parametrize(
    ("constraint", "spoil"),
    [
        ("IC-1 one data set", lambda graph, one: graph.remove((one, QB.dataSet, None))),
        ("IC-11 all dimensions", lambda graph, one: graph.remove((one, PG.coveredResponse, None))),
        ("IC-12 none twice", lambda graph, one: graph.set((one, PG.coveredParagraph, IDS.paragraph("24")))),
        ("IC-14 all measures", lambda graph, one: graph.remove((one, PG.answeredNo, None))),
        ("IC-19 codes are of the list", lambda graph, one: graph.set((one, PG.coveredParagraph, URIRef("urn:other")))),
    ],
)
def test_the_constraints_would_find_a_fault(constraint: str, spoil: Callable[[Graph, URIRef], None]) -> None:
    graph = cube()
    (one,) = graph.subjects(PG.coveredParagraph, IDS.paragraph("24(c)"))
    spoil(graph, one)  # type: ignore[arg-type]
    assert graph.query(f"{PREFIXES} ASK {{ {CONSTRAINTS[constraint]} }}").askAnswer


def test_the_items_of_the_questionnaire_lead_to_paragraphs_that_are_there() -> None:
    known = {one.subject for one in shipped("guidelines")}
    form = load_questionnaire("ecosoc-2004-28")
    assert {IDS.paragraph(number) for item in form.items.values() for number in item.paragraphs} <= known
