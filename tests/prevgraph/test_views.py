"""Drawings written as files: which states and kinds they take, and what is said where they take none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.protocol import Store
from prevgraph.views import NothingToDraw, resolved, write_view
from queries.ask import BadValue, ask
from queries.network import Selection
from tests.queries.conftest import as_response, fill, read_gold


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    filled = EmbeddedStore()
    fill(filled, *(as_response(name, read_gold(name)) for name in ("czech-republic", "norrland.docx-legacy")))
    yield filled
    filled.close()


def test_a_drawing_takes_states_and_kinds_by_every_name_that_queries_take(store: Store) -> None:
    found = resolved(store, Selection(states=["czechia", "xaa"], kinds=["probation service", "Ministry"]))
    assert (found.states, found.kinds) == (("CZE", "XAA"), ("Ministry", "ProbationService"))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"states": ["XQQ"]}, "'XQQ' is no value for state: nothing there is near to it; there are CZE, XAA"),
        ({"kinds": ["zebra"]}, "'zebra' is no value for kind: .*; there are .*Ministry"),
    ],
)
def test_a_drawing_refuses_what_queries_refuse_in_the_same_words(
    given: dict[str, list[str]], wanted: str, store: Store, tmp_path: Path
) -> None:
    with pytest.raises(BadValue, match=wanted) as drawn:
        write_view(store, "institutions", tmp_path / "net.html", selection=Selection(**given))  # type: ignore[arg-type]
    with pytest.raises(BadValue) as asked:
        ask(store, "institutions", **{name.removesuffix("s"): value for name, value in given.items()})
    assert str(drawn.value) == str(asked.value)


def test_a_state_that_did_not_reply_gives_an_empty_drawing_and_is_never_suggested(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingToDraw):
        write_view(store, "institutions", tmp_path / "net.html", selection=Selection(states=["FRA"]))
    with pytest.raises(BadValue, match="did you mean") as refused:
        ask(store, "institutions", state="Norand")
    assert "Poland" not in str(refused.value)
