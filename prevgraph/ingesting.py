"""From files to the store: reads in parallel, replaces each response's graphs in one step, skips what is unchanged."""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from rdflib.namespace import PROV, RDF, XSD
from rdflib.term import Literal, URIRef

from graph.cube import coverage
from graph.identifiers import Identifiers
from graph.infer import infer_response
from graph.latest import Replies, Reply
from graph.lines import Draft, Written, write_graph, write_iri
from graph.merge import change_events, merge
from graph.model import Finding, Gravity, Statement
from graph.store import Store
from graph.vocabulary import vocabulary_graphs
from ingest.decisions import decisions_beside, digest
from ingest.parts import Response
from ingest.response import require_state
from ingest.run import Outcome, rarely_collected, read_files
from ingest.statements import write_response
from ontology.errors import PrevgraphError
from ontology.questionnaire import Questionnaire
from ontology.terms import PG
from prevgraph.dataset.description import describe_in
from prevgraph.dataset.holding import tally_text
from prevgraph.dataset.publisher import Publisher
from prevgraph.reading import ReadingPlan, questionnaire, software_version
from prevgraph.reviews import decision_statements, merge_statements, merges_beside, merges_digest
from queries.catalogue import catalogue_statements

Clock = Callable[[], datetime]

#: How many responses go into the store together at most. The database sorts what several loads brought anew, all of it
#: after four of them as a rule: with few responses in each this took more of the processor than to read the documents.
_TOGETHER = 64
#: After which part of the time that a run has taken fewer go in, and the seconds that are waited at least: so much is
#: lost of a run that is killed.
_PART_WAITED, _SHORTEST_WAIT = 0.1, 1.0


_DOUBTS = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?reading ?where ?what ?gravity WHERE {
  ?finding a pg:Finding ; pg:response ?response ; pg:where ?where ; pg:message ?what ; pg:gravity ?gravity .
  ?response prov:wasGeneratedBy ?reading .
  FILTER(?gravity = "error" || ?where = "document")
} ORDER BY ?reading ?where ?what
"""


_FILES = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?reading ?file WHERE { ?response prov:wasGeneratedBy ?reading ; pg:document/pg:fileName ?file }
"""


