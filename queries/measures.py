"""Measures that SPARQL alone cannot take: likeness of profiles, change between rounds, who holds a network together.

Each takes the rows of its question, a way to read another question's, and what it was asked with; it gives the rows of
the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeAlias

from rdflib.namespace import XSD
from rdflib.term import Literal

from graph.identifiers import Identifiers
from graph.model import whole
from graph.protocol import Term
from graph.rounds import in_time
from queries.table import Table

if TYPE_CHECKING:
    import networkx as nx

Row: TypeAlias = Mapping[str, Term | None]
Arguments: TypeAlias = Mapping[str, tuple[Term, ...]]


class Read(Protocol):
    """Reads another question, asked with what it shares with the first and with `changed` instead of that."""

    def __call__(self, name: str, /, **changed: tuple[Term, ...]) -> Table:
        """The rows of the question of this name."""


def part(number: float) -> Literal:
    """A share as a term, to three places."""
    return Literal(f"{number:.3f}", datatype=XSD.decimal, normalize=False)


def similar_states(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """For each state (or those asked for) the others with practices on the same paragraphs, the most alike first."""
    profiles: dict[Term | None, dict[str, Row]] = {}
    for row in table.terms():
        profiles.setdefault(row["stateIri"], {})[str(row["paragraph"])] = row
    wanted = arguments.get("state", ())
    for state, profile in profiles.items():
        if wanted and state not in wanted:
            continue
        pairs = [_likeness(profile, other) for name, other in profiles.items() if name != state]
        yield from sorted(filter(None, pairs), key=lambda row: (-float(str(row["part"])), str(row["like"])))


def _likeness(here: Mapping[str, Row], there: Mapping[str, Row]) -> Row | None:
    shared = here.keys() & there.keys()
    if not shared:
        return None
    one, other = next(iter(here.values())), next(iter(there.values()))
    return {
        "state": one["state"],
        "fictional": one["fictional"],
        "stateIri": one["stateIri"],
        "like": other["state"],
        "likeIri": other["stateIri"],
        "shared": whole(len(shared)),
        "part": part(len(shared) / len(here.keys() | there.keys())),
        "onlyHere": Literal(", ".join(number for number in here if number not in there)),
        "onlyThere": Literal(", ".join(number for number in there if number not in here)),
    }


def changes(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """What is said in one round of a state and not, or otherwise, in the other: earlier against later.

    Answers first (their mark, what the text implies, the text), then things and relations.
    """
    rows = [_answered(row) for row in table.terms()]
    states = tuple(dict.fromkeys(row["stateIri"] for row in rows if row["stateIri"] is not None))
    names = {row["stateIri"]: row["state"] for row in rows}
    if states:
        said = (row for row in read("evidence", state=states).terms() if not _is(row, "implied"))
        rows += [{**_said(row), "state": names[row["stateIri"]]} for row in said]
    by_state: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        by_state.setdefault(str(row["stateIri"]), {}).setdefault(str(row["round"]), []).append(row)
    for rounds in by_state.values():
        for before, after in _held_against(sorted(rounds, key=in_time), arguments):
            for found in _difference(rounds[before], rounds[after]):
                yield {**found, "roundBefore": Literal(before), "round": Literal(after)}


def _answered(row: Row) -> Row:
    return {**row, "what": Literal("answer"), "thing": row["question"]}


def _said(row: Row) -> Row:
    """A claim as a row of the comparison: a thing that is named, or a relation."""
    is_named = _is(row, "mentionedIn")
    return {
        **row,
        "what": Literal("named" if is_named else "relation"),
        "thing": row["subject"],
        "thingIri": row["subjectIri"],
        "property": row["relation"],
        "value": row["subject"] if is_named else row["object"],
    }


def _is(row: Row, relation: str) -> bool:
    return str(row["relationIri"]).endswith(f"#{relation}")


def _held_against(rounds: Sequence[str], arguments: Arguments) -> list[tuple[str, str]]:
    pairs = list(pairwise(rounds))
    before = str(arguments["before"][0]) if "before" in arguments else None
    after = str(arguments["after"][0]) if "after" in arguments else None
    if before is not None and after is not None:
        return [(before, after)] if {before, after} <= set(rounds) else []
    return [pair for pair in pairs if before in (None, pair[0]) and after in (None, pair[1])]


def _difference(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    old, new = _by_key(before), _by_key(after)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        if one is None and other is not None:
            yield {**other, "change": Literal("added"), "after": other["value"]}
        elif other is None and one is not None:
            yield {**one, "change": Literal("removed"), "before": one["value"]}
        elif one is not None and other is not None and _plain(one["value"]) != _plain(other["value"]):
            yield {**other, "change": Literal("changed"), "before": one["value"], "after": other["value"]}


def _by_key(rows: Sequence[Row]) -> dict[tuple[str, ...], Row]:
    """Each row under what it is about: an answer's property has one value, a relation may have many."""
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(str(row[name]) for name in ("what", "thingIri", "property"))
        many = () if str(row["what"]) == "answer" else (str(row["value"]),)
        found.setdefault(key + many, row)
    return found


def _plain(term: Term | None) -> str:
    """The words alone: another spacing is no change."""
    return " ".join(str(term).split())


def funding(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """Who funds what, and after it what each state answers about resources and sustainability."""
    yield from table.terms()
    seen = set()
    for row in read("topic", topic=(Identifiers().paragraph("10"), Identifiers().paragraph("20"))).terms():
        if row["quotation"] is not None and row["answerIri"] not in seen:
            seen.add(row["answerIri"])
            yield {**row, "aspect": Literal("sustainability")}


def search(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """Things by name, and after them answers by text."""
    yield from table.terms()
    answer = Literal("answer", lang="en")
    for row in read("answers").terms():
        yield {**row, "thing": row["question"], "kind": answer, "found": row["text"], "thingIri": row["answerIri"]}


def unresolved(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """Cross references that lead nowhere, and after them what the reading found wrong."""
    yield from table.terms()
    for row in read("findings").terms():
        yield {**row, "basis": Literal("finding")}


def brokers(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """Institutions by the part of all pairs of things in the network that are linked by way of them."""
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    institutions: dict[str, Row] = {}
    for row in table.terms():
        institutions.setdefault(str(row["institutionIri"]), row)
        network.add_edge(str(row["institutionIri"]), str(row["otherIri"]))
    between = _betweenness(network)
    for iri in sorted(institutions, key=lambda one: (-round(between[one], 9), -network.degree[one], one)):
        first = institutions[iri]
        known = {name: first[name] for name in ("state", "fictional", "institution", "stateIri", "institutionIri")}
        yield {**known, "degree": whole(network.degree[iri]), "betweenness": part(between[iri])}


def _betweenness(network: "nx.Graph[str]") -> dict[str, float]:
    """Betweenness of each node, counted part by connected part and held against all pairs of the whole network."""
    import networkx as nx

    size = len(network)
    pairs = max(1, (size - 1) * (size - 2) / 2)
    found: dict[str, float] = {}
    for iris in sorted(map(sorted, nx.connected_components(network))):
        counted = nx.betweenness_centrality(network.subgraph(iris), normalized=False)
        found |= {iri: count / pairs for iri, count in counted.items()}
    return found
