"""What a clause says of the bare number that opens it: "fifteen paid fines and were released".

Read by word order, for the parser seldom makes a bare number a subject. Invariant: only the verb
right behind the number, and those coordinated with it, say anything of the people.
"""

from itertools import pairwise
from typing import Any

import msgspec

from caseweave.extract.people.lexicon import lexicon, person
from caseweave.extract.people.placed import Hint
from caseweave.extract.people.verbal import conjoined, of_predicate, of_verb
from caseweave.lang import word_sets
from caseweave.schema import only_of_people

_ASIDE, _REACH = 14, 7
_FINITE = {"VBD", "VBP", "VBZ", "MD"}
_QUOTED = {"``", "''"}
_MODIFYING = {"IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "POS", "HYPH", "PRP$", "TO"}
_VERBS = {"VB", "VBD", "VBN", "VBP", "VBZ", "VBG", "MD"}


class Clause(msgspec.Struct, frozen=True):
    """The verb of a bare number, whether its people undergo it, and whether it is unreal."""

    verb: Any
    passive: bool
    unreal: bool
    denied: bool


# The words of clauses that a bare number opens.
words = word_sets("people_bare", "clause")


def clause_after(doc: Any, i: int) -> Clause | None:
    """The clause whose verb follows at token `i`, behind adverbs or an aside; None where none."""
    known = words("en")
    i = _past_aside(doc, i)
    end = min(len(doc), i + _REACH)
    seen: list[Any] = []
    while i < end:
        token = doc[i]
        helper = token.lemma_.lower() in known["helpers"] and token.tag_ in _VERBS
        if helper or _minor(token, known) or (token.lower_ in known["infinitive"] and seen):
            seen.append(token)
        elif seen and (past := _past_phrase(doc, i)) is not None:
            i, end = past, min(len(doc), past + _REACH)
            continue
        else:
            break
        i += 1
    if i < end and doc[i].tag_ in _VERBS and not _nominal(doc, i):
        return _clause(doc[i], seen)
    helpers = [t for t in seen if t.tag_ in _VERBS]
    return _clause(helpers[-1], [t for t in seen if t.i != helpers[-1].i]) if helpers else None


def _minor(token: Any, known: dict[str, frozenset[str]]) -> bool:
    """A modal or an adverb before the verb."""
    return token.tag_ in {"MD", "RB"} or token.lower_ in known["modals"] | known["adverbs"]


def _past_phrase(doc: Any, i: int) -> int | None:
    """The participle behind a phrase that parts it from its helper: "were on Friday led off"."""
    if doc[i].tag_ != "IN":
        return None
    for j in range(i + 1, min(len(doc), i + _REACH)):
        if doc[j].tag_ == "VBN":
            return j
        if doc[j].tag_ not in _MODIFYING:
            return None
    return None


def hints_behind(doc: Any, start: int, end: int) -> tuple[Hint, ...]:
    """What the clause of a counted phrase `start:end` says of it where the parser lost its verb.

    The phrase must open its clause; what modifies it and an aside between commas are passed over.
    """
    owner = end < len(doc) and doc[end].tag_ == "POS"  # "the man's wife was shot"
    if owner or not opens(doc, start):
        return ()
    at = _past_modifiers(doc, end)
    return clause_hints(doc, at) if at is not None else ()


def hints_of_relative(doc: Any, end: int) -> tuple[Hint, ...]:
    """What ", who were arrested and released" says of the phrase before, however it is attached."""
    behind = _past_list(doc, end)
    if behind is not None:
        return clause_hints(doc, behind)
    for i in range(end, min(len(doc), end + _REACH)):
        token = doc[i]
        if token.lower_ in lexicon().words["who"] and token.tag_ == "WP":
            return clause_hints(doc, i + 1)
        if token.tag_ == "WP$":
            return (Hint("missing", token.lower_),) if _kin_wait(doc, i + 1) else ()
        if token.tag_ == "VBN" and token.lemma_.lower() in only_of_people():
            # "18 passengers of a bus kidnapped on the road": no bus is kidnapped.
            return tuple(of_verb(token, "object", lexicon()))
        if token.tag_ not in _MODIFYING and token.text != "," and not _links(token):
            break
        if token.tag_ == "NNS" and person(token.lower_, token.lemma_.lower()) is not None:
            break
    return ()


def _links(token: Any) -> bool:
    """A verb that only says that people are left: "eight people remain whose families"."""
    return token.lemma_.lower() in words("en")["linking"] and token.tag_ in {"VBP", "VBD", "VBZ"}


def _kin_wait(doc: Any, i: int) -> bool:
    """As in "(whose) families have had no word of them"."""
    known, clause = words("en"), doc[i : i + _REACH + 1]
    kin = len(clause) > 1 and clause[0].lemma_.lower() in lexicon().kin | known["kin"]
    return kin and any(
        a.lower_ in known["no"] and b.lemma_.lower() in known["tidings"]
        for a, b in pairwise(clause)
    )


def _past_list(doc: Any, i: int) -> int | None:
    """The clause behind the sorts of a whole: "23 people, 16 men and seven women, who were"."""
    if i >= len(doc) or doc[i].text != ",":
        return None
    for j in range(i + 2, min(len(doc) - 2, i + _ASIDE)):
        if doc[j].pos_ in {"VERB", "AUX"} or doc[j].is_sent_start:
            return None
        if doc[j].text == "," and doc[j + 1].lower_ in lexicon().words["who"]:
            listed = sum(t.like_num for t in doc[i:j]) > 1 or _names_some(doc, i + 1)
            of_one = doc[j + 2].lower_ in words("en")["of_one"]
            return j + 2 if listed and not of_one else None
    return None


def _names_some(doc: Any, i: int) -> bool:
    """As in "41 people, including nine boys, who were": who stand before the clause are some."""
    phrase = f"{doc[i].lower_} {doc[i + 1].lower_}"
    return bool({doc[i].lower_, phrase} & words("en")["among"])


def opens(doc: Any, i: int) -> bool:
    """Whether a clause can begin at token `i`: after a stop, a conjunction, a date, a "says"."""
    if i == 0 or doc[i].is_sent_start:
        return True
    before = doc[i - 1]
    if before.is_punct:
        return bool(before.text not in {"-", "'", "/"})
    said = before.lemma_.lower() in words("en")["saying"] and before.pos_ == "VERB"
    dated = before.ent_type_ in {"DATE", "TIME"} and before.pos_ not in {"ADP", "DET"}
    return before.lower_ in words("en")["opening"] or said or dated


def _past_modifiers(doc: Any, i: int) -> int | None:
    """The verb behind the modifiers of a phrase that ends at token `i`, asides passed over."""
    end = min(len(doc), i + _ASIDE)
    while i < end:
        token = doc[i]
        if token.tag_ in _FINITE:
            return i
        if token.text in {",", "(", "-", "–", "—"}:
            past = _past_aside(doc, i)
            return past if past != i and doc[past].tag_ in _FINITE else None
        # "five citizens wanted for "extremism" had been extradited".
        if token.tag_ not in _MODIFYING | _QUOTED | {"VBN", "VBG", "RB"}:
            return None
        i += 1
    return None


def _nominal(doc: Any, i: int) -> bool:
    """As in "four armed men": a participle that only describes the noun behind it."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    return doc[i].tag_ in {"VBN", "VBG"} and after is not None and after.tag_ in {"NN", "NNS"}


def _past_aside(doc: Any, i: int) -> int:
    """The token behind "of them", or behind an aside between commas ("four of them minors")."""
    known = words("en")
    if i + 1 < len(doc) and doc[i].lower_ in known["of"]:
        pronoun = doc[i + 1].lower_ in lexicon().words["partitive_pronouns"]
        i += 2 if pronoun else 0
    if i < len(doc) and doc[i].text in {",", "(", "-", "–", "—"}:
        closing = {"(": {")"}, ",": {","}}.get(doc[i].text, {"-", "–", "—"})
        for j in range(i + 2, min(len(doc) - 1, i + _ASIDE)):
            if doc[j].text in closing:
                after = doc[j + 1]
                return j + 1 if after.tag_ in _VERBS or after.tag_ == "RB" else i
    return i


def _clause(verb: Any, before: list[Any]) -> Clause:
    known = words("en")
    suffered = verb.tag_ in {"VBN", "VBD"} and any(
        t.lemma_.lower() in known["passive"] and t.tag_ in _VERBS for t in before
    )
    bare = verb.tag_ == "VBN" and not any(t.tag_ in _VERBS for t in before)
    denied = any(t.lower_ in known["negations"] for t in before)
    modal = any(t.lower_ in known["modals"] for t in before) or any(
        a.lemma_.lower() in known["passive"] and b.lower_ in known["infinitive"]
        for a, b in pairwise(before)
    )
    unsure = any(t.lower_ in known["unsure"] for t in before)
    return Clause(verb, suffered or bare, modal or unsure, denied)


def clause_hints(doc: Any, i: int) -> tuple[Hint, ...]:
    """Hints that the clause behind a bare number gives its people, `i` the token after it."""
    clause = clause_after(doc, i)
    if clause is None:
        return ()
    lex, verb = lexicon(), clause.verb
    linking = verb.lemma_.lower() in words("en")["helpers"] | words("en")["linking"]
    if verb.tag_ == "VBG" and verb.lower_ in lex.predicates and doc[i].lemma_ in lex.words["be"]:
        found = [Hint(lex.predicates[verb.lower_], verb.lower_)]  # "two are missing"
    elif linking and verb.tag_ != "VBN":
        found = of_predicate(verb, lex) or of_verb(verb, "subject", lex)
    else:
        found = of_verb(verb, "object" if clause.passive else "subject", lex)
    found = [*found, *conjoined(verb, clause.passive, lex)]
    if clause.denied and not any(h.status == "missing" for h in found):
        found = [msgspec.structs.replace(h, modal=True) for h in found]
    if clause.unreal:
        found = [msgspec.structs.replace(h, modal=True) for h in found]
    return tuple({h.status: h for h in reversed(found)}.values())[::-1]
