"""A questionnaire filled in, as Markdown: what a state would have sent, with the place of everything that it wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.parts import EMPTY_BOX, MARKED_BOX
from ontology.questionnaire import Item, Questionnaire, Section, Stem


@dataclass(frozen=True, slots=True)
class Filled:
    """What is written into one item: the option that is marked, the paragraphs of free text, the marked columns."""

    mark: str | None = None
    paragraphs: Sequence[str] = ()
    columns: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Page:
    blocks: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, block: str) -> int:
        """Add a block with an empty line after it; where it begins."""
        at = self.length
        self.blocks.append(block + "\n\n")
        self.length += len(block) + 2
        return at


def print_form(
    form: Questionnaire, language: str, state: str, filled: Mapping[str, Filled]
) -> tuple[str, dict[str, list[int]]]:
    """The document, and for each item where each paragraph of its free text begins."""
    page, starts = _Page(), dict[str, list[int]]()
    page.add(f"## {state.upper()}")
    page.add(f"## {form.furniture[language][0] if language in form.furniture else form.title[language]}")
    page.add(f"## {form.title[language]}")
    tables = {table.parent: table for table in form.tables}
    for part in _in_order(form):
        if isinstance(part, Section):
            page.add(f"### {part.heading[language]}")
        elif isinstance(part, Stem):
            page.add(f"**{part.path[-1]}. {part.text[language]}**" if not part.parent else _sub(part, language))
        elif part.kind == "grid" and part.parent in tables:
            if part.path[-1] == "a":
                page.add(_grid(form, part.parent, language, filled))
        elif part.parent in tables:
            # The last line of the grid asks in words; nothing is written there.
            continue
        else:
            starts[part.id] = _print_item(page, form, part, language, filled.get(part.id, Filled()))
    return "".join(page.blocks), starts


def _in_order(form: Questionnaire) -> list[Section | Stem | Item]:
    parts: list[Section | Stem | Item] = [*form.sections, *form.stems, *form.items.values()]
    return sorted(parts, key=lambda part: part.order)


def _sub(part: Stem | Item, language: str) -> str:
    return f"**({part.path[-1]})** {part.text[language]}"


def _print_item(page: _Page, form: Questionnaire, item: Item, language: str, filled: Filled) -> list[int]:
    numbered = item.parent is None and len(item.path) == 1
    is_plain = item.path[-1].isalpha() and len(item.path[-1]) > 4
    head = f"**{item.path[-1]}. {item.text[language]}**" if numbered else _sub(item, language)
    page.add(item.text[language] if is_plain else head)
    if item.options:
        boxes = (MARKED_BOX if option == filled.mark else EMPTY_BOX for option in item.options)
        words = (form.options[option][language][0] for option in item.options)
        page.add("   ".join(f"{box} {word}" for box, word in zip(boxes, words, strict=True)))
    for prompt in item.prompts.get(language, ())[:1]:
        page.add(f"_{prompt}_")
    return [page.add(paragraph) for paragraph in filled.paragraphs]


def _grid(form: Questionnaire, parent: str, language: str, filled: Mapping[str, Filled]) -> str:
    table = next(table for table in form.tables if table.parent == parent)
    heads = [table.lead_in[language], *(form.options[column][language][0] for column in table.columns)]
    lines = [f"| {' | '.join(heads)} |", "|---|:---:|:---:|"]
    for item in form.items.values():
        if item.kind == "grid" and item.parent == parent:
            marked = filled.get(item.id, Filled()).columns
            boxes = (MARKED_BOX if column in marked else EMPTY_BOX for column in table.columns)
            lines.append(f"| ({item.path[-1]}) {item.text[language]} | {' | '.join(boxes)} |")
    return "\n".join(lines)
