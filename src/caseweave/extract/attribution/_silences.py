"""Silence, refusal and ignorance in other words: "picked up no phone", "had no record of it".

Beside the plain verbs of `_stance`. Invariant: a silence is somebody's; where nobody can be found
who is silent, there is none, and silence is never a denial.
"""

from collections.abc import Iterator

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._ignorance import is_lost, knows_of_none, to_come
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._patterns import clause_tokens, is_negated, matches
from caseweave.extract.attribution._sources import (
    SUBJECTS,
    agent,
    child,
    is_passive,
    source_spans,
    verb_source,
)
from caseweave.extract.attribution._spans import minus, pieces, subtree
from caseweave.extract.events import is_human
from caseweave.model import Stance

_SUBJECT = SUBJECTS | {"nsubjpass"}
_ORDER: tuple[Stance, ...] = ("unaware", "declined", "unreachable", "denies")
_DEEP = 4
_CLOSE = frozenset({"aux", "auxpass", "neg", "prt", "acomp", "preconj"})
_AFTER = frozenset({"dobj", "ccomp", "xcomp", "prep", "acomp", "attr"})
_NOBODY = frozenset(
    {"thing", "thing_plural", "none", "pronoun_other", "relative_thing", "pronoun_you"}
)


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody is silent, and the head of who is; None where it is the report itself."""

    stance: Stance
    party: Token | None


def silences(page: Page, words: Lexicon) -> Iterator[Candidate]:
    """The silences of a passage as candidates, in the order of their verbs."""
    for token in page.tokens:
        noted = _no_comment(token, words)
        if noted is not None:
            yield _candidate(page, token, noted, words)
            continue
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass"}:
            continue
        if any(k.lower_ == "to" for k in token.children if k.dep_ == "aux"):
            continue  # "chose to stay silent" is told by the verb above, "to stay silent" by none
        asked = _to_us(page, token, words) or _nobody_answers(page, token, words)
        found = silence(token, words)
        if asked is not None:
            found = Silence(stance="unreachable", party=asked)
        if found is not None:
            yield _candidate(page, token, found, words)


def _nobody_answers(page: Page, verb: Token, words: Lexicon) -> Token | None:
    """Of "I rang the town hall and nobody picked up", "X, to which we wrote, has not answered"."""
    if verb.lemma_.lower() in words.stance["responding"] and is_negated(verb, words.negatives):
        party = child(verb, _SUBJECT)
        if party is not None and party.pos_ == "PRON" and not _asks_for_us(party, words):
            written = _addressed(page, verb, words, ours=True)
            return party if written is not None else None  # "we wrote to X; it never answered"
        asked = (k for k in party.children if k.dep_ == "relcl") if party is not None else ()
        sought = any(_seeks(k, words) for k in asked) and child(verb, frozenset({"dobj"})) is None
        return party if sought and party is not None and somebody(party, words) else None
    if not matches(verb, words.silences["unreachable"], words.negatives):
        return None
    nobody = child(verb, _SUBJECT)
    if nobody is None or not {nobody.lower_, *(k.lower_ for k in nobody.lefts)} & words.negatives:
        return None
    return _addressed(page, verb, words, ours=True) if _toward(nobody, words) is None else None


def _no_comment(noun: Token, words: Lexicon) -> Silence | None:
    """The silence of a note without a verb: "No comment from the police"."""
    no = any(k.lower_ in words.negatives for k in noun.lefts)
    if noun.dep_ != "ROOT" or noun.pos_ != "NOUN" or not no:
        return None
    lemma = noun.lemma_.lower()
    if lemma not in words.stances["replies"]:
        return None
    party = _toward(noun, words)
    stance: Stance = "declined" if lemma in words.stance["comments"] else "unreachable"
    return Silence(stance=stance, party=party) if party is not None else None


def _seeks(verb: Token, words: Lexicon) -> bool:
    """Whether "we" or a reporter write to, call or ask somebody."""
    subject = child(verb, _SUBJECT)
    if subject is None and verb.dep_ in {"conj", "xcomp"}:  # "we tried to obtain"
        subject = child(verb.head, _SUBJECT)
    known = verb.lemma_.lower() in words.stances["addressing"]
    return known and subject is not None and _asks_for_us(subject, words)


def silence(verb: Token, words: Lexicon) -> Silence | None:
    """The silence that the verb tells of, if any."""
    if matches(verb, words.silences["unchecked"], words.negatives):
        return Silence(stance="unaware", party=None)  # "it was not possible to confirm"
    unanswered = _unanswered(verb, words) or _no_reply(verb, words)
    if unanswered is not None:
        return Silence(stance="unreachable", party=unanswered)
    if knows_of_none(verb, words):
        party = _party(verb, words)
        return Silence(stance="unaware", party=party) if party is not None else None
    for stance in _ORDER:
        if stance == "unaware" and (to_come(verb, words) or is_lost(verb, words)):
            continue
        if stance == "unreachable" and _takes_people(verb):
            continue  # "the patrol picked the group up on the tenth, not on the eleventh"
        if matches(verb, words.silences[stance], words.negatives):
            party = _party(verb, words)
            checked = party is None and stance == "unaware" and _unchecked(verb)
            return Silence(stance=stance, party=party) if party is not None or checked else None
    return None


def _takes_people(verb: Token) -> bool:
    """Whether the verb does something to people other than "us"."""
    thing = child(verb, frozenset({"dobj"}))
    return thing is not None and thing.pos_ != "PRON" and is_human(thing)


def refuses(verb: Token, words: Lexicon) -> bool:
    """Whether a clause without a party keeps something back: "there would be no statements"."""
    return matches(verb, words.silences["declined"], words.negatives)


def _unchecked(verb: Token) -> bool:
    """Whether it is the report that could not check: "could not be verified" by nobody named."""
    return is_passive(verb) and agent(verb) is None


def _party(verb: Token, words: Lexicon) -> Token | None:
    """Who is silent: the subject, or the body of "nobody at the ministry picked up"."""
    if child(verb, frozenset({"expl"})) is not None:
        return None
    subject = child(verb, _SUBJECT) or verb_source(verb, words)[0]
    if subject is None and verb.dep_ == "conj" and is_passive(verb):
        subject = child(verb.head, _SUBJECT)  # "confirmed the raid but would not be drawn"
    if subject is not None and verb.dep_ == "conj" and not somebody(subject, words):
        # "said the matter had been raised and took no questions"
        subject = verb_source(subject.head.head, words)[0] if subject.head.dep_ == "ccomp" else None
    if subject is None:
        return None
    if subject.lower_ in words.negatives or any(
        k.lower_ in words.negatives or k.dep_ == "neg" for k in subject.children if k.i < subject.i
    ):
        inner = _toward(subject, words) or _toward(verb, words)
        return inner if inner is not None and somebody(inner, words) else None
    return subject if somebody(subject, words) else None


def somebody(noun: Token, words: Lexicon) -> bool:
    """Whether a noun names people, a body or a named one that can keep silent or speak."""
    if noun.lower_ in words.pronouns["you"]:
        return False
    if noun.lemma_.lower() in words.kinds["role"] or is_human(noun):
        return True
    return source_type(noun, words) not in _NOBODY


def _toward(noun: Token, words: Lexicon) -> Token | None:
    """The noun after "to", "at" or "from" below a word such as "calls" or "nobody"."""
    waiting = [(k, 0) for k in noun.children]
    while waiting:
        token, depth = waiting.pop(0)
        if token.dep_ in {"prep", "dative"} and token.lower_ in words.stances["toward"]:
            inner = child(token, frozenset({"pobj"}))
            if inner is not None and somebody(inner, words):
                return inner
        if (
            token.dep_ == "dobj"
            and token.head.lemma_ in words.stances["catching"]
            and somebody(token, words)
        ):
            return token
        if depth < _DEEP and token.dep_ in {
            "prep",
            "dobj",
            "acl",
            "relcl",
            "pobj",
            "conj",
            "dative",
        }:
            waiting += [(k, depth + 1) for k in token.children]
    return None


def _unanswered(verb: Token, words: Lexicon) -> Token | None:
    """Of "calls to the prefecture went unanswered" the prefecture."""
    if verb.lemma_.lower() not in words.stances["leaving"]:
        return None
    beside = (k for k in verb.lefts if k.dep_ in {"advcl", "dep", "npadvmod"})
    subject = child(verb, _SUBJECT) or next(beside, None)
    if subject is None or subject.lemma_.lower() not in words.stances["messages"]:
        return None
    state = {t.lower_ for t in clause_tokens(verb)}
    failed = verb.lemma_ in words.stances["failing"]
    negated = failed or (
        is_negated(verb, words.negatives) and child(verb, frozenset({"nsubjpass"}))
    )
    if not state & words.stances["unanswered"] and not negated and verb.lemma_ != "bounce":
        return None
    owner = child(subject, frozenset({"poss"}))
    if owner is not None and owner.tag_ == "WP$":
        owner = verb.head if verb.dep_ == "relcl" and somebody(verb.head, words) else None
    return _toward(subject, words) or owner or _toward(verb, words)


def _to_us(page: Page, verb: Token, words: Lexicon) -> Token | None:
    """Of "We wrote to the prefecture. We have had no answer" the prefecture."""
    subject, reply = child(verb, _SUBJECT), child(verb, frozenset({"dobj"}))
    if subject is None and verb.dep_ == "conj":
        subject = verb_source(verb, words)[0]
    if subject is None or not _asks_for_us(subject, words):
        return None
    caught = _caught(verb, words) or _sought_in_vain(verb, words)
    if caught is not None:
        return caught
    if verb.lemma_.lower() in words.figures["speaking"]:
        return _not_spoken_with(verb, words)
    if verb.lemma_.lower() in words.stances["awaiting"] and _of_reply(verb, words):
        return _addressed(page, verb, words)
    if verb.lemma_ not in words.stances["getting"] or reply is None:
        return None
    if reply.lower_ in words.negatives and verb.dep_ == "conj":
        return _addressed(page, verb, words)  # "asked X for comment but had received none"
    no = any(k.lower_ in words.negatives for k in reply.children) or is_negated(
        verb, words.negatives
    )
    if reply.lemma_.lower() not in words.stances["replies"] or not no:
        return None
    return _toward(reply, words) or _addressed(page, verb, words)


def _sought_in_vain(verb: Token, words: Lexicon) -> Token | None:
    """Of "we tried to get hold of the governor, without success" the governor."""
    inner = child(verb, frozenset({"xcomp"}))
    if inner is None or verb.lemma_ not in words.stances["trying"]:
        return None
    beside = {t.lower_ for t in verb.subtree if t.i > verb.i} | {k.lower_ for k in verb.lefts}
    if not beside & words.stances["in_vain"] or inner.lemma_ not in words.stances["catching"]:
        return None
    thing = child(inner, frozenset({"dobj"}))
    of = child(thing, frozenset({"prep"})) if thing is not None and thing.lower_ == "hold" else None
    party = child(of, frozenset({"pobj"})) if of is not None else thing
    return party if party is not None and somebody(party, words) else None


def _of_reply(verb: Token, words: Lexicon) -> bool:
    """Whether a reply is what is waited for."""
    return any(t.lemma_.lower() in words.stances["replies"] for t in clause_tokens(verb))


def _addressed(page: Page, verb: Token, words: Lexicon, *, ours: bool = False) -> Token | None:
    """Whom the sentence, or the one before, writes to, asks or seeks; `ours`: by "us" only."""
    here = page.sentence(verb)
    before = page.sentence(page.doc[here.start - 1]).start if here.start else here.start
    for token in reversed(page.doc[before : verb.i]):
        if ours and not _seeks(token, words):
            continue
        if token.lemma_ in words.stances["addressing"] and token.pos_ == "VERB":
            thing = child(token, frozenset({"dobj"}))
            papers = words.stances["messages"] | words.stances["replies"]
            met = thing is not None and thing.lemma_.lower() not in papers
            if thing is not None and met and somebody(thing, words):
                return thing
            return _toward(token, words) or thing
    return None


def _not_spoken_with(verb: Token, words: Lexicon) -> Token | None:
    """Of "we have not spoken with the pilot" the pilot."""
    perfect = any(k.lemma_ == "have" for k in verb.children if k.dep_ == "aux")
    return _toward(verb, words) if perfect and is_negated(verb, words.negatives) else None


def _asks_for_us(subject: Token, words: Lexicon) -> bool:
    """Whether the subject is "we", a reporter or the paper."""
    if (
        subject.lower_ in words.layout["first_person"]
        or subject.lemma_.lower() in words.layout["reporters"]
    ):
        return True
    return source_type(subject, words) == "outlet"


def _caught(verb: Token, words: Lexicon) -> Token | None:
    """Of "we could not reach the prefect", "nor were we able to get hold of him" the prefect."""
    if not is_negated(verb, words.negatives):
        return None
    for token in (verb, *clause_tokens(verb)):
        thing = child(token, frozenset({"dobj"}))
        if thing is None or token.lemma_ not in words.stances["catching"]:
            continue
        if any(k.lower_ in words.negatives for k in thing.children):
            continue  # "could find no paper" that had it
        # one gets much; who is got is got back, or hold of
        beside = {k.lower_ for k in token.children} | {k.lower_ for k in thing.children}
        if token.lemma_ != "get" or beside & words.stances["getting_hold"]:
            of = child(thing, frozenset({"prep"})) if thing.lower_ == "hold" else None
            party = child(of, frozenset({"pobj"})) if of is not None else thing
            return party if party is not None and somebody(party, words) else None
    return None


def _no_reply(verb: Token, words: Lexicon) -> Token | None:
    """Of "there was no reply from the army" the army."""
    if verb.lemma_.lower() not in words.stances["arriving"]:
        return None
    for kid in verb.children:
        reply = kid.lemma_.lower() in words.stances["replies"] and kid.dep_ in {
            "nsubj",
            "nsubjpass",
            "attr",
        }
        if reply and any(k.lower_ in words.negatives for k in kid.children):
            return _toward(kid, words) or _toward(verb, words)
    return None


def _candidate(page: Page, verb: Token, found: Silence, words: Lexicon) -> Candidate:
    source = source_spans(page, found.party, verb) if found.party is not None else ()
    content = minus(_of_what(page, verb), source) if found.stance == "unaware" else ()
    cue = _unbroken(verb) if not content else [k for k in verb.children if k.dep_ in _CLOSE]
    return Candidate(
        form="verb",
        page=page,
        cue=verb,
        cue_tokens=tuple(sorted([*cue, verb], key=lambda t: t.i)),
        classes=("decline",),
        source_head=found.party,
        source=source,
        how="own" if found.party is not None else "none",
        content=content,
        content_form="object" if content else "none",
        stance=found.stance,
        lexicon=words,
    )


def _unbroken(verb: Token) -> list[Token]:
    """The words of the clause that stand with the verb, up to what is no part of it."""
    kept = {t.i: t for t in clause_tokens(verb)} | {verb.i: verb}
    low = high = verb.i
    while low - 1 in kept:
        low -= 1
    while high + 1 in kept:
        high += 1
    while high > verb.i and (kept[high].is_punct or kept[high].is_space):
        high -= 1
    return [t for i, t in kept.items() if low <= i <= high and i != verb.i and not t.is_space]


def _of_what(page: Page, verb: Token) -> tuple[tuple[int, int], ...]:
    """What is not known: all that follows the verb in its clause."""
    after = [k for k in verb.children if k.i > verb.i and k.dep_ in _AFTER]
    if is_passive(verb):
        after = [k for k in verb.children if k.dep_ == "nsubjpass"]
    return pieces((t for k in after for t in subtree(k)), page.offset)
