"""Candidates beside the plain cues, for the case file: silences, phrases and turns of a talk.

Corpora of attribution mark few of these, so they are weighed by no weights; each shape is narrow
enough to stand by itself.
"""

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._accused import accusations
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._denials import denied_parts, undone
from caseweave.extract.attribution._framings import framings
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._silences import silence, silences
from caseweave.extract.attribution._sources import SUBJECTS, child
from caseweave.extract.attribution._spans import overlap, pieces, subtree
from caseweave.extract.attribution._spoken import by_sentence
from caseweave.extract.attribution._stance import posture
from caseweave.extract.attribution._turns import turns
from caseweave.model import Stance

_CHANCE = 0.6
Weight = tuple[Candidate, float]


def with_others(pages: tuple[Page, ...], kept: list[Weight], words: Lexicon) -> list[Weight]:
    """What was kept and what stands beside it, in the order of the text."""
    silent = {
        (page.index, c.cue.i): c
        for page in pages
        for c in silences(page, words)
        if _stands(c) and not _told_already(c, kept)
    }
    spoken = by_sentence(turns(pages, words), pages, words)
    rest = [(c, p) for c, p in kept if not _replaced(c, silent) and not _labelled(c, spoken)]
    cues = {(c.page.index, c.cue.i) for c, _ in rest} | set(silent)
    framed = [
        c
        for page in pages
        for c in framings(page, words)
        if (page.index, c.cue.i) not in cues
        and not _given(c, (*rest, *((s, _CHANCE) for s in spoken)))
    ]
    inner = [part for c, _ in rest for part in parts(c)]
    charged = [c for c in accusations(pages, words) if (c.page.index, c.cue.i) not in cues]
    found = [*rest, *((c, _CHANCE) for c in (*silent.values(), *spoken, *framed, *charged, *inner))]
    return sorted(found, key=lambda pair: (pair[0].page.index, pair[0].cue.i))


def _stands(candidate: Candidate) -> bool:
    """What a quoted person tells of others' silence is theirs to tell."""
    if candidate.page.quoted(candidate.cue) is None:
        return candidate.stance != "unreachable" or not _retold(candidate)
    head = candidate.source_head
    own = head is not None and head.lower_ in candidate.lexicon.pronouns["own"]
    return own and candidate.stance != "unreachable"


def _retold(candidate: Candidate) -> bool:
    """Whether somebody tells of another's silence: "she said his phone was off" is no refusal."""
    above, head = candidate.cue, candidate.source_head
    words = candidate.lexicon
    while above.head.i != above.i:
        within = above.dep_ == "ccomp" or (above.dep_ == "conj" and above.head.dep_ == "ccomp")
        above = above.head
        if within and words.classes(above.lemma_.lower()):
            return head is not None and candidate.cue.i > above.i
    return False


def _told_already(candidate: Candidate, kept: list[Weight]) -> bool:
    """Whether "said he knew nothing" says it of its own speaker."""
    head, above = candidate.source_head, candidate.cue.head
    if head is None or head.pos_ != "PRON" or candidate.cue.dep_ != "ccomp":
        return False
    return any(c.cue == above and c.content_head == candidate.cue for c, _ in kept)


def _labelled(candidate: Candidate, spoken: tuple[Candidate, ...]) -> bool:
    """Whether the label before a colon is the head of a turn."""
    if candidate.form != "mark":
        return False
    return any(overlap(candidate.source, turn.source) for turn in spoken)


def parts(candidate: Candidate) -> list[Candidate]:
    """The denials within what somebody says, as candidates of the same cue."""
    if candidate.form not in {"verb", "according"}:
        return []
    taken = posture(candidate).stance
    if taken != "asserts":
        return [_part(candidate, v, s) for v, s in _other_clauses(candidate) if s != taken]
    denied: list[tuple[Token, Stance]] = [(verb, "denies") for verb in denied_parts(candidate)]
    return [_part(candidate, verb, stance) for verb, stance in (*denied, *_silent_parts(candidate))]


def _other_clauses(candidate: Candidate) -> list[tuple[Token, Stance]]:
    """Of "said that it never comments and that no boat was seen" the clauses after the first."""
    head = candidate.content_head
    if head is None or candidate.content_form != "clause" or candidate.stance is not None:
        return []
    found: list[tuple[Token, Stance]] = []
    for verb in (k for k in head.conjuncts if k.i > head.i and k.pos_ in {"VERB", "AUX"}):
        if (
            child(verb, SUBJECTS | {"nsubjpass"}) is None
            or child(verb, frozenset({"mark"})) is None
        ):
            continue
        found.append((verb, "denies" if undone(verb, candidate) else "asserts"))
    return found


def _silent_parts(candidate: Candidate) -> list[tuple[Token, Stance]]:
    """Of "said that it had received seven and that it knew of no others" what it does not know."""
    head, words = candidate.content_head, candidate.lexicon
    if head is None or candidate.content_form != "clause":
        return []
    found: list[tuple[Token, Stance]] = []
    for verb in (k for k in head.conjuncts if k.i > head.i and k.pos_ in {"VERB", "AUX"}):
        subject = child(verb, SUBJECTS) or child(head, SUBJECTS)
        own = (
            subject is not None
            and subject.lower_
            in words.pronouns["neuter"]
            | words.pronouns["plural"]
            | words.pronouns["masculine"]
            | words.pronouns["feminine"]
        )
        held = silence(verb, words) if own else None
        if held is not None and held.stance in {"unaware", "declined"}:
            found.append((verb, held.stance))
    return found


def _part(candidate: Candidate, verb: Token, stance: Stance) -> Candidate:
    return msgspec.structs.replace(
        candidate,
        content=pieces(subtree(verb), candidate.page.offset),
        content_head=verb,
        content_form="clause",
        stance=stance,
    )


def _given(candidate: Candidate, kept: tuple[Weight, ...]) -> bool:
    """Whether another cue of the same sentence has the framed words already."""
    return any(
        c.form not in {"turn", "testimony"}
        and c.page.index == candidate.page.index
        and c.content_form in {"clause", "quote", "host"}
        and c.source_head is not None
        and overlap(c.content[:1], candidate.content)
        and not _within(c.content, candidate.content)
        for c, _ in kept
    )


def _within(inner: tuple[tuple[int, int], ...], outer: tuple[tuple[int, int], ...]) -> bool:
    """Whether the framed words hold a telling as a part of theirs."""
    return inner[0][0] > outer[0][0] or inner[-1][1] < outer[-1][1]


def _replaced(candidate: Candidate, silent: dict[tuple[int, int], Candidate]) -> bool:
    """Whether a silence says better what the candidate's cue, or the verb above it, tells."""
    page, cue = candidate.page.index, candidate.cue
    if (page, cue.i) in silent:
        return True
    above = silent.get((page, cue.head.i))
    return above is not None and cue.dep_ in {"xcomp", "prep", "attr", "dobj"}
