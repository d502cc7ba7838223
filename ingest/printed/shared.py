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

    A paragraph that speaks of one item's level of government answers that item. Of the others, as many paragraphs as
    items stand in the items' order; else a paragraph stays with the one before it, and a first one goes to the only
    item answered in the affirmative, or stays where it was written: with the last item.
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
    in_order = len(spoken) == len(items) and all(
        owner in (None, item) for owner, item in zip(spoken, items, strict=True)
    )
    if in_order:
        return list(items)
    affirmed = [item for item in items if marks.get(item) in ("yes", "partly")]
    first = affirmed[0] if len(affirmed) == 1 else items[0] if len(spoken) > 1 else items[-1]
    owners: list[str] = []
    for owner in spoken:
        owners.append(owner or (owners[-1] if owners else first))
    return owners


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
