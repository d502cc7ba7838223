"""Names found in one place, found again wherever the answers write them (pure).

"Lighthouse" opens a sentence in one answer and says nothing there; in another it is "the Lighthouse Programme".
"""

from collections.abc import Iterator, Mapping, Sequence

from ingest.lexicons import Lexicon
from ingest.naming.found import Found, is_acronym
from ingest.parts import Answer
from ingest.tokens import Token, fold

Form = tuple[tuple[str, ...], Found]


def recurring(answers: Mapping[str, Answer], found: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """The finds, and those that the names of the others make of capitalised words nobody claimed."""
    forms = _forms(found, lexicon)
    out: list[Found] = []
    by_item: dict[str, list[Found]] = {}
    for find in found:
        by_item.setdefault(find.item, []).append(find)
    for answer in answers.values():
        here = by_item.get(answer.item, [])
        again = _again(answer, here, forms, lexicon) if answer.text else ()
        out.extend(sorted([*here, *again], key=lambda f: f.start))
    return out


def _forms(found: Sequence[Found], lexicon: Lexicon) -> dict[str, list[Form]]:
    """Every form of a specific name by its first word, the longest first."""
    forms: dict[tuple[str, ...], Found] = {}
    for find in found:
        if find.specific:
            for form in (find.label, *find.forms, *_without_head(find, lexicon)):
                words = tuple(t.low for t in lexicon.tokens(form))
                if words and not (len(words) == 1 and words[0] in lexicon.heads):
                    forms.setdefault(words, find)
    by_first: dict[str, list[Form]] = {}
    for words, find in sorted(forms.items(), key=lambda f: (-len(f[0]), f[0])):
        by_first.setdefault(words[0], []).append((words, find))
    return by_first


def _without_head(find: Found, lexicon: Lexicon) -> tuple[str, ...]:
    """ "Lighthouse" of "Lighthouse Programme": a programme is often called by the rest of its name."""
    words = find.label.split()
    if find.type != "Programme" or len(words) < 2 or not words[0][0].isupper():
        return ()
    rest = words[:-1] if fold(words[-1]) in lexicon.heads else words
    weak = all(lexicon.has("weak", fold(w)) or lexicon.has("topics", fold(w)) for w in rest)
    return () if weak or rest == words else (" ".join(rest),)


def _again(
    answer: Answer, here: Sequence[Found], forms: Mapping[str, Sequence[Form]], lexicon: Lexicon
) -> Iterator[Found]:
    tokens = lexicon.tokens(answer.text)
    covered = bytearray(len(answer.text))
    for f in here:
        covered[f.start : f.end] = bytes([1]) * (f.end - f.start)
    taken = [bool(covered[t.start]) for t in tokens]
    k = 0
    while k < len(tokens):
        begun = forms.get(tokens[k].low)
        match = next((m for m in begun if _stands(tokens, taken, k, m)), None) if begun else None
        if match is None:
            k += 1
            continue
        words, find = match
        yield _repeated(answer, tokens[k], tokens[k + len(words) - 1], find)
        k += len(words)


def _stands(tokens: Sequence[Token], taken: Sequence[bool], at: int, form: Form) -> bool:
    words, find = form
    here = tokens[at : at + len(words)]
    if tuple(t.low for t in here) != words or any(taken[at : at + len(words)]):
        return False
    if is_acronym(find.label) and len(words) == 1:
        return here[0].text == find.label
    return here[0].is_capital or here[0].text == find.text.split()[0]


def _repeated(answer: Answer, first: Token, last: Token, find: Found) -> Found:
    text = answer.text[first.start : last.end]
    return Found(
        answer.item, first.start, last.end, text, find.type, find.kind, True, find.method, find.confidence,
        find.head, find.plural, None, (find.label,), find.number,
    )  # fmt: skip
