"""Denials in other words: "no one was returned", "nothing of the kind", "had no part in it".

Read from what is said. Invariant: only who may be charged with a deed denies it; a witness who says
that nobody came, or police who say that nobody was hurt, assert that.
"""

from itertools import islice

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._own_deeds import (
    at_no_time,
    is_none_such,
    own_deed_undone,
    own_denial,
)
from caseweave.extract.attribution._patterns import below, is_negated, matches
from caseweave.extract.events import is_human

# Who can be charged with a deed; of people in the plural only officials and the like.
_CHARGED = frozenset(
    {"office", "organisation", "person", "proper", "place", "pronoun_person", "pronoun_it",
     "pronoun_they", "pronoun_own", "relative_thing", "relative_person"}
)  # fmt: skip
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
# What is asked, wished, feared or promised is not told.
_WILLING = frozenset({"urge", "ask", "want", "plan", "expect", "promise", "decide", "believe"})
_OBJECTS = frozenset({"dobj", "attr", "nsubj", "nsubjpass", "pobj"})
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SOURCES = frozenset({"source"})
# "Not 11, not one": longer answers say more than no.
_BARE = 12


def denies_deed(candidate: Candidate) -> bool:
    """Whether the content says that a deed was not done, in the mouth of who may have done it."""
    words = candidate.lexicon
    if any(is_none_such(v, candidate) or own_denial(v, candidate) for v in _heads(candidate)):
        return True
    if not _charged(candidate) or _saves(candidate):
        return False
    if matches(candidate.cue, words.parts, words.negatives) or any(
        _never_said(verb, words) for verb in _heads(candidate)
    ):
        return True
    if _WILLING & set(candidate.classes):
        return False
    if candidate.content_form == "infinitive" and not _insists(candidate):
        return False
    if _bare_no(candidate):
        return True
    if _tells_more(candidate):
        return False  # its parts deny
    return any(
        undone(verb, candidate) or (_insists(candidate) and _by_quantifier(verb, words))
        for verb in _heads(candidate)
    )


def undone(verb: Token, candidate: Candidate) -> bool:
    """Whether a clause denies a deed, or an official says that there was none of something."""
    words = candidate.lexicon
    if _deed_undone(verb, words):
        return True
    if not speaks_for_power(candidate):
        return _of_firm(candidate) and own_deed_undone(verb, candidate)
    if matches(verb, words.powers, words.negatives):
        return True  # "did not have him"
    if own_deed_undone(verb, candidate):
        return True
    return of_none(verb, words) or _names_none(verb, words)


def no_dealing(verb: Token, candidate: Candidate) -> bool:
    """Whether an official says that there was none of what would be a deed: "had no contact"."""
    if verb.lemma_.lower() in candidate.lexicon.stances["learning"]:
        return False  # "had seen no such list"
    return speaks_for_power(candidate) and of_none(verb, candidate.lexicon)


def _names_none(verb: Token, words: Lexicon) -> bool:
    """Whether what is charged is not there: "there were 'no such people'", "no wish to"."""
    there = any(k.dep_ == "expl" for k in verb.children)
    for token in verb.subtree:
        if token.pos_ != "NOUN" or not any(k.lower_ == "no" for k in token.children):
            continue
        lemma = token.lemma_.lower()
        if lemma in words.denials["denied_things"]:
            return True
        if there and token.head == verb and lemma not in words.denials["neutral"]:
            return True
    return False


def speaks_for_power(candidate: Candidate) -> bool:
    """Whether the speaker is an office, its official or its paper, or state media."""
    head, words = candidate.source_head, candidate.lexicon
    if head is None or candidate.empowered or _saves(candidate):
        return candidate.empowered
    lemma, beside = head.lemma_.lower(), {t.lower_ for t in head.subtree if t.i <= head.i + 1}
    if lemma in words.denials["custodial"] or lemma in words.denials["uniformed"]:
        return True
    if source_type(head, words) in {"office", "place", "pronoun_it", "pronoun_you"}:
        return True
    if lemma in words.kinds["outlet"] or head.text in words.names["outlet"]:
        return bool(beside & words.denials["state_media"])
    if lemma in words.kinds["document"] and (beside & words.pronouns["possessive_neuter"]):
        return True  # "its communiqué"
    if lemma in words.denials["bulletins"]:
        return True
    accountable = (words.denials["charged"], words.kinds["role"], words.kinds["document"], _SOURCES)
    if any(lemma in known for known in accountable):
        whole = {t.lower_ for t in head.subtree} | {t.lemma_.lower() for t in head.subtree}
        return bool(whole & words.denials["officials"] or whole & words.kinds["office"])
    return bool(_named(candidate) & words.kinds["role"] & words.stances["speaking_for"])


def _of_firm(candidate: Candidate) -> bool:
    head = candidate.source_head
    return head is not None and head.lemma_.lower() in candidate.lexicon.denials["enterprises"]


def _named(candidate: Candidate) -> set[str]:
    """The words of the source without their commas; of "sub-prefect" its parts too."""
    text = " ".join(page_text(candidate)).lower().replace("-", " ")
    return {word.strip(".,;:()") for word in text.split()}


