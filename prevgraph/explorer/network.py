"""A network of the store as filtered by an address: who implements what, and the like."""

import csv
import io
from collections.abc import Callable, Mapping

from ontology import schema
from ontology.errors import PrevgraphError
from ontology.guidelines import paragraphs
from ontology.terms import PG
from prevgraph.explorer.sharing import states
from prevgraph.explorer.states import in_language
from prevgraph.explorer.view import View
from queries.network import (
    IMPLEMENTATION,
    INSTITUTIONS,
    MEMBERSHIP,
    Network,
    Selection,
    build,
    claim_network,
    edges,
    neighbourhood,
    nodes,
    path_between,
    sharing_network,
)
from viz.explorer.contents import Choice, NetworkView

#: How many things are drawn unless told otherwise, and at most.
USUAL, MOST = 300, 5000

#: Every relation between things: what stands around one thing.
_ALL = (*IMPLEMENTATION, "partOf", *MEMBERSHIP, "basedOn", "publishes", "funds")

_READERS: Mapping[str, tuple[str, Callable[[View, Selection], Network]]] = {
    "implementation": ("Who implements what", lambda view, wanted: _claims(view, IMPLEMENTATION, wanted)),
    "institutions": ("Institutions", lambda view, wanted: _claims(view, INSTITUTIONS, wanted)),
    "networks": ("Networks and their members", lambda view, wanted: _claims(view, MEMBERSHIP, wanted)),
    "sharing": ("Needs and offers", lambda view, wanted: sharing_network(view.store, wanted, language=view.language)),
    "all": ("All relations", lambda view, wanted: _claims(view, _ALL, wanted)),
}


_COLUMNS = (
    *("from", "relation", "to", "state", "document", "question"),
    *("quotation", "start", "end", "confidence", "fromIri", "toIri"),
)


class BadFilter(PrevgraphError):
    """A filter of the address is set to something that it cannot be."""

    message = "{0!r} is no value for {1}; {2}"


def network(view: View) -> NetworkView:
    """The network that the address asks for, what it can be filtered by, and the path between two things."""
    name = view.frame.given("name") or "implementation"
    if name not in _READERS:
        raise BadFilter(name, "name", f"it is one of {', '.join(_READERS)}")
    whole = _whole(view, name, _selection(view))
    names = {node.label: node.iri for node in nodes(whole)}
    near, start, end = (_thing(view, names, parameter) for parameter in ("node", "from", "to"))
    path = path_between(whole, start, end) if start and end else ()
    part = neighbourhood(whole, near) if near else whole
    most = _number(view, "most") or USUAL
    return NetworkView(
        name,
        best_linked(part, min(most, MOST), keep={end for edge in path for end in (edge.subject, edge.object)}),
        [Choice(key, view.frame.word(title)) for key, (title, _) in _READERS.items()],
        states(view),
        [Choice(one.number, f"{one.number} {in_language(one.labels, view.language)}") for one in paragraphs().values()],
        _kinds(view.language),
        [Choice(iri.rsplit("/", 1)[-1], schema.label(iri, view.language)) for iri in schema.concepts(PG.TargetGroup)],
        whole=len(part),
        path=[iri for edge in path for iri in (edge.subject, edge.object)],
        path_asked=bool(start and end),
        things=[Choice(label, label) for label in sorted(names)],
    )


def _whole(view: View, name: str, wanted: Selection) -> Network:
    """The network before it is cut; the page, its drawing and its table ask for the same one after the other."""
    key = ("network", view.store.revision(), name, repr(wanted), view.language)
    found: Network = view.kept.get(key, lambda: _READERS[name][1](view, wanted))
    return found


def _claims(view: View, predicates: tuple[str, ...], wanted: Selection) -> Network:
    return claim_network(view.store, predicates, wanted, language=view.language)


def _selection(view: View) -> Selection:
    given = view.frame.all_given
    numbers = paragraphs()
    for number in given("paragraph"):
        if number not in numbers:
            raise BadFilter(number, "paragraph", "paragraphs go by number, such as 24(c)")
    return Selection(
        states=[code.upper() for code in given("state")],
        paragraphs=given("paragraph"),
        kinds=given("kind"),
        target_groups=given("target"),
        since=_number(view, "since"),
        until=_number(view, "until"),
        confidence=_share(view),
    )


def _number(view: View, name: str) -> int | None:
    text = view.frame.given(name)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 5:
        raise BadFilter(text, name, "give a whole number")
    return int(text)


def _share(view: View) -> float:
    text = view.frame.given("confidence") or "0"
    try:
        share = float(text)
    except ValueError as error:
        raise BadFilter(text, "confidence", "give a number from 0 to 1") from error
    if not 0 <= share <= 1:
        raise BadFilter(text, "confidence", "give a number from 0 to 1")
    return share


def _thing(view: View, names: Mapping[str, str], parameter: str) -> str:
    """The thing that a parameter names by its label or IRI; empty where it is not given."""
    given = " ".join(view.frame.given(parameter).split())
    if not given or given in names.values():
        return given
    found = [iri for label, iri in sorted(names.items()) if " ".join(label.split()).casefold() == given.casefold()]
    found = found or [iri for label, iri in sorted(names.items()) if given.casefold() in label.casefold()]
    if not found:
        raise BadFilter(given, parameter, "nothing in this network is called so")
    return found[0]


def _kinds(language: str) -> list[Choice]:
    above = (PG.Institution, PG.Strategy, PG.Programme, PG.LegalInstrument, PG.Publication, PG.Network)
    kinds = [kind for one in above for kind in (one, *schema.subclasses(one))]
    return [Choice(str(kind).rsplit("#", 1)[-1], schema.label(kind, language)) for kind in kinds]


def best_linked(found: Network, most: int, *, keep: set[str]) -> Network:
    """At most so many things of a network: those with the most claims, and those to keep in any case."""
    if len(found) <= most:
        return found
    order = sorted(found.nodes, key=lambda iri: (iri not in keep, -found.degree(iri), iri))
    kept = set(order[:most])
    links = [edge for edge in edges(found) if edge.subject in kept and edge.object in kept]
    return build((node for node in nodes(found) if node.iri in kept), links)


def as_csv(found: Network) -> str:
    """Every claim of a network, one line for each place that says it."""
    things = {node.iri: node for node in nodes(found)}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for edge in edges(found):
        for source in edge.sources:
            place = [source.state, source.file, source.item, source.quote, source.start, source.end, source.confidence]
            ends = [things[edge.subject].label, edge.label, things[edge.object].label]
            writer.writerow([*ends, *place, edge.subject, edge.object])
    return out.getvalue()
