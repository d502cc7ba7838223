"""A network as one HTML file that opens with no network at all. The only door to pyvis.

pyvis keeps the nodes and the edges, and brings vis-network along in its package; the page itself is ours, because
pyvis's own loads style sheets and scripts from other hosts. Nothing from a document reaches the page but as data
that the script writes as text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, Template
from pyvis.network import Network as PyvisNetwork

from queries.claims import Edge, Node, Source
from queries.network import Network, edges, nodes
from viz.layout import Place, Positions, lay_out, lay_out_in_columns
from viz.style import BORDERS, CORNERS, DASHED, FICTIONAL, legend, style_of

#: Above so many nodes columns grow too long to be read, and springs take over.
MOST_IN_COLUMNS = 400

_COLUMNS = {"State": 0, "Institution": 1, "Paragraph": 3, "GridLine": 3, "Network": 3}

#: How much of a name is drawn; the whole stands in the panel and in the table.
LONGEST_LABEL = 44

OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True, "multiselect": False, "zoomView": True, "keyboard": {"enabled": True, "bindToWindow": False},
        "tooltipDelay": 150, "hideEdgesOnDrag": True,
    },
    "nodes": {
        "fixed": True, "borderWidth": 1.5, "shadow": False,
        "widthConstraint": {"minimum": 60, "maximum": 210}, "chosen": True,
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "smooth": False, "width": 1.2,
        "selectionWidth": 2.5, "hoverWidth": 1,
    },
}  # fmt: skip


def network_page(network: Network, *, title: str, language: str = "en") -> str:
    """The HTML of a network: drawing, legend, search, the words behind each line, and the same as a table."""
    drawn, words = drawing(network, language), page_words(language)
    return (
        _template()
        .render(
            title=title,
            language=language,
            words=words,
            legend=[(name, style.name(language), style) for name, style in _legend(network)],
            corners=CORNERS,
            borders=BORDERS,
            counts=(len(network), sum(len(edge.sources) for edge in edges(network))),
            data={**drawn, "options": OPTIONS, "words": words},
            states=drawn["states"],
            rows=list(_rows(network, language)),
            script=vis_script(),
        )
        .strip()
        + "\n"
    )


def page_words(language: str) -> Mapping[str, str]:
    """The page's own words in a language, or in English."""
    words: dict[str, dict[str, str]] = json.loads((files("viz") / "templates" / "words.json").read_text("utf-8"))
    return words.get(language, words["en"])


def drawing(network: Network, language: str) -> dict[str, Any]:
    """The nodes and edges as pyvis holds them, with positions, and the sources behind each edge."""
    in_columns = _suits_columns(network)
    places = _positions(network) if in_columns else lay_out(network, _labels(network))
    held = PyvisNetwork(directed=True)
    for node in nodes(network):
        x, y = places[node.iri]
        held.add_node(node.iri, **_node(node, network.degree(node.iri), language), x=x, y=y)
    for number, edge in enumerate(edges(network)):
        held.add_edge(edge.subject, edge.object, id=number, label=edge.label, dashes=edge.predicate in DASHED)
    sources = [[_source(source, language) for source in edge.sources] for edge in edges(network)]
    things = {node.iri: _thing(node, language) for node in nodes(network)}
    return {
        "nodes": held.nodes, "edges": held.edges, "sources": sources, "things": things, "columns": in_columns,
        "tall": len(network) <= MOST_IN_COLUMNS, "states": _states(network, language),
    }  # fmt: skip


def _states(network: Network, language: str) -> dict[str, str]:
    """The states whose words are drawn, by name, each with its code."""
    found = {_named(node, language): node.state for node in nodes(network) if node.state and node.state_label}
    return dict(sorted(found.items()))


def _named(node: Node, language: str) -> str:
    """The state of a thing, with the mark of those that are fictional."""
    return node.state_label + (f" ({FICTIONAL[language]})" if node.fictional else "")


def _suits_columns(network: Network) -> bool:
    """Whether the kinds of a network stand one behind the other, and are few enough to be read so."""
    return len({_place(node).column for node in nodes(network)}) > 2 and len(network) <= MOST_IN_COLUMNS


def _positions(network: Network) -> Positions:
    return lay_out_in_columns(network, {node.iri: _place(node) for node in nodes(network)})


def _labels(network: Network) -> dict[str, str]:
    return {node.iri: _cut(node.label) for node in nodes(network)}


def _place(node: Node) -> Place:
    column = _COLUMNS.get(node.type, 2)
    order = re.sub(r"\d+", lambda digits: digits[0].zfill(4), node.label) if column == 3 else ""
    return Place(column, node.state, order)


def _node(node: Node, degree: int, language: str) -> dict[str, Any]:
    style = style_of(node.type)
    return {
        "label": _cut(node.label) + (f"\n({FICTIONAL[language]})" if node.fictional and node.type == "State" else ""),
        "category": node.type,
        "shape": style.shape,
        "color": {"background": style.fill, "border": style.border, "highlight": {"background": style.fill}},
        "font": {"size": 14 + min(degree // 4, 4), "color": style.text},
        "shapeProperties": {"borderRadius": CORNERS.get(node.type, 4)},
        "borderWidth": BORDERS.get(node.type, 1.5),
        "margin": 7,
    }


def _thing(node: Node, language: str) -> dict[str, Any]:
    return {
        "label": node.label, "kind": node.kind_label, "type": node.type, "state": _named(node, language),
        "code": node.state, "column": _place(node).column, "year": node.year, "iri": node.iri,
    }  # fmt: skip


def _source(source: Source, language: str) -> dict[str, Any]:
    return {
        "state": source.state, "file": source.file, "item": source.item, "quote": source.quote,
        "start": source.start, "end": source.end, "sure": f"{source.confidence:.0%}",
    }  # fmt: skip


def _rows(network: Network, language: str) -> Iterator[tuple[Edge, Node, Node, Source]]:
    for edge in edges(network):
        ends = network.nodes[edge.subject]["node"], network.nodes[edge.object]["node"]
        for source in edge.sources:
            yield edge, *ends, source


def _legend(network: Network) -> list[Any]:
    return legend(node.type for node in nodes(network))


def _cut(label: str) -> str:
    short = " ".join(label.split())
    return short if len(short) <= LONGEST_LABEL else short[: LONGEST_LABEL - 1].rstrip() + "…"


@cache
def _template() -> Template:
    found = Environment(loader=PackageLoader("viz", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return found.get_template("network.html")


@cache
def vis_script() -> str:
    """vis-network as pyvis ships it; a closing tag inside would end the script element, so none may stand there."""
    text = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")
    return text.replace("</script", "<\\/script")
