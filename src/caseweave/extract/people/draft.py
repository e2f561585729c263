"""A count while it is being read: tokens and value, before it becomes an annotation.

Invariant: `start < end` are token indexes of one `Doc`; `head` is the token whose parse tells what
happens to the people.
"""

from typing import Any

import msgspec

from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.numbers import Number


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate count; `noun` carries what the noun phrase says, `status` the words' own.

    `hint`: a state that words beyond the phrase give, as those of a question before it.
    """

    start: int
    end: int
    head: int
    low: int
    best: int
    high: int | None
    qualifier: Any = "exact"
    of: int | None = None
    noun: Counted | None = None
    status: str | None = None
    group: str | None = None
    definite: bool = False
    reference: str | None = None
    human: float = 1.0
    individual: bool = False
    name: str | None = None
    members: tuple[tuple[int, int], ...] = ()
    statistic: bool = False
    hint: str | None = None


def draft(number: Number, **given: Any) -> Draft:
    """A draft with the value of `number`; its span unless `given` says otherwise."""
    values: dict[str, Any] = {
        "start": number.start,
        "end": number.end,
        "head": number.end - 1,
        "low": number.low,
        "best": number.best,
        "high": number.high,
        "qualifier": number.qualifier,
    }
    return Draft(**(values | given))
