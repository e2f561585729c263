"""The name set beside a post, read from the words where the parser loses it.

"said the network's coordinator, Mai Oru Tan", "a survivor, Idrees, 23, tells". Invariant: commas or
the end of the sentence close the name on both sides; a place, a day or a body is no name.
"""

from typing import Any

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._lexicon import Lexicon

# How far behind the post its name may stand ("director in the north, ..."), and how long it may be.
_REACH = 9
_LONGEST = 6
_NO_NAMES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "NORP", "CARDINAL", "ORDINAL"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOSING = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "”", '"', "?", "!"})


def name_after(post: Token, words: Lexicon) -> Any:
    """The run of the name that a comma sets behind the post; None where there is none."""
    if post.pos_ not in {"NOUN", "PROPN"} or post.tag_ in {"NNS", "NNPS"}:
        return None
    if post.lemma_.lower() not in words.persons:
        return None
    comma = _comma(post)
    return _run(comma.i + 1, words, post) if comma is not None else None


def _comma(post: Token) -> Token | None:
    """The first comma behind the post, with nothing but its own phrase between."""
    for token in post.doc[post.i + 1 : post.i + 1 + _REACH]:
        if token.text == ",":
            return token
        if token.is_punct or token.is_space or token.tag_ in _FINITE or token.is_sent_start:
            return None
    return None


def _run(first: int, words: Lexicon, post: Token) -> Any:
    doc = post.doc
    known = words.persons
    if first < len(doc) and doc[first].lower_ in known:
        first += 1  # "the group's secretary, advocate Ana Uzelac"
    while first + 1 < len(doc) and doc[first].text.rstrip(".") in words.names["titles"]:
        first += 2 if doc[first + 1].text == "." else 1  # "the minister, Hon. Ana Uzelac"
    end = first
    while end < len(doc) and end - first < _LONGEST and _of_name(doc, end, first, words):
        end += 1
    run = doc[first:end]
    if not run or not _closed(doc, end, words) or any(t.ent_type_ in _NO_NAMES for t in run):
        return None
    bodies = words.bodies
    if {t.text for t in run} & bodies or not run[-1].is_title:
        return None
    return run if len(run) > 1 or _aged(doc, end) else None


def _of_name(doc: Any, at: int, first: int, words: Lexicon) -> bool:
    token = doc[at]
    if token.is_title and token.is_alpha:
        return at > first or token.lower_ not in words.grammar["determiners"]
    initial = token.text.endswith(".") and token.is_title
    small = at > first and token.is_alpha and token.lower_ in words.names["particles"]
    return initial or small or ("-" in token.text and token.text[:1].isupper())


def _closed(doc: Any, end: int, words: Lexicon) -> bool:
    if end >= len(doc) or doc[end].text in _CLOSING or doc[end].is_space:
        return True
    return bool(words.classes(doc[end].lemma_.lower())) and doc[end].tag_ in _FINITE


def _aged(doc: Any, end: int) -> bool:
    """Whether an age follows ("Idrees, 23,")."""
    return end + 1 < len(doc) and doc[end].text in {",", "("} and doc[end + 1].is_digit
