"""Who is on the way: what carries people along, and who goes there on duty.

Invariant: police and soldiers are no travellers, wherever they go.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.lexicon import lexicon
from caseweave.lang import profile

_ON_DUTY = {"police", "soldiers", "guards"}


@lru_cache(maxsize=4)
def carriers(language: str = "en") -> frozenset[str]:
    """Lemmas of what takes people along: "a convoy reached the border"."""
    return frozenset(profile(language, "roles")["travellers"]["carriers"])


def on_duty(noun: Any) -> bool:
    """Whether a noun (a spaCy token) names police or soldiers, who are not on the move."""
    known = lexicon().persons.get(noun.lemma_.lower())
    return known is not None and known.population in _ON_DUTY
