"""The claims on one attribute, each as a reading: its value, its origin, its day and its moment.

Invariant: `held` are asserted as fact; `against` deny or dispute one of them; `aside` is the rest
(possible, future, not known, not told). No claim of the attribute is in none of the three.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caseweave.model import CategoryValue, Claim, CountValue, Value
from caseweave.reconcile import counts, parties
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.partial import as_bound
from caseweave.reconcile.settings import AttributeRule, settings, status_of_kind
from caseweave.reconcile.wholes import told_by_parts

_AGAINST = {"denies", "disputes"}


class Reading(NamedTuple):
    """One claim as a rule reads it.

    `day`: EDTF of its report; `moment`: EDTF of the state told; `value`: the claim's, or a bound
    where the words only name some of the people ("among them two men"); `event`: the kind of event
    in whose clause the claim stands.
    """

    claim: Claim
    origin: str
    name: str
    day: str | None
    moment: str | None
    value: Value
    event: str | None = None


class Group(NamedTuple):
    """All readings of one attribute and population, in a fixed order."""

    attribute: str
    population: str | None
    rule: AttributeRule
    held: tuple[Reading, ...]
    against: tuple[Reading, ...]
    aside: tuple[Reading, ...]

    @property
    def every(self) -> tuple[Reading, ...]:
        """Held, against and aside."""
        return self.held + self.against + self.aside


def read(docket: Docket, claim: Claim) -> Reading:
    """A claim as a reading."""
    origin = docket.origin(claim)
    value = as_bound(claim, docket) or claim.value
    moment = docket.moment.get(claim.id)
    event = docket.event_kind(claim)
    return Reading(claim, origin.id, origin.name, docket.day(claim), moment, value, event)


def size(reading: Reading) -> int:
    """The number that a reading of a count names, 0 where it names none."""
    return counts.number(counts.count_of(reading.value)) or 0


def in_own_voice(reading: Reading) -> bool:
    """Whether the report itself tells it, and cites nobody."""
    return len(reading.claim.attribution) <= 1


def wholes(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Figures, and those that are parts of them.

    Of several figures that one origin gives in one report for one moment, the largest is the
    figure and the others are parts of it ("6 were held, 2 of them at the bridge").
    """
    largest: dict[tuple[object, ...], int] = {}
    for reading in readings:
        slot = _slot(reading)
        largest[slot] = max(largest.get(slot, 0), _size(reading))
    figures = [r for r in readings if _size(r) == largest[_slot(r)]]
    return figures, [r for r in readings if r not in figures]


def _slot(reading: Reading) -> tuple[object, ...]:
    population = reading.value.population if isinstance(reading.value, CountValue) else None
    claim = reading.claim
    return claim.attribute, population, reading.moment, claim.report, reading.origin


def _size(reading: Reading) -> int:
    found = counts.number(reading.value) if isinstance(reading.value, CountValue) else None
    return found or 0


def groups(docket: Docket) -> tuple[Group, ...]:
    """The attributes of an incident, by name, the whole before its populations."""
    keys = {(c.attribute, _population(c)) for c in docket.claims}
    found = {(a, p): _group(docket, a, p) for a, p in keys}
    for attribute in {a for a, _ in keys}:
        parts = told_by_parts(docket, attribute)
        if parts:
            whole = found.get((attribute, None)) or _group(docket, attribute, None)
            found[attribute, None] = _of_parts(docket, whole, parts)
    return tuple(found[k] for k in sorted(found, key=lambda k: (k[0], k[1] or "")))


def _of_parts(docket: Docket, whole: Group, parts: dict[str, CountValue]) -> Group:
    """The whole of an attribute with the sums of those who tell its parts only.

    With what speaks against them.
    """
    told = [c for c in docket.claims if c.id in parts]
    sums = {r.claim.id: r._replace(value=parts[r.claim.id]) for r in _ordered(docket, told)}
    known = {*sums, *(r.claim.id for r in whole.every)}
    against = _aimed(docket, told, whole.rule, known)
    held = tuple(sorted((*whole.held, *sums.values()), key=_order))
    return whole._replace(held=held, against=(*whole.against, *_ordered(docket, against)))


def _population(claim: Claim) -> str | None:
    return claim.value.population if isinstance(claim.value, CountValue) else None


