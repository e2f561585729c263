"""What analysts decide on sharing: withhold holds at every level, release stops at its floor."""

from collections.abc import Callable

import msgspec
import pytest
from tests.export.conftest import PASTOR, SPEAKER

from caseweave.export import FORMATS, Records, Ruling, redact
from caseweave.export.formats import blank
from caseweave.export.leaks import leaks
from caseweave.export.secrets import secrets_of
from caseweave.model import encode
from caseweave.schema.sharing import LEVELS, Level

On = Callable[[str], str]


def ruled(records: Records, claim: str, act: str, **more: object) -> Records:
    """The records with one ruling on a claim."""
    given = {"by": "R. Ost", "at": "2031-05-06T10:00:00Z", "reason": "she asked for it"} | more
    ruling = msgspec.convert({"claim": claim, "act": act, **given}, Ruling)
    return msgspec.structs.replace(records, rulings=(*records.rulings, ruling))


def said(records: Records, level: Level) -> str:
    """Everything that an export holds."""
    return encode(redact(records, level).shared).decode("utf-8")


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_withheld_leaves_at_no_level(records: Records, claim_on: On, level: Level) -> None:
    withheld = ruled(records, claim_on("back from Gevgelija"), "withhold")
    assert "gevgelija" not in said(withheld, level).casefold()
    for name, form in FORMATS.items():
        data = form.write(redact(withheld, level).shared)
        assert not leaks(data, name, secrets_of(withheld, level), blank(name)), name


def test_with_redaction_off_the_leak_check_finds_a_withheld_value_at_red(
    records: Records, claim_on: On
) -> None:
    withheld = ruled(records, claim_on("back from Gevgelija"), "withhold")
    data = FORMATS["json"].write(redact(withheld, "red", withhold=False).shared)
    assert {x.kind for x in leaks(data, "json", secrets_of(withheld, "red"))} >= {"withheld"}


def test_what_rests_on_a_withheld_number_falls_with_it(records: Records, claim_on: On) -> None:
    withheld = ruled(records, claim_on("11 people"), "withhold")
    case = redact(withheld, "red").shared.cases[0]
    people = next(f for f in case.findings if f.attribute == "people")
    assert (people.verdict, people.value, people.low, people.high) == ("withheld", None, None, None)
    assert case.questions == ()
    returned = next(f for f in case.findings if f.attribute == "returned")
    assert returned.low == 11


def test_a_withheld_speaker_is_named_at_no_level(records: Records, claim_on: On) -> None:
    withheld = ruled(records, claim_on("11 people"), "withhold", part="speaker")
    for level in LEVELS:
        assert [n for n in SPEAKER.split() if n in said(withheld, level)] == []


def test_a_released_speaker_stands_by_name(records: Records, claim_on: On) -> None:
    released = ruled(records, claim_on("11 people"), "release", part="speaker")
    assert SPEAKER in said(released, "clear")
    assert PASTOR not in said(released, "clear")


def test_a_release_goes_no_further_than_it_was_asked(records: Records, claim_on: On) -> None:
    released = ruled(records, claim_on("11 people"), "release", part="speaker", level="green")
    assert SPEAKER not in said(released, "clear")
    assert SPEAKER in said(released, "green")


def test_a_place_is_never_released_to_clear(records: Records, claim_on: On) -> None:
    released = ruled(records, claim_on("back from Gevgelija"), "release", level="clear")
    assert "Gevgelija" not in said(released, "clear")
    assert redact(released, "green").shared.cases[0].place == "Gevgelija, North Macedonia"
    data = FORMATS["json"].write(redact(released, "green").shared)
    assert not leaks(data, "json", secrets_of(released, "green"), blank("json"))


def test_a_release_without_a_reason_does_nothing(records: Records, claim_on: On) -> None:
    released = ruled(records, claim_on("back from Gevgelija"), "release", reason=" ")
    assert "Gevgelija" not in said(released, "green")


def test_withhold_is_stronger_than_release(records: Records, claim_on: On) -> None:
    # The title's claim and the body's tell one place.
    both = ruled(records, claim_on("back from Gevgelija"), "release")
    both = ruled(both, claim_on("Thessaloniki"), "withhold")
    assert "Thessaloniki" not in said(both, "red")
    assert "Gevgelija" in said(both, "green")


def test_the_register_tells_who_kind_of_and_when_to_look_again(
    records: Records, claim_on: On
) -> None:
    withheld = ruled(records, claim_on("back from Gevgelija"), "withhold")
    redaction = redact(withheld, "clear")
    line = next(w for w in redaction.shared.withheld if w.decided_by == "analyst")
    assert (line.kind, line.level, line.review) == ("withheld", None, "2031-11-06")
    item = next(i for i in redaction.items if i.by)
    assert (item.by, item.reason) == ("R. Ost", "she asked for it")
    # The analyst and the reason are the desk's own.
    assert "Ost" not in said(withheld, "clear")
    assert "asked for it" not in said(withheld, "clear")


def test_a_withheld_town_does_not_take_its_province_with_it(records: Records, claim_on: On) -> None:
    """Else nothing of the same province could be told at any level."""
    moved = {"back from Gevgelija": "Vardarska", "Strumica": "Vardarska"}
    claims = tuple(
        msgspec.structs.replace(c, value=msgspec.structs.replace(c.value, admin1=moved[quote]))
        if (quote := c.evidence.quote) in moved
        else c
        for c in records.claims
    )
    province = msgspec.structs.replace(records, claims=claims)
    withheld = ruled(province, claim_on("back from Gevgelija"), "withhold")
    text = said(withheld, "red")
    assert "Gevgelija" not in text
    assert "Strumica, Vardarska" in text
    data = FORMATS["json"].write(redact(withheld, "red").shared)
    assert not leaks(data, "json", secrets_of(withheld, "red"), blank("json"))
