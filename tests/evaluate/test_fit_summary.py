"""Fitting the choice of day and city: what tells right from wrong gets its weight."""

from tests.extract.test_assemble import report

from caseweave.evaluate.fit_summary import Choice, choices, fit
from caseweave.evaluate.incidents import Answer
from caseweave.extract import extract


def test_a_feature_of_right_candidates_weighs_for_them_and_another_against() -> None:
    told = [
        Choice(offers=({"good": 1.0}, {"bad": 1.0}, {"both": 1.0}), right=(True, False, False)),
        Choice(offers=({"bad": 1.0}, {"good": 1.0, "both": 1.0}), right=(False, True)),
        Choice(offers=({"both": 1.0},), right=(True,)),
    ]
    found = fit(told, 1.0)
    assert found["good"] > 0 > found["bad"]
    assert found == fit(told, 1.0)


def test_the_candidates_of_a_report_are_right_by_first_day_and_by_any_name_of_the_city() -> None:
    told = report("Two men were shot in Tacoma on March 3, police said on Thursday.")
    gold = Answer(date=741504, city=frozenset({"tacoma"}))
    found = choices(told, extract(told), gold, times=(), places=())
    assert sum(found["day"].right) == 1
    assert any(found["place"].right)
    assert len(found["day"].offers) == len(found["day"].right)
