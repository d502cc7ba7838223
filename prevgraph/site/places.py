"""Where on a static site the page of a resource stands, and how one page leads to another.

A resource's folder is the path of its IRI, so that a server that shows `index.html` for a folder answers the IRI
itself.
"""

import hashlib
from pathlib import PurePosixPath
from urllib.parse import quote

from rdflib.term import URIRef

from graph.identifiers import BASE, Identifiers
from ontology.terms import PG

#: Most file systems take 255 bytes for a name.
LONGEST_NAME = 200

#: The parts of the IRI space that have a page for each resource.
ROOMS = ("id", "guidelines", "questionnaire", "catalog")


def place_of(iri: str, base: str) -> PurePosixPath | None:
    """The folder of a resource's page below the site; None for what has no page of its own.

    >>> place_of("https://w3id.org/prevgraph/guidelines/24/c", "https://w3id.org/prevgraph/")
    PurePosixPath('guidelines/24/c')
    """
    path = Identifiers(base).path(iri)
    if path is None or "#" in iri:
        return None
    parts = path.split("/")
    if parts[0] not in ROOMS or any(part in ("", ".", "..") or "\\" in part for part in parts):
        return None
    return PurePosixPath(*map(_fitting, parts))


def href(iri: str, root: str, base: str) -> str:
    """The address of a resource's page, seen from a page from which `root` leads to the first; empty where none is.

    >>> href("https://w3id.org/prevgraph/ontology#implements", "../../", "https://w3id.org/prevgraph/")
    '../../ontology/index.html#implements'
    """
    if iri.startswith(str(PG)):
        return f"{root}ontology/index.html#{quote(iri.removeprefix(str(PG)))}"
    if iri in (f"{base}ontology", f"{BASE}ontology"):
        return f"{root}ontology/index.html"
    place = place_of(iri, base)
    return "" if place is None else f"{root}{quote(place.as_posix())}/index.html"


class Links:
    """Turns an IRI into an address, seen from a page from which `root` leads to the first.

    What stands below `home` is a file of the site.
    """

    def __init__(self, root: str, base: str, home: str) -> None:
        self.root = root
        self._base = base
        self._home = home

    def is_own(self, iri: URIRef) -> bool:
        """Whether an IRI is one of ours, with or without a page."""
        return Identifiers(self._base).path(iri) is not None or self.is_file(iri)

    def is_file(self, iri: URIRef) -> bool:
        """Whether an IRI stands for the site itself or for one of its dumps."""
        return iri == self._home or iri.startswith(f"{self._home}dumps/")

    def file(self, iri: URIRef) -> str:
        """The place of a file below the site."""
        return iri.removeprefix(self._home)

    def __call__(self, iri: URIRef) -> str:
        """The address of a page or file of the site; empty for what is not on it."""
        if self.is_file(iri):
            return f"{self.root}{self.file(iri) or 'index.html'}"
        return href(iri, self.root, self._base)


def root_of(place: PurePosixPath) -> str:
    """What leads from a page in a folder to the site's first page."""
    return "../" * len(place.parts)


def _fitting(part: str) -> str:
    """A part of a path that a file system takes; a longer one is cut and told apart by a digest."""
    written = part.encode()
    if len(written) <= LONGEST_NAME:
        return part
    start = written[: LONGEST_NAME - 24].decode(errors="ignore")
    return f"{start}-{hashlib.sha256(written).hexdigest()[:20]}"
