"""Counts that only point back to some of the people: "the three", "six of whom were sent back".

Invariant: a count is set aside only where its own mention tells a larger number, and never the last
figure of a finding; it stays among the claims of the finding.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from caseweave.lang import profile
from caseweave.model import HEADCOUNT_ATTRIBUTES, Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.readings import Reading
from caseweave.reconcile.settings import settings, words

PEOPLE = "people"
# Characters before a count in which its article stands.
_BEFORE = 20
# One who is hurt is told apart for the wound; that one was killed is news of its own.
HURT = "injured"


def without_retold(docket: Docket, held: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """The figures, and those that point back to a part of the people of their own mention."""
    beside = _beside(docket)
    back = [r for r in held if _points_back(docket, r, beside.get(r.claim.mention or "", ()))]
    if len(back) == len(held):
        return list(held), []
    return [r for r in held if r not in back], back


def _beside(docket: Docket) -> dict[str, list[Claim]]:
    """The head-counts of the whole that each mention tells as fact."""
    found: dict[str, list[Claim]] = {}
    for claim in docket.claims:
        value = claim.value
        if (
            isinstance(value, CountValue)
            and claim.mention
            and claim.attribute in HEADCOUNT_ATTRIBUTES
            and (value.population is None or claim.attribute in settings().statuses)
            and claim.stance == "asserts"
        ):
            found.setdefault(claim.mention, []).append(claim)
    return found


def _points_back(docket: Docket, reading: Reading, beside: Sequence[Claim]) -> bool:
    number = counts.number_of(reading.claim.value)
    if number is None or number < 1:
        return False
    others = [c for c in beside if c.id != reading.claim.id]
    if _is_bare(docket, reading.claim) or _is_the_other(docket, reading.claim):
        return any(_whole(c) > number for c in others)
    if reading.claim.attribute == HURT and number == 1:
        return any((counts.number_of(c.value) or 0) > 1 for c in others if c.attribute == HURT)
    if reading.claim.attribute != PEOPLE:
        return False
    # Of a status with rival figures none is a part: 174 landed, or 184.
    alike = {
        c.attribute for c in others if c.attribute != PEOPLE and counts.number_of(c.value) == number
    }
    return bool(alike) and any(_whole(c) > number and c.attribute not in alike for c in others)


def _whole(claim: Claim) -> int:
    """The most people that a count names: itself, or the whole that it is a part of."""
    if not isinstance(claim.value, CountValue):
        return 0
    return max(counts.number(claim.value) or 0, claim.value.of or 0)


def _is_the_other(docket: Docket, claim: Claim) -> bool:
    """As "the other two men": what is left of a group that was told before."""
    text = docket.reports[claim.report].text
    before = text[max(0, claim.evidence.start - _BEFORE) : claim.evidence.start]
    articles, others = words("cues")["back"], words("cues")["rest"]
    told = rf"\b(?:{'|'.join(articles)}) (?:{'|'.join(others)})\s*"
    quote = claim.evidence.quote.strip().casefold()
    return bool(re.search(told + "$", before.casefold()) or re.match(told, quote))


def _is_bare(docket: Docket, claim: Claim) -> bool:
    """As "the three": an article and a number, and no word for people."""
    text = docket.reports[claim.report].text
    before = text[max(0, claim.evidence.start - _BEFORE) : claim.evidence.start]
    *article, number = claim.evidence.quote.strip().casefold().split()
    if len(article) > 1 or not (number.isdigit() or number in _numbers()):
        return False
    told = article or before.casefold().split()[-1:]
    return bool(told) and told[0] in words("cues")["back"]


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    table = profile("en", "numbers")
    return frozenset(w for name in ("units", "tens") for w in table.get(name, {}))
