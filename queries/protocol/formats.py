"""The formats of answers, and the choice of one by what the client accepts (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from queries.protocol.errors import NotAcceptable

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"
N_QUADS = "application/n-quads"
TRIG = "application/trig"
HTML = "text/html"
PLAIN_JSON = "application/json"

#: What SELECT and ASK can be answered in, the first where the client does not care.
RESULTS = (JSON, XML, CSV, TSV)
#: What graphs can be given in.
GRAPHS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, N_QUADS, TRIG)
#: What the answer to a catalogue question can be given in: plain objects first.
TABLES = (PLAIN_JSON, JSON, CSV, TSV)
#: What graphs can be sent in.
READ = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)

#: Short names, for `format=` and for the endings of addresses.
SHORT: Mapping[str, tuple[str, ...]] = {
    "json": (PLAIN_JSON, JSON, JSON_LD),
    "xml": (XML, RDF_XML),
    "csv": (CSV,),
    "tsv": (TSV,),
    "ttl": (TURTLE,),
    "turtle": (TURTLE,),
    "nt": (N_TRIPLES,),
    "ntriples": (N_TRIPLES,),
    "rdf": (RDF_XML,),
    "rdfxml": (RDF_XML,),
    "jsonld": (JSON_LD,),
    "nq": (N_QUADS,),
    "nquads": (N_QUADS,),
    "trig": (TRIG,),
    "html": (HTML,),
}
#: Other names by which clients ask for these formats.
_ALIASES: Mapping[str, tuple[str, ...]] = {
    PLAIN_JSON: (JSON, JSON_LD),
    "application/xml": (XML, RDF_XML),
    "text/xml": (XML, RDF_XML),
    "application/x-turtle": (TURTLE,),
    "text/plain": (N_TRIPLES,),
}
_UTF8 = ("text/",)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that was chosen: what is written, and how the client calls it."""

    media_type: str
    called: str

    @property
    def content_type(self) -> str:
        """The header that says what the answer is."""
        return f"{self.called}; charset=utf-8" if self.called.startswith(_UTF8) else self.called


@dataclass(frozen=True, slots=True)
class _Range:
    """One entry of an Accept header."""

    kind: str
    quality: float

    def precision(self, media_type: str) -> int:
        """How precisely this entry speaks of a type: 0 where it does not."""
        if self.kind == media_type:
            return 3
        if self.kind == media_type.partition("/")[0] + "/*":
            return 2
        return 1 if self.kind == "*/*" else 0


@lru_cache(maxsize=1024)
def choose(accept: str, offered: tuple[str, ...], short: str = "") -> Format:
    """The offered format that the client likes best, or the one that it names by its short name.

    >>> choose("text/csv;q=0.5, application/json", RESULTS)
    Format(media_type='application/sparql-results+json', called='application/json')
    """
    if short:
        return _named(short, offered)
    ranges = list(_ranges(accept or "*/*"))
    called = [(one, one) for one in offered] + [
        (one, alias) for alias, meant in _ALIASES.items() for one in meant if one in offered
    ]
    weighed = [
        (_quality(ranges, alias, is_alias=one != alias), -rank, one, alias) for rank, (one, alias) in enumerate(called)
    ]
    quality, _, media_type, name = max(weighed)
    if quality <= 0:
        raise NotAcceptable(accept, ", ".join(offered))
    return Format(media_type, name)


def _named(short: str, offered: Sequence[str]) -> Format:
    found = next((one for one in (*SHORT.get(short.lower(), ()), short) if one in offered), None)
    if found is None:
        raise NotAcceptable(f"the format {short!r}", ", ".join(offered))
    return Format(found, found)


def _quality(ranges: Sequence[_Range], media_type: str, *, is_alias: bool) -> float:
    """How much the client likes a type: what the most precise entry says. An alias counts where it is named itself."""
    precise = max((one.precision(media_type) for one in ranges), default=0)
    if precise == 0 or (is_alias and precise < 3):
        return 0
    return max(one.quality for one in ranges if one.precision(media_type) == precise)


def _ranges(accept: str) -> Iterator[_Range]:
    for entry in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in entry.split(";"))
        if kind:
            yield _Range("*/*" if kind == "*" else kind, _weight(parameters))


def _weight(parameters: Sequence[str]) -> float:
    given = next((one.partition("=")[2] for one in parameters if one.startswith("q=")), "1")
    try:
        return min(1.0, max(0.0, float(given)))
    except ValueError:
        return 0.0
