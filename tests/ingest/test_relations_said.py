"""The sentences of `said/`: one a line with the relations it states, names in short.

# en 22                                      language and item of the lines that follow
{N}: {A} is a member. => A memberOf N        these relations are read, perhaps others too
{A} advises {N}. =/> A memberOf N            these are not
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.parts import State
from tests.ingest.told import relations_of

#: The names that stand for the letters.
NAMES = {
    "A": "[I:Lantern]",
    "B": "[I:Harbour Aid]",
    "E": "[I:Foundry]",
    "M": "[I/Ministry:Ministry of Order]",
    "J": "[I/Ministry:Ministry of Law]",
    "H": "[I/Ministry:Ministry of Care]",
    "K": "[I/Council:Round Table]",
    "Q": "[I/Committee:Panel]",
    "X": "[I/Commission:Board]",
    "G": "[I/Police:Guard]",
    "C": "[I/LocalAuthority:City of Lark]",
    "D": "[I/Department:Youth Desk]",
    "R": "[I/Centre:Quay House]",
    "U": "[I/University:Lark University]",
    "T": "[I/ResearchInstitute:Crime Lab]",
    "V": "[I/Agency:Fund Agency]",
    "Z": "[I/Service:Ward Service]",
    "O": "[I/Observatory:Eye]",
    "F": "[I/Association:Town League]",
    "Y": "[I/NonGovernmentalOrganization:Beacon]",
    "N": "[N:Seapol]",
    "N2": "[N:Quaynet]",
    "P": "[P:Tide]",
    "P2": "[P:Dock]",
    "S": "[S:Blue Plan]",
    "L": "[L:Port Act]",
    "L2": "[L:Decree No. 7]",
}
_SHORT = {re.sub(r"^\[[^:]+:|\]$", "", name): short for short, name in NAMES.items()}
STATES = {"en": "Republic of Borduria", "fr": "République de Bordurie", "es": "República de Borduria"}


def _lines() -> Iterator[tuple[str, str, str, str, frozenset[str]]]:
    for path in sorted((Path(__file__).parent / "said").glob("*.txt")):
        language, item = "en", "9(a)"
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# "):
                _, language, item = line.split()
            elif line:
                text, arrow, relations = re.split(r" (=>|=/>) ", line)
                yield language, item, text, arrow, frozenset(relations.split("; "))


def _read(language: str, item: str, text: str) -> set[str]:
    marked = re.sub(r"\{(\w+)\}", lambda letter: NAMES[letter[1]], text.replace("\\n", "\n"))
    found = relations_of({item: marked}, language=language, state=State(STATES[language], "XAA"))
    return {f"{_SHORT.get(r.s, r.s)} {r.p} {_SHORT.get(r.o, r.o)}" for r in found}


@pytest.mark.parametrize(("language", "item", "text", "arrow", "relations"), list(_lines()))
def test_a_line_states_what_stands_behind_it(
    language: str, item: str, text: str, arrow: str, relations: frozenset[str]
) -> None:
    read = _read(language, item, text)
    assert relations <= read if arrow == "=>" else not relations & read
