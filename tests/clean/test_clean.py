"""A messy page becomes a report: title first, furniture marked, nothing that is told lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.clean import clean
from caseweave.model import Block, Given, RawReport, Refusal, Report

PAGE = """You are using an outdated browser. Please upgrade your browser to see this site.

Eleven ferry passengers detained at Port Valen are released

The Harbour Ledger. logo The Harbour Ledger. 3/14/2021 Mara Quist

© Ilse Brandt/PNA Photo PORT VALEN—Eleven passengers held since Tuesday were released on \
Friday evening, their lawyer said.

Sign up for our newsletter and get the best stories in your inbox

"They were not allowed to call their families for three days."

The ministry of the interior declined to comment on the detention.

Related: How a quiet harbour town became a border

The group of seven women and four men had asked for protection.\u00a0 Their boat was towed away.

[xyzplayer id="77" auto="1"]

Write to Mara Quist at

More from The Harbour Ledger

The Harbour Ledger.
The Harbour Ledger.
image beaconimage beacon
"""


def raw(text: str, **known: str) -> RawReport:
    return RawReport(
        id="sha256:0",
        source="page.txt",
        media_type="text/plain",
        data=text.encode("utf-8", "replace"),
        given=Given(**known),
        blocks=(Block(kind="text", text=text),),
    )


def report(text: str, **known: str) -> Report:
    cleaned = clean(raw(text, **known))
    assert isinstance(cleaned, Report), cleaned
    return cleaned


def kinds(found: Report) -> dict[str, str]:
    return {found.text[p.start : p.end]: p.kind for p in found.passages}


def test_title_comes_first_and_once() -> None:
    found = report(PAGE)
    title = "Eleven ferry passengers detained at Port Valen are released"
    assert found.title == title
    assert found.text.startswith(title + "\n\n")
    assert found.text.count(title) == 1
    assert found.passages[0].kind == "title"


def test_a_title_given_apart_wins_and_stands_once() -> None:
    body = "The boat was towed to the harbour on Monday, the coast guard said."
    assert report(body, title="Boat towed").text == f"Boat towed\n\n{body}"
    again = report(f"Boat towed to harbour\n\n{body}", title="Boat towed to harbour")
    assert again.text == f"Boat towed to harbour\n\n{body}"


def test_furniture_is_marked_and_sentences_are_not() -> None:
    found = kinds(report(PAGE))
    furniture = [line for line, kind in found.items() if kind == "boilerplate"]
    starts = (
        *("You are using", "Sign up for", "Related:", "[xyzplayer", "Write to", "More from"),
        *("The Harbour Ledger.", "image beacon"),
    )
    assert all(any(line.startswith(s) for line in furniture) for s in starts)
    assert (
        found["The ministry of the interior declined to comment on the detention."] == "paragraph"
    )


def test_a_credit_and_a_dateline_glued_to_the_lead_stand_apart() -> None:
    found = report(PAGE)
    assert kinds(found)["© Ilse Brandt/PNA Photo"] == "caption"
    assert kinds(found)["PORT VALEN—"] == "dateline"
    assert found.dateline == "PORT VALEN"
    assert "Photo PORT VALEN—Eleven passengers" in found.text


def test_a_paragraph_all_in_quotation_marks_is_a_quotation() -> None:
    quoted = '"They were not allowed to call their families for three days."'
    assert kinds(report(PAGE))[quoted] == "quotation"


def test_outlet_and_author_are_those_of_the_original_not_of_the_page_that_carries_it() -> None:
    found = report(PAGE)
    assert (found.outlet, found.author) == ("The Harbour Ledger", "Mara Quist")


def test_what_is_given_wins() -> None:
    found = report(PAGE, outlet="Valen Post", author="B. Ott", published="2021-03-15")
    assert (found.outlet, found.author) == ("Valen Post", "B. Ott")
    assert found.published is not None
    assert (found.published.value, found.published.evidence) == ("2021-03-15", None)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        (
            "A version of this story ran in the print edition of The Inland Times.",
            "The Inland",
        ),
        ("Log in to Facebook or Twitter to connect\nwith the Brell Daily News", "Brell Daily News"),
        ("© 2019 Coast Herald. All rights reserved.", "Coast Herald"),
        ("This story was first published by Southmoor Gazette.", "Southmoor Gazette"),
    ],
)
def test_the_foot_of_a_page_names_its_outlet(line: str, outlet: str) -> None:
    body = "Two men were found alive in the hills above the town, the police said on Sunday."
    assert (report(f"Two men found alive\n\n{body}\n\n{line}").outlet or "").startswith(outlet)


def test_the_name_above_a_page_is_its_outlet_and_not_its_title() -> None:
    body = "BRELL (PNA) - Twelve people drowned on Tuesday when a boat capsized, officials said."
    foot = "(Reporting by Jonas Berg; Editing by Lee Wong)"
    found = report(f"The Valen Post\nWORLD\nTwelve drown off the coast\n\n{body} {foot}")
    assert (found.title, found.outlet) == ("Twelve drown off the coast", "The Valen Post")
    assert kinds(found)[foot] == "byline"


def test_lists_and_figures_in_the_foot_are_told_and_contacts_are_not() -> None:
    body = "The ministry published the figures of the week for the harbour on Sunday evening."
    found = kinds(report(f"Figures of the week\n\n{body}\n\nDead: 4\nMissing: 2\na.b@example.org"))
    assert found["Dead: 4"] == found["Missing: 2"] == "paragraph"
    assert found["a.b@example.org"] == "boilerplate"


def test_a_person_told_by_a_group_does_not_make_the_group_the_outlet() -> None:
    body = "Relatives told Aid Without Walls that the men were held. A guard told Radio Brell so."
    assert report(f"Relatives speak of arrests\n\n{body}").outlet is None


def test_white_space_changes_and_words_do_not() -> None:
    text = "The  boat\u00a0sank\u200b off the   coast.\r\n\r\n\r\nNobody was hurt, they said.  \r\n"
    assert report(text).text == "The boat sank off the coast.\n\nNobody was hurt, they said."


def test_wrapped_lines_are_one_paragraph_and_list_lines_are_not() -> None:
    wrapped = (
        "THE BATTALION OF THE NORTH SAID ON MONDAY THAT TWENTY FARMERS OF\n"
        "THE UPPER VALLEY WERE TAKEN FROM THEIR HOUSES BY ARMED MEN AND LED\n"
        "AWAY TO AN UNKNOWN PLACE, WHERE THEY ARE STILL BEING HELD AS OF\n"
        "THIS MORNING, THE STATEMENT ADDED.\n\n"
        "   A SECOND GROUP WAS FREED.\n"
    )
    found = report(wrapped)
    assert [p.kind for p in found.passages] == ["paragraph", "paragraph"]
    assert "FARMERS OF THE UPPER VALLEY" in found.text


def test_readers_comments_below_a_report_are_not_the_report() -> None:
    told = "The rescuers reached the village late and found the road gone, an officer said. " * 3
    found = report(
        f"Road to village gone\n\n{told}\n\n{told}\n\nComments (2)\n\nI saw it all myself."
    )
    assert kinds(found)["I saw it all myself."] == "boilerplate"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        (" \n\ufeff\n", "empty"),
        (
            "Log in\n\nEmail address\n\nPassword\n\nForgot your password?\n\nRemember me",
            "login_wall",
        ),
        (
            "Villagers tell of raids\n\nThis article is for subscribers only.",
            "login_wall",
        ),
        ("12\n\n14\n\n2020", "no_text"),
        ("Home\n\nMenu\n\nSearch", "no_text"),
    ],
)
def test_what_is_no_report_is_refused_with_a_mend(text: str, fault: str) -> None:
    refusal = clean(raw(text))
    assert isinstance(refusal, Refusal)
    assert (refusal.source, refusal.fault) == ("page.txt", fault)
    assert refusal.reason
    assert refusal.mend


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The villagers said that the soldiers had taken away nine young men at dawn.", "en"),
        ("Los vecinos dijeron que los soldados se llevaron a nueve jóvenes al amanecer.", "es"),
        ("Жители деревни рассказали, что солдаты увели девять молодых людей на рассвете.", "ru"),
        (
            "軍隊は夜明けに村から九人の若者を連れ去ったと住民は語った。家族は彼らの行方を探している。",
            "ja",
        ),
        ("Nine were taken away.", None),
    ],
)
def test_the_language_is_told_and_a_short_text_has_none(text: str, language: str | None) -> None:
    assert report(text).language == language


def test_a_given_language_wins() -> None:
    assert report("Nine were taken from the village.", language="en-GB").language == "en"


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(PAGE.split("\n")),
        st.sampled_from(
            ["BRELL —Three", "© A B/C Photo BRELL — Six", "[a b=1] c", "> > >", "\x00"]
        ),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_passages_cover_the_text_in_order_and_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = clean(raw(text))
    if isinstance(found, Refusal):
        return
    end = 0
    for passage in found.passages:
        assert not found.text[end : passage.start].strip()
        assert end <= passage.start < passage.end
        assert (
            found.text[passage.start : passage.end].strip()
            == (found.text[passage.start : passage.end])
        )
        end = passage.end
    assert end == len(found.text)
    assert set(found.text) - set(text) <= {" ", "\n"}
    if found.published and found.published.evidence:
        quote = found.published.evidence
        assert found.text[quote.start : quote.end] == quote.quote
    assert clean(raw(text)) == found
