"""Counts whose words name only some of the people: read as a lower bound, never as the whole.

"Ada Moor was hurt", "one of the victims", "another hiker", "the detained include two men": each is
true beside a larger figure. Invariant: the claim is unchanged; only its reading is wider.
"""

import re
from functools import lru_cache

import msgspec

from caseweave.lang import profile
from caseweave.model import Claim, CountValue
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.moments import sentence_at
from caseweave.reconcile.settings import words

_PARTS = {"men", "women", "children"}
# Of these, others are told beside some of the same state; of the rest, beside those of another:
# "two died and four others were hurt", "12 were freed, four more are hiding".
_ADDED = {"dead", "detained", "returned"}


def as_bound(claim: Claim, docket: Docket) -> CountValue | None:
    """The count as a lower bound where its words name only some; None where they name all.

    A part of the people tells how many they are: "9 of the 16" is 16 people.
    """
    value = claim.value
    if not isinstance(value, CountValue) or value.qualifier != "exact" or value.best is None:
        return None
    if claim.attribute == "people" and value.of is not None:
        return msgspec.structs.replace(value, low=value.of, best=value.of, high=value.of, of=None)
    if claim.attribute == "statistic" or value.best == 0:
        return None
    if claim.attribute.startswith("people."):
        some = _part_of_composition(claim, docket)
    else:
        some = _names_some(claim.evidence.quote, value) or _the_others(claim)
    return msgspec.structs.replace(value, qualifier="at_least", high=None) if some else None


def _names_some(quote: str, value: CountValue) -> bool:
    """A person without a number word, "one of the victims", "another hiker"."""
    if value.of is not None:
        return False
    plain = quote.casefold()
    if re.search(r"\bof (?:the|those|them|these|his|her|its|their)\b", plain):
        return True
    return tells_another(quote) or (value.best == 1 and names_only(quote))


def tells_another(quote: str) -> bool:
    """As "another hiker", beside those told before."""
    cues = "|".join(words("cues")["another"])
    return re.search(rf"\b(?:{cues})\b", quote.casefold()) is not None


def _the_others(claim: Claim) -> bool:
    """As "three others died": beside the dead named before."""
    others = "|".join(words("cues")["others"])
    told = re.search(rf"\b(?:{others})\b", claim.evidence.quote.casefold())
    return claim.attribute in _ADDED and told is not None


def names_only(quote: str) -> bool:
    """Whether words tell of people and count nobody: "Ada Moor, 34, died", "he and her son"."""
    plain = quote.casefold()
    for age in words("cues")["age"]:
        plain = re.sub(age, " ", plain)
    tokens = set(re.findall(r"[a-z]+|\d+", plain))
    return not any(t.isdigit() for t in tokens) and not tokens & _number_words()


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    table = profile("en", "numbers")
    found = {w for name in ("units", "tens", "scales") for w in table.get(name, {})}
    return frozenset(found | set(words("cues")["numberlike"]))


def _part_of_composition(claim: Claim, docket: Docket) -> bool:
    text = docket.reports[claim.report].text
    start, end = sentence_at(text, claim.evidence.start, claim.evidence.end)
    cues = "|".join(words("cues")["including"])
    if re.search(rf"\b(?:{cues})\b", text[start : claim.evidence.start].casefold()):
        return True
    return not _beside_others(docket, claim, (start, end))


def _beside_others(docket: Docket, claim: Claim, sentence: tuple[int, int]) -> bool:
    """Whether the sentence also counts the others, or all; a lone part may be only some of them."""
    return any(
        c.report == claim.report
        and isinstance(c.value, CountValue)
        and sentence[0] <= c.evidence.start < sentence[1]
        and c.evidence.start != claim.evidence.start
        and (c.attribute.startswith("people") or c.value.population in _PARTS)
        for c in docket.claims
    )
