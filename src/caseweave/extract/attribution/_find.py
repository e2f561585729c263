"""The way from a parsed report to its attributions: propose, score, name the speakers, stance."""

from collections.abc import Iterator

import msgspec

from caseweave.extract.attribution._candidate import Candidate, pages
from caseweave.extract.attribution._chains import Linked, chains
from caseweave.extract.attribution._features import features
from caseweave.extract.attribution._lexicon import lexicon
from caseweave.extract.attribution._propose import propose
from caseweave.extract.attribution._score import NESTED, Model, model, probability
from caseweave.extract.attribution._select import must_stand, tells, without_doubles
from caseweave.extract.attribution._spans import merged, without
from caseweave.extract.attribution._speakers import cast
from caseweave.extract.attribution._stance import posture
from caseweave.extract.layers import Attributed, Parsed, Span


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate as it was weighed: its spans, the features that hold, and its probability."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    features: frozenset[str]
    chance: float


def candidates(parsed: Parsed) -> Iterator[Weighed]:
    """Everything that was weighed in one report, kept or not, in the order of the cues."""
    language = parsed.report.language or "en"
    words, weighing = lexicon(language), model(language)
    for page in pages(parsed):
        for c in propose(page, words):
            yield Weighed(
                source=c.source,
                cue=cue_spans(c),
                content=c.content,
                features=features(c),
                chance=probability(c, weighing),
            )


def find_attributions(parsed: Parsed, *, acts: bool = False) -> tuple[Attributed, ...]:
    """All attributions of one report, in the order of their cues.

    With `acts`, wishes, plans, decisions and perceptions that tell nothing are given too ("agreed
    to", "supports"), as corpora of attribution count them. Offsets are code points of
    `Report.text`. Raises KeyError where the report's language has no reporting tables.
    """
    language = parsed.report.language or "en"
    words, weighing = lexicon(language), model(language)
    work = pages(parsed)
    kept: list[tuple[Candidate, float]] = []
    for page in work:
        for candidate in propose(page, words):
            chance = probability(candidate, weighing)
            wanted = chance >= weighing.threshold if acts else _told(candidate, weighing)
            if wanted or must_stand(candidate):
                kept.append((candidate, chance))
    kept = without_doubles(kept)
    linked = chains(tuple(c for c, _ in kept), cast(work, words))
    return tuple(
        _attributed(candidate, chance, link)
        for (candidate, chance), link in zip(kept, linked, strict=True)
    )


def _told(candidate: Candidate, weighing: Model) -> bool:
    """For the case file: tellings, also those told of within a telling, which corpora leave out."""
    return tells(candidate) and (
        probability(candidate, weighing, besides=NESTED) >= weighing.threshold
    )


def cue_spans(candidate: Candidate) -> tuple[Span, ...]:
    """The cue's words in the report."""
    return merged(candidate.page.span(t) for t in candidate.cue_tokens)


def _attributed(candidate: Candidate, chance: float, link: Linked) -> Attributed:
    taken = posture(candidate)
    return Attributed(
        chain=link.chain,
        source=candidate.source,
        cue=cue_spans(candidate),
        content=without(candidate.page.text, candidate.page.offset, candidate.content, link.citing),
        stance=taken.stance,
        factuality=taken.factuality,
        target=taken.target,
        addressee=link.addressee,
        agentless=not link.chain,
        confidence=round(chance, 3),
    )
