"""Numbers that are no counts of people: ages, dates, money, measures, addresses, statutes, scores.

Invariant: looks only at the words around the number and the entity labels; never at other numbers.
"""

import re
from typing import Any

from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.numbers import Number

_YEAR = re.compile(r"^(?:1[5-9]|20|21)\d\d$")
_PLAIN = re.compile(r"^\d{4,}$")


def rejected(doc: Any, number: Number) -> bool:
    """Whether the number's own neighbours rule out a count, whatever noun follows."""
    if number.kind in {"zero", "both", "vague"}:
        return False
    lex = lexicon()
    before = doc[number.core - 1] if number.core else None
    after = doc[number.end] if number.end < len(doc) else None
    last = doc[number.end - 1]
    if before is not None and _bad_before(before, doc, number):
        return True
    if after is not None and (after.lower_ in lex.words["after"] or _glued(after, last)):
        return True
    if _aged(doc, number.end):
        return True
    if _PLAIN.match(last.text) and number.start == number.core and "," not in last.text:
        return bool(_YEAR.match(last.text)) and not _people_follow(after)
    return False


def _bad_before(before: Any, doc: Any, number: Number) -> bool:
    lex = lexicon()
    word = before.lower_
    if word in lex.words["before"]:
        # "Page" may be a name and "May" a verb: a capital letter or a full stop is needed there.
        return bool(word != "may" or before.ent_type_ == "DATE")
    glued = not before.whitespace_ and word not in {
        "(",
        '"',
        "“",
        "'",
        "‘",
        "[",
        "-",
        "–",
        "—",
        "/",
        ",",
        ":",
    }
    if glued:
        return True
    return (
        word == "-"
        and number.core > 1
        and not doc[number.core - 2].whitespace_
        and not before.whitespace_
    )


def _aged(doc: Any, end: int) -> bool:
    """As in "14 year old", "14 - year - old": an age in loose words."""
    tail = [t.lower_ for t in doc[end : end + 4]]
    tail = tail[1:] if tail[:1] == ["-"] else tail
    hyphen = len(tail) > 1 and tail[1] in {"old", "-"}
    return hyphen and tail[0] in lexicon().words["age_units"]


def _glued(after: Any, last: Any) -> bool:
    """As in "11-month", "5:30", "3.5", "12-gauge"; but "14-member" is read elsewhere."""
    if last.whitespace_:
        return False
    if after.text in {"-", "–"} and not after.whitespace_:
        return True
    return after.text[0] in ":°%" and not after.whitespace_


def _people_follow(after: Any) -> bool:
    return after is not None and after.tag_ in {"NNS", "NNPS", "JJ"}
