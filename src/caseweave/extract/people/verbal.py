"""What a verb says of those in one of its roles: subject, object, or the noun that it modifies.

Reads the verb with its particles, complements and the verbs coordinated with it. Invariant: the
tables decide which word gives which status, this module only which role the people play.
"""

from typing import Any

import msgspec

from caseweave.extract.people.denied import kind_denied
from caseweave.extract.people.homeward import HOME, HOMEWARD, goes_home
from caseweave.extract.people.lexicon import Lexicon, lexicon, singulars
from caseweave.extract.people.mortal import is_fatal, of_others
from caseweave.extract.people.phrases import is_denied, told_by_phrase
from caseweave.extract.people.placed import Hint, Hints, out_of, placed, unreal
from caseweave.extract.people.predicated import after, has_object, predicate
from caseweave.extract.people.surroundings import is_idiom, kind_near, kind_told
from caseweave.extract.people.tended import (
    came_with,
    comes_for_care,
    is_cared_for,
    is_foreseen,
    is_treated,
)
from caseweave.extract.people.untraced import unseen_since
from caseweave.extract.syntax import is_passive

SUBJECT = {"nsubj", "csubj"}
SUBJECTS = SUBJECT | {"nsubjpass"}
_COMPLEMENTS = {"acomp", "oprd", "xcomp", "ccomp", "attr", "advcl", "prt", "advmod"}


def of_modifier(verb: Any, lex: Lexicon) -> Hints:
    """A participle or relative clause on the noun: "detained in Vietnam", "who were arrested"."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    relative = [c for c in subjects if c.tag_ in {"WP", "WDT"}]
    # "the men whom police held", but not "31 people, some of them hanging on to drums".
    if verb.dep_ == "relcl" and subjects and not relative and verb.tag_ != "VBG":
        return of_verb(verb, "object", lex)
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in subjects)
    if passive:
        return of_verb(verb, "object", lex) + conjoined(verb, True, lex)
    return of_subject(verb, lex)


def conjoined(verb: Any, passive: bool, lex: Lexicon) -> Hints:
    """What later verbs with the same subject add: "were arrested and deported"."""
    found: Hints = []
    for other in verb.children:
        if other.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in other.children):
            continue
        own = other.lemma_.lower() in lex.subject_verbs
        # "were taken away and put on a plane": the parser takes "on" for a particle.
        bare = not has_object(other) or kind_near(other) is not None
        stays = passive and other.tag_ in {"VBN", "VBD"} and not own and bare
        # "paid a fine and were released": the second verb has a passive of its own.
        stays = stays or any(c.dep_ == "auxpass" for c in other.children)
        found.extend(of_verb(other, "object" if stays else "subject", lex))
        found.extend(conjoined(other, stays, lex))
    return found


def of_object(verb: Any, token: Any, lex: Lexicon) -> Hints:
    """The noun is the verb's patient; "left five dead" carries the predicate's status."""
    found = of_verb(verb, "object", lex)
    if token.dep_ == "nsubjpass" and verb.lemma_.lower() in lex.words["known"]:
        found = _perfect(verb, lex) or found
    if not found and verb.lower_ in lex.predicates:
        found = [predicate(verb, lex)]
    if verb.lemma_.lower() in lex.words["carriers"]:
        found = of_predicate(verb, lex) or after(token, lex) or found
        if verb.lemma_.lower() in lex.words["supposing"]:
            found = [msgspec.structs.replace(h, modal=True) for h in found]
    if token.dep_ == "nsubjpass":
        found = found + conjoined(verb, True, lex)
    return found


def _perfect(verb: Any, lex: Lexicon) -> Hints:
    """As in "are known to have died"; whether it is only believed, the verb above says."""
    for child in verb.children:
        helpers = {c.lemma_ for c in child.children if c.dep_ in {"aux", "auxpass"}}
        if child.dep_ == "xcomp" and helpers & lex.words["have"]:
            return of_verb(child, "object" if helpers & lex.words["be"] else "subject", lex)
    return []


def of_subject(verb: Any, lex: Lexicon) -> Hints:
    """What a verb says of its subject, by its complement, its participle or itself."""
    lemma = verb.lemma_.lower()
    if verb.pos_ == "ADJ" and verb.dep_ in {"ccomp", "xcomp"} and verb.lower_ in lex.predicates:
        # "found seven of them alive": the parser makes a clause of the object and its state.
        hint = predicate(verb, lex)
        supposed = verb.head.lemma_.lower() in lex.words["supposing"]
        return [msgspec.structs.replace(hint, modal=hint.modal or supposed)]
    if verb.tag_ == "VBG" and verb.lower_ in lex.predicates and _copula(verb):
        return [predicate(verb, lex)]
    if verb.pos_ == "AUX" or lemma in lex.words["states"]:
        found = of_predicate(verb, lex)
        if found:
            return found
    if lemma in lex.words["raising"]:
        for child in verb.children:
            if child.dep_ in {"xcomp", "ccomp"}:
                return of_verb(child, "subject", lex)
    if _reflexive(verb) and lemma in lex.object_verbs:
        own = [Hint(lex.object_verbs[lemma], lemma, unreal(verb, lex))]
        return own + conjoined(verb, False, lex)  # "shot himself and died there"
    if _participle(verb, lex):
        return of_verb(verb, "object", lex)
    borne = _came_hurt(verb, lex) or of_verb(verb, "subject", lex)
    return borne + conjoined(verb, False, lex)


def _came_hurt(verb: Any, lex: Lexicon) -> Hints:
    """As in "walked into a clinic with a wound", "showed up there to be treated"."""
    if comes_for_care(verb):
        return [Hint("injured", verb.lemma_.lower(), unreal(verb, lex))]
    bearing = came_with(verb)
    return placed(bearing, lex) if bearing is not None else []


def _copula(verb: Any) -> bool:
    """Whether an adjective in -ing is taken for a verb's progressive ("are still missing")."""
    return any(c.dep_ == "aux" and c.lemma_ in lexicon().words["be"] for c in verb.children)


