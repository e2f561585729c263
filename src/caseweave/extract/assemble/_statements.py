"""Every attributed statement about an incident gives a claim, refusals and denials too.

A refusal to comment keeps its own words as evidence and asserts nothing. A denial says at what it
is aimed: an outlet's report, another speaker, or an earlier statement.
"""

from collections.abc import Iterator

import msgspec

from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._speakers import hull
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import Attributed, Span
from caseweave.model import CategoryValue, DisputeTarget, Factuality, Stance

_SILENT: dict[Stance, str] = {"declined": "comment", "unreachable": "comment"}
_ANAPHORIC = ("this", "that", "the", "such", "these", "those", "it")
_LONGEST = 600
# so much of a sentence is another's word: then it is no statement of who retells it
_MOST = 0.85
_HALF = 0.5


def statement_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """`event` claims for each attribution that is about an incident."""
    for index, said in enumerate(frame.said):
        if said.agentless or not (said.chain or said.own):
            continue
        for span in _spans(frame, said):
            for voice in (said, *_voices_beside(said)):
                yield Draft(
                    topic=_topic(frame, topics, said, span),
                    attribute="event",
                    value=CategoryValue(value=_SILENT.get(said.stance, "statement")),
                    span=span,
                    extractor="attribution",
                    confidence=round(said.confidence, 3),
                    factuality=_factuality(said),
                    said=voice,
                    disputes=_target(frame, index),
                )


def _voices_beside(said: Attributed) -> list[Attributed]:
    """The same words in the mouth of each who says them with the speaker."""
    return [
        msgspec.structs.replace(said, chain=(*said.chain[:-1], other), beside=())
        for other in said.beside
    ]


def housed(frame: Frame, topics: Topics, draft: Draft, held: frozenset[int]) -> Draft:
    """A statement's draft with an incident: where its own sentence tells of none, the nearest."""
    if draft.extractor != "attribution" or draft.topic in held or not held:
        return draft
    return msgspec.structs.replace(draft, topic=home(frame, topics, draft.span, held))


def _spans(frame: Frame, said: Attributed) -> list[Span]:
    """The words of one statement; of a testimony or a turn of a talk those of each sentence."""
    if said.own and not said.cue and not said.source and _holds_event(frame, said):
        return []  # the event's own claim says it
    if not said.cue and said.chain and not said.agentless and said.source:
        whole = [
            s for s in frame.sentences if any(overlaps((s.start, s.end), c) for c in said.content)
        ]
        whole = [s for s in whole if not _is_other(frame, said, (s.start, s.end))]
        cut = [(max(s.start, a), min(s.end, b)) for s in whole for a, b in said.content]
        return [found for a, b in cut if a < b and (found := _stripped(frame, a, b)) is not None]
    span = _evidence(frame, said)
    return [span] if span is not None else []


def _factuality(said: Attributed) -> Factuality:
    """What is said did happen, as far as the speaker says so; silence tells nothing."""
    if said.stance in {"declined", "unreachable", "unaware"}:
        return "unknown"
    return said.factuality or "happened"


def _evidence(frame: Frame, said: Attributed) -> Span | None:
    """The clause that tells of the statement ("X said that Y"), as of any event.

    Of a quotation without a cue, and of a part of what a cue tells, the words alone.
    """
    pieces = said.content if said.content and said.stance not in _SILENT else ()
    if pieces and said.cue and not _is_part(frame, said):
        whole = hull((*said.source, *said.cue, *pieces))
        if whole[1] - whole[0] <= _LONGEST and "\n\n" not in frame.report.text[slice(*whole)]:
            return _stripped(frame, *whole)
    if not pieces:
        pieces = tuple(sorted((*said.source, *said.cue, *said.content)))
    if not pieces:
        return None
    low, high = hull(pieces)
    if high - low > _LONGEST:
        low, high = max(pieces, key=lambda p: p[1] - p[0])
    text = frame.report.text[low:high]
    if "\n\n" in text:
        low, high = max(pieces, key=lambda p: p[1] - p[0])
    return _stripped(frame, low, high)


def _holds_event(frame: Frame, said: Attributed) -> bool:
    """Whether an issuer's sentence tells an event."""
    low, high = hull(said.content)
    held = (min(e.clause[1], high) - max(e.clause[0], low) for e in frame.events)
    return max(held, default=0) >= _HALF * (high - low)


