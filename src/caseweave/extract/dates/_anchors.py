"""Days told by an event that the text dates elsewhere: "the day before they called".

Invariant: an event gives a day only where a sentence with a day of its own shares a word with it,
and gives one to a clock ("he was shot at 10 p.m.") only where it shares several; nothing else is
guessed.
"""

from collections.abc import Sequence

import msgspec

from caseweave.extract.dates._calendar import Moment, day_of, value
from caseweave.extract.dates._landmarks import beside
from caseweave.extract.dates._ranges import Read
from caseweave.extract.dates._tense import Cues
from caseweave.extract.dates._tokens import Token

_NEAR = 6  # dates before and after it among which an event's day is looked for
_REACH = 7  # words in which an event is named
_SENTENCE = 40  # tokens that a sentence may have on either side of its day
_SAME_EVENT = 4  # words that the sentence of a lone clock shares with the one that tells its day
_SHORTEST = 4  # letters of a word that can name an event


def anchored(reads: list[Read], tokens: list[Token], cues: Cues) -> list[Read]:
    """The readings, with the days before and after events that are dated in the same text."""
    return [_anchored(i, reads, tokens, cues) for i in range(len(reads))]


def _anchored(i: int, reads: list[Read], tokens: list[Token], cues: Cues) -> Read:
    found, resolved = reads[i].found, reads[i].resolved
    if found.kind == "beside" and resolved.moment is None:
        return _from_event(i, reads, tokens, cues)
    if found.kind == "clock" and resolved.anchor == "publication":
        return _clock_of_event(i, reads, tokens, cues)
    return reads[i]


def _clock_of_event(i: int, reads: list[Read], tokens: list[Token], cues: Cues) -> Read:
    """The day of a clock in a sentence that tells no day: that of the same event, dated before."""
    found, resolved = reads[i].found, reads[i].resolved
    here = _sentence(tokens, found.first, found.last, cues)
    if resolved.moment is None or cues.tense(tokens, found.first, found.last) != "past":
        return reads[i]
    if any(r is not reads[i] and _is_day(r) and r.found.first in here for r in reads):
        return reads[i]
    words = _around(tokens, found.first, found.last, cues)
    dated = [r for r in reads[:i] if _is_day(r) and r.found.kind != "clock"]
    shared = [len(words & _around(tokens, r.found.first, r.found.last, cues)) for r in dated]
    if not shared or max(shared) < _SAME_EVENT:
        return reads[i]
    same = [r.resolved.moment for r, n in zip(dated, shared, strict=True) if n == max(shared)]
    day = same[-1]
    if day is None:
        return reads[i]
    moment = msgspec.structs.replace(day, clock=resolved.moment.clock)
    told = msgspec.structs.replace(
        resolved, value=value(moment), moment=moment, anchor="narrative", interval=None
    )
    return Read(found, told)


def _is_day(read: Read) -> bool:
    moment = read.resolved.moment
    return moment is not None and day_of(moment) is not None


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
    around = _sentence(tokens, first, last, cues)
    before, behind = tokens[around.start : first], tokens[last : around.stop]
    return _stems(before, cues) | _stems(behind, cues)


def _sentence(tokens: list[Token], first: int, last: int, cues: Cues) -> range:
    """The tokens of the sentence in which a day stands."""
    start, end = first, last
    while start > max(0, first - _SENTENCE) and not cues.ends(tokens, start - 1):
        start -= 1
    while end < min(len(tokens), last + _SENTENCE) and not cues.ends(tokens, end):
        end += 1
    return range(start, end)


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
