"""From a document's text to the answers of a form: the reader knows no form but by its description.

Every item is found by the text of its question, never by counting; what stands between one question and the next is
its boxes, its prompts and what the respondent wrote. What the text implies is left to the readers of the answers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.model import Finding, Gravity
from ingest.parts import Answer, Document
from ingest.printed.anchors import anchors_of
from ingest.printed.answers import AnswerReader
from ingest.printed.language import language_of
from ingest.printed.lines import furniture, lines_of
from ingest.printed.phrases import catalogue
from ingest.printed.quotations import quoted_paragraphs
from ingest.printed.references import ReferenceReader
from ingest.printed.regions import Region, regions_of
from ingest.printed.title import state_name
from ingest.printed.words import words_of
from ontology.errors import PrevgraphError
from ontology.questionnaire import Questionnaire

#: With fewer of a form's questions than this (or half of a short form's) a document is no response to it.
_FEWEST = 5


class NotAResponse(PrevgraphError):
    """A document that does not hold the questions of the form."""

    message = (
        "{0} does not look like a response to the questionnaire {1}: {2} of its {3} questions stand in the text;"
        " check that this is the right file and that its text can be read."
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A filled-in form: an answer to every item of the questionnaire, in its order.

    `state_name` is what the document calls its state, as written (empty where it does not say). `quotations` are the
    paragraphs quoted between the questions, by number. `findings` say what was missing or out of place.
    """

    state_name: str
    language: str
    answers: Mapping[str, Answer]
    quotations: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def read_form(document: Document, questionnaire: Questionnaire) -> Form:
    """The answers in a document. One that does not hold the form's questions is refused as `NotAResponse`."""
    lines = lines_of(document.text)
    words = words_of(document.text, furniture(lines))
    printed = catalogue(questionnaire)
    hits = list(printed.find(words))
    regions = regions_of(anchors_of(words, hits, printed), len(document.text))
    _refuse_strangers(document, questionnaire, regions)
    reader = AnswerReader(document, questionnaire, lines, words, hits)
    answers = reader.read(regions)
    references, doubts = _with_references(answers, questionnaire)
    quoted = [(region.start, region.end) for region in regions if region.anchor.place.kind == "quotation"]
    return Form(
        state_name=state_name(document.text, lines, words, hits),
        language=_language(references, regions),
        answers=references,
        quotations=quoted_paragraphs(document.text, reader.field, quoted),
        findings=(*_missing(questionnaire, regions, references), *reader.findings, *doubts),
    )


def _refuse_strangers(document: Document, form: Questionnaire, regions: Sequence[Region]) -> None:
    found = {region.anchor.place.id for region in regions if region.anchor.place.kind in ("item", "stem")}
    total = len(form.items) + len(form.stems)
    if len(found) < min(_FEWEST, (total + 1) // 2):
        raise NotAResponse(document.file, form.id, len(found), total)


def _with_references(answers: Mapping[str, Answer], form: Questionnaire) -> tuple[dict[str, Answer], list[Finding]]:
    """The answers with what they refer to, and the references that lead nowhere."""
    reader = ReferenceReader(form)
    texts = {item: answer.text for item, answer in answers.items()}
    found = {item: reader.read(item, texts) for item in answers}
    doubts = [
        Finding(item, f"the answer refers to “{written}”, which is no question of the form", Gravity.NOTE)
        for item, references in found.items()
        for written in references.unresolved
    ]
    referring = {
        item: replace(answer, refers_to=found[item].items) for item, answer in answers.items() if found[item].items
    }
    return {**answers, **referring}, doubts


def _language(answers: Mapping[str, Answer], regions: Sequence[Region]) -> str:
    """The language of the answers; that of the printed questions where hardly anything is answered."""
    printed = Counter(region.anchor.language for region in regions if region.anchor.place.kind == "item")
    otherwise = max(sorted(printed), key=lambda language: printed[language], default="und")
    return language_of((answer.text for answer in answers.values()), otherwise=otherwise)


def _missing(form: Questionnaire, regions: Sequence[Region], answers: Mapping[str, Answer]) -> list[Finding]:
    """What the document lacks: questions, boxes, answers; and what it holds twice."""
    there = {region.anchor.place.id for region in regions if region.anchor.place.kind == "item"}
    findings = []
    lost = [item for item in form.items if item not in there]
    if lost:
        what = f"of the form's {len(form.items)} questions {len(lost)} not found, and read as not answered: "
        findings.append(Finding("document", f"{what}{_listed(lost)}; check that the document is whole"))
    if any(after.anchor.place.number < before.anchor.place.number for before, after in pairwise(regions)):
        findings.append(Finding("document", "the questions stand in another order than the form's", Gravity.NOTE))
    copies = [r.anchor.place.id for r in regions if r.copy and r.anchor.place.kind == "item"]
    if copies:
        what = "the form stands in the document more than once; the first copy was read. Found again: "
        done = "; save each response as a file of its own"
        findings.append(Finding("document", what + _listed(copies) + done, Gravity.ERROR))
    choices = [answer for item, answer in answers.items() if form.items[item].kind == "choice"]
    if choices and not any(answer.marks_seen for answer in choices):
        findings.append(
            Finding(
                "document",
                "no boxes stand in the document: what was marked is not known; give the original, if it has them",
            )
        )
    if not any(answer.text or answer.mark or answer.needs or answer.offers for answer in answers.values()):
        findings.append(
            Finding(
                "document",
                "the form is blank: nothing is marked and nothing is written; give the one that was filled in",
            )
        )
    return findings


def _listed(items: Sequence[str]) -> str:
    shown = ", ".join(items[:12])
    return shown if len(items) <= 12 else f"{shown} and {len(items) - 12} more"
