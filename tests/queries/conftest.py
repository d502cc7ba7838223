"""A store of the five example states as their gold annotations have them, so that answers can be checked by hand."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.latest import Replies
from graph.protocol import Store
from graph.vocabulary import vocabulary_graphs
from ingest.parts import Answer, Document, Entity, Evidence, Implied, Piece, Relation, Response, State
from ingest.statements import make_statements
from ontology.questionnaire import load_questionnaire

ROUND = "ecosoc-2004-28"
FOLDER = Path(__file__).resolve().parents[2] / "examples" / "gold"
NAMES = ("czech-republic", "norrland.docx-legacy", "tavu-islands.txt", "veldoria.odt", "sahelia.docx-sdt")


def read_gold(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.gold.json").read_text("utf-8"))  # type: ignore[no-any-return]


def as_response(name: str, gold: dict[str, Any], round_: str = ROUND) -> Response:
    """The annotation as a response whose document is its texts, one after the other."""
    text, answers = "", {}
    for item, given in gold["answers"].items():
        answers[item] = _answer(item, given, len(text))
        text += given.get("text", "") + "\n\n"
    entities = tuple(entity for one in gold["entities"] if (entity := _entity(one, answers)).evidence)
    known = {entity.key for entity in entities} | {"STATE"}
    relations = tuple(
        Relation(one["s"], one["p"], one["o"], evidence, 0.8, "annotated")
        for one in gold["relations"]
        if one["s"] in known and (one["o"] in known or one["p"] in ("addresses", "targets"))
        if (evidence := _whole(one["items"], answers))
    )
    document = Document(name, hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)
    state = State(gold["state"]["name"], gold["state"]["iso3"])
    return Response(state, ROUND, round_, gold["language"], document, answers, entities, relations)


def _answer(item: str, given: dict[str, Any], start: int) -> Answer:
    text = given.get("text", "")
    pieces = (Piece(0, start, start + len(text)),) if text else ()
    bare = Answer(item, given.get("mark"), text, pieces, needs=given.get("needs"), offers=given.get("offers"))
    if given.get("implied") not in ("yes", "no", "partly") or not text:
        return bare
    implied = Implied(given["implied"], bare.locate(0, len(text)), 0.8, "annotated")
    return Answer(item, bare.mark, text, pieces, implied=implied)


def _entity(one: dict[str, Any], answers: dict[str, Answer]) -> Entity:
    evidence = [found for item in one["items"] for found in _first_named(one["labels"], answers[item])]
    labels = tuple(dict.fromkeys(one["labels"]))
    given = one.get("attributes", {})
    return Entity(
        one["key"], one["type"], labels, tuple(evidence), attributes=given, confidence=0.9, method="annotated"
    )


def _first_named(labels: list[str], answer: Answer) -> tuple[Evidence, ...]:
    for label in labels:
        start = answer.text.lower().find(label.lower())
        if start >= 0:
            return answer.locate(start, start + len(label))
    return ()


def _whole(items: list[str], answers: dict[str, Answer]) -> tuple[Evidence, ...]:
    return tuple(one for item in items for one in answers[item].locate(0, len(answers[item].text)))


def fill(store: Store, *responses: Response) -> None:
    """Put the shipped vocabulary and these responses into a store."""
    ids = Identifiers()
    for graph, statements in vocabulary_graphs(ids).items():
        store.replace(graph, statements)
    questionnaire = load_questionnaire()
    for response in responses:
        graph = ids.response_graph(str(response.state.iso3), response.round)
        said = make_statements(response, questionnaire, ids=ids, software_version="0", reader="annotated")
        store.replace(graph, said)
    store.replace_all(Replies.of(store).graphs())


@pytest.fixture(scope="session")
def gold() -> dict[str, dict[str, Any]]:
    """The annotations by the state's code."""
    return {one["state"]["iso3"]: one for one in map(read_gold, NAMES)}


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """Read only by agreement: no test writes to it."""
    filled = EmbeddedStore()
    fill(filled, *(as_response(name, read_gold(name)) for name in NAMES))
    yield filled
    filled.close()


@pytest.fixture
def empty() -> Iterator[Store]:
    """A store of one's own, in memory."""
    own = EmbeddedStore()
    yield own
    own.close()
