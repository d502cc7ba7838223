"""The pages of the explorer: what stands on each in, HTML out. Nothing here reads a store.

Everything is put into templates that escape it; no page holds a script or a style of its own, so that the strictest
Content-Security-Policy fits all.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from queries.table import Table
from viz.explorer import contents
from viz.explorer.cells import grouped, shown, source_of
from viz.explorer.drawing import flow, time_line
from viz.explorer.frame import LANGUAGES, Frame
from viz.explorer.frontend import built, world
from viz.explorer.highlight import by_subject, pieces
from viz.explorer.map_view import map_of
from viz.explorer.marks import MARKS, SAID, marked
from viz.explorer.network_view import path_rows, rows_of
from viz.explorer.results import MOST_ROWS, bars_of
from viz.explorer.results import rows_of as rows_of_answer
from viz.style import legend


def start_page(frame: Frame, content: contents.Start) -> str:
    """What this is, the numbers, search, the ways in."""
    return _page("start", frame, content)


def states_page(frame: Frame, content: contents.States) -> str:
    """The list of states, and a map of them where there is one and several stand on it."""
    drawn = map_of(content.placed, world()) if len(content.placed) > 1 else None
    return _page("states", frame, content, map=drawn if drawn and drawn.width else None)


def paragraphs_page(frame: Frame, content: contents.Start) -> str:
    """The list of Guideline paragraphs."""
    return _page("paragraphs", frame, content)


def state_page(frame: Frame, content: contents.State) -> str:
    """Who leads, what is done, what is needed and offered in one state."""
    return _page("state", frame, content, line=time_line(content.timeline, frame.links))


def paragraph_page(frame: Frame, content: contents.Paragraph) -> str:
    """Practices, answers, needs and offers on one paragraph."""
    return _page("paragraph", frame, content)


def network_page(frame: Frame, content: contents.NetworkView) -> str:
    """A network with its filters and the same as a table."""
    rows = rows_of(content.network, frame.links)
    path = path_rows(content, frame.links)
    kinds = legend(data["node"].type for _, data in content.network.nodes(data=True))
    return _page("network", frame, content, path=path, rows=rows[:MOST_ROWS], total=len(rows), kinds=kinds)


def coverage_page(frame: Frame, content: contents.Coverage) -> str:
    """States by paragraphs."""
    return _page("coverage", frame, content)


def sharing_page(frame: Frame, content: contents.Sharing) -> str:
    """Who needs what, who offers it."""
    code = frame.given("state")
    areas = [area for area in content.areas if not code or code in _codes(area)]
    return _page("sharing", frame, content, areas=areas, flow=flow(areas))


def _codes(area: contents.Area) -> set[str]:
    return {state.iri.rsplit("/", 1)[-1] for state in (*area.offers, *area.needs)}


def pair_page(frame: Frame, content: contents.Pair) -> str:
    """What two states could share, with reasons; ready to print."""
    return _page("pair", frame, content)


def resource_page(frame: Frame, content: contents.Resource) -> str:
    """Everything about one thing."""
    return _page("resource", frame, content)


def alike_page(frame: Frame, content: contents.Alike) -> str:
    """Who else does something like one thing, and why."""
    return _page("alike", frame, content)


def document_page(frame: Frame, content: contents.Document) -> str:
    """A response as read, what was read highlighted in place."""
    return _page("document", frame, content, pieces=pieces(content), by_subject=by_subject)


def editor_page(frame: Frame, content: contents.Editor) -> str:
    """Any SPARQL query and its answer, in the view that the address asks for among those that fit."""
    table = content.answer or Table((), ())
    bars = bars_of(table, frame.links, content.names)
    fits = {"table": True, "chart": bool(bars), "network": content.is_linked, "map": bool(content.placed)}
    views = [name for name, does_fit in fits.items() if does_fit]
    view = content.view if content.view in views else "table"
    return _page(
        "editor",
        frame,
        content,
        rows=rows_of_answer(table, frame.links, most=MOST_ROWS, names=content.names),
        bars=bars,
        views=views,
        view=view,
        map=map_of(content.placed, world()) if view == "map" else None,
        script="editor-built.js" if built("editor.js") else "editor.js",
    )


def queries_page(frame: Frame, content: list[contents.Listed]) -> str:
    """The catalogue of questions."""
    return _page("queries", frame, content)


def query_page(frame: Frame, content: contents.Asked) -> str:
    """One question with its form and its answer."""
    return _page("query", frame, content)


def search_page(frame: Frame, content: contents.Found) -> str:
    """What a search found."""
    return _page("search", frame, content)


def error_page(frame: Frame, title: str, sentence: str) -> str:
    """What went wrong, in one sentence."""
    return _page("error", frame, None, title=title, sentence=sentence)


def read_templates() -> None:
    """Read all templates beforehand, so that the first reader need not wait for it."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def _page(name: str, frame: Frame, content: object, **more: Any) -> str:
    given: Mapping[str, Any] = {
        "frame": frame,
        "content": content,
        "_": frame.word,
        "links": frame.links,
        "languages": LANGUAGES,
        "here": name,
        "shown": lambda table, **how: shown(table, frame.links, **{"most": MOST_ROWS, **how}),
        "source_of": lambda record: source_of(record, frame.links),
        "records": lambda table: list(table) if isinstance(table, Table) else table,
        "MARKS": MARKS,
        "marked": marked,
        "said": lambda name: frame.word(SAID.get(name, name)),
        "grouped": grouped,
        "most_rows": MOST_ROWS,
        **more,
    }
    return _environment().get_template(f"{name}.html").render(given)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("viz.explorer", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["percent"] = lambda value: f"{value:.0%}"
    # A narrow space between thousands, which every language reads (ISO 80000-1, 7.3.1).
    made.filters["thousands"] = lambda value: f"{value:,}".replace(",", "\u202f")
    made.filters["plain"] = lambda value: f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    made.filters["breakable"] = _breakable
    return made


def _breakable(text: str) -> Markup:
    """A name that may break after what joins its parts, so that a long one does not push the page wide."""
    return Markup("<wbr>").join(Markup.escape(part) for part in text.replace("/", "/\0").split("\0"))
