"""Days told by an event that the text dates elsewhere: "the day before they called".

Invariant: an event gives a day only where a sentence with a day of its own shares a word with it;
nothing else is guessed.
"""

from collections.abc import Sequence

import msgspec

from caseweave.extract.dates._calendar import Moment, day_of
from caseweave.extract.dates._landmarks import beside
from caseweave.extract.dates._ranges import Read
from caseweave.extract.dates._tense import Cues
from caseweave.extract.dates._tokens import Token

_NEAR = 6  # dates before and after it among which an event's day is looked for
_REACH = 7  # words in which an event is named
_SENTENCE = 40  # tokens that a sentence may have on either side of its day
_SHORTEST = 4  # letters of a word that can name an event


def anchored(reads: list[Read], tokens: list[Token], cues: Cues) -> list[Read]:
    """The readings, with the days before and after events that are dated in the same text."""
    return [
        _from_event(i, reads, tokens, cues)
        if read.found.kind == "beside" and read.resolved.moment is None
        else read
        for i, read in enumerate(reads)
    ]


def _from_event(i: int, reads: Sequence[Read], tokens: list[Token], cues: Cues) -> Read:
    """The day told by the event named behind reading `i`: dated before it, else after it."""
    found = reads[i].found
    named = _stems(tokens[found.last + 1 : found.last + 1 + _REACH], cues)
    before, after = reads[max(0, i - _NEAR) : i], reads[i + 1 : i + 1 + _NEAR]
    for other in [*reversed(before), *after]:
        moment = other.resolved.moment
        if moment is None or day_of(moment) is None or not named:
            continue
        first, last = other.found.first, other.found.last
        if not (first <= found.first < last) and named & _around(tokens, first, last, cues):
            return _told(reads[i], moment)
    return reads[i]


def _told(read: Read, moment: Moment) -> Read:
    resolved = beside(read.found, None, moment)
    return Read(read.found, msgspec.structs.replace(resolved, anchor="narrative"))


def _around(tokens: list[Token], first: int, last: int, cues: Cues) -> frozenset[str]:
    """The words of the sentence in which a day stands."""
    start, end = first, last
    while start > max(0, first - _SENTENCE) and not cues.ends(tokens, start - 1):
        start -= 1
    while end < min(len(tokens), last + _SENTENCE) and not cues.ends(tokens, end):
        end += 1
    return _stems(tokens[start:first], cues) | _stems(tokens[last:end], cues)


def _stems(tokens: Sequence[Token], cues: Cues) -> frozenset[str]:
    """What words tell of an event, without their endings, up to the end of the sentence."""
    found: set[str] = set()
    for token in tokens:
        if token.values.keys() & {"STOP", "BREAK"}:
            break
        word = token.text
        if token.values or len(word) < _SHORTEST or word in cues.speech or word in cues.common:
            continue
        ending = next((e for e in cues.inflections if word.endswith(e)), "")
        found.add(word.removesuffix(ending) if len(word) > len(ending) + 2 else word)
    return frozenset(found)
