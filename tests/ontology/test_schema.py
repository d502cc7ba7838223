"""What is handed out to whoever shows the graph to people."""

from rdflib.term import URIRef

from ontology.schema import classes, concepts, definition, kinds, label, properties, subclasses, superclasses
from ontology.terms import PG, PREFIXES


def test_a_label_comes_in_the_language_asked_for_or_in_english() -> None:
    assert label(PG.implements, "fr") == "met en œuvre"
    assert label(PG.implements, "cs") == "implements"


def test_a_word_without_a_label_is_called_by_the_end_of_its_iri() -> None:
    assert label(URIRef("http://example.org/words#Thing")) == "Thing"


def test_concepts_and_paragraphs_have_labels_too() -> None:
    assert label(URIRef(PREFIXES["id"] + "mark/not-applicable"), "es") == "No procede"
    assert label(URIRef(PREFIXES["g"] + "26/b")) == "Surveillance that respects privacy"


def test_the_tree_of_classes_can_be_walked_both_ways() -> None:
    assert superclasses(PG.ActionPlan)[0] == PG.Strategy
    assert PG.Practice in superclasses(PG.ActionPlan)
    assert PG.ActionPlan in subclasses(PG.Practice)
    assert set(kinds(PG.Practice)) == {PG.Programme, PG.Strategy}
    assert PG.Practice not in subclasses(PG.Practice)


def test_a_property_says_what_it_leads_from_and_to() -> None:
    implements = properties()[PG.implements]
    assert (implements.domain, implements.range) == ((PG.Actor,), (PG.Practice,))
    assert implements.inverse == PG.implementedBy
    assert properties()[PG.implementedBy].inverse == PG.implements
    assert implements.leads_to_things
    assert not properties()[PG.confidence].leads_to_things


def test_a_union_counts_as_each_of_its_members() -> None:
    assert set(properties()[PG.memberOf].domain) == {PG.State, PG.Actor}


def test_a_list_of_concepts_comes_in_its_own_order() -> None:
    marks = [iri.rsplit("/", 1)[1] for iri in concepts(PG.Mark)]
    assert marks == ["yes", "partly", "no", "not-applicable", "needs", "offers", "unmarked", "blank"]
    assert len(concepts(PG.TargetGroup)) == 16


def test_every_class_is_listed_with_its_meaning() -> None:
    assert classes()[PG.Claim].definition == definition(PG.Claim) != ""
