"""One thing and every place that names it (pure): what all of them together say of its type, kind and names."""

import re
from collections import Counter
from collections.abc import Iterable

from ingest.naming.found import Found, is_acronym

_PLANS = ("Strategy", "Programme")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Thing:
    """One thing and every place that names it. `keys` are its names as sequences of stems."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.keys: set[tuple[str, ...]] = set()
        self.acronyms: set[str] = set()
        self.heads: set[tuple[str, bool]] = set()
        self._type = self._head = ""
        self._edges: frozenset[str] = frozenset()
        self._edges_of = 0

    def add(self, find: Found, keys: set[tuple[str, ...]] | None = None) -> None:
        """One more place that names it."""
        self.found.append(find)
        self.keys |= keys or set()
        if find.specific:
            self.heads.add((find.head, find.plural))
            self.acronyms |= {form for form in (find.label, *find.forms) if is_acronym(form)}
            self._type = self._head = ""

    def absorb(self, other: "Thing") -> None:
        """Takes over every place and name of another."""
        for find in other.found:
            self.add(find)
        self.keys |= other.keys

    @property
    def type(self) -> str:
        """The type that its surest places give it."""
        if not self._type:
            self._type = _surest((f.type, f) for f in self.telling())
        return self._type

    @property
    def kind(self) -> str:
        """The kind that its places of that type give it, the finest first."""
        of_type = [f for f in self.telling() if f.type == self.type]
        finer = [f for f in of_type if f.kind != f.type]
        return _surest((f.kind, f) for f in finer or of_type)

    @property
    def head(self) -> str:
        """The head noun of its fullest name."""
        if not self._head:
            named = [f for f in self.telling() if f.head]
            self._head = max(named, key=lambda f: len(f.text)).head if named else ""
        return self._head

    @property
    def is_whole(self) -> bool:
        """Whether it is named whole: with a head noun, or as an organisation that the world knows."""
        return bool(self.head) or any(f.method == "known organisation" for f in self.found)

    @property
    def edges(self) -> frozenset[str]:
        """The first and the last stems of its names: one name can only hold another that shares one of them."""
        if self._edges_of != len(self.keys):  # names are only ever added
            self._edges = frozenset(stem for key in self.keys for stem in (*key[:1], *key[-1:]))
            self._edges_of = len(self.keys)
        return self._edges

    @property
    def years(self) -> frozenset[str]:
        """The years that stand in the names of a plan or a programme."""
        return frozenset(y for f in self.telling() if f.type in _PLANS for y in _YEAR.findall(f.text))

    def telling(self) -> list[Found]:
        """The places that tell by themselves what it is."""
        return [f for f in self.found if f.specific and f.method != "bracketed form"] or self.found


def _surest(votes: Iterable[tuple[str, Found]]) -> str:
    """The vote of the surest place; of equals the commonest, then the first."""
    surest: dict[str, float] = {}
    count: Counter[str] = Counter()
    for vote, found in votes:
        surest[vote] = max(surest.get(vote, 0.0), found.confidence)
        count[vote] += 1
    return max(count, key=lambda v: (surest[v], count[v]))
