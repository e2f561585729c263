"""Who is missing by what is said around them: sought, without a trace, not seen since.

Invariant: police looking for somebody seek a suspect; nobody is missing by that.
"""

from typing import Any

from caseweave.extract.people.lexicon import Lexicon, lexicon, singulars

_SUBJECTS = {"nsubj", "csubj", "nsubjpass"}
_OFFICERS = {"police", "soldiers"}


def unseen_since(verb: Any) -> bool:
    """As in "have not been seen since", "had not been heard from": nobody knows where they are."""
    denied = any(c.dep_ == "neg" for c in verb.children)
    have = lexicon().words["have"]
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() in have for c in verb.children)
    return denied and perfect and verb.tag_ == "VBN"


def sought(prep: Any, lex: Lexicon) -> bool:
    """As in "they are looking for eight people", "we are short of four"; police seek suspects."""
    governor = prep.head
    if prep.lower_ in lex.words["of"]:
        return governor.lower_ in lex.words["lacking"]
    if prep.lower_ not in lex.words["for"] or governor.lemma_.lower() not in lex.words["searching"]:
        return False
    doers = [c for c in governor.children if c.dep_ in _SUBJECTS]
    known = (lex.persons.get(f) for d in doers for f in singulars(d.lower_))
    return not any(p is not None and p.population in _OFFICERS for p in known)


def untraced(prep: Any, lex: Lexicon) -> bool:
    """As in "of the other four nothing is known", "no trace of them", "their fate is unclear"."""
    above = prep.head
    lemma = above.lemma_.lower()
    if lemma in lex.words["told_of"]:
        return any(c.lower_ in lex.words["nothing"] for c in above.children)
    if lemma in lex.words["traces"]:
        return _none_of(above)
    if above.pos_ in {"VERB", "AUX"} and any(
        c.lemma_.lower() in lex.words["traces"] and _none_of(c) for c in above.children
    ):
        return True  # "of the remaining three we have no word"
    if lemma not in lex.words["fates"]:
        return False
    verb = above.head
    if above.dep_ == "nsubjpass" and verb.lemma_.lower() in lex.words["told_of"]:
        return any(c.dep_ == "neg" for c in verb.children)  # "are still not known"
    return any(c.lower_ in lex.words["unclear"] for c in verb.children)


def _none_of(noun: Any) -> bool:
    return any(c.dep_ == "det" and c.lower_ in lexicon().words["no"] for c in noun.lefts)
