# ruff: noqa: N815 - the words are those of the vocabulary
"""Every own word as a constant (`PG.implements`), and the prefixes that the project writes and understands.

`PG` is closed: a word that `prevention.ttl` does not declare is an `AttributeError`, never a new IRI.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rdflib.namespace import DefinedNamespace, Namespace
from rdflib.term import URIRef


class PG(DefinedNamespace):
    """The words of `prevention.ttl`, classes first."""

    _NS = Namespace("https://w3id.org/prevgraph/ontology#")
    _fail = True

    Act: URIRef
    ActionPlan: URIRef
    Actor: URIRef
    Agency: URIRef
    Answer: URIRef
    Association: URIRef
    Authority: URIRef
    Campaign: URIRef
    Centre: URIRef
    Charter: URIRef
    CityNetwork: URIRef
    Claim: URIRef
    Code: URIRef
    Column: URIRef
    Commission: URIRef
    Committee: URIRef
    Company: URIRef
    Constitution: URIRef
    Council: URIRef
    Court: URIRef
    Decision: URIRef
    Decree: URIRef
    Department: URIRef
    Document: URIRef
    Entity: URIRef
    Finding: URIRef
    FocalPoint: URIRef
    Foundation: URIRef
    Framework: URIRef
    Fund: URIRef
    Government: URIRef
    GridLine: URIRef
    Guide: URIRef
    Initiative: URIRef
    Institution: URIRef
    InternationalOrganization: URIRef
    Item: URIRef
    LegalInstrument: URIRef
    Level: URIRef
    LocalAuthority: URIRef
    Mark: URIRef
    Ministry: URIRef
    Need: URIRef
    Network: URIRef
    NonGovernmentalOrganization: URIRef
    Observatory: URIRef
    Offer: URIRef
    Office: URIRef
    Ombudsman: URIRef
    Paragraph: URIRef
    Parliament: URIRef
    Periodical: URIRef
    Police: URIRef
    Policy: URIRef
    Practice: URIRef
    PrisonService: URIRef
    ProbationService: URIRef
    Programme: URIRef
    Project: URIRef
    Prosecution: URIRef
    PublicBody: URIRef
    Publication: URIRef
    Question: URIRef
    Questionnaire: URIRef
    Quotation: URIRef
    Reading: URIRef
    Region: URIRef
    RegionalAuthority: URIRef
    Regulation: URIRef
    Report: URIRef
    ResearchInstitute: URIRef
    Resolution: URIRef
    Response: URIRef
    ReviewState: URIRef
    Scheme: URIRef
    School: URIRef
    Section: URIRef
    Service: URIRef
    State: URIRef
    Stem: URIRef
    Strategy: URIRef
    Table: URIRef
    TargetGroup: URIRef
    Treaty: URIRef
    University: URIRef
    Website: URIRef
    WorkingGroup: URIRef
    action: URIRef
    addressedBy: URIRef
    addresses: URIRef
    adopted: URIRef
    adoptedBy: URIRef
    adoptedOn: URIRef
    answer: URIRef
    answeredNo: URIRef
    answeredNotApplicable: URIRef
    answeredPartly: URIRef
    answeredYes: URIRef
    asks: URIRef
    basedOn: URIRef
    columnKind: URIRef
    confidence: URIRef
    contradiction: URIRef
    contributesTo: URIRef
    coordinatedBy: URIRef
    coordinates: URIRef
    coveredParagraph: URIRef
    coveredResponse: URIRef
    document: URIRef
    end: URIRef
    established: URIRef
    example: URIRef
    expected: URIRef
    fictional: URIRef
    fileName: URIRef
    fingerprint: URIRef
    fixes: URIRef
    frequency: URIRef
    fundedBy: URIRef
    funds: URIRef
    gives: URIRef
    gravity: URIRef
    hasContributor: URIRef
    hasMember: URIRef
    hasPart: URIRef
    implementedBy: URIRef
    implements: URIRef
    implied: URIRef
    isBasisOf: URIRef
    iso2: URIRef
    iso3: URIRef
    item: URIRef
    leadIn: URIRef
    leads: URIRef
    ledBy: URIRef
    leftBlank: URIRef
    leftUnmarked: URIRef
    latestResponse: URIRef
    level: URIRef
    m49: URIRef
    mark: URIRef
    measure: URIRef
    memberOf: URIRef
    membership: URIRef
    mentionedIn: URIRef
    mentions: URIRef
    message: URIRef
    method: URIRef
    multiple: URIRef
    namedBy: URIRef
    officialLanguage: URIRef
    option: URIRef
    order: URIRef
    paragraph: URIRef
    parameter: URIRef
    partOf: URIRef
    periodEnd: URIRef
    periodStart: URIRef
    practiceCount: URIRef
    printedAs: URIRef
    prompt: URIRef
    publishedBy: URIRef
    publishes: URIRef
    questionnaire: URIRef
    quotedText: URIRef
    reader: URIRef
    reads: URIRef
    refersTo: URIRef
    region: URIRef
    response: URIRef
    review: URIRef
    round: URIRef
    sha256: URIRef
    sharesFieldWith: URIRef
    softwareVersion: URIRef
    start: URIRef
    state: URIRef
    tally: URIRef
    target: URIRef
    targetedBy: URIRef
    targets: URIRef
    text: URIRef
    topic: URIRef
    value: URIRef
    variantOf: URIRef
    where: URIRef
    withholdsNeeds: URIRef


#: What stands before the colon, by what it stands for; our own first, then those of others.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "pg": "https://w3id.org/prevgraph/ontology#",
        "id": "https://w3id.org/prevgraph/id/",
        "g": "https://w3id.org/prevgraph/guidelines/",
        "q": "https://w3id.org/prevgraph/questionnaire/ecosoc-2004-28/",
        "graph": "https://w3id.org/prevgraph/graph/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "org": "http://www.w3.org/ns/org#",
        "cv": "http://data.europa.eu/m8g/",
        "cpsv": "http://purl.org/vocab/cpsv#",
        "eli": "http://data.europa.eu/eli/ontology#",
        "disco": "http://rdf-vocabulary.ddialliance.org/discovery#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dqv": "http://www.w3.org/ns/dqv#",
        "qb": "http://purl.org/linked-data/cube#",
        "sh": "http://www.w3.org/ns/shacl#",
        "void": "http://rdfs.org/ns/void#",
    }
)
