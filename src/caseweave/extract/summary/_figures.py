"""The head-counts of a report's main incident: killed and injured together, captured by itself.

Invariant: a figure is one that the report offers, and it names the claims that it rests on.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from caseweave.extract.encoder import EXTRACTOR
from caseweave.extract.layers import PeopleCount
from caseweave.extract.people import casualties
from caseweave.extract.summary import _figure_features as _features
from caseweave.extract.summary._figure_reading import Reading, reading
from caseweave.extract.summary._figure_signs import STATUSES, signs, statuses_of_events
from caseweave.extract.summary._figure_witnesses import Witness, read
from caseweave.extract.summary._records import TOLD, Chosen, Tolls, chosen, shares_of
from caseweave.extract.summary._standing import Standing
from caseweave.model import CategoryValue, Claim, CountValue, Extraction, Mention, Report

Counts = tuple[PeopleCount, ...]


class HeadCounts(msgspec.Struct, frozen=True):
    """By status ("dead", "injured", "detained") the figure, and 0-1 how sure it is.

    `tolls`: each pair of figures that any words suggest, nobody among them, with how likely it
    is; a figure that is chosen rests on claims, one that is likely may not.
    """

    chosen: dict[str, Chosen | None]
    sure: dict[str, float]
    tolls: Tolls


def head_counts(
    report: Report, claims: Sequence[Claim], counts: Counts, main: Counts
) -> HeadCounts:
    """How many people have a status.

    `claims`: those of the main mention, in the order of the text. `counts`: those of the people
    layer, `main` those of them that are the main mention's; without any, claims of figures vote,
    and without these the words alone say how likely each figure is.
    """
    every = (*STATUSES, "detained")
    if not counts and any(_best(c, s) is not None for c in claims for s in every):
        standing = Standing.of(report)
        return HeadCounts(
            {s: _voted(claims, standing, s) for s in every},
            dict.fromkeys(every, 1.0),
            (),
        )
    offered = offers(report, claims, counts, main)
    found: dict[str, Chosen | None] = {
        "detained": _figure(claims, casualties(main).get("detained"), "detained")
    }
    sure: dict[str, float] = {"detained": 1.0}
    likely_pairs = tolls(offered, weights())
    for at, status in enumerate(STATUSES):
        of = shares_of(likely_pairs, at)
        held = {f: _witnessed(claims, offered.offers[status][f], status, f) for f in of}
        likely = {f: share for f, share in of.items() if f == 0 or held[f] is not None}
        figure = likeliest(likely)
        found[status], sure[status] = held[figure], round(of[figure], 3)
    return HeadCounts(found, sure, _rounded(likely_pairs))


def suggested(report: Report, counts: Counts) -> Tolls:
    """The tolls of a report without an incident, as far as its words suggest any."""
    return _rounded(tolls(offers(report, (), counts, counts), weights()))


def _rounded(told: Tolls) -> Tolls:
    return tuple((k, i, round(share, 4)) for k, i, share in told)


def offers(report: Report, claims: Sequence[Claim], counts: Counts, main: Counts) -> Reading:
    """The figures killed and injured that a report offers, with what speaks for each.

    What the encoder read speaks as a witness of its own kind and not as what rules read.
    """
    modelled = tuple(c for c in main if c.read and not (c.ruled or c.modal or c.background))
    counts, main = _by_rules(counts), _by_rules(main)
    ruled = [c for c in claims if c.extractor != EXTRACTOR]
    held = signs(report, Standing.of(report), ruled)
    return reading(read(counts, main), (main, modelled), held, report)


def _by_rules(counts: Counts) -> Counts:
    """The counts that rules read, with their states in place of those that the encoder gave."""
    return tuple(_ruled(c) if c.read else c for c in counts if c.read != "number")


def _ruled(count: PeopleCount) -> PeopleCount:
    first = count.ruled[0] if count.ruled else None
    modal = count.modal if count.ruled else False
    return msgspec.structs.replace(
        count, status_hint=first, hints=count.ruled, modal=modal, read=None, ruled=()
    )


def offers_of(
    report: Report, extraction: Extraction, main: Mention | None, counts: Counts
) -> Reading:
    """The figures that an analysed report offers; without a main mention every count is its own."""
    if main is None:
        return offers(report, (), counts, counts)
    claims = [c for c in extraction.claims if c.mention == main.id]
    return offers(report, claims, counts, of_mention(counts, extraction, main))


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The shipped weights by the names of `_figure_features.named`."""
    text = (files("caseweave.extract.summary") / "figures.toml").read_text(encoding="utf-8")
    return {
        f"{of}.{n}": float(w) for of, held in tomllib.loads(text).items() for n, w in held.items()
    }


