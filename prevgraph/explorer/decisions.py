"""What reviewers decide in the explorer: who may, and where it is kept.

A reviewer shows the token once; the browser then keeps a cookie that only who knows the token can have made, that no
script can read and that no other site can make the browser send.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from rdflib.term import URIRef

from graph.store import Store
from ingest.decisions import ACTIONS, Decision, keep_decisions
from ingest.document.read import SUFFIXES
from ingest.run import find_files
from ontology.errors import PrevgraphError

COOKIE = "prevgraph-reviewer"

#: The longest name of a reviewer, and the longest correction.
LONGEST = 200

_DOCUMENT = """
PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?sha256 ?file WHERE {
  ?claim a pg:Claim ; pg:answer/pg:response/pg:document ?document .
  ?document pg:sha256 ?sha256 ; pg:fileName ?file .
}
"""

Opening = Callable[[], AbstractContextManager[Store]]


class BadDecision(PrevgraphError):
    """What came in is no decision about a claim."""

    message = "this cannot be decided: {0}"


@dataclass(frozen=True, slots=True)
class Given:
    """One decision as a reviewer gave it: what about which claim, by whom, and where to go back to."""

    action: str
    claim: str
    value: str
    by: str
    place: str = ""


Decide = Callable[[Given], None]


def keeping(store: Opening, folder: Path, *, today: Callable[[], str]) -> Decide:
    """What keeps decisions beside the response files of a folder, where every later reading applies them.

    A claim whose document is not among the files, byte for byte, is refused.
    """

    def decide(given: Given) -> None:
        with store() as opened:
            rows = opened.select(_DOCUMENT, {"claim": URIRef(given.claim)}).rows
        if not rows:
            raise BadDecision("no response in the store says this")
        digest, name = map(str, rows[0])
        kept = Decision(given.action, given.claim, by=given.by, on=today(), value=given.value)
        keep_decisions(_file(folder, name, digest), [kept])

    return decide


def _file(folder: Path, name: str, digest: str) -> Path:
    for path in find_files([folder], suffixes=SUFFIXES):
        if path.name == name and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return path
    raise BadDecision(f"the file {name} as it was read is not in {folder}")


def given_in(fields: Iterable[tuple[str, str]], by: str) -> Given:
    """The decision that a form holds: a button names action, claim and place; a field of the claim the correction."""
    values = dict(fields)
    action, _, rest = values.get("decision", "").partition(" ")
    claim, _, place = rest.partition(" ")
    value = values.get(f"value {claim}", "").strip()[:LONGEST]
    if action not in ACTIONS or not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", claim):
        raise BadDecision("it names no claim, or nothing that can be done with one")
    if action == "correct" and not value:
        raise BadDecision("a correction needs the right word beside it")
    if not by:
        raise BadDecision("a decision needs the name of who decides")
    return Given(action, claim, value, by, place if re.fullmatch(r"char=\d+,\d+", place) else "")


def reviewer_cookie(token: str, name: str) -> str:
    """What the browser of a reviewer keeps: the name, signed with the token."""
    return f"{quote(name, safe='')}.{_signed(token, name)}"


def reviewer_of(cookie: str, token: str) -> str:
    """The reviewer whose cookie this is; empty where the token did not sign it."""
    name, _, signature = cookie.rpartition(".")
    is_ours = hmac.compare_digest(signature.encode(), _signed(token, unquote(name)).encode())
    return unquote(name) if name and is_ours else ""


def _signed(token: str, name: str) -> str:
    return hmac.new(token.encode(), f"reviewer {name}".encode(), hashlib.sha256).hexdigest()
