"""A logistic score from named features, and its reason in English.

The score is a function of two profiles and the weights alone. Reasons list only what speaks for
the link: take a listed feature away and the score falls.
"""

import math
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from caseweave.link._feature import Feature, Measure
from caseweave.link._records import MentionProfile
from caseweave.link._wording import WORDING
from caseweave.link.compare import Facts, compare, shared, shared_names
from caseweave.link.features import FEATURES
from caseweave.link.words import tables
from caseweave.model import CaseweaveError, Link


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What cannot be one incident: days apart beyond uncertainty, times as many people, and so on.

    `ratio` and `excess`: counts that differ by both the factor and the number of people.
    """

    days: int = 120
    ratio: float = 3.0
    excess: int = 4
    km: float = 500.0
    days_before: int | None = None


class Weights(msgspec.Struct, frozen=True):
    """A linear model: log-odds `bias` plus each feature's weight; `threshold` on the score 0-1.

    `staged`: incidents of the type go on in stages, so that one sure pair may carry two clusters.
    """

    bias: float
    threshold: float
    features: dict[str, float]
    limits: Limits = Limits()
    staged: bool = False


@lru_cache(maxsize=64)
def weights_for(incident_type: str) -> Weights:
    """The weights of an incident type (`schema/linking_TYPE.toml`), else the domain-free default.

    Raises CaseweaveError where the file names a feature that does not exist.
    """
    folder = files("caseweave.schema")
    path = folder / f"linking_{incident_type}.toml"
    if not path.is_file():
        path = folder / "linking.toml"
    return read_weights(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def read_weights(table: Mapping[str, Any], source: str) -> Weights:
    """Weights from a parsed TOML table; `source` is named in errors."""
    unknown = sorted(set(table["features"]) - {f.name for f in FEATURES})
    if unknown:
        raise CaseweaveError(
            f"{source}: no feature is called {', '.join(unknown)}. Use a name of link.features"
        )
    return Weights(
        bias=float(table["bias"]),
        threshold=float(table["threshold"]),
        features={k: float(v) for k, v in sorted(table["features"].items())},
        limits=msgspec.convert(table.get("limits", {}), Limits),
        staged=bool(table.get("staged", False)),
    )


def pair_weights(a: MentionProfile, b: MentionProfile) -> Weights:
    """The weights for a pair: its type's, or the default where the types differ."""
    return weights_for(pair_type(a, b))


def pair_type(a: MentionProfile, b: MentionProfile) -> str:
    """The incident type of both; empty where they differ."""
    return a.type if a.type == b.type else ""


def measure(facts: Facts) -> dict[str, float]:
    """Every feature that is not 0, by name."""
    values = [(f.name, f.measure(facts)) for f in FEATURES]
    return {name: value for name, value in values if value}


def strength(values: Mapping[str, float], weights: Weights) -> float:
    """The score, 0 to 1, of measured features."""
    return _logistic(sum(weights.features.get(k, 0.0) * v for k, v in values.items()), weights)


def quick(facts: Facts, incident_type: str) -> tuple[float, float]:
    """`strength(measure(facts), weights_for(incident_type))`, measuring only what has a weight.

    And the log-odds of what was told (time, place, people, kinds), without how it was worded.
    """
    odds = told = 0.0
    for one, weight, wording in _weighed(incident_type):
        value = one(facts)
        if value:
            odds += weight * value
            if not wording:
                told += weight * value
    return _logistic(odds, weights_for(incident_type)), told


@lru_cache(maxsize=64)
def _weighed(incident_type: str) -> tuple[tuple[Measure, float, bool], ...]:
    known = weights_for(incident_type).features
    worded = {f.name for f in WORDING.features}
    return tuple(
        (f.measure, known[f.name], f.name in worded) for f in FEATURES if known.get(f.name)
    )


def _logistic(odds: float, weights: Weights) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, weights.bias + odds))))


