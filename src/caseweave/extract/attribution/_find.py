"""The way from a parsed report to its attributions: propose, score, name the speakers, stance."""

from collections.abc import Iterator

import msgspec

from caseweave.extract.attribution._antecedents import cast
from caseweave.extract.attribution._candidate import Candidate, Page, cue_spans, pages
from caseweave.extract.attribution._carried import carried, without_issuer
from caseweave.extract.attribution._chains import Linked, chains
from caseweave.extract.attribution._cited_below import cited_below
from caseweave.extract.attribution._empowered import empowered
from caseweave.extract.attribution._features import features
from caseweave.extract.attribution._issued import of_issuer
from caseweave.extract.attribution._letters import as_written
from caseweave.extract.attribution._lexicon import Lexicon, lexicon
from caseweave.extract.attribution._others import with_others
from caseweave.extract.attribution._own_voice import own_acts
from caseweave.extract.attribution._propose import propose
from caseweave.extract.attribution._pulled import pulled
from caseweave.extract.attribution._score import NESTED, Model, model, probability
from caseweave.extract.attribution._select import must_stand, tells, without_doubles
from caseweave.extract.attribution._spans import without
from caseweave.extract.attribution._stance import posture
from caseweave.extract.attribution._trained import Trained, judged
from caseweave.extract.layers import Attributed, Parsed, Span

Weight = tuple[Candidate, float]


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


def find_attributions(
    parsed: Parsed, *, acts: bool = False, trained: Trained | None = None
) -> tuple[Attributed, ...]:
    """All attributions of one report, in the order of their cues; those without a cue come last.

    With `acts`, wishes, plans, decisions and perceptions that tell nothing are given too ("agreed
    to", "supports"), as corpora of attribution count them. `trained`: a model that the user made;
    without one the rules decide. Offsets are code points of `Report.text`. Raises KeyError where
    the report's language has no reporting tables.
    """
    language = parsed.report.language or "en"
    words, weighing = lexicon(language), model(language)
    work = pages(parsed)
    if trained is None:
        kept = [pair for page in work for pair in _ruled(page, words, weighing, acts=acts)]
    else:
        kept = [
            pair for page in work for pair in _learned(page, words, (weighing, trained), acts=acts)
        ]
    kept = without_doubles(kept)
    if not acts:
        kept = with_others(work, kept, words)
    people = cast(work, words, parsed.report.outlet)
    linked = list(zip(kept, chains(tuple(c for c, _ in kept), people), strict=True))
    if not acts:
        linked = empowered(linked)
    found = tuple(_attributed(candidate, chance, link) for (candidate, chance), link in linked)
    # corpora mark no attribution without a cue
    if acts:
        return found
    found = of_issuer(parsed.report, found, words)
    found = (*found, *cited_below(work, people, words))
    found = (*found, *own_acts(parsed.report, work, words, found))
    found = (*found, *pulled(work, found, words))
    going_on = carried(work, words, found)
    found = (*without_issuer(found, going_on), *going_on)
    return as_written(parsed, work, found, words)


def _ruled(page: Page, words: Lexicon, weighing: Model, *, acts: bool) -> Iterator[Weight]:
    """What the rules and their named weights keep."""
    for candidate in propose(page, words):
        chance = probability(candidate, weighing)
        told = not acts and (_told(candidate, weighing) or must_stand(candidate))
        if told or (acts and chance >= weighing.threshold):
            yield candidate, chance


def _learned(
    page: Page, words: Lexicon, models: tuple[Model, Trained], *, acts: bool
) -> Iterator[Weight]:
    """What a trained model keeps; for the case file, what the rules hold for sure as well."""
    weighing, trained = models
    for ruled, chosen, chance in judged(page, words, trained):
        if chance >= trained.threshold and (acts or tells(chosen)):
            yield chosen, chance
        elif not acts and (must_stand(ruled) or _told(ruled, weighing)):
            yield ruled, probability(ruled, weighing)


def _told(candidate: Candidate, weighing: Model) -> bool:
    """For the case file: tellings, also those told of within a telling, which corpora leave out."""
    return tells(candidate) and (
        probability(candidate, weighing, besides=NESTED) >= weighing.threshold
    )


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
        agentless=not link.chain and not link.own,
        own=link.own,
        beside=link.beside,
        confidence=round(chance, 3),
    )
