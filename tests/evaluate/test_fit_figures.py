"""Fitting the summary's figures: what is learnt, from whom, and how it is written down."""

import tomllib

from caseweave.evaluate.fit_figures import Example, as_toml, fit
from caseweave.evaluate.incidents import Answer
from caseweave.extract.summary._figure_features import NAMES
from caseweave.extract.summary._figures import weights

GOLD = {"a": Answer(killed=2), "b": Answer(killed=1)}
LEAD, BODY = NAMES.index("dead.number_lead"), NAMES.index("dead.number_body")


def example(*incidents: str) -> Example:
    """A report that tells 2 in its lead and 1 in its body."""
    return Example(incidents, ((2, 0), (1, 0)), ((LEAD,), (BODY,)))


def test_what_stands_by_the_true_figure_gains_weight() -> None:
    found = fit([example("a")] * 3, GOLD)
    assert found["dead.number_lead"] > 0 > found["dead.number_body"]
    assert found == fit([example("a")] * 3, GOLD)


def test_a_report_of_several_incidents_teaches_nothing() -> None:
    assert fit([example("a"), example("a", "b")], GOLD) == fit([example("a")], GOLD)


def test_the_shipped_weights_are_those_of_the_named_features_and_fewer_than_a_hundred() -> None:
    assert list(weights()) == list(NAMES)
    assert len(NAMES) < 100
    assert tomllib.loads(as_toml(weights()))["dead"]["nobody"] == weights()["dead.nobody"]
