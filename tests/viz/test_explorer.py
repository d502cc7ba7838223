"""The explorer over the example states: it shows what the questions answer, and leads to the very words."""

import csv
import html
import io
import json
import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from rdflib.term import URIRef
from starlette.applications import Starlette
from starlette.testclient import TestClient

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.protocol import Store, StoreUnreachable
from ingest.decisions import Decision, decisions_beside
from ontology.terms import PG
from prevgraph.dataset.withholding import fill_public
from prevgraph.explorer.decisions import BadDecision, Given, keeping, reviewer_cookie, reviewer_of
from prevgraph.explorer.routes import routes
from prevgraph.held import responses
from queries.ask import ask
from tests.viz.conftest import HARM, application

PAGES = (
    "/",
    "/search?q=probation",
    "/states",
    "/states/CZE",
    "/states/XAG?language=fr",
    "/paragraphs",
    "/paragraphs/24/c",
    "/network",
    "/network?name=sharing",
    "/coverage",
    "/sharing",
    "/sharing/XAG/XAA",
    "/page/network/eucpn",
    "/alike/institution/CZE/probation-and-mediation-service",
    "/documents/CZE/ecosoc-2004-28",
    "/editor?query=SELECT+%2A+WHERE+%7B%3Fs+%3Fp+%3Fo%7D+LIMIT+3",
    "/editor?view=map&query=SELECT+%3Fs+WHERE+%7B%3Fs+a+%3Chttps%3A%2F%2Fw3id.org%2Fprevgraph%2Fontology%23State%3E%7D",
    "/queries",
    "/queries/implementers?state=CZE",
)
DOCUMENT = "/documents/CZE/ecosoc-2004-28"


