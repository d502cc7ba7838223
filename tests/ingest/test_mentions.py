"""What English answers name."""

import random
from itertools import pairwise

import pytest

from tests.ingest.naming import entities_of, mentions_of, named, one


def test_a_ministry_keeps_the_whole_list_of_its_affairs() -> None:
    text = "The Ministry of Labour, Family and Social Protection and the Ministry of Health pay for it."
    assert named(text) == {
        "Institution: Ministry of Labour, Family and Social Protection",
        "Institution: Ministry of Health",
    }


def test_a_department_of_a_ministry_is_two_bodies() -> None:
    assert named("It is run by the Youth Department of the Ministry of Education.") == {
        "Institution: Youth Department",
        "Institution: Ministry of Education",
    }


def test_an_acronym_in_brackets_and_later_alone_is_the_same_body() -> None:
    texts = {
        "3": "The State Agency for Crime Prevention (SACP) leads the work.",
        "4(a)": "The SACP has a staff of twelve.",
    }
    (agency,) = entities_of(texts)
    assert agency.labels == ("State Agency for Crime Prevention", "SACP")
    assert [e.item for e in agency.evidence] == ["3", "4(a)"]


def test_a_short_form_with_an_article_points_to_the_body_named_before() -> None:
    text = "The National Safety Council was founded in 1998. The Council meets twice a year."
    council = one(text)
    assert "Council" in council.labels
    assert council.attributes["established"] == "1998"


def test_a_name_given_in_brackets_as_the_one_used_further_on_is_another_form() -> None:
    text = 'The Programme of Safe Streets for the years 2004-2007 (hereinafter "Streets Programme") is in force.'
    assert "Streets Programme" in one(text).labels


def test_a_typing_error_is_the_same_body() -> None:
    texts = {"3": "The Bordurian Probation Directorate leads.", "13": "The Bordurian Probation Directorat helps."}
    (directorate,) = entities_of(texts)
    assert len(directorate.evidence) == 2


def test_a_misspelt_head_noun_is_read_as_meant() -> None:
    assert one("The Youth Safety Comittee meets.").kind == "Committee"


def test_a_shorter_name_is_the_same_body_as_the_full_one() -> None:
    texts = {"13": "The Salvation Army of Borduria has shelters.", "9(a)": "The Salvation Army helps."}
    (army,) = entities_of(texts)
    assert army.labels[0] == "Salvation Army of Borduria"


def test_two_ministries_whose_names_begin_alike_stay_two() -> None:
    assert len(named("The Ministry of Finance and the Ministry of Foreign Affairs agreed.")) == 2


def test_generic_bodies_are_not_named() -> None:
    assert named("Some NGOs, several ministries, local councils and the police take part in the projects.") == set()


def test_a_common_noun_that_opens_a_sentence_is_no_name() -> None:
    assert named("Projects are supported. Programmes for children exist. Police patrols are frequent.") == set()


@pytest.mark.parametrize(
    "text",
    [
        'The project "Open Doors" helps.',
        "The campaign Open Doors helps.",
        "It takes place under a scheme called Open Doors.",
        '"Open Doors" is a mentoring programme for young men.',
        "Open Doors, a mentoring scheme for young men, began.",
    ],
)
def test_a_title_is_a_programme_by_the_noun_beside_it(text: str) -> None:
    assert one(text).labels[0] == "Open Doors"
    assert one(text).type == "Programme"


def test_a_title_may_be_wrapped() -> None:
    assert one('The project "Open\nDoors" helps.').labels[0] == "Open Doors"


def test_a_quoted_claim_is_no_title() -> None:
    assert named('The law requires that "due regard be had to safety" in planning.') == set()


def test_an_adopted_plan_has_its_period_and_date() -> None:
    text = "The Action Plan against Domestic Violence 2005-2008 was adopted on 3 June 2005."
    plan = one(text, item="7(c)")
    assert plan.type == "Strategy"
    assert plan.kind == "ActionPlan"
    assert plan.attributes["adopted"] == "2005-06-03"
    assert (plan.attributes["from"], plan.attributes["to"]) == ("2005", "2008")


def test_a_national_programme_that_was_adopted_is_a_strategy() -> None:
    text = "The National Programme of Crime Prevention was approved by the Government on 4 May 2003."
    assert one(text, item="2(a)").type == "Strategy"


def test_a_law_is_known_by_its_number_and_date() -> None:
    law = one("This follows from Act No. 12/1999 of 4 March 1999 on Mediation.")
    assert law.type == "LegalInstrument"
    assert law.attributes["number"] == "12/1999"
    assert law.attributes["adopted"] == "1999-03-04"


