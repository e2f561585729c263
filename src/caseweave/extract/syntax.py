"""Reading a parse: subjects, objects, noun phrases and clauses of one spaCy token.

Pure look-ups over the dependency tree; offsets are within the passage's `Doc`. Labels are those of
the ClearNLP scheme that the English pipeline uses.
"""

from typing import Any

from caseweave.lang import word_sets

NP_LEFT = {
    "det",
    "amod",
    "nummod",
    "compound",
    "poss",
    "quantmod",
    "predet",
    "nmod",
    "advmod",
    "neg",
}
_SUBJECTS = {"nsubj", "nsubjpass"}
_CLAUSES = {"advcl", "relcl", "ccomp", "parataxis", "csubj"}
_grammar = word_sets("reporting", "grammar")
_small_words = word_sets("people", "grammar")
_of_people = word_sets("roles", "attributes_of_people")


def np_span(head: Any) -> tuple[int, int]:
    """Offsets of the noun phrase of `head`: left modifiers, itself, a following of-phrase."""
    left = head.i
    for child in head.lefts:
        if child.dep_ in NP_LEFT:
            left = min(left, child.left_edge.i)
    right = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    right = max(right, _np_right(obj))
        elif child.dep_ in {"nummod", "case"}:
            right = max(right, child.i)
    end = head.doc[right]
    return head.doc[left].idx, end.idx + len(end.text)


def _np_right(head: Any) -> int:
    right = int(head.i)
    for child in head.rights:
        if child.dep_ in {"nummod", "compound"}:
            right = max(right, int(child.i))
        elif child.dep_ == "prep" and child.lower_ == "of":
            right = max([right, *(_np_right(o) for o in child.children if o.dep_ == "pobj")])
    return right


