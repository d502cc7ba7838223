"""What an answer states by being the answer to its question."""

from tests.ingest.told import relations_of, told


def test_the_body_named_first_where_leadership_is_asked_for_leads() -> None:
    assert told("[I/Ministry:Home Office].", item="3") == {"Home Office leads STATE"}


def test_the_body_that_coordinates_does_not_lead() -> None:
    said = told(
        "[I/Ministry:Home Office]\n\nCo-ordination is provided by the [I:Round Table].",
        item="3",
    )
    assert said == {"Home Office leads STATE", "Round Table coordinates STATE"}


def test_a_network_named_where_memberships_are_asked_for_has_the_state_as_a_member() -> None:
    said = told("[N:League]. The [I:City of Quay] is a member of [N:Ring].", item="22")
    assert {"STATE memberOf League", "City of Quay memberOf Ring"} == {r for r in said if "memberOf" in r}


def test_an_observer_is_not_a_member() -> None:
    assert told("We follow [N:League] as an observer.", item="22") == set()


def test_a_strategy_cited_as_national_was_adopted() -> None:
    assert "STATE adopted Blue Plan" in told("[S:Blue Plan].", item="2(a)")


def test_a_strategy_of_a_city_was_not_adopted_by_the_state() -> None:
    assert not [r for r in told("[S:Blue Plan], adopted in 2004.", item="2(c)") if "adopted" in r]


def test_a_draft_was_not_adopted_and_answers_nothing_where_no_is_marked() -> None:
    assert told("A draft [S:Blue Plan] is in preparation.", item="2(a)", mark="no") == set()


def test_a_practice_addresses_every_paragraph_of_its_item() -> None:
    assert told("[P:Open Doors].", item="7(a)") == {
        "Open Doors addresses 6(a)",
        "Open Doors addresses 8",
    }


def test_a_practice_named_where_a_publication_is_asked_for_is_named_in_passing() -> None:
    assert not [r for r in told("[B:Night Watch] on [P:Open Doors].", item="16(b)") if "addresses" in r]


def test_one_relation_stated_twice_has_both_quotations() -> None:
    relations = relations_of({"9(a)": "[P:Open Doors].", "9(b)": "[P:Open Doors]."})
    assert {r.o: [e.item for e in r.evidence] for r in relations} == {"24(a)": ["9(a)"], "24(b)": ["9(b)"]}
