"""Fits the weights of the places layer and prints them as the TOML that the layer reads.

    python -m caseweave.evaluate.fit_places GOLD.jsonl ... > weights.toml

[spot] is a logistic regression over offers (is this span a gold name?), [resolve] a conditional
logit over candidates (which of them lies within 161 km of the gold point?). Both are linear models
over fewer than 60 named features. Every fourth document is held back.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from caseweave.evaluate.places import WITHIN_KM, Document, read
from caseweave.extract.parse import parse_many
from caseweave.extract.places import _features, _offers, _resolve
from caseweave.extract.places._lexicon import lexicon
from caseweave.extract.places._spot import Spot
from caseweave.extract.places._weights import weights
from caseweave.gazetteer import distance_km, gazetteer
from caseweave.model import Report

_HELD_BACK = 4
_SPOT_PULL = 2.0  # ridge towards zero
_RESOLVE_PULL = 3.0  # ridge towards the first guesses: the data is small
_SAME_SPAN, _HALF_SPAN = 0.75, 0.5  # overlap over union: a full, and a doubtful, example
# What a reader would say before seeing any data; the fit is pulled towards it.
FIRST_GUESS = {
    "shortened": -1.0,
    "alias": -2.0,
    "short_alias": -1.0,
    "country": 4.0,
    "admin1": 1.0,
    "admin2": -1.0,
    "region": 6.0,
    "sea": 6.0,
    "continent": 1.0,
    "people": 1.0,
    "people_area": 0.3,
    "nobody": -0.5,
    "largest": 0.5,
    "share": 0.2,
    "capital": 1.0,
    "seat": 0.2,
    "hint": 2.0,
    "no_hint": -0.5,
    "outlet_name": 0.5,
    "outlet_country": 0.5,
    "held_after": 5.0,
    "held_before": 2.0,
    "peer": 1.0,
    "country_named": 0.6,
    "admin1_named": 2.0,
    "admin2_named": 1.0,
    "holds": 0.5,
    "country_share": 1.5,
    "admin1_share": 1.0,
    "country_company": 0.5,
    "admin1_company": 1.0,
    "near": 1.0,
    "near_wide": 1.0,
    "crowd": 0.5,
    "capital_abroad": 2.0,
    "could_meet": 0.5,
}
_ROUNDS = 4
_STEPS = 400

Array = Any


def main(paths: Sequence[Path]) -> str:
    """The weights as TOML."""
    documents = [
        d for path in paths for i, d in enumerate(read(path)) if i % _HELD_BACK != _HELD_BACK - 1
    ]
    spot = fit_spot(documents)
    resolve = fit_resolve(documents)
    lines = ["[spot]", f"threshold = {weights().spot_threshold}"]
    lines += [f"{n} = {v:.3f}" for n, v in zip(_offers.NAMES, spot, strict=True)]
    lines += ["", "[resolve]"]
    lines += [f"{n} = {v:.3f}" for n, v in zip(_features.NAMES, resolve, strict=True)]
    return "\n".join(lines) + "\n"


def fit_spot(documents: Sequence[Document]) -> Array:
    """Weights in the order of `_offers.NAMES`, by Newton's method."""
    rows = [row for d in _examples(documents) for row in d]
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    pull = np.full(x.shape[1], _SPOT_PULL)
    pull[0] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull)
        w -= np.linalg.solve(curve, x.T @ (p - y) + pull * w)
    return w


def _examples(
    documents: Sequence[Document],
) -> Iterator[list[tuple[tuple[float, ...], float]]]:
    words, places = lexicon(), gazetteer()
    reports = [
        Report(id=d.id, source=d.id, media_type="text/plain", language="en", text=d.text)
        for d in documents
    ]
    for document, parsed in zip(documents, parse_many(reports), strict=True):
        gold = [
            (m.start, m.end)
            for m in document.toponyms
            if document.text[m.start : m.end].casefold() not in words.demonyms
        ]
        rest = _offers.elsewhere(parsed.passages)
        rows = []
        for n, passage in enumerate(parsed.passages):
            for offer in _offers.offers(n, passage, rest, places, words):
                span = passage.doc[offer.first : offer.last]
                if span.text.casefold() in words.demonyms:
                    continue
                start, end = passage.offset + span.start_char, passage.offset + span.end_char
                overlap = max((_overlap((start, end), g) for g in gold), default=0.0)
                rows.append((offer.features, _label(overlap)))
        yield rows


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0.0, common / (max(a[1], b[1]) - min(a[0], b[0])))


def _label(overlap: float) -> float:
    if overlap >= _SAME_SPAN:
        return 1.0
    return 0.4 if overlap >= _HALF_SPAN else 0.0


def fit_resolve(documents: Sequence[Document]) -> Array:
    """Weights in the order of `_features.NAMES`.

    The context features depend on the other names' probabilities, thus on the weights: fitted in
    rounds, each from the probabilities that the last weights give.
    """
    first = np.array([FIRST_GUESS[name] for name in _features.NAMES])
    w = first.copy()
    known = [_senses(d) for d in documents]
    for round_ in range(_ROUNDS):
        for _, senses in known:
            _resolve.settle(senses, tuple(w.tolist()))
        fresh = _ascend(*_candidate_rows(known), first, w)
        w = fresh if round_ == 0 else (w + fresh) / 2
    return w


def _senses(document: Document) -> tuple[list[Any], list[_features.Sense]]:
    gold = sorted(document.toponyms, key=lambda m: (m.start, m.end))
    demonyms = lexicon().demonyms
    names = [document.text[m.start : m.end] for m in gold]
    spots = [
        Spot(m.start, m.end, name, demonyms.get(name.casefold()))
        for m, name in zip(gold, names, strict=True)
    ]
    of = _resolve.senses(spots, document.text, document.domain)
    return gold, [s for s in dict.fromkeys(of) if s.candidates]


def _candidate_rows(known: Sequence[tuple[list[Any], list[_features.Sense]]]) -> tuple[Any, ...]:
    x: list[tuple[float, ...]] = []
    right: list[float] = []
    starts: list[int] = []
    weight: list[float] = []
    for gold, senses in known:
        around = _features.Surroundings(senses)
        for sense in senses:
            marks = [gold[i] for i in sense.spots if gold[i].lat is not None]
            near = [
                sum(distance_km(m.lat, m.lon, c.place.lat, c.place.lon) <= WITHIN_KM for m in marks)
                for c in sense.candidates
            ]
            if len(near) < 2 or not max(near):
                continue
            starts.append(len(x))
            weight.append(len(marks) ** 0.5)
            right += [float(n == max(near)) for n in near]
            x += [
                s + around.context(sense, c)
                for c, s in zip(sense.candidates, sense.static, strict=True)
            ]
    return np.array(x), np.array(right), np.array(starts), np.array(weight)


def _ascend(x: Array, right: Array, starts: Array, weight: Array, *ws: Array) -> Array:
    """Adam on the log-likelihood that one of the right candidates is chosen."""
    first, w = ws[0], ws[1].copy()
    of = np.repeat(np.arange(len(starts)), np.diff([*starts, len(x)]))
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, _STEPS + 1):
        z = x @ w
        e = np.exp(z - np.maximum.reduceat(z, starts)[of])
        every = np.add.reduceat(e, starts)[of]
        good = np.maximum(np.add.reduceat(e * right, starts), 1e-12)[of]
        slope = x.T @ ((e / every - e * right / good) * weight[of])
        g = (slope + _RESOLVE_PULL * (w - first)) / len(starts)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


if __name__ == "__main__":
    sys.stdout.write(main([Path(p) for p in sys.argv[1:]]))
