"""The explorer over the five example states as their annotations have them, and over one that means harm."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from graph.embedded import EmbeddedStore
from graph.protocol import Store
from prevgraph.explorer.routes import routes
from tests.queries.conftest import NAMES, as_response, fill, read_gold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
)

#: What a document may hold to do harm, each in place of a name that the annotation of Norrland has throughout.
HARM = {
    "Norrland Crime Prevention Council": "<script>document.title='taken'</script> Council",
    "Ministry of Justice and Public Safety": '"><img src=x onerror="document.title=\'taken\'"> Ministry',
    "Mediation Service": "Service " + "of everything " * 720,
    "Police Directorate": "javascript:document.title='taken'",
    "Royal Norrland Police": "{{ 7 * 7 }} {% raw %} Police",
}


def filled(*responses: object) -> EmbeddedStore:
    """A store in memory that holds these responses."""
    store = EmbeddedStore()
    fill(store, *responses)  # type: ignore[arg-type]
    return store


def application(store: Store, **options: object) -> Starlette:
    """The explorer alone, over a store that stays open."""

    @contextmanager
    def opened() -> Iterator[Store]:
        yield store

    return Starlette(routes=routes(opened, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """Read only by agreement: no test writes to it."""
    made = filled(*(as_response(name, read_gold(name)) for name in NAMES))
    yield made
    made.close()


@pytest.fixture(scope="session")
def harmful() -> Iterator[Store]:
    """A store of one response with scripts, links and endless names where names should be."""
    written = json.dumps(read_gold("norrland.docx-legacy"), ensure_ascii=False)
    for name, harm in HARM.items():
        assert name in written
        written = written.replace(name, json.dumps(harm)[1:-1])
    made = filled(as_response("javascript:alert(1)<b>.docx", json.loads(written)))
    yield made
    made.close()


@pytest.fixture(scope="session")
def client(store: Store) -> TestClient:
    return TestClient(application(store), follow_redirects=False)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Debian's chromium, without a window."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed (Debian: chromium)")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield started
        started.close()
