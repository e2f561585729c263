"""The report that closes its sentence, as in "..., a nurse from the camp told reporters".

Parsers often hang its speaker on the last noun of what is said, or its verb beside it. Invariant: a
comma parts the two, and nothing but hearer, day and manner follows the verb.
"""

from collections.abc import Iterable

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._spans import pieces
from caseweave.extract.layers import Span

_CLOSING = frozenset({"say", "add", "tell", "write"})
# with these a clause of their own follows as often
_ESTABLISHING = frozenset({"report", "show", "claim", "know"})
_BESIDE = frozenset({"conj", "relcl", "acl", "parataxis", "appos", "dep"})
_PERSONAL = frozenset({"PERSON", "ORG", "NORP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NO_SPEAKER = frozenset({"ADP", "SCONJ", "CCONJ", "VERB", "PUNCT"})
_LONGEST_SPEAKER = 14
# How far above the word before the verb the speaker's noun may stand in the parse.
_MAX_CLIMB = 8
# How far before "as X says" its "not 84" may begin.
_AGAINST = 6


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
    classes = set(words.verb_classes.get(lemma, ()))
    learned = bool(_ESTABLISHING & classes) and _set_off_subject(verb)
    if not _CLOSING & classes and lemma != "report" and not learned:
        return False
    perfect = learned and any(k.lemma_ == "have" for k in verb.children if k.dep_ == "aux")
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not perfect:
        return False
    for token in verb.doc[verb.i + 1 :]:
        if token.text in {".", ";"} or token.is_sent_start:
            return True
        cites = token.nbor(1) if token.text == "," and token.i + 1 < len(token.doc) else None
        if cites is not None and cites.lemma_.lower() in words.phrases["citing"]:
            return True
        if token.text == ":":
            return _only_names(verb, token)
        if token.pos_ == "VERB" and token.dep_ in {"amod", "pcomp"}:
            continue  # "after three days of visiting cells"
        if token.dep_ == "mark" and token.lower_ != "that" and _set_off_subject(verb):
            return True  # "..., an official said because he was not cleared to speak"
        if token.pos_ in {"VERB", "AUX"} or token.is_quote or token.text == ",":
            return False
    return True


def _set_off_subject(verb: Token) -> bool:
    """Whether a comma parts the verb's subject from what stands before it."""
    subject = next((k for k in verb.lefts if k.dep_ == "nsubj"), None)
    if subject is None or subject.left_edge.i == 0:
        return False
    return subject.left_edge.nbor(-1).text == ","


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


def set_behind(page: Page, verb: Token, words: Lexicon) -> tuple[Token, tuple[Span, ...]] | None:
    """Speaker and words of "A and B fled, camp guards here said", read from the commas alone.

    For where the parser puts the speaker, or what is said, elsewhere; the last comma before the
    verb parts a noun phrase from a clause.
    """
    if not _CLOSING & set(words.verb_classes.get(verb.lemma_.lower(), ())):
        return None
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or not _ends_here(verb):
        return None
    sentence = page.sentence(verb)
    commas = [t.i for t in page.doc[sentence.start : verb.i] if t.text == ","]
    if commas and commas[-1] == verb.i - 1 and len(commas) > 2:
        return _apposed_behind(page, verb, commas, words)
    if not commas or not 0 < verb.i - commas[-1] - 1 <= _LONGEST_SPEAKER:
        return None
    phrase, told = page.doc[commas[-1] + 1 : verb.i], page.doc[sentence.start : commas[-1]]
    if any(t.tag_ in _FINITE or t.is_quote for t in phrase) or phrase[0].pos_ in _NO_SPEAKER:
        return None
    if not any(t.tag_ in _FINITE for t in told):
        return None
    head = _first_noun(phrase)
    if head is None or not (_can_speak(head, words) or head.pos_ in {"PROPN", "PRON"}):
        return None
    return head, pieces((t for t in told if not t.is_space), page.offset)


def _apposed_behind(
    page: Page, verb: Token, commas: list[int], words: Lexicon
) -> tuple[Token, tuple[Span, ...]] | None:
    """Speaker and words of "..., the head of the harbour police, Ana Uzelac, told the Ledger"."""
    post, name = page.doc[commas[-3] + 1 : commas[-2]], page.doc[commas[-2] + 1 : commas[-1]]
    told = page.doc[page.sentence(verb).start : commas[-3]]
    if not 0 < len(post) <= _LONGEST_SPEAKER or not len(name):
        return None
    if any(t.tag_ in _FINITE or t.is_quote for t in post):
        return None
    if not any(t.tag_ in _FINITE for t in told):
        return None
    named = all(t.pos_ == "PROPN" or t.text == "-" for t in name)
    head = _first_noun(post)
    if not named or head is None or not _can_speak(head, words):
        return None
    return name[len(name) - 1], pieces((t for t in told if not t.is_space), page.offset)


def quoted_before(
    page: Page, verb: Token, content: tuple[Span, ...], words: Lexicon
) -> tuple[Token, tuple[Span, ...]] | None:
    """Speaker and quotation of '"...," a man who gave his name as Orhan told us'.

    For where the parser hangs the quotation elsewhere: it ends in a comma right before the speaker.
    """
    if not _CLOSING & set(words.verb_classes.get(verb.lemma_.lower(), ())):
        return None
    at = page.at(verb)
    before = [q for q in page.quotations if q.end <= at and q.words > len(("a", "word"))]
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or not before or page.quoted(verb) is not None:
        return None
    last = before[-1]
    ends = page.text[: last.end - page.offset].rstrip("”\"'’")[-1:]
    phrase = [t for t in page.tokens if last.end <= page.at(t) < at and not t.is_space]
    if ends not in {",", "!", "?"} or not 0 < len(phrase) <= _LONGEST_SPEAKER:
        return None
    if any(s < last.end and last.start < e for s, e in content):
        return None
    finite = [t for t in phrase if t.tag_ in _FINITE]
    if any(words.classes(t.lemma_.lower()) and t.dep_ != "relcl" for t in finite):
        return None
    head = _first_noun(phrase)
    if head is None or phrase[0].pos_ in _NO_SPEAKER:
        return None
    return (head, (last.span,)) if _can_speak(head, words) or head.pos_ == "PROPN" else None


def _first_noun(phrase: Iterable[Token]) -> Token | None:
    """The noun that ends the first noun phrase of a run of words."""
    for token in phrase:
        if token.pos_ not in {"NOUN", "PROPN", "PRON"} or token.tag_ == "PRP$":
            continue
        after = token.nbor(1)
        if after.pos_ not in {"NOUN", "PROPN"} and after.tag_ != "POS":
            return token
    return None


def _ends_here(verb: Token) -> bool:
    """Whether nothing of what is said follows: day, hearer and manner, or "and" with more."""
    for token in verb.doc[verb.i + 1 :]:
        if token.text in {".", ";"} or token.is_sent_start:
            return True
        if token.text == ",":
            return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"and", "but", "while"}
        if token.pos_ in {"VERB", "AUX"} or token.is_quote or token.text == ":":
            return False
    return True


def behind_colon(page: Page, verb: Token) -> tuple[tuple[Span, ...], Token] | None:
    """What follows the colon of "replied in one sentence: nobody was met", and its verb."""
    end = page.sentence(verb).end
    colon = next((t for t in page.doc[verb.i + 1 : end] if t.text == ":"), None)
    if colon is None or any(t.pos_ == "VERB" for t in page.doc[verb.i + 1 : colon.i]):
        return None
    after = [t for t in page.doc[colon.i + 1 : end] if not t.is_space]
    while after and after[-1].text == ".":
        after.pop()
    if not after or page.quoted(after[0]) is not None:
        return None
    inside = {t.i for t in after}
    for token in after:
        top = token.head.i == token.i or token.head.i not in inside
        if top and token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VB", "VBG"}:
            return pieces(after, page.offset), token
    return None


def set_against(verb: Token) -> list[Token]:
    """The number of "over 120 were taken, not 84 as the ministry says": that alone it says."""
    subject = next((k for k in verb.lefts if k.dep_ == "nsubj"), None)
    edge = verb.doc[max(0, subject.left_edge.i - 1)] if subject is not None else verb
    if edge.lower_ != "as":
        return []
    before = verb.doc[max(0, edge.i - _AGAINST) : edge.i]
    at = next((t.i for t in before if t.lower_ == "not"), edge.i)
    told = [t for t in verb.doc[at + 1 : edge.i] if t.text != ","]
    return told if any(t.like_num for t in told) else []


def sentence_before(page: Page, verb: Token, source: tuple[Span, ...]) -> tuple[Span, ...]:
    """What stands before the speaker of a closing report whose verb the parser hangs beside it."""
    if not source or verb.dep_ not in _BESIDE | {"ROOT"}:
        return ()
    words = [t for t in page.sentence(verb) if page.at(t) < source[0][0] and not t.is_space]
    if verb.dep_ == "ROOT" and not _main_clause(words):
        return ()
    if not words or words[-1].text != "," or words[-1].i + 1 < verb.sent.start:
        return ()
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in words)
    return pieces(words[:-1], page.offset) if finite else ()


def _main_clause(words: list[Token]) -> bool:
    """Whether what stands before is a clause of its own, and no "when asked", "as it fell"."""
    finite = [t for t in words if t.tag_ in {"VBD", "VBZ", "VBP"}]
    marked = any(k.dep_ == "mark" or k.tag_ in {"WRB", "IN"} for t in finite for k in t.lefts[:1])
    return bool(finite) and not marked and words[0].tag_ not in {"WRB", "VBN", "VBG"}


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
