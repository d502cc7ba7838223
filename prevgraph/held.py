"""Which responses a store holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.identifiers import Identifiers
from graph.latest import Replies
from graph.store import Store
from ontology.errors import PrevgraphError
from ontology.states import is_fictional
from prevgraph.dataset.description import describe_in
from prevgraph.dataset.publisher import Publisher

_RESPONSES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?iso3 ?label ?round ?language ?file (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?response a pg:Response ; pg:state ?state ; rdfs:label ?label ; pg:round ?round ;
            dcterms:language ?language ; pg:document/pg:fileName ?file .
  BIND(REPLACE(STR(?state), "^.*/", "") AS ?iso3)
  OPTIONAL { ?answer pg:response ?response . ?claim a pg:Claim ; pg:answer ?answer }
} GROUP BY ?iso3 ?label ?round ?language ?file ORDER BY ?iso3 ?round
"""


class NoSuchResponse(PrevgraphError):
    """A response that the store does not hold."""

    message = "there is no response {0!r} in the store; `prevgraph responses` lists those there are."


class SeveralResponses(PrevgraphError):
    """A state alone does not tell which of its responses is meant."""

    message = "{0} has several responses in the store: name one of {1}."


@dataclass(frozen=True, slots=True)
class Held:
    """One response in a store."""

    iso3: str
    round: str
    state: str
    language: str
    file: str
    claims: int

    @property
    def name(self) -> str:
        """What `prevgraph remove` takes: `CZE/ecosoc-2004-28`."""
        return f"{self.iso3}/{self.round}"

    @property
    def is_fictional(self) -> bool:
        return is_fictional(self.iso3)


def responses(store: Store) -> list[Held]:
    """The responses a store holds, by state and round."""
    return [_held(row) for row in store.select(_RESPONSES).rows]


def _held(row: Sequence[object]) -> Held:
    iso3, label, round_, language, file, claims = map(str, row)
    return Held(iso3, round_, label.removesuffix(f", {round_}"), language, file, int(claims))


def remove(store: Store, name: str, *, ids: Identifiers, publisher: Publisher) -> Held:
    """Take a response, named `CZE` or `CZE/ecosoc-2004-28`, out of a store with all that was inferred from it."""
    wanted = [one for one in responses(store) if name in (one.iso3, one.name, ids.response(one.iso3, one.round))]
    if not wanted:
        raise NoSuchResponse(name)
    if len(wanted) > 1:
        raise SeveralResponses(name, ", ".join(one.name for one in wanted))
    place = (wanted[0].iso3, wanted[0].round)
    graphs = (ids.graph(kind, *place) for kind in ("response", "inferred", "reviews", "readings"))
    replies = Replies.of(store)
    replies.remove(ids.response(*place))
    # Those of other states too: a store of an older version has none.
    store.replace_all({**dict.fromkeys(graphs, ()), **replies.amiss()})
    describe_in(store, publisher, ids=ids)
    return wanted[0]


def link_anew(store: Store, *, publisher: Publisher) -> None:
    """Let a store say of each state which reply is its latest, where it does not: a backup of an older version."""
    if store.replace_all(Replies.of(store).amiss()):
        describe_in(store, publisher, ids=store.ids)
