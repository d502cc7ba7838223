"""The explorer in a real browser: main paths by keyboard and mouse, no foreign request, readable by all, harm inert."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph.protocol import Store
from tests.viz.conftest import application
from viz.explorer.frontend import built

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / ".cache" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/",
    "/search?q=probation",
    "/states",
    "/states/XAA",
    "/paragraphs",
    "/paragraphs/24/c",
    "/network",
    "/coverage",
    "/sharing",
    "/sharing/XAG/XAA",
    "/page/institution/CZE/probation-and-mediation-service",
    "/alike/institution/CZE/probation-and-mediation-service",
    "/documents/CZE/ecosoc-2004-28",
    "/editor?query=SELECT+%2A+WHERE+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+3",
    "/editor?view=map&query=SELECT+%3Fs+WHERE+%7B%3Fs+a+%3Chttps%3A%2F%2Fw3id.org%2Fprevgraph%2Fontology%23State%3E%7D",
    "/queries",
    "/queries/implementers?state=CZE",
)


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The explorer on a free port of the loopback interface."""
    config = uvicorn.Config(application(store), log_level="warning", ws="none")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    with served(store) as found:
        yield found


@pytest.fixture(scope="module")
def harmful_address(harmful: Store) -> Iterator[str]:
    with served(harmful) as found:
        yield found


@contextmanager
def opened(browser: Browser, address: str, path: str, **options: Any) -> Iterator[Page]:
    """A page in a window of its own, which fails on any request that leaves the server and on any error of a script."""
    window: BrowserContext = browser.new_context(**options)
    page = window.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address + path, wait_until="load")
    yield page
    window.close()
    ours = urlsplit(address).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {ours}
    assert faults == []


def grave(page: Page) -> list[tuple[str, str, str]]:
    """What axe-core calls a serious or critical hindrance: the rule, the first element, what to do."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_fits_a_phone_in_the_dark_and_hinders_nobody(browser: Browser, address: str, path: str) -> None:
    phone = {"width": 360, "height": 740}
    with opened(browser, address, path, viewport=phone, color_scheme="dark", bypass_csp=AXE.exists()) as page:
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        if not AXE.exists():
            pytest.skip("axe-core is not there (.ci/axe fetches it)")
        assert grave(page) == []
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})
        assert grave(page) == []


def test_the_keyboard_alone_leads_from_the_start_to_the_very_words(browser: Browser, address: str) -> None:
    with opened(browser, address, "/") as page:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_attribute("href", "#main")
        page.keyboard.press("Enter")
        page.locator("#find").focus()
        page.keyboard.type("probation")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=probation")
        page.locator("main a[href*='/page/institution/CZE/']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/page/institution/CZE/**")
        page.locator("main a[href*='#char=']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/documents/CZE/**")
        place = page.url.split("#")[1]
        assert page.locator(f"[id='{place}']").count() == 1
        assert page.evaluate("scrollY") > 0


def test_focus_can_be_seen(browser: Browser, address: str) -> None:
    with opened(browser, address, "/states/CZE") as page:
        page.locator("main a").first.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_line_of_the_network_shows_its_words_and_the_address_keeps_the_filters(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, "/network") as page:
        page.locator("select[name=state]").select_option("XAC")
        page.locator("form.filters button[type=submit]").click()
        page.wait_for_url("**/network?**state=XAC**")
        expect(page.locator("#drawing canvas")).to_be_visible()
        page.reload(wait_until="load")
        assert page.locator("select[name=state]").input_value() == "XAC"
        expect(page.locator("#drawing canvas")).to_be_visible()


def test_without_scripts_the_network_is_a_picture_and_a_table(browser: Browser, address: str) -> None:
    with opened(browser, address, "/network?state=XAC", java_script_enabled=False) as page:
        expect(page.locator("noscript img, #drawing img")).to_be_visible()
        assert page.locator("table tbody tr").count() > 5


def test_a_cell_of_the_coverage_opens_the_answer_and_back_returns(browser: Browser, address: str) -> None:
    with opened(browser, address, "/coverage") as page:
        page.locator("td a[href*='state=XAA']").first.click()
        page.wait_for_url("**/paragraphs/**state=XAA**")
        page.go_back()
        page.wait_for_url("**/coverage")


def test_a_query_is_asked_without_scripts_too(browser: Browser, address: str) -> None:
    with opened(browser, address, "/editor", java_script_enabled=False) as page:
        page.locator("textarea").fill("SELECT ?s WHERE { ?s ?p ?o } LIMIT 2")
        page.locator("button[type=submit].main").click()
        page.wait_for_url("**/editor?query=**")
        assert page.locator("main table tbody tr").count() == 2


def test_the_editor_completes_names_and_declares_their_prefixes(browser: Browser, address: str) -> None:
    if not built("editor.js"):
        pytest.skip("`make frontend` was not run: the plain editor stands in")
    with opened(browser, address, "/editor") as page:
        editor = page.get_by_role("textbox", name="Any SPARQL 1.1 query")
        editor.press("Control+a")
        editor.press_sequentially("SELECT * WHERE { ?s pg:implem")
        page.get_by_role("option", name="pg:implements").first.click()
        editor.press_sequentially(" ?o")
        editor.press("Control+Enter")
        page.wait_for_url("**/editor?query=**")
        assert page.locator("#query").input_value().startswith("PREFIX pg: <https://w3id.org/prevgraph/ontology#>\n")
        assert page.locator("main table tbody tr").count() > 5


def test_the_plain_editor_does_the_same_where_nothing_was_built(browser: Browser, address: str) -> None:
    window = browser.new_context()
    page = window.new_page()
    plain = (files("viz.explorer") / "static" / "editor.js").read_text("utf-8")
    page.route("**/static/editor*.js", lambda route: route.fulfill(body=plain, content_type="text/javascript"))
    page.goto(address + "/editor")
    text = page.locator("#query")
    text.fill("PREFIX pg: <https://w3id.org/prevgraph/ontology#>\nSELECT * WHERE { ?s ")
    text.press_sequentially("pg:implem")
    page.keyboard.press("Tab")
    text.press_sequentially("?o }")
    text.press("Control+Enter")
    page.wait_for_url("**/editor?query=**")
    assert page.locator("main table tbody tr").count() > 5
    window.close()


@pytest.mark.parametrize("path", ["/", "/states/XAA", "/network?name=all", "/documents/XAA/ecosoc-2004-28", "/sharing"])
def test_harm_in_a_document_stays_inert(browser: Browser, harmful_address: str, path: str) -> None:
    with opened(browser, harmful_address, path, viewport={"width": 1280, "height": 800}) as page:
        assert page.title() != "taken"
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert page.locator("a[href^='javascript:']").count() == 0


def test_a_click_on_a_thing_shows_its_claims_and_one_more_leads_to_the_words(browser: Browser, address: str) -> None:
    with opened(browser, address, "/network?state=XAC", viewport={"width": 1400, "height": 900}) as page:
        drawing = page.locator("#drawing canvas")
        drawing.scroll_into_view_if_needed()
        room = drawing.bounding_box()
        assert room
        spots = ((x, y) for y in range(30, int(room["height"]), 24) for x in range(40, int(room["width"]), 45))
        for x, y in spots:
            page.mouse.click(room["x"] + x, room["y"] + y)
            if page.locator("#panel h2").count():
                break
        page.locator("#panel a[href*='#char=']").first.click()
        page.wait_for_url("**/documents/XAC/**")
        place = page.url.split("#")[1]
        expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
