"""The drawings that can be written as one file: which network of the store each shows, and under which title."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graph.store import Store
from ontology.errors import PrevgraphError
from queries.ask import resolve
from queries.catalogue import question
from queries.network import (
    Network,
    Selection,
    implementation_network,
    institution_network,
    membership_network,
    sharing_network,
)
from viz.network_page import network_page


class UnknownView(PrevgraphError):
    """There is no such drawing."""

    message = "there is no view {0!r}; there are {1}."


class NothingToDraw(PrevgraphError):
    """The store holds nothing that the view would show."""

    message = "the view {0!r} would be empty: nothing in the store suits it; `prevgraph responses` lists what there is."


_ALL = Selection()


@dataclass(frozen=True, slots=True)
class View:
    """One drawing: where its network comes from, its title by language, a line on what it shows."""

    read: Callable[..., Network]
    titles: Mapping[str, str]
    shows: str


VIEWS: Mapping[str, View] = {
    "who-implements-what": View(
        implementation_network,
        {"en": "Who implements what", "fr": "Qui met en œuvre quoi", "es": "Quién aplica qué"},
        "institutions, their strategies and programmes, and the Guidelines these answer",
    ),
    "institutions": View(
        institution_network,
        {"en": "Institutions", "fr": "Institutions", "es": "Instituciones"},
        "which institution is part of which; who leads and who coordinates",
    ),
    "networks": View(
        membership_network,
        {"en": "Networks and their members", "fr": "Réseaux et membres", "es": "Redes y miembros"},
        "which states, cities and institutions belong to which networks and bodies",
    ),
    "sharing": View(
        sharing_network,
        {"en": "Needs and offers", "fr": "Besoins et offres", "es": "Necesidades y ofertas"},
        "who offers and who needs assistance, by area",
    ),
}


def resolved(store: Store, selection: Selection) -> Selection:
    """The same selection with its states and kinds as queries understand them: by code, name, label or IRI.

    What names no state and no kind is refused, as it is in queries.
    """
    given = {"state": list(selection.states), "kind": list(selection.kinds)}
    found = resolve(store, question("institutions"), given)
    states = [str(iri).rsplit("/", 1)[-1] for iri in found.get("state", ())]
    kinds = [str(iri).rsplit("#", 1)[-1] for iri in found.get("kind", ())]
    return replace(selection, states=tuple(states), kinds=tuple(kinds))


def write_view(store: Store, name: str, out: Path, *, selection: Selection = _ALL, language: str = "en") -> Network:
    """Write a drawing as one HTML file, whole or not at all, and give back the network it shows."""
    if name not in VIEWS:
        raise UnknownView(name, ", ".join(VIEWS))
    view = VIEWS[name]
    selection = resolved(store, selection)
    network = view.read(store, selection, language=language)
    if not len(network):
        raise NothingToDraw(name)
    title = view.titles.get(language, view.titles["en"])
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(out.name + ".new")
    fresh.write_text(network_page(network, title=title, language=language), "utf-8")
    fresh.replace(out)
    return network