def _saves(candidate: Candidate) -> bool:
    """Whether a hospital, a fire brigade or the like speaks: nobody charges it with a deed."""
    return bool(_named(candidate) & candidate.lexicon.denials["saviours"])


def page_text(candidate: Candidate) -> list[str]:
    """The words of the source as they stand in the text."""
    page = candidate.page
    return [page.text[s - page.offset : e - page.offset] for s, e in candidate.source]


def of_none(verb: Token, words: Lexicon) -> bool:
    """Whether a clause says that nothing and nobody was the like: "no boat had been sighted"."""
    if verb.lemma_.lower() in words.denials["neutral"] and verb.lemma_ != "find":
        return False
    if _unable(verb, words):
        return False  # "nobody should be sent back" is a demand
    for kid in verb.children:
        if kid.dep_ not in _OBJECTS or not _quantified(kid, words):
            continue
        lemma = kid.lemma_.lower()
        plain = lemma in words.denials["neutral"] or verb.lemma_ == "have"
        if kid.dep_ in _SUBJECTS and not plain:
            return True
        if lemma in words.denials["denied_things"]:
            return True
    return False


def _quantified(noun: Token, words: Lexicon) -> bool:
    """Whether "no", "not one", "none of" or "nobody" stands with the noun."""
    if noun.lower_ in words.negatives:
        return True
    near = [k for k in noun.children if k.i < noun.i]
    near += [k for n in near for k in n.children]
    return any(k.lower_ in words.negatives or k.dep_ == "neg" for k in near)


def _never_said(verb: Token, words: Lexicon) -> bool:
    """As "it never stated otherwise", "we had not said so"."""
    if verb.lemma_.lower() not in words.denials["saying"]:
        return False
    never = any(k.dep_ == "neg" or k.lower_ in words.stance["never"] for k in verb.children)
    return never and bool(below(verb) & words.denials["otherwise"])


def denied_parts(candidate: Candidate) -> list[Token]:
    """The verbs of further clauses and sentences of what is said that deny a deed.

    The whole asserts much; a part of it that denies is a claim of its own.
    """
    if not _charged(candidate) or _WILLING & set(candidate.classes) or candidate.stance is not None:
        return []
    page = candidate.page
    first = [] if _tells_more(candidate) else _heads(candidate)[:1]
    found = []
    for start, end in candidate.content:
        span = page.doc.char_span(start - page.offset, end - page.offset, alignment_mode="contract")
        for verb in span or ():
            if verb.pos_ not in _VERBS or verb in first or verb.dep_ not in _CLAUSES:
                continue
            if undone(verb, candidate) and not _told_by_other(verb, candidate):
                found.append(verb)
    return found


def _tells_more(candidate: Candidate) -> bool:
    """Whether what is said has several sentences: then each denies for itself."""
    page, ends = candidate.page, 0
    for start, end in candidate.content:
        text = page.text[max(0, start - page.offset) : max(0, end - page.offset)].rstrip("”\"'’ ")
        ends += sum(text.count(mark) for mark in (". ", "? ", "! "))
        ends += text.endswith((".", "?", "!")) and end != candidate.content[-1][1]
    return ends > 0


def _told_by_other(verb: Token, candidate: Candidate) -> bool:
    """Whether the clause hangs on another verb of telling within what is said."""
    at = verb
    while at.head.i not in {at.i, candidate.cue.i}:
        at = at.head
        if at.pos_ in _VERBS and candidate.lexicon.classes(at.lemma_.lower()):
            return True
    return False


def untrue(candidate: Candidate) -> bool:
    """Whether the content calls an account untrue by a turn of phrase."""
    words = candidate.lexicon
    for verb in _heads(candidate):
        if any(_of_account(k, words) for k in verb.children if k.dep_ in _SUBJECTS) and matches(
            verb, words.untrue, words.negatives
        ):
            return True
        thing = next((k for k in verb.children if k.dep_ == "attr"), None)
        if (
            verb.lemma_ == "be"
            and thing is not None
            and any(k.dep_ == "expl" for k in verb.children)
        ):
            no = any(k.lower_ in words.negatives for k in thing.children)
            no = no or any(k.dep_ == "neg" for k in verb.children)
            if no and {t.lemma_.lower() for t in thing.subtree} & words.denials["there"]:
                return True
    return False


def _of_account(noun: Token, words: Lexicon) -> bool:
    return noun.lemma_.lower() in words.stance["accounts"]


def _charged(candidate: Candidate) -> bool:
    head, words = candidate.source_head, candidate.lexicon
    if head is None:
        return candidate.voice is not None
    if source_type(head, words) in _CHARGED or speaks_for_power(candidate):
        return True
    return head.lemma_.lower() in (
        words.kinds["role"] | words.kinds["office"] | words.denials["charged"]
    )


def _insists(candidate: Candidate) -> bool:
    return candidate.cue.lemma_.lower() in candidate.lexicon.denials["insisting"]


