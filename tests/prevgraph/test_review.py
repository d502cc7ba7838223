"""Decisions: taken on the command line or by CSV, kept beside the response, applied again at each reading."""

import csv
import shutil
from pathlib import Path

import pytest

from ingest.claims import claim_iris, entity_iri, targets
from ingest.decisions import BadDecisions, Decision, decisions_beside, decisions_file, keep_decisions
from ingest.parts import Response
from prevgraph.command import run
from prevgraph.reading import ReadingPlan
from prevgraph.reviewing import Uncertain, read_queue, write_queue

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
PLAN = ReadingPlan(states_files=(EXAMPLES / "states.toml",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "responses" / "tavu-islands.txt.txt", tmp_path))


def decide(file: Path, action: str, target: object, value: str = "") -> Response:
    keep_decisions(file, [Decision(action, str(target), by="A. Novak", on="2026-01-31", value=value)])
    return PLAN.read(file)


def labels(response: Response) -> set[str]:
    return {entity.labels[0] for entity in response.entities}


def test_a_rejected_entity_goes_with_its_claims(file: Path) -> None:
    before = PLAN.read(file)
    gone = next(e for e in before.entities if any(e.key in (r.s, r.o) for r in before.relations))
    after = decide(file, "reject", entity_iri(gone, before, PLAN.ids))
    assert gone.labels[0] not in labels(after)
    assert not [r for r in after.relations if gone.key in (r.s, r.o)]
    assert len(after.entities) == len(before.entities) - 1


def test_a_rejected_claim_goes_alone(file: Path) -> None:
    before = PLAN.read(file)
    target = next(iter(claim_iris(before.relations[0], before, PLAN.ids)))
    after = decide(file, "reject", target)
    assert len(after.entities) == len(before.entities)
    assert all(target not in claim_iris(r, after, PLAN.ids) for r in after.relations)


def test_a_renamed_entity_keeps_its_old_name_beside_the_new(file: Path) -> None:
    before = PLAN.read(file)
    after = decide(file, "rename", entity_iri(before.entities[0], before, PLAN.ids), "The Right Name")
    named = next(e for e in after.entities if e.labels[0] == "The Right Name")
    assert before.entities[0].labels[0] in named.labels
    assert named.review == "corrected"


def test_merged_entities_share_evidence_and_claims(file: Path) -> None:
    before = PLAN.read(file)
    first, second = [e for e in before.entities if e.type == "Institution"][:2]
    after = decide(file, "merge", entity_iri(second, before, PLAN.ids), str(entity_iri(first, before, PLAN.ids)))
    merged = next(e for e in after.entities if e.key == first.key)
    assert set(first.evidence) | set(second.evidence) == set(merged.evidence)
    assert not [r for r in after.relations if second.key in (r.s, r.o)]


def test_a_decision_whose_target_is_gone_is_reported_and_kept(file: Path) -> None:
    after = decide(file, "reject", "https://w3id.org/prevgraph/id/claim/none")
    assert any("finds nothing to apply to" in finding.what for finding in after.findings)
    assert len(decisions_beside(file)) == 1


def test_a_queue_goes_out_as_csv_and_comes_back_decided(file: Path, tmp_path: Path) -> None:
    table, store = tmp_path / "queue.csv", tmp_path / "store"
    plan = ["--states-file", str(EXAMPLES / "states.toml"), "--store", str(store)]
    assert run(["review", str(file), "--below", "1", "--write-csv", str(table), *plan]) == 0
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    rows[0]["action"] = "accept"
    with table.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert run(["review", str(file), "--read-csv", str(table), "--by", "A. Novak", *plan]) == 0
    assert decisions_beside(file)[0].target == rows[0]["target"]
    assert run(["query", "--store", str(store), "--text", f"ASK {{ <{rows[0]['target']}> ?p ?o }}"]) == 0


def test_a_table_with_an_unknown_action_decides_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "queue.csv"
    table.write_text(f"file,target,action,value\n{file.name},x,accept,\n{file.name},y,burn,\n", "utf-8")
    assert run(["review", str(file), "--read-csv", str(table), "--by", "A"]) == 1
    assert "line 3" in capsys.readouterr().err
    assert not decisions_file(file).exists()


def test_a_decision_needs_a_name(file: Path) -> None:
    assert run(["review", str(file), "--accept", "x"]) == 2


