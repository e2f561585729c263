"""How surely an event is told: happened, did not, possible, future, hypothetical.

Read from the words that govern it in the parse, after FactBank (Saurí and Pustejovsky 2009). A
possible future is never an event: where two readings are open, the weaker one is taken.
"""

from typing import Any

from caseweave.lang import word_sets
from caseweave.model import Factuality

_BELOW = {"xcomp", "ccomp", "pcomp", "pobj", "dobj", "prep", "acl", "attr", "compound"}
_VERBAL = {"VERB", "AUX"}
_words = word_sets("factuality")


def factuality(token: Any, *, title: bool = False, language: str = "en") -> Factuality:
    """The factuality of the event whose trigger is `token`; `title`: headline present is past."""
    words = _words(language)
    own = _of_verb(token, words, title=title) if token.pos_ in _VERBAL else _of_noun(token, words)
    if own != "happened":
        return own
    return _governed(token, words)


def governed(token: Any, language: str = "en") -> Factuality:
    """What the words above an event say of it; its own negation and helpers left aside."""
    return _governed(token, _words(language))


def _modal(token: Any, words: dict[str, frozenset[str]]) -> Factuality:
    helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    names = {c.lemma_.lower() for c in helpers} | {c.lower_ for c in helpers}
    if names & words["modal_hypothetical"]:
        return "hypothetical"
    if names & words["modal_possible"]:
        return "possible"
    if names & words["modal_future"]:
        return "future"
    return "happened"


def _of_verb(token: Any, words: dict[str, frozenset[str]], *, title: bool) -> Factuality:
    children = list(token.children)
    negated = any(c.dep_ == "neg" or _negates(c, words) for c in children)
    if negated or any(
        _negates(d, words)
        for c in children
        if c.dep_ in {"nsubj", "nsubjpass", "dobj"}
        for d in [c, *c.children]
        if d.dep_ in {"det", "neg", "nsubj", "nsubjpass", "dobj"}
    ):
        return "did_not_happen"
    if any(c.lower_ in words["nearly"] for c in children if c.dep_ == "advmod"):
        return "did_not_happen"
    modal = _modal(token, words)
    if modal != "happened":
        return modal
    if any(c.dep_ == "mark" and c.lower_ in words["conditional_marks"] for c in children) and (
        token.tag_ in {"VBZ", "VBP", "VB", "VBN"}
    ):
        return "hypothetical"
    adverbs = {c.lower_ for c in children if c.dep_ == "advmod"}
    if adverbs & words["hedges"] or token.lemma_.lower() in words["supposing"]:
        return "possible"
    if not title and _habitual(token, words):
        return "hypothetical"
    return "happened"


def _negates(token: Any, words: dict[str, frozenset[str]]) -> bool:
    """Whether a word negates; "Bridge No. 1" has a number and negates nothing."""
    if token.lower_ not in words["negations"]:
        return False
    after = [t.text for t in token.doc[token.i + 1 : token.i + 3]]
    numbered = token.text == "No" and bool(after) and (after[0] == "." or after[0][:1].isdigit())
    return not (numbered and any(w[:1].isdigit() for w in after))


def _finite(token: Any) -> Any:
    """The word that carries the tense: the verb itself or its first auxiliary."""
    helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass"} and c.i < token.i]
    return helpers[0] if helpers else token


def _habitual(token: Any, words: dict[str, frozenset[str]]) -> bool:
    """A simple present tense tells what is usual, not what happened."""
    if any(c.lower_ in words["habitual"] for c in token.children):
        return True
    finite = _finite(token)
    if finite.tag_ not in {"VBZ", "VBP"} or finite.lemma_ == "have":
        return False
    if token.lemma_ in words["states"] and token.dep_ not in {"relcl", "advcl"}:
        return False
    progressive = token.tag_ == "VBG"
    if progressive or (finite == token and token.dep_ == "relcl" and token.tag_ == "VBN"):
        return False
    # "who are caught": a present passive below a general statement; "are held" with a place now.
    return finite == token or token.dep_ in {"relcl", "advcl"} or _of_all_such(token)


def _of_all_such(verb: Any) -> bool:
    """Whether a bare plural in the present is meant, with neither place nor day ("are jailed")."""
    nouns = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    bare = nouns and all(
        n.tag_ == "NNS" and not any(c.dep_ in {"det", "nummod", "poss"} for c in n.children)
        for n in nouns
    )
    placed = any(t.ent_type_ in {"GPE", "LOC", "FAC", "DATE", "TIME"} for t in verb.subtree)
    return bool(bare) and not placed


def _of_noun(token: Any, words: dict[str, frozenset[str]]) -> Factuality:
    if any(c.dep_ in {"det", "neg"} and _negates(c, words) for c in token.children):
        return "did_not_happen"
    told = {c.lemma_.lower() for c in token.children if c.dep_ == "amod"}
    if _refuted(token, words) or told & words["abortive"]:
        return "did_not_happen"
    if told & words["possible"]:
        return "possible"
    return "future" if told & words["future"] else "happened"


