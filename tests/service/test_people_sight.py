"""A restricted incident is met nowhere by whoever is not named; what is left stays as it was."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.service.test_people import WORDS, Clock, Desk
from tests.store.conftest import cluster, url

from caseweave.case import CaseFiles, Review
from caseweave.model import (
    Attribution,
    CaseweaveError,
    Claim,
    Copy,
    CountValue,
    Decision,
    Evidence,
    Finding,
    Incident,
    LogEntry,
    Mention,
    MentionEvent,
    Passage,
    Published,
    Report,
    content_id,
    encode,
)
from caseweave.service.people import (
    Hold,
    Newcomer,
    add_person,
    hidden_from,
    lift,
    name_people,
    restrict,
    restrictions_for,
    seen,
    seen_entries,
    spread,
    wanted,
    widen,
)
from caseweave.store import open_store

__all__ = ["cluster", "url"]


def files_of(reports: dict[str, list[tuple[str, str]]]) -> CaseFiles:
    """Case files of reports, each a list of (incident, sentence); '' is about no incident.

    Every sentence starts with a number of people, which is claimed; a mention is one incident's
    sentences in one report.
    """
    told, claims, mentions = [], [], {}
    for name, sentences in reports.items():
        text, spans = f"Title of {name}\n\n", []
        for incident, sentence in sentences:
            spans.append((incident, len(text), len(text) + len(sentence)))
            text += sentence + " "
        report = Report(
            id=content_id("sha256", name),
            source=f"{name}.txt",
            sources=(f"{name}.txt",),
            media_type="text/plain",
            language="en",
            title=f"Title of {name}",
            published=Published(value="2024-05-02", precision="day"),
            text=text,
            passages=(
                Passage(kind="title", start=0, end=text.index("\n")),
                Passage(kind="paragraph", start=text.index("\n") + 2, end=len(text)),
            ),
        )
        told.append(report)
        for incident, start, _ in spans:
            key = content_id("mention", name, incident) if incident else None
            if key is not None:
                event = MentionEvent(kind="rescue", evidence=Evidence.at(text, start, start + 9))
                mentions[key] = Mention(
                    id=key,
                    report=report.id,
                    role="main",
                    type="boat",
                    events=(event,),
                    incident=f"incident:{incident}",
                )
            claims.append(
                Claim(
                    id=content_id("claim", name, start),
                    report=report.id,
                    mention=key,
                    incident=f"incident:{incident}" if incident else None,
                    attribute="people" if incident else "statistic",
                    value=CountValue(low=1, best=1, high=1, words="one"),
                    evidence=Evidence.at(text, start, start + 9),
                    attribution=(
                        Attribution(kind="named", name="x", evidence=Evidence.at(text, 0, 5)),
                    ),
                    extractor="made by hand",
                    confidence=1.0,
                )
            )
    return _with_incidents(told, claims, sorted(mentions.values(), key=lambda m: m.id))


def _with_incidents(
    reports: list[Report], claims: list[Claim], mentions: list[Mention]
) -> CaseFiles:
    incidents = []
    for key in sorted({m.incident for m in mentions if m.incident}):
        own = [m for m in mentions if m.incident == key]
        held = tuple(c.id for c in claims if c.incident == key)
        finding = Finding(
            attribute="people",
            value=None,
            verdict="single",
            rule="by hand",
            because="by hand",
            claims=held,
        )
        incidents.append(
            Incident(
                id=key,
                type="boat",
                title=f"Title of {key}",
                reports=tuple(sorted({m.report for m in own})),
                mentions=tuple(m.id for m in own),
                findings=(finding,),
            )
        )
    return CaseFiles(
        reports=tuple(reports),
        claims=tuple(claims),
        mentions=tuple(mentions),
        incidents=tuple(incidents),
    )


HIDDEN = "Nine pupils hid in the quarry."
OPEN = "Ten sailors came to the harbour."
BOTH = {
    "secret": [("a", HIDDEN)],
    "mixed": [("a", HIDDEN), ("b", OPEN), ("", "More than 400 in all so far this year.")],
    "open": [("b", OPEN), ("", "About 300 came in all last summer.")],
}


def hiding(files: CaseFiles, incident: str) -> CaseFiles:
    kept = frozenset((m.id, m.report) for m in files.mentions if m.incident == incident)
    return seen(files, spread(kept, files))


def test_nothing_of_a_hidden_incident_is_left() -> None:
    left = hiding(files_of(BOTH), "incident:a")
    assert [i.id for i in left.incidents] == ["incident:b"]
    assert {m.incident for m in left.mentions} == {"incident:b"}
    assert {c.incident for c in left.claims} == {"incident:b", None}
    assert [r.source for r in left.reports] == ["a report that is kept back", "open.txt"]
    assert b"quarry" not in encode(left)
    assert b"secret" not in encode(left)


def test_a_report_that_also_tells_something_open_shows_those_sentences_alone() -> None:
    files = files_of(BOTH)
    mixed = hiding(files, "incident:a").reports[0]
    assert mixed.title is None
    assert set(mixed.text) - set(OPEN) == {"▒", "\n"}
    assert OPEN in mixed.text
    assert "year" not in mixed.text
    assert len(mixed.text) == len(files.reports[1].text)


def test_the_open_incident_keeps_its_figures_and_its_exact_words() -> None:
    files = files_of(BOTH)
    left = hiding(files, "incident:a")
    assert left.incidents[0] == files.incidents[1]
    texts = {r.id: r.text for r in left.reports}
    for claim in left.claims:
        span = claim.evidence
        assert texts[claim.report][span.start : span.end] == span.quote


def test_a_sentence_that_tells_both_shows_the_open_quote_alone() -> None:
    sentence = "Ten sailors and quarry pupils came."
    files = files_of({"mixed": [("b", sentence)]})
    text = files.reports[0].text
    start = text.index("quarry")
    hidden = Mention(
        id="mention:h", report=files.reports[0].id, role="main", type="boat", incident="incident:a"
    )
    claim = msgspec.structs.replace(
        files.claims[0],
        id="claim:h",
        mention="mention:h",
        incident="incident:a",
        evidence=Evidence.at(text, start, start + 6),
    )
    both = _with_incidents(list(files.reports), [*files.claims, claim], [*files.mentions, hidden])
    left = hiding(both, "incident:a")
    assert "Ten sailo" in left.reports[0].text
    assert "quarry" not in left.reports[0].text


def test_decisions_reviews_and_copies_go_with_what_they_are_about() -> None:
    files = files_of(BOTH)
    secret, open_ = files.claims[0], files.claims[2]
    reports = {r.source: r for r in files.reports}
    copy = Copy(report=reports["secret.txt"].id, kind="excerpt", score=1.0, because="it says so")
    about_a = _decided("accept", secret.id, text="the quarry list was seen")
    about_b = _decided("accept", open_.id)
    undone = _decided("undo", about_a.id)
    mark = _decided("set", *(m.id for m in files.mentions), attribute="case.holder")
    files = msgspec.structs.replace(
        files,
        reports=tuple(msgspec.structs.replace(r, copies=(copy,)) for r in files.reports),
        decisions=(about_a, about_b, undone, mark),
        reviews=tuple(
            Review(claim=c.id, state="accepted", by="ada", at="2024", reason="quarry")
            for c in (secret,)
        ),
        notes=("3 of 3 reports",),
    )
    left = hiding(files, "incident:a")
    assert [d.kind for d in left.decisions] == ["accept", "set"]
    assert set(left.decisions[1].targets) == {m.id for m in left.mentions}
    assert left.reviews == ()
    assert left.notes == ()
    assert all(r.copies == () for r in left.reports)
    assert b"quarry" not in encode(left)
    entries = [
        LogEntry(seq=n, at="2024", kind="decision", id=d.id, record=d)
        for n, d in enumerate(files.decisions, 1)
    ]
    kept = frozenset((m.id, m.report) for m in files.mentions if m.incident == "incident:a")
    assert [e.seq for e in seen_entries(entries, files, spread(kept, files))] == [2, 4]


def _decided(kind: Any, *targets: str, **more: Any) -> Decision:
    return Decision(
        id=content_id("decision", kind, list(targets)),
        kind=kind,
        at="2024-06-02T09:00:00.000000Z",
        by="ada",
        targets=targets,
        **more,
    )


# The restriction outlives changes of what holds together


def test_what_joins_a_restricted_incident_is_restricted_with_it() -> None:
    files = files_of({"first": [("a", HIDDEN)], "second": [("c", OPEN)]})
    kept = frozenset((m.id, m.report) for m in files.mentions if m.incident == "incident:a")
    merged = _with_incidents(
        list(files.reports),
        [msgspec.structs.replace(c, incident="incident:z") for c in files.claims],
        [msgspec.structs.replace(m, incident="incident:z") for m in files.mentions],
    )
    left = seen(merged, spread(kept, merged))
    assert (left.incidents, left.reports, left.claims) == ((), (), ())


def test_what_is_hidden_now_is_hidden_at_every_other_moment() -> None:
    now = files_of({"first": [("a", HIDDEN)], "second": [("a", OPEN)]})
    kept = frozenset({(now.mentions[0].id, now.mentions[0].report)})
    hidden = spread(kept, now)
    # Earlier, only the other report was known: its incident was one of its own.
    other = next(r for r in now.reports if r.id != now.mentions[0].report)
    then = _with_incidents(
        [other],
        [c for c in now.claims if c.report == other.id],
        [m for m in now.mentions if m.report == other.id],
    )
    assert seen(then, spread(hidden, then)).incidents == ()


def test_after_a_new_analysis_the_whole_report_counts() -> None:
    files = files_of({"first": [("a", HIDDEN)], "second": [("b", OPEN)]})
    old = frozenset({("mention:gone", files.reports[0].id)})
    left = seen(files, spread(old, files))
    assert [i.id for i in left.incidents] == ["incident:b"]
    unread = msgspec.structs.replace(files, mentions=(), claims=(), incidents=())
    assert [r.source for r in seen(unread, spread(old, unread)).reports] == ["second.txt"]


SENTENCES = st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=1, max_size=5)


@given(
    layout=st.lists(SENTENCES, min_size=1, max_size=4),
    hide=st.sets(st.sampled_from("abc"), min_size=1),
)
@settings(max_examples=150, deadline=None)
def test_no_hidden_sentence_is_left_and_no_open_quote_is_lost(
    layout: list[list[str]], hide: set[str]
) -> None:
    reports = {
        f"r{n}": [
            (incident, f"{chr(65 + m)}n odd word{n}x{m} came.")
            for m, incident in enumerate(sentences)
        ]
        for n, sentences in enumerate(layout)
    }
    files = files_of(reports)
    kept = frozenset(
        (m.id, m.report) for m in files.mentions if m.incident in {f"incident:{i}" for i in hide}
    )
    left = seen(files, spread(kept, files))
    told = encode(left).decode()
    for name, sentences in reports.items():
        open_report = not hide & {incident for incident, _ in sentences}
        for incident, sentence in sentences:
            word = sentence.split()[2]
            assert (word in told) == (open_report or (incident not in hide and incident != ""))
        assert (f"Title of {name}" in told) == open_report
    shown = {i.id: i for i in files.incidents if i.id.removeprefix("incident:") not in hide}
    assert {i.id: i for i in left.incidents} == shown
    texts = {r.id: r.text for r in left.reports}
    for claim in left.claims:
        span = claim.evidence
        assert texts[claim.report][span.start : span.end] == span.quote


# Who is named


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    with open_store(url) as store:
        made = Desk(store)
        made.held = Hold(store, Clock())
        yield made


@pytest.fixture
def files() -> CaseFiles:
    return files_of(BOTH)


def test_only_those_named_see_it_and_an_administrator_is_not_named_by_being_one(
    desk: Desk, files: CaseFiles
) -> None:
    cy = add_person(desk.held, "ada", Newcomer(name="cy", role="approver", password=WORDS))
    made = restrict(desk.held, cy, wanted(files, files.incidents[0], ("bo",), "witness at risk"))
    assert (
        hidden_from(desk.held, cy, files) == hidden_from(desk.held, desk.bo, files) == frozenset()
    )
    assert len(hidden_from(desk.held, desk.ada, files)) == 2
    # She may give and end access: that is seen in the audit.
    assert restrictions_for(desk.held, desk.ada) == (made,)
    name_people(desk.held, desk.ada, made.id, ["ada", "cy"])
    assert hidden_from(desk.held, desk.ada, files) == frozenset()
    assert len(hidden_from(desk.held, desk.bo, files)) == 2
    assert restrictions_for(desk.held, desk.bo) == ()
    with pytest.raises(CaseweaveError, match="no restriction"):
        lift(desk.held, desk.bo, made.id)
    lift(desk.held, cy, made.id)
    assert hidden_from(desk.held, desk.bo, files) == frozenset()
    assert desk.acts()[-3:] == ["restricted", "restricted", "lifted"]


def test_a_restriction_needs_a_reason_and_known_people(desk: Desk, files: CaseFiles) -> None:
    for people, reason in ((("bo",), " "), (("nobody",), "at risk")):
        with pytest.raises(CaseweaveError):
            restrict(desk.held, desk.ada, wanted(files, files.incidents[0], people, reason))
    assert desk.held.store.people.restrictions() == ()


def test_both_halves_of_a_parted_incident_stay_restricted(desk: Desk) -> None:
    before = files_of({"first": [("a", HIDDEN)], "second": [("a", OPEN)]})
    early = msgspec.structs.replace(before.incidents[0], mentions=before.mentions[0:1])
    early = msgspec.structs.replace(early, mentions=(before.mentions[0].id,))
    restrict(desk.held, desk.ada, wanted(before, early, (), "at risk"))
    widen(desk.held, "ada", before.incidents[0], before)
    parted = _with_incidents(
        list(before.reports),
        list(before.claims),
        [msgspec.structs.replace(m, incident=f"incident:{m.id}") for m in before.mentions],
    )
    assert seen(parted, hidden_from(desk.held, desk.bo, parted)).incidents == ()