def _heads(candidate: Candidate) -> list[Token]:
    """The verbs that govern what is said: of the clause, or of a quotation's first sentence."""
    head = candidate.content_head
    governed = head is not None and head.pos_ in _VERBS and candidate.content_form != "quote"
    found = [head] if governed else []
    first = first_verbs(candidate) if candidate.content_form in {"quote", "clause", "host"} else []
    if first and (not found or first[0].i < found[0].left_edge.i):
        found = first
    return found + [k for h in found for k in h.children if k.dep_ == "conj" and k.pos_ in _VERBS]


def first_verbs(candidate: Candidate) -> list[Token]:
    """The verb of the first sentence of what is said; what follows may tell of other things."""
    page = candidate.page
    if not candidate.content:
        return []
    start, end = candidate.content[0]
    if start < page.offset or end > page.offset + len(page.text):
        return []
    span = page.doc.char_span(start - page.offset, end - page.offset, alignment_mode="expand")
    if span is None:
        return []
    first, last = span.start, span.end
    tops = (t for t in span if t.pos_ in _VERBS and _is_top(t.i, t.head.i, first, last))
    return list(islice(tops, 1))


def _is_top(at: int, head: int, first: int, last: int) -> bool:
    """Whether the token at `at` is governed by none of the tokens from `first` to `last`."""
    return head == at or not first <= head < last


def _bare_no(candidate: Candidate) -> bool:
    """Whether the words are a no and nothing more: "Not 11, not nine, not one"."""
    if candidate.content_form not in {"quote", "clause"} or not candidate.content:
        return False
    page = candidate.page
    start, end = candidate.content[0]
    span = page.doc.char_span(start - page.offset, end - page.offset, alignment_mode="contract")
    if span is None:
        return False
    said = [t for t in span if not t.is_punct and not t.is_space]
    if not said or len(said) > _BARE or any(t.pos_ == "VERB" for t in said):
        return False
    first, after = said[0].lower_, said[1].tag_ if len(said) > 1 else ""
    if first == "no" and after in {"NN", "NNS", "NNP"}:
        return False  # "No asylum here"
    return first in {"not", "no"} | candidate.lexicon.denials["quantifiers"]


def _deed_undone(verb: Token, words: Lexicon) -> bool:
    if matches(verb, words.parts, words.negatives):
        return True
    lemma = verb.lemma_.lower()
    if lemma in words.denials["occurring"] and _no_deed(verb, words):
        return True
    if not _wrong(verb, lemma, words) or _unable(verb, words) or not _has_subject(verb):
        return False
    return is_negated(verb, words.negatives) or _by_quantifier(verb, words)


def _wrong(verb: Token, lemma: str, words: Lexicon) -> bool:
    """Whether the verb is one of a wrong; many are so only where people are their object."""
    if lemma in words.denials["wrongs"]:
        return True
    if lemma not in words.denials["wrongs_to_people"]:
        return False
    done_to = [k for k in verb.children if k.dep_ in {"dobj", "nsubjpass"}]
    return any(is_human(k) or k.lower_ in words.negatives for k in done_to)


def _has_subject(verb: Token) -> bool:
    """Not so an order: "Don't shoot"."""
    return verb.tag_ != "VB" or any(
        k.dep_ in _SUBJECTS or (k.dep_ in {"aux", "auxpass"} and k.tag_ in {"VBD", "VBZ", "MD"})
        for k in verb.children
    )


def _unable(verb: Token, words: Lexicon) -> bool:
    """Whether the verb is modal: "could not hold on" denies nothing."""
    return any(k.lower_ in words.grammar["modals"] for k in verb.children if k.dep_ == "aux")


def _no_deed(verb: Token, words: Lexicon) -> bool:
    """The like of "there were no returns", "no order was given", "nothing of the kind happened"."""
    nouns = [k for k in verb.children if k.dep_ in _OBJECTS]
    for noun in nouns:
        if noun.lower_ in words.stance["nothing"] and verb.lemma_ in words.stance["occurring"]:
            return True
        if noun.lower_ in words.stance["nothing"] and any(k.dep_ == "prep" for k in noun.children):
            return True  # "nothing of the kind"
        no = any(k.lower_ in words.negatives or k.dep_ == "neg" for k in noun.children)
        if no and any(k.lower_ == "such" for k in noun.children):
            return True
        if no and {t.lemma_.lower() for t in noun.subtree} & words.denials["deeds"]:
            return True
    deed = any({t.lemma_.lower() for t in n.subtree} & words.denials["deeds"] for n in nouns)
    return deed and verb.lemma_ != "be" and is_negated(verb, words.negatives)


def _by_quantifier(verb: Token, words: Lexicon) -> bool:
    """Whether "nobody", "not one", "no man" or "never" stands in the clause."""
    for kid in verb.children:
        if kid.lower_ in words.negatives and kid.dep_ != "neg":
            return True
        if kid.dep_ in _OBJECTS and any(
            k.lower_ in words.negatives
            or (k.dep_ == "neg" and words.denials["ones"] & {kid.lower_, *below(kid)})
            for k in kid.children
        ):
            return True
    return at_no_time(verb, words) or any(k.lower_ in words.stance["never"] for k in verb.children)
