"""A network as the explorer shows it: figures for the script, a drawing that needs none, and rows for the table."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from queries.claims import Edge
from queries.network import Network, build, edges, nodes
from viz.explorer.cells import Cell
from viz.explorer.contents import NetworkView
from viz.explorer.links import Links
from viz.network_page import OPTIONS, drawing
from viz.style import CORNERS, style_of

#: Characters on a line of a drawn name, height of a line, and width of a character.
_LINE, _TALL, _WIDE = 28, 15, 7.1


#: The types of things that can be like others elsewhere.
_ALIKE = ("Institution", "Strategy", "Programme")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of the network with where it stands."""

    subject: Cell
    relation: str
    object: Cell
    quote: str
    source: Cell
    confidence: float


def picture(network: Network, links: Links, *, language: str = "en", marked: Sequence[str] = ()) -> Mapping[str, Any]:
    """What the script draws: nodes and edges with their places, pages and sources; `marked` lie on the path."""
    found: dict[str, Any] = {**drawing(network, language)}
    found["pages"] = {iri: links.to(iri) for iri in network.nodes}
    found["alike"] = {node.iri: links.alike(node.iri) for node in nodes(network) if node.type in _ALIKE}
    found["places"] = [
        [links.words(source.document, source.start, source.end) or links.to(source.claim) for source in edge.sources]
        for edge in edges(network)
    ]
    found["marked"] = list(marked)
    found["options"] = OPTIONS
    return found


def rows_of(network: Network, links: Links) -> list[Row]:
    """Every claim of a network, one row for each place that says it."""
    things = {node.iri: node for node in nodes(network)}

    def cell(iri: str) -> Cell:
        node = things[iri]
        return Cell(node.label, links.to(iri), "label", node.fictional)

    return [
        Row(
            cell(edge.subject),
            edge.label,
            cell(edge.object),
            source.quote,
            Cell(
                f"{source.item} · {source.file}",
                links.words(source.document, source.start, source.end),
                "source",
            ),
            source.confidence,
        )
        for edge in edges(network)
        for source in edge.sources
    ]


def path_rows(view: NetworkView, links: Links) -> list[Row]:
    """The steps of the path that was asked for, one row each, in order."""
    steps = list(zip(view.path[::2], view.path[1::2], strict=True))
    pairs = {step: build((view.network.nodes[iri]["node"] for iri in step), _between(view, *step)) for step in steps}
    return [rows_of(pairs[step], links)[0] for step in steps]


def _between(view: NetworkView, start: str, end: str) -> list[Edge]:
    return [data["edge"] for data in (view.network.get_edge_data(start, end) or {}).values()]


def svg(network: Network, *, title: str, language: str = "en") -> str:
    """The network as a drawing of its own, for a page without scripts, a report or a slide."""
    drawn = drawing(network, language)
    places = {node["id"]: (float(node["x"]), float(node["y"])) for node in drawn["nodes"]}
    xs, ys = [x for x, _ in places.values()] or [0], [y for _, y in places.values()] or [0]
    left, top = min(xs) - 140, min(ys) - 60
    width, height = max(xs) - left + 140, max(ys) - top + 60
    lines = [
        f'<line x1="{places[edge["from"]][0]}" y1="{places[edge["from"]][1]}" x2="{places[edge["to"]][0]}"'
        f' y2="{places[edge["to"]][1]}"{" stroke-dasharray=" + quoteattr("6 5") if edge.get("dashes") else ""}>'
        f"<title>{escape(str(edge.get('label') or ''))}</title></line>"
        for edge in drawn["edges"]
    ]
    boxes = [_box(node.type, str(one["label"]), *places[node.iri]) for node, one in _with_looks(network, drawn)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" role="img">'
        f"<title>{escape(title)}</title>"
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="#fbfaf8"/>'
        f'<g stroke="#8d8a84" stroke-width="1.2">{"".join(lines)}</g>'
        f'<g font-family="system-ui, sans-serif" font-size="13" text-anchor="middle">{"".join(boxes)}</g></svg>\n'
    )


def _with_looks(network: Network, drawn: Mapping[str, Any]) -> list[tuple[Any, Mapping[str, Any]]]:
    looks = {one["id"]: one for one in drawn["nodes"]}
    return [(node, looks[node.iri]) for node in nodes(network)]


def _box(type_: str, label: str, x: float, y: float) -> str:
    style = style_of(type_)
    lines = [line for part in label.split("\n") for line in textwrap.wrap(part, _LINE) or [""]]
    width = max(map(len, lines)) * _WIDE + 20
    height = len(lines) * _TALL + 12
    look = f"fill={quoteattr(style.fill)} stroke={quoteattr(style.border)}"
    if style.shape == "ellipse":
        shape = f'<ellipse cx="{x:g}" cy="{y:g}" rx="{width / 2 + 8:g}" ry="{height / 2 + 4:g}" {look}/>'
    else:
        corner = CORNERS.get(type_, 4)
        shape = (
            f'<rect x="{x - width / 2:g}" y="{y - height / 2:g}" width="{width:g}" height="{height:g}"'
            f' rx="{corner}" {look}/>'
        )
    first = y - (len(lines) - 1) * _TALL / 2 + 4.5
    words = "".join(
        f'<tspan x="{x:g}" y="{first + row * _TALL:g}">{escape(line)}</tspan>' for row, line in enumerate(lines)
    )
    return f"{shape}<text fill={quoteattr(style.text)}>{words}</text>"
