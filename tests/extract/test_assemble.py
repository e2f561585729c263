"""From a report to mentions and claims: incidents kept apart, words exact, speakers right."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseweave.extract import extract, extract_many
from caseweave.extract.verify import verify
from caseweave.model import (
    Claim,
    CountValue,
    DateValue,
    Evidence,
    Extraction,
    Passage,
    PlaceValue,
    Published,
    Report,
)

PUBLISHED = Published(value="2031-03-10", precision="day")


def report(
    *paragraphs: str, title: str | None = None, published: Published | None = PUBLISHED
) -> Report:
    """A report of these paragraphs, laid out as cleaning does."""
    parts = [*([title] if title else []), *paragraphs]
    text, passages, at = "\n\n".join(parts), [], 0
    for number, part in enumerate(parts):
        kind = "title" if title and number == 0 else "paragraph"
        passages.append(Passage(kind=kind, start=at, end=at + len(part)))  # type: ignore[arg-type]
        at += len(part) + 2
    return Report(
        id=f"sha256:{len(text):064x}",
        source="made.txt",
        media_type="text/plain",
        language="en",
        title=title,
        outlet="Harbour Post",
        published=published,
        text=text,
        passages=tuple(passages),
    )


def of(extraction: Extraction, attribute: str) -> list[Claim]:
    return [c for c in extraction.claims if c.attribute == attribute]


def best(claims: list[Claim]) -> set[int | None]:
    return {c.value.best for c in claims if isinstance(c.value, CountValue)}


def test_one_paragraph_gives_who_how_many_when_where_and_by_whom() -> None:
    told = extract(
        report(
            "Nine refugees were arrested by Greek police near Alexandroupoli on March 3, "
            "according to Marta Oduya, a lawyer for the group."
        )
    )
    assert best(of(told, "detained")) == {9}
    dates = [c.value.edtf for c in of(told, "date.detained") if isinstance(c.value, DateValue)]
    assert dates == ["2031-03-03"]
    assert [c.evidence.quote for c in of(told, "actor")] == ["Greek police"]
    assert {c.attribution[-1].name for c in of(told, "detained")} == {"Marta Oduya"}
    assert told.mentions[0].type == "refoulement"


def test_a_part_names_its_whole() -> None:
    told = extract(report("Twelve migrants fled the camp. Later, 7 of the 12 were caught again."))
    values = [c.value for c in of(told, "detained")]
    assert [(v.best, v.of) for v in values if isinstance(v, CountValue)] == [(7, 12)]


def test_another_group_is_another_incident() -> None:
    told = extract(
        report(
            "Eleven asylum seekers were sent back to Belarus by Polish border guards on Monday.",
            "The eleven had spent two nights in a forest, an aid worker said.",
            "They had asked for protection twice.",
            "The guards gave no reason.",
            "Last year, in a separate case, Hungary deported three Syrian brothers to Serbia.",
            title="Eleven pushed back into Belarus",
        )
    )
    assert sorted(m.role for m in told.mentions) == ["background", "main"]
    main = next(m for m in told.mentions if m.role == "main")
    by_mention = {c.mention: best([c]) for c in of(told, "returned")}
    assert by_mention.pop(main.id) == {11}
    assert list(by_mention.values()) == [{3}]


def test_a_refusal_is_a_claim_and_no_denial() -> None:
    told = extract(
        report(
            "Five students were detained in Tashkent on Friday.",
            "The interior ministry declined to comment.",
        )
    )
    silent = [c for c in told.claims if c.stance == "declined"]
    assert len(silent) == 1
    assert silent[0].attribute == "event"
    assert "ministry" in (silent[0].attribution[-1].name or "")
    assert not [c for c in told.claims if c.stance == "denies"]


def test_a_denial_names_its_target() -> None:
    told = extract(
        report(
            "The Delta Herald reported on Monday that soldiers had deported six women.",
            "The defence ministry said the Delta Herald report was false.",
        )
    )
    denials = [c for c in told.claims if c.stance == "denies"]
    assert denials
    assert denials[0].disputes is not None
    assert "Delta Herald" in (denials[0].disputes.outlet or "")


def test_what_usually_happens_is_no_incident() -> None:
    told = extract(report("Escapees who are sent back are jailed, rights groups say."))
    assert not told.mentions


def test_without_a_publication_date_relative_days_stay_open() -> None:
    told = extract(report("Six men were arrested last Monday in Sofia.", published=None))
    dates = [c.value for c in of(told, "date.detained")]
    assert [d.edtf for d in dates if isinstance(d, DateValue)] == [None]
    assert [d.words for d in dates if isinstance(d, DateValue)] == ["last Monday"]


def test_a_total_over_years_is_a_statistic_of_no_mention() -> None:
    told = extract(
        report(
            "Four men were detained at the border on Sunday.",
            "More than 20,000 refugees have resettled in the country over the decades.",
        )
    )
    totals = of(told, "statistic")
    assert best(totals) == {20_000}
    assert {c.mention for c in totals} == {None}


def test_ids_are_made_of_content_and_the_batch_does_not_matter() -> None:
    one = report("Six men were arrested in Sofia on Monday.")
    two = report("A boat sank off Lampedusa on Tuesday and nine people drowned.")
    alone = [extract(one), extract(two)]
    assert list(extract_many([one, two])) == alone
    assert list(extract_many([two, one])) == alone[::-1]


_SENTENCES = [
    "Six men were arrested in Sofia on Monday.",
    "“We saw nothing,” said Ana Lopes, a spokeswoman for the coastguard.",
    "The ministry could not be reached.",
    "Naïve façades — 13 of them — stood “empty”. 😀 Two women were freed last month.",
    "A boat carrying about 40 migrants sank off Lampedusa; at least 12 drowned.",
    "The police denied the report in the Valley Courier.",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5),
    st.sampled_from(["", "\u200b", "😀 "]),
)
def test_every_quote_stands_at_its_offsets(sentences: list[str], prefix: str) -> None:
    made = report(*[prefix + s for s in sentences])
    told = extract(made)
    assert told.dropped == 0
    for claim in told.claims:
        at = claim.evidence
        assert made.text[at.start : at.end] == at.quote
        for link in claim.attribution:
            if link.evidence is not None:
                assert made.text[link.evidence.start : link.evidence.end] == link.evidence.quote
    known = {m.id for m in told.mentions}
    assert all(c.mention in known or c.attribute == "statistic" for c in told.claims)


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 3, "xyz"), (5, 5, ""), (0, 99, "Six men")])
def test_a_claim_whose_words_do_not_check_is_dropped(start: int, end: int, quote: str) -> None:
    made = report("Six men were arrested in Sofia on Monday.")
    good = list(extract(made).claims)
    bad = msgspec.structs.replace(good[0], evidence=Evidence(start=start, end=end, quote=quote))
    kept, dropped = verify(made, [*good, bad])
    assert kept == good
    assert dropped == 1


def test_what_befell_the_whole_is_not_told_of_the_part() -> None:
    told = extract(
        report("Four of the seven weavers arrested in Tacoma last week were released on Monday.")
    )
    assert best(of(told, "released")) == {4}
    assert best(of(told, "detained")) == {7}


def test_bodies_pulled_from_the_sea_are_dead_and_not_rescued() -> None:
    told = extract(report("Coastguards pulled six bodies from the sea off Gavdos on Monday."))
    assert best(of(told, "dead")) == {6}
    assert not of(told, "rescued")


def test_people_left_in_the_desert_are_abandoned_by_that_word_alone() -> None:
    told = extract(report("Algerian police abandoned 40 migrants in the desert on Monday."))
    assert {m.type for m in told.mentions} == {"refoulement"}
    assert [e.kind for m in told.mentions for e in m.events] == ["abandoned"]
    assert not of(told, "returned")


def test_a_victim_is_somebody_named_who_was_harmed_or_held_and_not_an_accused() -> None:
    told = extract(
        report(
            "Ines Calderwell, a teacher, was kidnapped near Gao on Monday.",
            "Police arrested Bram Otley, a suspect in the robbery, on Sunday.",
        )
    )
    assert [c.evidence.quote for c in of(told, "victim")] == ["Ines Calderwell"]


def test_where_people_are_treated_is_not_where_it_happened() -> None:
    told = extract(
        report("Two miners were shot outside a bar in Tacoma. They are at a hospital in Seattle.")
    )
    assert {c.evidence.quote for c in of(told, "place")} == {"Tacoma"}


def test_police_and_soldiers_act_for_a_state_and_rebels_do_not() -> None:
    told = extract(
        report(
            "Soldiers detained nine migrants near Agadez on Monday.",
            "Rebel forces detained three migrants near Agadez on Tuesday.",
        )
    )
    kinds = {c.evidence.quote: c.value.kind for c in of(told, "actor")}  # type: ignore[union-attr]
    assert kinds == {"Soldiers": "government", "Rebel forces": "group"}


def test_the_day_of_a_trial_is_not_the_day_of_what_is_tried() -> None:
    text = (
        "One year after nine men were deported from Oranta, the trial of two guards opened "
        "at the county court in Belmark on Tuesday."
    )
    dated = of(extract(report(text)), "date.returned")
    assert [c.value.edtf for c in dated if isinstance(c.value, DateValue)] == ["2030-03~"]


def test_what_is_so_two_days_after_a_wreck_dates_the_wreck() -> None:
    text = "Two days after the boat sank, families are still waiting for a list of names."
    dated = of(extract(report(text)), "date.shipwreck")
    assert [c.value.edtf for c in dated if isinstance(c.value, DateValue)] == ["2031-03-08~"]


def test_the_rest_of_a_group_goes_on_in_the_day_of_its_first_part() -> None:
    text = (
        "A group of 16 were sent back on March 1. The following day, nine of the 16 were caught "
        "again. The other seven ran away."
    )
    claims = extract(report(text))
    assert {c.value.edtf for c in of(claims, "date.fled") if isinstance(c.value, DateValue)} == {
        "2031-03-02"
    }
    assert [c.value.of for c in of(claims, "fled") if isinstance(c.value, CountValue)] == [16]


def test_a_day_that_opens_the_sentence_dates_all_that_befell_them() -> None:
    text = (
        "Three men were deported from Belmark. On Tuesday morning the three men were taken to the "
        "airport and put on a flight to Lorn."
    )
    dated = of(extract(report(text)), "date.returned")
    assert [c.value.edtf for c in dated if isinstance(c.value, DateValue)] == ["2031-03-04"]


def test_who_frees_captives_is_said_to_have_helped_but_not_a_state_that_frees_its_own() -> None:
    captives = "Gunmen kidnapped six nurses on Monday. The army freed the nurses, a minister said."
    prisoners = "Police arrested six nurses on Monday. The army freed the nurses, a minister said."
    assert [c.evidence.quote for c in of(extract(report(captives)), "helped_by")] == ["The army"]
    assert of(extract(report(prisoners)), "helped_by") == []


def test_a_month_and_a_surname_are_no_places() -> None:
    told = extract(
        report(
            "Two men died in custody in Lagos in the early hours of August 7, 2030, Bala Shaba of "
            "the families' committee said. Shaba said that nobody was charged."
        )
    )
    names = {c.value.name for c in told.claims if isinstance(c.value, PlaceValue)}
    assert "Lagos" in names
    assert not names & {"August", "Shaba"}
