"""The description of the dataset for portals and harvesters: DCAT-AP 3.0.1, VoID, and measured quality in DQV.

It holds no time but what is handed in, so that the same store gives the same description. Its home is
`graph:catalogue`, but a store keeps numbers as values: write it from the statements, or `dcat:byteSize` loses its type.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, VOID, XSD, Namespace
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Object, Statement
from graph.rounds import year_of
from graph.store import Store
from prevgraph.dataset.holding import Holding, newest_reading, read_holding
from prevgraph.dataset.publisher import Publisher
from prevgraph.dataset.quality import quality_statements
from prevgraph.dataset.statistics import void_statements

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_EU = "http://publications.europa.eu/resource/authority/"
_THEMES = URIRef(f"{_EU}data-theme")
_THEME = (URIRef(f"{_EU}data-theme/JUST"), "Justice, legal system and public safety")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_ONTOLOGY = URIRef("https://w3id.org/prevgraph/ontology")
#: The ADMS vocabulary of licence types, which DCAT-AP names for this.
_LICENCE_TYPE = "http://purl.org/adms/licencetype/"
_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?P<free>publicdomain/zero)|https?://creativecommons\.org/licenses/"
    r"(?P<asked>by(?:-nc)?(?:-nd|-sa)?)/"
)
_ASKED = {
    "by": "Attribution",
    "nc": "NonCommercialUseOnly",
    "nd": "NoDerivativeWork",
    "sa": "ViralEffect-ShareAlike",
}
_SPARQL = URIRef("https://www.w3.org/TR/sparql11-protocol/")
_KEYWORDS = {
    "en": ("crime prevention", "United Nations", "questionnaire", "linked data"),
    "fr": ("prévention du crime", "Nations Unies"),
    "es": ("prevención del delito", "Naciones Unidas"),
}

#: Stands for the folder that the description lies in, where nobody has said at which address that will be.
HERE = "https://here.invalid/"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole dataset: its place below the site's address, what it is, its size and its digest.

    `file_type` is a code of the EU's file type authority, `compressed` and `packaged` are media types.
    """

    name: str
    place: str
    title: str
    media_type: str
    file_type: str
    size: int
    sha256: str
    compressed: str = ""
    packaged: str = ""


def dataset_statements(
    store: Store,
    publisher: Publisher,
    *,
    ids: Identifiers | None = None,
    dumps: Sequence[Dump] = (),
    modified: str | None = None,
) -> list[Statement]:
    """The whole description, sorted. `modified` is an instant or a day; the newest reading where none is given."""
    ids = ids or store.ids
    held = read_holding(store, ids)
    when = newest_reading(store) if modified is None else modified
    return describe(held, publisher, ids=ids, dumps=dumps, modified=when)


def describe_in(store: Store, publisher: Publisher, *, ids: Identifiers) -> bool:
    """Keep the description in the store, in a graph of its own; True where it changed.

    What is kept has no date: the same responses give the same graph whenever they are read.
    """
    at = replace(publisher, address=publisher.address or ids.base)
    return store.replace(ids.graph("catalogue"), describe(read_holding(store, ids), at, ids=ids))


def describe(
    held: Holding, publisher: Publisher, *, ids: Identifiers, dumps: Sequence[Dump] = (), modified: str = ""
) -> list[Statement]:
    """The description of what is held, sorted."""
    about = _Described(URIRef(f"{ids.base}catalog"), URIRef(publisher.address or HERE), publisher)
    parts = (
        _catalogue(about, held, modified),
        _dataset(about, held, modified),
        _publisher(about),
        _distributions(about, dumps, modified),
        _service(about),
        _authorities(held),
        _dumps(about, dumps),
        void_statements(about.catalogue, about.dataset, held, space=ids.base),
        quality_statements(about.catalogue, about.dataset),
    )
    return sorted({statement for part in parts for statement in part})


