"""Which status the words around a counted noun give it: its verb, participle or nominal.

Reads the dependency tree upwards from the noun, nearest first. Invariant: a hint's status is one of
the model's; the tables decide which word gives which, this module only which role the noun plays.
"""

from typing import Any

import msgspec

from caseweave.extract.people.inclusive import included_in
from caseweave.extract.people.lexicon import Lexicon, lexicon, singulars
from caseweave.extract.people.mortal import is_bereaved, is_ended
from caseweave.extract.people.oblique import kind_above
from caseweave.extract.people.placed import Hint, Hints, placed, unreal
from caseweave.extract.people.predicated import acting, after, foretold, predicate
from caseweave.extract.people.tended import TOWED, is_towed
from caseweave.extract.people.untraced import sought, untraced
from caseweave.extract.people.verbal import (
    SUBJECT,
    SUBJECTS,
    conjoined,
    of_modifier,
    of_object,
    of_subject,
    of_verb,
)
from caseweave.extract.syntax import after_bare_prep, reduced
from caseweave.lang import word_sets

_PATIENT = {"dobj", "nsubjpass", "dative", "oprd"}
_NOUN_LINKS = {"conj", "appos", "nmod", "compound", "nummod", "quantmod", "dep"}
_CLIMB = 4
_words = word_sets("people", "restating")


def status_hints(token: Any, language: str = "en") -> tuple[Hint, ...]:
    """Hints that the words around `token` (a counted noun or number) give it, nearest first."""
    lex = lexicon(language)
    found: Hints = []
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"}:
            found.extend(of_modifier(child, lex))
        elif child.dep_ in {"amod", "advcl"} and child.lower_ in lex.predicates:
            found.append(predicate(child, lex))
        elif child.dep_ == "prep":
            found.extend(placed(child, lex))
    found.extend(_upward(token, lex, _CLIMB))
    if not found:
        beside = included_in(token, lex) or after(token, lex)
        found.extend(beside or _headline(token, lex) or foretold(token, lex))
    return tuple({h.status: h for h in reversed(found)}.values())[::-1]


def _headline(token: Any, lex: Lexicon) -> Hints:
    """In a title the verb before the phrase passes for a noun: "Chad Returns Six Monks"."""
    left = token.left_edge.i
    before = token.doc[left - 1] if left else None
    titled = before is not None and before.text[0].isupper() and token.text[0].isupper()
    if before is None or not titled or before.pos_ in {"DET", "ADP"}:
        return []
    forms = [f for f in singulars(before.lower_) if f != before.lower_ and f in lex.object_verbs]
    return [Hint(lex.object_verbs[f], f) for f in forms[:1]]


def _upward(token: Any, lex: Lexicon, steps: int) -> Hints:
    head, dep = token.head, token.dep_
    bare = after_bare_prep(token) if dep in SUBJECTS and not _by_count(token) else None
    if bare is not None:
        head, dep = bare, "pobj"
    if steps == 0 or _cut_off(token):
        return _root(token, lex)
    if dep == "attr" or is_towed(token):
        return _named_by(head, lex) if dep == "attr" else [Hint("rescued", TOWED)]
    if dep == "conj" and (shared := _gapped(token)) is not None:
        head, dep = shared, "dobj"
    if dep in _NOUN_LINKS and head.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "PRON"}:
        return _upward(head, lex, steps - 1)
    if dep == "poss" and head.lemma_.lower() in lex.nominals and is_ended(head, lex):
        return [Hint(lex.nominals[head.lemma_.lower()], head.lemma_.lower())]
    if dep in SUBJECT and head.dep_ == "auxpass":
        head, dep = head.head, "nsubjpass"  # "his friend remains hospitalized"
    if dep in _PATIENT:
        return of_object(head, token, lex)
    if dep in SUBJECT:
        later = reduced(head)
        behind = of_verb(later, "object", lex) + conjoined(later, True, lex) if later else []
        return behind or _let_go(head, lex) or of_subject(head, lex)
    if dep == "pobj":
        return _prepositional(head, lex, steps)
    return _root(token, lex) if dep in {"ccomp", "conj"} and head.pos_ == "VERB" else []


def _by_count(token: Any) -> bool:
    """As in "by our count 19 people were seized": the parser takes "count" into the phrase."""
    return any(c.lower_ in _words("en")["estimates"] for c in token.lefts)


