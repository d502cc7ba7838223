"""Which identifiers mean one thing, and which body became which: decided by a reviewer, written in a file.

    [[same]]                      # two IRIs for one thing: the first stays, the others become it
    keep = "institution/XAA/probation-service"
    also = ["institution/XAA/the-probation-service"]
    by = "A. Reviewer"
    on = 2024-05-03

    [[change]]                    # a rename, a merger, a split: all stay, and the event links them
    from = ["institution/XAA/ministry-of-justice"]
    to = ["institution/XAA/ministry-of-justice-and-home-affairs"]
    when = "2007"
    label = "The ministry took over home affairs"
    by = "A. Reviewer"
    on = 2024-05-03

Nothing is ever merged because its name is alike.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.lines import digest, write_line
from graph.model import Object, Statement
from ontology.errors import PrevgraphError

#: What a reviewer is told that a value should have been.
_KINDS = {
    str: 'text in quotes, as in "A. Reviewer"',
    list: 'list of names, as in ["..."]',
    date: "date without quotes, as in 2024-05-03",
}
_DATES = ((r"\d{4}-\d\d-\d\d", XSD.date), (r"\d{4}-\d\d", XSD.gYearMonth), (r"\d{4}", XSD.gYear))


class BadMerges(PrevgraphError):
    """The file of merges cannot be understood."""

    message = "{0} cannot be read as a file of merges: {1}"


@dataclass(frozen=True, slots=True)
class Change:
    """A body that was renamed, merged or split: what was before, what is after, when, and who says so."""

    before: tuple[URIRef, ...]
    after: tuple[URIRef, ...]
    when: str
    label: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Same:
    """Two IRIs for one thing, of which one is kept, and who says so."""

    other: URIRef
    keep: URIRef
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Merges:
    """What a reviewer decided: which IRI each other IRI becomes, and what became of which body."""

    same: tuple[Same, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def kept(self) -> Mapping[URIRef, URIRef]:
        """The IRI that each other IRI becomes."""
        return {one.other: one.keep for one in self.same}

    def about(self, things: Iterable[object]) -> "Merges":
        """The decisions about any of these things, which are gone through only where something was decided."""
        if not self.same and not self.changes:
            return self
        named = set(things)
        return Merges(
            tuple(one for one in self.same if one.other in named),
            tuple(one for one in self.changes if not {*one.before, *one.after}.isdisjoint(named)),
        )


def read_merges(file: Path, *, ids: Identifiers | None = None) -> Merges:
    """The decisions of a file; its IRIs are written from `id/` on."""
    base = (ids or Identifiers()).base
    try:
        read = tomllib.loads(file.read_text("utf-8"))
        _refuse_others(read, "same", "change")
        found = tuple(one for same in read.get("same", ()) for one in _same(base, same))
        changes = tuple(_change(base, change) for change in read.get("change", ()))
    except (OSError, ValueError, TypeError) as error:
        raise BadMerges(file, error) from error
    merges = Merges(found, changes)
    if len(merges.kept) < len(found) or merges.kept.keys() & set(merges.kept.values()):
        raise BadMerges(file, "an IRI that becomes another may do so once, and nothing may become it")
    return merges


def _iri(base: str, name: str) -> URIRef:
    return URIRef(f"{base}id/{name}")


def _refuse_others(read: Mapping[str, Any], *names: str) -> None:
    if others := sorted(set(read) - set(names)):
        raise ValueError(f"{', '.join(others)} is nothing it may hold; there are {', '.join(names)}")


def _require(decision: Mapping[str, Any], kinds: Mapping[str, type]) -> list[Any]:
    """The values of a decision under these names, each of its kind; lists are of names."""
    missing = [name for name in kinds if name not in decision]
    if missing:
        raise ValueError(f"a decision lacks {', '.join(missing)}")
    for name, kind in kinds.items():
        value: object = decision[name]
        names: Sequence[object] = value if isinstance(value, list) else ()
        if not isinstance(value, kind) or not all(isinstance(one, str) for one in names):
            raise ValueError(f"{name} = {value!r} is no {_KINDS[kind]}")
    return [decision[name] for name in kinds]


def _same(base: str, same: Mapping[str, Any]) -> Iterator[Same]:
    _refuse_others(same, "keep", "also", "by", "on")
    keep, also, by, on = _require(same, {"keep": str, "also": list, "by": str, "on": date})
    for other in also:
        yield Same(_iri(base, other), _iri(base, keep), by, on)


def _change(base: str, change: Mapping[str, Any]) -> Change:
    _refuse_others(change, "from", "to", "when", "label", "by", "on")
    kinds = {"from": list, "to": list, "label": str, "by": str, "on": date}
    before, after, label, by, on = _require(change, kinds)
    return Change(
        before=tuple(_iri(base, name) for name in before),
        after=tuple(_iri(base, name) for name in after),
        when=str(change.get("when", "")),
        label=label,
        by=by,
        on=on,
    )


def merge(statements: Iterable[Statement], merges: Merges) -> Iterator[Statement]:
    """The statements with every merged IRI replaced; the names of what was merged become other names.

    A claim keeps its IRI, which was made from what was read.
    """
    kept_for = merges.kept
    for subject, predicate, object_ in statements:
        kept = kept_for.get(subject)
        is_name = kept is not None and predicate == SKOS.prefLabel
        yield Statement(kept or subject, SKOS.altLabel if is_name else predicate, _kept(object_, kept_for))


def _kept(term: Object, kept_for: Mapping[URIRef, URIRef]) -> Object:
    return kept_for.get(term, term) if isinstance(term, URIRef) else term


def change_events(merges: Merges, *, ids: Identifiers | None = None) -> Iterator[Statement]:
    """What the decisions say of changes: an `org:ChangeEvent` for each, with who decided it and when."""
    ids = ids or Identifiers()
    base = ids.base
    for change in merges.changes:
        agent = ids.agent(change.by)
        yield Statement(agent, RDF.type, PROV.Agent)
        yield Statement(agent, RDFS.label, Literal(change.by))
        said = list(_event(change, agent))
        name = f"{digest(URIRef(base), (write_line(Statement(URIRef(base), p, o)) for p, o in said)):064x}"
        for predicate, object_ in said:
            yield Statement(_iri(base, f"change/{name[:20]}"), predicate, object_)


def _event(change: Change, agent: URIRef) -> Iterator[tuple[URIRef, Object]]:
    yield RDF.type, ORG.ChangeEvent
    yield RDFS.label, Literal(change.label, lang="en")
    for one in change.before:
        yield ORG.originalOrganization, one
    for one in change.after:
        yield ORG.resultingOrganization, one
    kind = next((kind for pattern, kind in _DATES if re.fullmatch(pattern, change.when)), None)
    if change.when:
        yield DCTERMS.date, Literal(change.when, datatype=kind, normalize=False)
    yield PROV.wasAttributedTo, agent
    yield DCTERMS.created, Literal(change.on.isoformat(), datatype=XSD.date, normalize=False)
