"""Totals that are not about one incident: arrivals over years, populations, yearly figures.

A readable sum of named features; the weights were set by hand on invented sentences.
"""

import re
from functools import lru_cache
from typing import Any

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.lang import profile

WEIGHTS = {
    "large": 1.0,  # a thousand people or more
    "very_large": 0.5,  # ten thousand or more
    "spread": 1.0,  # a word for a long or repeated period in the clause
    "phrase": 1.0,  # a set phrase such as "so far this year"
    "there_are": 1.0,  # "there are 200 ... in"
    "present": 0.5,  # a general present or perfect: "have resettled", "live"
    "casualty": -0.5,  # a casualty verb in the simple past speaks of one event
    "definite": -1.0,  # "the 11" refers back
    "small": -1.0,  # fewer than ten
}
THRESHOLD = 1.5
_MANY = 100
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_statistic(doc: Any, found: Draft) -> bool:
    """Whether a count is a total over a period or a population, and no incident's head-count."""
    return score(doc, found) >= THRESHOLD


@lru_cache(maxsize=4)
def _one_month(language: str) -> re.Pattern[str]:
    """A month or a day that "last year" only dates: "in November last year"."""
    return re.compile(profile(language, "series")["dated"])


def is_background(sentence: Any) -> bool:
    """Whether the sentence's own words put it in an earlier year or a separate matter."""
    text = sentence.text.lower()
    return any(p in text for p in lexicon().background)


def score(doc: Any, found: Draft) -> float:
    """The sum of the weights of the features that hold."""
    return sum(WEIGHTS[name] for name in features(doc, found))


def features(doc: Any, found: Draft) -> list[str]:
    """Names of the features that hold, in the order of `WEIGHTS`."""
    lex = lexicon()
    head = doc[found.head]
    sentence = head.sent
    text = _one_month("en").sub(" ", sentence.text.lower())
    words = {t.lower_ for t in sentence} & frozenset(re.findall(r"\w+", text))
    verb = _verb(head)
    present = verb is not None and (
        verb.tag_ in {"VBP", "VBZ"}
        or any(c.dep_ == "aux" and c.tag_ in {"VBP", "VBZ"} for c in verb.children)
    )
    expletive = verb is not None and any(c.dep_ == "expl" for c in verb.children)
    tests = {
        "large": found.best >= lex.large,
        "very_large": found.best >= 10 * lex.large,
        "spread": bool(words & lex.words["spread"]),
        "phrase": any(p in text for p in lex.phrases) or _since_a_year(sentence),
        # "There are 49 men among the survivors" tells of a group.
        "there_are": expletive and present and found.best >= _MANY,
        "present": present,
        "casualty": verb is not None and verb.tag_ == "VBD",
        "definite": found.definite,
        "small": found.best < 10,
    }
    return [name for name in WEIGHTS if tests[name]]


def _since_a_year(sentence: Any) -> bool:
    """As in "At least 15 have been returned since", after a sentence that names a year."""
    since = _since("en").search(sentence.text)
    if since is None:
        return False
    doc = sentence.doc
    before = doc[sentence.start - 1].sent.text if sentence.start else ""
    return _YEAR.search(sentence.text) is not None or _YEAR.search(before) is not None


@lru_cache(maxsize=4)
def _since(language: str) -> re.Pattern[str]:
    return re.compile(profile(language, "series")["since"], re.IGNORECASE)


def _verb(token: Any) -> Any:
    for _ in range(6):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head is token:
            return None
        token = token.head
    return None