def text_of(client: TestClient, address: str) -> str:
    found = client.get(address)
    assert found.status_code == 200, address
    return found.text


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_under_a_policy_that_lets_nothing_foreign_in(client: TestClient, address: str) -> None:
    found = client.get(address)
    assert found.status_code == 200
    assert found.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in found.headers["content-security-policy"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_a_script_or_style_of_its_own_or_a_foreign_address(client: TestClient, address: str) -> None:
    page = text_of(client, address)
    assert not re.search(r"<script(?![^>]* src=\"/static/)", page)
    assert not re.search(r"<style|<[a-z]+ [^>]*\s(style|on[a-z]+)=", page)
    assert not re.search(r"<(script|link|img|iframe|form)[^>]*(src|href|action)=\"(https?:)?//", page)


def test_the_first_page_is_light_and_counts_what_is_there(client: TestClient, store: Store) -> None:
    page = text_of(client, "/")
    sent = sum(len(client.get(address).content) for address in ("/static/explorer.css", "/static/explorer.js"))
    assert len(page.encode()) + sent < 200_000
    institutions = len({row["institutionIri"] for row in ask(store, "institutions")})
    assert re.search(rf"<dt>Institutions</dt><dd>{institutions}</dd>", page)
    assert re.search(r"<dt>States</dt><dd>5</dd>", page)


def test_a_word_finds_things_paragraphs_and_sentences(client: TestClient) -> None:
    page = text_of(client, "/search?q=probation")
    assert "/page/institution/CZE/probation-and-mediation-service" in page
    assert "/page/institution/XAG/" in page
    assert f"{DOCUMENT}#char=" in page
    assert "/paragraphs/" in text_of(client, "/search?q=surveillance").split("<main")[1]


def test_a_state_shows_who_leads_in_the_very_words(client: TestClient, store: Store) -> None:
    page = html.unescape(text_of(client, "/states/CZE"))
    for row in ask(store, "lead-institutions", state="CZE"):
        assert str(row["institution"]) in page
        assert f"{DOCUMENT}#char={row['start']},{row['end']}" in page


def test_a_document_that_is_withheld_is_said_to_be(store: Store) -> None:
    ids, public = Identifiers(), EmbeddedStore()
    fill_public(public, store, [ids.state("XAC")], ids=ids)
    client = TestClient(application(public))
    withheld, missing = (client.get(f"/documents/{code}/ecosoc-2004-28") for code in ("XAC", "XAB"))
    assert withheld.status_code == missing.status_code == 404
    assert "the State withholds its needs" in withheld.text
    assert "withholds" not in missing.text
    assert client.get(DOCUMENT).status_code == 200
    public.close()


def test_fictional_states_wear_their_mark_and_real_ones_do_not(client: TestClient) -> None:
    assert '<span class="fictional">fictional</span>' in text_of(client, "/states/XAA").split("</h1>")[0]
    assert '<span class="fictional">' not in text_of(client, "/states/CZE").split("</h1>")[0]


def test_institutions_stand_under_the_one_they_are_part_of(client: TestClient) -> None:
    tree = text_of(client, "/states/XAA").split('class="tree"')[1].split("</section>")[0]
    ministry, council = (
        tree.index("Ministry of Justice and Public Safety"),
        tree.index("Norrland Crime Prevention Council"),
    )
    between = tree[ministry:council]
    assert between.count("<ul>") > between.count("</ul>")


def test_a_cell_of_the_coverage_leads_to_the_answers_of_its_state(client: TestClient, store: Store) -> None:
    page = text_of(client, "/coverage")
    assert "/paragraphs/12?state=XAA#answers" in page or "/paragraphs/13?state=XAA#answers" in page
    answers = ask(store, "answers", paragraph="24(c)", state="XAA")
    found = text_of(client, "/paragraphs/24/c?state=XAA")
    assert all(f"XAA-{row['question']}" in found for row in answers)


def test_all_evidence_of_a_document_stands_in_place(client: TestClient, store: Store) -> None:
    page = text_of(client, DOCUMENT)
    places = {(row["start"], row["end"]) for row in ask(store, "evidence", state="CZE") if row["start"] is not None}
    assert len(places) > 50
    for start, end in places:
        assert page.count(f'id="char={start},{end}"') == 1


def test_the_words_behind_an_anchor_are_the_quotation(client: TestClient, store: Store) -> None:
    page = text_of(client, DOCUMENT)
    for row in ask(
        store, "evidence", of="https://w3id.org/prevgraph/id/institution/CZE/probation-and-mediation-service"
    ):
        behind = page.split(f'id="char={row["start"]},{row["end"]}"></span>')[1].split("</div>")[0]
        words = html.unescape(re.sub(r"<[^>]*>", "", behind))
        assert words.startswith(str(row["quotation"]))


def test_a_resource_says_what_it_is_in_sentences_with_quotations(client: TestClient) -> None:
    page = html.unescape(text_of(client, "/page/institution/CZE/probation-and-mediation-service"))
    main = page.split("<main")[1]
    assert "PMS" in main
    assert "/data/institution/CZE/probation-and-mediation-service.ttl" in main
    assert "<blockquote>" in main
    assert f"{DOCUMENT}#char=" in main


def test_from_a_thing_one_click_leads_to_like_things_of_other_states_with_reasons_and_words(client: TestClient) -> None:
    path = "institution/CZE/probation-and-mediation-service"
    assert f'href="/alike/{path}"' in text_of(client, f"/page/{path}")
    found = html.unescape(text_of(client, f"/alike/{path}"))
    service = found.split("Service de probation et de réinsertion sociale</a>")[1].split('class="card"')[0]
    assert '§ <a href="/paragraphs/6/d">6(d) Prevention of recidivism</a>' in service
    assert "/documents/XAG/ecosoc-2004-28#char=" in service
    assert "/page/institution/CZE/" not in found.split('class="likes"')[1]


def test_where_nothing_is_alike_the_page_says_by_what_and_leads_on_to_the_answers(client: TestClient) -> None:
    rows = client.get("/queries/who-else.json?" + "&".join(f"of={quote(iri)}" for iri in _practices(client))).json()
    alone = next(row["ofIri"] for row in rows if row["tie"] == "question")
    page = html.unescape(text_of(client, "/alike/" + alone.split("/id/")[1]))
    assert "is like it by kind, by paragraph" in page
    assert "in the answer to the same question" in page
    assert re.search(r'href="/queries/answers\?question=[^"]+">What all States answered to question', page)


def _practices(client: TestClient) -> list[str]:
    return sorted({row["practiceIri"] for row in client.get("/queries/implementers.json").json()})


def test_a_question_that_needs_a_value_shows_its_form_until_one_is_given(client: TestClient) -> None:
    page = text_of(client, "/queries/who-else")
    assert '<input name="of"' in page
    assert 'role="alert"' not in page
    assert client.get("/queries/who-else?of=No+such+thing").status_code == 400


@pytest.mark.parametrize("code", ["CZE", "XAA", "XAE"])
def test_a_document_counts_each_claim_once_however_many_places_say_it(
    client: TestClient, store: Store, code: str
) -> None:
    (held,) = (one for one in responses(store) if one.iso3 == code)
    assert f"{held.claims} claims." in text_of(client, f"/documents/{code}/ecosoc-2004-28")


def test_a_search_leads_to_the_paragraphs_that_the_answers_are_about_whatever_the_accents(client: TestClient) -> None:
    page = text_of(client, "/search?q=Probatiön")
    assert "/page/institution/CZE/probation-and-mediation-service" in page
    assert "/paragraphs/24/c" in page
    assert "<mark>probation</mark>" in page


def test_several_words_are_found_wherever_each_stands(client: TestClient) -> None:
    page = text_of(client, "/search?q=safety+ministry+public")
    assert "/page/institution/XAA/ministry-of-justice-and-public-safety" in page
    assert "/page/institution/XAA/ministry-of-health" not in page


def test_evidence_and_answers_by_iri_lead_into_the_document(client: TestClient) -> None:
    assert client.get("/page/evidence/CZE/ecosoc-2004-28/5-9").headers["location"] == f"{DOCUMENT}#char=5,9"
    assert client.get("/page/answer/CZE/ecosoc-2004-28/9c").headers["location"] == f"{DOCUMENT}#item-9c"


def test_the_network_as_csv_holds_the_claims_that_the_filters_keep(client: TestClient, store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/network.csv?state=CZE").text)))
    said = {(row["subjectIri"], row["objectTerm"]) for row in ask(store, "evidence", state="CZE")}
    assert rows
    assert {row["state"] for row in rows} == {"CZE"}
    assert {(row["fromIri"], row["toIri"]) for row in rows} <= said


def test_the_table_twin_and_the_drawing_show_the_same(client: TestClient) -> None:
    drawn = json.loads(client.get("/network.json?state=XAC").text)
    rows = list(csv.DictReader(io.StringIO(client.get("/network.csv?state=XAC").text)))
    assert {node["id"] for node in drawn["nodes"]} == {row[end] for row in rows for end in ("fromIri", "toIri")}
    assert all("x" in node and "y" in node for node in drawn["nodes"])
    assert drawn["alike"]
    assert client.get(next(iter(drawn["alike"].values()))).status_code == 200
    assert text_of(client, "/network?state=XAC").count('<td class="quotation">') == len(rows)


def test_a_path_between_two_things_is_found_by_name(client: TestClient) -> None:
    drawn = json.loads(client.get("/network.json?name=all&from=Mediation+Service&to=Norrland").text)
    assert len(drawn["marked"]) >= 2


def test_fewer_things_are_drawn_where_fewer_are_asked_for(client: TestClient) -> None:
    assert len(json.loads(client.get("/network.json?most=20").text)["nodes"]) <= 20


def test_the_language_stays_with_the_reader(client: TestClient) -> None:
    page = text_of(client, "/states/CZE?language=fr")
    assert '<html lang="fr">' in page
    assert "Tchéquie" in page
    inside = re.findall(r'href="(/(?:page|paragraphs|network)[^"#]*)', page)
    assert inside
    assert all("language=fr" in address for address in inside)
    assert '<html lang="es">' in client.get("/", headers={"accept-language": "es-MX, en;q=0.5"}).text


def test_a_question_gives_the_same_as_page_and_as_csv(client: TestClient, store: Store) -> None:
    answer = ask(store, "strategies", state="XAA")
    assert client.get("/queries/strategies.csv?state=XAA").text == answer.to_csv()
    page = html.unescape(text_of(client, "/queries/strategies?state=XAA"))
    assert all(str(row["strategy"]) in page.replace("<wbr>", "") for row in answer)


PROGRAMMES = (
    "PREFIX pg: <https://w3id.org/prevgraph/ontology#> "
    "SELECT ?state (COUNT(?p) AS ?n) WHERE { ?p a pg:Programme ; pg:state ?state } GROUP BY ?state"
)
IMPLEMENTING = "PREFIX pg: <https://w3id.org/prevgraph/ontology#> %s WHERE { ?body pg:implements ?practice }"


def asked(client: TestClient, query: str, **more: str) -> str:
    return html.unescape(text_of(client, "/editor?" + urlencode({"query": query, **more}))).split("</datalist>")[-1]


def test_an_answer_shows_names_and_the_views_that_fit_it(client: TestClient) -> None:
    page = asked(client, PROGRAMMES)
    assert '<a href="/states/CZE">Czechia</a>' in page
    assert re.findall(r"view=(\w+)#result", page) == ["chart", "map"]
    assert re.findall(r"view=(\w+)#result", asked(client, IMPLEMENTING % "SELECT ?body ?practice")) == ["network"]
    assert re.findall(r"view=(\w+)#result", asked(client, "SELECT (1 AS ?one) {}")) == []


def test_the_map_of_an_answer_lists_fictional_states_beside_with_their_mark_and_number(
    client: TestClient, store: Store
) -> None:
    numbers = dict(
        re.findall(
            r'/states/([A-Z]{3})">[^<]*</a>[^<]*<span class="fictional">fictional</span> <b>(\d+)</b>',
            asked(client, PROGRAMMES, view="map"),
        )
    )
    counted = {str(state)[-3:]: str(number) for state, number in store.select(PROGRAMMES).rows}
    assert numbers.keys() == {"XAA", "XAC", "XAE", "XAG"}
    assert numbers == {code: counted[code] for code in numbers}


@pytest.mark.parametrize("form", ["SELECT ?body ?practice", "CONSTRUCT { ?body pg:implements ?practice }"])
def test_an_answer_that_links_things_is_drawn_as_a_network(form: str, client: TestClient, store: Store) -> None:
    drawn = client.get("/editor.json", params={"query": IMPLEMENTING % form}).json()
    said = {(str(one), str(other)) for one, other in store.select(IMPLEMENTING % "SELECT ?body ?practice").rows}
    assert {(edge["from"], edge["to"]) for edge in drawn["edges"]} == said
    assert drawn["pages"][drawn["nodes"][0]["id"]].startswith("/page/")
    assert "<svg" in client.get("/editor.svg", params={"query": IMPLEMENTING % form}).text


def test_what_can_be_completed_is_what_the_store_holds(client: TestClient) -> None:
    offered = set(re.findall(r'<option value="([^"]+)" label="[^"]*" data-kind', text_of(client, "/editor")))
    assert {"pg:implements", "pg:Programme", "skos:prefLabel", "oa:exact"} <= offered
    assert "pg:noSuchThing" not in offered


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/states/ZZZ", 404),
        ("/paragraphs/99", 404),
        ("/page/institution/CZE/no-such-body", 404),
        ("/documents/CZE/no-such-round", 404),
        ("/queries/no-such-question", 404),
        ("/sharing/CZE/ZZZ", 404),
        ("/states/%22%3E%3Cb%3E", 404),
        ("/page/institution/x%7D%20UNION%20%7B", 404),
        ("/page/%00", 404),
        ("/alike/institution/CZE/no-such-body", 404),
        ("/alike/network/eucpn", 404),
        ("/network?confidence=much", 400),
        ("/network?most=many", 400),
        ("/queries/answers?state=Atlantis", 400),
        ("/editor?query=SELEKT", 400),
    ],
)
def test_what_cannot_be_shown_is_said_on_a_page(client: TestClient, address: str, status: int) -> None:
    found = client.get(address)
    assert found.status_code == status
    assert "<main" in found.text
    assert "Traceback" not in found.text


