"""The person's name in a noun phrase: an entity, the name beside a post, or one given later.

"spokeswoman Ana Uzelac", "its envoy, Noor Adeyo", "who asked to be called Mr Osei". Invariant: a
body is no person, whatever the recogniser says.
"""

from typing import Any

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._apposed import name_after
from caseweave.extract.attribution._kinds import is_called_body, is_masthead
from caseweave.extract.attribution._lexicon import Lexicon

_TIMES = frozenset({"DATE", "TIME"})
# A name given in a relative clause follows its verb ("called", "gave his name as") so closely.
_NAMING = 4


def person_name(head: Token, words: Lexicon) -> Any:
    """The person's name in the phrase, where the head or its apposition is one."""
    body = head.pos_ == "NOUN" and head.lemma_.lower() in words.kinds["organisation"]
    if is_masthead(head, words) or body or is_called_body(head, words):
        return None  # "the group, Free Quill": no person, whatever the recogniser says
    for token in (head, *(k for k in head.children if k.dep_ == "appos")):
        if token.ent_type_ == "PERSON":
            for ent in token.doc.ents:
                if any(t.like_num for t in ent) or any(t.tag_ == "POS" for t in ent[:-1]):
                    continue
                if ent.start <= token.i < ent.end:
                    return _without_title(_without_possessive(ent), words)
    return (
        _after_role(head, words)
        or _after_title(head, words)
        or _set_beside(head, words)
        or _with_post(head, words)
        or name_after(head, words)
    )


def _with_post(head: Token, words: Lexicon) -> Any:
    """The name of "Noor Adeyo, a lawyer" or "its envoy, Noor Adeyo"."""
    if head.pos_ != "PROPN" or head.tag_ == "NNPS":
        return None
    posts = words.persons
    beside = [k for k in head.children if k.dep_ == "appos"]
    if head.dep_ == "appos":
        beside.append(head.head)
    if not any(t.tag_ == "NN" and t.lemma_.lower() in posts for t in beside):
        return None
    first = head.i
    while first > 0 and head.doc[first - 1].pos_ == "PROPN" and head.doc[first - 1].is_title:
        first -= 1
    run = head.doc[first : head.i + 1]
    bodies = words.bodies
    return run if len(run) > 1 and not {t.text for t in run} & bodies else None


def _after_title(head: Token, words: Lexicon) -> Any:
    """The name in "Warden Ilse Brandt", where the title is taken for a part of a body's name."""
    if head.pos_ != "PROPN":
        return None
    first = head.i
    while first > head.left_edge.i and head.doc[first - 1].pos_ == "PROPN":
        first -= 1
    run = head.doc[first : head.i + 1]
    bodies = words.bodies
    title = len(run) > 2 and run[0].lower_ in words.kinds["role"]
    return run[1:] if title and not {t.text for t in run} & bodies else None


def _set_beside(head: Token, words: Lexicon) -> Any:
    """The person of "a lawyer for the group, Lena Marek", whom the parser hangs on the group."""
    if head.lower_ == "one":
        return _called(head, words)
    if head.pos_ != "NOUN" or head.tag_ == "NNS":
        return None
    if head.lemma_.lower() not in words.persons:
        return None
    bodies = words.bodies
    for ent in head.doc[head.i + 1 : head.right_edge.i + 1].ents:
        if any(t.like_num for t in ent):
            continue
        root = ent.root
        deep = root.head.i > head.i and root.head.dep_ == "pobj" and ent.label_ == "PERSON"
        close = root.head.i == head.i and len(ent) > 1 and not {t.text for t in ent} & bodies
        set_off = head.doc[ent.start - 1].text == "," and root.pos_ == "PROPN"
        if root.dep_ == "appos" and set_off and (deep or close):
            return _without_possessive(ent)
    return _name_beside(head, bodies) or _called(head, words)


def _name_beside(head: Token, bodies: frozenset[str]) -> Any:
    """The name of "the shop's owner, Tevita Lomalagi Vea," that is no known entity."""
    for kid in head.children:
        if kid.dep_ != "appos" or kid.pos_ != "PROPN" or kid.ent_type_:
            continue
        run = head.doc[kid.left_edge.i : kid.i + 1]
        named = len(run) > 1 and all(t.pos_ == "PROPN" and t.is_title for t in run)
        if named and kid.left_edge.nbor(-1).text == "," and not {t.text for t in run} & bodies:
            return run
    return None


def _called(head: Token, words: Lexicon) -> Any:
    """The name of "the guide, who asked to be called Mr Osei," where it is known for one."""
    for clause in head.children:
        if clause.dep_ != "relcl":
            continue
        naming = [t.i for t in clause.subtree if t.lemma_.lower() in words.phrases["naming"]]
        for ent in head.doc[clause.left_edge.i : clause.right_edge.i + 1].ents:
            if naming and ent.label_ == "PERSON" and naming[0] < ent.start <= naming[0] + _NAMING:
                return _without_possessive(ent)
        for at in naming:
            run = [t for t in head.doc[at + 1 : at + 1 + _NAMING] if t.is_title and t.is_alpha]
            if run and run[0].nbor(-1).lower_ == "as" and run[0].ent_type_ not in _TIMES:
                last = run[0]
                while last.nbor(1).is_title and last.nbor(1).is_alpha:
                    last = last.nbor(1)
                return head.doc[run[0].i : last.i + 1]
        for verb in (t for t in clause.subtree if t.i in naming):
            given = (k for k in verb.rights if k.dep_ in {"oprd", "dobj", "attr"} and k.is_title)
            name = next(given, None)
            if name is not None:
                return head.doc[name.left_edge.i : name.i + 1]
    return None


def _after_role(head: Token, words: Lexicon) -> Any:
    """The name after a lower-case role ("spokeswoman Ana Uzelac") that is no known entity."""
    if head.pos_ != "PROPN":
        return None
    first = head.i
    while first > 0 and head.doc[first - 1].pos_ == "PROPN":
        first -= 1
    if first in {0, head.i}:
        return None
    role = head.doc[first - 1]
    roles = words.persons
    if role.pos_ == "NOUN" and first <= role.head.i <= head.i and role.lemma_.lower() in roles:
        return head.doc[first : head.i + 1]
    return None


def _without_title(name: Any, words: Lexicon) -> Any:
    """The name without the role that the entity took in ("Superintendent Noor Adeyo")."""
    return name[1:] if len(name) > 2 and name[0].lower_ in words.kinds["role"] else name


def _without_possessive(ent: Any) -> Any:
    return ent[:-1] if len(ent) > 1 and ent[-1].tag_ == "POS" else ent
