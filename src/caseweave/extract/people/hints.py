"""Which status the words around a counted noun give it: its verb, participle or nominal.

Reads the dependency tree upwards from the noun, nearest first. Invariant: a hint's status is one of
the model's; the tables decide which word gives which, this module only which role the noun plays.
"""

from typing import Any

import msgspec

from caseweave.extract.people.denied import kind_denied
from caseweave.extract.people.lexicon import Lexicon, lexicon, singulars
from caseweave.extract.people.mortal import is_ended, is_fatal
from caseweave.extract.people.placed import Hint, Hints, out_of, placed, unreal
from caseweave.extract.people.surroundings import kind_near, kind_told
from caseweave.extract.people.tended import TOWED, is_cared_for, is_towed, is_treated
from caseweave.extract.people.untraced import sought, unseen_since, untraced
from caseweave.extract.syntax import after_bare_prep, is_passive

_PATIENT = {"dobj", "nsubjpass", "dative", "oprd"}
_SUBJECT = {"nsubj", "csubj"}
_SUBJECTS = _SUBJECT | {"nsubjpass"}
_NOUN_LINKS = {"conj", "appos", "nmod", "compound", "nummod", "quantmod", "dep"}
_COMPLEMENTS = {"acomp", "oprd", "xcomp", "ccomp", "attr", "advcl", "prt", "advmod"}
_CLIMB = 4


def status_hints(token: Any, language: str = "en") -> tuple[Hint, ...]:
    """Hints that the words around `token` (a counted noun or number) give it, nearest first."""
    lex = lexicon(language)
    found: Hints = []
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"}:
            found.extend(_modifier(child, lex))
        elif child.dep_ in {"amod", "advcl"} and child.lower_ in lex.predicates:
            found.append(_predicate(child, lex))
        elif child.dep_ == "prep":
            found.extend(placed(child, lex))
    found.extend(_upward(token, lex, _CLIMB))
    if not found:
        found.extend(_after(token, lex) or _headline(token, lex))
    return tuple({h.status: h for h in reversed(found)}.values())[::-1]


def _predicate(token: Any, lex: Lexicon) -> Hint:
    status = lex.predicates[token.lower_]
    if status == "injured" and is_fatal(token, lex):
        status = "dead"
    return Hint(status, token.lower_, unreal(token, lex))


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
    bare = after_bare_prep(token) if dep in _SUBJECTS else None
    if bare is not None:
        head, dep = bare, "pobj"
    if steps == 0 or head is token or _cut_off(token):
        return _root(token, lex)
    if dep == "attr" or is_towed(token):
        return _named_by(head, lex) if dep == "attr" else [Hint("rescued", TOWED)]
    if dep in _NOUN_LINKS and head.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "PRON"}:
        return _upward(head, lex, steps - 1)
    if dep == "poss" and head.lemma_.lower() in lex.nominals and is_ended(head, lex):
        return [Hint(lex.nominals[head.lemma_.lower()], head.lemma_.lower())]
    if dep in _PATIENT:
        return _object(head, token, lex)
    if dep in _SUBJECT:
        return _let_go(head, lex) or _subject(head, lex)
    if dep == "pobj":
        return _prepositional(head, lex, steps)
    return _root(token, lex) if dep in {"ccomp", "conj"} and head.pos_ == "VERB" else []


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
    if token.dep_ not in _SUBJECT:
        return False
    later = [c.i for c in token.head.children if c.dep_ in _SUBJECT and c.i > token.i]
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
    if following is not None and following.lower_ in lex.predicates and not _acting(following):
        return [_predicate(following, lex)]
    return []


def _acting(verb: Any) -> bool:
    """Whether a predicate word is an active verb here ("he shot the girl")."""
    if verb.tag_ not in {"VBD", "VBP", "VB"}:
        return False
    return _has_object(verb) or any(
        c.dep_ == "nsubj" and c.tag_ in {"PRP", "WP"} for c in verb.children
    )


def _modifier(verb: Any, lex: Lexicon) -> Hints:
    """A participle or relative clause on the noun: "detained in Vietnam", "who were arrested"."""
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    relative = [c for c in subjects if c.tag_ in {"WP", "WDT"}]
    if verb.dep_ == "relcl" and subjects and not relative:
        return _verb(verb, "object", lex)
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in subjects)
    if passive:
        return _verb(verb, "object", lex) + _conjoined(verb, True, lex)
    return _subject(verb, lex)


def _conjoined(verb: Any, passive: bool, lex: Lexicon) -> Hints:
    """What later verbs with the same subject add: "were arrested and deported"."""
    found: Hints = []
    for other in verb.children:
        if other.dep_ != "conj" or any(c.dep_ in _SUBJECTS for c in other.children):
            continue
        own = other.lemma_.lower() in lex.subject_verbs
        # "were taken away and put on a plane": the parser takes "on" for a particle.
        bare = not _has_object(other) or kind_near(other) is not None
        stays = passive and other.tag_ in {"VBN", "VBD"} and not own and bare
        found.extend(_verb(other, "object" if stays else "subject", lex))
        found.extend(_conjoined(other, stays, lex))
    return found


