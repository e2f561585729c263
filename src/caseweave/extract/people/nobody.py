"""That nobody was hurt or died, told without "nobody": "all were unhurt", "no loss of life".

Invariant: a zero is told of everyone, or of the loss itself; "most were unhurt" is no zero.
"""

from typing import Any

from caseweave.extract.people.draft import Draft
from caseweave.lang import word_sets

_HUMAN = 0.85
_REACH = 4
_words = word_sets("people_bare", "nobody")


def find_nobody(doc: Any) -> list[Draft]:
    """Drafts of nobody hurt and of nobody dead that no number word tells."""
    return [*_unhurt(doc), *_no_loss(doc)]


def _unhurt(doc: Any) -> list[Draft]:
    """As in "all were unhurt", "everyone escaped unharmed", "all of them are uninjured"."""
    words, found = _words("en"), []
    for token in doc:
        if token.lower_ not in words["unhurt"]:
            continue
        i = token.i - 1
        while i >= 0 and token.i - i <= _REACH and doc[i].lemma_.lower() in words["between"]:
            i -= 1
        i -= 2 if i > 1 and doc[i].lower_ in words["them"] and doc[i - 1].lower_ == "of" else 0
        if i < 0 or i == token.i - 1 or doc[i].lower_ not in words["everyone"]:
            continue
        if i and doc[i - 1].lower_ in words["not"]:
            continue
        found.append(_zero(i, token.i + 1, "injured"))
    return found


def _no_loss(doc: Any) -> list[Draft]:
    """As in "no loss of life was reported", "without loss of life", "no lives were lost"."""
    words, found = _words("en"), []
    for token in doc:
        if token.lower_ not in words["no"]:
            continue
        tail = [t.lower_ for t in doc[token.i + 1 : token.i + 4]]
        if " ".join(tail) not in words["losses"]:
            continue
        found.append(_zero(token.i, token.i + 1 + len(tail), "dead"))
    return found


def _zero(start: int, end: int, status: str) -> Draft:
    return Draft(
        start=start,
        end=end,
        head=start,
        low=0,
        best=0,
        high=0,
        status=status,
        human=_HUMAN,
    )