@dataclass(frozen=True, slots=True)
class _Described:
    catalogue: URIRef
    home: URIRef
    publisher: Publisher

    @property
    def dataset(self) -> URIRef:
        return URIRef(f"{self.catalogue}/dataset")

    @property
    def service(self) -> URIRef:
        return URIRef(f"{self.catalogue}/sparql")

    def distribution(self, name: str) -> URIRef:
        return URIRef(f"{self.catalogue}/distribution/{name}")


def _say(subject: URIRef, *pairs: tuple[URIRef, Object]) -> Iterator[Statement]:
    for predicate, object_ in pairs:
        yield Statement(subject, predicate, object_)


def _catalogue(about: _Described, held: Holding, modified: str) -> Iterator[Statement]:
    yield from _say(
        about.catalogue,
        (RDF.type, DCAT.Catalog),
        (DCTERMS.title, Literal(f"Catalogue: {about.publisher.title}", lang="en")),
        (DCTERMS.description, Literal("The datasets that this site publishes.", lang="en")),
        (DCTERMS.publisher, _agent(about)),
        (DCAT.dataset, about.dataset),
        (DCAT.themeTaxonomy, _THEMES),
        (FOAF.homepage, about.home),
    )
    yield from _terms(about, about.catalogue, held, modified)
    if about.publisher.endpoint:
        yield Statement(about.catalogue, DCAT.service, about.service)


def _dataset(about: _Described, held: Holding, modified: str) -> Iterator[Statement]:
    yield from _say(
        about.dataset,
        (RDF.type, DCAT.Dataset),
        (RDF.type, VOID.Dataset),
        (DCTERMS.title, Literal(about.publisher.title, lang="en")),
        (DCTERMS.description, Literal(_described(about.publisher, held), lang="en")),
        (DCTERMS.identifier, Literal(str(about.dataset))),
        (DCTERMS.publisher, _agent(about)),
        (DCTERMS.conformsTo, _ONTOLOGY),
        (DCTERMS.accrualPeriodicity, URIRef(f"{_EU}frequency/IRREG")),
        (DCTERMS.accessRights, URIRef(f"{_EU}access-right/PUBLIC")),
        (DCAT.landingPage, about.home),
        (DCAT.theme, _THEME[0]),
    )
    for language, words in _KEYWORDS.items():
        yield from _say(about.dataset, *((DCAT.keyword, Literal(word, lang=language)) for word in words))
    yield from _terms(about, about.dataset, held, modified)
    yield from _period(about, held)


def _period(about: _Described, held: Holding) -> Iterator[Statement]:
    """From the first to the last year of the rounds, as far as their names tell one."""
    years = sorted(year for year in map(year_of, held.rounds) if year is not None)
    if not years:
        return
    period = URIRef(f"{about.dataset}/period")
    ends = (Literal(str(year), datatype=XSD.gYear, normalize=False) for year in (years[0], years[-1]))
    yield Statement(about.dataset, DCTERMS.temporal, period)
    yield Statement(period, RDF.type, DCTERMS.PeriodOfTime)
    yield from _say(period, *zip((DCAT.startDate, DCAT.endDate), ends, strict=True))


def _described(publisher: Publisher, held: Holding) -> str:
    if not held.fictional:
        return publisher.description
    codes = ", ".join(state.iso3 for state in held.fictional)
    return f"{publisher.description} Among the states are invented ones, which stand as examples: {codes}."


def _terms(about: _Described, resource: URIRef, held: Holding, modified: str) -> Iterator[Statement]:
    """Dates, terms, languages and places, which the catalogue and its dataset share."""
    yield from _licence(about, resource)
    yield from _say(resource, *((DCTERMS.language, _language(code)) for code in held.languages))
    yield from _say(resource, *((DCTERMS.spatial, _place(state.iso3)) for state in held.states if not state.fictional))
    for property_, when in ((DCTERMS.modified, modified), (DCTERMS.issued, about.publisher.issued)):
        if when:
            yield Statement(resource, property_, _instant(when))


