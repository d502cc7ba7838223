"""The self-contained page: all in one file, harmless whatever a document says, drawn without any network."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from queries.claims import Edge, Node, Source
from queries.network import Network, build
from viz.network_page import network_page
from viz.style import STYLES

HOSTILE = '</script><script>alert("x")</script>'


def network(label: str = "Council", quote: str = "The Council leads.") -> Network:
    source = Source("XAA", "r", "d", "reply.md", "3", quote, 10, 28, 0.9, "leads/active", "unreviewed", "c")
    things = [
        Node("https://e.example/council", label, "Council", "council", "Institution", "XAA", "Norrland", True),
        Node("https://e.example/state", "Norrland", "State", "state", "State", "XAA", "Norrland", True),
    ]
    return build(things, [Edge(things[0].iri, "leads", things[1].iri, "leads", (source,))])


def of_states(count: int) -> Network:
    """So many states, each with a council that runs a programme, all for one paragraph."""
    paragraph = Node("https://e.example/8", "8 Social development", "Paragraph", "paragraph", "Paragraph")
    things, said = [paragraph], []
    for number in range(count):
        code, name, iri = f"X{number:03}", f"State {number:03}", f"https://e.example/{number}"
        state, council, practice = (
            Node(f"{iri}/{label}", f"{label} {number:03}", type_, type_.lower(), type_, code, name, True)
            for label, type_ in (("State", "State"), ("Council", "Institution"), ("Programme", "Programme"))
        )
        things += [state, council, practice]
        ties = ((council, "leads", state), (council, "implements", practice), (practice, "addresses", paragraph))
        said += [Edge(one.iri, tie, other.iri, tie, (_source(code),)) for one, tie, other in ties]
    return build(things, said)


def _source(code: str) -> Source:
    return Source(code, "r", "d", "reply.md", "3", f"As {code} says.", 10, 28, 0.9, "leads/active", "unreviewed", "c")


def test_the_page_offers_the_states_to_choose_from_where_there_are_several() -> None:
    assert 'id="state"' not in network_page(of_states(1), title="Test")
    offered = re.findall(r'<option value="([^"]+)" label="(\w+)">', network_page(of_states(3), title="Test"))
    assert offered == [(f"State {number:03} (fictional)", f"X{number:03}") for number in range(3)]


def test_the_page_names_no_address_to_load_from() -> None:
    page = network_page(network(), title="Test")
    ours = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"""(src|href)\s*=\s*["']""", ours)
    assert "default-src 'none'" in page


def test_what_a_document_says_is_never_markup() -> None:
    page = network_page(network(HOSTILE, HOSTILE), title=HOSTILE)
    assert 'alert("x")' not in page
    assert '"label": "\\u003c/script' in page


def test_the_words_and_their_place_are_in_the_data() -> None:
    page = network_page(network(), title="Test")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    (source,) = data["sources"][0]
    assert (source["state"], source["file"], source["item"]) == ("XAA", "reply.md", "3")
    assert (source["quote"], source["start"], source["end"]) == ("The Council leads.", 10, 28)


def test_a_name_of_ten_thousand_characters_is_cut_in_the_drawing_and_whole_in_the_table() -> None:
    name = "long " * 2000
    page = network_page(network(name), title="Test")
    assert name.strip() in page
    assert "\\u2026" in page


def test_fictional_states_wear_their_mark() -> None:
    assert "Norrland\\n(fictional)" in network_page(network(), title="Test")


@pytest.mark.parametrize("name", STYLES)
def test_text_stands_out_from_its_fill(name: str) -> None:
    style = STYLES[name]
    light, dark = sorted((_luminance(style.fill), _luminance(style.text)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.browser
def test_the_page_draws_itself_with_no_network(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(network_page(network(HOSTILE, HOSTILE), title="Test"), "utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector("canvas")
    page.fill("#find", "alert")
    page.press("#find", "Enter")
    page.wait_for_selector("blockquote")
    assert HOSTILE in page.inner_text("#panel")
    page.context.close()
    assert not errors
    assert asked == [file.as_uri()]


@pytest.mark.browser
def test_pointing_at_a_line_shows_its_words(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(network_page(network(), title="Test"), "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    box = page.wait_for_selector("canvas").bounding_box()
    tooltip = page.locator(".vis-tooltip")
    for place in range(1, 60):
        page.mouse.move(box["x"] + box["width"] * place / 60, box["y"] + box["height"] / 2)
        page.wait_for_timeout(300)
        if tooltip.count() and tooltip.is_visible():
            break
    assert "“The Council leads.”" in tooltip.inner_text()
    page.context.close()


@pytest.mark.browser
def test_of_193_states_one_is_found_by_typing_and_drawn_alone_in_columns(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(network_page(of_states(193), title="Test"), "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_selector("canvas")
    page.evaluate("document.querySelector('details').open = true")
    assert page.locator("#states option").count() == 193
    shown = page.locator("tbody tr:not([hidden])")
    assert shown.count() == 193 * 3
    page.fill("#state", "state 107")
    page.press("#state", "Enter")
    assert page.input_value("#state") == "State 107 (fictional)"
    assert {row.split("\t")[3] for row in shown.all_inner_texts()} == {"As X107 says."}
    # The state stands at the left, the paragraph at the right, the others between them.
    assert _drawn_at(page) == ["State 107", "Council 107", "Programme 107", "8 Social development"]
    page.fill("#state", "nowhere")
    page.press("#state", "Enter")
    assert page.evaluate("document.getElementById('state').validationMessage") == "No State here has that name."
    page.click("#whole")
    assert page.input_value("#state") == ""
    assert shown.count() == 193 * 3
    page.context.close()


def _drawn_at(page: Any) -> list[str]:
    """What is met along the middle of the drawing, from left to right, as the panel names what is clicked."""
    box, found = page.locator("canvas").bounding_box(), []
    for place in range(1, 60):
        page.mouse.click(box["x"] + box["width"] * place / 60, box["y"] + box["height"] / 2)
        title = page.locator("#panel h2")
        named = title.inner_text() if title.count() else ""
        if named and " leads " not in named and " implements " not in named and " addresses " not in named:
            found.append(named)
    return list(dict.fromkeys(found))
