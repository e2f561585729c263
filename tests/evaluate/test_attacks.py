"""The scorer of attacks on defenders: what is right to it."""

from caseweave.evaluate.attacks import Told, golden, score


def test_gold_is_read_as_codes_numbers_and_family_names() -> None:
    row = {
        "violation_types": ["kidnapping", "other"],
        "victims": [{"victim_name": "Ines Calderwell"}, {"victim_name": None}],
        "country": "Mali",
        "city": "None",
        "year": "2031.0",
        "month": "October",
        "perpetrator_type": "other non-state actors",
    }
    assert golden(row) == Told(
        kinds=frozenset({"kidnapping"}),
        victims=frozenset({"calderwell"}),
        country="ML",
        year=2031,
        month=10,
        state=False,
    )


def test_precision_counts_only_reports_that_gold_fills() -> None:
    gold = Told(victims=frozenset({"moss"}), country="ML")
    ours = Told(victims=frozenset({"moss", "kole"}), country="NE")
    scores = score([(gold, ours), (Told(), Told(victims=frozenset({"otley"})))])
    assert (scores["victims.precision"], scores["victims.recall"]) == (50.0, 100.0)
    assert (scores["country"], scores["country.answered"]) == (0.0, 100.0)
