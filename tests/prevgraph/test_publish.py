"""`prevgraph publish`: links that all lead somewhere, data that are the store's, and nothing of what is withheld."""

import gzip
import hashlib
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, RDF, RDFS, SKOS, VOID

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.model import Statement
from graph.store import Store
from ontology.terms import PG
from prevgraph.command import run
from prevgraph.dataset.publisher import Publisher
from prevgraph.dataset.withholding import NoSuchState
from prevgraph.ingesting import ingest
from prevgraph.reading import ReadingPlan
from prevgraph.site.publishing import NotASite, publish

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "prevgraph" / "examples"
BASE = "https://w3id.org/prevgraph/"
OA = Namespace("http://www.w3.org/ns/oa#")
SPDX = "http://spdx.org/rdf/terms#"
NAMES = ("czech-republic.md", "tavu-islands.txt.txt")


class Page(HTMLParser):
    """The links and the places of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("type") != "application/ld+json":
            self.tags.add(tag)
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        if "id" in given:
            self.places.add(str(given["id"]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two examples, in a folder."""
    where = tmp_path_factory.mktemp("publish") / "store"
    store = EmbeddedStore(where)
    plan = ReadingPlan(states_files=(EXAMPLES / "states.toml",))
    list(ingest(store, [EXAMPLES / "responses" / name for name in NAMES], plan=plan, jobs=1, publisher=Publisher()))
    store.close()
    return where


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    opened = EmbeddedStore(folder, read_only=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published where nothing is withheld."""
    where = tmp_path_factory.mktemp("published") / "a site"
    publish(store, where, Publisher())
    return where


def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def read(site: Path) -> dict[Path, Page]:
    """The pages of that site."""
    return pages(site)


def bytes_of(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def broken_links(site: Path, found: dict[Path, Page]) -> list[str]:
    broken = []
    for path, page in found.items():
        for link in page.links:
            address = urlsplit(link)
            if address.scheme:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            if not target.is_file() or (address.fragment and unquote(address.fragment) not in found[target].places):
                broken.append(f"{path.relative_to(site)}: {link}")
    return broken


def test_every_link_of_every_page_leads_to_a_file_and_every_anchor_to_a_place(
    site: Path, read: dict[Path, Page]
) -> None:
    assert len(read) > 1000
    assert broken_links(site, read) == []


def test_links_hold_too_where_the_address_of_the_site_is_known(tmp_path: Path) -> None:
    office = Publisher(
        name="Office", contact="https://data.example.org/us", address=BASE, endpoint=f"{BASE}sparql", licence=f"{BASE}l"
    )
    publish(small_store(), tmp_path / "site", office)
    assert broken_links(tmp_path / "site", pages(tmp_path / "site")) == []
    described = Graph().parse(tmp_path / "site" / "catalog.ttl", format="turtle")
    assert URIRef(f"{BASE}dumps/preventiongraph.ttl") in set(described.objects(None, DCAT.downloadURL))


def test_no_page_but_a_drawing_has_a_script_and_none_loads_from_elsewhere(read: dict[Path, Page]) -> None:
    for path, page in read.items():
        loads = [link for link in page.links if link.endswith((".css", ".js"))]
        assert not [link for link in loads if urlsplit(link).scheme]
        assert "script" not in page.tags or {"drawings", "search"} & set(path.parts)


def test_the_turtle_of_all_resources_is_what_the_store_says_of_them(site: Path, store: Store) -> None:
    read = Graph()
    for path in sorted([*site.glob("id/**/*.ttl"), *site.glob("guidelines/**/*.ttl")]):
        read.parse(path, format="turtle")
    rooms = tuple(BASE + room for room in ("id/", "guidelines"))
    content = [graph for graph in store.graphs() if "/readings/" not in graph]
    held = {one for graph in content for one in store.statements(graph) if str(one.subject).startswith(rooms)}
    assert {(str(s), str(p), str(o)) for s, p, o in read} == {(str(s), str(p), str(o)) for s, p, o in held}


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # rdflib's own
def test_the_json_ld_of_a_page_says_what_its_turtle_says(site: Path) -> None:
    files = sorted(site.rglob("index.jsonld"))
    for path in files[:: len(files) // 60]:
        turtle = Graph().parse(path.with_suffix(".ttl"), format="turtle", publicID="http://site.example/a/b/")
        linked = Graph().parse(path, format="json-ld", publicID="http://site.example/a/b/")
        assert set(linked) == set(turtle), path


@pytest.mark.proof("rdflib finds the JSON-LD in each page")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_a_page_holds_its_data(site: Path) -> None:
    page = site / "id" / "state" / "XAC" / "index.html"
    _, _, rest = page.read_text("utf-8").partition('<script type="application/ld+json">')
    embedded = Graph().parse(data=rest.partition("</script>")[0], format="json-ld", publicID=page.as_uri())
    assert set(embedded) == set(Graph().parse(page.with_name("index.ttl"), format="turtle"))


def test_every_state_that_replied_and_every_institution_is_listed(site: Path, store: Store) -> None:
    listed = {
        link for link in Page((site / "institutions/index.html").read_text("utf-8")).links if "/id/institution/" in link
    }
    count = store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class }", {"class": PG.Institution})
    assert len(listed) == int(str(count.rows[0][0]))
    assert "fictional" in (site / "states/index.html").read_text("utf-8")


def test_the_page_of_a_state_groups_what_it_names_in_words_of_readers(site: Path) -> None:
    tavu = (site / "id/state/XAC/index.html").read_text("utf-8")
    headings = re.findall(r"<dt[^>]*>([^<]+)</dt>", tavu)
    assert {"Institutions", "Strategies", "Programmes", "Laws", "Replies"} <= set(headings)
    assert not [heading for heading in headings if heading.startswith("state of") or "void:" in heading]
    assert "ISO 3166" not in tavu
    assert "ISO 3166" in (site / "id/state/CZE/index.html").read_text("utf-8")


def test_what_an_invented_state_says_is_marked_as_fictional_on_its_page(site: Path) -> None:
    tavu = next((site / "id" / "institution" / "XAC").glob("*/index.html"))
    czech = next((site / "id" / "institution" / "CZE").glob("*/index.html"))
    assert 'class="fictional"' in tavu.read_text("utf-8").split("<h1>")[0]
    assert 'class="fictional"' not in czech.read_text("utf-8").split("<h1>")[0]


def test_the_words_behind_a_claim_are_one_step_away_in_the_document(site: Path, store: Store) -> None:
    page = (site / "id/document/CZE/ecosoc-2004-28/index.html").read_text("utf-8")
    query = """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?start ?end WHERE {
          ?words oa:start ?start ; oa:end ?end . FILTER(CONTAINS(STR(?words), '/evidence/CZE/'))
        }"""
    places = {f"c{start}-{end}" for start, end in store.select(query).rows}
    assert places
    assert places == {place for place in Page(page).places if place != "content"}


def test_sizes_and_digests_in_the_catalogue_are_those_of_the_files(site: Path) -> None:
    described = Graph().parse(site / "catalog.ttl", format="turtle", publicID="http://site.example/deep/catalog.ttl")
    found = 0
    for one in described.subjects(RDF.type, DCAT.Distribution):
        place = str(described.value(one, DCAT.downloadURL)).removeprefix("http://site.example/deep/")
        data = (site / place).read_bytes()
        checksum = described.value(described.value(one, URIRef(SPDX + "checksum")), URIRef(SPDX + "checksumValue"))
        assert described.value(one, DCAT.byteSize) == Literal(
            len(data), datatype=URIRef("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")
        )
        assert str(checksum).lower() == hashlib.sha256(data).hexdigest()
        found += 1
    assert found == 4


def test_the_number_of_triples_is_the_number_of_lines_of_the_dump(site: Path) -> None:
    described = Graph().parse(site / ".well-known" / "void", format="turtle")
    lines = gzip.decompress((site / "dumps/preventiongraph.nq.gz").read_bytes()).count(b"\n")
    assert int(str(described.value(URIRef(BASE + "catalog/dataset"), VOID.triples))) == lines
    with zipfile.ZipFile(site / "dumps/preventiongraph-csv.zip") as tables:
        assert tables.testzip() is None


def test_the_vocabulary_is_published_as_it_ships(site: Path) -> None:
    assert (site / "ontology/index.ttl").read_bytes() == (ROOT / "ontology/prevention.ttl").read_bytes()
    assert {str(term).split("#")[1] for term in (PG.implements, PG.State)} <= Page(
        (site / "ontology/index.html").read_text("utf-8")
    ).places


@pytest.mark.slow
def test_another_process_writes_the_same_bytes_in_place_of_the_old_site(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    here = tmp_path / "site"
    publish(store, here, Publisher())
    before = bytes_of(here)
    (here / "index.html").write_text("changed", "utf-8")
    program = [sys.executable, "-m", "prevgraph", "--quiet", "publish", str(here), "--store", str(folder)]
    subprocess.run(
        program, check=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": "11", "PYTHONPATH": str(ROOT)}
    )
    assert bytes_of(here) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_files_in_it_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(NotASite, match="did not write"):
        publish(store, tmp_path, Publisher())
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def small_store(*more: Statement) -> Store:
    """Two states with a need each, and whatever is given."""
    ids, store = Identifiers(), EmbeddedStore()
    for code, name in (("CZE", "Czechia"), ("XAA", "Norrland")):
        state, response, document = ids.state(code), ids.response(code, "r"), ids.document(code, "r")
        need, answer = ids.need(code, "r", "26(a)"), ids.answer(code, "r", "26(a)")
        item, claim = URIRef(BASE + "questionnaire/r/26/a"), URIRef(f"{BASE}id/claim/{code}")
        evidence, quote = ids.evidence(code, "r", 0, 5), URIRef(ids.evidence(code, "r", 0, 5) + "/quote")
        said = [
            Statement(state, RDF.type, PG.State),
            Statement(state, PG.iso3, Literal(code)),
            Statement(state, SKOS.prefLabel, Literal(name, lang="en")),
            Statement(item, RDF.type, PG.GridLine),
            Statement(item, SKOS.notation, Literal("26(a)")),
            Statement(answer, PG.item, item),
            Statement(answer, PG.response, response),
            Statement(claim, RDF.type, PG.Claim),
            Statement(claim, PG.answer, answer),
            Statement(claim, OA.hasTarget, evidence),
            Statement(evidence, OA.hasSelector, quote),
            Statement(quote, OA.exact, Literal(f"{name} needs a laboratory")),
            Statement(response, RDF.type, PG.Response),
            Statement(response, PG.state, state),
            Statement(response, PG.document, document),
            Statement(document, RDF.type, PG.Document),
            Statement(document, PG.text, Literal(f"{name} needs help [x] secretly")),
            Statement(need, RDF.type, PG.Need),
            Statement(need, PG.state, state),
            Statement(need, PG.response, response),
            Statement(need, PG.item, item),
            Statement(need, PG.answer, answer),
            Statement(answer, PG.text, Literal(f"{name} needs it secretly")),
        ]
        store.replace(ids.response_graph(code, "r"), said)
    store.replace(ids.response_graph("CZE", "more"), more)
    return store


def everything(site: Path) -> str:
    """All that a site says, unpacked."""
    packed = gzip.decompress((site / "dumps/preventiongraph.nq.gz").read_bytes()).decode()
    with zipfile.ZipFile(site / "dumps/preventiongraph-csv.zip") as tables:
        cells = "".join(tables.read(name).decode() for name in tables.namelist())
    plain = (
        path.read_text("utf-8") for path in site.rglob("*") if path.is_file() and path.suffix not in (".gz", ".zip")
    )
    return "".join([packed, cells, *plain])


def test_needs_that_a_state_withholds_are_in_nothing_that_is_published(tmp_path: Path) -> None:
    done = publish(small_store(), tmp_path / "site", Publisher(withhold_needs=("CZE",)))
    said = everything(tmp_path / "site")
    assert done.withheld == ("CZE",)
    assert "id/need/CZE" not in said
    assert "Czechia needs" not in said
    assert "id/need/XAA" in said
    assert "Norrland needs help" in said


def test_needs_are_withheld_as_well_where_the_store_itself_says_so(tmp_path: Path) -> None:
    said_so = Statement(Identifiers().state("CZE"), PG.withholdsNeeds, Literal(True))
    publish(small_store(said_so), tmp_path / "site", Publisher())
    assert "id/need/CZE" not in everything(tmp_path / "site")


def test_a_code_that_no_state_has_stops_the_publication(tmp_path: Path) -> None:
    with pytest.raises(NoSuchState, match="CZ"):
        publish(small_store(), tmp_path / "site", Publisher(withhold_needs=("CZ",)))
    assert list(tmp_path.iterdir()) == []


def test_markup_in_a_response_stays_text(tmp_path: Path) -> None:
    hostile = '</title><script>alert("x")</script><img src=x onerror=alert(1)>'
    council = URIRef(BASE + "id/institution/CZE/council")
    more = [
        Statement(council, RDF.type, PG.Institution),
        Statement(council, SKOS.prefLabel, Literal(hostile, lang="en")),
        Statement(council, PG.state, Identifiers().state("CZE")),
    ]
    publish(small_store(*more), tmp_path / "site", Publisher(title=hostile))
    for path, page in pages(tmp_path / "site").items():
        assert not {"script", "img"} & page.tags or {"drawings", "search"} & set(path.parts)


def test_an_iri_that_points_out_of_the_site_writes_nothing_there(tmp_path: Path) -> None:
    outside = Statement(URIRef(BASE + "id/../../../escaped"), RDFS.label, Literal("escaped"))
    long = Statement(URIRef(BASE + "id/law/CZE/" + "закон" * 60), RDFS.label, Literal("long"))
    publish(small_store(outside, long), tmp_path / "site", Publisher())
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert not list(tmp_path.rglob("escaped*"))
    assert any("long" in path.read_text("utf-8") for path in (tmp_path / "site/id/law/CZE").rglob("index.ttl"))


def test_the_command_says_what_it_wrote_and_that_no_licence_is_stated(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prevgraph.toml").write_text('[publisher]\naddress = "here"\n', "utf-8")
    assert run(["publish", "site", "--store", str(folder)]) == 1
    assert "is no address" in capsys.readouterr().err
    assert run(["publish", "site", "--store", str(folder), "--modified", "yesterday"]) == 2


class Quiet(SimpleHTTPRequestHandler):
    """The plain server of Python's `http.server`, without its log."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_stranger_harvests_the_site_from_a_plain_server(served: str, store: Store) -> None:
    described = Graph().parse(urljoin(served, ".well-known/void"), format="turtle")
    dumps = [dump for dump in described.objects(None, VOID.dataDump) if str(dump).endswith(".ttl")]
    assert [str(dump).startswith(served) for dump in dumps] == [True]
    whole = Graph().parse(dumps[0], format="turtle")
    for example in described.objects(None, VOID.exampleResource):
        # The address of a resource: its IRI with the server in place of the base; the server adds the slash.
        page = Graph().parse(urljoin(served, str(example).removeprefix(BASE) + "/index.ttl"), format="turtle")
        assert set(page) == set(whole.triples((example, None, None)))
    assert set(whole.subjects(RDF.type, PG.Claim)) == set(map(URIRef, claims(store)))


def claims(store: Store) -> list[str]:
    return [str(row[0]) for row in store.select("SELECT DISTINCT ?s WHERE { ?s a ?class }", {"class": PG.Claim}).rows]
