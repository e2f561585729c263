"""A report that tells two incidents says that they are two."""

from caseweave.link import ScoredPair, link_profiles
from caseweave.link.rivals import LOST, told_apart

from .made import dated, mention, people, town

PLACE = town("Varnik", "MV", 42.0, 19.5)


def held(name: str, text: str, day: str, number: int, **more: object):  # type: ignore[no-untyped-def]
    return mention(
        name,
        text,
        places=(PLACE,),
        dates=(dated("detained", day),),
        counts=(people("detained", number),),
        kinds=("detained",),
        **more,
    )


FIRST = held("a", "Eight Ostrians were held in Varnik, a lawyer said.", "2023-05-02", 8)
OTHER = held("b", "Six Ostrian workers were held in Varnik.", "2023-05-05", 6, report="both")
AGAIN = held("c", "Eight Ostrians were held there on Tuesday.", "2023-05-02", 8, report="both")


def test_a_mention_goes_with_the_one_of_two_that_fits_better() -> None:
    found = link_profiles([FIRST, OTHER, AGAIN])
    assert found.incident_of["a"] == found.incident_of["c"] != found.incident_of["b"]


def test_the_loser_keeps_little_of_its_score_and_a_close_call_is_left_to_the_clusters() -> None:
    report_of = {"a": "one", "b": "both", "c": "both"}
    pairs = [ScoredPair("a", "b", 0.9, None, 1.0), ScoredPair("a", "c", 0.8, None, 4.0)]
    assert [p.score for p in told_apart(pairs, report_of, 0.5)] == [LOST, 0.8]
    close = [ScoredPair("a", "b", 0.9, None, 3.8), ScoredPair("a", "c", 0.8, None, 4.0)]
    assert told_apart(close, report_of, 0.5) == close


def test_what_is_better_matched_elsewhere_is_no_rival() -> None:
    report_of = {"a": "one", "d": "one", "b": "both", "c": "both"}
    sure = ScoredPair("b", "d", 0.99, None, 7.0)
    rival = ScoredPair("a", "b", 0.6, None, 3.0)
    own = ScoredPair("a", "c", 0.7, None, 2.0)
    found = told_apart([rival, own, sure], report_of, 0.5)
    assert [p.score for p in found] == [LOST, 0.7, 0.99]
