"""What every room hands on: statements, and findings about what was not understood."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

Object = URIRef | Literal


class Statement(NamedTuple):
    """One triple of the graph. There are no blank nodes: a subject and a predicate are always IRIs."""

    subject: URIRef
    predicate: URIRef
    object: Object


@lru_cache(maxsize=1 << 16)
def whole(number: int) -> Literal:
    """A whole number as a term; the same ones come again and again."""
    return Literal(str(number), datatype=XSD.integer, normalize=False)


class Gravity(StrEnum):
    """How grave a finding is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know: where, what, how grave, and what was done about it."""

    where: str
    what: str
    gravity: Gravity = Gravity.WARNING
