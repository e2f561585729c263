"""Every score says why: its reasons are true, complete in English, and each one counts."""

import itertools

import pytest

from caseweave.link import FEATURES, MentionProfile, Weights, link_profiles, score, weights_for
from caseweave.link.compare import compare
from caseweave.link.score import measure, read_weights, strength
from caseweave.model import CaseweaveError

from .made import feature_names
from .test_link_cases import CASES, EARLY, PAPER, WIRE

TYPES = ("", "violence")


def without(weights: Weights, name: str) -> Weights:
    kept = {k: v for k, v in weights.features.items() if k != name}
    return Weights(
        bias=weights.bias, threshold=weights.threshold, features=kept, limits=weights.limits
    )


@pytest.mark.parametrize("incident_type", TYPES)
def test_removing_a_stated_feature_lowers_the_score(incident_type: str) -> None:
    weights = weights_for(incident_type)
    stated = 0
    for a, b in itertools.combinations(CASES, 2):
        values = measure(compare(a, b))
        whole = strength(values, weights)
        for name in feature_names(score(a, b, weights)):
            stated += 1
            assert strength(values, without(weights, name)) < whole, name
            assert strength({k: v for k, v in values.items() if k != name}, weights) < whole, name
    assert stated > 30


def test_a_link_begins_with_one_english_sentence_that_names_what_both_tell() -> None:
    sentence = score(PAPER, EARLY).reasons[0]
    assert sentence.startswith("Likely one incident (")
    assert "Varnik" in sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0


def test_every_link_that_linking_gives_has_reasons_and_joins_one_incident() -> None:
    found = link_profiles(CASES)
    assert found.links
    for each in found.links:
        assert each.a < each.b
        assert found.incident_of[each.a] == found.incident_of[each.b]
        assert len(each.reasons) > 1


@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(CASES, 2)))
def test_a_score_is_the_same_both_ways(a: MentionProfile, b: MentionProfile) -> None:
    assert score(a, b) == score(b, a)


def test_every_feature_is_documented_named_once_and_between_0_and_1() -> None:
    names = [f.name for f in FEATURES]
    assert len(set(names)) == len(names) < 100
    assert all(f.about and f.about.endswith(".") for f in FEATURES)
    for a, b in itertools.combinations(CASES, 2):
        assert all(0 <= v <= 1 for v in measure(compare(a, b)).values())


def test_weights_of_an_unknown_feature_are_refused_with_its_name_and_file() -> None:
    table = {"bias": 0, "threshold": 0.5, "features": {"colour": 1.0}}
    with pytest.raises(CaseweaveError, match=r"mine\.toml.*colour"):
        read_weights(table, "mine.toml")


def test_a_type_without_weights_of_its_own_takes_the_default() -> None:
    assert weights_for("refoulement") == weights_for("")


def test_an_undated_pair_scores_less_than_the_same_pair_dated_alike() -> None:
    bare = MentionProfile(id="u", report="r", type="refoulement", countries=WIRE.countries)
    assert score(WIRE, bare).score < score(WIRE, PAPER).score
