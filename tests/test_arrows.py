"""The house's rules on imports: which room may know which, which library has one door, no rings, no façades."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parent.parent
ARROWS = {
    "ontology": set(),
    "graph": {"ontology"},
    "ingest": {"ontology", "graph"},
    "queries": {"ontology", "graph"},
    "viz": {"ontology", "queries"},
    "prevgraph": {"ontology", "graph", "ingest", "queries", "viz"},
}
INGEST_MAY_SEE = {"graph.model", "graph.identifiers", "graph.lines"}
DOORS = {
    "pyoxigraph": {"graph.asked", "graph.embedded", "graph.notes", "graph.oxigraph"},
    "owlready2": {"ontology.reason"},
    "pyvis": {"viz.network_page"},
}


@cache
def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for room in ARROWS
        for path in sorted((ROOT / room).rglob("*.py"))
    }


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[str]:
    return {name for name in imports(path) if name in modules()}


@pytest.mark.parametrize("room", ARROWS)
def test_a_room_imports_only_the_rooms_it_may_know(room: str) -> None:
    seen = {
        (module, name.split(".")[0])
        for module, path in modules().items()
        if module.split(".")[0] == room
        for name in own_imports(path)
    }
    assert not {(module, other) for module, other in seen if other not in ARROWS[room] | {room}}


def test_ingest_knows_the_model_the_identifiers_and_the_lines_of_graph_and_never_the_store() -> None:
    seen = {
        (module, name)
        for module, path in modules().items()
        if module.startswith("ingest")
        for name in own_imports(path)
        if name.startswith("graph.")
    }
    assert {name for _, name in seen} <= INGEST_MAY_SEE, seen


@pytest.mark.parametrize("library", DOORS)
def test_a_library_with_a_door_is_imported_there_only(library: str) -> None:
    doors = {
        module for module, path in modules().items() if any(name.split(".")[0] == library for name in imports(path))
    }
    assert doors == DOORS[library]


def test_no_module_imports_itself_by_a_ring() -> None:
    graph = nx.DiGraph((module, name) for module, path in modules().items() for name in own_imports(path))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    assert not list(nx.simple_cycles(graph))


@pytest.mark.parametrize("module", [name for name, path in modules().items() if path.name == "__init__.py"])
def test_a_package_file_holds_a_docstring_and_nothing_else(module: str) -> None:
    body = ast.parse(modules()[module].read_text("utf-8")).body
    assert len(body) == 1
    assert ast.get_docstring(ast.parse(modules()[module].read_text("utf-8")))


def test_every_module_says_what_it_holds() -> None:
    silent = [name for name, path in modules().items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent
