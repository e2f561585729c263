"""How pressing an incident is, and why: reasons in words, each with its claims and points.

Invariant: a pure function of the incident and a day; the machine's clock is never asked. A higher
score asks to be read first, and says nothing on what is true.
"""

from collections.abc import Iterator, Sequence

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._words import day_words, number_words, status_words
from caseweave.model import CategoryValue, Claim, Deadline, Incident, Report, Standing, day_bounds
from caseweave.schema.urgency import urgency_rules

_MOST = 100


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason: its name in `schema/urgency.toml`, its points before the factor, its words."""

    kind: str
    points: int
    words: str
    claims: tuple[str, ...] = ()


class Urgency(msgspec.Struct, frozen=True, kw_only=True):
    """How pressing one incident is on a day.

    `score`: 0 to 100; `because`: one sentence of it all; `reasons`: weightiest first. `last_word`:
    EDTF of the last report; `silent`: days from then to `at`, None where either is unknown.
    `deadline`: the next limit that a report states with a day, else the last that passed.
    """

    incident: str
    score: int
    because: str
    reasons: tuple[Reason, ...] = ()
    standing: tuple[Standing, ...] = ()
    last_word: str | None = None
    silent: int | None = None
    deadline: Deadline | None = None
    at: str | None = None


def clock(files: CaseFiles) -> str | None:
    """The day from which ages are reckoned: `as_of`, else that of the latest report (ISO)."""
    if files.as_of:
        return files.as_of[:10]
    return _latest(files.reports)


def by_urgency(files: CaseFiles) -> tuple[Urgency, ...]:
    """The incidents of the files, the most pressing first; ties by the later last word, then id."""
    at = clock(files)
    claims: dict[str, list[Claim]] = {}
    for claim in files.claims:
        claims.setdefault(claim.incident or "", []).append(claim)
    reports = {r.id: r for r in files.reports}
    found = [
        urgency(i, claims.get(i.id, ()), [reports[r] for r in i.reports if r in reports], at)
        for i in files.incidents
    ]
    return tuple(sorted(found, key=lambda u: (-u.score, _backwards(u.last_word), u.incident)))


def urgency(
    incident: Incident, claims: Sequence[Claim], reports: Sequence[Report], at: str | None
) -> Urgency:
    """How pressing `incident` is on the day `at` (ISO; None: the day of its latest report).

    `claims` and `reports` are those of the incident; others are passed over.
    """
    mine = [c for c in claims if c.incident == incident.id]
    last = _latest([r for r in reports if r.id in incident.reports])
    day = at or last
    silent = _days_between(last, day)
    reasons = sorted(_reasons(incident, mine, day), key=lambda r: (-r.points, r.kind))
    total = sum(r.points for r in reasons) * urgency_rules().factor(silent)
    return Urgency(
        incident=incident.id,
        score=min(_MOST, round(total)),
        because=_because(reasons, last, silent),
        reasons=tuple(reasons),
        standing=incident.standing,
        last_word=last,
        silent=silent,
        deadline=_next(incident.deadlines, day),
        at=day,
    )


def _latest(reports: Sequence[Report]) -> str | None:
    known = [r.published.value[:10] for r in reports if r.published]
    dated = [(b[1], k) for k in known if (b := day_bounds(k))]
    return max(dated)[1] if dated else None


def _backwards(day: str | None) -> int:
    bounds = day_bounds(day)
    return -bounds[1] if bounds else 0


def _days_between(earlier: str | None, later: str | None) -> int | None:
    one, other = day_bounds(earlier), day_bounds(later)
    return max(0, other[1] - one[1]) if one and other else None


def _reasons(incident: Incident, claims: Sequence[Claim], day: str | None) -> Iterator[Reason]:
    points = urgency_rules().points
    waiting = list(_waiting(incident))
    for kind, words, ids in (
        *waiting,
        *_feared(incident, claims),
        *_left_over(incident, bool(waiting)),
        *_children(incident, bool(waiting)),
        *_limits(incident, day),
        *_unanswered(incident, bool(waiting)),
    ):
        yield Reason(kind=kind, points=points[kind], words=words, claims=ids)


Found = Iterator[tuple[str, str, tuple[str, ...]]]


def _waiting(incident: Incident) -> Found:
    """Groups whose last word leaves them held, missing or hiding; one reason for each kind."""
    for kind, statuses in urgency_rules().waiting.items():
        here = [s for s in incident.standing if s.status in statuses]
        if here:
            words = "; ".join(_stands(s) for s in here)
            yield kind, words, tuple(sorted({c for s in here for c in s.claims}))


def _stands(one: Standing) -> str:
    number = number_words(one.low, one.high, one.best)
    when = f", {day_words(one.at)}" if one.at else ""
    fewer = one.left is not None and one.left < one.low
    left = f", of whom at most {one.left} are in no later account" if fewer else ""
    return f"{number} last known {status_words(one.status)}{when}{left}"


def _feared(incident: Incident, claims: Sequence[Claim]) -> Found:
    """What a report tells as possible or to come, unless everybody is known to be safe."""
    if incident.standing and not any(_unsafe(s) for s in incident.standing):
        return
    kinds = urgency_rules().feared["kinds"]
    told = [
        c
        for c in claims
        if c.attribute == "event"
        and isinstance(c.value, CategoryValue)
        and c.value.value in kinds
        and (c.stance, c.factuality) in {("asserts", "possible"), ("asserts", "future")}
    ]
    if told:
        named = sorted({status_words(c.value.value) for c in told if hasattr(c.value, "value")})
        ids = tuple(sorted(c.id for c in told))
        yield "return_feared", f"a report tells that they could be {' or '.join(named)}", ids


def _unsafe(one: Standing) -> bool:
    return any(one.status in found for found in urgency_rules().waiting.values())


def _left_over(incident: Incident, waiting: bool) -> Found:
    """People whom no account covers at the last moment known."""
    cells = [c for c in incident.headcount.cells if c.status == "unknown" and not c.scenario]
    dated = [(b[1], c) for c in cells if (b := day_bounds(c.at))]
    last = max(dated, key=lambda d: (d[0], d[1].low), default=None)
    if last is None or last[1].low == 0:
        return
    number = number_words(last[1].low, last[1].high, last[1].best)
    more = "" if waiting else ", while the others are accounted for"
    yield "unaccounted", f"{number} not accounted for{more}", last[1].claims


def _children(incident: Incident, waiting: bool) -> Found:
    found = [
        f
        for f in incident.findings
        if f.attribute in {"people.children", "people.infants"} and (f.high is None or f.high > 0)
    ]
    told = [f for f in found if f.low]
    if waiting and told:
        ids = tuple(sorted({c for f in told for c in f.claims}))
        yield "children", "children are among them", ids


def _limits(incident: Incident, day: str | None) -> Found:
    today = day_bounds(day)
    ahead, passed, vague = [], [], []
    for one in incident.deadlines:
        bounds = day_bounds(one.by)
        if one.over or (bounds is None and one.by):
            continue
        if bounds is None:
            vague.append(one)
        elif today is None or bounds[1] >= today[1]:
            ahead.append(one)
        else:
            passed.append(one)
    told = "a report states a time limit"
    if ahead:
        one = ahead[0]
        yield "deadline_ahead", f'{told}: "{one.words}", {day_words(one.by)}', one.claims
    if passed and not _later_word(passed[-1], incident):
        one = passed[-1]
        words = f'{told}, "{one.words}", that ended {day_words(one.by)}; no later report tells more'
        yield "deadline_passed", words, one.claims
    if vague and not ahead:
        yield "deadline_open", f'{told}: "{vague[0].words}"', vague[0].claims


def _later_word(one: Deadline, incident: Incident) -> bool:
    """Whether the last word on some group came after a limit had passed."""
    end = day_bounds(one.by)
    told = [b[1] for s in incident.standing if (b := day_bounds(s.told))]
    return end is not None and any(t > end[1] for t in told)


def _unanswered(incident: Incident, waiting: bool) -> Found:
    asked = [r for r in incident.responses if r.kind == "requested_from"]
    acted = any(r.kind in {"helped_by", "credited"} for r in incident.responses)
    if asked and waiting and not acted:
        names = ", ".join(sorted({r.who for r in asked}))
        ids = tuple(sorted({c for r in asked for c in r.claims}))
        yield "unanswered", f"{names} was asked to act, and no report tells that anybody did", ids


def _next(limits: Sequence[Deadline], day: str | None) -> Deadline | None:
    today = day_bounds(day)
    dated = [(b[1], d) for d in limits if not d.over and (b := day_bounds(d.by))]
    ahead = [d for end, d in dated if today is None or end >= today[1]]
    return ahead[0] if ahead else dated[-1][1] if dated else None


def _because(reasons: Sequence[Reason], last: str | None, silent: int | None) -> str:
    if silent is None:
        age = "The last word carries no date"
    else:
        days = (
            "of the same day"
            if silent == 0
            else "1 day old"
            if silent == 1
            else f"{silent:,} days old"
        )
        age = f"The last word, {day_words(last)}, is {days}"
    if not reasons:
        return f"Nobody is known to be held, missing or in hiding. {age}."
    first = "; ".join(r.words for r in reasons)
    return f"{first[:1].upper()}{first[1:]}. {age}."
