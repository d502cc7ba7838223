"""Decisions as statements of the graph of reviews: who decided what about which claim or entity, and when.

Decisions about one response stand in a file beside it. Which things of several responses are one, and which body became
which, stands in `merges.toml` in their folder (`graph.merge`), and holds for every response in it, now and later.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib.namespace import PROV, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.merge import Merges, read_merges
from graph.model import Statement
from ingest.decisions import Decision
from ontology.terms import PG

MERGES_FILE = "merges.toml"


def merges_beside(response: Path, *, ids: Identifiers) -> Merges:
    """What was decided about the things of all responses of a folder; nothing where nothing was."""
    file = response.with_name(MERGES_FILE)
    return read_merges(file, ids=ids) if file.is_file() else Merges()


def merges_digest(response: Path) -> str:
    """A short string that is the same for the same decisions about all responses of a folder."""
    file = response.with_name(MERGES_FILE)
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else ""


def merge_statements(merges: Merges, *, ids: Identifiers, place: tuple[str, str]) -> Iterator[Statement]:
    """Each decision that two IRIs are of one thing, in the words of decisions about one response."""
    decisions = (
        Decision("merge", str(one.other), by=one.by, on=one.on.isoformat(), value=str(one.keep)) for one in merges.same
    )
    return decision_statements(decisions, ids=ids, place=place)


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
