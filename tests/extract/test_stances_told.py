"""What the accused, the silent and the unknowing say in other words, and plain "no" beside it."""

import pytest

from caseweave.extract.attribution import find_attributions
from caseweave.extract.layers import Attributed
from caseweave.extract.parse import parse
from caseweave.model import Passage, Report


def told(text: str) -> tuple[Attributed, ...]:
    passages, at = [], 0
    for part in text.split("\n\n"):
        passages.append(Passage(kind="paragraph", start=at, end=at + len(part)))
        at += len(part) + 2
    report = Report(
        id="r", source="r", media_type="text/plain", language="en", text=text,
        passages=tuple(passages),
    )  # fmt: skip
    return find_attributions(parse(report))


def voices(text: str) -> set[tuple[str, str]]:
    return {(a.chain[-1].name, a.stance) for a in told(text) if a.chain}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # deeds of one's own, by the body that is charged
        ('The coast guard said its cutters "did not come into contact with it".', "coast guard"),
        ("The sheriff's office said: \"We didn't lock up a soul that day.\"", "sheriff's office"),
        ("The ministry said that the government had not agreed to any transfer.", "ministry"),
        ('"We never asked for their return," the embassy said.', "embassy"),
        ('"At no time did our officers touch these people," the embassy said.', "embassy"),
        ("The airline said it had not carried any of the men.", "airline"),
        ("The navy said its ship had been nowhere near the place.", "navy"),
        ('"We have nobody by that name," the prison warden said.', "prison warden"),
        ("The army said it was not in possession of any captives.", "army"),
        # a tie that is cut, a charge that is answered
        ("The case was not linked to the ambush, army spokesman Ode Bala said.", "Ode Bala"),
        ("The two deckhands pleaded not guilty.", "two deckhands"),
        ('"I deny it," said Colonel Ulm Brack.', "Ulm Brack"),
        ('"There is not a word of truth in it," the ministry said.', "ministry"),
        ("His fellow walkers say he is no smuggler.", "His fellow walkers"),
        ("The rebels distanced themselves from the killing.", "rebels"),
        ('"Nobody was forced to board," said the sub-prefect, Yann Morel.', "Yann Morel"),
        ('Asked if his men had beaten them, the captain nodded off: "Not one."', "captain"),
    ],
)
def test_who_is_charged_denies_in_these_words(text: str, speaker: str) -> None:
    assert (speaker, "denies") in voices(text)


@pytest.mark.parametrize(
    "text",
    [
        "None of the visitors was harmed, according to the fire service.",
        "The union said none of the workers had a contract.",
        '"No state may send a person back to torture," said the rapporteur.',
        "The district court said it had considered no request from Belmark.",
        "The coast guard said it had not found any survivors yet.",
        "The ministry said that it did not expect more arrivals.",
        "The agency said nobody at risk should be sent back.",
        "The governor said he had seen no such list.",
    ],
)
def test_a_plain_no_denies_nothing(text: str) -> None:
    found = voices(text)
    assert found
    assert all(stance != "denies" for _, stance in found)


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("Ulm Brack confirmed the raid but would not be drawn on it.", "Ulm Brack", "declined"),
        ("The mayor did not wish to react.", "mayor", "declined"),
        ("Gul Marr was let go and has refused to speak of it.", "Gul Marr", "declined"),
        ('"No comment," said Sheriff Dale Orrick.', "Dale Orrick", "declined"),
        ("The consul cut the interview short.", "consul", "declined"),
        ("The minister left without a word.", "minister", "declined"),
        ("We wrote to the army twice; it never answered.", "army", "unreachable"),
        ("Our letter to the ministry remained without an answer.", "ministry", "unreachable"),
        ("We tried to reach the consul, without success.", "consul", "unreachable"),
        ("The police have not come back to us.", "police", "unreachable"),
        ("The consulate's line was busy for hours.", "consulate", "unreachable"),
        ("We asked the army for comment but had received none.", "army", "unreachable"),
        ("The police said that no complaint had reached them.", "police", "unaware"),
        ('"It is news to me," the mayor said.', "mayor", "unaware"),
        ('The firm said it uses a list and "was not aware of a breach".', "firm", "unaware"),
        ("The mission said it had no means of checking the claim.", "mission", "unaware"),
    ],
)
def test_silence_and_ignorance_in_these_words(text: str, speaker: str, stance: str) -> None:
    assert (speaker, stance) in voices(text)


@pytest.mark.parametrize(
    "text",
    [
        "Her father went to report it and was told to come back later.",
        "A tailor who did not want to be named said there had been two boats.",
        "The ministry prefers to speak of both.",
    ],
)
def test_who_is_sent_away_or_unnamed_refuses_nothing(text: str) -> None:
    assert all(stance != "declined" for _, stance in voices(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two, according to the sub-prefecture of Lorn, drowned.", "sub-prefecture of Lorn"),
        ("The vice-governor of Lorn said it was so.", "vice-governor of Lorn"),
        ("SSP Farid Lehr told newsmen so. Later the SSP said it was over.", "SSP Farid Lehr"),
        ("Orr may have left. His brother called this an insult.", "His brother"),
    ],
)
def test_posts_taken_apart_ranks_in_letters_and_a_word_called_something(
    text: str, speaker: str
) -> None:
    assert speaker in {name for name, _ in voices(text)}


def test_an_official_denies_in_a_turn_of_a_talk_and_the_rest_is_told() -> None:
    text = (
        "PRESENTER: Were people sent back over the river?\n\n"
        "COLONEL BRACK: Nobody was sent back. We took names and we gave them tea.\n\n"
        "PRESENTER: And the children?\n\n"
        "NURSE ORLA: Nobody was sent back while I was there."
    )
    found = {text[s:e]: a.stance for a in told(text) for s, e in a.content}
    assert found["Nobody was sent back."] == "denies"
    assert found["We took names and we gave them tea."] == "asserts"
    assert found["Nobody was sent back while I was there."] == "asserts"


def test_a_spokeswoman_of_the_lead_has_her_name_further_down() -> None:
    text = (
        "Nine were held, a spokeswoman for Lake and Shore Enforcement said on Monday. "
        "LSE spokeswoman Marca Tollen said there was a warrant."
    )
    assert voices(text) == {("Marca Tollen", "asserts")}


def test_a_spokeswoman_of_another_body_is_somebody_else() -> None:
    text = (
        "Nine were held, a spokeswoman for the Harbour Office of Lorn said on Monday. "
        "LSE spokeswoman Marca Tollen said there was a warrant."
    )
    assert len(voices(text)) > 1


def test_an_answer_goes_on_in_the_past_perfect_and_denies_for_an_official() -> None:
    text = (
        "The Minister of State, Ms Rubia Taren, stated that the House should have the facts. "
        "Mr Orr had been arrested by the Lake Department on 24 January. "
        "He had not been in the custody of any agency before that date."
    )
    last = told(text)[-2:]
    assert [a.chain[-1].name for a in last] == ["Rubia Taren"] * 2
    assert [a.stance for a in last] == ["asserts", "denies"]


def test_he_may_be_the_speaker_himself_and_then_the_report_tells_it() -> None:
    text = "The minister, Mr Ode Grell, said it was over. He had seen the place in May."
    assert all("seen the place" not in text[s:e] for a in told(text) for s, e in a.content)
