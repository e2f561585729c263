"""Bare numbers that share out a whole: "94 were held: 51 at Central, 30 at Dock Road, 13 at Njoro".

Invariant: nothing is read unless the numbers add up exactly to a count told right before them.
"""

from typing import Any

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.lang import word_sets

_HUMAN = 0.8
_SENTENCES_ON = 1
_NAME = 4  # words of a country's name
_BACK = 30  # tokens back in which the bracket opens
_words = word_sets("people_bare", "distributed")


def find_distributed(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """Drafts of the parts, without a noun, that nobody has read yet."""
    found: list[Draft] = []
    numbers = [n for n in find_numbers(doc) if n.kind in {"digits", "words", "one"}]
    for whole in drafts:
        if whole.best < 3 or whole.individual or whole.of is not None or whole.members:
            continue
        parts = _parts(doc, whole, numbers)
        for part in parts:
            if not any(d.start < part.end and part.start < d.end for d in [*drafts, *found]):
                hint = whole.hint or whole.status or _state(doc, whole)
                found.append(draft(part, of=whole.best, hint=hint, human=_HUMAN))
    return found


def _state(doc: Any, whole: Draft) -> str | None:
    hints = [h.status for h in status_hints(doc[whole.head]) if not h.modal]
    return hints[0] if hints else None


def _parts(doc: Any, whole: Draft, numbers: list[Number]) -> list[Number]:
    """The numbers behind a whole, each before a preposition, that add up to it; else none."""
    last = doc[whole.start].sent
    for _ in range(_SENTENCES_ON):
        last = doc[last.end].sent if last.end < len(doc) else last
    parts: list[Number] = []
    total = 0
    for number in numbers:
        if not whole.end <= number.start < last.end:
            continue
        if not _placed(doc, number) or rejected(doc, number):
            continue
        parts.append(number)
        total += number.best
        if total >= whole.best:
            break
    return parts if len(parts) > 1 and total == whole.best else []


def _placed(doc: Any, number: Number) -> bool:
    """Whether a place or origin stands right behind: "51 at Central", "(19 Syria, 12 Iraq)"."""
    if number.end >= len(doc):
        return False
    after = doc[number.end]
    return after.lower_ in _words("en")["before_place"] or _of_country(doc, number)


def _of_country(doc: Any, number: Number) -> bool:
    """As in "(19 Syria, 12 Sri Lanka)": in brackets, a name and nothing more."""
    end = number.end
    while end < len(doc) and doc[end].text[:1].isupper() and end < number.end + _NAME:
        end += 1
    if end == number.end or end >= len(doc):
        return False
    closed = doc[end].text in {",", ";", ")"} or doc[end].pos_ == "CCONJ"
    opened = doc[max(doc[end].sent.start, number.start - _BACK) : number.start]
    return closed and any(t.text == "(" for t in opened)
