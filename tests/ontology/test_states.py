"""The states: all members with their links, and found by every name they go by, never by a guess."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from rdflib.term import Literal, URIRef

from ontology.states import StateNames, UnreadableStates, find_state, name_key, read_states, state_names
from ontology.terms import PG

GRAPH = Graph().parse(data=(files("ontology") / "states.ttl").read_text("utf-8"), format="turtle")
STATES = {str(GRAPH.value(state, PG.iso3)): state for state in GRAPH.subjects(RDF.type, PG.State)}
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "states.toml"


def members() -> list[str]:
    return [iso3 for iso3, state in STATES.items() if GRAPH.value(state, PG.membership) == Literal("member")]


def test_there_are_193_members_of_the_united_nations() -> None:
    assert len(members()) == 193


@pytest.mark.parametrize("iso3", sorted(STATES))
def test_each_state_is_named_in_three_languages_and_linked_to_both_authorities(iso3: str) -> None:
    state = STATES[iso3]
    number = GRAPH.value(state, PG.m49)
    assert {name.language for name in GRAPH.objects(state, SKOS.prefLabel)} == {"en", "fr", "es"}  # type: ignore[attr-defined]
    assert set(GRAPH.objects(state, SKOS.exactMatch)) == {
        URIRef(f"http://metadata.un.org/sdg/codes/geoArea/{number}"),
        URIRef(f"http://publications.europa.eu/resource/authority/country/{iso3}"),
    }
    assert (GRAPH.value(state, PG.region), RDF.type, PG.Region) in GRAPH


def test_the_numbers_are_those_of_the_standard() -> None:
    # Taken from the published M49 table.
    numbers = {"AFG": "004", "CZE": "203", "GBR": "826", "SSD": "728", "VUT": "548"}
    assert {iso3: str(GRAPH.value(STATES[iso3], PG.m49)) for iso3 in numbers} == numbers


def test_no_state_is_declared_the_same_thing_as_another() -> None:
    assert "sameAs" not in (files("ontology") / "states.ttl").read_text("utf-8")


def test_the_regions_lead_up_to_the_world() -> None:
    region = GRAPH.value(STATES["KEN"], PG.region)
    names = []
    while region is not None:
        names.append(next(str(n) for n in GRAPH.objects(region, SKOS.prefLabel) if n.language == "en"))  # type: ignore[attr-defined]
        region = GRAPH.value(region, SKOS.broader)
    assert names[-2:] == ["Africa", "world"]


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("CZECH REPUBLIC", "CZE"),
        ("Czechia", "CZE"),
        ("Côte d’Ivoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("ex-République yougoslave de Macédoine", "MKD"),
        ("REPÚBLICA DEL PERÚ", "PER"),
        ("ROYAUME DU MAROC", "MAR"),
        ("République du Bénin", "BEN"),
        ("Republic of Korea", "KOR"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("Republic of the Congo", "COG"),
        ("République démocratique du Congo", "COD"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("ST. LUCIA", "LCA"),
        ("Bosnia-Herzegovina", "BIH"),
        ("REPUBLIC OF TURKEY", "TUR"),
        ("Swaziland", "SWZ"),
        ("Confederación Suiza", "CHE"),
        ("Government of the Republic of Kenya", "KEN"),
        ("Gouvernement de la Principauté de Monaco", "MCO"),
        ("Serbia and Montenegro", "SCG"),
        ("Dominica", "DMA"),
        ("República Dominicana", "DOM"),
        ("Guinea-Bissau", "GNB"),
        ("Papúa Nueva Guinea", "PNG"),
        ("Deutschland", "DEU"),
    ],
)
def test_a_state_is_found_by_the_names_it_goes_by(name: str, iso3: str) -> None:
    assert find_state(name) == iso3


@pytest.mark.parametrize(
    "name", ["", "Annex", "Republic", "Korea", "Republic of China", "Norland", "Nigera", "The", "Ministry"]
)
def test_nothing_is_guessed(name: str) -> None:
    assert find_state(name) is None


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_name_in_the_graph_finds_its_state(language: str) -> None:
    for iso3, state in STATES.items():
        for label in (SKOS.prefLabel, SKOS.altLabel):
            for name in GRAPH.objects(state, label):
                if isinstance(name, Literal) and name.language == language:
                    assert find_state(str(name)) == iso3, name


def test_the_usual_names_are_the_same_in_the_graph_and_in_the_list() -> None:
    for iso3, state in STATES.items():
        names = {n.language: str(n) for n in GRAPH.objects(state, SKOS.prefLabel) if isinstance(n, Literal)}
        assert state_names(iso3) == names


def test_the_list_of_names_is_written_as_names_are_looked_up() -> None:
    keys = json.loads((files("ontology") / "states.json").read_text("utf-8"))["keys"]
    assert [key for key in keys if name_key(key) != key] == []


def test_invented_states_come_from_a_file_and_from_nowhere_else() -> None:
    assert find_state("Kingdom of Norrland") is None
    names = StateNames.load(EXAMPLES)
    assert names.find("KINGDOM OF NORRLAND") == "XAA"
    assert names.find("RÉPUBLIQUE DE SAHÉLIA") == "XAG"
    assert names.find("France") == "FRA"
    assert names.name("XAG", "es") == "République de Sahélia"


def test_a_state_that_is_not_known_is_called_by_its_code() -> None:
    assert StateNames.load().name("XZZ", "fr") == "XZZ"


@pytest.mark.parametrize("text", ["", "states = 3", "[states]\nTOOLONG = ['x']", "[states]\nXAA = []", "[states"])
def test_a_file_that_lists_no_states_is_refused_by_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableStates, match=r"mine\.toml"):
        read_states(path)


def test_finding_a_name_does_not_wake_the_graph_library() -> None:
    program = (
        "import sys, ontology.states as s; s.find_state('France') == 'FRA' and 'rdflib' not in sys.modules or 1 / 0"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
