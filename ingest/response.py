"""The room's way in: from a file to a `Response`."""

from dataclasses import replace
from pathlib import Path

from graph.identifiers import Identifiers
from graph.model import Finding, Gravity
from ingest.corrections import apply_decisions
from ingest.decisions import decisions_beside
from ingest.document.read import read_document
from ingest.form import Form, read_form
from ingest.parts import Document, Response, State
from ingest.reader import Reader, with_implied
from ontology.errors import PrevgraphError
from ontology.questionnaire import Questionnaire
from ontology.states import StateNames, is_fictional, well_cased

_UNKNOWN = (
    "the response calls its state {1!r}, which is not the name of a state we know; say which it is with --state and its"
    " ISO 3166 alpha-3 code (CZE), or for a fictional state one from XAA to XZZ; a file with codes and names, given"
    " with --states-file, makes it known for good"
)
_UNNAMED = (
    "no state is named at the top of the response; say which it is with --state and its ISO 3166 alpha-3 code (for"
    " example --state CZE)"
)
_NO_NAME_OF_ITS = (
    "the title calls its state {0!r}, which is no name that we know of {1} ({2}), as --state says: if it is another"
    " state, take the response out again with `prevgraph remove {2}`; if not, a --states-file with that name ends"
    " this warning"
)


class UnknownState(PrevgraphError):
    """A response whose state cannot be told from its title."""

    message = f"{{0}}: {_UNKNOWN}."


class UnknownCode(PrevgraphError):
    """A code that is no state's."""

    message = (
        "{0}: {1!r} is the code of no state we know: give an ISO 3166 alpha-3 code (CZE), one of a --states-file,"
        " or for a fictional state one from XAA to XZZ."
    )


class OtherState(PrevgraphError):
    """A response that names one state and is said to be another's."""

    message = "{0}: the response names {1} ({2}), but --state says {3}: leave --state out, or correct the document."


class NoState(PrevgraphError):
    """A response that does not say whose it is."""

    message = f"{{0}}: {_UNNAMED}."


def read_response(
    path: Path,
    *,
    questionnaire: Questionnaire,
    reader: Reader,
    states: StateNames,
    ids: Identifiers,
    iso3: str | None = None,
    round_: str | None = None,
) -> Response:
    """One file as a response, with the decisions that lie beside it applied.

    The state is the one the document names, or `iso3` where that is given. A state that cannot be told leaves
    `response.state.iso3` empty and a finding that says so; `require_state` makes it an error.
    """
    # The file's name only: where it lay on some machine is no part of what a state said.
    document = replace(read_document(path), file=path.name)
    form = read_form(document, questionnaire)
    state, doubts = _whose(form, document, states, iso3)
    reading = reader.read(form.answers, questionnaire=questionnaire, language=form.language, state=state)
    response = Response(
        state=state,
        questionnaire=questionnaire.id,
        round=f"{questionnaire.id}-{round_}" if round_ else questionnaire.id,
        language=form.language,
        document=document,
        answers=with_implied(form.answers, reading.implied),
        entities=reading.entities,
        relations=reading.relations,
        findings=(*document.findings, *form.findings, *doubts, *reading.findings),
        quotations=form.quotations,
    )
    return apply_decisions(response, decisions_beside(path), ids=ids)


def require_state(response: Response) -> Response:
    """The same response, once its state is known; `UnknownState` or `NoState` otherwise."""
    if response.state.iso3:
        return response
    if response.state.name:
        raise UnknownState(response.document.file, response.state.name)
    raise NoState(response.document.file)


def _whose(form: Form, document: Document, states: StateNames, iso3: str | None) -> tuple[State, tuple[Finding, ...]]:
    named = states.find(form.state_name) if form.state_name else None
    if iso3 is not None:
        _require_code(document, form, states, iso3=iso3, named=named)
    code, called = iso3 or named, well_cased(form.state_name)
    if code is None:
        what = _UNKNOWN.format(document.file, called) if called else _UNNAMED
        return State(called), (Finding("title", what, Gravity.ERROR),)
    if called and named is None and code in states.labels:
        doubt = Finding("document", _NO_NAME_OF_ITS.format(called, states.name(code), code), Gravity.WARNING)
        return State(called, code), (doubt,)
    return State(called or states.name(code, form.language), code), ()


def _require_code(document: Document, form: Form, states: StateNames, *, iso3: str, named: str | None) -> None:
    """Nothing, where the given code is a state's and the document does not name another."""
    if iso3 not in states.labels and not is_fictional(iso3):
        raise UnknownCode(document.file, iso3)
    if named is not None and named != iso3:
        raise OtherState(document.file, well_cased(form.state_name), named, iso3)
