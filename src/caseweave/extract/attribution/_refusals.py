"""Plain refusals and silences: "declined to", "would not say whether", "could not be reached".

Read from the verb, its auxiliaries and its negation alone. Invariant: a negation by itself keeps
nothing back; something must be asked for, or withheld, besides.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._sources import SUBJECTS, child, is_passive

Words = dict[str, frozenset[str]]


def negated(token: Token, words: Words) -> bool:
    """Whether "not", "never" or "no longer" stands with the token or the verb that carries it."""
    if any(k.dep_ == "neg" or k.lower_ in words["never"] for k in token.children):
        return True
    subject = child(token, SUBJECTS | {"nsubjpass"})
    if subject is not None and _negative(subject, words):
        return True
    verdict = token.dep_ in {"acomp", "xcomp", "attr"}
    return verdict and token.head.lemma_ in words["linking"] and negated(token.head, words)


def _negative(subject: Token, words: Words) -> bool:
    """The like of "neither the police nor ...", "nobody", "no official"."""
    phrase = [subject, *(k for k in subject.children if k.i < subject.i)]
    return any(t.lower_ in words["negatives"] for t in phrase)


def _auxiliaries(token: Token) -> set[str]:
    return {k.lemma_.lower() for k in token.children if k.dep_ in {"aux", "auxpass"}} | {
        k.lower_ for k in token.children if k.dep_ == "aux"
    }


def cannot_tell(cue: Token, words: Words) -> bool:
    """The like of "could not say how many": who cannot say it does not know it."""
    if cue.lemma_.lower() not in words["cannot_tell"]:
        return False
    able = any(k.lower_ in words["able"] for k in cue.children if k.dep_ == "aux")
    return able and negated(cue, words) and _withholds(cue, words)


def keeps_back(cue: Token, words: Words) -> bool:
    """The like of "declined to", "would not say whether", "details cannot be revealed"."""
    lemma = cue.lemma_.lower()
    inner = child(cue, frozenset({"xcomp"}))
    kept = child(cue, frozenset({"dobj"}))
    if kept is not None and keeps_silent(kept, words):
        return True
    if lemma in words["declines"]:
        if asked_to(cue, words):
            return False
        return lemma != "refuse" or inner is None or inner.lemma_.lower() in words["disclosing"]
    return lemma in words["disclosing"] and _discloses_nothing(cue, lemma, words)


def _discloses_nothing(cue: Token, lemma: str, words: Words) -> bool:
    thing = child(cue, frozenset({"dobj"}))
    if thing is not None and thing.lower_ in words["nothing"] and lemma in words["telling_nothing"]:
        return True
    if not negated(cue, words):
        return False
    if lemma in words["withheld"]:
        return _withholds(cue, words)
    if is_passive(cue):
        kept = child(cue, frozenset({"nsubjpass"}))
        return kept is not None and kept.lemma_.lower() in words["details"]
    return bool(_auxiliaries(cue) & words["withholding"])


def asked_to(cue: Token, words: Words) -> bool:
    """Whether somebody else is asked to refuse: "urges it to refrain from"."""
    infinitive = cue.tag_ == "VB" and any(k.lower_ == "to" for k in cue.children)
    return infinitive and cue.dep_ in {"xcomp", "ccomp"} and cue.head.lemma_ in words["bidding"]


def _withholds(cue: Token, words: Words) -> bool:
    """A negated everyday verb: "would not say whether", "gave no details"."""
    fronted = (k for k in cue.lefts if k.dep_ == "advcl")
    clause = child(cue, frozenset({"ccomp"})) or next(fronted, None)
    asked = clause is not None and any(
        t.lower_ in words["questions"] for t in clause.subtree if t.i <= clause.i
    )
    thing = child(cue, frozenset({"dobj", "nsubjpass"}))
    detail = thing is not None and thing.lemma_.lower() in words["details"]
    return asked or detail


def silent(cue: Token, words: Words) -> bool:
    """The like of "did not respond", "could not be reached"."""
    lemma = cue.lemma_.lower()
    if not negated(cue, words):
        return False
    if lemma in words["reaching"]:
        return is_passive(cue)
    if lemma not in words["responding"]:
        return False
    thing = child(cue, frozenset({"dobj"}))
    return lemma in words["replying"] or (
        thing is not None and thing.lemma_.lower() in words["asking"]
    )


def keeps_silent(noun: Token, words: Words) -> bool:
    """The like of "had no immediate comment": a comment that is not made."""
    if noun.lemma_.lower() not in words["comments"] or noun.dep_ != "dobj":
        return False
    if noun.head.lemma_ not in words["having"]:
        return False
    return negated(noun.head, words) or any(k.lower_ in words["negatives"] for k in noun.children)
