"""The report that closes its sentence, as in "..., a nurse from the camp told reporters".

Parsers often hang its speaker on the last noun of what is said, or its verb beside it. Invariant: a
comma parts the two, and nothing but hearer, day and manner follows the verb.
"""

from spacy.tokens import Token

from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._spans import pieces
from caseweave.extract.layers import Span

_CLOSING = frozenset({"say", "add", "tell", "write"})
_BESIDE = frozenset({"conj", "relcl", "acl", "parataxis", "appos", "dep"})
_PERSONAL = frozenset({"PERSON", "ORG", "NORP"})
# How far above the word before the verb the speaker's noun may stand in the parse.
_MAX_CLIMB = 8


def speaker_before(verb: Token, words: Lexicon) -> Token | None:
    """The speaker that the parser takes for an apposition of the last noun of what is said."""
    if not closes(verb, words) or verb.i < 3:
        return None
    at = verb.nbor(-2) if verb.nbor(-1).text == "," else verb.nbor(-1)
    for _ in range(_MAX_CLIMB):
        if at.dep_ == "appos" and _set_off(at, verb) and _can_speak(at, words):
            return at
        if at.head == at:
            return None
        at = at.head
    return None


def closes(verb: Token, words: Lexicon) -> bool:
    """Whether a verb of telling ends its sentence, but for hearer, day and whom it cites."""
    lemma = verb.lemma_.lower()
    if not _CLOSING & set(words.verb_classes.get(lemma, ())) and lemma != "report":
        return False
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    for token in verb.doc[verb.i + 1 :]:
        if token.text in {".", ";"} or token.is_sent_start:
            return True
        cites = token.nbor(1) if token.text == "," and token.i + 1 < len(token.doc) else None
        if cites is not None and cites.lemma_.lower() in words.phrases["citing"]:
            return True
        if token.text == ":":
            return _only_names(verb, token)
        if token.pos_ in {"VERB", "AUX"} or token.is_quote or token.text == ",":
            return False
    return True


def _only_names(verb: Token, colon: Token) -> bool:
    """Whether a list follows the colon that spells out the clause before the verb."""
    if not any(k.dep_ == "ccomp" for k in verb.lefts):
        return False
    for token in verb.doc[colon.i + 1 :]:
        if token.is_sent_start or token.text == ".":
            return True
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.is_quote:
            return False
    return True


def sentence_before(page: Page, verb: Token, source: tuple[Span, ...]) -> tuple[Span, ...]:
    """What stands before the speaker of a closing report whose verb the parser hangs beside it."""
    if not source or verb.dep_ not in _BESIDE:
        return ()
    words = [t for t in page.sentence(verb) if page.at(t) < source[0][0] and not t.is_space]
    if not words or words[-1].text != "," or words[-1].i + 1 < verb.sent.start:
        return ()
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in words)
    return pieces(words[:-1], page.offset) if finite else ()


def _set_off(noun: Token, verb: Token) -> bool:
    """Whether a comma stands right before the noun's phrase, and the phrase reaches the verb."""
    left = noun.left_edge
    between = noun.doc[noun.i : verb.i]
    return left.i > 0 and left.nbor(-1).text == "," and not any(t.text == ";" for t in between)


def _can_speak(noun: Token, words: Lexicon) -> bool:
    lemma = noun.lemma_.lower()
    return noun.ent_type_ in _PERSONAL or any(
        lemma in words.kinds[kind]
        for kind in ("anonymous", "role", "office", "organisation", "outlet")
    )
