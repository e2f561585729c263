"""A scene: invented reports and claims made by hand, reconciled as the door does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from caseweave.model import (
    Attribution,
    AttributionKind,
    CategoryValue,
    Claim,
    Copy,
    CountValue,
    DateValue,
    Decision,
    DisputeTarget,
    Evidence,
    Finding,
    Incident,
    Mention,
    MentionEvent,
    NameValue,
    Passage,
    PlaceValue,
    Published,
    Report,
    Value,
    content_id,
)
from caseweave.reconcile import LinkedIncident, reconcile

Speaker = tuple[AttributionKind, str]


@dataclass
class _Draft:
    outlet: str | None
    day: str | None
    text: str
    copies: tuple[Copy, ...]
    headed: bool = False
    events: list[MentionEvent] = field(default_factory=list)


class Scene:
    """Reports are written first, then claims point at words of theirs."""

    def __init__(self, kind: str = "refoulement") -> None:
        self.kind = kind
        self.drafts: dict[str, _Draft] = {}
        self.claims: list[Claim] = []
        self.decisions: list[Decision] = []

    def report(
        self,
        key: str,
        outlet: str | None,
        day: str | None,
        text: str,
        copies: tuple[tuple[str, str], ...] = (),
        *,
        headed: bool = False,
    ) -> None:
        """`headed`: the text begins with its title and a blank line."""
        found = tuple(
            Copy(report=report_id(k), kind=kind, score=0.97, because="the same word runs")  # type: ignore[arg-type]
            for k, kind in copies
        )
        self.drafts[key] = _Draft(outlet, day, text, found, headed)

    def claim(
        self,
        key: str,
        attribute: str,
        value: Value,
        words: str,
        by: Speaker | list[Speaker] | None = None,
        **more: Any,
    ) -> str:
        draft = self.drafts[key]
        chain = [] if by is None else by if isinstance(by, list) else [by]
        evidence = self._evidence(key, words)
        links = [Attribution(kind="outlet", name=draft.outlet)]
        links += [Attribution(kind=k, name=n, evidence=self._named(key, n)) for k, n in chain]
        claim = Claim(
            id=content_id("claim", key, evidence.start, attribute, repr(value), repr(chain)),
            report=report_id(key),
            mention=mention_id(key),
            incident="incident:scene",
            attribute=attribute,
            value=value,
            evidence=evidence,
            attribution=tuple(links),
            extractor=more.pop("extractor", "hand"),
            confidence=1.0,
            **more,
        )
        self.claims.append(claim)
        return claim.id

    def count(
        self, key: str, attribute: str, n: int, words: str, by: Any = None, **more: Any
    ) -> str:
        fields = {"low": n, "best": n, "high": n, "words": words}
        for name in ("low", "high", "qualifier", "of", "population"):
            if name in more:
                fields[name] = more.pop(name)
        return self.claim(key, attribute, CountValue(**fields), words, by, **more)  # type: ignore[arg-type]

    def date(self, key: str, attribute: str, edtf: str | None, words: str, by: Any = None) -> str:
        return self.claim(key, attribute, DateValue(edtf=edtf, words=words), words, by)

    def place(self, key: str, name: str, words: str, by: Any = None, **more: Any) -> str:
        attribute = more.pop("attribute", "place")
        return self.claim(key, attribute, PlaceValue(name=name, **more), words, by)

    def name(
        self, key: str, attribute: str, name: str, words: str, by: Any = None, **more: Any
    ) -> str:
        kind = more.pop("kind", "organisation")
        return self.claim(key, attribute, NameValue(text=name, kind=kind), words, by, **more)

    def event(self, key: str, kind: str, words: str, by: Any = None, **more: Any) -> str:
        return self.claim(key, "event", CategoryValue(value=kind), words, by, **more)

    def happening(self, key: str, kind: str, clause: str, day: str | None) -> None:
        """An event of the mention: its clause ties the counts within it to a day."""
        found = MentionEvent(kind=kind, evidence=self._evidence(key, clause), date=day)
        self.drafts[key].events.append(found)

    def linked(self) -> LinkedIncident:
        reports = tuple(self._report(k) for k in self.drafts)
        return LinkedIncident(
            id="incident:scene",
            type=self.kind,
            mentions=tuple(
                Mention(
                    id=mention_id(k),
                    report=report_id(k),
                    role="main",
                    type=self.kind,
                    events=tuple(d.events),
                )
                for k, d in self.drafts.items()
            ),
            claims=tuple(self.claims),
            reports=reports,
            all_reports={r.id: r for r in reports},
            decisions=tuple(self.decisions),
        )

    def incident(self) -> Incident:
        return reconcile(self.linked())

    def _report(self, key: str) -> Report:
        draft = self.drafts[key]
        day = Published(value=draft.day, precision="day") if draft.day else None
        head = draft.text.index("\n\n") if draft.headed else 0
        body = Passage(kind="paragraph", start=head, end=len(draft.text))
        return Report(
            id=report_id(key),
            source=f"{key}.txt",
            media_type="text/plain",
            language="en",
            outlet=draft.outlet,
            published=day,
            text=draft.text,
            passages=(Passage(kind="title", start=0, end=head), body) if head else (body,),
            copies=draft.copies,
        )

    def _evidence(self, key: str, words: str) -> Evidence:
        text = self.drafts[key].text
        start = text.index(words)
        return Evidence.at(text, start, start + len(words))

    def _named(self, key: str, name: str) -> Evidence | None:
        text = self.drafts[key].text
        start = text.find(name)
        return None if start < 0 else Evidence.at(text, start, start + len(name))


def report_id(key: str) -> str:
    return f"sha256:{key}"


def mention_id(key: str) -> str:
    return f"mention:{key}"


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def boat() -> Scene:
    return Scene("boat")


@pytest.fixture
def finding() -> Callable[..., Finding]:
    def find(incident: Incident, attribute: str, population: str | None = None) -> Finding:
        found = [
            f for f in incident.findings if f.attribute == attribute and f.population == population
        ]
        assert len(found) == 1, f"{len(found)} findings for {attribute}"
        return found[0]

    return find


@pytest.fixture
def names() -> Callable[[Incident, Finding], list[str]]:
    def of(incident: Incident, found: Finding) -> list[str]:
        return sorted(o.name for o in incident.origins if o.id in found.origins)

    return of


@pytest.fixture
def dispute() -> type[DisputeTarget]:
    return DisputeTarget


@pytest.fixture
def make_scene() -> type[Scene]:
    return Scene
