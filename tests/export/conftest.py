"""A case in our own words that holds something of every kind an export withholds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caseweave.case import CaseFiles
from caseweave.export import Records
from caseweave.model import (
    Attribution,
    CategoryValue,
    Cell,
    Check,
    Claim,
    CountValue,
    DateValue,
    Evidence,
    Finding,
    HeadCount,
    HeadCountConflict,
    Incident,
    IncidentDate,
    Link,
    NameValue,
    OpenQuestion,
    Origin,
    Passage,
    PlaceValue,
    Published,
    Report,
    Response,
    TimelineEntry,
    Value,
)

SPEAKER, PASTOR, BROKER, AUTHOR = "Ilva Marchetti", "Odran Keel", "Bardo Venn", "Pell Aronsen"
TEXT = f"""Eleven sent back near Gevgelija, says {SPEAKER}

Border police sent 11 people back from Gevgelija to Thessaloniki on 4 March 2031, said {SPEAKER}, a
volunteer who met them on the road. Three women and eight men had walked nine nights through Niš.
They had slept in a safe house that {PASTOR} keeps in Strumica. A smuggler called {BROKER} took them
over the river. The interior ministry of North Macedonia denied that anybody was sent back.
"""
SHA = "5f" * 32
GEVGELIJA = PlaceValue(
    name="Gevgelija",
    country="MK",
    admin1="Gevgelija",
    lat=41.1429,
    lon=22.5011,
    geonameid=790744,
    precision="city",
)


def place(name: str, country: str, geonameid: int | None = None) -> PlaceValue:
    """A town without coordinates."""
    return PlaceValue(name=name, country=country, geonameid=geonameid, precision="city")


def count(number: int) -> CountValue:
    """An exact count of the incident's people."""
    return CountValue(low=number, best=number, high=number, words=f"{number} people")


class Making:
    """Makes the records of one case, with `text` in place of the report's own."""

    def __init__(self, text: str = TEXT) -> None:
        self.text = text
        self.claims: list[Claim] = []

    def claim(
        self, attribute: str, value: Value, quote: str, *, who: str = "", kind: str = "outlet"
    ) -> str:
        """Add a claim on the words `quote`, and give its id back."""
        start = self.text.index(quote)
        evidence = Evidence.at(self.text, start, start + len(quote))
        outlet = Attribution(kind="outlet", name="The Valley Gazette")
        chain: tuple[Attribution, ...] = (outlet,)
        if who:
            at = self.text.index(who)
            said = Evidence.at(self.text, at, at + len(who))
            chain = (outlet, Attribution(kind=kind, name=who, evidence=said))  # type: ignore[arg-type]
        number = f"{len(self.claims):020x}"
        self.claims.append(
            Claim(
                id=f"claim:{number}",
                report=f"sha256:{SHA}",
                mention="mention:1",
                incident="incident:77aa77aa77aa77aa77aa",
                attribute=attribute,
                value=value,
                evidence=evidence,
                attribution=chain,
                stance="denies" if kind == "office" else "asserts",
                extractor="test",
                confidence=1.0,
            )
        )
        return self.claims[-1].id


def _claims(m: Making) -> dict[str, str]:
    said = {"who": SPEAKER, "kind": "named"}
    return {
        "people": m.claim("people", count(11), "11 people", **said),
        "returned": m.claim("returned", count(11), "sent 11 people back", **said),
        "place": m.claim("place", GEVGELIJA, "back from Gevgelija", **said),
        "to": m.claim("destination", place("Thessaloniki", "GR", 734077), "Thessaloniki", **said),
        "through": m.claim("transit_place", place("Niš", "RS"), "Niš"),
        "date": m.claim("date", DateValue(edtf="2031-03-04", words="4 March 2031"), "4 March 2031"),
        "women": m.claim("people.women", count(3), "Three women"),
        "men": m.claim("people.men", count(8), "eight men"),
        "actor": m.claim(
            "actor", NameValue(text="Border police", kind="government"), "Border police"
        ),
        "victim": m.claim("helped_by", NameValue(text=PASTOR, kind="person"), PASTOR),
        "shelter": m.claim("place", place("Strumica", "MK"), "Strumica"),
        "broker": m.claim("helped_by", NameValue(text=BROKER, kind="person"), BROKER),
        "denied": m.claim(
            "event",
            CategoryValue(value="returned"),
            "denied that anybody was sent back",
            who="interior ministry of North Macedonia",
            kind="office",
        ),
    }


