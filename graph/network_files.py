"""Graphs as networks of entities, for Gephi and its like: GraphML and GEXF, written by networkx."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rdflib.term import URIRef

from graph.protocol import Store
from graph.tables import Row, read_tables

_ON_NODES = ("label", "kind", "state", "established", "adopted", "level")
_ON_EDGES = ("item", "quote", "confidence")


def write_graphml(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """GraphML: entities, states, paragraphs and groups as nodes, relations with their quotation as edges."""
    import networkx as nx

    nx.write_graphml(_network(store, graphs), out, encoding="utf-8")


def write_gexf(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """GEXF 1.2 of the same network."""
    import networkx as nx

    nx.write_gexf(_network(store, graphs), out, encoding="utf-8", version="1.2draft")


def _network(store: Store, graphs: Sequence[URIRef]) -> Any:
    import networkx as nx

    network: Any = nx.MultiDiGraph()
    tables = read_tables(store, graphs)
    for row in tables["entities"]:
        network.add_node(row["iri"], **_marks(row, _ON_NODES))
    for row in tables["relations"]:
        if row["predicate"] == "mentionedIn" or not row["object"] or row["predicate"] == "implied":
            continue
        for end in ("subject", "object"):
            if row[end] not in network:
                network.add_node(row[end], label=row[f"{end}_label"], kind=row[end].split("/")[-2])
        key = f"{row['predicate']} {row['claim']} {row.get('start', '')}"
        network.add_edge(row["subject"], row["object"], key, label=row["predicate"], **_marks(row, _ON_EDGES))
    return network


# What XML has no way to write goes out of names and quotations here.
def _marks(row: Row, names: Sequence[str]) -> dict[str, str]:
    return {name: "".join(c for c in row[name] if c >= " " or c in "\t\n") for name in names if row.get(name)}
