"""Whose word it is where the sentence hides it: last in line, behind a pronoun, by a figure."""

import pytest

from caseweave.extract.attribution import find_attributions
from caseweave.extract.layers import Attributed
from caseweave.extract.parse import parse
from caseweave.extract.pipeline import frame_of
from caseweave.model import Report


def told(text: str) -> tuple[Attributed, ...]:
    report = Report(id="r", source="r", media_type="text/plain", language="en", text=text)
    return find_attributions(parse(report))


def by_cue(text: str, cue: str) -> Attributed:
    found = [a for a in told(text) if any(cue in text[s:e] for s, e in a.cue)]
    assert found, f"no attribution by {cue!r} in {text!r}"
    return found[-1]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "The ferry had left Oranta before dawn, a deckhand told volunteers on the quay.",
            "deckhand",
            "The ferry had left Oranta before dawn",
        ),
        (
            "Nine sailors were held in the north of Belmark, a nurse who works in the camp said.",
            "nurse",
            "Nine sailors were held in the north of Belmark",
        ),
        (
            "The gate is open; the guards are gone, the harbour ministry said.",
            "harbour ministry",
            "The gate is open the guards are gone",
        ),
        (
            "The bridge had been closed since May, survivors told the Lorn relief agency.",
            "survivors",
            "The bridge had been closed since May",
        ),
    ],
)
def test_a_report_that_closes_its_sentence_covers_all_before_it(
    text: str, speaker: str, said: str
) -> None:
    found = told(text)[-1]
    assert found.chain[-1].name == speaker
    assert " ".join(text[s:e] for s, e in found.content) == said


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        (
            (
                "The coast guard wrote nothing. The navy gave a higher figure. "
                "It said it had found nine bodies."
            ),
            "said",
            "navy",
        ),
        (
            "On 3 May we wrote to the Belmark Interior Ministry. By last night it had not replied.",
            "replied",
            "Belmark Interior Ministry",
        ),
        (
            (
                "The Border Office denied the claim. "
                '"We have no such list in our records," its press office said.'
            ),
            "said",
            "Border Office's press office",
        ),
        (
            (
                "Five sailors are held, their lawyer told reporters. "
                "Nobody may see them, lawyer Tamsin Aldoory said."
            ),
            "told",
            "Tamsin Aldoory",
        ),
        (
            (
                "Six drivers were held, the Oranta Gazette reported. "
                "They were freed at noon, according to the report."
            ),
            "according",
            "Oranta Gazette",
        ),
        (
            "The shop's owner, Tevita Lomalagi Vea, denied this.",
            "denied",
            "Tevita Lomalagi Vea",
        ),
        (
            "Lorn's Office for Travellers' Affairs declined to comment.",
            "declined",
            "Lorn's Office for Travellers' Affairs",
        ),
    ],
)
def test_a_speaker_is_named_in_full(text: str, cue: str, speaker: str) -> None:
    assert by_cue(text, cue).chain[-1].name == speaker


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "stance"),
    [
        (
            (
                "Belmark's finance ministry declined to comment. "
                "Lorn's interior ministry could not be reached on Monday."
            ),
            "reached",
            "Lorn's interior ministry",
            "unreachable",
        ),
        (
            "The embassy of Lorn could not be reached by telephone.",
            "reached",
            "embassy of Lorn",
            "unreachable",
        ),
        (
            "Lorn's Armed Forces said they were not aware of any distress call.",
            "said",
            "Lorn's Armed Forces",
            "unaware",
        ),
        ("The head of the port said he had not heard of any raid.", "said", None, "unaware"),
        ("The navy said it could not yet give a toll.", "give", "navy", "declined"),
        ("The palace says that it did not happen.", "says", "palace", "denies"),
        ("The mayor said the figures had no basis.", "said", "mayor", "denies"),
        ("The district head denied it.", "denied", "district head", "denies"),
    ],
)
def test_silence_ignorance_and_denial_are_told_apart(
    text: str, cue: str, speaker: str | None, stance: str
) -> None:
    found = by_cue(text, cue)
    assert found.stance == stance
    assert speaker is None or found.chain[-1].name == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "figure"),
    [
        ("The navy put the number of bodies at 12.", "navy", "the number of bodies at 12"),
        ("The refugee agency registered 184.", "refugee agency", "184"),
        ("Survivors spoke of 35 people on board.", "Survivors", "35 people on board"),
    ],
)
def test_who_gives_a_figure_vouches_for_it(text: str, speaker: str, figure: str) -> None:
    found = told(text)
    assert [a.chain[-1].name for a in found] == [speaker]
    assert " ".join(text[s:e] for s, e in found[0].content) == figure


@pytest.mark.parametrize(
    "text",
    [
        "The blast raised the toll to nine.",
        "Photo: Dana Orlova",
        "The police could not put a figure.",
    ],
)
def test_what_tells_nothing_has_no_speaker(text: str) -> None:
    assert [a for a in told(text) if a.stance == "asserts"] == []


def test_a_post_may_speak_though_it_is_no_noun_for_people() -> None:
    text = "Six men were arrested in Oranta. The district head denied it."
    report = Report(id="r", source="r", media_type="text/plain", language="en", text=text)
    assert [a.chain[-1].name for a in frame_of(parse(report)).said] == ["district head"]


def test_a_group_that_counts_so_many_has_so_many_in_it() -> None:
    counted = "counted 13 men and six women, the youngest a boy of three."
    assert not [a for a in told(f"The group {counted}") if a.cue]
    assert by_cue(f"The aid group {counted}", "counted").chain
