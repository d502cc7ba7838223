"""Where an IRI or a place in a document is shown in the explorer."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

BASE = "https://w3id.org/prevgraph/"

#: What may stand in a path unescaped (RFC 3986, 3.3), besides letters and digits.
_IN_PATH = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of pages. `language` is added to each where the reader chose one by name."""

    base: str = BASE
    language: str = ""

    def page(self, path: str, fragment: str = "", /, **query: object) -> str:
        """The address of a page of ours; empty values are left out.

        >>> Links().page("/network", state=["CZE", "XAA"], since=None)
        '/network?state=CZE&state=XAA'
        """
        pairs = [
            (name.replace("_", "-"), str(one))
            for name, value in query.items()
            for one in (value if isinstance(value, list | tuple | set | frozenset) else (value,))
            if one not in (None, "")
        ]
        if self.language:
            pairs.append(("language", self.language))
        found = quote(path, safe=_IN_PATH + "%") + ("?" + urlencode(pairs) if pairs else "")
        return found + ("#" + quote(fragment, safe=_IN_PATH) if fragment else "")

    def paragraph(self, number: str) -> str:
        """The page of a paragraph by its number as printed.

        >>> Links().paragraph("24(c)")
        '/paragraphs/24/c'
        """
        return self.page("/paragraphs/" + "/".join(re.findall(r"\w+", number)))

    def number(self, iri: str) -> str:
        """The number of a paragraph as printed; empty for all else.

        >>> Links().number("https://w3id.org/prevgraph/guidelines/24/c")
        '24(c)'
        """
        room, _, path = (self._path(iri) or "").partition("/")
        if room != "guidelines" or not path:
            return ""
        first, *others = path.split("/")
        return first + "".join(f"({part})" for part in others)

    def to(self, iri: str) -> str:
        """The page of a resource; empty for what has none.

        >>> Links().to("https://w3id.org/prevgraph/guidelines/24/c")
        '/paragraphs/24/c'
        """
        path = self._path(iri)
        if path is None:
            return ""
        room, _, rest = path.partition("/")
        if room == "guidelines" and rest:
            return self.page(f"/paragraphs/{rest}")
        if room == "questionnaire":
            return self.page("/queries/answers", question=iri)
        return self._thing(rest) if room == "id" else ""

    def _path(self, iri: str) -> str | None:
        """What follows the base, or the project's own, under which stands what all sites share."""
        start = self.base if iri.startswith(self.base) else BASE
        return iri.removeprefix(start) if iri.startswith(start) else None

    def _thing(self, path: str) -> str:
        kind, _, rest = path.partition("/")
        if kind == "state":
            return self.page(f"/states/{rest}")
        if kind in ("document", "response"):
            return self.page(f"/documents/{rest}")
        if kind == "answer" and rest.count("/") >= 2:
            document, _, item = rest.rpartition("/")
            return self.page(f"/documents/{document}", f"item-{item}")
        return self.page(f"/page/{path}")

    def alike(self, iri: str) -> str:
        """The page of who else does something like a thing.

        >>> Links().alike("https://w3id.org/prevgraph/id/programme/CZE/partnership")
        '/alike/programme/CZE/partnership'
        """
        return self.page("/alike/" + (self._path(iri) or "").removeprefix("id/"))

    def data(self, iri: str, suffix: str) -> str:
        """Where the statements about a resource are, in a format named by its suffix (`ttl`, `jsonld`)."""
        path = (self._path(iri) or "").removeprefix("id/")
        return quote(f"/data/{path}.{suffix}", safe=_IN_PATH)

    def words(self, document: str, start: object, end: object) -> str:
        """The very words in a document, by position (the form of RFC 5147).

        >>> Links().words("https://w3id.org/prevgraph/id/document/CZE/ecosoc-2004-28", 5, 9)
        '/documents/CZE/ecosoc-2004-28#char=5,9'
        """
        page = self.to(document)
        return f"{page}#char={start},{end}" if page and start is not None else page