def _refuted(noun: Any, words: dict[str, frozenset[str]]) -> bool:
    """As in "the raid never took place", "reports of a raid were false", "had no basis"."""
    top = noun
    while top.dep_ in {"pobj", "prep", "pcomp"} and top.head != top:
        top = top.head
    verb = top.head
    if top.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ not in _VERBAL:
        return False
    denied = any(c.dep_ == "neg" or c.lower_ in words["negations"] for c in verb.children)
    if top == noun and denied and verb.lemma_.lower() in words["occurring"]:
        return True
    if top == noun and _comes_to_nothing(verb, words):
        return True
    for child in verb.children:
        if child.dep_ in {"acomp", "attr", "oprd"} and child.lower_ in words["groundless"]:
            return not denied
        if child.dep_ == "dobj" and child.lemma_.lower() in words["grounds"]:
            return denied or any(c.lower_ in words["negations"] for c in child.children)
    return verb.lower_ in words["groundless"] and not denied


def _governed(token: Any, words: dict[str, frozenset[str]]) -> Factuality:
    """What the words above say: `attempted to`, `risk of`, `prevented from being`, `if`."""
    current = token
    for _ in range(6):
        head = current.head
        if head == current:
            break
        link = current.dep_
        if link == "relcl" or (link == "acl" and current.tag_ != "VB"):
            break
        if link == "advcl" and not _is_purpose(current):
            break
        if link == "conj" and current.pos_ in _VERBAL and current.tag_ in {"VBD", "VBZ", "VBP"}:
            break
        verdict = _verdict(current, head, words)
        if verdict in {"possible", "future"} and _undone(head, words):
            return "did_not_happen"
        if verdict != "happened":
            return verdict
        if link == "ccomp":
            break
        current = head
    return "happened"


def _is_purpose(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _undone(governor: Any, words: dict[str, frozenset[str]]) -> bool:
    """Whether a try or a plan came to nothing: "tried in vain", "a bid to ... failed"."""
    beside = {t.lower_ for c in governor.children for t in (c, *c.children) if t.dep_ != "conj"}
    if governor.pos_ in _VERBAL:
        return bool(beside & words["vainly"])
    failed = any(c.lemma_.lower() in words["abortive"] for c in governor.lefts)
    verb = governor.head
    told = governor.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ in _VERBAL
    return failed or (told and _comes_to_nothing(verb, words))


def _comes_to_nothing(verb: Any, words: dict[str, frozenset[str]]) -> bool:
    """Whether a verb says of its subject that it did not come about: "was called off"."""
    lemma = verb.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    return lemma in words["coming_to_nothing"] or (
        passive and (lemma in words["undoing"] or (lemma in {"call", "put", "break"} and off))
    )


def _verdict(current: Any, head: Any, words: dict[str, frozenset[str]]) -> Factuality:
    if head.lower_ == "of" and any(
        t.lower_ in words["did_not_happen"] for t in (head.head, *head.lefts)
    ):
        return "did_not_happen"
    if current.dep_ == "advcl":
        return "possible" if _is_purpose(current) else "happened"
    if current.dep_ not in _BELOW:
        return "happened"
    if current.dep_ == "ccomp" and _finite(current).tag_ in {"VBD", "VBZ", "VBP"}:
        return "possible" if head.lemma_.lower() in words["fearing"] else "happened"
    return _by_word(current, head, words)


def _by_nobody(verb: Any) -> bool:
    """Whether a passive names no doer: "are accused of", where nobody vouches for the charge."""
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or verb.dep_ == "acl"
    return passive and not any(c.dep_ == "agent" for c in verb.children)


def _by_word(current: Any, head: Any, words: dict[str, frozenset[str]]) -> Factuality:
    lemma = head.lemma_.lower()
    infinitive = _is_purpose(current)
    averted = (
        head.pos_ != "ADV"
        and lemma in words["did_not_happen"]
        and (not infinitive or lemma in words["failed"])
    )
    if averted and current.dep_ not in {"attr", "compound"}:
        # "escaped detention", "prevented from being": the object or complement did not come about.
        return "did_not_happen"
    if lemma == "be" and infinitive and current.dep_ == "xcomp":
        # "were to be deported": arranged, and nothing says that it came about.
        return "future"
    if lemma in words["implicative"]:
        return "happened"
    if lemma in words["charging"] and _by_nobody(head):
        return "possible"
    if lemma in words["possible"]:
        return "possible"
    if lemma in words["future"]:
        # "Due to be deported" is ahead; "absent due to a detention" is not.
        return "future" if infinitive or lemma not in words["with_infinitive"] else "happened"
    open_end = infinitive and current.dep_ in {"xcomp", "acl"} and head.pos_ in {"NOUN", "ADJ"}
    return "possible" if open_end else "happened"
