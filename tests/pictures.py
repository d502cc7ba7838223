"""Take the pictures of the README from the pages themselves: `make pictures` (needs Debian's chromium).

The demo's store is made afresh, so that the pictures show what a newcomer sees.
"""

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from graph.store import open_store
from prevgraph.command import run
from tests.viz.conftest import CHROMIUM, QUIET
from tests.viz.test_explorer_browser import served

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "img"


def _choose_a_programme(page: Page) -> None:
    """Choose, by keyboard, a programme in the midst with several lines: who runs it and what it addresses show."""
    fit = 0
    page.emulate_media(reduced_motion="reduce")
    page.locator("#drawing").focus()
    for _ in range(60):
        page.keyboard.press("n")
        kind = page.locator("#panel .soft").first.inner_text()
        fit += kind.startswith(("programme", "project")) and page.locator("#panel blockquote").count() > 2
        if fit == 5:
            break
    page.locator("#drawing").blur()


def _nothing(_: Page) -> None:
    """The page as it opens."""


PICTURES: dict[str, tuple[str, int, int, Callable[[Page], None]]] = {
    "network": ("/network?state=XAA", 1360, 900, _choose_a_programme),
    "state": ("/states/CZE", 1280, 900, _nothing),
    "sharing": ("/sharing", 1280, 1130, _nothing),
}


def main() -> None:
    """Make the store, serve it, and take each picture."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "store")
        run(["demo", "--quiet", "--store", place, "--out", str(Path(folder) / "network.html")])
        with (
            closing(open_store(place, read_only=True)) as store,
            served(store) as address,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
            for name, (path, width, height, prepare) in PICTURES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
                page.goto(address + path, wait_until="networkidle")
                prepare(page)
                file = IMAGES / f"{name}.png"
                page.screenshot(path=str(file))
                Image.open(file).convert("RGB").quantize(128).save(file, optimize=True)
            browser.close()


if __name__ == "__main__":
    main()
