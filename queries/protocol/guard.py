"""No egress: what would make the server call another address is refused before an engine sees it."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from queries.protocol.errors import BadRequest, Refused
from queries.protocol.shape import query_shape, update_graphs
from queries.protocol.tokens import Token, readings, tokens

#: Schemes in which a graph may be named; a graph is never fetched, whatever its name.
_NAMES = ("http", "https", "urn", "tag")
_CONTEXTS = ("@context", "@import")


@dataclass(frozen=True, slots=True)
class Guard:
    """What queries, updates and files may call. `hosts` names the hosts that SERVICE and LOAD may, none by default."""

    hosts: frozenset[str] = frozenset()

    def check_query(self, sparql: str, graphs: Iterable[str] = (), base: str = "") -> None:
        """Refuse a query that calls another server or names a local file."""
        for text in readings(sparql):
            self._check_calls(text, ("SERVICE",))
            _check_names([*graphs, *query_shape(text, base).graphs])

    def check_update(self, sparql: str, graphs: Iterable[str] = (), base: str = "") -> None:
        """Refuse an update that fetches, calls another server or names a local file."""
        for text in readings(sparql):
            self._check_calls(text, ("SERVICE", "LOAD"))
            _check_names([*graphs, *update_graphs(text, base)])

    # An engine that needs no space after a keyword reads `1SERVICE<...>` and `SERVICE:a {` as calls, too.
    def _check_calls(self, text: str, keywords: Collection[str]) -> None:
        words = text.upper()
        if not any(keyword in words for keyword in keywords):
            return
        found = list(tokens(text))
        for number, one in enumerate(found):
            for keyword in keywords:
                if one.kind == "word" and keyword in one.text:
                    self._check_call(keyword, found[number + 1 : number + 3])
                elif one.kind == "name" and keyword in one.text.partition(":")[0].upper():
                    _check_prefixed(keyword, found, number)

    def _check_call(self, keyword: str, following: Sequence[Token]) -> None:
        target = next((one for one in following if not one.says("SILENT")), None)
        if target is None or target.kind != "iri" or not self.may_call(target.text[1:-1]):
            named = target.text if target else "nothing"
            raise Refused(f"{keyword} {named} is refused: this server calls no other address for a query")

    def may_call(self, address: str) -> bool:
        """Whether an address is on the list of hosts."""
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and (parts.hostname or "") in self.hosts

    def check_file(self, body: bytes, media_type: str) -> None:
        """Refuse JSON-LD that takes its context from another address."""
        if media_type not in ("application/ld+json", "application/json"):
            return
        try:
            content = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BadRequest(f"the body is not JSON: {error}") from error
        for context in _contexts(content):
            if not self.may_call(context):
                raise Refused(f"the context {context} is refused: put the context itself into the file")


def _check_prefixed(keyword: str, found: Sequence[Token], number: int) -> None:
    """A prefixed name that might be the keyword and a name without a prefix."""
    is_declared = number > 0 and found[number - 1].says("PREFIX")
    follows = found[number + 1].text if number + 1 < len(found) else ""
    is_call = not found[number].depth if keyword == "LOAD" else follows == "{"
    if is_call and not is_declared:
        raise Refused(f"{found[number].text} can be read as {keyword}: write the IRI in full")


def _check_names(graphs: Iterable[str]) -> None:
    for graph in graphs:
        if urlsplit(graph).scheme not in _NAMES:
            raise Refused(f"the graph <{graph}> is refused: graphs are named by http, https, urn or tag IRIs")


def _contexts(content: object) -> Iterator[str]:
    """The addresses from which JSON-LD would take contexts."""
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for key in _CONTEXTS:
                given = one.get(key)
                yield from (name for name in (given if isinstance(given, list) else [given]) if isinstance(name, str))
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
