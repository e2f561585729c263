"""Counts that differ and hold, for the way in which one is told; and those that do not."""

from typing import Any

import pytest

from caseweave.model import CountValue
from caseweave.reconcile.count_rules import COUNTS
from caseweave.reconcile.docket import open_docket
from caseweave.reconcile.readings import groups
from caseweave.reconcile.replaced import Replaced, _Search, replacements


def two(make_scene: Any, attribute: str, *told: tuple[str, str, int, str], **more: Any) -> Any:
    """A scene of two reports: day, text, number and its words of each."""
    scene = make_scene(more.pop("kind", "violence"))
    for key, (day, text, number, words) in zip("ab", told, strict=True):
        scene.report(key, f"outlet {key}", day, text)
        scene.count(key, attribute, number, words, **more.get(key, {}))
    return scene.incident()


TODAY = "2031-03-04"


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        ("A gunman killed two people at the mill.", "compatible"),
        ("Two people were shot dead by a man at the mill.", "compatible"),
        ("Two people died at the mill.", "conflict"),
        ("A man killed two people at the mill and is at large.", "conflict"),
        ("A man killed two people at the mill, then himself; another is at large.", "compatible"),
    ],
)
def test_who_kills_is_not_among_those_he_kills(
    make_scene: Any, finding: Any, one: str, verdict: str
) -> None:
    words = "two people" if "two people" in one else "Two people"
    found = two(make_scene, "dead", (TODAY, one, 2, words), (TODAY, "Three are dead.", 3, "Three"))
    dead = finding(found, "dead")
    assert dead.verdict == verdict
    assert ("who killed them" in dead.because) == (verdict == "compatible")


def test_a_killers_victims_are_no_reason_for_a_gap_of_two(make_scene: Any, finding: Any) -> None:
    text = "A gunman killed two people."
    found = two(
        make_scene, "dead", (TODAY, text, 2, "two people"), (TODAY, "Four are dead.", 4, "Four")
    )
    assert finding(found, "dead").verdict == "conflict"


@pytest.mark.parametrize(
    ("wide", "verdict"),
    [
        ("Seven people were hurt in two separate attacks.", "compatible"),
        ("Seven people were hurt over the weekend.", "compatible"),
        ("Seven people have been hurt since Friday.", "compatible"),
        ("Seven people were hurt in the attack.", "conflict"),
    ],
)
def test_a_weekends_figure_covers_more_than_one_incident(
    make_scene: Any, finding: Any, wide: str, verdict: str
) -> None:
    found = two(
        make_scene,
        "injured",
        (TODAY, "Four men were hurt at the mill.", 4, "Four men"),
        (TODAY, wide, 7, "Seven people"),
    )
    assert finding(found, "injured").verdict == verdict


def test_a_weekends_figure_below_that_of_one_incident_conflicts(
    make_scene: Any, finding: Any
) -> None:
    found = two(
        make_scene,
        "injured",
        (TODAY, "Nine men were hurt at the mill.", 9, "Nine men"),
        (TODAY, "Seven people were hurt over the weekend.", 7, "Seven people"),
    )
    assert finding(found, "injured").verdict == "conflict"


def test_bodies_found_are_some_of_the_dead_until_a_later_toll(
    make_scene: Any, finding: Any
) -> None:
    found = two(
        make_scene,
        "dead",
        (TODAY, "At least 12 people drowned.", 12, "12 people"),
        ("2031-03-06", "Divers recovered seven bodies.", 7, "seven bodies"),
        kind="boat",
    )
    dead = finding(found, "dead")
    assert (dead.verdict, dead.low, dead.best) == ("compatible", 12, 12)
    later = two(
        make_scene,
        "dead",
        (TODAY, "Divers recovered seven bodies.", 7, "seven bodies"),
        ("2031-03-06", "Twelve people died.", 12, "Twelve people"),
        kind="boat",
    )
    assert finding(later, "dead").verdict == "superseded"


def test_who_is_still_held_is_some_of_those_who_were(make_scene: Any, finding: Any) -> None:
    found = two(
        make_scene,
        "detained",
        (TODAY, "Police arrested eight strikers.", 8, "eight strikers"),
        (TODAY, "Five are still in custody.", 5, "Five"),
        kind="refoulement",
    )
    assert finding(found, "detained").verdict == "compatible"


def test_two_counts_of_those_still_held_are_rivals(make_scene: Any, finding: Any) -> None:
    found = two(
        make_scene,
        "detained",
        (TODAY, "Two remain in custody.", 2, "Two"),
        (TODAY, "One is still in custody.", 1, "One"),
        kind="refoulement",
    )
    assert finding(found, "detained").verdict == "conflict"


