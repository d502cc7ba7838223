"""What one answer names, place by place, before it is known which places name the same thing."""

from dataclasses import dataclass
from functools import lru_cache

from ingest.tokens import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A named place: `text[start:end]`. `same_as` is the start of the place that this one is another form of.

    `specific` names a thing by itself; otherwise the place only points to one ("the Council"). `head` is the
    singular of the head noun, "" where there is none. `forms` are shorter forms that stand within the text.
    """

    item: str
    start: int
    end: int
    text: str
    type: str
    kind: str
    specific: bool
    method: str
    confidence: float
    head: str = ""
    plural: bool = False
    same_as: int | None = None
    forms: tuple[str, ...] = ()
    number: str = ""

    @property
    def label(self) -> str:
        """The text on one line."""
        return one_line(self.text)


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def is_acronym(text: str) -> bool:
    """Whether a label is one word, written mostly in capitals."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return " " not in text and 2 <= len(letters) <= 12 and capitals >= 2 and capitals * 3 >= len(letters) * 2


def words_of(label: str) -> list[str]:
    """A label's words, folded."""
    return [w.strip(".,;:()\"'«»“”") for w in fold(label).replace("-", " ").split()]
