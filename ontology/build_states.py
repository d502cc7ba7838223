"""Writes `states.ttl` and `states.json` anew: `python -m ontology.build_states`.

Who is listed, in which region, and under which further names stands in `states.toml`; the usual names come from CLDR
(through Babel), the official ones and the codes from ISO 3166 (through pycountry). Run it when a state changes its
name or a new release of those tables is taken up; a test holds the written files together.
"""

import gettext
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from babel.core import UnknownLocaleError
from babel.languages import get_official_languages
from rdflib import Graph
from rdflib.namespace import RDF, SKOS, XSD
from rdflib.term import Literal, URIRef

from ontology.errors import PrevgraphError
from ontology.states import LANGUAGES, name_key
from ontology.terms import PG, PREFIXES

HERE = Path(__file__).parent
ID = PREFIXES["id"]
GEO_AREA = "http://metadata.un.org/sdg/codes/geoArea/"
EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"
SCHEME = URIRef(ID + "regions")
HEADER = "# Written by `python -m ontology.build_states` from states.toml, CLDR and ISO 3166. Not to be edited.\n"


class TwoStatesOneName(PrevgraphError):
    """A name would mean two states."""

    message = "The name {0!r} would mean both {1} and {2}: take it out of states.toml, or make it fuller"


@dataclass(frozen=True, slots=True)
class _Names:
    """One state's names by language: the usual one, the official ones, all others."""

    usual: Mapping[str, str]
    official: Mapping[str, tuple[str, ...]]
    further: Mapping[str, tuple[str, ...]]

    def all(self, language: str) -> Iterator[str]:
        if language in self.usual:
            yield self.usual[language]
        yield from self.further.get(language, ())
        yield from self.official.get(language, ())


def main() -> None:
    """Write both files beside `states.toml`."""
    table = tomllib.loads((HERE / "states.toml").read_text(encoding="utf-8"))
    graph = Graph()
    for prefix in ("pg", "skos", "schema"):
        graph.bind(prefix, PREFIXES[prefix])
    _add_regions(graph, table["regions"])
    keys: dict[str, str] = {}
    labels: dict[str, list[str]] = {}
    for iso3, region, membership in sorted(_listed(table)):
        names = _names_of(iso3, table)
        _add_state(graph, iso3, region, membership, names)
        labels[iso3] = [names.usual[language] for language in LANGUAGES]
        for key in sorted(_keys_of(names)):
            if keys.setdefault(key, iso3) != iso3:
                raise TwoStatesOneName(key, keys[key], iso3)
    (HERE / "states.ttl").write_text(HEADER + graph.serialize(format="turtle").strip() + "\n", encoding="utf-8")
    found = {"keys": dict(sorted(keys.items())), "labels": labels}
    (HERE / "states.json").write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _listed(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for heading, membership in (("members", "member"), ("observers", "observer"), ("former", "former")):
        for region, codes in table[heading].items():
            for iso3 in codes:
                yield iso3, region, membership


def _country(iso3: str) -> Any:
    return pycountry.countries.get(alpha_3=iso3) or pycountry.historic_countries.get(alpha_3=iso3)


def _names_of(iso3: str, table: Mapping[str, Any]) -> _Names:
    country = _country(iso3)
    short = {language: Locale(language).territories.get(country.alpha_2) for language in LANGUAGES}
    usual = {**short, **table["labels"].get(iso3, {})}
    official = {language: tuple(_official(country, language)) for language in LANGUAGES}
    further = {language: list(table["names"].get(iso3, {}).get(language, ())) for language in LANGUAGES}
    for language, name in short.items():
        if name is not None:
            further[language].append(name)
    for language, name in _native(country.alpha_2).items():
        further.setdefault(language, []).append(name)
    return _Names(usual, official, {language: tuple(names) for language, names in further.items()})


def _official(country: Any, language: str) -> Iterator[str]:
    translate = (
        str
        if language == "en"
        else gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]).gettext
    )
    for field in ("official_name", "name", "common_name"):
        name = getattr(country, field, None)
        # A name that a table leaves as it is in English has not been translated, or is the same.
        if name is not None:
            yield translate(name)


