"""Clock times that stand apart from their day: "open at 7 a.m. and close at 8 p.m. Sunday".

Invariant: a clock takes the day told next only within one sentence, where no day stands before it
and nothing but clocks, brackets and prepositions lies between, or the next day has a clock too.
"""

from collections.abc import Sequence

import msgspec

from caseweave.extract.dates._amounts import clock_code
from caseweave.extract.dates._calendar import Moment, at_clock, day_of, value
from caseweave.extract.dates._ranges import Read
from caseweave.extract.dates._tense import Cues
from caseweave.extract.dates._tokens import Token

_LINKS = frozenset({"OPEN", "MARK", "COMMA", "ON", "OF", "HYPHEN", "AND", "TO", "IN", "FROMWORD"})


def with_days(reads: list[Read], tokens: list[Token], cues: Cues) -> list[Read]:
    """The readings, each lone clock with the day that its sentence tells behind it."""
    given = list(reads)
    for i in range(len(given) - 2, -1, -1):
        if given[i].found.kind == "clock" and given[i].found.last <= given[i + 1].found.first:
            day = _day_behind(i, given, tokens, cues)
            given[i] = _on(given[i], day, given[i + 1]) if day is not None else given[i]
    return given


def _day_behind(i: int, reads: Sequence[Read], tokens: list[Token], cues: Cues) -> Moment | None:
    left, right = reads[i], reads[i + 1]
    moment = right.resolved.moment
    between = range(left.found.last, right.found.first)
    if moment is None or day_of(moment) is None or any(cues.ends(tokens, j) for j in between):
        return None
    if right.found.clock is None and not all(_links(tokens[j]) for j in between):
        return None
    return None if _day_before(i, reads, tokens, cues) else moment


def _links(token: Token) -> bool:
    return not _LINKS.isdisjoint(token.values)


def _day_before(i: int, reads: Sequence[Read], tokens: list[Token], cues: Cues) -> bool:
    """Whether the sentence tells a day before the clock."""
    last = reads[i].found.first
    for read in reversed(reads[:i]):
        if any(cues.ends(tokens, j) for j in range(read.found.last, last)):
            return False
        moment = read.resolved.moment
        if read.found.kind != "clock" and moment is not None and day_of(moment) is not None:
            return True
        last = read.found.first
    return False


def _on(read: Read, day: Moment, told: Read) -> Read:
    """The clock on the day that another expression tells."""
    code = clock_code(read.found)
    if code is None:
        return read
    moment = at_clock(day, code)
    resolved = msgspec.structs.replace(
        read.resolved, value=value(moment), moment=moment, anchor=told.resolved.anchor
    )
    return Read(read.found, resolved)
