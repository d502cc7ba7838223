"""Free text that several items share: one field, printed under the last of them."""

from collections.abc import Iterator, Mapping, Sequence

from ingest.printed.fields import Paragraph
from ingest.printed.language import level_of
from ingest.printed.words import fold_words
from ontology.questionnaire import Item

_ENDS = '.!?:;…»”")'


def share_out(
    text: str, paragraphs: Sequence[Paragraph], items: Sequence[Item], marks: Mapping[str, str | None]
) -> dict[str, list[Paragraph]]:
    """Which item each paragraph of a shared field answers.

    A single paragraph answers the only item affirmed. Otherwise one that speaks of an item's level of government
    answers that item; of the others, as many as items stand in the items' order, as they do where all items are
    affirmed and several paragraphs speak of one level; else a paragraph stays with the one before it, and a first one
    goes to the only item affirmed, or stays where it was written: with the last item.
    """
    if len(paragraphs) < len(items):
        paragraphs = [line for paragraph in paragraphs for line in _lines(paragraph)]
    units = _sentences_kept_whole(text, paragraphs)
    by_level = {item.level: item.id for item in items if item.level}
    spoken = [by_level.get(_level(text, unit, list(by_level)) or "") for unit in units]
    owners = _owners(spoken, [item.id for item in items], marks)
    shared: dict[str, list[Paragraph]] = {item.id: [] for item in items}
    for owner, unit in zip(owners, units, strict=True):
        shared[owner].extend(unit)
    return shared


def _owners(spoken: Sequence[str | None], items: Sequence[str], marks: Mapping[str, str | None]) -> list[str]:
    affirmed = [item for item in items if marks.get(item) in ("yes", "partly")]
    if _are_in_order(spoken, items, affirmed):
        return list(items)
    if len(spoken) == len(affirmed) == 1:
        return affirmed
    first = affirmed[0] if len(affirmed) == 1 else items[0] if len(spoken) > 1 else items[-1]
    owners: list[str] = []
    for owner in spoken:
        owners.append(owner or (owners[-1] if owners else first))
    return owners


def _are_in_order(spoken: Sequence[str | None], items: Sequence[str], affirmed: Sequence[str]) -> bool:
    """Whether each item has a paragraph, in the items' order: none speaks of another's level, or all of them are
    affirmed and the levels spoken of do not share the paragraphs out by themselves."""
    if len(spoken) != len(items):
        return False
    if all(owner in (None, item) for owner, item in zip(spoken, items, strict=True)):
        return True
    return list(affirmed) == list(items) and set(spoken) != set(items)


def _sentences_kept_whole(text: str, paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Paragraphs in groups, so that a sentence cut by a ruled line stays together."""
    units: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        cut = bool(units) and (text[units[-1][-1][-1].end - 1] not in _ENDS and text[paragraph[0].start].islower())
        if cut:
            units[-1].append(paragraph)
        else:
            units.append([paragraph])
    return units


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph cut where a line was meant to end."""
    first = 0
    for number, fragment in enumerate(paragraph):
        if number and fragment.joint == "\n":
            yield paragraph[first:number]
            first = number
    yield paragraph[first:]


def _level(text: str, unit: Sequence[Paragraph], levels: Sequence[str]) -> str | None:
    words = [w for paragraph in unit for piece in paragraph for w in fold_words(text[piece.start : piece.end])]
    return level_of(words, levels)
