"""Every place of a passage where somebody may be saying something: candidates, unscored.

High recall on purpose; `_score` decides. At most one candidate per cue token.
"""

from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution import _phrases
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._closing import quoted_before, set_behind
from caseweave.extract.attribution._contents import verb_content
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._refusals import silent
from caseweave.extract.attribution._sources import (
    SUBJECTS,
    child,
    is_passive,
    outside,
    source_spans,
    verb_source,
)
from caseweave.extract.attribution._spans import merged, minus, overlap, pieces, subtree
from caseweave.extract.attribution._tallies import CLASS as FIGURES
from caseweave.extract.attribution._tallies import figure_given

_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
# what stands before a noun or its verdict, and before no verb
_OF_NOUNS = frozenset({"det", "poss", "amod", "nummod", "cop", "aux", "prep", "case"})
# what makes another verb of a verb ("point out", "hold responsible")
_PARTICLES = frozenset({"prt", "prep", "advmod", "oprd", "acomp"})
_FELT = frozenset({"dobj"})
_FELT_PASSIVE = frozenset({"nsubjpass"})


def propose(page: Page, words: Lexicon) -> Iterator[Candidate]:
    """The passage's candidates in the order of their cues."""
    for token in page.tokens:
        found = candidate_at(page, token, words)
        if found is not None:
            yield found