def tolls(offered: Reading, weigh: Mapping[str, float]) -> Tolls:
    """How likely each pair of a figure killed and a figure injured is that the report offers."""
    held = _features.features(offered)
    scores = np.array([sum(weigh.get(n, 0.0) for n in sorted(names)) for names in held])
    weight = np.exp(scores - scores.max())
    likely = (weight / weight.sum()).tolist()
    told = zip(_features.pairs(offered), likely, strict=True)
    return tuple(sorted((k, i, share) for (k, i), share in told))


def likeliest(of: Mapping[int, float]) -> int:
    """The figure with the largest share; of equals the smaller."""
    return max(sorted(of), key=lambda figure: round(of[figure], 9))


def _witnessed(
    claims: Sequence[Claim], held: Sequence[Witness], status: str, figure: int
) -> Chosen | None:
    """A figure resting on the claims at its witnesses' words, or on the events that tell of it.

    None where nobody is told to have the status: silence is not the figure 0.
    """
    told = [c for w in held for c in w.counts]
    spans = {span for c in told for span in ((c.start, c.end), *c.members)}
    at = [
        c.id
        for c in claims
        if (c.evidence.start, c.evidence.end) in spans and c.attribute == status
    ]
    if not at and figure:
        at = [c.id for c in claims if c.factuality in TOLD and _tells(c, status)]
    if not at and not told:
        return None
    exact = next((c for c in told if c.best == figure and not c.individual), None)
    value = CountValue(low=figure, best=figure, high=figure)
    if exact is not None:
        value = _value(exact)
    return Chosen(value=value, claims=tuple(dict.fromkeys(at)))


def _tells(claim: Claim, status: str) -> bool:
    """Whether a claim is an event that gives people the status."""
    if claim.attribute != "event" or not isinstance(claim.value, CategoryValue):
        return False
    return statuses_of_events().get(claim.value.value) == status


def _value(count: PeopleCount) -> CountValue:
    return CountValue(
        low=count.low, best=count.best, high=count.high, qualifier=count.qualifier, of=count.of
    )


def of_mention(
    counts: tuple[PeopleCount, ...], extraction: Extraction, main: Mention
) -> tuple[PeopleCount, ...]:
    """The counts without those that only claims of other mentions rest on."""
    held: dict[tuple[int, int], set[str | None]] = defaultdict(set)
    for claim in extraction.claims:
        held[claim.evidence.start, claim.evidence.end].add(claim.mention)
    spans = ((c, held.get((c.start, c.end))) for c in counts)
    return tuple(c for c, mentions in spans if mentions is None or main.id in mentions)


def _voted(claims: Sequence[Claim], standing: Standing, attribute: str) -> Chosen | None:
    """The figure with the most votes; the larger one where two have the same."""
    votes: dict[int, float] = defaultdict(float)
    for claim in claims:
        best = _best(claim, attribute)
        if best is not None:
            votes[best] += standing.at(claim) * claim.confidence
    if not votes:
        return None
    figure = max(sorted(votes, reverse=True), key=lambda f: votes[f])
    return chosen(c for c in claims if _best(c, attribute) == figure)


def _figure(claims: Sequence[Claim], count: PeopleCount | None, attribute: str) -> Chosen | None:
    """The figure of the people layer, resting on the claims that stand at its words."""
    if count is None or count.best is None:
        return None
    spans = {(count.start, count.end), *count.members}
    at = [
        c.id
        for c in claims
        if (c.evidence.start, c.evidence.end) in spans and c.attribute == attribute
    ]
    return Chosen(value=_value(count), claims=tuple(dict.fromkeys(at)))


def _best(claim: Claim, attribute: str) -> int | None:
    told = claim.attribute == attribute and claim.factuality in TOLD
    return claim.value.best if told and isinstance(claim.value, CountValue) else None
