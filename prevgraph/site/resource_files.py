"""A resource's statements as Turtle and JSON-LD, each file with the prefixes and terms that it uses and no more."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model import Statement
from graph.oxigraph import write_triples
from graph.rdf_files import jsonld_context, jsonld_nodes
from ontology.terms import PREFIXES
from prevgraph.dataset.description import HERE


def turtle(statements: Sequence[Statement], root: str) -> str:
    """Statements as Turtle. Addresses of the site's own files are relative: `root` leads to the site's first page."""
    out = io.BytesIO()
    write_triples(statements, out, "text/turtle", _used_prefixes(statements))
    return out.getvalue().decode().replace(f"<{HERE}", f"<{root or './'}")


def jsonld(statements: Sequence[Statement], root: str) -> str:
    """Statements as JSON-LD with its context inside, relative in the same way."""
    nodes = list(jsonld_nodes(statements))
    document = {"@context": _used_context(nodes), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").replace(f'"{HERE}', f'"{root or "./"}')


def _used_prefixes(statements: Iterable[Statement]) -> dict[str, str]:
    terms = {str(term) for statement in statements for term in statement}
    terms |= {str(kind) for statement in statements if (kind := getattr(statement.object, "datatype", None))}
    return {
        prefix: namespace for prefix, namespace in PREFIXES.items() if any(term.startswith(namespace) for term in terms)
    }


def _used_context(nodes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The part of our context that these nodes need."""
    whole = jsonld_context()
    keys = {key for node in nodes for key in node if not key.startswith("@")}
    terms = {key: whole[key] for key in sorted(keys) if key in whole and key not in PREFIXES}
    compact = [*keys, *_compacted(nodes), *(str(part) for term in terms.values() for part in term.values())]
    used = {name.partition(":")[0] for name in compact if ":" in name}
    prefixes = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix in used}
    return {"@version": 1.1, **prefixes, **terms}


def _compacted(value: Any) -> Iterable[str]:
    """Every class and datatype that is written with a prefix."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == "@type":
                yield from [part] if isinstance(part, str) else part
            else:
                yield from _compacted(part)
    elif isinstance(value, list):
        for part in value:
            yield from _compacted(part)
