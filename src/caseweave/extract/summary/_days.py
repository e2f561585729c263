"""The day of a report's main incident: a linear choice among the days that the report names.

A candidate is an interval of days with all the places of the text that name it. "Not told" stands
beside them: where it wins, the report names no day of its incident.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from caseweave.extract.layers import TimeExpression
from caseweave.extract.summary import _choice, _day_acts
from caseweave.extract.summary._records import TOLD, Chosen, chosen
from caseweave.extract.summary._setting import CORE, Setting, event_weights
from caseweave.model import Claim, DateValue, Extraction, Mention, day_bounds

Days = tuple[int, int]
NOT_TOLD: Days = (0, 0)
# Days that tell a day, a night or a weekend; a week; a month.
_NIGHT, _WEEK, _MONTH, _YEAR = 2, 7, 31, 366
_AGES = ((0, "same_day"), (1, "day_before"), (2, "two_days"), (7, "week"), (31, "month"))


# A time that dates no event by name counts this much in the votes; the lead counts double.
MENTIONED = 0.1
_LEAD = {"title", "first", "second", "third"}


_EXACT_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# The name of an account, behind which a message's own day stands.
_HANDLE = re.compile(r"@\w+\)?\W*$")
_ACCOUNT = 40  # code points before a time in which the name of an account ends


class Mark(msgspec.Struct, frozen=True):
    """One time in the text: its span, its days, and the claims that rest on it."""

    start: int
    end: int
    days: Days
    second: bool
    claims: tuple[Claim, ...]


def day(
    setting: Setting,
    main: Mention,
    extraction: Extraction,
    times: Sequence[TimeExpression] = (),
) -> Chosen | None:
    """The day that the claims tell, or a time of the text that no claim tells."""
    found = marks(extraction, times)
    days = _choice.best(offers(setting, main, found), _choice.weights()["day"])
    if days is None or days == NOT_TOLD:
        return None
    held = [m for m in found if m.days == days]
    claims = [c for m in held for c in m.claims if _days_of(c) == days]
    ours = [c for c in claims if c.mention == main.id]
    return chosen(ours or claims) or _from_layer(setting, held, times)


def _from_layer(
    setting: Setting, held: Sequence[Mark], times: Sequence[TimeExpression]
) -> Chosen | None:
    """A time of the layer that no claim rests on."""
    spans = {(m.start, m.end): m.days for m in held}
    for time in times:
        for edtf in (time.edtf, *time.alternatives[:1]):
            if edtf and day_bounds(edtf) == spans.get((time.start, time.end), NOT_TOLD):
                words = setting.report.text[time.start : time.end]
                return Chosen(value=DateValue(edtf=edtf, words=words), claims=())
    return None


def marks(extraction: Extraction, times: Sequence[TimeExpression] = ()) -> list[Mark]:
    """The times of the text that name days, in order: those of claims, and the others."""
    claims: dict[tuple[int, int, Days], list[Claim]] = defaultdict(list)
    for claim in extraction.claims:
        days = _days_of(claim)
        if days is not None:
            claims[claim.evidence.start, claim.evidence.end, days].append(claim)
    second = {k: all(c.alternative_of for c in held) for k, held in claims.items()}
    for time in times:
        readings = [(time.edtf, False), *((a, True) for a in time.alternatives[:1])]
        for edtf, other in readings if time.type in {"DATE", "TIME"} else []:
            bounds = day_bounds(edtf)
            if bounds is not None:
                second.setdefault((time.start, time.end, bounds), other)
    return [
        Mark(start, end, days, other, tuple(claims.get((start, end, days), ())))
        for (start, end, days), other in sorted(second.items())
    ]


def _days_of(claim: Claim) -> Days | None:
    value = claim.value
    return day_bounds(value.edtf) if isinstance(value, DateValue) else None


def offers(
    setting: Setting, main: Mention, found: Sequence[Mark]
) -> list[tuple[Days, dict[str, float]]]:
    """The candidates with their features, "not told" first."""
    published = setting.report.published
    known = day_bounds(published.value) if published else None
    groups: dict[Days, list[tuple[Mark, frozenset[str]]]] = defaultdict(list)
    for mark in found:
        groups[mark.days].append((mark, frozenset(_flags(setting, main, mark))))
    votes = {d: sum(_vote(setting, main, m) for m, _ in groups[d]) for d in sorted(groups)}
    listed = [(d, _features(d, groups, known) | _voted(d, votes)) for d in sorted(groups)]
    title = _of_title(setting)
    for days, features in listed:
        if known is not None and known[0] - days[0] > _WEEK:
            features |= {f"long_ago_{n}": 1.0 for n in title}
    return [(NOT_TOLD, {"not_told": 1.0, **({} if listed else {"alone": 1.0})}), *listed]


def _vote(setting: Setting, main: Mention, mark: Mark) -> float:
    """How much a time says of the incident's day by where it stands and what it dates."""
    weight = event_weights(main.type)
    sure = [
        c.confidence * weight.get(c.attribute.removeprefix("date."), c.attribute == "date")
        for c in mark.claims
        if c.mention == main.id and c.factuality in TOLD and not c.alternative_of
    ]
    return (1.0 + (setting.standing(mark.start) in _LEAD)) * max([MENTIONED * bool(sure), *sure])


def _voted(days: Days, votes: Mapping[Days, float]) -> dict[str, float]:
    """The share of the votes that a candidate has with those of the days that hold it."""
    every = {
        d: sum(v for o, v in votes.items() if o[0] <= d[0] and d[1] <= o[1]) / (1 + (d[1] - d[0]))
        for d in votes
    }
    most = max(every.values())
    return {
        "votes": every[days] / (sum(votes.values()) or 1.0),
        "most_votes": float(every[days] == most),
    }


def _of_title(setting: Setting) -> set[str]:
    """What the title and the first sentence of the body speak of."""
    heads = [p for p in setting.report.passages if setting.ranks[p.start] in {"title", "first"}]
    found = {n for p in heads for n in setting.speaks_of(p.start)}
    return found & {"court", "arrest", "mourning"}


def _features(
    days: Days,
    groups: dict[Days, list[tuple[Mark, frozenset[str]]]],
    known: Days | None,
) -> dict[str, float]:
    held = groups[days]
    everyone = [f for _, f in held]
    total = sum(len(h) for h in groups.values())
    found = {flag: 1.0 for flags in everyone for flag in flags}
    for flag in (
        "tells",
        "hurt",
        "court",
        "arrest",
        "core",
        "date",
        "unclaimed",
        "posted",
        "act_deed",
        "act_occurs",
        "act_saying",
        "act_arrest",
        "act_court",
        "clock_alone",
    ):
        found[f"share_{flag}"] = sum(flag in f for f in everyone) / len(everyone)
    inside = [d for d in groups if d != days and days[0] <= d[0] and d[1] <= days[1]]
    around = [d for d in groups if d != days and d[0] <= days[0] and days[1] <= d[1]]
    found["share"] = len(held) / total
    found["times"] = math.log(len(held))
    found["finer_told"] = float(bool(inside))
    found["wider_told"] = float(bool(around))
    found["only"] = float(len(groups) == 1)
    found["earliest"] = float(all(days[0] <= d[0] for d in groups))
    found["first_told"] = float(held[0][0].start == min(h[0][0].start for h in groups.values()))
    found["day_after_told"] = float(any(d[0] == days[0] + 1 for d in groups))
    found["day_before_told"] = float(any(d[0] == days[0] - 1 for d in groups))
    found[_width(days)] = 1.0
    if known is not None:
        found[_age(days, known)] = 1.0
    return found


def _width(days: Days) -> str:
    wide = days[1] - days[0]
    limits = ((0, "one_day"), (_NIGHT, "night"), (_WEEK, "a_week"), (_MONTH, "a_month"))
    return next((name for limit, name in limits if wide <= limit), "wide")


