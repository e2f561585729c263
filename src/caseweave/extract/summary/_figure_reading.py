"""What a report offers of killed and injured: each figure with its witnesses, and signs of both.

Invariant: nothing is weighed here; nobody is always on offer, and one person where a word tells of
harm.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.casualties import apart, sentence_totals
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.summary._figure_signs import STATUSES, live_text, part_of
from caseweave.extract.summary._figure_witnesses import (
    MOST,
    Told,
    Witness,
    and_own_hand,
    combined,
    counted,
    modelled,
    phrased,
    told_persons,
    victims,
    witnesses,
)
from caseweave.extract.summary._standing import BODY, LEAD, TITLE, Standing
from caseweave.model import Report

_DEATH_TOLD = {"dead_title", "dead_lead"}
_PHRASES = {"multiple", "charged", "ordinal"}
_PLACES = {"title": TITLE + 1, "lead": LEAD, "body": BODY}
# What one person, or a count of another time, weighs of a number's vote.
_SINGLE, _BACKGROUND = 0.4, 0.2
Pairs = frozenset[tuple[int, int]]


class Reading(msgspec.Struct, frozen=True):
    """What a report offers: for each status its figures with their witnesses, and its signs.

    `hit`: numbers of people hit, of whom some may have died, `hit_ahead` those in title or lead;
    `victims`: of people of whom it is not said what befell them; `phrased`: of those hit in a
    phrase; `others`: of people hurt beside those told; `apart`: whether the people told as hurt one
    by one are others than the dead; `chosen`: the people layer's pair; `one_fate`: whether a death
    is told ahead and somebody hit, who may be the same; `beside`, `beside_ahead`: dead and injured
    of one sentence, `beside_hit` where the second were hit and some may have died; `told`: for each
    status how much each figure is told; `persons`: single people told as dead, as hurt and living.
    """

    offers: dict[str, dict[int, tuple[Witness, ...]]]
    signs: frozenset[str]
    hit: frozenset[int]
    hit_ahead: frozenset[int]
    victims: frozenset[int]
    phrased: frozenset[int]
    others: frozenset[int]
    apart: bool
    chosen: tuple[int, ...]
    one_fate: bool
    beside: Pairs
    beside_ahead: Pairs
    beside_hit: Pairs
    told: dict[str, dict[int, float]]
    persons: tuple[int, int]


def reading(
    told: Mapping[str, Told],
    main: tuple[Sequence[PeopleCount], Sequence[PeopleCount]],
    signs: frozenset[str],
    report: Report,
) -> Reading:
    """The figures on offer; nobody is always one, and one person where a word tells of harm.

    `main`: the counts of the main mention that rules read, and those that the encoder read.
    """
    standing, held = Standing.of(report), victims(main[0])
    given = [(s, w) for s in STATUSES for w in witnesses(told[s], standing, report.text)]
    given += modelled(main[1], standing)
    in_phrases = tuple(phrased(live_text(report)))
    people = told_persons(told, report.text)
    own = and_own_hand(told["dead"].ours, people, report.text) if "own_hand" in signs else ()
    derived = (*combined(told, held), *counted(told, people), *own)
    offers = _offers([*given, *derived, *in_phrases], signs)
    hurt = [c for c in told["injured"].ours if not c.individual and not c.background]
    hit = [c for c in hurt if c.hint_word in lexicon().words["hit"]]
    ahead = [c for c in hit if c.start < standing.rest]
    beside = _beside({s: told[s].ours for s in STATUSES})
    dead_and_hit = _beside({"dead": told["dead"].ours, "injured": hit})
    return Reading(
        offers=offers,
        signs=signs,
        hit=frozenset(c.best or 0 for c in hit),
        hit_ahead=frozenset(c.best or 0 for c in ahead),
        victims=frozenset(c.best or 0 for c in held),
        phrased=frozenset(w.figure for s, w in in_phrases if s == "injured" and w.name in _PHRASES),
        others=frozenset(c.best or 0 for c in hurt if c.reference in {"other", "more"}),
        one_fate=bool(signs & _DEATH_TOLD) and 1 in offers["injured"],
        chosen=tuple((c.best or 0) if (c := told[s].chosen) else 0 for s in STATUSES),
        apart=apart(told["injured"].ours, told["dead"].ours),
        beside=frozenset(pair for _, pair in beside),
        beside_ahead=frozenset(pair for start, pair in beside if start < standing.rest),
        beside_hit=frozenset(pair for _, pair in dead_and_hit),
        told={s: _told(told[s].ours, standing) for s in STATUSES},
        persons=(people.dead, people.living),
    )


def _offers(
    given: Iterable[tuple[str, Witness]], signs: frozenset[str]
) -> dict[str, dict[int, tuple[Witness, ...]]]:
    found: dict[str, dict[int, list[Witness]]] = {s: defaultdict(list) for s in STATUSES}
    for status, witness in given:
        if 0 <= witness.figure <= MOST:
            found[status][witness.figure].append(witness)
    for status in STATUSES:
        found[status].setdefault(0, [])
        if any(s.startswith((f"{status}_", "hit_")) for s in signs):
            found[status].setdefault(1, [])
    return {s: {f: tuple(w) for f, w in sorted(of.items())} for s, of in found.items()}


def _beside(told: Mapping[str, Sequence[PeopleCount]]) -> list[tuple[int, tuple[int, int]]]:
    """Figures of dead and of injured that one sentence tells, with where it begins."""
    sentences: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for at, status in enumerate(STATUSES):
        for total in sentence_totals(told[status]):
            if not total.background:
                sentences[total.sentence[0]][at].add(total.best or 0)
    return [
        (start, (dead, hurt))
        for start, (gone, living) in sentences.items()
        for dead in sorted(gone)
        for hurt in sorted(living)
    ]


def _told(counts: Sequence[PeopleCount], standing: Standing) -> dict[int, float]:
    """How much each figure is told, by where it stands."""
    found: dict[int, float] = defaultdict(float)
    for count in counts:
        if count.best:
            weight = _PLACES[part_of(standing, count.start)]
            weight *= _SINGLE if count.individual else 1.0
            found[count.best] += weight * (_BACKGROUND if count.background else 1.0)
    return dict(found)
