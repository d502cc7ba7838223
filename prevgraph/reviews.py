"""Decisions as statements of the graph of reviews: who decided what about which claim or entity, and when."""

from collections.abc import Iterable, Iterator

from rdflib.namespace import PROV, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Statement
from ingest.decisions import Decision
from ontology.terms import PG


def decision_statements(
    decisions: Iterable[Decision], *, ids: Identifiers, place: tuple[str, str]
) -> Iterator[Statement]:
    """Each decision as an activity (PROV-O) with the person as its agent."""
    for decision in decisions:
        subject, agent = (
            ids.decision(*place, decision.target, decision.action, decision.value, decision.on),
            ids.agent(decision.by),
        )
        yield Statement(subject, RDF.type, PROV.Activity)
        yield Statement(subject, RDF.type, PG.Decision)
        yield Statement(subject, PG.action, Literal(decision.action))
        yield Statement(subject, PG.target, URIRef(decision.target))
        yield Statement(subject, PG.response, ids.response(*place))
        yield Statement(subject, PROV.wasAssociatedWith, agent)
        yield Statement(subject, PROV.endedAtTime, Literal(decision.on, datatype=XSD.date, normalize=False))
        yield Statement(agent, RDF.type, PROV.Agent)
        yield Statement(agent, RDFS.label, Literal(decision.by))
        if decision.value:
            yield Statement(subject, PG.value, Literal(decision.value))
        if decision.says:
            yield Statement(subject, RDFS.label, Literal(decision.says))