def _age(days: Days, known: Days) -> str:
    """How long before publication the days begin."""
    if days[0] > known[1]:
        return "future"
    age = known[0] - days[0]
    older = "year" if age <= _YEAR else "older"
    return next((f"age_{name}" for limit, name in _AGES if age <= limit), f"age_{older}")


def _flags(setting: Setting, main: Mention, mark: Mark) -> Iterator[str]:
    """What is said of one time: by its place, its claims, its sentence and its own words."""
    yield setting.standing(mark.start)
    yield from _claimed(main, mark)
    spoken = setting.speaks_of(mark.start)
    yield from spoken
    if mark.second:
        yield "second_reading"
    yield from _worded(setting, mark, _deeds(main))


def _deeds(main: Mention) -> frozenset[str]:
    """The kinds of event that the report is about: the core ones told, else all that are told."""
    weight = event_weights(main.type)
    told = frozenset(e.kind for e in main.events)
    return frozenset(k for k in told if weight.get(k, 0.0) >= CORE) or told


def _claimed(main: Mention, mark: Mark) -> Iterator[str]:
    weight = event_weights(main.type)
    ours = [c for c in mark.claims if c.mention == main.id]
    if not mark.claims:
        yield "unclaimed"
    elif not ours:
        yield "background"
    for claim in ours:
        kind = claim.attribute.removeprefix("date.")
        if claim.factuality not in TOLD:
            yield "not_happened"
        elif kind in {"date", "mentioned", "statement"}:
            yield kind
            if kind == "date" and claim.extractor == "scene":
                yield "scene"
        else:
            yield "core" if weight.get(kind, 0.0) >= CORE else "minor"


def _worded(setting: Setting, mark: Mark, kinds: frozenset[str]) -> Iterator[str]:
    """What the time's own words and those beside it say; `kinds`: the deeds told."""
    lists = setting.lists
    text = setting.report.text[mark.start : mark.end].lower()
    own = set(re.findall(r"[a-z]+", text))
    before = re.findall(r"[a-z’']+", setting.before(mark.start))[-6:]
    for name in ("weekdays", "months", "parts_of_day", "day_before"):
        if own & lists[name] or (name == "day_before" and _holds(text, lists[name])):
            yield f"word_{name}"
    if _holds(text, lists["this_day"]):
        yield "word_this_day"
    if lists["counted"].search(text):
        yield "word_counted"
    if lists["clock"].search(text):
        yield "word_clock"
    if _EXACT_YEAR.search(text):
        yield "word_year"
    yield from _beside(setting, mark, before)
    if lists["clock"].search(text) and not own & (lists["weekdays"] | lists["months"]):
        yield "clock_alone"
    ahead, behind = setting.before(mark.start), setting.after(mark.end).lower()
    act = _day_acts.nearest(ahead, behind, setting.report.language or "en")
    yield f"act_{_day_acts.deed(act, kinds)}"


def _beside(setting: Setting, mark: Mark, before: list[str]) -> Iterator[str]:
    """What the words before a time say, nearest last."""
    lists = setting.lists
    if set(before[-1:]) & lists["bounds"]:
        yield "bound"
    if set(before) & lists["faring"]:
        yield "faring_before"
    if set(before[-3:]) & lists["posting"] or _filed(setting, mark):
        yield "posted"


def _filed(setting: Setting, mark: Mark) -> bool:
    """Whether a day is that of the text itself: it heads it, or stands in brackets or alone."""
    text = setting.report.text
    ahead, behind = text[: mark.start].rstrip(" "), text[mark.end :].lstrip(" ")
    opens = not ahead or ahead.endswith("\n")
    enclosed = ahead.endswith("(") and behind.startswith(")")
    heads = opens and (not behind or behind[0] in ":\n")
    return heads or enclosed or bool(_HANDLE.search(ahead[-_ACCOUNT:]))


def _holds(text: str, phrases: frozenset[str]) -> bool:
    return any(re.search(rf"\b{p}\b", text) for p in phrases)