def _object(verb: Any, token: Any, lex: Lexicon) -> Hints:
    """The noun is the verb's patient; "left five dead" carries the predicate's status."""
    found = _verb(verb, "object", lex)
    if token.dep_ == "nsubjpass" and verb.lemma_.lower() in lex.words["known"]:
        found = _perfect(verb, lex) or found
    if not found and verb.lower_ in lex.predicates:
        found = [_predicate(verb, lex)]
    if verb.lemma_.lower() in lex.words["carriers"]:
        found = _predicates(verb, lex) or _after(token, lex) or found
        if verb.lemma_.lower() in lex.words["supposing"]:
            found = [msgspec.structs.replace(h, modal=True) for h in found]
    if token.dep_ == "nsubjpass":
        found = found + _conjoined(verb, True, lex)
    return found


def _perfect(verb: Any, lex: Lexicon) -> Hints:
    """As in "are known to have died"; whether it is only believed, the verb above says."""
    for child in verb.children:
        helpers = {c.lemma_ for c in child.children if c.dep_ in {"aux", "auxpass"}}
        if child.dep_ == "xcomp" and "have" in helpers:
            return _verb(child, "object" if "be" in helpers else "subject", lex)
    return []


def _subject(verb: Any, lex: Lexicon) -> Hints:
    lemma = verb.lemma_.lower()
    if verb.pos_ == "ADJ" and verb.dep_ in {"ccomp", "xcomp"} and verb.lower_ in lex.predicates:
        # "found seven of them alive": the parser makes a clause of the object and its state.
        hint = _predicate(verb, lex)
        supposed = verb.head.lemma_.lower() in lex.words["supposing"]
        return [msgspec.structs.replace(hint, modal=hint.modal or supposed)]
    if verb.tag_ == "VBG" and verb.lower_ in lex.predicates and _copula(verb):
        return [_predicate(verb, lex)]
    if verb.pos_ == "AUX" or lemma in lex.words["states"]:
        found = _predicates(verb, lex)
        if found:
            return found
    if lemma in lex.words["raising"]:
        for child in verb.children:
            if child.dep_ in {"xcomp", "ccomp"}:
                return _verb(child, "subject", lex)
    if _reflexive(verb) and lemma in lex.object_verbs:
        return [Hint(lex.object_verbs[lemma], lemma, unreal(verb, lex))]
    if _participle(verb, lex):
        return _verb(verb, "object", lex)
    return _verb(verb, "subject", lex) + _conjoined(verb, False, lex)


def _copula(verb: Any) -> bool:
    """Whether an adjective in -ing is taken for a verb's progressive ("are still missing")."""
    return any(c.dep_ == "aux" and c.lemma_ in lexicon().words["be"] for c in verb.children)


def _participle(verb: Any, lex: Lexicon) -> bool:
    """A participle taken for an active verb: "Three migrants rescued off the coast".

    Verbs that agents have without an object ("the man shot at the car") need the participle's tag.
    """
    lemma = verb.lemma_.lower()
    if lemma not in lex.object_verbs or lemma in lex.subject_verbs or _has_object(verb):
        return False
    tags = {"VBN"} if lemma in lex.words["agentive"] else {"VBN", "VBD"}
    return verb.tag_ in tags and not any(c.dep_ == "aux" for c in verb.children)


def _reflexive(verb: Any) -> bool:
    """As in "killed himself": the agent is the patient."""
    return any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in verb.children)


