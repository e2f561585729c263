"""Counts whose state no rule finds: what the encoder adds, and what it must leave alone."""

import pytest

from caseweave.extract import extract
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse
from caseweave.extract.people import find_people
from caseweave.model import CountValue, Report


def read(text: str) -> tuple[PeopleCount, ...]:
    return find_people(
        parse(Report(id="r", source="r", media_type="text/plain", language="en", text=text))
    )


def added(text: str) -> set[tuple[str, str | None]]:
    return {(text[c.start : c.end], c.status_hint) for c in read(text) if c.read is not None}


def test_a_state_that_no_rule_knows_is_read_from_the_whole_sentence() -> None:
    assert ("Eleven men", "detained") in added("Eleven men sit in the annex near Osk under guard.")
    assert ("Twelve", "detained") in added("Twelve are behind the wire.")


def test_where_a_rule_and_the_encoder_agree_the_rule_stands() -> None:
    text = "Police arrested nine men on Monday; two of them were seen in chains."
    ruled = [c for c in read(text) if c.best == 9]
    assert [(c.status_hint, c.read) for c in ruled] == [("detained", None)]


def test_where_the_encoder_is_surer_what_the_rule_had_read_stays_beside_it() -> None:
    text = "The families of four men picked up in Osk are in the road. By noon, two were home."
    told = [(c.best, c.status_hint, c.read, c.ruled) for c in read(text) if c.ruled]
    assert told == [(2, "released", "state", ("returned",))]


def test_people_who_were_shot_are_never_read_as_killed() -> None:
    found = {c.status_hint for c in read("Three people were shot on Main Street, police said.")}
    assert "dead" not in found


@pytest.mark.parametrize(
    "text",
    [
        "The dead were Carl Bow, 40; Ann Lee, 32.",
        "4. Burials. The bodies were laid to rest on Friday.",
        "The chairman handed over to three successors.",
        "Security forces dismantled two smuggling networks in March.",
        "Carl Bow was arrested after three of the seven meetings.",
    ],
)
def test_ages_marks_receivers_and_things_get_no_state(text: str) -> None:
    assert {s for _, s in added(text)} <= {None}


def test_what_is_only_planned_is_no_fact() -> None:
    told = [c for c in read("The ministry wants to put 60 Malians on a plane.") if c.best == 60]
    assert all(c.modal for c in told if c.status_hint == "returned")


def test_the_claim_names_the_encoder_as_its_extractor() -> None:
    text = "Police arrested miners in Osk. Eleven men sit in the annex near Osk under guard."
    report = Report(id="r", source="r", media_type="text/plain", language="en", text=text)
    told = {(c.attribute, c.extractor) for c in extract(report).claims}
    assert ("detained", "people.encoder") in told


def test_a_single_person_without_a_number_is_read_where_the_words_may_tell_of_a_state() -> None:
    waiting = "Nobody has had word of her brother since the raid, in which nine men were held."
    assert added(waiting) == {("her brother", "missing")}
    hidden = "He was hidden by a neighbour after the arrests and got away over the wall."
    assert added(hidden) == {("He", "in_hiding")}


@pytest.mark.parametrize(
    "text",
    [
        "According to the driver, five people were arrested.",
        "The officer arrested two men.",
        "She said that two men had been killed.",
        "Ana Moor, a nurse at the clinic, counted two men who had been killed.",
    ],
)
def test_who_only_speaks_describes_or_does_it_to_others_is_not_asked_about(text: str) -> None:
    assert added(text) == set()


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("The fanciful tolls of 16 and even 30 dead on the networks are false.", set()),
        ("Reports of 40 dead are false, the ministry said.", set()),
        ("The exaggerated figure of 40 dead serves nobody. The clinic counted nine dead.", {9}),
        ("The toll of 40 dead is correct, and the number was not exaggerated.", {40}),
    ],
)
def test_what_is_called_a_false_figure_nobody_asserts(text: str, asserted: set[int]) -> None:
    report = Report(id="r", source="r", media_type="text/plain", language="en", text=text)
    told = [c for c in extract(report).claims if c.attribute == "dead"]
    real = [c.value for c in told if (c.factuality, c.stance) == ("happened", "asserts")]
    held = {v.best for v in real if isinstance(v, CountValue)}
    assert held == asserted


def test_a_single_person_whom_a_model_read_bounds_the_count_from_below() -> None:
    text = "Police arrested nine men in Osk. He was hidden by a neighbour after the arrests."
    report = Report(id="r", source="r", media_type="text/plain", language="en", text=text)
    told = [c.value for c in extract(report).claims if c.attribute == "in_hiding"]
    assert [v.qualifier for v in told if isinstance(v, CountValue)] == ["at_least"]
