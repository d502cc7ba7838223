"""Whom a practice is for: by its name, by the words that follow it, by the heading it stands under."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parts import Entity, Mention, Relation
from ingest.relating.asked import PRACTICES
from ingest.relating.clauses import Clause
from ingest.relating.lexicon import Groups, Lexicon
from ingest.relating.signs import POINTS_BACK
from ingest.relating.slots import SLOTS

_UNDER_HEADING = re.compile(r"(?:[:(]|(?<=\s)[–-])\s*[\"«“]?\s*(?:\w+,?\s+){0,5}[\"«“]?\s*$")
#: A note of one to three words between commas: ", ex-inmates, 15 places".
_NOTE = re.compile(r"(?<=, )[\w-]+(?: [\w-]+){0,2}(?=\s*[,.;]|\s*$)")
_WORD = re.compile(r"\w")
#: What stands right behind a name in brackets: "(return of young mothers to school)".
_REMARK_BEHIND = re.compile(r"^[\"”»’]?\s*\(([^()]*)\)")
#: A few words with a colon behind that open a clause: "Migrants from the south: ..."
_OPENING_HEADING = re.compile(r"\W*(?:[\w’'-]+[ ,]+){0,5}[\w’'-]+\s*:")


def read_targets(
    clauses: Mapping[str, Sequence[Clause]], entities: Mapping[str, Entity], lexicon: Lexicon
) -> Iterator[Relation]:
    """The target groups of every practice that is named."""
    for entity in entities.values():
        if entity.type in PRACTICES:
            names = " / ".join(entity.labels)
            for group in dict.fromkeys((*_groups(names, lexicon.targets), *_groups(names, lexicon.target_names))):
                yield Relation(entity.key, "targets", group, entity.evidence[:1], 0.9, "targets/by name")
    for here in clauses.values():
        for clause in here:
            yield from _said(clause, entities, lexicon)


def _groups(text: str, groups: Groups) -> list[str]:
    """The groups that a text names."""
    if not text:
        return []
    lowered = text.casefold().replace("’", "'")
    said = groups.telltales.of(lowered)
    return [group for group, words in groups.words.items() if words.search(lowered, said)]


def _said(clause: Clause, entities: Mapping[str, Entity], lexicon: Lexicon) -> Iterator[Relation]:
    practices = [m for m in clause.mentions if entities[m.key].type in PRACTICES]
    found = [*_pronoun(clause, practices, lexicon), *_opening(clause, practices, lexicon)]
    for place, mention in enumerate(practices):
        until = practices[place + 1].start if place + 1 < len(practices) else clause.end
        since = practices[place - 1].end if place else clause.start
        done = _by_means(_words(clause, since, mention.start), lexicon)
        told = [*_groups(done, lexicon.targets), *_groups(done, lexicon.target_places)]
        found += [(mention, group, "by its means") for group in told]
        before, after = _words(clause, clause.start, mention.start), _words(clause, mention.end, until)
        helped = _benefiting(before, lexicon)
        helps = [*_groups(helped, lexicon.targets), *_groups(helped, lexicon.target_places)]
        found += [(mention, group, "benefits") for group in helps]
        found += [(mention, group, "under heading") for group in _groups(_heading(before, lexicon), lexicon.targets)]
        found += [(mention, group, "said") for group in _groups(_aimed(before, after, lexicon), lexicon.targets)]
        found += [(mention, group, "place") for group in _groups(after, lexicon.target_places)]
    for mention, group, method in found:
        yield Relation(mention.key, "targets", group, clause.evidence, 0.75, f"targets/{method}")


def _opening(clause: Clause, practices: Sequence[Mention], lexicon: Lexicon) -> Iterator[tuple[Mention, str, str]]:
    """What a clause says first, of everything it names: "For young people, ...", "Migrants: ..."."""
    until = min((m.start for m in clause.mentions), default=clause.end)
    first = clause.answer.text[clause.start : until].casefold().replace("’", "'")
    heading = _OPENING_HEADING.match(first)
    words = heading[0] if heading else first.partition(",")[0] if lexicon.for_whom.match(first) else ""
    groups = [*_groups(words, lexicon.targets), *_groups(words, lexicon.target_places)] if words else ()
    yield from ((mention, group, "opening") for mention in practices for group in groups)


def _pronoun(clause: Clause, practices: Sequence[Mention], lexicon: Lexicon) -> Iterator[tuple[Mention, str, str]]:
    """What a sentence that goes on with "It is for ..." or "The target group is ..." says of the practice before."""
    meant = SLOTS["practice"].meant
    goes_on = clause.masked[:1] in (POINTS_BACK["any"], POINTS_BACK["practice"]) or lexicon.of_it.match(clause.masked)
    if goes_on and (of := clause.antecedent(meant)):
        until = practices[0].start if practices else clause.end
        for group in _groups(_aimed("-", _words(clause, clause.start, until), lexicon), lexicon.targets):
            yield of, group, "said of it"


def _words(clause: Clause, start: int, end: int) -> str:
    """That part of the clause without proper names: a ministry of youth says nothing of youth."""
    text, at = "", start
    for mention in clause.mentions:
        if start <= mention.start and mention.end <= end and mention.text[:1].isupper():
            text, at = f"{text}{clause.answer.text[at : mention.start]}", mention.end
    return f"{text}{clause.answer.text[at:end]}".casefold().replace("’", "'")


def _benefiting(before: str, lexicon: Lexicon) -> str:
    """Who is said, right before the name, to benefit from it."""
    return before if lexicon.benefiting.search(before) else ""


def _by_means(before: str, lexicon: Lexicon) -> str:
    """What is done, and for whom, right before the name of what it is done through: "houses widows under ..."."""
    return before if lexicon.means.search(before) else ""


def _heading(before: str, lexicon: Lexicon) -> str:
    aside = lexicon.set_aside.search(before)
    if aside and lexicon.for_whom.match(aside[1]):
        return aside[1]
    return before if _UNDER_HEADING.search(before) else ""


def _aimed(before: str, after: str, lexicon: Lexicon) -> str:
    """What follows the name from the word on that says whom it is for; all of it where the name only opens."""
    if after.lstrip().startswith(":") or lexicon.means.match(before.lstrip()):
        return after
    cue = lexicon.target_cues.search(after)
    said = after[cue.start() :] if cue else ""
    return " ; ".join((said, *_REMARK_BEHIND.findall(after), *_notes(before, after, lexicon)))


def _notes(before: str, after: str, lexicon: Lexicon) -> Iterator[str]:
    """The notes right behind the name, and those behind it in a clause that no verb has made a sentence by then."""
    for note in _NOTE.finditer(after):
        between = after[: note.start()]
        if not _WORD.search(between) or not lexicon.verbs.search(f"{before} {between}"):
            yield note[0]
