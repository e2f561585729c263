"""Bare numbers that open a clause or are given as a figure: "Three needed stitches", "spoke of 67".

Invariant: a number that was last said of things counts no people here; one that is only given as a
figure counts those told before, or nobody (`restated.resolve`).
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.clause import clause_after, clause_hints, opens
from caseweave.extract.people.clause import words as clause_words
from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.lexicon import is_demonym, lexicon, person
from caseweave.extract.people.numbers import Number
from caseweave.extract.people.restated import RESTATED, whole_hint
from caseweave.extract.people.staying import stays
from caseweave.lang import profile

_HUMAN, _FIGURE, _ACTING = 0.8, 0.75, 0.6
_BACK, _NEAR = 45, 5
_SURE = 0.6
# Fewer than so many are seldom all the people that a source tells of.
_GROUP = 3
_PAIR = 2
_SPOKEN_OF = {"nsubj", "nsubjpass", "dobj", "attr", "conj", "ROOT"}
_KINDS = {"digits", "words"}
_MEASURES = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"}


@lru_cache(maxsize=4)
def _tables(language: str) -> dict[str, frozenset[str]]:
    table = profile(language, "people_bare")
    return {k: frozenset(v) for part in ("figures", "things") for k, v in table[part].items()}


def read_clause(doc: Any, number: Number, known: frozenset[int]) -> Draft | None:
    """The number as people of whom the clause that it opens tells a state, else None."""
    start, definite = _referring(doc, number.start)
    if number.kind not in _KINDS | {"one"} or not opens(doc, start):
        return None
    if of_things(doc, number.start) or not (known or people_before(doc, number.start)):
        return None
    hints = clause_hints(doc, number.end)
    if not hints and number.best > 1 and stays(doc, number.end):
        return draft(number, start=start, definite=definite, human=_HUMAN)
    if not hints and _acting(doc, number):
        # "Eight are in Sajiwa", "29 reached the far bank": people, whose state is not told here.
        return draft(number, start=start, definite=definite, human=_ACTING)
    if not hints or (number.kind == "one" and (hints[0].modal or _general(doc, number))):
        return None
    # "all four were flown out", "the other six signed": the words before refer back.
    return draft(number, start=start, definite=definite, reference=_other(doc, start), human=_HUMAN)


def _acting(doc: Any, number: Number) -> bool:
    """Whether a finite verb right behind makes two or more the subject of a clause."""
    if number.kind not in _KINDS or number.best < _PAIR:
        return False
    clause = clause_after(doc, number.end)
    if clause is None or clause.verb.lemma_.lower() in _tables("en")["things_do"]:
        return False
    plural = clause.verb.tag_ in {"VBD", "VBP", "VBN", "VBG"} or clause.passive
    return plural and clause.verb.i > number.end - 1


def _referring(doc: Any, i: int) -> tuple[int, bool]:
    """Where the words begin that make a bare number refer back, and whether there are any."""
    lex, start = lexicon(), i
    while start and (
        doc[start - 1].lower_ in lex.words["definite"] or doc[start - 1].lower_ in lex.reference
    ):
        start -= 1
    return start, start < i


def _other(doc: Any, start: int) -> str | None:
    found = (lexicon().reference.get(t.lower_) for t in doc[start : start + 2])
    return next((r for r in found if r is not None), None)


def read_figure(doc: Any, number: Number) -> Draft | None:
    """The number as somebody's figure for people told before: "the ministry acknowledges 71"."""
    if number.kind not in _KINDS or number.best < 2:
        return None
    cited = _cited(doc, number)
    if not (cited or _ends(doc, number.end) or _on_list(doc, number)):
        return None
    if not (cited or _given(doc, number) or _alone(doc, number) or _on_list(doc, number)):
        return None
    hint = whole_hint(doc, number)
    return draft(number, reference=RESTATED, definite=True, hint=hint, human=_FIGURE)


def _general(doc: Any, number: Number) -> bool:
    """As in "one dies of it": a present tense of nobody in particular, but not "one lies in"."""
    clause = clause_after(doc, number.end)
    if clause is None or clause.verb.lemma_.lower() in clause_words("en")["linking"]:
        return False
    return clause.verb.tag_ in {"VBZ", "VBP"} and not clause.passive


def of_things(doc: Any, i: int) -> bool:
    """Whether the nearest counted plural before is a thing: "three boats left. Two sank"."""
    for token in reversed(doc[max(0, i - _BACK) : i]):
        if token.lower_ in lexicon().words["people_pronouns"]:
            return False
        if token.tag_ not in {"NNS", "NNPS"} or token.ent_type_ in _MEASURES:
            continue
        known = person(token.lower_, token.lemma_.lower())
        if (known is not None and known.human >= _SURE) or is_demonym(token.lower_):
            return False
        # "19 of the passengers of two buses": what only modifies is not spoken of.
        counted = token.dep_ in _SPOKEN_OF and any(c.like_num for c in token.lefts)
        if counted and token.lower_ not in _tables("en")["units"]:
            return True
    return False


def people_before(doc: Any, i: int) -> bool:
    """Whether people are spoken of shortly before token `i`."""
    return any(
        t.lower_ in lexicon().words["people_pronouns"]
        or ((p := person(t.lower_, t.lemma_.lower())) is not None and p.human > _SURE)
        for t in doc[max(0, i - _BACK) : i]
    )