def candidate_at(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    """The candidate whose cue is the token, if it is one."""
    if token.is_space:
        return None
    mistaken = _mistaken(token, words)
    found = None if mistaken else _phrase(page, token, words)
    if found is None and (token.pos_ in {"VERB", "AUX"} or mistaken):
        found = _verb(page, token, words)
    return found


def _mistaken(token: Token, words: Lexicon) -> bool:
    """Whether a verb of telling is taken for a noun ("Police allege ...", "A guard ... denies")."""
    if token.pos_ not in {"NOUN", "ADJ"} or not words.classes(token.lemma_.lower()):
        return False
    if token.dep_ == "ROOT" and child(token, frozenset({"ccomp"})) is not None:
        return True
    subject = child(token, SUBJECTS)
    if subject is None or subject.i > token.i or token.dep_ not in _CLAUSES:
        return False
    return not any(k.dep_ in _OF_NOUNS and k.i < token.i for k in token.children)


def _phrase(page: Page, token: Token, words: Lexicon) -> Candidate | None:
    if token.is_punct:
        return _phrases.mark(page, token, words)
    for way in (_phrases.according, _phrases.adverb, _phrases.noun, _phrases.adjective):
        found = way(page, token, words)
        if found is not None:
            return found
    return None


def _verb(page: Page, verb: Token, words: Lexicon) -> Candidate | None:
    if verb.dep_ in {"aux", "auxpass"} or (verb.pos_ == "AUX" and verb.lemma_ == "be"):
        return None
    particles = tuple(k.lower_ for k in verb.children if k.dep_ in _PARTICLES and not _of_time(k))
    classes = words.classes(verb.lemma_.lower(), particles)
    idiom = _idiom(page, verb, words)
    if idiom is not None:
        return idiom
    if not classes and verb.lemma_ in words.grammar["light"]:
        return None
    if "affect" in classes:
        return _affected(page, verb, classes, words)
    head, how = verb_source(verb, words)
    head = outside(page, verb, head)
    source = source_spans(page, head, verb) if head is not None else ()
    if verb.dep_ == "acl" and how == "own":
        source = tuple(s for s in source if s[1] <= page.at(verb))  # not what is said
    given = figure_given(page, verb, head, words)
    content, form, governor = verb_content(page, verb, source, (classes, words))
    bare = governor is not None and governor.pos_ not in {"VERB", "AUX"}
    if given is not None and (form != "clause" or bare):
        beside = content if form == "quote" else ()
        classes = (*classes, FIGURES)
        content, form, governor = merged((*given[0], *beside)), "object", given[1]
    # "could not be reached" is said of who is silent, and holds nothing else
    if not content and not classes and not silent(verb, words.stance):
        return None
    if head is None and is_passive(verb):
        how = "impersonal"
    behind = set_behind(page, verb, words) if head is None or not content else None
    behind = behind or quoted_before(page, verb, content, words)
    if behind is not None:
        head, how, content, form = behind[0], "own", behind[1], "clause"
        source, governor = source_spans(page, head, verb), verb
        content = minus(content, source)
    if overlap(source, content):
        return None
    return Candidate(
        form="verb",
        page=page,
        cue=verb,
        cue_tokens=_cue_tokens(verb),
        classes=classes,
        source_head=head,
        source=source,
        how=how,
        content=content,
        content_form=form,
        content_head=governor,
        lexicon=words,
    )


def _idiom(page: Page, verb: Token, words: Lexicon) -> Candidate | None:
    """The shape "let it be known that ...", "made it clear that ..."."""
    lemma = verb.lemma_.lower()
    if lemma not in words.phrases["idiom_verbs"]:
        return None
    after = [t for t in verb.subtree if t.i > verb.i]
    clause = next((t for t in after if any(k.lower_ == "that" for k in t.lefts)), None)
    if clause is None or clause.dep_ not in {"ccomp", "acl", "advcl"}:
        return None
    first = clause.left_edge.i
    if not any(f"{lemma}:{t.lower_}" in words.phrases["idioms"] for t in after if t.i < first):
        return None
    head, how = verb_source(verb, words)
    if head is None or is_passive(verb):
        return None
    source = source_spans(page, head, verb)
    return Candidate(
        form="verb",
        page=page,
        cue=verb,
        cue_tokens=_cue_tokens(verb),
        classes=("say",),
        source_head=head,
        source=source,
        how=how,
        content=minus(pieces(subtree(clause), page.offset), source),
        content_form="clause",
        content_head=clause,
        lexicon=words,
    )


def _of_time(prep: Token) -> bool:
    """Whether a preposition leads to a day: "called on Monday" calls on nobody."""
    inner = child(prep, frozenset({"pobj"}))
    return inner is not None and inner.ent_type_ in {"DATE", "TIME"}


def _affected(
    page: Page, verb: Token, classes: tuple[str, ...], words: Lexicon
) -> Candidate | None:
    """Residents are the source of "the raid angered residents" and of its passive."""
    passive = is_passive(verb) or verb.dep_ == "acl"
    felt = child(verb, _FELT_PASSIVE if passive else _FELT)
    cause = child(verb, SUBJECTS)
    if passive:
        felt = felt or (verb.head if verb.dep_ == "acl" else None)
        cause = _cause(verb)
    if felt is None or cause is None:
        return None
    source = source_spans(page, felt, verb)
    return Candidate(
        form="verb",
        page=page,
        cue=verb,
        cue_tokens=_cue_tokens(verb),
        classes=classes,
        source_head=felt,
        source=source,
        how="own",
        content=minus(pieces(subtree(cause), page.offset), source),
        content_form="subject",
        content_head=cause,
        lexicon=words,
    )


def _cause(verb: Token) -> Token | None:
    """What moved somebody: the agent, the clause or what stands after "by", "at" or "about"."""
    for kid in verb.children:
        if kid.i > verb.i and kid.dep_ in {"agent", "prep", "ccomp", "xcomp"}:
            inner = child(kid, frozenset({"pobj", "pcomp"}))
            return kid if kid.dep_ in {"ccomp", "xcomp"} else inner
    return None


def _cue_tokens(verb: Token) -> tuple[Token, ...]:
    """The verb with its auxiliaries, negation and particle, as annotators mark cues."""
    kept = [
        kid
        for kid in verb.children
        if kid.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(kid.i - verb.i) <= 4
    ]
    return tuple(sorted([*kept, verb], key=lambda t: t.i))
