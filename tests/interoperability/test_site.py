"""The published site behind a web server, and in a browser, that no one here wrote."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Graph
from rdflib.term import URIRef

from prevgraph.command import run

STATE = URIRef("https://w3id.org/prevgraph/id/state/XAC")
APACHE = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
_MODULES = Path("/usr/lib/apache2/modules")
_CONFIGURATION = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
User daemon
Group daemon
{modules}
TypesConfig /etc/mime.types
DocumentRoot {site}
<Directory {site}>
  AllowOverride All
  Require all granted
</Directory>
"""
_NEEDED = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers")


@pytest.fixture(scope="module")
def site(store: Path) -> Iterator[Path]:
    """The site of one state, where every user of the machine may read it: a web server gives up its rights."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        assert run(["-q", "publish", str(folder / "site"), "--state", "XAC", "--store", str(store)]) == 0
        (folder / "site").chmod(0o755)
        yield folder / "site"


@pytest.fixture
def apache(site: Path, tmp_path: Path) -> Iterator[str]:
    """Where Apache shows the site."""
    if not APACHE:
        pytest.skip("Apache (apache2) is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    modules = "\n".join(f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in _NEEDED)
    settings = tmp_path / "apache.conf"
    settings.write_text(_CONFIGURATION.format(folder=tmp_path, port=port, site=site, modules=modules))
    with subprocess.Popen([APACHE, "-f", str(settings), "-DFOREGROUND"]) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        try:
            httpx.get(address)
            return
        except httpx.TransportError:
            assert server.poll() is None, "Apache has ended"
            time.sleep(0.1)
    raise AssertionError("Apache does not answer")


@pytest.mark.slow
@pytest.mark.proof("Apache serves the site by its .htaccess")
@pytest.mark.parametrize(
    ("accept", "kind", "format_"),
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html", ""),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_an_iri_gives_what_is_asked_for(apache: str, accept: str, kind: str, format_: str) -> None:
    response = httpx.get(f"{apache}/id/state/XAC", headers={"Accept": accept}, follow_redirects=True)
    assert response.headers["content-type"].split(";")[0] == kind
    assert response.headers["access-control-allow-origin"] == "*"
    if format_:
        assert (STATE, None, None) in Graph().parse(data=response.text, format=format_)


@pytest.mark.slow
@pytest.mark.proof("Apache serves the site by its .htaccess")
def test_the_description_is_turtle_at_its_well_known_place(apache: str) -> None:
    response = httpx.get(f"{apache}/.well-known/void")
    assert response.headers["content-type"].split(";")[0] == "text/turtle"
    assert len(Graph().parse(data=response.text, format="turtle")) > 100


@pytest.mark.browser
@pytest.mark.proof("Chromium searches the site from a plain folder")
def test_a_name_is_found_without_a_server(site: Path) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not installed")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((site / "search" / "index.html").as_uri())
        page.fill("#words", "POLICE tavu")
        assert page.locator("#found li").count() > 0
        page.locator("#found a").first.click()
        assert "police" in page.inner_text("h1").lower()
        browser.close()