def _has_object(verb: Any) -> bool:
    chain = [verb, *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    return any(c.dep_ in {"dobj", "ccomp", "xcomp"} for v in chain for c in v.children)


def _predicates(verb: Any, lex: Lexicon) -> Hints:
    """As in "are dead", "was found drowned", "remain in hiding", "taken into custody"."""
    found: Hints = []
    denied = unreal(verb, lex)
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS:
            if child.lower_ in lex.predicates:
                hint = _predicate(child, lex)
                found.append(Hint(hint.status, hint.word, hint.modal or denied))
            elif child.dep_ == "xcomp" or (child.dep_ == "ccomp" and not _other_subject(child)):
                found.extend(_predicates(child, lex))
            elif child.dep_ == "attr":
                found.extend(_described(child, lex))
        elif child.dep_ == "prep":
            found.extend(placed(child, lex) or out_of(child, lex))
    return found


def _other_subject(verb: Any) -> bool:
    """As in "one is dead, nineteen are with us": a clause before, with a subject of its own."""
    return verb.i < verb.head.i and any(c.dep_ in _SUBJECTS for c in verb.children)


def _described(noun: Any, lex: Lexicon) -> Hints:
    """As in "nine of them were workers seized in a raid": what is said of the predicate's noun."""
    if not any(form in lex.persons for form in singulars(noun.lower_)):
        return []
    return [h for c in noun.rights if c.dep_ in {"acl", "relcl"} for h in _modifier(c, lex)]


def _after(token: Any, lex: Lexicon) -> Hints:
    """The adjective right after the noun ("five dead"), however the parse hangs it."""
    for following in token.doc[token.i + 1 : token.i + 3]:
        if following.lower_ in lex.predicates and not _acting(following):
            return [_predicate(following, lex)]
        if following.tag_ not in {"RB", "NNS", "NN", "JJ"}:
            break
    return []


def _verb(verb: Any, role: str, lex: Lexicon) -> Hints:
    """The status that the verb gives to what stands in `role`; wounds that kill are deaths."""
    lemma, denied = verb.lemma_.lower(), unreal(verb, lex)
    # "nine, one of whom never came": what the clause says of the one is not said of the nine.
    without = kind_denied(verb) if role == "subject" or is_passive(verb) else None
    if without is not None and without.status is not None:
        return [Hint(without.status, lemma, False)]
    if role == "object" and (borne := _borne(verb, denied, lex)):
        return borne
    phrase = _phrase(verb, role, lex)
    if phrase is not None:
        return [Hint(phrase[1], phrase[0], denied)]
    if lemma in lex.words["light"]:
        carried = _predicates(verb, lex)
        if carried:
            return carried
    plain = lex.object_verbs if role == "object" else lex.subject_verbs
    if role == "subject" and lemma not in plain and (held := _possessed(verb, lex)):
        return held
    # "admitted to hospital": the phrase says more than its verb.
    told = kind_told(verb, role)
    status = told.status if told is not None else plain.get(lemma)
    if status is None:
        return []
    if status == "injured" and role == "object" and is_fatal(verb, lex):
        status = "dead"
    return [Hint(status, lemma, denied)]


def _borne(verb: Any, denied: bool, lex: Lexicon) -> Hints:
    """What the surroundings of a verb say of those who undergo it; none where they say nothing."""
    lemma = verb.lemma_.lower()
    if lemma in lex.words["unseen"] and unseen_since(verb):
        return [Hint("missing", lemma, False)]
    if is_treated(verb):
        return [Hint("injured", lemma, denied)]
    if is_cared_for(verb):
        return [Hint("rescued", lemma, denied)]
    kind = kind_near(verb)
    return [Hint(kind.status, lemma, denied)] if kind is not None and kind.status else []


def _phrase(verb: Any, role: str, lex: Lexicon) -> tuple[str, str] | None:
    """The verb with the particle or preposition that makes its status, and the status."""
    table = lex.object_phrases if role == "object" else lex.subject_phrases
    for child in verb.children:
        phrase = f"{verb.lemma_.lower()} {child.lower_}"
        if phrase in table and not _moved_only(child, lex):
            return phrase, table[phrase]
    return None


def _moved_only(prep: Any, lex: Lexicon) -> bool:
    """As in "brought to trial", "transferred to a prison": where they go says no more than that."""
    return prep.lower_ in lex.words["to"] and any(
        o.dep_ == "pobj" and o.lemma_.lower() in lex.words["destinations"] for o in prep.children
    )


def _possessed(verb: Any, lex: Lexicon) -> Hints:
    """As in "suffered injuries", "lost their lives", but not "suffered a setback"."""
    if verb.lemma_.lower() not in lex.words["possessing"]:
        return []
    for child in verb.children:
        if child.dep_ == "dobj":
            lemma = child.lemma_.lower()
            if lemma in lex.words["lives"] and verb.lemma_.lower() in lex.words["losing"]:
                return [Hint("dead", "life", unreal(verb, lex))]
            if lex.placed.get(lemma) == "injured":
                return [Hint("injured", lemma, unreal(verb, lex))]
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
        status = "dead" if words & lex.words["fatal"] else lex.nominals[lemma]
        return [Hint(status, lemma, bool(words & lex.words["unreal"]))]
    if sought(prep, lex) or untraced(prep, lex):
        return [Hint("missing", lemma, False)]
    if prep.lower_ in lex.words["of"] and governor.pos_ in {"NOUN", "NUM", "PROPN"}:
        if steps == _CLIMB:
            return list(status_hints(governor))
        return _upward(governor, lex, steps - 1)
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
        found = _verb(verb, "object", lex) if verb.pos_ == "VERB" else []
        return [msgspec.structs.replace(h, beside=True) for h in found]
    return []


def _together(prep: Any) -> bool:
    """As in "along with", "together with": what follows shares the role of the noun before."""
    return prep.i > 0 and prep.nbor(-1).lower_ in lexicon().words["together"]
