"""The case in brief: what is agreed, what conflicts, who is unaccounted for, the last word.

Invariant: every line is made of findings, cells and questions of the incident and names the claims
under it; what is left out of a part is counted in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from caseweave.case._note import Note
from caseweave.case._records import CaseFiles
from caseweave.case._urgency import Urgency, clock, urgency
from caseweave.case._words import (
    day_words,
    first_asked,
    label_words,
    number_words,
    status_words,
    value_words,
)
from caseweave.model import (
    Finding,
    Incident,
    Standing,
)
from caseweave.reconcile import RIVALS, in_words
from caseweave.schema.urgency import urgency_rules

PartKind = Literal["standing", "agreed", "conflict", "unaccounted", "clock", "checks"]
_PRESSING = ("missing", "held", "hiding")  # of `schema/urgency.toml`, in the order of reading
# Not what a reader asks of the incident itself.
_ASIDE = {"event", "date.statement", "date.mentioned", "place.mentioned", "statistic"}


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the brief, in the order in which it is read."""

    kind: PartKind
    title: str
    notes: tuple[Note, ...]


def brief(files: CaseFiles, incident: Incident) -> tuple[Part, ...]:
    """The case of `incident` in six parts; a part with nothing to tell says so."""
    claims = {c.id: c for c in files.claims if c.incident == incident.id}
    reports = [r for r in files.reports if r.id in incident.reports]
    pressing = urgency(incident, tuple(claims.values()), reports, clock(files))
    names = {o.id: o.name for o in incident.origins}
    return (
        _part("standing", "Where they stand", _standing(incident, names)),
        _part("unaccounted", "Not accounted for", _unaccounted(incident)),
        _part("conflict", "The accounts conflict", _conflicts(incident)),
        _part("agreed", "Told by two or more independent origins", _agreed(incident)),
        _part("checks", "What does not fit", _checks(incident)),
        _part("clock", "The last word", _clock(incident, pressing)),
    )


def _part(kind: PartKind, title: str, notes: Iterable[Note]) -> Part:
    return Part(kind=kind, title=title, notes=tuple(notes))


def _standing(incident: Incident, names: Mapping[str, str]) -> Iterator[Note]:
    """Those of whom later accounts may speak last; before them, whom somebody can still help."""
    ranks = {s: i for i, kind in enumerate(_PRESSING) for s in urgency_rules().waiting[kind]}
    for one in sorted(
        incident.standing,
        key=lambda s: (_may_be_later(s), ranks.get(s.status, len(ranks))),
    ):
        yield Note(words=standing_words(one, names), claims=one.claims)


def _may_be_later(one: Standing) -> bool:
    return one.left is not None and one.left < one.low


def standing_words(one: Standing, names: Mapping[str, str]) -> str:
    """As "11 to 13 released in December 2019, say A and B; last told 5 January 2020".

    `names`: origins by id.
    """
    number = number_words(one.low, one.high, one.best)
    when = f", {day_words(one.at)}" if one.at else ", no day told"
    who = [names[o] for o in one.origins if o in names]
    said = f" ({_listed(who)})" if who else ""
    told = f"; last told {day_words(one.told)}" if one.told else "; told in an undated report"
    left = f"; by later accounts at most {one.left} still are" if _may_be_later(one) else ""
    return f"{number} {status_words(one.status)}{when}{said}{told}{left}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _unaccounted(incident: Incident) -> Iterator[Note]:
    for question in incident.headcount.open:
        yield Note(words=question.question, claims=question.claims)


def _conflicts(incident: Incident) -> Iterator[Note]:
    """Each conflict as its finding tells it: rival values only, with who gives them and when."""
    for finding in sorted(incident.findings, key=first_asked):
        if finding.verdict == "conflict" and finding.attribute not in _ASIDE - {"event"}:
            label = label_words(finding.attribute, finding.population)
            words = f"{label}: {finding.because.removeprefix(f'{RIVALS}: ')}"
            yield Note(words=words, claims=finding.claims, verdict="conflict")


def _agreed(incident: Incident) -> Iterator[Note]:
    for finding in sorted(incident.findings, key=first_asked):
        if finding.verdict == "agreed" and finding.attribute not in _ASIDE:
            label = label_words(finding.attribute, finding.population)
            words = f"{label}: {_value(finding)}."
            yield Note(words=words, claims=finding.claims, verdict="agreed")


def _value(finding: Finding) -> str:
    if finding.value is None:
        return "unknown"
    edtf = getattr(finding.value, "edtf", None)
    return in_words(edtf) if edtf else value_words(finding.value)


def _checks(incident: Incident) -> Iterator[Note]:
    for check in incident.checks:
        yield Note(words=check.because, claims=check.claims)


def _clock(incident: Incident, pressing: Urgency) -> Iterator[Note]:
    if pressing.last_word is None:
        yield Note(words="No report of it carries a date.")
    else:
        age = "" if pressing.silent is None else f", {_days(pressing.silent)} before"
        since = f" {day_words(pressing.at)}" if age and pressing.silent else ""
        age = f"{age}{since}" if pressing.silent else ", the day of the newest report here"
        yield Note(words=f"The last report is of {day_words(pressing.last_word)}{age}.")
    for limit in incident.deadlines:
        told = f" (told {day_words(limit.told)})" if limit.told else ""
        by = f": {day_words(limit.by)}" if limit.by else ""
        over = ", told as past" if limit.over else ""
        yield Note(words=f"Time limit: “{limit.words}”{by}{told}{over}.", claims=limit.claims)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
