"""What a number counts: the noun phrase to its right, read from left to right.

The reading trusts word order and the lexicon more than the parse, which headlines break.
Invariant: a phrase that cannot be people is None, an elided noun is a phrase without one.
"""

from typing import Any

import msgspec

from caseweave.extract.people.lexicon import Person, is_demonym, lexicon, person

_NOUN_TAGS = {"NN", "NNS", "NNP", "NNPS"}
_MODIFIER_TAGS = {"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "HYPH", "CD", "AFX", "FW", "RBR"}
_REACH = 9
_DASHES = {"-", "–", "—"}
_BY_ENDING = 0.5
_BREAKING_ENTITIES = {"DATE", "TIME", "MONEY", "PERCENT"}


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The noun phrase of a number: tokens up to `end`, its head, what it says of the people.

    `head` is -1 where no noun stands there. `words` are the tokens between number and head.
    """

    end: int
    head: int = -1
    person: Person | None = None
    nationality: str | None = None
    population: str | None = None
    reference: str | None = None
    group: str | None = None
    words: tuple[str, ...] = ()


def read_noun(doc: Any, i: int) -> Counted | None:
    """The people counted from token `i` on; None where other things are; elided without a noun."""
    run = _run(doc, i)
    head, people = _head(doc, run)
    if head < 0:
        elided = bool(run) and doc[i].lower_ in lexicon().predicates
        return None if _other_noun(doc, run) and not elided else _elided(doc, i, run)
    words = tuple(t.lower_ for t in doc[i:head])
    return Counted(
        end=_coordinate_end(doc, head, people),
        head=head,
        person=people,
        nationality=nationality_of(doc, i, head),
        population=_population(words, people),
        reference=_reference(words, people),
        group=_adjective_group(words),
        words=words,
    )


def _coordinate_end(doc: Any, head: int, people: Person | None) -> int:
    """The end with bare nouns that share the number ("20 men, women and children")."""
    end = head + 1
    for other in doc[head].conjuncts:
        between = [t.lower_ for t in doc[end : other.i]]
        joined = [w for w in between if w != ","]
        linked = not joined or (len(joined) == 1 and joined[0] in lexicon().words["coordinating"])
        bare = bool(between) and linked and other.tag_ == "NNS"
        known = _reading(doc, other.i) if bare else None
        # "nine inmates and injuries to 23" are no inmates and injuries.
        if known is not None and not (known.event and people is not None and not people.event):
            end = other.i + 1
    return int(end)


def _run(doc: Any, i: int) -> list[int]:
    """Tokens from `i` on that can stand in one noun phrase before a verb or preposition."""
    run: list[int] = []
    for j in range(i, min(len(doc), i + _REACH)):
        token = doc[j]
        if token.text in _DASHES and doc[j - 1].whitespace_:
            break  # "the remaining three - two cooks and a boy"
        if token.ent_type_ in _BREAKING_ENTITIES and j > i and _ends_run(doc, j):
            break
        if token.tag_ == "CD" and run and doc[run[-1]].tag_ in {"NNS", "VBG"}:
            break  # "214 raids involving 900 people": another count
        joins = token.tag_ in {",", "CC"} and run and _adjective_follows(doc, j)
        named = token.ent_type_ == "ORG" and token.ent_iob_ == "I"
        plain = token.tag_ in _NOUN_TAGS | _MODIFIER_TAGS | {"POS"}
        # "101 shipwrecked people": a participle that passes for a past tense.
        plain = plain or (token.tag_ == "VBD" and _modifies_next(doc, j, j == i))
        if plain or joins or named:
            run.append(j)
        elif not (token.tag_ in {"``", "''"} and j + 1 < len(doc)):
            break
    return run


def _modifies_next(doc: Any, j: int, first: bool) -> bool:
    """Whether a past tense is a participle, also where the noun behind it passes for its object.

    Only right behind the number, where the verb has no subject: "had handed 101 stranded people".
    """
    token, after = doc[j], doc[j + 1] if j + 1 < len(doc) else doc[j]
    if token.dep_ == "amod":
        return bool(token.head.i == j + 1)
    taken = first and token.dep_ == "advcl" and after.dep_ == "dobj" and after.head == token
    return taken and not any(c.dep_ in {"nsubj", "mark"} for c in token.children)


def _ends_run(doc: Any, j: int) -> bool:
    """A noun of time or money ends the phrase, but not inside "9-year-old"."""
    hyphened = doc[j - 1].tag_ == "HYPH" or (j + 1 < len(doc) and doc[j + 1].tag_ == "HYPH")
    return doc[j].tag_ in _NOUN_TAGS and not hyphened


def _adjective_follows(doc: Any, j: int) -> bool:
    """Whether "," or "and" goes on with adjectives ("young, unarmed men"), not a second phrase."""
    before, rest = doc[j - 1], doc[j + 1 : j + 3]
    adjectival = before.tag_ in {"JJ", "VBN", "VBG"} or bool(is_demonym(before.lower_))
    follows = bool(len(rest)) and (
        rest[0].tag_ in {"JJ", "VBN"} or bool(is_demonym(rest[0].lower_))
    )
    return adjectival and follows and person(before.lower_, before.lemma_) is None


def _head(doc: Any, run: list[int]) -> tuple[int, Person | None]:
    """The token that is counted and what it means, -1 where the run has no people."""
    adjective: tuple[int, Person | None] = (-1, None)
    # "three months": what follows a unit of time is another phrase.
    for pos, j in enumerate(run):
        here = _reading(doc, j)
        if here is None:
            if doc[j].tag_ == "NNS" and doc[j].lower_ in lexicon().words["age_units"]:
                break
            continue
        following = run[pos + 1] if pos + 1 < len(run) else -1
        tag = doc[following].tag_ if following == j + 1 else ""
        if tag == "POS":
            # "fourteen workers' organisers": those behind the possessive are counted.
            behind = read_noun(doc, following + 1) if doc[j].tag_ == "NNS" else None
            held = behind.person if behind is not None else None
            return (behind.head, held) if behind is not None and held is not None else (-1, None)
        if tag in {"JJ", "VBN"} and _bare_demonym(doc[j]):
            # "three Syrian female doctors", but also "three Chinese detained there".
            adjective = (j, here)
        elif not tag or not _modifies(doc, j, following):
            return j, here
        elif (
            tag in {"NN", "NNS"}
            and _reading(doc, following) is None
            and not (_bare_demonym(doc[j]) and _members(doc, run[pos + 2 :]))
        ):
            return -1, None
    return adjective


def _bare_demonym(token: Any) -> bool:
    return token.tag_ in {"NNP", "JJ", "NN"} and is_demonym(token.lower_) is not None


def _members(doc: Any, rest: list[int]) -> bool:
    """Whether a plural of people ends the phrase: "three Tongan opposition members"."""
    return bool(rest) and doc[rest[0]].tag_ == "NNS" and _reading(doc, rest[0]) is not None


def _modifies(doc: Any, j: int, k: int) -> bool:
    """Whether the people noun at `j` only modifies the noun at `k` ("police officers", "cars").

    A plural does not, so that in a headline what follows it is a verb taken for a noun.
    """
    token, after = doc[j], doc[k]
    if after.tag_ not in _NOUN_TAGS | {"HYPH"} or token.whitespace_ + after.tag_ == " HYPH":
        return False
    if token.lower_ in lexicon().words["whole_words"]:
        return after.tag_ in {"NN", "NNS", "HYPH"} or _reading(doc, k) is not None
    if token.tag_ in {"NNS", "NNPS"}:
        return is_demonym(token.lower_) is not None and _reading(doc, k) is not None
    return after.lower_ not in lexicon().predicates


def _reading(doc: Any, j: int) -> Person | None:
    """What one token means as a noun for people; adjectives only where they stand as nouns."""
    token = doc[j]
    word = token.lower_
    adjective = token.tag_ in {"JJ", "VBN"}
    if adjective and not _nounlike(doc, j):
        return None
    if not adjective and token.tag_ not in _NOUN_TAGS:
        return None
    found = lexicon().persons.get(word) if adjective else person(word, token.lemma_.lower())
    if j and not adjective:
        pair = f"{doc[j - 1].lower_} {token.lemma_.lower()}"
        found = lexicon().persons.get(pair, found)
    if found is not None and found.human > _BY_ENDING:
        return found
    if is_demonym(word) or (token.ent_type_ == "NORP" and token.tag_ in {"NNPS", "NNS"}):
        return Person(lemma=word)
    return found


def _nounlike(doc: Any, j: int) -> bool:
    """Whether an adjective stands as a noun: nothing nominal follows it ("31 wounded")."""
    following = doc[j + 1] if j + 1 < len(doc) else None
    return following is None or following.tag_ not in (_NOUN_TAGS | {"JJ", "HYPH", "VBN"})


def _other_noun(doc: Any, run: list[int]) -> bool:
    """Whether the run names a thing, so that nothing is elided."""
    return any(doc[j].tag_ in _NOUN_TAGS for j in run[:4])


def _elided(doc: Any, i: int, run: list[int]) -> Counted:
    words = tuple(doc[j].lower_ for j in run[:1])
    lex = lexicon()
    reference = lex.reference.get(words[0]) if words else None
    return Counted(end=i + 1 if reference else i, reference=reference, words=words)


def nationality_of(doc: Any, i: int, head: int) -> str | None:
    """ISO code (or own word) of the people that tokens `i` to `head` name, or None."""
    for j in range(i, head + 1):
        two = f"{doc[j].lower_} {doc[j + 1].lower_}" if j < head else ""
        found = is_demonym(two) if two else None
        found = found or is_demonym(doc[j].lower_)
        if found and doc[j].text[0].isupper():
            return found
    return None


def _population(words: tuple[str, ...], people: Person | None) -> str | None:
    if people is not None and people.population:
        return people.population
    lex = lexicon()
    return next((lex.adjectives[w] for w in words if w in lex.adjectives), None)


def _adjective_group(words: tuple[str, ...]) -> str | None:
    lex = lexicon()
    return next((lex.group_adjectives[w] for w in words if w in lex.group_adjectives), None)


def _reference(words: tuple[str, ...], people: Person | None) -> str | None:
    lex = lexicon()
    if people is not None and people.lemma == "other":
        return "other"
    return next((lex.reference[w] for w in words if w in lex.reference), None)