def _is_other(frame: Frame, said: Attributed, sentence: Span) -> bool:
    """Whether a sentence of a turn or a letter asks, or only tells what another says in it."""
    low, high = sentence
    text = frame.report.text[low:high].rstrip("”\"'’ \n")
    if text.endswith("?"):
        return True
    inner = (o for o in frame.said if o.cue and o is not said and low <= o.cue[0][0] < high)
    held = [hull((*o.source, *o.cue, *o.content)) for o in inner if o.chain != said.chain]
    return any((min(b, high) - max(a, low)) >= _MOST * (high - low) for a, b in held)


def _is_part(frame: Frame, said: Attributed) -> bool:
    """Whether the same cue tells more than this: a denial within what somebody says."""
    size = sum(end - start for start, end in said.content)
    return any(
        other.cue == said.cue and sum(end - start for start, end in other.content) > size
        for other in frame.said
    )


def _stripped(frame: Frame, low: int, high: int) -> Span | None:
    """The span without white space and commas at its ends; None where no letter is left."""
    stripped = frame.report.text[low:high].strip(" \n,")
    if not any(c.isalnum() for c in stripped):
        return None
    low = frame.report.text.index(stripped, low)
    return low, low + len(stripped)


def _topic(frame: Frame, topics: Topics, said: Attributed, span: Span) -> int:
    """The incident that a statement is about: of the events it holds, else of its sentence."""
    for index, event in enumerate(frame.events):
        if index in topics.of_event and any(
            overlaps((event.start, event.end), c) for c in said.content
        ):
            return topics.of_event[index]
    return topics.of_sentence[frame.sentence_at(span[0])]


def home(frame: Frame, topics: Topics, span: Span, held: frozenset[int]) -> int | None:
    """The incident of a statement whose sentence tells of none: that of the nearest sentence.

    `held`: the topics that tell of an incident. A demand or a denial is about what is told around.
    """
    here = frame.sentence_at(span[0])
    near = [
        (abs(i - here), i > here, topic)
        for i, topic in enumerate(topics.of_sentence)
        if topic in held
    ]
    return min(near)[2] if near else None


def _target(frame: Frame, index: int) -> DisputeTarget | None:
    said = frame.said[index]
    if said.stance not in {"denies", "disputes"}:
        return None
    words = frame.words(said.target) if said.target else ""
    outlet = _outlet_in(frame, said.target) if said.target else None
    if outlet is not None:
        return DisputeTarget(outlet=outlet, words=words)
    earlier = _earlier_speaker(frame, index)
    if earlier is not None and (not words or words.split()[0].lower() in _ANAPHORIC):
        return DisputeTarget(speaker=earlier, words=words or frame.words(hull(said.cue)))
    if words and earlier is not None:
        return DisputeTarget(speaker=earlier, words=words)
    return DisputeTarget(speaker="unnamed", words=words) if words else None


def _outlet_in(frame: Frame, target: Span) -> str | None:
    """The outlet that the words at `target` name, in the fullest form that the report uses."""
    words = frame.words(target)
    names = sorted(
        {s.name for a in frame.said for s in a.chain if s.kind == "outlet"},
        key=lambda n: (-len(n), n),
    )
    for name in names:
        short = "".join(part[0] for part in name.split() if part[0].isupper())
        trimmed = name.removeprefix("The ").removeprefix("the ")
        if (
            trimmed in words
            or (len(short) > 2 and short in words)
            or (len(short) > 3 and short[1:] in words.split())
        ):
            return name
    return None


def _earlier_speaker(frame: Frame, index: int) -> str | None:
    """The speaker of the statement before this one, when it is another's."""
    own = frame.said[index].chain[-1].name if frame.said[index].chain else None
    here = frame.said[index].cue[0][0] if frame.said[index].cue else 0
    best: tuple[int, str] | None = None
    for other in frame.said:
        if not other.cue or not other.chain or other.chain[-1].name == own:
            continue
        at = other.cue[0][0]
        if at < here and (best is None or at > best[0]):
            best = (at, other.chain[-1].name)
    return best[1] if best else None
