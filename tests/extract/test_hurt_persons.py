"""Who of single people is told as hurt: states, shared verbs, their own hand, "the other"."""

import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse
from caseweave.extract.people import casualties, find_people
from caseweave.extract.summary._figure_persons import persons


def read(text: str) -> tuple[PeopleCount, ...]:
    return find_people(parse(as_report("r", text)))


def hurt(text: str) -> list[str]:
    return [
        text[c.start : c.end] for c in read(text) if c.individual and c.status_hint == "injured"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A state that one may yet die of.
        ("His cousin is fighting for his life.", ["His cousin"]),
        ("The girl is expected to survive.", ["The girl"]),
        ("The baker is expected to be OK.", ["The baker"]),
        ("A second man is expected to make a full recovery.", ["A second man"]),
        ("The boy's friend remains hospitalized.", ["friend"]),
        ("The driver was rushed to a trauma center.", ["The driver"]),
        ("The farmer drove himself to a hospital.", ["The farmer"]),
        ("Her cousin showed up at a clinic to be treated for a burn.", ["Her cousin"]),
        ("A boy and a girl were victims of a double stabbing.", ["A boy", "a girl"]),
        # One verb for two.
        (
            "He fired, striking his brother in the stomach and a neighbor in the leg.",
            ["his brother", "a neighbor"],
        ),
        ("Guards found a man and a girl suffering from knife wounds.", ["a man", "a girl"]),
        # By their own hand.
        ("The gun went off, hitting himself and his cousin.", ["himself", "his cousin"]),
        ("A man shot his uncle and then himself.", ["his uncle", "himself"]),
        # The other, and an age behind a word that describes.
        ("The other was taken to a hospital.", ["The other"]),
        ("A bullet hit a sleeping 6-year-old in the arm.", ["a sleeping 6-year-old"]),
        # Somebody else's.
        ("The man's wife was shot.", ["wife"]),
        ("He wounded an officer, who returned fire.", ["an officer"]),
        ("He met a teacher in Oslo and a nurse in Bergen.", []),
        ("The company is expected to recover.", []),
        ("A man was the victim of a fraud.", []),
    ],
)
def test_who_is_told_as_hurt(text: str, expected: list[str]) -> None:
    assert hurt(text) == expected


def test_both_are_those_told_before_in_the_sentence() -> None:
    found = casualties(read("A clerk shot his aunt and her son, wounding both."))
    assert found["injured"].best == 2


def test_a_title_may_open_with_two_participles() -> None:
    found = read("2 shot and wounded, 3 others grazed at party")
    assert [(c.best, c.status_hint) for c in found] == [(2, "injured"), (3, "injured")]


@pytest.mark.parametrize(
    ("text", "living"),
    [
        ("A baker was shot in the arm. The other victim is in stable condition.", 2),
        ("A man and a woman were shot. The other victim, 9, was grazed.", 3),
        ("One person was shot in Kelm. The man was taken to a hospital.", 1),
        ("He shot her son, then shot himself.", 2),
    ],
)
def test_how_many_single_people_are_hurt(text: str, living: int) -> None:
    given = [("injured", c) for c in read(text) if c.status_hint == "injured" and c.best == 1]
    assert persons(given, text).living == living