def test_after_two_of_eight_more_may_have_been_freed(make_scene: Any, finding: Any) -> None:
    def freed(day: str) -> str:
        found = two(
            make_scene,
            "released",
            (TODAY, "Two of the eight were freed.", 2, "Two of the eight"),
            (day, "Six were freed by noon.", 6, "Six"),
            kind="refoulement",
            a={"of": 8},
        )
        return str(finding(found, "released").verdict)

    assert freed("2031-03-11") == "compatible"
    assert freed(TODAY) == "conflict"


def test_the_three_points_back_and_is_no_figure_of_all(make_scene: Any, finding: Any) -> None:
    scene = make_scene("refoulement")
    text = "Eight were arrested; three were sent back. We lost touch with the three, a lawyer said."
    scene.report("a", "Ridge Courier", TODAY, text)
    scene.report("b", "Vale Monitor", TODAY, "Five men and three women were taken.")
    scene.count("a", "detained", 8, "Eight")
    scene.count("a", "returned", 3, "three were")
    scene.count("a", "people", 3, "the three", ("named", "a lawyer"))
    scene.count("b", "people", 8, "Five men and three women")
    people = finding(scene.incident(), "people")
    assert (people.verdict, people.low, people.high) == ("single", 8, 8)


def test_rival_figures_of_one_status_are_no_parts_of_each_other(
    make_scene: Any, finding: Any
) -> None:
    scene = make_scene("boat")
    scene.report("a", "Ridge Courier", TODAY, "Police counted 174 who landed; the agency 184.")
    scene.report("b", "Vale Monitor", TODAY, "The boat had 110 people.")
    scene.count("a", "entered", 174, "174")
    scene.count("a", "people", 174, "174 who", ("office", "Police"))
    scene.count("a", "entered", 184, "184", ("office", "the agency"))
    scene.count("b", "people", 110, "110 people")
    assert finding(scene.incident(), "people").verdict == "conflict"


def _one_by_one(search: _Search, old: Any, held: Any) -> Replaced | None:
    """The definition: of all that could replace a figure, the latest does."""
    kept = None
    for new in held:
        one, other = search._alike[old.claim.id], search._alike[new.claim.id]
        if one == other or other not in search._against(old):
            continue
        why = search._why(old, new)
        if why and not search._repeated(old, new):
            key = (new.day or "", new.claim.id)
            if kept is None or key > (kept.new.day or "", kept.new.claim.id):
                kept = Replaced(old, new, why)
    return kept


@pytest.mark.parametrize("attribute", ["dead", "injured", "missing", "returned"])
def test_of_all_that_could_replace_a_figure_the_latest_does(
    make_scene: Any, attribute: str
) -> None:
    scene = make_scene("boat")
    for n in range(40):
        number, day = 5 + n * 7 % 6, f"2031-03-{1 + n * 11 % 9:02d}"
        key = f"r{n}"
        cue = "Corrected: " if n % 13 == 0 else ""
        scene.report(key, f"outlet {n % 7}", day, f"{cue}the coast guard said {number} people.")
        by = ("office", "the coast guard") if n % 3 == 0 else None
        scene.count(key, attribute, number, f"{number} people", by)
        scene.count(key, "dead", n % 4, "people.", population=None)
    docket = open_docket(scene.linked())
    (group,) = [g for g in groups(docket) if g.attribute == attribute and g.population is None]
    group = group._replace(held=tuple(r for r in group.held if isinstance(r.value, CountValue)))
    search = _Search(docket, group, COUNTS)
    expected = [_one_by_one(search, old, group.held) for old in group.held]
    assert list(replacements(docket, group, COUNTS)) == [r for r in expected if r is not None]


def test_the_other_two_are_a_part_of_those_told_before(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    text = "Police said four men were hurt. The other two victims are well, a nurse said."
    scene.report("a", "Ridge Courier", TODAY, text)
    scene.report("b", "Vale Monitor", TODAY, "Four men were hurt.")
    scene.count("a", "injured", 4, "four men", ("office", "Police"))
    scene.count("a", "injured", 2, "two victims", ("named", "a nurse"))
    scene.count("b", "injured", 4, "Four men")
    assert finding(scene.incident(), "injured").verdict == "agreed"


def test_two_speakers_of_one_report_may_still_conflict(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    text = "Police said four men were hurt. Two men were hurt, a nurse said."
    scene.report("a", "Ridge Courier", TODAY, text)
    scene.count("a", "injured", 4, "four men", ("office", "Police"))
    scene.count("a", "injured", 2, "Two men", ("named", "a nurse"))
    assert finding(scene.incident(), "injured").verdict == "conflict"
