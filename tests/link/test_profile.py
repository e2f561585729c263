"""A profile holds what one report tells of one incident, and nothing of any other."""

from caseweave.link import link, profile
from caseweave.link.profile import span_of
from caseweave.model import (
    Attribution,
    Claim,
    CountValue,
    DateValue,
    Evidence,
    Mention,
    NameValue,
    PlaceValue,
    Published,
    Report,
    Value,
)

from .made import day

TEXT = (
    "Ten caught near Varnik\n\nTen Afghans were caught near Varnik on 5 May, said Tomas Reyl of "
    "the Lantern Trust. “They asked us again and again not to be sent home,” he said.\n\n"
    "In March, Sudria expelled two sailors, the elder aged 31."
)
REPORT = Report(
    id="sha256:1",
    source="a.txt",
    media_type="text/plain",
    language="en",
    title="Ten caught near Varnik",
    outlet="The Dale Courier",
    text=TEXT,
    published=Published(value="2019-05-06", precision="day"),
)
MAIN = Mention(id="mention:1", report=REPORT.id, role="main", type="refoulement")
BACK = Mention(id="mention:2", report=REPORT.id, role="background", type="refoulement")


def claim(mention: Mention, attribute: str, value: Value, quote: str, **more: object) -> Claim:
    start = TEXT.index(quote)
    fields = {"attribution": (Attribution(kind="outlet", name="The Dale Courier"),), **more}
    return Claim(
        id=f"claim:{mention.id}{attribute}{quote}",
        report=REPORT.id,
        mention=mention.id,
        attribute=attribute,
        value=value,
        evidence=Evidence.at(TEXT, start, start + len(quote)),
        extractor="test",
        confidence=1.0,
        **fields,  # type: ignore[arg-type]
    )


def count(n: int, quote: str, population: str | None = None) -> CountValue:
    return CountValue(low=n, best=n, high=n, words=quote, population=population)


SPEAKER = (Attribution(kind="outlet", name="x"), Attribution(kind="named", name="Tomas Reyl"))
CLAIMS = [
    claim(MAIN, "detained", count(10, "Ten Afghans"), "Ten Afghans", attribution=SPEAKER),
    claim(MAIN, "date.detained", DateValue(edtf="2019-05-05"), "5 May"),
    claim(MAIN, "date.statement", DateValue(edtf="2019-05-06"), "said"),
    claim(
        MAIN,
        "place",
        PlaceValue(name="Varnik", country="MV", lat=42.0, lon=19.5, precision="city"),
        "Varnik on",
    ),
    claim(MAIN, "custodian", NameValue(text="The Border Guard", kind="group"), "caught"),
    claim(MAIN, "returned", count(9, "home"), "home", factuality="possible"),
    claim(BACK, "returned", count(2, "two sailors"), "two sailors"),
    claim(BACK, "date.returned", DateValue(edtf="2019-03"), "March"),
    claim(BACK, "people", count(5, "Sudria", "crew"), "Sudria"),
]


def test_a_main_mention_takes_its_own_claims_and_passages() -> None:
    found = profile(MAIN, CLAIMS, REPORT)
    assert [(d.part, d.span.low) for d in found.dates] == [("detained", day("2019-05-05"))]
    assert found.published == day("2019-05-06")
    assert [(p.name, p.fine) for p in found.places] == [("Varnik", True)]
    assert found.countries == ("MV",)
    assert [(c.attribute, c.low) for c in found.counts] == [("detained", 10)]
    assert found.nationalities == ("afghan",)
    assert found.custodians == ("border guard",)
    assert found.speakers == ("tomas reyl",)
    assert found.quotations
    assert "varnik" in found.names


def test_what_is_only_possible_is_no_fact_of_the_incident() -> None:
    assert all(c.attribute != "returned" for c in profile(MAIN, CLAIMS, REPORT).counts)


def test_a_background_mention_sees_only_its_own_sentences() -> None:
    found = profile(BACK, CLAIMS, REPORT)
    assert found.ages == (31,)
    assert "varnik" not in found.names
    assert found.quotations == ()
    assert [(c.attribute, c.low) for c in found.counts] == [("returned", 2)]
    assert found.title_terms == {}


def test_dates_become_the_days_they_allow() -> None:
    span = span_of("2019-11")
    assert span is not None
    assert (span.low, span.high) == (day("2019-11-01"), day("2019-11-30"))
    about = span_of("2019-11-23~")
    assert about is not None
    assert about.days == 7
    assert span_of(None) is None
    assert span_of("last Monday") is None


def test_linking_takes_reports_by_id_or_in_a_row_and_gives_every_mention_an_incident() -> None:
    by_id = link([MAIN, BACK], CLAIMS, {REPORT.id: REPORT})
    assert by_id == link([BACK, MAIN], list(reversed(CLAIMS)), [REPORT])
    assert len(set(by_id.incident_of.values())) == 2
    assert all(i.startswith("incident:") for i in by_id.incident_of.values())
    assert len(link([MAIN, BACK], CLAIMS, {}).incident_of) == 2