def conjuncts(token: Any) -> list[Any]:
    """The token and the nouns coordinated with it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
            found.extend(conjuncts(child))
    return found


def antecedent(token: Any) -> Any:
    """The noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ in _grammar("en")["relatives"] and token.tag_ in {"WP", "WDT", "IN"}:
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "auxpass", "aux"} and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def is_passive(verb: Any) -> bool:
    """Whether the verb's subject suffers it: passive, or a past participle after a noun."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    bare = not any(c.dep_ in {"dobj", "nsubj", "aux"} for c in verb.children)
    if bare and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        # "to be caught and sent back": the auxiliary stands once for both.
        suffered = verb.tag_ == "VBN" and verb.lower_ not in _small_words("en")["preterites"]
        return (suffered and is_passive(verb.head)) or passive_chain(verb)
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in {"acl", "amod"}:
        return True
    if verb.dep_ == "ccomp" and not any(c.dep_ in {"aux", "dobj"} for c in verb.children):
        return True  # "had the group shipped back", "saw the men deported"
    return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children) and not any(
        c.dep_ in {"dobj", "nsubj"} for c in verb.children
    )


def no_longer(verb: Any) -> bool:
    """Whether what a verb says has ended: "are no longer missing"."""
    words = _small_words("en")
    return any(
        c.lower_ in words["longer"] and c.i and c.nbor(-1).lower_ in words["no"]
        for c in verb.children
        if c.dep_ == "advmod"
    )


def passive_chain(verb: Any) -> bool:
    """Whether a coordinated verb shares the auxiliary of the passive before it."""
    if verb.tag_ not in {"VBN", "VBD"} or verb.lower_ in _small_words("en")["preterites"]:
        return False  # "were driven to the airport and flew home"
    return any(c.dep_ == "auxpass" for c in verb.head.children)


def _bearer(noun: Any) -> Any:
    """The person that a noun of descent or age is said of: "a girl of Nubian descent"."""
    of = noun.head
    attribute = noun.lemma_.lower() in _of_people("en")["words"]
    return of.head if attribute and noun.dep_ == "pobj" and of.lower_ == "of" else noun


def after_bare_prep(token: Any) -> Any | None:
    """The preposition right before the phrase of `token` that the parser left without an object.

    As in "two women who were seized with three others were freed": the others are no subject.
    """
    left = token.left_edge.i
    before = token.doc[left - 1] if left else None
    if before is None or before.dep_ != "prep" or before.tag_ != "IN" or list(before.children):
        return None
    return before


def reduced(verb: Any) -> Any | None:
    """The passive that a subject really belongs to: "ten men intercepted off X were sent back".

    The parser takes the participle for the sentence's verb and the passive for its complement.
    """
    if verb.tag_ not in {"VBD", "VBN"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return None
    own = any(c.dep_ in _SUBJECTS and c.i < verb.i for c in verb.children)
    for child in verb.children:
        alone = not any(c.dep_ in _SUBJECTS | {"mark"} for c in child.children)
        helped = any(c.dep_ == "auxpass" and c.tag_ != "VBG" for c in child.children)
        if own and child.dep_ == "ccomp" and child.i > verb.i and alone and helped:
            return child
    return None


def subjects(verb: Any) -> list[Any]:
    """The nouns that the verb is said of: its subject, its head noun, or an inherited subject."""
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and not after_bare_prep(c)]
    if own:
        # "Three flown home; two remain": the parser gives both subjects to the one verb.
        own = [c for c in own if not any(t.text == ";" for t in verb.doc[c.i : own[-1].i])]
        return [x for s in own for x in conjuncts(antecedent(s))]
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        return []
    if verb.dep_ in {"acl", "relcl", "amod"} and verb.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        head = _bearer(verb.head)
        return conjuncts(head) if head.dep_ != "conj" else [head]
    if verb.dep_ == "ccomp" and reduced(verb.head) == verb:
        return subjects(verb.head)
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "dep"} and verb.head != verb:
        governor = verb.head
        if governor.pos_ == "ADP":
            governor = governor.head
        if governor.pos_ in {"VERB", "AUX"}:
            objects_of = [c for c in governor.children if c.dep_ == "dobj"]
            if verb.dep_ == "xcomp" and objects_of:
                return objects_of
            return subjects(governor)
    return []


def objects(verb: Any) -> list[Any]:
    """The direct objects of the verb, with what is coordinated to them."""
    return [
        x
        for c in verb.children
        if c.dep_ in {"dobj", "dative", "oprd"} and c.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}
        for x in conjuncts(antecedent(c))
    ]


def agents(verb: Any) -> list[Any]:
    """Who does it: the by-phrase of a passive, the subject of an active."""
    by = [
        o
        for c in verb.children
        if c.dep_ in {"agent", "prep"} and c.lower_ == "by"
        for o in c.children
        if o.dep_ == "pobj" and o.ent_type_ not in {"DATE", "TIME"}
    ]
    if by or is_passive(verb):
        return [x for o in by for x in conjuncts(o)]
    return subjects(verb)


def clause(trigger: Any) -> tuple[int, int]:
    """Offsets of the shortest clause around `trigger`: itself with what hangs on it, no sub-clause.

    A participle or relative clause takes the noun that it is said of.
    """
    keep = {trigger.i}
    stack = [trigger]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in _CLAUSES or child.dep_ in {"punct", "cc"}:
                continue
            if child.dep_ == "prep" and child.lower_ in _grammar("en")["citing"]:
                continue
            if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
                continue
            keep.add(child.i)
            stack.append(child)
    if trigger.dep_ in {"acl", "relcl"}:
        keep.update(range(trigger.head.left_edge.i, trigger.head.i + 1))
    low = high = trigger.i
    doc = trigger.doc
    while low - 1 in keep or (low - 1 >= 0 and low - 2 in keep and doc[low - 1].is_punct):
        low -= 1
    while high + 1 in keep or (high + 2 in keep and doc[high + 1].is_punct):
        high += 1
    while doc[low].is_punct or doc[low].is_space or doc[low].dep_ in {"cc", "mark"}:
        if low >= high:
            break
        low += 1
    return doc[low].idx, doc[high].idx + len(doc[high].text)


def verb_above(token: Any) -> Any:
    """The nearest verb above a token, or the root of its sentence."""
    current = token
    while current.pos_ not in {"VERB", "AUX"} and current.head != current:
        current = current.head
    return current


def hyphenated(token: Any) -> str:
    """The word with what a hyphen joins to it, lower case: "lock-up"."""
    doc, first = token.doc, token.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        if doc[first - 2].whitespace_:
            break
        first -= 2
    return "".join(t.lower_ for t in doc[first : token.i + 1])


def words_below(verb: Any) -> set[str]:
    """Lemmas and lower forms of the verb's particles, objects, complements and prepositions."""
    found: set[str] = set()
    for child in verb.children:
        if child.dep_ in {
            "prt",
            "advmod",
            "dobj",
            "acomp",
            "attr",
            "oprd",
            "prep",
            "xcomp",
            "npadvmod",
            "ccomp",
            "advcl",
            "agent",
            "dative",
        }:
            found |= {child.lemma_.lower(), child.lower_}
            if child.dep_ in {"prep", "oprd", "advmod", "prt", "agent", "dative"}:
                for inner in child.children:
                    if inner.dep_ in {"pobj", "pcomp", "prep"}:
                        found |= {inner.lemma_.lower(), inner.lower_, hyphenated(inner)}
                        goals = [g for g in inner.children if g.dep_ == "pobj"]
                        found |= {form for g in goals for form in (g.lower_, g.lemma_.lower())}
                        found |= _owners(inner)
            elif child.dep_ == "dobj":
                for inner in child.children:
                    if inner.dep_ == "prep":
                        found |= {o.lemma_.lower() for o in inner.children if o.dep_ == "pobj"} | {
                            inner.lower_
                        }
            elif child.dep_ == "ccomp" and verb.lemma_ == "have":
                found |= {c.lemma_.lower() for c in child.children if c.dep_ in _SUBJECTS}
    return found


def _owners(noun: Any) -> set[str]:
    """Whose a place or state is: "in the hands of the rebels"."""
    return {
        o.lemma_.lower()
        for of in noun.children
        if of.dep_ == "prep" and of.lower_ == "of"
        for o in of.children
        if o.dep_ == "pobj"
    }
