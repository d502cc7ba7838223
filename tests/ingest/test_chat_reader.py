"""The chat reader against a server on loopback: what stands in the text is believed, what does not is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.chat.endpoint import ChatEndpoint, ChatRefused, ChatUnavailable, ChatUnusable
from ingest.chat_reader import CHARACTERS_AT_ONCE, ChatReader, batches
from ingest.parts import Answer, Piece, State
from ingest.reader import Reading
from ontology.questionnaire import load_questionnaire
from prevgraph.command import run
from tests.ingest.chat_server import Script, completion, serving

FORM = load_questionnaire()
ITEM = next(item.id for item in FORM.items.values() if item.kind == "choice" and item.paragraphs and not item.asks)
TEXT = "The Lantern Board\n(LB) runs the Open Doors project for victims since 1994."
QUOTE = "The Lantern Board (LB) runs the Open Doors project"
EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"


def answers(text: str = TEXT) -> dict[str, Answer]:
    return {ITEM: Answer(ITEM, text=text, pieces=(Piece(0, 40, 40 + len(text)),))}


def entity(*labels: str, quote: str = QUOTE, **more: Any) -> dict[str, Any]:
    said = {"type": "Institution", "kind": "Institution", "labels": labels, "attributes": [], "confidence": 0.8}
    return {**said, "quotations": [{"item": ITEM, "quote": quote}], **more}


def project(*labels: str) -> dict[str, Any]:
    return entity(*labels, type="Programme", kind="Project")


def relation(subject: str, predicate: str, object_: str, *, quote: str = QUOTE) -> dict[str, Any]:
    said = {"subject": subject, "predicate": predicate, "object": object_, "confidence": 0.7}
    return {**said, "quotations": [{"item": ITEM, "quote": quote}]}


def says(*entities: dict[str, Any], relations: tuple[dict[str, Any], ...] = (), implied: Any = ()) -> dict[str, Any]:
    return {"entities": list(entities), "relations": list(relations), "implied": list(implied)}


def reader(script: Script, tmp_path: Path, **more: Any) -> ChatReader:
    return ChatReader(ChatEndpoint(script.url, "small", tmp_path, pause=0.0, **more))


def read(script: Script, tmp_path: Path, *, text: str = TEXT, **more: Any) -> Reading:
    return reader(script, tmp_path, **more).read(
        answers(text), questionnaire=FORM, language="en", state=State("Norrland", "XAA")
    )


def reading(said: dict[str, Any], tmp_path: Path, *, text: str = TEXT) -> Reading:
    with serving(completion(said)) as script:
        return read(script, tmp_path, text=text)


def test_a_good_answer_gives_entities_relations_and_the_documents_own_words(tmp_path: Path) -> None:
    said = says(
        project("Open Doors"),
        entity("LB", "Lantern Board"),
        relations=(relation("LB", "implements", "Open Doors"), relation("Open Doors", "targets", "victims")),
        implied=[{"item": ITEM, "status": "yes", "quotations": [{"item": ITEM, "quote": QUOTE}], "confidence": 0.9}],
    )
    found = reading(said, tmp_path)
    assert [one.labels for one in found.entities] == [("Lantern Board", "LB"), ("Open Doors",)]
    names = {one.key: one.labels[0] for one in found.entities}
    assert {(names[one.s], one.p, names.get(one.o, one.o)) for one in found.relations} == {
        ("Lantern Board", "implements", "Open Doors"),
        ("Open Doors", "targets", "victims"),
    }
    assert found.implied[ITEM].status == "yes"
    assert found.findings == ()
    words = found.relations[0].evidence[0]
    assert (
        words.quote == TEXT[words.start - 40 : words.end - 40] == "The Lantern Board\n(LB) runs the Open Doors project"
    )


def test_a_lying_quotation_is_left_out_and_told(tmp_path: Path) -> None:
    lie = "The Lantern Board (LB) closed the Open Doors project"
    said = says(
        entity("Lantern Board"),
        project("Open Doors"),
        relations=(relation("Lantern Board", "implements", "Open Doors", quote=lie),),
    )
    found = reading(said, tmp_path)
    assert found.relations == ()
    assert [one.what for one in found.findings if lie in one.what] == [
        f"The model quotes {lie!r}, which does not stand in the answer; this was left out."
    ]


@pytest.mark.parametrize(
    ("told", "because"),
    [
        (entity("Harbour Office"), "stands in no answer"),
        (entity("Lantern Board", quote="for victims since 1994"), "does not name"),
        (entity("Lantern Board", quote=""), "does not stand"),
    ],
)
def test_a_name_is_believed_only_where_the_text_has_it(tmp_path: Path, told: dict[str, Any], because: str) -> None:
    found = reading(says(told), tmp_path)
    assert found.entities == ()
    assert any(because in one.what for one in found.findings)


@pytest.mark.parametrize(
    ("predicate", "object_"),
    [("partOf", "Open Doors"), ("addresses", "999(z)"), ("targets", "everybody"), ("implements", "Nobody's Plan")],
)
def test_a_relation_outside_the_scheme_is_left_out(tmp_path: Path, predicate: str, object_: str) -> None:
    subject = "Open Doors" if predicate in ("addresses", "targets") else "Lantern Board"
    said = says(entity("Lantern Board"), project("Open Doors"), relations=(relation(subject, predicate, object_),))
    found = reading(said, tmp_path)
    assert found.relations == ()
    assert len(found.findings) == 1


def test_a_practice_addresses_the_paragraphs_of_the_question_it_is_quoted_from(tmp_path: Path) -> None:
    paragraph = FORM.items[ITEM].paragraphs[0]
    found = reading(says(project("Open Doors"), relations=(relation("Open Doors", "addresses", paragraph),)), tmp_path)
    assert [one.o for one in found.relations] == [paragraph]


def test_a_year_that_the_text_does_not_have_is_left_out(tmp_path: Path) -> None:
    years = [{"name": "established", "value": "1994"}, {"name": "from", "value": "1987"}]
    found = reading(says(entity("Lantern Board", attributes=years)), tmp_path)
    assert found.entities[0].attributes == {"established": "1994"}
    assert "1987" in found.findings[0].what


def test_one_thing_told_twice_is_one_entity_with_all_its_names(tmp_path: Path) -> None:
    found = reading(says(entity("Lantern Board"), entity("The Lantern Board", "Lantern Board", "LB")), tmp_path)
    assert [one.labels for one in found.entities] == [("The Lantern Board", "Lantern Board", "LB")]


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"entities": NaN}', '{"entities": [{}], "relations": [], "implied": []}']
)
def test_an_answer_that_is_never_in_the_form_asked_for_ends_in_one_sentence(tmp_path: Path, broken: str) -> None:
    with serving(completion(broken)) as script, pytest.raises(ChatUnusable, match="did not answer in the form"):
        read(script, tmp_path, attempts=2)
    assert len(script.asked) == 2
    assert not list(tmp_path.iterdir())


def test_malformed_json_is_asked_for_again(tmp_path: Path) -> None:
    with serving(completion('{"entities": ['), completion(says(entity("Lantern Board")))) as script:
        assert len(read(script, tmp_path).entities) == 1


def test_a_busy_endpoint_is_asked_again(tmp_path: Path) -> None:
    busy = (429, {"Retry-After": "0"}, b"{}")
    with serving(busy, (503, {}, b""), completion(says(entity("Lantern Board")))) as script:
        assert len(read(script, tmp_path).entities) == 1
    assert len(script.asked) == 3


def test_an_endpoint_that_never_answers_ends_in_one_sentence_after_so_many_attempts(tmp_path: Path) -> None:
    with (
        serving(completion(says()), delay=0.3) as script,
        pytest.raises(ChatUnavailable, match=r"no answer after 2 attempts \(no answer within 0.05 seconds\)"),
    ):
        read(script, tmp_path, timeout=0.05, attempts=2)


def test_a_refused_key_is_not_tried_again_and_never_shown(tmp_path: Path) -> None:
    refusal = (401, {}, json.dumps({"error": {"message": "no such key"}}).encode())
    with serving(refusal) as script, pytest.raises(ChatRefused, match="status 401 \\(no such key\\)") as error:
        read(script, tmp_path, key="tell-nobody", key_name="PREVGRAPH_CHAT_KEY")
    assert len(script.asked) == 1
    assert "PREVGRAPH_CHAT_KEY" in str(error.value)
    assert "tell-nobody" not in str(error.value)


def test_nothing_at_the_address_ends_in_one_sentence(tmp_path: Path) -> None:
    with serving(completion(says())) as script:
        pass
    with pytest.raises(ChatUnavailable):
        read(script, tmp_path, attempts=1)


def test_the_same_question_is_asked_once_and_no_key_is_kept(tmp_path: Path) -> None:
    with serving(completion(says(entity("Lantern Board")))) as script:
        first = read(script, tmp_path, key="tell-nobody")
        assert read(script, tmp_path, key="tell-nobody") == first
    assert len(script.asked) == 1
    assert script.headers[0]["Authorization"] == "Bearer tell-nobody"
    assert "tell-nobody" not in "".join(path.read_text("utf-8") for path in tmp_path.iterdir())


def test_a_damaged_cache_is_asked_anew(tmp_path: Path) -> None:
    with serving(completion(says(entity("Lantern Board")))) as script:
        read(script, tmp_path)
        next(tmp_path.iterdir()).write_text("{", "utf-8")
        assert len(read(script, tmp_path).entities) == 1
    assert len(script.asked) == 2


def test_long_answers_go_in_several_requests_each_in_its_order() -> None:
    items = list(FORM.items)[:5]
    long = {item: Answer(item, text="x" * (CHARACTERS_AT_ONCE // 2)) for item in items}
    assert [[one.item for one in batch] for batch in batches(long)] == [items[:2], items[2:4], items[4:]]


def test_the_command_reads_through_an_endpoint_and_caches_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file, where = EXAMPLES / "responses" / "czech-republic.md", ["--chat-model", "small"]
    with serving(completion(says())) as script:
        command = ["extract", str(file), "--reader", "chat", "--chat-url", script.url, *where]
        assert run(command) == 0
        first, asked = capsys.readouterr().out, len(script.asked)
        assert run(command) == 0
    assert asked == len(script.asked) > 0
    assert capsys.readouterr().out == first
    assert json.loads(first)["entities"] == []
    assert run(["extract", str(file), "--reader", "chat", *where]) == 2