def test_a_law_with_its_number_in_brackets_is_one_law() -> None:
    law = one("Section 4 of the Police Act (Act No. 7/1990) says so.")
    assert set(law.labels) == {"Police Act", "Act No. 7/1990"}


def test_a_decree_with_its_issuer_before_its_number_is_cited_whole() -> None:
    decree = one("It was confirmed by Resolution of the Cabinet of Ministers No. 388 dated 15.08.2004.")
    assert decree.attributes["number"] == "388"
    assert decree.attributes["adopted"] == "2004-08-15"


def test_a_membership_makes_a_network() -> None:
    assert named("Borduria is a member of the Syldavian Contact Group.", item="22") == {
        "Network: Syldavian Contact Group"
    }


def test_a_body_of_several_countries_is_a_network() -> None:
    assert one("The Baltic Sea Forum on Safety advises us.").type == "Network"


def test_known_networks_are_one_under_all_their_names() -> None:
    texts = {"19": "With help of UNODC.", "22": "The United Nations Office on Drugs and Crime."}
    (office,) = entities_of(texts)
    assert office.type == "Network"
    assert len(office.labels) == 2


def test_a_publication_has_its_frequency() -> None:
    bulletin = one("The quarterly bulletin Safe Homes is free.", item="16(b)")
    assert bulletin.type == "Publication"
    assert bulletin.attributes["frequency"] == "quarterly"


def test_a_web_address_is_a_publication() -> None:
    assert one("See www.prevention.example, in English.", item="24").labels == ("www.prevention.example",)


def test_who_published_a_title_is_not_its_acronym() -> None:
    text = 'The handbook "Safe Steps" (NICR, 2004) is used.'
    assert one(text, item="24").labels[0] == "Safe Steps"
    assert "NICR" not in one(text, item="24").labels


def test_every_mention_stands_where_it_says() -> None:
    text = "The Youth Board runs the project “Quay 9”.\n\nThe Board reports to the Ministry of\nJustice."
    for mention in mentions_of({"9(a)": text}):
        assert text[mention.start : mention.end] == mention.text
    assert "Institution: Ministry of Justice" in named(text)


def test_mentions_of_one_thing_share_its_key_and_do_not_overlap() -> None:
    text = "The Youth Board (YB) runs Quay Nine. The YB and the Board of Trade met; the Youth Board won."
    mentions = mentions_of({"9(a)": text})
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert len({m.key for m in mentions if m.text in ("Youth Board", "YB")}) == 1


def test_the_same_answers_give_the_same_entities() -> None:
    texts = {"3": "The Prevention Council and the Border Police.", "22": "Member of the ICPC, Interpol and EFUS."}
    assert entities_of(texts) == entities_of(texts)


def test_an_unknown_language_is_read_as_english() -> None:
    assert "Institution: Ministry of Justice" in named("The Ministry of Justice.", language="xx")


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("The project Open Doors has run since 2003.", {"from": "2003"}),
        ("The project Open Doors (2003-2005) helps.", {"from": "2003", "to": "2005"}),
        ("The project Open Doors was introduced on 1 October 2005.", {"from": "2005-10-01"}),
        ("The Youth Board was set up in 1999.", {"established": "1999"}),
        ("On 1 January 2002 was established the Youth Board.", {"established": "2002-01-01"}),
        ("The Youth Board helps. It was formed in 2001.", {"established": "2001"}),
        ('The Law "On Mediation" No. 77-I dated 30.05.2005 applies.', {"adopted": "2005-05-30", "number": "77-I"}),
        ("Strategy of Youth Integration (2004) helps.", {"adopted": "2004", "level": "national"}),
    ],
)
def test_attributes_are_read_beside_the_name(text: str, attributes: dict[str, str]) -> None:
    assert one(text, item="2(a)").attributes == attributes


def test_a_date_of_the_next_thing_is_not_this_ones() -> None:
    text = "The Youth Board works with the Border Agency, which was established in 1999."
    board, agency = entities_of({"9(a)": text})
    assert "established" not in board.attributes
    assert agency.attributes["established"] == "1999"


_SCRAPS = ["(", ")", '"', "“", "»", "No.", "No. 5", "of the", "de la", "and", ",", "\n\n", "(ABC)", "Act", "Council"]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_mangled_text_is_read_without_fault_and_places_hold(language: str) -> None:
    chance = random.Random(7)
    text = "The Youth Board (YB) runs “Quay 9” under Act No. 5/1999 of 3 May 1999; le Conseil de la paix, la Ley 5."
    words = text.split(" ")
    for _ in range(150):
        mangled = " ".join(chance.choice((w, w, chance.choice(_SCRAPS))) for w in words)[chance.randrange(40) :]
        for mention in mentions_of({"22": mangled}, language):
            assert mangled[mention.start : mention.end] == mention.text
