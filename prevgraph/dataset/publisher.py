"""Who publishes a dataset and on what terms: the `[publisher]` table of `prevgraph.toml`.

What is not stated there is not made up: no licence is given where none was chosen, and the publisher is called unnamed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ontology.errors import PrevgraphError
from prevgraph.command import SETTINGS_FILE

_TITLE = "Crime prevention as States describe it"
_DESCRIPTION = (
    "What States say of their crime prevention in reply to the United Nations questionnaire on the Guidelines for the"
    " Prevention of Crime: institutions, strategies, programmes, laws and publications, each statement with the words"
    " it was read from. Every statement is what a State said, not an established fact."
)


class BadPublisher(PrevgraphError):
    """The settings say something of the publisher that cannot be used."""

    message = "{0}: [publisher] {1}: {2}"


@dataclass(frozen=True, slots=True)
class Publisher:
    """What the description of a dataset says of its publication.

    `address` is where the files will stand, ending in a slash (empty: unknown, so that they stay relative to the file),
    `endpoint` that of a SPARQL service, `licence` an IRI, `contact` an e-mail address or a page, `withhold_needs` the
    codes of the states whose needs stay unpublished.
    """

    name: str = "Publisher not stated"
    homepage: str = ""
    kind: str = ""
    title: str = _TITLE
    description: str = _DESCRIPTION
    licence: str = ""
    contact: str = ""
    address: str = ""
    endpoint: str = ""
    issued: str = ""
    withhold_needs: tuple[str, ...] = ()


def publisher_here() -> Publisher:
    """The publisher that the settings in the present folder name."""
    return read_publisher(Path.cwd() / SETTINGS_FILE)


def read_publisher(file: Path) -> Publisher:
    """The publisher that a settings file names; an unnamed one where the file or its table is not there."""
    if not file.exists():
        return Publisher()
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPublisher(file.name, "cannot be read", error) from error
    given = settings.get("publisher", {})
    if not isinstance(given, dict):
        raise BadPublisher(file.name, "is no table", 'write [publisher] and name = "..." below it')
    withheld = settings.get("withhold_needs", [])
    return _publisher(file, {"withhold_needs": withheld, **given})


def _publisher(file: Path, given: Mapping[str, Any]) -> Publisher:
    known = {field.name for field in fields(Publisher)}
    for name, value in given.items():
        if name not in known:
            raise BadPublisher(file.name, name, f"is not known; it takes {', '.join(sorted(known))}")
        if name == "withhold_needs":
            if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
                raise BadPublisher(file.name, name, 'write the codes of states as ["CZE"]')
        elif not isinstance(value, str):
            raise BadPublisher(file.name, name, "write it as text in quotes")
        elif name in ("homepage", "kind", "licence", "address", "endpoint") and value:
            _require_address(file, name, value)
    codes = tuple(sorted({code.upper() for code in given["withhold_needs"]}))
    address = given.get("address", "").rstrip("/")
    return Publisher(**{**given, "withhold_needs": codes, "address": address and f"{address}/"})


def _require_address(file: Path, name: str, value: str) -> None:
    if not value.startswith(("http://", "https://")) or any(sign in value for sign in ' <>"{}|^`\\'):
        raise BadPublisher(file.name, name, f"{value!r} is no address; write it as https://...")