def _licence(about: _Described, resource: URIRef) -> Iterator[Statement]:
    if about.publisher.licence:
        licence = URIRef(about.publisher.licence)
        yield Statement(resource, DCTERMS.license, licence)
        yield Statement(licence, RDF.type, DCTERMS.LicenseDocument)
        for kind in _kinds_of(about.publisher.licence):
            yield Statement(licence, DCTERMS.type, URIRef(_LICENCE_TYPE + kind))
            yield from _concept(URIRef(_LICENCE_TYPE + kind), kind)
        return
    rights = URIRef(f"{about.catalogue}/rights")
    yield Statement(resource, DCTERMS.rights, rights)
    yield Statement(rights, RDF.type, DCTERMS.RightsStatement)
    yield Statement(rights, RDFS.label, Literal("No licence is stated: ask the publisher before reuse.", lang="en"))


def _kinds_of(licence: str) -> Sequence[str]:
    """What a licence asks, in the words of ADMS, where its address tells: those of Creative Commons do.

    >>> _kinds_of("https://creativecommons.org/licenses/by-nc/4.0/")
    ('Attribution', 'NonCommercialUseOnly')
    """
    found = _CREATIVE_COMMONS.match(licence)
    if found is None:
        return ()
    return ("PublicDomain",) if found["free"] else tuple(_ASKED[one] for one in found["asked"].split("-"))


def _instant(when: str) -> Literal:
    return Literal(when, datatype=XSD.dateTime if "T" in when else XSD.date, normalize=False)


def _agent(about: _Described) -> URIRef:
    return URIRef(f"{about.catalogue}/publisher")


def _contact_of(about: _Described) -> URIRef:
    return URIRef(f"{about.catalogue}/contact")


def _publisher(about: _Described) -> Iterator[Statement]:
    publisher, agent = about.publisher, _agent(about)
    yield Statement(agent, RDF.type, FOAF.Agent)
    yield Statement(agent, FOAF.name, Literal(publisher.name))
    yield Statement(about.home, RDF.type, FOAF.Document)
    if publisher.homepage:
        yield Statement(agent, FOAF.homepage, URIRef(publisher.homepage))
        yield Statement(URIRef(publisher.homepage), RDF.type, FOAF.Document)
    if publisher.kind:
        yield Statement(agent, DCTERMS.type, URIRef(publisher.kind))
        yield from _concept(URIRef(publisher.kind), publisher.kind.rsplit("/", 1)[-1])
    yield from _contact(about)


def _contact(about: _Described) -> Iterator[Statement]:
    given = about.publisher.contact
    if not given:
        return
    contact = _contact_of(about)
    is_page = given.startswith(("http://", "https://"))
    where = (VCARD.hasURL, URIRef(given)) if is_page else (VCARD.hasEmail, URIRef(f"mailto:{given}"))
    yield Statement(about.dataset, DCAT.contactPoint, contact)
    yield from _say(contact, (RDF.type, VCARD.Kind), (VCARD.fn, Literal(about.publisher.name)), where)


def _distributions(about: _Described, dumps: Iterable[Dump], modified: str) -> Iterator[Statement]:
    for dump in dumps:
        one, file = about.distribution(dump.name), URIRef(about.home + dump.place)
        checksum = URIRef(f"{one}/checksum")
        yield Statement(about.dataset, DCAT.distribution, one)
        yield from _say(
            one,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(dump.title, lang="en")),
            (DCTERMS.description, Literal(f"The whole dataset as {dump.title}.", lang="en")),
            (DCAT.accessURL, file),
            (DCAT.downloadURL, file),
            (DCAT.byteSize, Literal(str(dump.size), datatype=XSD.nonNegativeInteger)),
            (SPDX.checksum, checksum),
            (DCTERMS.conformsTo, _ONTOLOGY),
        )
        yield from _say(
            checksum,
            (RDF.type, SPDX.Checksum),
            (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
            (SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary, normalize=False)),
        )
        yield from _licence(about, one)
        yield from _formats(one, dump)
        if modified:
            yield Statement(one, DCTERMS.modified, _instant(modified))