def _group(docket: Docket, attribute: str, population: str | None) -> Group:
    rule = settings().rule_of(attribute)
    mine = [c for c in docket.claims if c.attribute == attribute and _population(c) == population]
    replaced = _readings_set_aside(docket, mine)
    held, against, aside = [], [], []
    for claim in mine:
        if claim.stance in _AGAINST:
            against.append(claim)
        elif claim.id in replaced or claim.stance != "asserts" or not _is_fact(claim, rule):
            aside.append(claim)
        else:
            held.append(claim)
    aimed = _aimed(docket, held, rule, {c.id for c in mine})
    if population is not None:  # a denial of it all stands at the whole, once
        aimed = [c for c in aimed if c.disputes is not None and c.disputes.claim is not None]
    against += aimed
    return Group(
        attribute,
        population,
        rule,
        _ordered(docket, held),
        _ordered(docket, against),
        _ordered(docket, aside),
    )


def _is_fact(claim: Claim, rule: AttributeRule) -> bool:
    return claim.factuality == "happened" or claim.factuality in rule.factuality


def _readings_set_aside(docket: Docket, claims: Iterable[Claim]) -> set[str]:
    """Of two readings of the same words the first stands, unless a person accepted the other."""
    aside = set()
    for claim in claims:
        if claim.alternative_of is None:
            continue
        taken = claim.id in docket.accepted and claim.alternative_of not in docket.accepted
        aside.add(claim.alternative_of if taken else claim.id)
    return aside


def _aimed(docket: Docket, held: list[Claim], rule: AttributeRule, known: set[str]) -> list[Claim]:
    """Claims of other attributes that deny, or know nothing of, one that is held here."""
    found = []
    for claim in docket.claims:
        if claim.id in known or claim.stance not in {*_AGAINST, "unaware"}:
            continue
        if any(reaches(docket, claim, h, rule) for h in held) and not _counts_too(
            docket, claim, held
        ):
            found.append(claim)
    return found


def _counts_too(docket: Docket, denial: Claim, held: Iterable[Claim]) -> bool:
    """Whether who denies an event gives a figure for it in the same report: its own account."""
    if denial.attribute != "event":
        return False
    mine = docket.independent(docket.origin_of[denial.id])
    return any(
        isinstance(h.value, CountValue)
        and h.report == denial.report
        and docket.independent(docket.origin_of[h.id]) == mine
        for h in held
    )


def reaches(docket: Docket, denial: Claim, held: Claim, rule: AttributeRule) -> bool:
    """Whether a denial is aimed at a claim.

    By id, or, where the attribute can be disputed so, by its report, outlet or speaker, or by the
    name in its words.
    """
    target = denial.disputes
    if target is not None and target.claim is not None:
        return target.claim == held.id
    if denies_status(denial, held):
        return True
    if not rule.disputable:
        return False
    if target is not None and target.report is not None:
        return docket.lineage.root(target.report) == docket.lineage.root(held.report)
    if target is not None and target.outlet is not None:
        cited = docket.lineage.cited(denial.report, target.outlet)
        return (
            docket.lineage.root(cited) == docket.lineage.root(held.report)
            if cited
            else docket.lineage.is_own(held.report, target.outlet)
        )
    if target is not None and target.speaker is not None:
        names = [docket.origin(held).name, *(a.name for a in held.attribution[1:] if a.name)]
        wanted = set(parties.tokens(target.speaker))
        return any(wanted <= set(parties.tokens(n)) for n in names)
    return _names(denial, held)


def denies_status(denial: Claim, held: Claim) -> bool:
    """Whether one denies that the event took place which a count tells ("nobody was sent back").

    A denial that is aimed at a report or an outlet is not read so.
    """
    target = denial.disputes
    if target is not None and (target.report or target.outlet):
        return False
    if denial.stance != "denies" or not isinstance(denial.value, CategoryValue):
        return False
    rules = settings().statuses
    status = status_of_kind().get(denial.value.value)
    if status not in rules or held.attribute not in rules or held.report == denial.report:
        return False
    return rules[status].kind == rules[held.attribute].kind


def _names(denial: Claim, held: Claim) -> bool:
    """Whether the words of a denial name the actor that is held to have acted."""
    text = getattr(held.value, "text", None)
    if text is None:
        return False
    said = parties.tokens(denial.evidence.quote)
    wanted = parties.body(text)
    if wanted.country and wanted.words == ("government",):
        return parties.country_in(said)[0] == wanted.country
    return bool(wanted.words) and set(parties.tokens(text)) <= set(said)


def _ordered(docket: Docket, claims: list[Claim]) -> tuple[Reading, ...]:
    found = [read(docket, c) for c in {c.id: c for c in claims}.values()]
    return tuple(sorted(found, key=_order))


def _order(reading: Reading) -> tuple[str, str, int, str]:
    claim = reading.claim
    return reading.day or "~", claim.report, claim.evidence.start, claim.id
