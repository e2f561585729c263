"""Redaction: what each level shows, and that nothing of another kind comes through."""

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.export.conftest import AUTHOR, BROKER, PASTOR, SHA, SPEAKER, TEXT, make_records

from caseweave.export import FORMATS, Records, redact
from caseweave.export.vocabulary import known_words, words_of
from caseweave.model import encode
from caseweave.schema.sharing import LEVELS, Level

NAMES = (SPEAKER, "Marchetti", PASTOR, "Odran", BROKER, "Venn", AUTHOR)
PLACES = ("Gevgelija", "Thessaloniki", "Niš", "Strumica", "41.1", "22.5", "790744")


def text_of(records: Records, level: Level) -> str:
    """Everything that an export at a level holds, as JSON."""
    return encode(redact(records, level).shared).decode("utf-8")


def test_a_clear_export_names_no_private_person(records: Records) -> None:
    said = text_of(records, "clear").casefold()
    assert [n for n in NAMES if n.casefold() in said] == []


def test_a_clear_export_knows_no_place_finer_than_the_country(records: Records) -> None:
    said = text_of(records, "clear")
    assert [p for p in PLACES if p in said] == []
    assert "North Macedonia" in said


def test_a_clear_export_holds_no_words_of_a_report(records: Records) -> None:
    said = words_of(text_of(records, "clear"))
    runs = {said[i : i + 6] for i in range(len(said))}
    words = words_of(TEXT)
    assert [words[i : i + 6] for i in range(len(words) - 5) if words[i : i + 6] in runs] == []


def test_a_clear_export_leads_to_no_report(records: Records) -> None:
    said = text_of(records, "clear")
    assert "valley.example" not in said
    assert "marchetti gevgelija" not in said.casefold()
    assert SHA not in said
    assert "claim:" not in said
    assert "incident:" not in said


def test_a_clear_export_tells_neither_route_nor_make_up(records: Records) -> None:
    shared = redact(records, "clear").shared
    told = {a.attribute for c in shared.cases for a in c.accounts}
    told |= {f.attribute for c in shared.cases for f in c.findings}
    assert not told & {"destination", "transit_place", "origin_place"}
    assert not [a for a in told if a.startswith("people.")]
    assert "women" not in encode(shared.cases).decode("utf-8")


def test_it_still_tells_what_may_be_told(records: Records) -> None:
    case = redact(records, "clear").shared.cases[0]
    assert case.title == "11 people returned, North Macedonia, March 2031"
    assert case.country == "MK"
    people = next(f for f in case.findings if f.attribute == "people")
    assert (people.low, people.best, people.high) == (11, 11, 11)
    assert people.because == "Only one origin says so: 11 (C1.O1)."
    assert case.origins[0].name == "a named person (name withheld)"
    assert case.timeline[0].event == "11 people returned"


def test_an_office_of_a_state_stands_by_name_and_a_private_person_does_not(
    records: Records,
) -> None:
    accounts = redact(records, "clear").shared.cases[0].accounts
    denial = next(a for a in accounts if a.stance == "denies")
    assert denial.speaker == "interior ministry of North Macedonia"
    assert {a.speaker for a in accounts if a.attribute == "people"} == {
        "a named person (name withheld)"
    }


def test_amber_shows_places_and_words_but_masks_names(records: Records) -> None:
    said = text_of(records, "amber")
    assert "Gevgelija" in said
    assert "sent 11 people back" in said
    assert [n for n in (*NAMES, "Strumica") if n in said] == []


def test_amber_strict_shows_names_but_neither_broker_nor_shelter(records: Records) -> None:
    said = text_of(records, "amber+strict")
    assert SPEAKER in said
    assert [n for n in (PASTOR, BROKER, "Strumica") if n in said] == []


def test_red_shows_all_that_nobody_withheld(records: Records) -> None:
    said = text_of(records, "red")
    assert [n for n in (*NAMES, *PLACES[:4], SHA) if n not in said] == []


def test_a_stricter_level_never_shows_less(records: Records) -> None:
    told = [{a.id for a in redact(records, level).shared.cases[0].accounts} for level in LEVELS]
    sizes = [len(accounts) for accounts in told]
    assert sizes == sorted(sizes)


def test_the_make_up_of_a_group_with_a_small_part_is_withheld_as_a_whole(records: Records) -> None:
    def parts(level: Level) -> set[str]:
        accounts = redact(records, level).shared.cases[0].accounts
        return {a.attribute for a in accounts if a.attribute.startswith("people.")}

    # With 11 people and 8 men in the file, 3 women would be left over.
    assert parts("amber") == set()
    assert parts("amber+strict") == {"people.women", "people.men"}


def test_the_register_counts_without_naming(records: Records) -> None:
    shared = redact(records, "clear").shared
    kinds = {w.kind for w in shared.withheld}
    assert kinds >= {
        "names",
        "exact_places",
        "routes",
        "quotes",
        "titles",
        "links",
        "files",
        "ids",
        "authors",
        "brokers",
        "shelters",
    }
    register = encode(shared.withheld).decode("utf-8")
    assert [n for n in (*NAMES, *PLACES) if n in register] == []
    assert all(w.reason and w.level for w in shared.withheld)


def test_the_desks_own_register_holds_the_values(records: Records) -> None:
    values = {i.value for i in redact(records, "clear").items}
    assert SPEAKER in values
    assert "Gevgelija, North Macedonia" in values


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_records_in_any_order_give_the_same_bytes(
    records: Records, format_name: str
) -> None:
    shuffled = list(records.claims)
    shuffled.reverse()
    other = msgspec.structs.replace(records, claims=tuple(shuffled))
    write = FORMATS[format_name].write
    for level in ("clear", "red") if format_name != "pdf" else ("clear",):
        once = write(redact(records, level).shared)
        assert once == write(redact(other, level).shared)


_NAME = st.from_regex(r"[A-Z][a-z]{4,8}", fullmatch=True)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=_NAME, last=_NAME, town=_NAME)
def test_no_name_survives_wherever_it_stands(first: str, last: str, town: str) -> None:
    parts = [p.casefold() for p in (first, last, town)]
    fixed = encode(redact(make_records(), "clear").shared).decode("utf-8").casefold()
    assume(not any(p in known_words() or p in fixed for p in parts))
    made = encode(make_records()).decode("utf-8")
    made = made.replace(SPEAKER, f"{first} {last}").replace("Gevgelija", town)
    made = made.replace("The Valley Gazette", f"The {town} Gazette")
    planted = msgspec.json.decode(made, type=Records)
    said = text_of(planted, "clear").casefold()
    assert [p for p in parts if p in said] == []


@pytest.mark.parametrize("level", LEVELS)
def test_every_number_that_is_named_is_there(records: Records, level: Level) -> None:
    shared = redact(records, level).shared
    for case in shared.cases:
        accounts = {a.id for a in case.accounts}
        named = [a for f in case.findings for a in f.accounts]
        named += [a for t in case.timeline for a in t.accounts]
        named += [a for q in (*case.questions, *case.conflicts, *case.checks) for a in q.accounts]
        named += [a for c in case.headcount for a in c.accounts]
        assert set(named) <= accounts
        origins = {o.id for o in case.origins}
        assert {o for f in case.findings for o in f.origins} <= origins
        assert {a.origin for a in case.accounts if a.origin} <= origins
        sources = {s.id for s in shared.sources}
        assert {a.source for a in case.accounts} <= sources
