"""The head line of a case: reports, those that add an origin, and the speakers heard."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from caseweave.case import told_by
from caseweave.model import Incident, Origin


def _incident(reports: int, *origins: Origin) -> Incident:
    plain = msgspec.json.decode(b'{"id":"incident:1","type":"boat","title":"A case"}', type=dict)
    fields = {
        "mentions": (),
        "date": None,
        "place": None,
        "status": "unknown",
        "findings": (),
    }
    ids = tuple(f"r{n}" for n in range(1, reports + 1))
    return msgspec.convert({**plain, **fields, "reports": ids, "origins": origins}, Incident)


def _origin(name: str, kind: str, *reports: str, of: str | None = None) -> Origin:
    return Origin(id=name, name=name, kind=kind, claims=(), reports=reports, affiliation=of)


def test_a_reprint_adds_no_origin_and_speakers_are_counted_apart() -> None:
    case = _incident(
        3,
        _origin("Ferry Post", "outlet", "r1", "r2"),
        _origin("the mayor", "office", "r1", "r2"),
        _origin("Tide Radio", "outlet", "r3"),
        _origin("unnamed sources of Tide Radio", "anonymous", "r3"),
    )
    assert told_by(case).words == (
        "3 reports, 2 with an origin of their own; 2 speakers heard, 1 of them unnamed"
    )


def test_the_speakers_of_one_report_make_no_further_reports() -> None:
    case = _incident(
        2,
        _origin("Ferry Post", "outlet", "r1"),
        *(_origin(f"speaker {n}", "named", "r1") for n in range(6)),
        _origin("Tide Radio", "outlet", "r2"),
    )
    told = told_by(case)
    assert told.words == "2 reports, each with an origin of its own; 6 speakers heard"
    assert (told.own, told.heard) == (2, 6)


def test_a_person_and_the_body_that_the_person_heads_are_one() -> None:
    case = _incident(
        1,
        _origin("Lamp Trust", "organisation", "r1"),
        _origin("Ada", "named", "r1", of="Lamp Trust"),
    )
    assert told_by(case).words == "1 report; 1 speaker heard"


def test_a_case_that_cites_nobody_says_so() -> None:
    assert told_by(_incident(1, _origin("Ferry Post", "outlet", "r1"))).words == (
        "1 report; nobody is cited"
    )


@given(st.lists(st.sets(st.sampled_from("abcde"), min_size=1), min_size=1, max_size=5))
def test_some_report_has_an_origin_and_never_more_than_there_are(carried: list[set[str]]) -> None:
    names = sorted({o for one in carried for o in one})
    origins = [
        _origin(name, "named", *(f"r{n}" for n, own in enumerate(carried, start=1) if name in own))
        for name in names
    ]
    told = told_by(_incident(len(carried), *origins))
    assert 1 <= told.own <= told.reports == len(carried)
    assert told.heard == len(names)
