"""The static linked-data site: every resource as a page, as Turtle and as JSON-LD, with lists, drawings, dumps, DCAT.

It is built whole in a folder aside and put in place at the end, so that a server never shows half of it; the same store
gives the same bytes. Needs that states withhold are in none of its files.
"""

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

from rdflib.term import URIRef

from graph.export import export
from graph.identifiers import Identifiers
from graph.model import Statement
from graph.store import Store
from ontology.errors import PrevgraphError
from prevgraph.dataset.description import HERE, Dump, dataset_statements
from prevgraph.dataset.holding import newest_reading, published_graphs
from prevgraph.dataset.publisher import Publisher
from prevgraph.dataset.withholding import public_part, withholding_states
from prevgraph.site.contents import Contents
from prevgraph.site.pages import INDEXES, index_of, link_to, listed, page_of, searched, words_of_vocabulary
from prevgraph.site.places import Links, place_of, root_of
from prevgraph.site.resource_files import jsonld, turtle
from prevgraph.site.web_server import web_server_files
from prevgraph.views import VIEWS
from viz.network_page import network_page
from viz.site import (
    FileLink,
    FrontPage,
    Link,
    front_page,
    index_page,
    resource_page,
    search_files,
    style_sheet,
    vocabulary_page,
)

#: By this file a folder is known as a site of ours, which the next publication may replace.
MARK = ".prevgraph-site"
_MARK_TEXT = "Written by `prevgraph publish`; the next publication replaces this folder whole.\n"

#: name, file, title, format of `graph.export`, media type, EU file type, compression, package
_DUMPS = (
    (
        "nquads",
        "preventiongraph.nq.gz",
        "N-Quads",
        "nquads",
        "application/n-quads",
        "RDF_N_QUADS",
        "application/gzip",
        "",
    ),
    ("trig", "preventiongraph.trig", "TriG", "trig", "application/trig", "RDF_TRIG", "", ""),
    ("turtle", "preventiongraph.ttl", "Turtle", "turtle", "text/turtle", "RDF_TURTLE", "", ""),
    ("csv", "preventiongraph-csv.zip", "CSV tables", "csv", "text/csv", "CSV", "", "application/zip"),
)


class NotASite(PrevgraphError):
    """The folder holds something else."""

    message = "{0} holds files that `prevgraph publish` did not write: choose an empty folder or a new one"


#: Told how many pages there are, it hands out what to call after each.
Progress = Callable[[int], AbstractContextManager[Callable[[], None]]]


