"""Who answers where a passive leaves it out, and whose paper "the communiqué" is.

"I went to the ministry and was told ..." Invariant: only a body that the sentence or the one before
turns to, or that spoke last in the passage, is put there; else nobody is.
"""

from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._figures import Figure
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._sources import child, is_passive
from caseweave.extract.layers import Speaker

_BODIES = frozenset({"office", "organisation"})
_TURNING = frozenset({"office", "organisation", "place", "proper", "thing", "person"})
_NEAR = 700
_TOLD = frozenset({"nsubjpass"})


def asked_body(candidate: Candidate) -> Token | None:
    """The body that was asked or gone to before "was told"."""
    if not _was_told(candidate):
        return None
    page, words, cue = candidate.page, candidate.lexicon, candidate.cue
    here = page.sentence(cue)
    start = page.sentence(page.doc[here.start - 1]).start if here.start else here.start
    for token in reversed(page.doc[start : cue.i]):
        if token.pos_ != "VERB" or token.lemma_.lower() not in words.stances["turning"]:
            continue
        for prep in token.rights:
            party = (
                child(prep, frozenset({"pobj"})) if prep.lower_ in {"to", "at", "with"} else None
            )
            if party is not None and party.i < cue.i and source_type(party, words) in _TURNING:
                return party
    return None


def last_body(
    candidate: Candidate, earlier: tuple[tuple[Speaker, Figure], ...]
) -> tuple[Speaker, Figure] | None:
    """The office that spoke last in the passage, for "when I asked, I was told"."""
    if not _was_told(candidate) or not _asked_in(candidate):
        return None
    at = candidate.page.at(candidate.cue)
    for told, meant in reversed(earlier):
        if told.start < candidate.page.offset or at - told.end > _NEAR:
            return None
        if meant.kind in _BODIES:
            return told, meant
    return None


def _was_told(candidate: Candidate) -> bool:
    cue = candidate.cue
    if candidate.form != "verb" or "tell" not in candidate.classes or not is_passive(cue):
        return False
    subject = child(cue, _TOLD)
    if subject is None and cue.dep_ == "conj":
        subject = child(cue.head, _TOLD | {"nsubj"})
    return subject is not None and candidate.content_form in {"clause", "quote"}


def _asked_in(candidate: Candidate) -> bool:
    asking = candidate.lexicon.stances["turning"]
    sentence = candidate.page.sentence(candidate.cue)
    return any(t.lemma_.lower() in asking for t in sentence if t.i < candidate.cue.i)


def papers(candidate: Candidate) -> Iterator[str]:
    """The papers in which somebody speaks: "The army, in a communiqué, says"."""
    for token in candidate.page.sentence(candidate.cue):
        within = token.dep_ == "pobj" and token.head.lower_ in {"in", "through", "via"}
        if within and token.lemma_.lower() in candidate.lexicon.kinds["document"]:
            yield token.lower_