def _finding(attribute: str, value: Value, claims: tuple[str, ...], because: str) -> Finding:
    number = value.best if isinstance(value, CountValue) else None
    return Finding(
        attribute=attribute,
        value=value,
        low=number,
        best=number,
        high=number,
        verdict="single",
        rule="count" if number else "place",
        because=because,
        origins=("origin:1",),
        claims=claims,
    )


def _incident(made: dict[str, str], title: str) -> Incident:
    everything = tuple(made.values())
    said = f"Only one origin says so: 11 ({SPEAKER}, 5 March 2031)."
    return Incident(
        id="incident:77aa77aa77aa77aa77aa",
        type="refoulement",
        title=title,
        reports=(f"sha256:{SHA}",),
        mentions=("mention:1",),
        date=IncidentDate(low="2031-03-04", high="2031-03-04", edtf="2031-03-04"),
        place=GEVGELIJA,
        status="returned",
        findings=(
            _finding("people", count(11), (made["people"],), said),
            _finding("returned", count(11), (made["returned"],), said),
            _finding("people.women", count(3), (made["women"],), "Only one origin: 3 women."),
            _finding("place", GEVGELIJA, (made["place"],), f"Gevgelija ({SPEAKER})."),
            _finding("transit_place", place("Niš", "RS"), (made["through"],), "Niš."),
        ),
        origins=(
            Origin(
                id="origin:1",
                name=SPEAKER,
                kind="named",
                claims=everything,
                reports=(f"sha256:{SHA}",),
            ),
        ),
        headcount=HeadCount(
            cells=(
                Cell(
                    status="returned", at="2031-03-04", low=11, high=11, claims=(made["returned"],)
                ),
                Cell(status="people.women", low=3, high=3, claims=(made["women"],)),
            ),
            conflicts=(HeadCountConflict(claims=(made["women"],), because=f"3 women ({SPEAKER})"),),
            open=(
                OpenQuestion(
                    question=f"What became of the 11 ({SPEAKER}) after Gevgelija?",
                    claims=(made["people"],),
                ),
            ),
        ),
        timeline=(
            TimelineEntry(at="2031-03-04", event="11 people returned", claims=(made["returned"],)),
            TimelineEntry(at=None, event="seen at Gevgelija", claims=(made["place"],)),
        ),
        responses=(
            Response(
                who="Interior ministry of North Macedonia",
                act=f'denies it: "that anybody was sent back" ({SPEAKER})',
                stance="denies",
                claims=(made["denied"],),
            ),
        ),
        checks=(
            Check(
                kind="place_contradicts_gazetteer",
                because="Gevgelija lies 3 km from Greece.",
                claims=(made["place"],),
            ),
        ),
        links=(Link(a="mention:1", b="mention:2", score=0.9, reasons=("both name Gevgelija",)),),
    )


def make_records(text: str = TEXT, outlet: str = "The Valley Gazette") -> Records:
    """The case as redaction reads it."""
    making = Making(text)
    made = _claims(making)
    title = text.split("\n", 1)[0]
    report = Report(
        id=f"sha256:{SHA}",
        source="notes/marchetti gevgelija.txt",
        sources=("notes/marchetti gevgelija.txt",),
        media_type="text/plain",
        language="en",
        title=title,
        outlet=outlet,
        author=AUTHOR,
        url="https://valley.example/gevgelija/marchetti-eleven",
        published=Published(value="2031-03-05", precision="day"),
        text=text,
        passages=(Passage(kind="paragraph", start=0, end=len(text)),),
    )
    return Records(
        incidents=(_incident(made, "11 people returned, Gevgelija, North Macedonia, March 2031"),),
        claims=tuple(making.claims),
        reports=(report,),
        notes=("As of 2031-04-01: 1 of 1 reports were published by then.",),
    )


@pytest.fixture(scope="session")
def records() -> Records:
    """One case with something of every kind."""
    return make_records()


@pytest.fixture(scope="session")
def claim_on(records: Records) -> Callable[[str], str]:
    """The id of the claim whose words are these."""
    return lambda quote: next(c.id for c in records.claims if c.evidence.quote == quote)


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some of the project's example reports, built once."""
    from caseweave.service import Options, build

    reports = Path(__file__).parents[2] / "examples" / "reports"
    chosen = sorted(reports.glob("e0[1-4]*"))
    store = tmp_path_factory.mktemp("export") / "s.db"
    build(chosen, store, Options(engine="inline"))
    return store


@pytest.fixture(scope="session")
def example_files(example_store: Path) -> CaseFiles:
    """The case files of that store, folded once."""
    from caseweave.service import show

    return show(example_store)
