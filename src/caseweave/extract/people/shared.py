"""What befell a whole, said of a part only described: "33 died. Nine of them were children".

Invariant: the part names its whole by a pronoun or a participle, and has no state of its own.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.lang import profile

_SENTENCES_BACK = 1
_PART = "included"


@lru_cache(maxsize=4)
def _states(language: str) -> frozenset[str]:
    return frozenset(profile(language, "people")["outcomes"]["shared"])


def share_states(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts, with the state of their whole for parts that are only described."""
    found = list(counts)
    _share_sums(found)
    _share_figures(found)
    for at, count in enumerate(found):
        bare = count.reference == _PART and count.group is not None and count.status_hint is None
        if not bare or count.individual or count.noun is not None:
            continue
        whole = _whole(found[:at], count)
        if whole is not None and whole.status_hint in _states("en"):
            found[at] = msgspec.structs.replace(
                count, status_hint=whole.status_hint, hints=whole.hints[:1], modal=whole.modal
            )
    return found


def _share_figures(found: list[PeopleCount]) -> None:
    """Give "nine of the 40" the state of the 40 told last: "nine of the 40 are students"."""
    for at, part in enumerate(found):
        untold = not part.hints or (part.read is not None and not part.ruled)
        aside = part.individual or part.statistic or part.population or part.status or part.modal
        if part.of is None or not untold or aside:
            continue
        told = (
            old
            for old in reversed(found[:at])
            if old.best == part.of and old.of is None and not (old.individual or old.statistic)
        )
        whole = next(told, None)
        if whole is None or (part.read is not None and whole.sentence == part.sentence):
            continue  # "of nine held, five were driven off": a clause of its own
        if whole.status_hint in _states("en") and not whole.modal:
            found[at] = msgspec.structs.replace(
                part, status_hint=whole.status_hint, hints=whole.hints[:1], read=None
            )


def _share_sums(found: list[PeopleCount]) -> None:
    """Give the parts of a figure its state: "14 were held: eight Indians and six Nepalis"."""
    for at, whole in enumerate(found):
        state = whole.status_hint in _states("en") and not (whole.individual or whole.statistic)
        if not state or whole.best is None:
            continue
        for i in _adding_up(found, at):
            # Sorts ("93 men, 52 women") are told of all the people, whatever befell them.
            if found[i].status_hint is None and found[i].group is None:
                found[i] = msgspec.structs.replace(
                    found[i], status_hint=whole.status_hint, hints=whole.hints[:1]
                )


def _adding_up(found: Sequence[PeopleCount], at: int) -> list[int]:
    """The counts right after one in its sentence that add up to it, two or more; else none."""
    whole, total = found[at], 0
    parts: list[int] = []
    for i in range(at + 1, len(found)):
        part = found[i]
        if part.sentence != whole.sentence or part.of is not None or part.statistic:
            break
        if part.members:
            continue
        parts.append(i)
        total += part.best or 0
        if total >= (whole.best or 0):
            break
    return parts if len(parts) > 1 and total == whole.best else []


def _whole(before: Sequence[PeopleCount], part: PeopleCount) -> PeopleCount | None:
    """The last count told, in the same sentence or the one before, that is large enough."""
    sentences = [part.sentence]
    for old in reversed(before):
        if old.sentence not in sentences:
            sentences.append(old.sentence)
        if len(sentences) > 1 + _SENTENCES_BACK:
            return None
        larger = old.best is not None and part.best is not None and old.best >= part.best
        if larger and not (old.individual or old.statistic or old.group or old.population):
            return old
    return None