def _native(iso2: str) -> dict[str, str]:
    found = {}
    for language in get_official_languages(iso2, de_facto=True):
        try:
            name = Locale.parse(language).territories.get(iso2)
        except (UnknownLocaleError, ValueError):
            continue
        if name is not None and language not in LANGUAGES:
            found[language] = name
    return found


def _keys_of(names: _Names) -> set[str]:
    """Every spelling, and every short name behind the form of state that an official name has before another."""
    found: set[str] = set()
    for language in {*names.usual, *names.further}:
        keys = {name_key(name) for name in names.all(language)}
        official = {name_key(name) for name in names.official.get(language, ())}
        forms = {name.removesuffix(f" {key}") for name in official for key in keys if name.endswith(f" {key}")}
        shorts = keys - official - {key for key in keys for form in forms if key.startswith(f"{form} ")}
        found |= keys | {f"{form} {short}" for form in forms for short in shorts}
    return found - {""}


def _add_regions(graph: Graph, regions: Mapping[str, str]) -> None:
    graph.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    for language, label in (("en", "Regions (M49)"), ("fr", "Régions (M49)"), ("es", "Regiones (M49)")):
        graph.add((SCHEME, SKOS.prefLabel, Literal(label, lang=language)))
    for code, parent in regions.items():
        region = URIRef(f"{ID}region/{code}")
        for kind in (PG.Region, SKOS.Concept):
            graph.add((region, RDF.type, kind))
        graph.add((region, SKOS.inScheme, SCHEME))
        graph.add((region, SKOS.notation, Literal(code)))
        graph.add((region, PG.m49, Literal(code)))
        for language in LANGUAGES:
            graph.add((region, SKOS.prefLabel, Literal(Locale(language).territories[code], lang=language)))
        if parent:
            graph.add((region, SKOS.broader, URIRef(f"{ID}region/{parent}")))
        else:
            graph.add((region, SKOS.topConceptOf, SCHEME))


def _add_state(graph: Graph, iso3: str, region: str, membership: str, names: _Names) -> None:
    country, state = _country(iso3), URIRef(f"{ID}state/{iso3}")
    for kind in (PG.State, URIRef(PREFIXES["schema"] + "Country")):
        graph.add((state, RDF.type, kind))
    for property_, value in (
        (PG.iso3, iso3),
        (PG.iso2, country.alpha_2),
        (PG.m49, country.numeric),
        (PG.membership, membership),
    ):
        graph.add((state, property_, Literal(value)))
    graph.add((state, PG.fictional, Literal("false", datatype=XSD.boolean)))
    graph.add((state, PG.region, URIRef(f"{ID}region/{region}")))
    graph.add((state, SKOS.exactMatch, URIRef(GEO_AREA + country.numeric)))
    graph.add((state, SKOS.exactMatch, URIRef(EU_COUNTRY + iso3)))
    for language in get_official_languages(country.alpha_2, de_facto=True):
        graph.add((state, PG.officialLanguage, Literal(language)))
    _add_names(graph, state, names)


def _add_names(graph: Graph, state: URIRef, names: _Names) -> None:
    for language in {*names.usual, *names.further}:
        spelt: dict[str, str] = {}
        for name in names.all(language):
            spelt.setdefault(name_key(name), name)
        for name in spelt.values():
            graph.add((state, _label_for(name, language, names), Literal(name, lang=language.replace("_", "-"))))


def _label_for(name: str, language: str, names: _Names) -> URIRef:
    if name == names.usual.get(language):
        return SKOS.prefLabel
    return SKOS.altLabel if language in LANGUAGES else SKOS.hiddenLabel


if __name__ == "__main__":
    main()
