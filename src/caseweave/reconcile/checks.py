"""What does not fit, said beside the claims it rests on, never mended.

Invariant: a check names its claims and the reason in one sentence; it changes no finding.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from caseweave.model import HEADCOUNT_ATTRIBUTES, Check, Claim, CountValue, DateValue
from caseweave.reconcile import counts
from caseweave.reconcile.days import days_of, impossible, in_words
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.geography import places_that_contradict, towns_on_the_wrong_side
from caseweave.reconcile.settings import words
from caseweave.reconcile.wording import joined

_SHORTEST_QUOTATION = 6
# Marks are paired before short quotations are passed over: else what stands between two of them
# would read as a quotation of its own.
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{1,400})[\"”]")
_COMPOSITION = {"people.women", "people.men", "people.children"}
# What must not come before what, where each has one day only.
_AFTER = (
    ("released", "detained"),
    ("returned", "departed"),
    ("detained", "departed"),
    ("rescued", "departed"),
    ("third_country", "departed"),
)


def checks(docket: Docket) -> tuple[Check, ...]:
    """All checks of an incident, sorted by kind and words."""
    found = [
        *places_that_contradict(docket),
        *towns_on_the_wrong_side(docket),
        *_parts(docket),
        *_dates(docket),
        *_order_of_days(docket),
        *_quotations(docket),
        *_own_contradictions(docket),
        *_without_origin(docket),
    ]
    unique = {(c.kind, c.claims): c for c in found}
    return tuple(sorted(unique.values(), key=lambda c: (c.kind, c.because, c.claims)))


def _facts(docket: Docket) -> list[Claim]:
    return [
        c
        for c in docket.claims
        if c.stance == "asserts" and c.factuality == "happened" and c.alternative_of is None
    ]


def _number(claim: Claim) -> int | None:
    value = claim.value
    if isinstance(value, CountValue) and counts.is_exact(value):
        return counts.number(value)
    return None


def _parts(docket: Docket) -> Iterator[Check]:
    """Women, men and children of one sentence against the total of that sentence."""
    by_sentence: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in _facts(docket):
        if claim.attribute in HEADCOUNT_ATTRIBUTES and _number(claim) is not None:
            by_sentence[claim.report, docket.sentence(claim)].append(claim)
    for (_, sentence), claims in sorted(by_sentence.items()):
        parts = {c.attribute: c for c in claims if c.attribute in _COMPOSITION}
        spans = {(c.evidence.start, c.evidence.end) for c in parts.values()}
        totals = [
            c
            for c in claims
            if not c.attribute.startswith("people.")
            and isinstance(c.value, CountValue)
            and c.value.population is None
            and (c.evidence.start, c.evidence.end) not in spans
        ]
        if not totals or not parts:
            continue
        yield from _sum_check(sentence, parts, max(totals, key=lambda c: (_number(c) or 0, c.id)))


def _sum_check(sentence: str, parts: dict[str, Claim], total: Claim) -> Iterator[Check]:
    added = sum(_number(c) or 0 for c in parts.values())
    whole = _number(total) or 0
    inclusive = any(cue in sentence.casefold() for cue in words("cues")["including"])
    both = {"people.women", "people.men"} <= set(parts)
    if added == whole or (added < whole and (inclusive or not both)):
        return
    told = " + ".join(f"{_number(c)} {a.removeprefix('people.')}" for a, c in sorted(parts.items()))
    name = total.attribute.replace("_", " ")
    yield Check(
        kind="parts_do_not_sum",
        because=f"{told} make {added}, but the same sentence gives {whole} ({name}).",
        claims=tuple(sorted([total.id, *(c.id for c in parts.values())])),
    )


def _dates(docket: Docket) -> Iterator[Check]:
    """Days that do not exist, and days after the report that tells of them."""
    for claim in _facts(docket):
        if not isinstance(claim.value, DateValue):
            continue
        edtf = claim.value.edtf
        if impossible(edtf):
            yield Check(
                kind="date_impossible",
                because=f'"{claim.value.words}" ({edtf}) names no day of the calendar.',
                claims=(claim.id,),
            )
        told, out = days_of(edtf), days_of(docket.day(claim))
        if told and out and told.low > out.high:
            yield Check(
                kind="date_after_publication",
                because=f"{in_words(edtf)} is told as past, "
                f"but the report came out on {in_words(docket.day(claim))}.",
                claims=(claim.id,),
            )


def _order_of_days(docket: Docket) -> Iterator[Check]:
    """One report that puts an outcome before what it follows from."""
    days: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in _facts(docket):
        if isinstance(claim.value, DateValue) and days_of(claim.value.edtf):
            days[claim.report, claim.attribute].setdefault(str(claim.value.edtf), claim)
    for report in sorted({r for r, _ in days}):
        for later, earlier in _AFTER:
            after = list(days.get((report, f"date.{later}"), {}).values())
            before = list(days.get((report, f"date.{earlier}"), {}).values())
            if len(after) != 1 or len(before) != 1:
                continue
            a, b = (c.value.edtf for c in (after[0], before[0]) if isinstance(c.value, DateValue))
            one, two = days_of(a), days_of(b)
            if one and two and one.high < two.low:
                yield Check(
                    kind="date_impossible",
                    because=f"The same report puts {later.replace('_', ' ')} ({in_words(a)}) "
                    f"before {earlier.replace('_', ' ')} ({in_words(b)}).",
                    claims=tuple(sorted((after[0].id, before[0].id))),
                )


def _quotations(docket: Docket) -> Iterator[Check]:
    """The same quoted words under two speakers."""
    said: dict[tuple[str, ...], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    quoted = {
        r: [(m.start(1), m.end(1), m[1]) for m in _QUOTED.finditer(docket.reports[r].text)]
        for r in docket.reports
    }
    for claim in docket.claims:
        if len(claim.attribution) < 2 or claim.attribution[-1].kind in {"anonymous", "outlet"}:
            continue
        for start, end, text in quoted[claim.report]:
            key = tuple(re.findall(r"\w+", text.casefold()))
            inside = claim.evidence.start < end and start < claim.evidence.end
            if inside and len(key) >= _SHORTEST_QUOTATION:
                said[key][docket.origin_of[claim.id]].append(claim)
    for _, by_origin in sorted(said.items()):
        if len(by_origin) > 1:
            names = sorted(docket.origins[o].name for o in by_origin)
            yield Check(
                kind="quotation_of_two_speakers",
                because=f"The same quoted words are given to {joined(names)}.",
                claims=tuple(sorted(c.id for cs in by_origin.values() for c in cs)),
            )


def _own_contradictions(docket: Docket) -> Iterator[Check]:
    """An outlet's own figure against its own earlier one, with no word of correction."""
    own: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    for claim in _facts(docket):
        if docket.origin(claim).kind == "outlet" and _number(claim) is not None:
            value = claim.value
            population = value.population if isinstance(value, CountValue) else None
            if claim.attribute in HEADCOUNT_ATTRIBUTES:
                own[docket.origin_of[claim.id], claim.attribute, population].append(claim)
    for (origin, attribute, _), claims in sorted(own.items(), key=lambda k: repr(k[0])):
        yield from _against_itself(docket, docket.origins[origin].name, attribute, claims)


