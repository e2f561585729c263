"""Fitting the summary's figures: what is learnt, from whom, and how it is written down."""

import tomllib

from caseweave.evaluate.fit_figures import Example, as_toml, chosen, fit
from caseweave.evaluate.incidents import Answer
from caseweave.extract.summary._figure_features import named
from caseweave.extract.summary._figures import weights

GOLD = {"a": Answer(killed=2), "b": Answer(killed=1)}
NAMES = ("dead.number_lead", "dead.number_body")
LEAD, BODY = (named().index(name) for name in NAMES)


def example(*incidents: str) -> Example:
    """A report that tells 2 in its lead and 1 in its body."""
    return Example(incidents, ((2, 0), (1, 0)), ((LEAD,), (BODY,)))


def test_what_stands_by_the_true_figure_gains_weight() -> None:
    found = fit([example("a")] * 3, GOLD, NAMES)
    assert found["dead.number_lead"] > 0 > found["dead.number_body"]
    assert found == fit([example("a")] * 3, GOLD, NAMES)


def test_a_report_of_several_incidents_teaches_the_figures_of_any() -> None:
    both = [example("a", "b")]
    told = [Example(("a", "b"), ((2, 0), (7, 0)), ((LEAD,), (BODY,)))]
    assert set(fit(both, GOLD, NAMES).values()) == {0.0}  # both its figures are true
    assert fit(told, GOLD, NAMES)["dead.number_lead"] > 0


def test_of_two_features_the_one_that_tells_more_is_kept() -> None:
    other = named().index("dead.background")
    told = Example(("a",), ((2, 0), (1, 0)), ((LEAD, other), (other,)))
    assert chosen([told] * 9, GOLD, 1) == ("dead.number_lead",)


def test_the_shipped_weights_are_those_of_the_named_features_and_fewer_than_a_hundred() -> None:
    assert set(weights()) <= set(named())
    assert len(weights()) < 100
    assert tomllib.loads(as_toml(weights()))["dead"]["nobody"] == weights()["dead.nobody"]