@pytest.mark.parametrize("name", ["../pages.py", "%2e%2e/pages.py", "pages.py", "words.json", "..%5cpages.py"])
def test_only_what_is_meant_to_be_served_is(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_store_that_does_not_answer_is_said_with_503() -> None:
    def closed() -> AbstractContextManager[Store]:
        raise StoreUnreachable("somewhere", "nobody is there")

    found = TestClient(Starlette(routes=routes(closed))).get("/")
    assert found.status_code == 503
    assert "nobody is there" in found.text


HARMED = (
    "/",
    "/search?q=Council",
    "/states/XAA",
    "/network",
    "/network?name=all&most=500",
    "/sharing",
    "/documents/XAA/ecosoc-2004-28",
    "/queries/institutions",
    "/network.svg",
)


@pytest.mark.parametrize("address", HARMED)
def test_what_documents_hold_to_do_harm_stays_text(harmful: Store, address: str) -> None:
    page = TestClient(application(harmful)).get(address).text
    assert "<script>document" not in page
    assert not re.search(r"<img[^>]*onerror", page)
    assert not re.search(r"(href|src|action)=\"?\s*javascript:", page)
    assert "49" not in re.findall(r"(\S+) \{% raw %\} Police", html.unescape(page))


def test_a_harmful_name_has_a_page_of_its_own_that_can_be_read(harmful: Store) -> None:
    client = TestClient(application(harmful))
    for row in ask(harmful, "institutions"):
        if row["institution"] in HARM.values():
            path = str(row["institutionIri"]).removeprefix("https://w3id.org/prevgraph/id/")
            page = client.get("/page/" + quote(path))
            assert page.status_code == 200
            assert str(row["institution"]).split()[0] in html.unescape(page.text.replace("<wbr>", ""))


CLAIM = "https://w3id.org/prevgraph/id/claim/1"


def reviewing(store: Store, taken: list[Given]) -> TestClient:
    return TestClient(application(store, decide=taken.append, token="right"), follow_redirects=False)


def test_decisions_need_the_token_and_a_name(store: Store) -> None:
    taken: list[Given] = []
    client = reviewing(store, taken)
    given = {"decision": f"accept {CLAIM} char=5,9", "by": "A. Novak"}
    assert client.post(f"{DOCUMENT}/decide", data={**given, "token": "wrong"}).status_code == 403
    assert client.post(f"{DOCUMENT}/decide", data={**given, "token": "right", "by": ""}).status_code == 400
    assert taken == []
    found = client.post(f"{DOCUMENT}/decide", data={**given, "token": "right"})
    assert (found.status_code, found.headers["location"]) == (303, f"{DOCUMENT}#char=5,9")
    assert taken == [Given("accept", CLAIM, "", "A. Novak", "char=5,9")]


def test_the_token_is_asked_for_once(store: Store) -> None:
    taken: list[Given] = []
    client = reviewing(store, taken)
    first = {"decision": f"reject {CLAIM}", "by": "Žofie", "token": "right"}
    cookie = client.post(f"{DOCUMENT}/decide", data=first).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert 'name="token"' not in client.get(DOCUMENT).text
    again = {"decision": f"correct {CLAIM}", f"value {CLAIM}": "funds"}
    assert client.post(f"{DOCUMENT}/decide", data=again).status_code == 303
    assert taken[-1] == Given("correct", CLAIM, "funds", "Žofie")


def test_a_cookie_that_the_token_did_not_sign_is_worth_nothing() -> None:
    assert reviewer_of(reviewer_cookie("right", "A. Novak"), "right") == "A. Novak"
    assert reviewer_of(reviewer_cookie("wrong", "A. Novak"), "right") == ""
    assert reviewer_of("A. Novak.", "right") == ""


def test_a_decision_about_a_file_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    claim = next(str(row["claimIri"]) for row in ask(store, "evidence", state="CZE"))
    decide = keeping(lambda: nullcontext(store), tmp_path, today=lambda: "2026-01-02")
    with pytest.raises(BadDecision, match="is not in"):
        decide(Given("accept", claim, "", "A. Novak"))


def test_nothing_can_be_decided_where_no_one_may(client: TestClient) -> None:
    assert client.post(f"{DOCUMENT}/decide", data={"claim": "x"}).status_code in (404, 405)
    assert 'name="token"' not in client.get(DOCUMENT).text


def test_a_decision_is_kept_beside_the_very_file_that_was_read(store: Store, tmp_path: Path) -> None:
    row = next(iter(ask(store, "evidence", state="XAC")))
    document = URIRef(str(row["documentIri"]))
    text = store.select(f"SELECT ?text WHERE {{ ?document <{PG.text}> ?text }}", {"document": document}).rows[0][0]
    file = tmp_path / "tavu-islands.txt"
    file.write_bytes(str(text).encode())
    decide = keeping(lambda: nullcontext(store), tmp_path, today=lambda: "2026-01-02")
    decide(Given("accept", str(row["claimIri"]), "", "A. Novak"))
    assert decisions_beside(file) == (Decision("accept", str(row["claimIri"]), by="A. Novak", on="2026-01-02"),)


def test_many_states_are_shown_a_page_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prevgraph.explorer.guidelines.STATES_AT_ONCE", 2)
    first, last = text_of(client, "/coverage"), text_of(client, "/coverage?page=3")
    assert 'rel="next" href="/coverage?page=2"' in first
    assert 'rel="next"' not in last
    shown = [len(re.findall(r'<th scope="col"><a', page)) for page in (first, last)]
    assert shown == [2, 1]


def test_with_many_states_one_is_chosen_before_sharing_is_drawn(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prevgraph.explorer.sharing.MOST_STATES", 2)
    assert 'class="flow"' not in text_of(client, "/sharing")
    assert 'class="flow"' in text_of(client, "/sharing?state=XAG")


def test_sharing_around_one_state_shows_no_pair_without_it(client: TestClient) -> None:
    page = text_of(client, "/sharing?state=XAG").split('id="opportunities"')[0]
    pairs = set(re.findall(r"/sharing/([A-Z]{3})/([A-Z]{3})", page))
    assert pairs
    assert all("XAG" in pair for pair in pairs)


def test_an_empty_store_has_pages_too() -> None:
    client = TestClient(application(EmbeddedStore()))
    for address in ("/", "/states", "/paragraphs", "/network", "/network.json", "/coverage", "/sharing", "/queries"):
        assert client.get(address).status_code == 200, address
