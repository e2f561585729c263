"""Whose words a letter, an issued paper and an essay are: of writer, issuer and reader."""

from caseweave.extract.attribution import find_attributions
from caseweave.extract.layers import Attributed
from caseweave.extract.parse import parse
from caseweave.model import Passage, PassageKind, Report

LETTER = """To: Border Directorate, Port Selmo

Dear Madam,

You write that no boat was turned back on 3 May. Three of the crew were beaten.

I ask you to name the officers.

Yours faithfully,

Mira Kostov"""

UPDATE = """SITUATION UPDATE No. 4

The Office was not granted access to the yard. Nine people are still held there, a guard said."""


def said(
    text: str, *, outlet: str | None = None, author: str | None = None
) -> tuple[Attributed, ...]:
    passages, at = [], 0
    for part in text.split("\n\n"):
        kind: PassageKind = "paragraph" if part.endswith(".") else "boilerplate"
        passages.append(Passage(kind=kind, start=at, end=at + len(part)))
        at += len(part) + 2
    return find_attributions(
        parse(
            Report(
                id="sha256:0",
                source="t",
                media_type="text/plain",
                language="en",
                text=text,
                outlet=outlet,
                author=author,
                passages=tuple(passages),
            )
        )
    )


def who(text: str, found: tuple[Attributed, ...], words: str) -> list[tuple[str, str]]:
    """Speaker and stance of the attributions whose content holds the words."""
    at = text.index(words)
    return [
        (a.chain[-1].name if a.chain else "own", a.stance)
        for a in found
        if any(s <= at and at + len(words) <= e for s, e in a.content)
    ]


def test_you_in_a_letter_is_whom_it_is_sent_to() -> None:
    found = who(LETTER, said(LETTER), "no boat was turned back")
    assert ("Border Directorate, Port Selmo", "denies") in found


def test_a_letter_is_its_signatorys_word() -> None:
    found = said(LETTER)
    assert who(LETTER, found, "Three of the crew were beaten") == [("Mira Kostov", "asserts")]
    assert ("Mira Kostov", "asserts") in who(LETTER, found, "to name the officers")


def test_you_on_a_page_that_is_no_letter_says_nothing() -> None:
    text = "You write that the gate was shut. The guards left at noon."
    assert not any(a.chain for a in said(text))


def test_an_issued_paper_speaks_for_its_issuer_but_for_whom_it_cites() -> None:
    found = said(UPDATE, outlet="Delta Protection Office")
    assert who(UPDATE, found, "not granted access") == [("own", "asserts")]
    assert who(UPDATE, found, "Nine people are still held") == [("guard", "asserts")]


def test_a_news_page_states_nothing_as_an_issuer() -> None:
    text = UPDATE.replace("SITUATION UPDATE No. 4", "Access to the yard refused")
    assert not who(text, said(text, outlet="Delta Post"), "not granted access")


def test_i_in_an_essay_is_its_author() -> None:
    text = "I have not been able to check the list. The yard is shut."
    found = who(text, said(text, author="Ana Uzelac"), "the list")
    assert ("Ana Uzelac", "unaware") in found


def test_the_outlets_own_name_is_its_own_voice() -> None:
    text = "DPO could not verify the figures."
    found = who(text, said(text, outlet="Delta Protection Office"), "the figures")
    assert found == [("own", "unaware")]


def test_an_issuer_goes_by_the_beginning_the_end_or_the_letters_of_its_name() -> None:
    text = """PRESS SUMMARY

{} said that nine people had been sent back without a hearing."""
    for outlet, short in (
        ("COURT OF APPEAL OF VALEN", "The Court of Appeal"),
        ("VALEN COAST GUARD", "The Coast Guard"),
        ("LEGAL AID FOR MIGRANTS", "LAM"),
    ):
        told = text.format(short)
        assert who(told, said(told, outlet=outlet), "nine people") == [("own", "asserts")]
    told = text.format("The Interior Ministry")
    found = who(told, said(told, outlet="VALEN COAST GUARD"), "nine people")
    assert found == [("Interior Ministry", "asserts")]
