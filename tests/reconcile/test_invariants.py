"""What holds of every incident, however odd its claims."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseweave.model import (
    CategoryValue,
    CountValue,
    DateValue,
    DisputeTarget,
    NameValue,
    PlaceValue,
    TextValue,
)
from caseweave.reconcile import rule_book

WORDS = (
    "Ada Moor said that 7 of the 9 hikers were held at Karsa on 3 May, Peru's Interior Ministry "
    'denied it: "none of this ever happened at the border", and insiders knew nothing of it. '
    "Correction: reportedly one teenager and another man died, up from an earlier two."
)
PIECES = WORDS.split(" ")

numbers = st.one_of(st.none(), st.integers(0, 40))
counts = st.builds(
    CountValue,
    low=numbers,
    best=numbers,
    high=numbers,
    qualifier=st.sampled_from(
        ["exact", "about", "at_least", "more_than", "at_most", "fewer_than", "range", "vague"]
    ),
    of=st.one_of(st.none(), st.integers(0, 40)),
    population=st.sampled_from([None, None, None, "women", "crew"]),
    words=st.just("some"),
)
days = st.sampled_from(
    [None, "", "2031", "2031-05", "2031-05-03", "2031-02-31", "2031-05-01/2031-05-09", "2031-22",
     "2031-05-03~", "../2031-05-03", "2031-05-09/..", "last week", "2031-05-09/2031-05-01"]
)  # fmt: skip
values = {
    "count": counts,
    "date": st.builds(DateValue, edtf=days, words=st.just("then")),
    "place": st.builds(
        PlaceValue,
        name=st.sampled_from(["Karsa", "Peru", ""]),
        country=st.sampled_from([None, "PE", "ZZ"]),
        lat=st.sampled_from([None, -11.0]),
        lon=st.sampled_from([None, -68.0]),
        precision=st.sampled_from([None, "city", "country", "admin1", "sea"]),
    ),
    "name": st.builds(
        NameValue,
        text=st.sampled_from(["Oslo", "Norwegian envoys", "Ada Moor", "", "the group"]),
        kind=st.sampled_from(["person", "organisation", "government", "outlet", "group"]),
    ),
    "category": st.builds(
        CategoryValue, value=st.sampled_from(["detained", "killed", "statement", "odd"])
    ),
    "text": st.builds(TextValue, text=st.just("free words")),
}
ATTRIBUTES = {
    "count": ["people", "people.women", "detained", "returned", "released", "dead", "missing"],
    "date": ["date", "date.detained", "date.released", "date.statement"],
    "place": ["place", "destination"],
    "name": ["actor", "helped_by", "requested_from", "blamed"],
    "category": ["event"],
    "text": ["weather"],
}
speakers = st.lists(
    st.tuples(
        st.sampled_from(["named", "office", "organisation", "anonymous", "document", "outlet"]),
        st.sampled_from(
            ["Ada Moor", "Ms Moor", "Peru's Interior Ministry", "the ministry", "Post B"]
        ),
    ),
    max_size=3,
)
kinds = st.sampled_from(sorted(values))
claims = kinds.flatmap(
    lambda kind: st.tuples(
        st.integers(0, 2),
        st.sampled_from(ATTRIBUTES[kind]),
        values[kind],
        st.integers(0, len(PIECES) - 1),
        speakers,
        st.sampled_from(["asserts"] * 4 + ["denies", "unaware", "declined", "unreachable"]),
        st.sampled_from(["happened"] * 4 + ["possible", "did_not_happen", "unknown"]),
        st.sampled_from([None, "outlet", "speaker"]),
    )
)


def build(scene: Any, drawn: Any, published: Any) -> None:
    for index, day in enumerate(published):
        scene.report(f"r{index}", f"Post {'ABC'[index]}", day, WORDS)
        scene.happening(f"r{index}", "detained", "7 of the 9 hikers were held at Karsa", day)
    for number, attribute, value, piece, by, stance, factuality, aim in drawn:
        target = None
        if aim and stance == "denies":
            target = DisputeTarget(**{aim: "Post A" if aim == "outlet" else "Moor"}, words="it")
        scene.claim(
            f"r{number}",
            attribute,
            value,
            PIECES[piece],
            by,
            stance=stance,
            factuality=factuality,
            disputes=target,
        )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(claims, max_size=14), st.tuples(days, days, days), st.randoms())
def test_nothing_is_lost_and_nothing_depends_on_the_order(
    make_scene: Any, drawn: Any, published: Any, dice: Any
) -> None:
    scene = make_scene()
    build(scene, drawn, published)
    incident = scene.incident()
    known = {c.id for c in scene.claims}
    origin_of = Counter(c for o in incident.origins for c in o.claims)
    assert set(origin_of) == known
    assert not known or max(origin_of.values()) == 1
    assert {c for f in incident.findings for c in f.claims} == known
    whole = Counter((f.attribute, f.population) for f in incident.findings)
    assert not whole or max(whole.values()) == 1
    for low, best, high in [(f.low, f.best, f.high) for f in incident.findings] + [
        (c.low, c.best, c.high) for c in incident.headcount.cells
    ]:
        assert low is None or best is None or low <= best
        assert best is None or high is None or best <= high
        assert low is None or high is None or low <= high
    dice.shuffle(scene.claims)
    assert scene.incident() == incident


def test_every_rule_says_what_it_does_and_whom_it_follows(boat: Any) -> None:
    boat.report("a", "Quay Post", "2031-06-01", "4 died at Karsa on 1 June, Ada Moor said.")
    boat.count("a", "dead", 4, "4 died")
    boat.date("a", "date", "2031-06-01", "1 June")
    boat.place("a", "Karsa", "Karsa")
    for finding in boat.incident().findings:
        sentence, sources = rule_book()[finding.rule]
        assert sentence.endswith(".")
        assert sources
