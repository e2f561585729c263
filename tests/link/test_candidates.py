"""Candidates come through indexes: what belongs together is found, and not by comparing all."""

import math
import random

from caseweave.link import MentionProfile, candidates
from caseweave.link.cluster import COMPARED

from .made import dated, mention, people, town
from .test_link_cases import CASES

STREETS = ["Elm", "Oak", "Birch", "Mill", "Quarry", "Harbour", "Station", "Chapel"]


def stream(size: int) -> list[MentionProfile]:
    """Made reports, two for an incident, over towns and days whose number grows with them."""
    chance = random.Random(7)  # noqa: S311 (nothing secret)
    found = []
    for n in range(size // 2):
        at = n // 12
        iso = f"{2000 + at // 336}-{at % 336 // 28 + 1:02}-{at % 28 + 1:02}"
        place = town(f"Town{n % 30}", "US", 30 + n % 30 / 2, -90.0)
        street, victim = chance.choice(STREETS), f"Victim{chance.randrange(size)}"
        for side in "ab":
            text = f"A man was shot on {street} Street in {place.name}. {victim} Mayer, 30, died."
            found.append(
                mention(
                    f"{n:06}{side}",
                    text,
                    type="violence",
                    places=(place,),
                    dates=(dated("date", iso),),
                    published=iso,
                    counts=(people("dead", 1),),
                    kinds=("killed",),
                )
            )
    return found


def test_the_pairs_of_the_cases_are_found_in_any_order() -> None:
    pairs = {frozenset((CASES[i].id, CASES[j].id)) for i, j in candidates(CASES)}
    for wanted in ({"m1", "m2"}, {"m1", "m3"}, {"m2", "m3"}, {"m5", "m6"}):
        assert wanted in pairs
    backwards = list(reversed(CASES))
    assert {
        frozenset((backwards[i].id, backwards[j].id)) for i, j in candidates(backwards)
    } == pairs


def test_mentions_of_one_report_are_no_candidates() -> None:
    for i, j in candidates(CASES):
        assert CASES[i].report != CASES[j].report


def test_true_pairs_are_found_and_comparisons_grow_with_the_reports_not_their_square() -> None:
    sizes = [800, 3200]
    counts = []
    for size in sizes:
        profiles = stream(size)
        pairs = candidates(profiles)
        together = {(profiles[i].id[:6], profiles[j].id[:6]) for i, j in pairs}
        assert all((f"{n:06}", f"{n:06}") in together for n in range(size // 2))
        assert len(pairs) <= COMPARED * size
        counts.append(len(pairs))
    exponent = math.log(counts[1] / counts[0]) / math.log(sizes[1] / sizes[0])
    assert exponent < 1.15


def test_an_undated_report_without_a_place_is_still_found_by_its_names() -> None:
    bare = mention("zz", "Officials spoke of Varnik and Tomas Reyl of Justice for Ostria.")
    found = candidates([*CASES, bare])
    assert any(len(CASES) in pair for pair in found)