class SameResponse(PrevgraphError):
    """Two files of one run that would be the same response."""

    message = (
        "{0}: a response of {1} for the round {2} was already read from {3} in this run; keep one of them, tell them"
        " apart with --round, and give --state for one file at a time."
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file read to the end: its graphs, and what to tell the user about it. It travels between processes.

    Once in the store, graphs and tally are left out, so that a long run holds no more than a short one.
    """

    file: str
    state: str
    iso3: str
    fictional: bool
    round: str
    graphs: Mapping[URIRef, Written]
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    fingerprint: str
    tally: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file: read into the store, skipped as unchanged, or refused."""

    path: Path
    read: ReadFile | None = None
    error: PrevgraphError | None = None
    #: What an earlier reading of a skipped file found of it as a whole.
    known: tuple[Finding, ...] = ()
    #: The file of another name from which the response was read that this one took the place of.
    replaces: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, now or when the file was first read."""
        return self.read.findings if self.read else self.known

    @property
    def skipped(self) -> bool:
        return self.read is None and self.error is None


def ingest(
    store: Store,
    paths: Iterable[Path],
    *,
    plan: ReadingPlan,
    clock: Clock = lambda: datetime.now(UTC),
    jobs: int | None = None,
    spread: Callable[..., Iterator[Outcome[ReadFile]]] = read_files,
    publisher: Publisher,
) -> Iterator[Ingested]:
    """Read files into a store; what became of each, as it is finished.

    Each response goes in whole or not at all. A file that was read before, by this version, with the same decisions
    beside it, is skipped; so an interrupted run is resumed by running it again. At the end the store's description of
    itself is brought up to date.
    """
    plan = replace(plan, base=store.ids.base)
    load_vocabulary(store, plan)
    replies = Replies.of(store)
    # Of a store that was written before it kept links, or by other means; nothing as a rule.
    store.replace_all(replies.amiss())
    known = _known_readings(store)
    doubts = _known_doubts(store) if known else {}
    fresh: list[Path] = []
    seen: dict[URIRef, Path] = {}
    for path in paths:
        held = known[fingerprint(path, plan)] if path.is_file() else ()
        reading = next((one for one in held if _is_about(one, plan)), None)
        if reading is None:
            fresh.append(path)
        else:
            seen[reading] = path
            yield Ingested(path, known=tuple(doubts.get(reading, ())))
    keeper = _Keeper(store, plan, clock, seen, replies, _files_read(store) if known else {})
    try:
        for outcome in spread(fresh, partial(read_file, plan), jobs=jobs):
            keeper.take(outcome)
            if keeper.is_time():
                yield from keeper.put()
        yield from keeper.put()
    finally:
        # Also when the run is interrupted: what was read is kept.
        keeper.put()
        describe_in(store, publisher, ids=plan.ids)


def _is_about(reading: URIRef, plan: ReadingPlan) -> bool:
    """Whether a reading is of the state that the user says it is, where the user says one."""
    return plan.iso3 is None or f"/{plan.iso3}/" in reading


def load_vocabulary(store: Store, plan: ReadingPlan) -> bool:
    """Bring the vocabulary, all other reference data and the examples of queries in the store up to date."""
    return store.replace_all({**vocabulary_graphs(plan.ids), plan.ids.graph("queries"): catalogue_statements()})


def read_file(plan: ReadingPlan, path: Path) -> ReadFile:
    """All the graphs that one file gives."""
    response = require_state(plan.read(path))
    drafts = response_graphs(response, plan, path)
    # Written here, where many work at once, and because a few long strings travel quicker than thousands of statements.
    graphs = {graph: draft.write(graph) for graph, draft in drafts.items()}
    return ReadFile(
        file=path.name,
        state=response.state.name,
        iso3=str(response.state.iso3),
        fictional=response.state.is_fictional,
        round=response.round,
        graphs=graphs,
        counts={**Counter(entity.type for entity in response.entities), "claims": sum(map(_claims, drafts.values()))},
        findings=response.findings,
        fingerprint=fingerprint(path, plan),
        tally=tally_text(list(drafts.values()), graphs.values(), own=f"/{response.state.iso3}/{response.round}/"),
    )


def _claims(graph: Draft) -> int:
    claim = (write_iri(RDF.type), write_iri(PG.Claim))
    return sum(claim in told for _, told in graph.items())


def response_graphs(response: Response, plan: ReadingPlan, path: Path) -> dict[URIRef, Draft]:
    """What a response says, what follows from it, and what people decided about it: a named graph each."""
    ids, place = plan.ids, (str(response.state.iso3), response.round)
    form = questionnaire(plan.questionnaire)
    made = write_response(response, form, ids=ids, software_version=software_version(), reader=plan.reader_name)
    merges = merges_beside(path, ids=ids).about(term for one in made.statements() for term in one)
    said = Draft.of(merge(made.statements(), merges)) if merges.same else made
    decided = (
        *decision_statements(decisions_beside(path), ids=ids, place=place),
        *merge_statements(merges, ids=ids, place=place),
        *change_events(merges, ids=ids),
    )
    inferred = infer_response(said)
    inferred.update(coverage(said, _about(form, ids), ids=ids, place=place))
    return {
        ids.response_graph(*place): said,
        ids.graph("inferred", *place): inferred,
        ids.graph("reviews", *place): Draft.of(decided),
    }


def _about(form: Questionnaire, ids: Identifiers) -> dict[URIRef, list[URIRef]]:
    """The paragraphs that each item of a form is about."""
    return {URIRef(item.iri): [ids.paragraph(number) for number in item.paragraphs] for item in form.items.values()}


class _Keeper:
    """Puts what was read into the store, a few responses at a time: many new ones go in quicker together."""

    def __init__(
        self,
        store: Store,
        plan: ReadingPlan,
        clock: Clock,
        seen: dict[URIRef, Path],
        replies: Replies,
        files: Mapping[URIRef, str],
    ) -> None:
        self._store, self._plan, self._clock, self._seen, self._replies = store, plan, clock, seen, replies
        self._files = files
        self._waiting: list[Ingested] = []
        self._begun = self._last = time.monotonic()

    def take(self, outcome: Outcome[ReadFile]) -> None:
        read = outcome.result
        if read is None:
            self._waiting.append(Ingested(outcome.path, error=outcome.error))
            return
        place = (read.iso3, read.round)
        reading = self._plan.ids.reading(*place)
        first = self._seen.setdefault(reading, outcome.path)
        if first != outcome.path:
            twice = SameResponse(outcome.path, read.iso3, read.round, first)
            self._waiting.append(Ingested(outcome.path, error=twice))
            return
        graph = self._plan.ids.graph("readings", *place)
        clocked = {graph: write_graph(graph, _reading(read, self._plan, self._clock()))}
        linked = {name: write_graph(name, said) for name, said in self._replies.add(self._reply(read)).items()}
        whole = replace(read, graphs={**read.graphs, **clocked, **linked})
        before = self._files.get(reading, read.file)
        self._waiting.append(Ingested(outcome.path, read=whole, replaces="" if before == read.file else before))

    def _reply(self, read: ReadFile) -> Reply:
        ids = self._plan.ids
        form = URIRef(questionnaire(self._plan.questionnaire).iri)
        return Reply(ids.state(read.iso3), form, read.round, ids.response(read.iso3, read.round))

    def is_time(self) -> bool:
        """Whether enough wait, or have waited long enough for the time that the run has taken so far."""
        now = time.monotonic()
        longest = max(_SHORTEST_WAIT, _PART_WAITED * (now - self._begun))
        return len(self._waiting) >= _TOGETHER or now - self._last > longest

    def put(self) -> list[Ingested]:
        """What waited, now in the store."""
        done, self._waiting = self._waiting, []
        with rarely_collected():
            self._store.place([one.read.graphs for one in done if one.read])
        self._last = time.monotonic()
        return [replace(one, read=replace(one.read, graphs={}, tally="")) if one.read else one for one in done]


def _reading(read: ReadFile, plan: ReadingPlan, now: datetime) -> tuple[Statement, ...]:
    reading = plan.ids.reading(read.iso3, read.round)
    stamp = Literal(now.replace(microsecond=0).isoformat(), datatype=XSD.dateTime, normalize=False)
    return (
        Statement(reading, PROV.endedAtTime, stamp),
        Statement(reading, PG.fingerprint, Literal(read.fingerprint)),
        Statement(reading, PG.tally, Literal(read.tally)),
    )


def _known_readings(store: Store) -> defaultdict[str, list[URIRef]]:
    """The readings that the store holds, by the fingerprint of what was read: several where one file was read as the
    response of several states.
    """
    query = "SELECT ?f ?reading WHERE { ?reading ?fingerprint ?f } ORDER BY ?reading"
    known: defaultdict[str, list[URIRef]] = defaultdict(list)
    for text, reading in store.select(query, {"fingerprint": PG.fingerprint}).rows:
        if isinstance(reading, URIRef):
            known[str(text)].append(reading)
    return known


def _files_read(store: Store) -> dict[URIRef, str]:
    """The name of the file that each reading is of."""
    return {reading: str(file) for reading, file in store.select(_FILES).rows if isinstance(reading, URIRef)}


def _known_doubts(store: Store) -> dict[URIRef, list[Finding]]:
    """What the readings that the store holds found of a document as a whole, or could not read."""
    found: defaultdict[URIRef, list[Finding]] = defaultdict(list)
    for reading, *words in store.select(_DOUBTS).rows:
        where, what, gravity = map(str, words)
        if isinstance(reading, URIRef):
            found[reading].append(Finding(where, what, Gravity(gravity)))
    return found


def fingerprint(path: Path, plan: ReadingPlan) -> str:
    """A digest of all that the reading of a file depends on: its bytes, the decisions, the plan, our code and data."""
    # Whose it is said to be is left out: a file that was read once need not be told again.
    plan = replace(plan, iso3=None)
    parts = (
        path.name,
        hashlib.sha256(path.read_bytes()).hexdigest(),
        digest(decisions_beside(path)),
        merges_digest(path),
        repr(plan),
        code_digest(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def code_digest() -> str:
    """A digest of the code and the data that read a response and count what was read."""
    whole = hashlib.sha256()
    for room in ("ontology", "ingest", "graph"):
        for file in _files(files(room)):
            whole.update(file.read_bytes())
    whole.update((files("prevgraph") / "dataset" / "tally.py").read_bytes())
    return whole.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry)
        elif entry.name.endswith((".py", ".ttl", ".toml", ".json")):
            yield entry