def _dumps(about: _Described, dumps: Iterable[Dump]) -> Iterator[Statement]:
    yield from _say(about.dataset, *((VOID.dataDump, URIRef(about.home + dump.place)) for dump in dumps))


def _formats(one: URIRef, dump: Dump) -> Iterator[Statement]:
    file_type = URIRef(f"{_EU}file-type/{dump.file_type}")
    yield Statement(one, DCTERMS.format, file_type)
    yield Statement(file_type, RDF.type, DCTERMS.MediaTypeOrExtent)
    types = ((DCAT.mediaType, dump.media_type), (DCAT.compressFormat, dump.compressed))
    for property_, name in (*types, (DCAT.packageFormat, dump.packaged)):
        if name:
            yield Statement(one, property_, URIRef(_MEDIA + name))
            yield Statement(URIRef(_MEDIA + name), RDF.type, DCTERMS.MediaType)


def _service(about: _Described) -> Iterator[Statement]:
    if not about.publisher.endpoint:
        return
    yield from _say(
        about.service,
        (RDF.type, DCAT.DataService),
        (DCTERMS.title, Literal(f"SPARQL 1.1 endpoint: {about.publisher.title}", lang="en")),
        (DCTERMS.publisher, _agent(about)),
        (DCTERMS.conformsTo, _SPARQL),
        (DCAT.endpointURL, URIRef(about.publisher.endpoint)),
        (DCAT.endpointDescription, URIRef(about.publisher.endpoint)),
        (DCAT.servesDataset, about.dataset),
        (DCAT.theme, _THEME[0]),
    )
    yield from _licence(about, about.service)
    if about.publisher.contact:
        yield Statement(about.service, DCAT.contactPoint, _contact_of(about))
    yield from _say(about.service, *((DCAT.keyword, Literal(word, lang="en")) for word in _KEYWORDS["en"]))
    yield Statement(_SPARQL, RDF.type, DCTERMS.Standard)
    yield Statement(URIRef(about.publisher.endpoint), RDF.type, RDFS.Resource)
    yield Statement(about.dataset, VOID.sparqlEndpoint, URIRef(about.publisher.endpoint))


def _authorities(held: Holding) -> Iterator[Statement]:
    """What the terms of others are, so that a harvester needs no other file to check the description."""
    yield Statement(_ONTOLOGY, RDF.type, DCTERMS.Standard)
    yield Statement(_THEMES, RDF.type, SKOS.ConceptScheme)
    yield Statement(_THEMES, DCTERMS.title, Literal("Data theme", lang="en"))
    yield from _concept(*_THEME)
    yield Statement(URIRef(f"{_EU}frequency/IRREG"), RDF.type, DCTERMS.Frequency)
    yield Statement(URIRef(f"{_EU}access-right/PUBLIC"), RDF.type, DCTERMS.RightsStatement)
    yield Statement(SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm)
    for code in held.languages:
        yield Statement(_language(code), RDF.type, DCTERMS.LinguisticSystem)
    for state in held.states:
        if not state.fictional:
            yield Statement(_place(state.iso3), RDF.type, DCTERMS.Location)


def _concept(iri: URIRef, name: str) -> Iterator[Statement]:
    yield Statement(iri, RDF.type, SKOS.Concept)
    yield Statement(iri, SKOS.prefLabel, Literal(name, lang="en"))


def _language(code: str) -> URIRef:
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    return URIRef(f"{_EU}language/{found.alpha_3.upper() if found else 'UND'}")


def _place(iso3: str) -> URIRef:
    return URIRef(f"{_EU}country/{iso3}")