def _participle(verb: Any, lex: Lexicon) -> bool:
    """A participle taken for an active verb: "Three migrants rescued off the coast".

    Verbs that agents have without an object ("the man shot at the car") need the participle's tag.
    """
    lemma = verb.lemma_.lower()
    if lemma not in lex.object_verbs or lemma in lex.subject_verbs or has_object(verb):
        return False
    tags = {"VBN"} if lemma in lex.words["agentive"] else {"VBN", "VBD"}
    return verb.tag_ in tags and not any(c.dep_ == "aux" for c in verb.children)


def _reflexive(verb: Any) -> bool:
    """As in "killed himself": the agent is the patient."""
    return any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in verb.children)


def of_predicate(verb: Any, lex: Lexicon) -> Hints:
    """As in "are dead", "was found drowned", "remain in hiding", "taken into custody"."""
    found: Hints = []
    denied = unreal(verb, lex)
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS:
            if child.lower_ in lex.predicates and not _other_subject(child):
                hint = predicate(child, lex)
                found.append(Hint(hint.status, hint.word, hint.modal or denied))
            elif child.dep_ == "xcomp" or (child.dep_ == "ccomp" and not _other_subject(child)):
                found.extend(of_predicate(child, lex))
            elif child.dep_ == "attr":
                found.extend(_described(child, lex) or _victims_of(child, lex))
        elif child.dep_ in {"prep", "dative"}:
            found.extend(placed(child, lex) or out_of(child, lex))
    return found


def _other_subject(verb: Any) -> bool:
    """As in "one is dead, nineteen are with us": a clause before, with a subject of its own."""
    return verb.i < verb.head.i and any(c.dep_ in SUBJECTS for c in verb.children)


def _victims_of(noun: Any, lex: Lexicon) -> Hints:
    """As in "a boy and a girl were the victims of a double shooting"."""
    if noun.lemma_.lower() not in lex.words["victims"]:
        return []
    of = (c for c in noun.rights if c.dep_ == "prep" and c.lower_ in lex.words["of"])
    for event in (o for c in of for o in c.children if o.dep_ == "pobj"):
        status = lex.nominals.get(event.lemma_.lower())
        if status in {"dead", "injured"}:
            fatal = any(c.lower_ in lex.words["fatal"] for c in event.children)
            return [Hint("dead" if fatal else status, event.lemma_.lower())]
    return []


def _described(noun: Any, lex: Lexicon) -> Hints:
    """As in "nine of them were workers seized in a raid": what is said of the predicate's noun."""
    if not any(form in lex.persons for form in singulars(noun.lower_)):
        return []
    return [h for c in noun.rights if c.dep_ in {"acl", "relcl"} for h in of_modifier(c, lex)]


def of_verb(verb: Any, role: str, lex: Lexicon) -> Hints:
    """The status that the verb gives to what stands in `role`; wounds that kill are deaths."""
    found = _of_verb(verb, role, lex)
    if role == "subject" and found and found[0].status == HOME and goes_home(verb):
        # Who goes home was sent back, or was let go: what was told before decides (`homeward`).
        found = [msgspec.structs.replace(found[0], word=HOMEWARD), *found[1:]]
    return found


def _of_verb(verb: Any, role: str, lex: Lexicon) -> Hints:
    lemma, denied = verb.lemma_.lower(), unreal(verb, lex)
    if is_idiom(verb):
        return []
    # "nine, one of whom never came": what the clause says of the one is not said of the nine.
    without = kind_denied(verb) if role == "subject" or is_passive(verb) else None
    if without is not None and without.status is not None:
        return [Hint(without.status, lemma, False)]
    state = told_by_phrase(verb, role)
    if role == "object" and state is None and (borne := _borne(verb, denied, lex)):
        return borne
    phrase = _phrase(verb, role, lex)
    if phrase is not None:
        return [Hint(phrase[1], phrase[0], denied)]
    if state is not None:
        return [Hint(state, lemma, denied and not is_denied(verb))]
    if lemma in lex.words["light"] and (carried := of_predicate(verb, lex)):
        return carried
    return _of_word(verb, role, denied, lex)


def _of_word(verb: Any, role: str, denied: bool, lex: Lexicon) -> Hints:
    """The status that the verb itself, or a kind of event by its phrase, gives to a role."""
    lemma = verb.lemma_.lower()
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
    if is_treated(verb) or is_foreseen(verb):
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
        apart = _moved_only(child, lex) or of_others(child)
        if phrase in table and not apart and not _put_on(child, table[phrase]):
            return phrase, table[phrase]
    return None


def _put_on(prep: Any, status: str) -> bool:
    """As in "put on a flight to Cairo": only what is put to death is dead."""
    words = lexicon().words
    to = status == "dead" and prep.lower_ in words["to"]
    return to and not any(o.lemma_.lower() in words["death_word"] for o in prep.children)


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