def _against_itself(
    docket: Docket, name: str, attribute: str, claims: list[Claim]
) -> Iterator[Check]:
    largest: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (docket.day(c) or "~", c.report, c.id)):
        kept = largest.get(docket.lineage.root(claim.report))
        if kept is None or (_number(claim) or 0) > (_number(kept) or 0):
            largest[docket.lineage.root(claim.report)] = claim
    told = list(largest.values())
    for one, other in pairwise(told):
        days = days_of(docket.moment.get(one.id)), days_of(docket.moment.get(other.id))
        apart = days[0] is not None and days[1] is not None and not days[0].meets(days[1])
        cue = any(c in docket.sentence(other).casefold() for c in words("cues")["correction"])
        if _number(one) == _number(other) or apart or cue:
            continue
        said = [f"{_number(c)} ({in_words(docket.day(c))})" for c in (one, other)]
        yield Check(
            kind="outlet_contradicts_itself",
            because=f"{name} gives {said[0]} and {said[1]} as {attribute.replace('_', ' ')}, "
            "without a word of correction.",
            claims=tuple(sorted((one.id, other.id))),
        )


def _without_origin(docket: Docket) -> Iterator[Check]:
    """Figures that reports cite from one another in a circle, or that nobody is named for."""
    circle = sorted(docket.circular)
    if circle:
        yield Check(
            kind="figure_without_origin",
            because="The reports cite one another in a circle, "
            "and none says where the account comes from.",
            claims=tuple(circle),
        )
    yield from _agentless(docket)


def _agentless(docket: Docket) -> Iterator[Check]:
    """Figures that an outlet gives with "allegedly" and the like; each figure is told once."""
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim in _facts(docket):
        value = claim.value
        if claim.attribute not in HEADCOUNT_ATTRIBUTES or len(claim.attribution) > 1:
            continue
        sentence = docket.sentence(claim).casefold()
        cue = next(
            (c for c in words("cues")["agentless"] if re.search(rf"\b{c}\b", sentence)), None
        )
        if cue and isinstance(value, CountValue) and docket.origin(claim).kind == "outlet":
            told[docket.origin(claim).name, cue, counts.said(value)].append(claim.id)
    for (name, cue, figure), ids in sorted(told.items()):
        yield Check(
            kind="figure_without_origin",
            because=f'{name} gives {figure} with "{cue}", and names nobody who says so.',
            claims=tuple(sorted(ids)),
        )
