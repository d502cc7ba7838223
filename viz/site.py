"""The pages of the static site, as pure renderings: what stands on a page comes in, its HTML goes out.

Every link is relative (`root` leads from the page to the site's first page), no page but that for searching needs a
script, none another host, and whatever comes from a document is escaped. Which pages there are and what they hold is
decided in `prevgraph`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

#: More values than this are folded away at first, and a longer text than that.
FOLDED = 20
LONG = 1200


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere; without an address it is only a name. `note` stands beside it, softly."""

    name: str
    href: str = ""
    fictional: bool = False
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The very words behind a statement: where they stand (`place` leads there) and the claim that rests on them."""

    words: str
    where: str
    place: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact, a link or a text in a language, with the words it was read from."""

    link: Link | None = None
    text: str = ""
    language: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the text is folded away at first."""
        return len(self.text) > LONG


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values. `more` counts those left out."""

    name: str
    values: tuple[Value, ...]
    meaning: str = ""
    more: int = 0

    @property
    def is_many(self) -> bool:
        """Whether the values are folded away at first."""
        return len(self.values) > FOLDED


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """All that is shown of one resource: what is said of it, in foreign words as well, and what refers to it.

    `text` is the stored text of a document, `spans` the places in it that something was read from, `jsonld` the same
    as data, for programs that read pages.
    """

    title: str
    kinds: tuple[str, ...]
    iri: str
    root: str
    state: Link | None = None
    fictional: bool = False
    facts: tuple[Fact, ...] = ()
    foreign: tuple[Fact, ...] = ()
    referring: tuple[Fact, ...] = ()
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    jsonld: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of an index and what stands below it."""

    heading: Link
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A list of all things of a kind, by section."""

    title: str
    introduction: str
    sections: tuple[Section, ...]
    root: str

    @property
    def total(self) -> int:
        return sum(len(section.links) for section in self.sections)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to download: what it is, how large, and the digest to check it by."""

    link: Link
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the site holds, from where to start, and the terms."""

    title: str
    description: str
    publisher: Link
    licence: Link
    modified: str
    indexes: tuple[tuple[Link, int], ...]
    drawings: tuple[Link, ...]
    states: tuple[Link, ...]
    downloads: tuple[FileLink, ...]
    withheld: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A class or property of the vocabulary, as its page shows it."""

    name: str
    label: str
    definition: str
    above: tuple[Link, ...] = ()
    domain: tuple[Link, ...] = ()
    range: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text without a border of a quotation in it; `starts` are the quotations that begin here."""

    text: str
    quoted: bool
    starts: tuple[str, ...]


def resource_page(page: ResourcePage) -> str:
    """The HTML of one resource."""
    parts = tuple(stretches(page.text, page.spans))
    return _render("resource.html", page=page, stretches=parts, jsonld=Markup(_in_script(page.jsonld)))


def search_files(found: Iterable[Link]) -> Mapping[str, str]:
    """The page for searching by name, with its script and the names that it searches, by file; it needs no server."""
    names = json.dumps(
        [[one.name, one.note, one.href, one.fictional] for one in found], ensure_ascii=False, separators=(",", ":")
    )
    return {
        "index.html": _render("search.html"),
        "names.js": f"const NAMES = {_in_script(names)};\n",
        "search.js": (files("viz") / "templates" / "site" / "search.js").read_text("utf-8"),
    }


def _in_script(data: str) -> str:
    """JSON that holds nothing at which a script could end."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def index_page(page: IndexPage) -> str:
    """The HTML of a list."""
    return _render("index.html", page=page)


def front_page(page: FrontPage) -> str:
    """The HTML of the first page."""
    return _render("front.html", page=page)


def vocabulary_page(classes: Sequence[Word], properties: Sequence[Word], *, root: str) -> str:
    """The HTML of the vocabulary: every class and property at the place that its IRI names."""
    return _render("vocabulary.html", groups=(("Classes", classes), ("Properties", properties)), root=root)


def style_sheet() -> str:
    """The style of all pages."""
    return (files("viz") / "templates" / "site" / "site.css").read_text("utf-8")


def anchor(start: int, end: int) -> str:
    """The name of a quotation's place on the page of its document."""
    return f"c{start}-{end}"


def stretches(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    """A text cut at the borders of its quotations, which may overlap; together the stretches are the text.

    >>> [(one.text, one.quoted) for one in stretches("Police and courts", [(0, 6), (0, 17)])]
    [('Police', True), (' and courts', True)]
    """
    inside = [(start, end) for start, end in sorted(set(spans)) if 0 <= start < end <= len(text)]
    borders = sorted({0, len(text), *(border for span in inside for border in span)})
    ends: dict[int, list[int]] = {}
    for start, end in inside:
        ends.setdefault(start, []).append(end)
    reaches = 0
    for start, end in pairwise(borders):
        here = ends.get(start, [])
        reaches = max([reaches, *here])
        yield Stretch(text[start:end], reaches > start, tuple(anchor(start, last) for last in here))


def _render(name: str, **values: Any) -> str:
    text: str = _templates()[name].render(values)
    return text + "\n"


_PAGES = ("resource.html", "index.html", "front.html", "search.html", "vocabulary.html")


@cache
def _templates() -> Mapping[str, Any]:
    found = Environment(
        loader=PackageLoader("viz", "templates/site"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return {name: found.get_template(name) for name in _PAGES}
