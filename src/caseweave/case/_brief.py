"""The case in brief: what is agreed, what conflicts, who is unaccounted for, the last word.

Invariant: every line is made of findings, cells and questions of the incident and names the claims
under it; what is left out of a part is counted in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

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
    Claim,
    CountValue,
    Finding,
    Incident,
    Standing,
    Verdict,
)
from caseweave.reconcile import in_words

PartKind = Literal["standing", "agreed", "conflict", "unaccounted", "clock", "checks"]
# Not what a reader asks of the incident itself.
_ASIDE = {"event", "date.statement", "date.mentioned", "place.mentioned", "statistic"}


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its words, the claims it rests on, a verdict where it tells of a finding."""

    words: str
    claims: tuple[str, ...] = ()
    verdict: Verdict | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the brief, in the order in which it is read."""

    kind: PartKind
    title: str
    notes: tuple[Note, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """The sets of figures that cannot hold together for one head-count, under one heading."""

    about: str
    title: str
    sets: tuple[Note, ...]


def brief(files: CaseFiles, incident: Incident) -> tuple[Part, ...]:
    """The case of `incident` in six parts; a part with nothing to tell says so."""
    claims = {c.id: c for c in files.claims if c.incident == incident.id}
    reports = [r for r in files.reports if r.id in incident.reports]
    pressing = urgency(incident, tuple(claims.values()), reports, clock(files))
    names = {o.id: o.name for o in incident.origins}
    return (
        _part("standing", "Where they stand", _standing(incident, names)),
        _part("unaccounted", "Not accounted for", _unaccounted(incident)),
        _part("conflict", "The accounts conflict", _conflicts(incident, claims)),
        _part("agreed", "Told by two or more independent origins", _agreed(incident)),
        _part("checks", "What does not fit", _checks(incident)),
        _part("clock", "The last word", _clock(incident, pressing)),
    )


def _part(kind: PartKind, title: str, notes: Iterable[Note]) -> Part:
    return Part(kind=kind, title=title, notes=tuple(notes))


def _standing(incident: Incident, names: Mapping[str, str]) -> Iterator[Note]:
    for one in incident.standing:
        yield Note(words=standing_words(one, names), claims=one.claims)


def standing_words(one: Standing, names: Mapping[str, str]) -> str:
    """As "11 to 13 released in December 2019, say A and B; last told 5 January 2020".

    `names`: origins by id.
    """
    number = number_words(one.low, one.high, one.best)
    when = f", {day_words(one.at)}" if one.at else ", no day told"
    who = [names[o] for o in one.origins if o in names]
    said = f" ({_listed(who)})" if who else ""
    told = f"; last told {day_words(one.told)}" if one.told else "; told in an undated report"
    fewer = one.left is not None and one.left < one.low
    left = f"; later accounts leave at most {one.left} of them" if fewer else ""
    return f"{number} {status_words(one.status)}{when}{said}{told}{left}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _unaccounted(incident: Incident) -> Iterator[Note]:
    for question in incident.headcount.open:
        yield Note(words=question.question, claims=question.claims)


def _conflicts(incident: Incident, claims: Mapping[str, Claim]) -> Iterator[Note]:
    names = {c: o.name for o in incident.origins for c in o.claims}
    for finding in sorted(incident.findings, key=first_asked):
        if finding.verdict == "conflict":
            words = f"{label_words(finding.attribute, finding.population)}: "
            counted = finding.low is not None
            words += _rivals(finding, claims, names) if counted else finding.because
            yield Note(words=words, claims=finding.claims, verdict="conflict")


def _rivals(finding: Finding, claims: Mapping[str, Claim], names: Mapping[str, str]) -> str:
    """Each value with the origins that give it, then who denies or did not know."""
    told: dict[str, set[str]] = {}
    against: dict[str, set[str]] = {}
    sizes: dict[str, int] = {}
    for claim in (claims[c] for c in finding.claims if c in claims):
        name = names.get(claim.id, "nobody named")
        if claim.stance == "asserts" and claim.factuality in {"happened", "unknown"}:
            said = value_words(claim.value)
            told.setdefault(said, set()).add(name)
            sizes[said] = (claim.value.best or 0) if isinstance(claim.value, CountValue) else 0
        elif claim.stance != "asserts":
            against.setdefault(_VERBS.get(claim.stance, claim.stance), set()).add(name)
    order = sorted(told, key=lambda v: (sizes[v], -len(told[v]), v))
    parts = [f"{value} ({_listed(sorted(told[value]))})" for value in order]
    parts += [f"{_listed(sorted(who))} {verb} it" for verb, who in sorted(against.items())]
    return f"{'; '.join(parts)}."


_VERBS = {
    "denies": "denies",
    "disputes": "disputes",
    "unaware": "did not know of",
    "declined": "would not speak of",
    "unreachable": "could not be asked of",
}


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


def disputes(incident: Incident) -> tuple[Dispute, ...]:
    """Every smallest contradictory set, those of one head-count under one heading.

    The heading with most sets comes first; nothing is left out.
    """
    grouped: dict[str, list[Note]] = {}
    for one in incident.headcount.conflicts:
        about = one.about or "people"
        grouped.setdefault(about, []).append(Note(words=one.because, claims=one.claims))
    found = {(f.attribute, f.population): f for f in incident.findings}
    return tuple(
        Dispute(about=about, title=_dispute_title(about, found), sets=tuple(sets))
        for about, sets in sorted(grouped.items(), key=lambda g: (-len(g[1]), g[0]))
    )


def _dispute_title(about: str, found: Mapping[tuple[str, str | None], Finding]) -> str:
    finding = found.get((about, None))
    label = label_words(about)
    if finding is None or finding.low is None or finding.low == finding.high:
        return label
    return f"{label}: {number_words(finding.low, finding.high)}"
