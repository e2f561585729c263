"""Agreement, conflict, supersession: our verdicts on pairs of accounts that a person labelled.

Two measures. `given`: the two figures as labelled, so that reconciling alone is judged.
`end_to_end`: the two documents as extracted, their main mentions taken as one incident. `floor`
calls every pair of different figures a conflict. Scored are precision and recall of each verdict.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from caseweave.evaluate._verdict_labels import Pair, Told, documents, pairs, report_of
from caseweave.extract import extract_many
from caseweave.model import (
    Attribution,
    Claim,
    CountValue,
    Evidence,
    Extraction,
    Finding,
    Mention,
    Published,
    Report,
    content_id,
)
from caseweave.reconcile import LinkedIncident, reconcile

_LABEL_OF = {
    "agreed": "agreement",
    "single": "agreement",
    "compatible": "compatible",
    "superseded": "superseded",
    "conflict": "conflict",
}
LABELS = ("agreement", "compatible", "superseded", "conflict")
_NONE = "none"


def run(data: Path, predictions: Path | None = None) -> dict[str, float]:
    """Per cent precision, recall and F1 by label and collection, with the floor's.

    `data` is the folder that holds `gva/` and `united_iom/`. `predictions`: written, one line a
    pair with its label and what each method says. Raises FileNotFoundError.
    """
    found = pairs(data)
    known = {k: report_of(v) for k, v in sorted(documents(data).items())}
    extracted = dict(zip(known, extract_many(list(known.values()), ("violence",)), strict=True))
    said = {
        "given": [verdict_given(pair) for pair in found],
        "end_to_end": [_end_to_end(pair, known, extracted) for pair in found],
        "floor": [floor(pair) for pair in found],
    }
    if predictions is not None:
        _write(predictions, found, said)
    measures = {"pairs": float(len(found))}
    for method, answers in said.items():
        for collection in ("gva", "united_iom"):
            if method == "end_to_end" and collection != "gva":
                continue
            judged = [
                (p.label, a)
                for p, a in zip(found, answers, strict=True)
                if p.collection == collection
            ]
            scored = score(judged).items()
            measures |= {f"{method}.{collection}.{name}": value for name, value in scored}
    return measures


def score(judged: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Accuracy and, for each label of `judged` (gold, ours), precision, recall and F1, per cent."""
    right = sum(gold == ours for gold, ours in judged)
    found = {"accuracy": round(100 * right / max(1, len(judged)), 1)}
    for label in LABELS:
        hits = sum(gold == ours == label for gold, ours in judged)
        ours_all = sum(ours == label for _, ours in judged)
        gold_all = sum(gold == label for gold, _ in judged)
        if not gold_all:
            continue
        precision, recall = 100 * hits / max(1, ours_all), 100 * hits / gold_all
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        found[f"{label}.precision"] = round(precision, 1)
        found[f"{label}.recall"] = round(recall, 1)
        found[f"{label}.f1"] = round(f1, 1)
    return found


def floor(pair: Pair) -> str:
    """Figures that differ are a conflict; figures that do not, agree."""
    return "agreement" if pair.a.value == pair.b.value else "conflict"


def verdict_given(pair: Pair) -> str:
    """The verdict on the two figures as labelled, each in its outlet's own voice."""
    reports = (_report(pair.a, "a"), _report(pair.b, "b"))
    claims = tuple(_claim(pair, t, r) for t, r in zip((pair.a, pair.b), reports, strict=True))
    mentions = tuple(_mention(r, pair.collection) for r in reports)
    return _verdict(reports, mentions, claims, pair.attribute)


def _report(told: Told, side: str) -> Report:
    return Report(
        id=f"sha256:{side}",
        source=told.source,
        media_type="text/plain",
        language="en",
        outlet=f"outlet {side}",
        published=Published(value=told.day, precision="day") if told.day else None,
        text=told.words,
        passages=(),
    )


def _mention(report: Report, collection: str) -> Mention:
    kind = "violence" if collection == "gva" else "boat"
    return Mention(id=f"mention:{report.id}", report=report.id, role="main", type=kind)


def _claim(pair: Pair, told: Told, report: Report) -> Claim:
    low = told.value
    return Claim(
        id=content_id("claim", report.id, pair.attribute, told.value),
        report=report.id,
        mention=f"mention:{report.id}",
        attribute=pair.attribute,
        value=CountValue(
            low=low,
            best=told.value,
            high=None if told.qualifier in {"at_least", "more_than"} else told.value,
            qualifier=told.qualifier,
            words=told.words,
        ),
        evidence=Evidence.at(report.text, 0, len(report.text)),
        attribution=(Attribution(kind="outlet", name=report.outlet),),
        extractor="label",
        confidence=1.0,
    )


def _end_to_end(
    pair: Pair, known: Mapping[str, Report], extracted: Mapping[str, Extraction]
) -> str:
    """The verdict on what was extracted from the two documents; `none` without a figure."""
    if pair.collection != "gva":
        return _NONE
    sides = [pair.a.source, pair.b.source]
    reports = tuple(known[s] for s in sides)
    mentions = tuple(m for s in sides for m in extracted[s].mentions if m.role == "main")
    mine = {m.id for m in mentions}
    claims = tuple(c for s in sides for c in extracted[s].claims if c.mention in mine)
    return _verdict(reports, mentions, claims, pair.attribute)


def _verdict(
    reports: tuple[Report, ...],
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
    attribute: str,
) -> str:
    if not mentions:
        return _NONE
    incident = reconcile(
        LinkedIncident(
            id="incident:pair",
            type=mentions[0].type,
            mentions=mentions,
            claims=claims,
            reports=reports,
            all_reports={r.id: r for r in reports},
        )
    )
    told = {c.id: c.report for c in claims}
    return _label(incident.findings, attribute, told)


def _label(findings: Iterable[Finding], attribute: str, report_of_claim: Mapping[str, str]) -> str:
    """The verdict as a label; `none` unless both reports tell of the attribute."""
    for finding in findings:
        if finding.attribute == attribute and finding.population is None:
            both = len({report_of_claim[c] for c in finding.claims if c in report_of_claim}) > 1
            return _LABEL_OF.get(finding.verdict, _NONE) if both else _NONE
    return _NONE


def _write(path: Path, found: Sequence[Pair], said: Mapping[str, Sequence[str]]) -> None:
    lines = [
        json.dumps(
            {
                "collection": pair.collection,
                "attribute": pair.attribute,
                "a": [pair.a.source, pair.a.value, pair.a.day],
                "b": [pair.b.source, pair.b.value, pair.b.day],
                "label": pair.label,
                **{method: answers[i] for method, answers in said.items()},
            }
        )
        for i, pair in enumerate(found)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