def _gapped(noun: Any) -> Any | None:
    """The verb shared in "shot a girl in the hand and a man in the leg", however it is attached."""
    links = {c.lower_ for c in noun.rights if c.dep_ == "prep"}
    if not links:
        return None
    verb, link = noun.head, None
    if verb.dep_ == "pobj" and verb.head.dep_ == "prep":
        link, verb = verb.head, verb.head.head
    # "it went off, shooting a boy in the hand, and a girl in the leg": joined to the verb above.
    near = [verb, *(c for c in verb.children if c.dep_ == "advcl" and c.i < noun.i)]
    verb = next((v for v in reversed(near) if _affects(v, noun)), None)
    if verb is None:
        return None
    before = [c for c in verb.children if c.dep_ == "prep" and c.i < noun.i]
    return verb if links & {c.lower_ for c in before if link is None or c == link} else None


def _affects(verb: Any, noun: Any) -> bool:
    """Whether the verb has an object before a noun."""
    return verb.pos_ == "VERB" and any(c.dep_ == "dobj" and c.i < noun.i for c in verb.children)


def _let_go(verb: Any, lex: Lexicon) -> Hints:
    """As in "let 12 go": the parser makes the twelve those who go."""
    let = f"{verb.head.lemma_.lower()} {verb.lower_}"
    if verb.dep_ != "ccomp" or verb.tag_ != "VB" or let not in lex.object_phrases:
        return []
    return [Hint(lex.object_phrases[let], let, unreal(verb.head, lex))]


def _cut_off(token: Any) -> bool:
    """A subject parted from its verb by a semicolon and another subject belongs to another clause.

    As in "Three miners flown home; two remain": the parser gives both subjects to the one verb.
    """
    if token.dep_ not in SUBJECT:
        return False
    later = [c.i for c in token.head.children if c.dep_ in SUBJECT and c.i > token.i]
    return bool(later) and any(t.text == ";" for t in token.doc[token.i : later[0]])


def _named_by(verb: Any, lex: Lexicon) -> Hints:
    """As in "the dead are three women and a boy": the subject says in which state they are."""
    if verb.lemma_ not in lex.words["be"]:
        return []
    for child in verb.children:
        if child.dep_ == "nsubj":
            person = next(
                (lex.persons[f] for f in singulars(child.lower_) if f in lex.persons), None
            )
            status = lex.predicates.get(child.lower_) or (person.status if person else None)
            if status is not None:
                return [Hint(status, child.lower_, unreal(verb, lex))]
    return []


def _root(token: Any, lex: Lexicon) -> Hints:
    """Headlines: "Two dead", "3 shot", where the parse makes the noun the root."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and following.lower_ in lex.predicates and not acting(following):
        return [predicate(following, lex)]
    return []


def _prepositional(prep: Any, lex: Lexicon, steps: int) -> Hints:
    """As in "the deaths of two men", "a group of nine" (the group's status), "nine of them"."""
    governor, lemma = prep.head, prep.head.lemma_.lower()
    if (
        prep.lower_ in lex.words["of"] | lex.words["to"]
        and lemma in lex.nominals
        and is_ended(governor, lex)
    ):
        words = {c.lower_ for c in governor.children}
        fatal = words & lex.words["fatal"] or is_bereaved(prep, lex)
        status = "dead" if fatal else lex.nominals[lemma]
        return [Hint(status, lemma, bool(words & lex.words["unreal"]))]
    if sought(prep, lex) or untraced(prep, lex):
        return [Hint("missing", lemma, False)]
    told = kind_above(prep)
    if told is not None and told[0].status is not None:
        return [Hint(told[0].status, told[1].lemma_.lower(), unreal(told[1], lex))]
    if prep.lower_ in lex.words["of"] and governor.pos_ in {"NOUN", "NUM", "PROPN"}:
        if steps == _CLIMB:
            return [] if _somebodys(governor, lex) else list(status_hints(governor))
        return [] if _somebodys(governor, lex) else _upward(governor, lex, steps - 1)
    if prep.lower_ in lex.words["including"] | lex.words["with"] and governor.pos_ in {
        "NOUN",
        "NUM",
        "PROPN",
        "PRON",
    }:
        found = _upward(governor, lex, steps - 1)
        included = prep.lower_ in lex.words["including"]
        return [Hint(h.status, h.word, h.modal, included) for h in found]
    if prep.lower_ in lex.words["with"] and (_together(prep) or not list(prep.children)):
        verb = governor if governor.pos_ == "VERB" else governor.head
        found = of_verb(verb, "object", lex) if verb.pos_ == "VERB" else []
        return [msgspec.structs.replace(h, beside=True) for h in found]
    return []


def _somebodys(noun: Any, lex: Lexicon) -> bool:
    """As in "the wife of one of the soldiers was held", "the lawyer of three men": another."""
    known = next((lex.persons[f] for f in singulars(noun.lower_) if f in lex.persons), None)
    return known is not None and (noun.lemma_.lower() in lex.kin or known.population is not None)


def _together(prep: Any) -> bool:
    """As in "along with", "together with": what follows shares the role of the noun before."""
    return prep.i > 0 and prep.nbor(-1).lower_ in lexicon().words["together"]
