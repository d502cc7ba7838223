"""How this project reads a response: questionnaire, reader and names of states, put together once a process."""

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from graph.identifiers import BASE, Identifiers
from ingest.parts import Response
from ingest.reader import LinguisticReader, Reader
from ingest.response import read_response
from ontology.questionnaire import Questionnaire, load_questionnaire, read_questionnaire
from ontology.states import StateNames

STANDARD_QUESTIONNAIRE = "ecosoc-2004-28"


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """What a user may say about a reading; everything else comes from the document. It travels to worker processes."""

    questionnaire: str = STANDARD_QUESTIONNAIRE
    iso3: str | None = None
    round_: str | None = None
    states_files: tuple[Path, ...] = ()
    base: str = BASE
    reader: str = field(default="linguistic")

    @property
    def ids(self) -> Identifiers:
        return Identifiers(self.base)

    def read(self, path: Path) -> Response:
        """One file as a response."""
        return read_response(
            path,
            questionnaire=questionnaire(self.questionnaire),
            reader=reader(self.reader),
            states=state_names(self.states_files),
            ids=self.ids,
            iso3=self.iso3,
            round_=self.round_,
        )


@cache
def questionnaire(name: str) -> Questionnaire:
    """A questionnaire by the name of a shipped one, or by the path of a Turtle file that describes it."""
    path = Path(name)
    return read_questionnaire(path) if path.suffix == ".ttl" else load_questionnaire(name)


@cache
def reader(name: str) -> Reader:
    """A reader by its name."""
    del name
    return LinguisticReader()


@cache
def state_names(files: tuple[Path, ...]) -> StateNames:
    """The names of all states: UN members, and those that `files` add."""
    return StateNames.load(*files)


def software_version() -> str:
    """The version of this project as installed."""
    return version("preventiongraph")