@contextmanager
def _unseen(total: int) -> Iterator[Callable[[], None]]:
    yield lambda: None


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication wrote."""

    pages: int
    files: int
    withheld: tuple[str, ...]


def publish(
    store: Store,
    folder: Path,
    publisher: Publisher,
    *,
    modified: str | None = None,
    ids: Identifiers | None = None,
    only: Collection[str] = (),
    progress: Progress = _unseen,
) -> Published:
    """Write the site of a store into a folder, in place of the site that was there before.

    `modified` is the date of the dataset; the newest reading where none is given. `only` names the states whose
    responses are published; all are where it names none. `progress` is told how many pages there are, and of each.
    """
    _require_site(folder)
    ids = ids or store.ids
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        states = withholding_states(store, publisher.withhold_needs)
        when = newest_reading(store) if modified is None else modified
        with public_part(store, states, ids=ids, folder=aside / "store", only=only) as public:
            site = _Site(public, aside / "site", publisher, ids, when, states, progress)
            site.write()
        _put_in_place(aside, folder)
    finally:
        shutil.rmtree(aside)
    return Published(site.pages, site.files, tuple(state.rsplit("/", 1)[-1] for state in states))


def _require_site(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and ((folder / MARK).exists() or not any(folder.iterdir()))):
        raise NotASite(folder)


def _put_in_place(aside: Path, folder: Path) -> None:
    before = aside / "before"
    if folder.exists():
        folder.rename(before)
    try:
        (aside / "site").rename(folder)
    except OSError:
        if before.exists():
            before.rename(folder)
        raise


class _Site:
    """One publication: the folder it is built in, and what it is built from."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        publisher: Publisher,
        ids: Identifiers,
        modified: str,
        withheld: Sequence[URIRef],
        progress: Progress,
    ) -> None:
        self._store, self._folder, self._publisher = store, folder, publisher
        self._ids, self._modified, self._withheld = ids, modified, withheld
        self._home = publisher.address or HERE
        self._progress = progress
        self._on_page: Callable[[], None] = lambda: None
        self.pages = 0
        self.files = 0

    def write(self) -> None:
        """Write everything."""
        self._folder.mkdir()
        dumps = list(self._dumps())
        described = dataset_statements(
            self._store, self._publisher, ids=self._ids, dumps=dumps, modified=self._modified
        )
        self._description(described)
        self._vocabulary()
        drawings = list(self._drawings())
        contents = Contents([*self._published(), *described])
        with self._progress(self._count(contents)) as self._on_page:
            self._resources(contents)
            for name in INDEXES:
                self._page(PurePosixPath(name), index_page(index_of(contents, name, self._ids.base, self._home)))
        self._page(PurePosixPath(), front_page(self._front(contents, dumps, drawings)))
        for name, text in search_files(searched(contents, Links("../", self._ids.base, self._home))).items():
            self._text(f"search/{name}", text)
        for name, text in web_server_files(self._publisher.address).items():
            self._text(name, text)
        self._text("site.css", style_sheet())
        self._text(MARK, _MARK_TEXT)

    def _count(self, contents: Contents) -> int:
        """How many pages there are to write."""
        return len(INDEXES) + sum(1 for one in contents.said if place_of(one, self._ids.base) is not None)

    def _published(self) -> Iterator[Statement]:
        for graph in published_graphs(self._store, self._ids):
            if graph != self._ids.graph("ontology"):
                yield from self._store.statements(graph)

    def _resources(self, contents: Contents) -> None:
        for subject, statements in contents.said.items():
            place = place_of(subject, self._ids.base)
            if place is not None:
                links = Links(root_of(place), self._ids.base, self._home)
                data = jsonld(statements, links.root)
                self._page(place, resource_page(page_of(contents, subject, links, jsonld=data)))
                self._text(place / "index.ttl", turtle(statements, links.root))
                self._text(place / "index.jsonld", data)

    def _dumps(self) -> Iterator[Dump]:
        (self._folder / "dumps").mkdir()
        for name, file, title, format_, media_type, file_type, compressed, packaged in _DUMPS:
            path = self._folder / "dumps" / file
            if compressed:
                plain = path.with_suffix("")
                export(self._store, format_, plain, ids=self._ids)
                _compress(plain, path)
            else:
                export(self._store, format_, path, ids=self._ids)
            self.files += 1
            size, digest = path.stat().st_size, _sha256(path)
            yield Dump(name, f"dumps/{file}", title, media_type, file_type, size, digest, compressed, packaged)

    def _description(self, described: Sequence[Statement]) -> None:
        self._text("catalog.ttl", turtle(described, ""))
        self._text("catalog.jsonld", jsonld(described, ""))
        self._text(".well-known/void", turtle(described, "../"))

    def _vocabulary(self) -> None:
        """The vocabulary as shipped, to the byte: stores keep names for the nodes that OWL leaves nameless."""
        self._page(PurePosixPath("ontology"), vocabulary_page(*words_of_vocabulary(), root="../"))
        for folder, file in (("ontology", "prevention.ttl"), ("shapes", "shapes.ttl")):
            self._text(f"{folder}/index.ttl", (files("ontology") / file).read_text("utf-8"))
        self._text("ontology/documentation.html", (files("ontology") / "documentation.html").read_text("utf-8"))

    def _drawings(self) -> Iterator[Link]:
        for name, view in VIEWS.items():
            network = view.read(self._store, language="en")
            if len(network):
                title = view.titles["en"]
                self._page(PurePosixPath("drawings", name), network_page(network, title=title))
                yield Link(title, f"drawings/{name}/index.html", note=view.shows)

    def _front(self, contents: Contents, dumps: Sequence[Dump], drawings: Sequence[Link]) -> FrontPage:
        links = Links("", self._ids.base, self._home)
        publisher = self._publisher
        licence = Link(publisher.licence, publisher.licence) if publisher.licence else Link(_NO_LICENCE)
        return FrontPage(
            title=publisher.title,
            description=publisher.description,
            publisher=Link(publisher.name, publisher.homepage),
            licence=licence,
            modified=self._modified[:10],
            indexes=tuple(
                (Link(one[0], f"{name}/index.html"), len(listed(contents, name))) for name, one in INDEXES.items()
            ),
            drawings=tuple(drawings),
            states=tuple(link_to(contents, one, links) for one in listed(contents, "states")),
            downloads=tuple(FileLink(Link(one.title, one.place), _size(one.size), one.sha256) for one in dumps),
            withheld=tuple(link_to(contents, one, links) for one in self._withheld),
        )

    def _page(self, place: PurePosixPath, html: str) -> None:
        self._text(place / "index.html", html)
        self.pages += 1
        self._on_page()

    def _text(self, place: PurePosixPath | str, text: str) -> None:
        path = self._folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        self.files += 1


_NO_LICENCE = "No licence is stated: ask the publisher before reuse."


def _compress(plain: Path, packed: Path) -> None:
    """Compress a file, with neither name nor time in it, and take the plain one away."""
    with plain.open("rb") as source, packed.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as target:
        shutil.copyfileobj(source, target)
    plain.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(count: int) -> str:
    """A number of bytes for people.

    >>> _size(1536000)
    '1.5 MB'
    """
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
