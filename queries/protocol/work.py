"""What a worker does for each kind of job."""

import json
from functools import singledispatch

from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import URIRef

from graph.embedded import EmbeddedStore
from graph.oxigraph import AnswerTooLarge, Most, read_lines, rewrite_results
from graph.store import BadQuery, Store
from queries.ask import ask
from queries.columnar.select import answer
from queries.protocol import formats
from queries.protocol.errors import BadRequest, Changed
from queries.protocol.jobs import Job, Lines, Look, Names, Query, Question, Update, Write
from queries.protocol.limits import Limits
from queries.protocol.remote_answer import remote_answer
from queries.table import Table


def do(store: Store, job: Job, limits: Limits) -> bytes:
    """The answer to a job."""
    return _do(job, store, limits)


@singledispatch
def _do(job: object, store: Store, limits: Limits) -> bytes:
    raise TypeError(f"no job: {job!r}")


@_do.register
def _(job: Look, store: Store, limits: Limits) -> bytes:
    return b""


@_do.register
def _(job: Names, store: Store, limits: Limits) -> bytes:
    return "\n".join(store.graphs()).encode()


@_do.register
def _(job: Query, store: Store, limits: Limits) -> bytes:
    if (found := _from_columns(store, job, limits)) is not None:
        return found
    text = _based(job.sparql, job.base)
    try:
        if not isinstance(store, EmbeddedStore):
            return remote_answer(store, text, job, limits)
        return store.answer(
            text,
            job.media_type,
            default_graphs=[URIRef(one) for one in job.default_graphs],
            named_graphs=[URIRef(one) for one in job.named_graphs],
            most=Most(limits.rows, limits.answer_bytes),
        )
    except BadQuery as error:
        raise _unbased(error, text, job.sparql) from error


def _from_columns(store: Store, job: Query, limits: Limits) -> bytes | None:
    """The answer where the columns of the store have it; they hold the union of all graphs only."""
    if job.default_graphs or job.named_graphs or job.media_type not in formats.RESULTS:
        return None
    found = answer(store, job.sparql, most_rows=limits.rows)
    if found is None or job.media_type == formats.JSON:
        return None if found is None else found.encode()
    return rewrite_results(found.encode(), job.media_type)


@_do.register
def _(job: Question, store: Store, limits: Limits) -> bytes:
    table = ask(store, job.name, **{key: list(values) for key, values in job.parameters})
    if len(table) > limits.rows:
        raise AnswerTooLarge(f"{limits.rows} rows")
    return write_table(table, job.media_type).encode()


@_do.register
def _(job: Lines, store: Store, limits: Limits) -> bytes:
    try:
        return "\n".join(read_lines(job.body, job.media_type, job.base)).encode()
    except (SyntaxError, ValueError, OSError) as error:
        raise BadRequest(f"the body is not {job.media_type}: {error}") from error


@_do.register
def _(job: Update, store: Store, limits: Limits) -> bytes:
    text = _based(job.sparql, job.base)
    try:
        store.update(text)
    except BadQuery as error:
        raise _unbased(error, text, job.sparql) from error
    return b""


@_do.register
def _(job: Write, store: Store, limits: Limits) -> bytes:
    held = _holds(store, job.graph)
    if job.only_at is not None and not _is_met(job.only_at, held, store.revision()):
        raise Changed
    steps = [f"DROP SILENT {f'GRAPH <{job.graph}>' if job.graph else 'DEFAULT'}"] if job.replaces else []
    if job.lines:
        steps.append(f"INSERT DATA {{ GRAPH <{job.graph}> {{\n{job.lines}\n}} }}" if job.graph else _unnamed(job.lines))
    if steps and (held or job.lines):
        store.update(" ;\n".join(steps))
    return b"1" if held else b""


def _is_met(only_at: tuple[str, ...], held: bool, revision: str) -> bool:
    return held and any(one == "*" or revision.startswith(one) for one in only_at) if only_at else not held


def _unnamed(lines: str) -> str:
    return f"INSERT DATA {{\n{lines}\n}}"


def _holds(store: Store, graph: str) -> bool:
    if graph:
        return store.ask(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    if not isinstance(store, EmbeddedStore):
        return True
    given = store.answer("ASK { ?s ?p ?o }", formats.JSON, default_graphs=[DATASET_DEFAULT_GRAPH_ID])
    return bool(json.loads(given)["boolean"])


def write_table(table: Table, media_type: str) -> str:
    """The answer to a catalogue question in a format."""
    if media_type == formats.CSV:
        return table.to_csv()
    if media_type == formats.TSV:
        return table.to_tsv()
    return table.to_json() if media_type == formats.PLAIN_JSON else table.to_results_json()


def _based(sparql: str, base: str) -> str:
    """The text with the address of the endpoint as its base (RFC 3986, section 5.1.3), on a line of its own."""
    return f"BASE <{base}>\n{sparql}" if base else sparql


def _unbased(error: BadQuery, text: str, sparql: str) -> BadQuery:
    """The error with the line that it has in the text as it was sent."""
    line, *rest = error.args
    return BadQuery(max(1, int(line) - (text != sparql)), *rest)
