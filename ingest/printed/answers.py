"""What was answered to each item: its marks, its remarks beside the boxes, its free text, the lines of its grid."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.model import Finding, Gravity
from ingest.parts import Answer, Document
from ingest.printed.boxes import Options, Row
from ingest.printed.fields import Field, Paragraph, answer_text
from ingest.printed.grid import Grid, empty_cells
from ingest.printed.lines import Line
from ingest.printed.phrases import Hit
from ingest.printed.regions import Region, Span, prompts_in
from ingest.printed.shared import share_out
from ingest.printed.words import Words, fold_words
from ontology.questionnaire import Item, Questionnaire


class AnswerReader:
    """Reads the regions of one document; `findings` collects what was out of place."""

    def __init__(
        self, document: Document, form: Questionnaire, lines: Sequence[Line], words: Words, hits: Sequence[Hit]
    ) -> None:
        self.text = document.text
        self.form = form
        self.words = words
        self.prompts = [hit for hit in hits if hit.phrase.kind == "prompt"]
        self.prompt_starts = [words.starts[hit.first] for hit in self.prompts]
        self.field = Field(document.text, lines, markdown=document.media_type == "text/markdown")
        columns = {column for table in form.tables for column in table.columns}
        self.options = Options({mark: words for mark, words in form.options.items() if mark not in columns})
        self.tables = {table.parent for table in form.tables}
        self.findings: list[Finding] = []
        self.written: dict[str, list[Paragraph]] = {}

    def read(self, regions: Sequence[Region]) -> dict[str, Answer]:
        """An answer to every item, in the form's order; empty where its question is not in the document."""
        answers = {item: Answer(item, marks_seen=False) for item in self.form.items}
        stray: list[Paragraph] = []
        for region in (region for region in regions if not region.copy):
            place = region.anchor.place
            if place.kind == "item" and not place.grid:
                self._answer(region, answers, stray)
            stray = self._under_stem(region) if place.kind == "stem" else []
        self._grids([region for region in regions if not region.copy], answers)
        return answers

    def _answer(self, region: Region, answers: dict[str, Answer], stray: list[Paragraph]) -> None:
        item = self.form.items[region.anchor.place.id]
        prompts = self._prompts(region, item)
        row = None
        if item.kind == "choice":
            row = self.options.row(self.text, region.start, region.end, options=item.options)
        removed = [*prompts, *_row_spans(self.text, row)]
        if item.parent in self.tables and item.kind != "choice":
            removed += empty_cells(self.text, region.start, region.end)
        paragraphs = self.field.paragraphs(region.start, region.end, removed)
        mark = self._mark(item, row)
        seen = row is not None and row.has_boxes
        remark_of = _remark_of(self.text, row, paragraphs)
        answers[item.id] = replace(
            answers[item.id], mark=mark, marks_seen=seen or item.kind != "choice", remark_of=remark_of
        )
        if row is not None and any(p[0].start < row.start for p in paragraphs):
            self._find(item.id, "text is written before the boxes; it is kept in its place", Gravity.NOTE)
        if item.shares_field_with:
            beside = [p for p in paragraphs if p[0].start < _field_start(row, prompts, region)]
            paragraphs = [*beside, *self._share(item, paragraphs[len(beside) :], answers)]
        self._write(item.id, [*stray, *paragraphs], answers)

    def _share(self, item: Item, paragraphs: Sequence[Paragraph], answers: dict[str, Answer]) -> list[Paragraph]:
        """This item's part of a field, once the others have theirs, behind what stands beside their boxes."""
        items = [*(self.form.items[other] for other in item.shares_field_with), item]
        shared = share_out(self.text, paragraphs, items, {other.id: answers[other.id].mark for other in items})
        own = shared.pop(item.id)
        for other, theirs in shared.items():
            if theirs:
                self._write(other, [*self.written.get(other, []), *theirs], answers)
        return own

    def _write(self, item: str, paragraphs: Sequence[Paragraph], answers: dict[str, Answer]) -> None:
        self.written[item] = list(paragraphs)
        text, pieces = answer_text(self.text, paragraphs)
        answers[item] = replace(answers[item], text=text, pieces=pieces)

    def _prompts(self, region: Region, item: Item) -> list[Span]:
        inside = self._prompts_between(region)
        printed = [text for texts in item.prompts.values() for text in texts]
        return prompts_in(region, self.words, inside, printed)

    def _prompts_between(self, region: Region) -> list[Hit]:
        low = bisect_left(self.prompt_starts, region.start)
        return self.prompts[low : bisect_left(self.prompt_starts, region.end)]

    def _mark(self, item: Item, row: Row | None) -> str | None:
        if row is None or not row.marks:
            return None
        if row.doubtful:
            self._find(item.id, "more than one box is marked, or a mark stands between two: read as unmarked")
            return None
        if row.marks[0] not in item.options:
            self._find(item.id, f"“{row.marks[0]}” is marked, which the form does not offer here", Gravity.NOTE)
        return row.marks[0]

    def _under_stem(self, region: Region) -> list[Paragraph]:
        """What is written under a question that has no field of its own: it goes to the first sub-question."""
        paragraphs = self.field.paragraphs(region.start, region.end, self._bare_prompts(region))
        printed = {word for words in region.anchor.place.texts.values() for word in words}
        paragraphs = [p for p in paragraphs if not _words_of(self.text, p) <= printed]
        if paragraphs:
            what = "text is written under a question that is only answered by its parts; it is kept with the first"
            self._find(region.anchor.place.id, what)
        return paragraphs

    def _bare_prompts(self, region: Region) -> list[Span]:
        return prompts_in(region, self.words, self._prompts_between(region), ())

    def _grids(self, regions: Sequence[Region], answers: dict[str, Answer]) -> None:
        for table in self.form.tables:
            lines = {
                region.anchor.place.id: (self.words.starts[region.anchor.first], region.end)
                for region in regions
                if region.anchor.place.grid and region.anchor.place.parent == table.parent
            }
            if not lines:
                continue
            heads = [r.anchor for r in regions if r.anchor.place.kind == "table" and r.anchor.place.id == table.parent]
            first = min(start for start, _ in lines.values())
            grid = Grid(self.text, table, self.form, heads[0] if heads else None, first)
            for item, cells in grid.read(lines).items():
                answers[item] = replace(
                    answers[item], needs=cells.get("needs"), offers=cells.get("offers"), columns=cells, marks_seen=True
                )

    def _find(self, where: str, what: str, gravity: Gravity = Gravity.WARNING) -> None:
        self.findings.append(Finding(where, what, gravity))


def _row_spans(text: str, row: Row | None) -> Iterable[Span]:
    """The stretches of a row that are boxes and options; remarks between them are not."""
    if row is None:
        return
    start, end = row.parts[0].start, row.parts[0].end
    for part in row.parts[1:]:
        if any(letter.isalnum() for letter in text[end : part.start]):
            yield start, end
            start = part.start
        end = part.end
    yield start, end


def _remark_of(text: str, row: Row | None, paragraphs: Sequence[Paragraph]) -> str | None:
    """The option that the whole text stands behind, in the line of the boxes."""
    if row is None or len(paragraphs) != 1 or len(paragraphs[0]) != 1:
        return None
    remark = paragraphs[0][0]
    before = [part for part in row.parts if not part.is_box and part.end <= remark.start]
    if not before or "\n" in text[before[-1].end : remark.start]:
        return None
    return before[-1].what


def _field_start(row: Row | None, prompts: Sequence[Span], region: Region) -> int:
    return max((*(end for _, end in prompts[:1]), row.end if row else region.start, region.start))


def _words_of(text: str, paragraph: Paragraph) -> set[str]:
    return {word for piece in paragraph for word in fold_words(text[piece.start : piece.end])}
