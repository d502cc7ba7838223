"""How this project reads a response: questionnaire, reader and names of states, put together once a process.

All commands know a `ReadingPlan`; what reads is imported when something is read, so that the others start quickly.
"""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.identifiers import BASE, Identifiers

if TYPE_CHECKING:
    from ingest.parts import Response
    from ingest.reader import Reader
    from ontology.questionnaire import Questionnaire
    from ontology.states import StateNames

STANDARD_QUESTIONNAIRE = "ecosoc-2004-28"
READERS = ("linguistic", "chat")
CHAT_KEY = "PREVGRAPH_CHAT_KEY"


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """What a user may say about a reading; everything else comes from the document. It travels to worker processes."""

    questionnaire: str = STANDARD_QUESTIONNAIRE
    iso3: str | None = None
    round_: str | None = None
    states_files: tuple[Path, ...] = ()
    base: str = ""
    reader: str = field(default="linguistic")
    chat_url: str = ""
    chat_model: str = ""

    @property
    def ids(self) -> Identifiers:
        return Identifiers(self.base or BASE)

    @property
    def reader_name(self) -> str:
        """How the provenance of a reading calls the reader."""
        return self._reader().name

    def _reader(self) -> "Reader":
        return chat_reader(self.chat_url, self.chat_model) if self.reader == "chat" else linguistic_reader()

    def read(self, path: Path) -> "Response":
        """One file as a response."""
        from ingest.response import read_response

        return read_response(
            path,
            questionnaire=questionnaire(self.questionnaire),
            reader=self._reader(),
            states=state_names(self.states_files),
            ids=self.ids,
            iso3=self.iso3,
            round_=self.round_,
        )


@cache
def questionnaire(name: str) -> "Questionnaire":
    """A questionnaire by the name of a shipped one, or by the path of a Turtle file that describes it."""
    from ontology.questionnaire import load_questionnaire, read_questionnaire

    path = Path(name)
    return read_questionnaire(path) if path.suffix == ".ttl" else load_questionnaire(name)


def linguistic_reader() -> "Reader":
    """The embedded reader."""
    from ingest.reader import LinguisticReader

    return LinguisticReader()


@cache
def chat_reader(url: str, model: str) -> "Reader":
    """The reader that asks a model; its key is in the environment, its answers are kept in the user's cache."""
    from platformdirs import user_cache_path

    from ingest.chat.endpoint import ChatEndpoint
    from ingest.chat_reader import ChatReader

    cache = user_cache_path("preventiongraph", appauthor=False) / "chat"
    return ChatReader(ChatEndpoint(url, model, cache, key=os.environ.get(CHAT_KEY, ""), key_name=CHAT_KEY))


@cache
def state_names(files: tuple[Path, ...]) -> "StateNames":
    """The names of all states: UN members, and those that `files` add."""
    from ontology.states import StateNames

    return StateNames.load(*files)


@cache
def software_version() -> str:
    """The version of this project as installed."""
    from importlib.metadata import version

    return version("preventiongraph")