def _ends(doc: Any, i: int) -> bool:
    """Whether nothing is counted at token `i`: a stop, a conjunction, "aboard", "in all"."""
    if i >= len(doc):
        return True
    token = doc[i]
    if token.pos_ == "ADP" and i + 1 < len(doc) and doc[i + 1].ent_type_ in {"DATE", "TIME"}:
        return True  # "gave out 412 at noon"
    if token.is_quote and i + 1 < len(doc) and doc[i + 1].tag_ in {"NNS", "NNPS", "JJ"}:
        return False  # "60 or so "rioters" are in custody"
    if token.is_punct:
        return bool(token.text not in {"-", "–", "/", "'"} or doc[i - 1].whitespace_)
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    whole = _tables("en")["whole"]
    return token.pos_ in {"CCONJ", "SCONJ"} or token.lower_ in whole or after in whole


def _given(doc: Any, number: Number) -> bool:
    """As in "counts nine", "spoke of 67", "puts it at 12", "told me there were four"."""
    known = _tables("en")
    i = _before(doc, number.start)
    if i < 1:
        return False
    last, lemma = doc[i], doc[i].lemma_.lower()
    if lemma in known["being"] and last.tag_ != "VBG":
        return _existing(doc, i)
    if lemma in known["having"] and last.tag_ in {"VBD", "VBZ", "VBP"}:
        return _has(doc, i)
    if lemma in known["verbs"] and last.pos_ == "VERB" and last.tag_ != "VBG":
        return last.tag_ != "VBN" or _helped(doc, i)
    if last.lower_ in known["of"]:
        said = doc[i - 1 - (doc[i - 1].lower_ in known["only"])]  # "has spoken only of two"
        return said.lemma_.lower() in known["speaking"] and said.pos_ == "VERB"
    if last.lower_ in known["at"]:
        before = doc[max(last.sent.start, i - _NEAR) : i]
        said = {t.lemma_.lower() for t in before} | {t.lower_ for t in before}
        return bool(said & known["what"]) and bool(said & known["putting"])
    return False


def _on_list(doc: Any, number: Number) -> bool:
    """As in "we have 76 on the list"."""
    known = _tables("en")
    after = [t.lower_ for t in doc[number.end : number.end + 3]]
    listed = len(after) == 3 and after[0] in known["on"] and after[2] in known["lists"]
    told = number.start > 0 and doc[number.start - 1].pos_ in {"VERB", "AUX"}
    return listed and told


def _has(doc: Any, i: int) -> bool:
    """As in "the local press had nineteen": who gives a figure is a noun, and no one person."""
    givers = [c for c in doc[i].children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}]
    return any(g.ent_type_ != "PERSON" and g.lower_ not in lexicon().kin for g in givers)


def _helped(doc: Any, i: int) -> bool:
    """A participle with its "have": "the army has acknowledged 12"."""
    return any(t.lemma_ in lexicon().words["have"] for t in doc[max(0, i - 3) : i])


def _existing(doc: Any, i: int) -> bool:
    """As in "told me there were four", "believed there had been ninety": somebody's figure."""
    known = _tables("en")
    before = doc[max(doc[i].sent.start, i - _NEAR) : i]
    pronoun = next((t for t in reversed(before) if t.lower_ in known["there"]), None)
    if pronoun is None or pronoun.lower_ != "there":
        return False
    left = doc[max(pronoun.sent.start, pronoun.i - _NEAR) : pronoun.i]
    telling = known["verbs"] | known["telling"] | known["speaking"] - known["being"]
    return any(t.lemma_.lower() in telling and t.pos_ == "VERB" for t in left)


def _before(doc: Any, i: int) -> int:
    """The token before a number, past what only quotes it or makes it rough."""
    i -= 1
    while i > 0 and (doc[i].is_quote or (doc[i].text == ":" and doc[i - 1].pos_ == "VERB")):
        i -= 1
    out = i > 0 and doc[i].dep_ == "prt" and doc[i].head == doc[i - 1]
    return i - out  # "gave out 412"


def _cited(doc: Any, number: Number) -> bool:
    """As in "the 63 given out by the ministry", "the 67 it announced": a figure, by who gave it."""
    known, i = _tables("en"), number.end
    if number.start < 1 or doc[number.start - 1].lower_ not in lexicon().words["the"]:
        return False
    if i + 1 >= len(doc) or doc[i].ent_type_ in _MEASURES:
        return False
    if doc[i].tag_ == "VBN":
        return doc[i].lemma_.lower() in known["citing"]
    said = doc[i + 1]
    own = doc[i].tag_ == "PRP" and said.tag_ in {"VBD", "VBZ", "VBP"}
    return own and said.lemma_.lower() in known["citing"]


def _alone(doc: Any, number: Number) -> bool:
    """As in "About sixty, they tell me", "Nineteen.": the number is all that the sentence says."""
    sentence = doc[number.core].sent
    opening = [t for t in doc[sentence.start : number.start] if not (t.is_quote or t.is_space)]
    if opening:
        return False
    rest = [t for t in doc[number.end : sentence.end] if not (t.is_punct or t.is_space)]
    if not rest:
        # "8." numbers a paragraph; only a word is an answer.
        return number.kind == "words"
    told = rest[1:3] if rest[0].pos_ in {"PRON", "PROPN", "NOUN", "DET"} else []
    comma = number.end < len(doc) and doc[number.end].text == ","
    return comma and any(t.lemma_.lower() in _tables("en")["telling"] for t in told)


def is_estimate(doc: Any, found: Draft) -> bool:
    """Whether a counted phrase is somebody's figure: "gave 47 persons", "speaks of nine people"."""
    known, i = _tables("en"), _before(doc, found.start)
    if i < 1 or found.individual or found.definite or found.members or found.best < _GROUP:
        return False
    last = doc[i]
    if last.lower_ in known["of"]:
        return doc[i - 1].lemma_.lower() in known["speaking"] and doc[i - 1].pos_ == "VERB"
    finite = last.tag_ in {"VBD", "VBZ", "VBP"}
    return finite and last.pos_ == "VERB" and last.lemma_.lower() in known["counting"]
