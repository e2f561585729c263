"""Fitting the vote of an incident's reports: who may teach it, and what it learns."""

import tomllib

from caseweave.evaluate._votes import FEATURES, features, weights
from caseweave.evaluate.fit_figures import Example
from caseweave.evaluate.fit_votes import FOLDS, as_toml, told_by_incident
from caseweave.evaluate.incidents import Answer
from caseweave.extract.summary import Tolls
from caseweave.extract.summary._figure_features import named

LEAD, BODY = (named().index(f"dead.number_{at}") for at in ("lead", "body"))


def example(day: str, *incidents: str) -> Example:
    """A report that tells one dead in its lead and nobody in its body."""
    return Example(incidents, ((1, 0), (0, 0)), ((LEAD,), (BODY,)), day)


def test_more_dead_in_a_later_report_speak_against_a_figure_and_in_one_of_the_day_they_do_not() -> (
    None
):
    none, one = ((0, 0, 1.0),), ((1, 0, 1.0),)

    def later(told: list[Tolls], *days: str) -> tuple[float, ...]:
        return features(told, days)[0, 0][1:3]

    assert later([none, one], "2024-05-03", "2024-05-04") == (1.0, 1.0)
    assert later([none, one], "2024-05-03", "2024-05-03") == (0.0, 0.0)
    assert later([one, none], "2024-05-03", "2024-05-04") == (0.0, 0.0)


def test_every_figure_killed_is_weighed_with_every_figure_injured() -> None:
    given: list[Tolls] = [((0, 2, 1.0),), ((1, 1, 1.0),)]
    held = features(given, [None, None])
    assert list(held) == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert held[0, 2][0] == held[1, 1][0] > held[0, 1][0]


def test_incidents_that_share_a_report_are_kept_out_together() -> None:
    given = [example("2015-01-02", f"i{n}") for n in range(2 * FOLDS)]
    shared = example("2015-01-03", "i0", "i7")
    told = told_by_incident([*given, shared], {f"i{n}": Answer(killed=1) for n in range(2 * FOLDS)})
    assert told["i0"][0] == told["i7"][0]
    assert len(told["i0"][1]) == len(told["i7"][1]) == 2


def test_the_shipped_weights_are_of_the_named_features_and_a_fit_writes_the_same_form() -> None:
    given = [example("2015-01-02", f"i{n}") for n in range(2 * FOLDS)]
    written = tomllib.loads(as_toml(given, {f"i{n}": Answer(killed=1) for n in range(2 * FOLDS)}))
    assert set(written) == set(FEATURES)
    assert len(weights()) == len(FEATURES)
    assert written["told_together"] > 0