def score(a: MentionProfile, b: MentionProfile, weights: Weights | None = None) -> Link:
    """The link of two mentions: `a` the smaller id, score 0-1, reasons (a sentence comes first)."""
    if b.id < a.id:
        a, b = b, a
    weights = weights or pair_weights(a, b)
    return explain(compare(a, b), weights)


# Log-odds from which something that speaks against a link is told in its sentence.
_WORTH_TELLING = 0.2


def explain(facts: Facts, weights: Weights) -> Link:
    """The link with its reasons: one sentence, then `feature +weight: what it saw`."""
    values = measure(facts)
    score = round(strength(values, weights), 4)
    parts = [(weights.features.get(f.name, 0.0) * values.get(f.name, 0.0), f) for f in FEATURES]
    fore = sorted((p for p in parts if p[0] >= 0.005), key=lambda p: -p[0])
    against = sorted((p for p in parts if p[0] <= -_WORTH_TELLING), key=lambda p: p[0])
    said = {f.name: _say(f, facts) for _, f in fore + against}
    sentence = _sentence(score, [said[f.name] for _, f in fore], [said[f.name] for _, f in against])
    lines = [f"{f.name} {weight:+.2f}: {said[f.name]}" for weight, f in fore]
    return Link(a=facts.a.id, b=facts.b.id, score=score, reasons=(sentence, *lines))


def _sentence(score: float, fore: list[str], against: list[str]) -> str:
    likely = "Likely" if score >= 0.5 else "Hardly"
    told = _listed(list(dict.fromkeys(fore))[:4]) or "nothing they share says so"
    text = f"{likely} one incident ({score:.2f}) because {told}"
    if against:
        text += f", although {_listed(list(dict.fromkeys(against))[:2])}"
    return text + "."


def _listed(phrases: list[str]) -> str:
    return " and ".join([", ".join(phrases[:-1]), phrases[-1]] if len(phrases) > 1 else phrases)


def _say(feature: Feature, f: Facts) -> str:
    sizes = "" if f.size is None else " and ".join(str(n) for n in dict.fromkeys(f.size))
    return feature.says.format(
        f=f,
        places=_few(f.shared_places),
        regions=_few(f.shared_regions),
        days=_few(tuple(_day(d) for d in f.days_named)),
        spots=_few(tuple(s.title() for s in f.shared_spots)),
        mentioned=_few(f.mentioned),
        rare=_few(f.shared_rare),
        composition=_few(shared(f.a.composition, f.b.composition)),
        lead_ages=_few(tuple(str(n) for n in shared(f.a.lead_ages, f.b.lead_ages))),
        countries=_few(f.shared_countries),
        km="" if f.km is None else round(f.km),
        size=sizes,
        counts=_few(tuple(f"{c.low} {c.attribute}" for c in f.same_counts)),
        dated_count=_few(tuple(f"{c.low} {c.attribute}" for c in f.dated_counts)),
        nationalities=_few(shared(f.a.nationalities, f.b.nationalities)),
        ages=_few(tuple(str(n) for n in shared(f.a.ages, f.b.ages))),
        victims=_few(shared_names(f.a.victims, f.b.victims)),
        people=_few(shared(f.a.people, f.b.people)),
        actors=_few(shared_names(f.a.actors, f.b.actors)),
        custodians=_few(shared_names(f.a.custodians, f.b.custodians)),
        kinds=_few(shared(f.a.kinds, f.b.kinds)),
        speakers=_few(shared_names(f.a.speakers, f.b.speakers)),
        text=f"{f.text:.2f}",
        names=f"{f.names:.2f}",
        streets=_few(shared_names(f.a.streets, f.b.streets)),
        weekdays=_few(shared(f.a.weekdays, f.b.weekdays)),
        first_ages=_few(tuple(str(n) for n in shared(f.a.first_ages, f.b.first_ages))),
    ).replace(" 1 days", " 1 day")


def _day(named: str) -> str:
    month, day = named.split("-")
    return f"{int(day)} {tables()['months'][int(month) - 1]}"


def _few(found: tuple[str, ...]) -> str:
    return ", ".join(found[:3]) + (" and others" if len(found) > 3 else "")