def test_a_claim_decided_about_under_the_old_name_of_what_it_is_about_is_found(file: Path) -> None:
    before = PLAN.read(file)
    relation = next(r for r in before.relations if r.s != "STATE")
    entity, claim = (
        (e for e in before.entities if e.key == relation.s),
        next(iter(claim_iris(relation, before, PLAN.ids))),
    )
    decide(file, "rename", entity_iri(next(entity), before, PLAN.ids), "The Right Name")
    after = decide(file, "accept", claim)
    found = next(r for r in after.relations if (r.s, r.p, r.o) == (relation.s, relation.p, relation.o))
    assert found.review == "accepted"
    assert after.findings == before.findings


def test_an_entity_given_the_name_of_another_becomes_one_with_it(file: Path) -> None:
    before = PLAN.read(file)
    first, second = [e for e in before.entities if e.type == "Institution"][:2]
    after = decide(file, "rename", entity_iri(second, before, PLAN.ids), first.labels[0])
    assert len(after.entities) == len(before.entities) - 1
    assert set(second.labels) <= set(next(e for e in after.entities if e.key == first.key).labels)


@pytest.mark.parametrize("what", ["mention", "attribute", "implied"])
def test_what_is_no_relation_can_be_rejected_and_accepted_too(file: Path, what: str) -> None:
    before = PLAN.read(file)
    iri = next(iri for iri, target in targets(before, PLAN.ids).items() if target.what == what)
    accepted = decide(file, "accept", iri)
    assert list(accepted.reviews.values()) == ["accepted"]
    assert accepted.findings == before.findings
    assert iri not in targets(decide(file, "reject", iri), PLAN.ids)


@pytest.mark.parametrize("value", ["Banana", "no such thing <b>", "Response", "Strategy/Ministry"])
def test_a_correction_to_what_no_entity_can_be_is_left_out_and_reported(file: Path, value: str) -> None:
    before = PLAN.read(file)
    after = decide(file, "correct", entity_iri(before.entities[0], before, PLAN.ids), value)
    assert after.entities == before.entities
    assert any(value in finding.what for finding in after.findings)


def test_a_kind_alone_says_the_type_too(file: Path) -> None:
    before = PLAN.read(file)
    after = decide(file, "correct", entity_iri(before.entities[0], before, PLAN.ids), "Ministry")
    assert (after.entities[0].type, after.entities[0].kind) == ("Institution", "Ministry")


def test_a_decision_without_its_value_is_refused_before_it_is_kept(file: Path) -> None:
    with pytest.raises(BadDecisions):
        keep_decisions(file, [Decision("rename", "https://example.org/x", by="A. Novak", on="2026-01-31", value=" ")])
    assert not decisions_file(file).exists()


def test_a_store_is_without_fault_after_decisions(file: Path, tmp_path: Path) -> None:
    before = PLAN.read(file)
    first, second = before.entities[:2]
    given = ["--rename", str(entity_iri(first, before, PLAN.ids)), "The Right Name"]
    given += ["--reject", str(entity_iri(second, before, PLAN.ids)), "--by", "A. Novak"]
    store = ["--store", str(tmp_path / "store")]
    assert run(["review", str(file), *given, "--states-file", str(EXAMPLES / "states.toml"), *store]) == 0
    assert run(["validate", "--no-reasoner", *store]) == 0


def test_two_files_of_one_name_are_not_decided_about_together(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    shutil.copy(file, tmp_path / "other")
    assert run(["review", str(tmp_path), "--write-csv", str(tmp_path / "queue.csv")]) == 2
    assert not (tmp_path / "queue.csv").exists()


def test_no_words_of_a_document_become_a_formula_in_the_queue(tmp_path: Path) -> None:
    table = tmp_path / "queue.csv"
    told = Uncertain("=reply.txt", "https://example.org/x", "+1", "=HYPERLINK(1)", "2(a)", 0.5, "-")
    write_queue([told], table)
    assert "\n'=reply.txt,https://example.org/x,'+1,'=HYPERLINK(1)," in table.read_text("utf-8-sig")
    table.write_text(table.read_text("utf-8-sig").rstrip().removesuffix(",") + "accept,\n", "utf-8")
    (decision,) = read_queue(table, by="A. Novak", on="2026-01-31")["=reply.txt"]
    assert (decision.action, decision.says) == ("accept", "+1")
