"""Sentences in the manner of replies, one a line with what a careful reader takes from it (`sentences/`).

# en 22                                           language and item of the lines that follow
{N}: {A} is a member. => A memberOf N             these relations are read, perhaps others too
{A} advises {N}. =/> A memberOf N                 these are not
[I:Lantern] runs [P:Quay]. => Lantern implements Quay

A name stands in short, as a letter of `LETTERS`, or marked as in `told`. In `names/` it is the names that are read:

Hands to Till places school leavers. => Programme: Hands to Till

In `attributes/` it is what is said of them:

The Lark Desk of the Elden Police was set up in 1999. => Lark Desk established 1999
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.parts import State
from tests.ingest.naming import entities_of, named
from tests.ingest.told import relations_of

SENTENCES = Path(__file__).with_name("sentences")
#: The names that stand for the letters.
LETTERS = {
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
_PLAIN = {letter: re.sub(r"^\[[^:]+:|\]$", "", name) for letter, name in LETTERS.items()}
STATES = {"en": "Republic of Borduria", "fr": "République de Bordurie", "es": "República de Borduria"}


def lines(what: str) -> Iterator[tuple[str, str, str, bool, frozenset[str]]]:
    """The sentences of a folder: language, item, sentence, whether it tells what follows, and that."""
    for path in sorted((SENTENCES / what).glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# "):
                _, language, item = line.split()
            elif line:
                text, arrow, expected = re.split(r" (=>|=/>) ", line)
                yield language, item, text, arrow == "=>", frozenset(expected.split("; "))


def marked(text: str) -> str:
    """A sentence with the names that its letters stand for."""
    return re.sub(r"\{(\w+)\}", lambda letter: LETTERS[letter[1]], text.replace("\\n", "\n"))


def _relations(language: str, item: str, text: str) -> set[str]:
    found = relations_of({item: marked(text)}, language=language, state=State(STATES[language], "XAA"))
    return {f"{r.s} {r.p} {r.o}" for r in found}


def _in_full(relation: str) -> str:
    """A relation whose letters are names."""
    subject, *between, object_ = relation.split(" ")
    return " ".join([_PLAIN.get(subject, subject), *between, _PLAIN.get(object_, object_)])


@pytest.mark.parametrize(("language", "item", "text", "is_read", "relations"), list(lines("relations")))
def test_a_sentence_tells_relations(
    language: str, item: str, text: str, is_read: bool, relations: frozenset[str]
) -> None:
    expected, read = set(map(_in_full, relations)), _relations(language, item, text)
    assert expected <= read if is_read else not expected & read


@pytest.mark.parametrize(("language", "item", "text", "is_read", "names"), list(lines("names")))
def test_a_sentence_names_things(language: str, item: str, text: str, is_read: bool, names: frozenset[str]) -> None:
    read = named(text, language, item)
    assert names <= read if is_read else not names & set(read)


@pytest.mark.parametrize(("language", "item", "text", "is_read", "said"), list(lines("attributes")))
def test_a_sentence_says_things_of_what_it_names(
    language: str, item: str, text: str, is_read: bool, said: frozenset[str]
) -> None:
    things = entities_of({item: text}, language)
    read = {f"{thing.labels[0]} {name} {value}" for thing in things for name, value in thing.attributes.items()}
    assert said <= read if is_read else not said & read
