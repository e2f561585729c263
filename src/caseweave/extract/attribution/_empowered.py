"""Denials in the mouth of who was named before: "Colonel X ... he said that nobody was beaten".

Whether a bare name or a pronoun stands for an official is known only once speakers are found; then
what they say is read again. Invariant: only who speaks for a state or an armed body gains by it.
"""

import msgspec

from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._chains import Linked
from caseweave.extract.attribution._denials import speaks_for_power
from caseweave.extract.attribution._others import parts

Weight = tuple[Candidate, float]
Pair = tuple[Weight, Linked]
_FORMS = frozenset({"verb", "according", "mark"})


def empowered(pairs: list[Pair]) -> list[Pair]:
    """The candidates with their chains, those of officials with what they deny beside them."""
    found: list[Pair] = []
    for pair in pairs:
        (candidate, chance), link = pair
        if not link.power or candidate.stance is not None or not _may_deny(candidate):
            found.append(pair)
            continue
        with_power = msgspec.structs.replace(candidate, empowered=True)
        found.append(((with_power, chance), link))
        known = {p.content for p in parts(candidate)}
        more = (p for p in parts(with_power) if p.content not in known)
        found += [((part, chance), link) for part in more]
    return found


def _may_deny(candidate: Candidate) -> bool:
    """Whether a "no" stands in what is said: a cheap look before the costly one."""
    if candidate.form not in _FORMS or speaks_for_power(candidate):
        return False
    page, words = candidate.page, candidate.lexicon
    no = words.negatives | words.stance["never"] | {"not"}
    for start, end in candidate.content:
        said = page.text[max(0, start - page.offset) : max(0, end - page.offset)].lower()
        if "n't" in said or "n’t" in said or no & set(said.replace('"', " ").split()):
            return True
    return False
