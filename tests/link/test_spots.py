"""Places and days as the words name them, where no layer could say where or when it happened."""

import pytest

from caseweave.link import CountRange, MentionProfile, particulars, score
from caseweave.link.compare import compare
from caseweave.link.impossible import impossible
from caseweave.link.passages import own_text
from caseweave.link.score import measure, weights_for
from caseweave.link.spots import small, spots
from caseweave.model import Mention, Passage, Report

from .made import dated, mention, town


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two buses were stopped near Orvelle on Monday.", ("orvelle",)),
        ("A boat sank off Cape Tarn with 30 people.", ("cape tarn",)),
        ("They were taken between Yarrowby and Linsey.", ("yarrowby", "linsey")),
        ("The raid on the village of Quarrel lasted an hour.", ("quarrel",)),
        ("In March a list was sent in English to a judge in Norway.", ()),
        ("Officers in Bulgarian uniforms stood in Santa Vela.", ("santa vela",)),
        ("Four are missing since the Yarrowby bus kidnapping.", ("yarrowby",)),
        ("The Quarrel shooting and the Bulgarian case differ.", ("quarrel",)),
        ("Hundreds marched in Orvelle and again in ORVELLE’s square.", ("orvelle",)),
    ],
)
def test_a_name_after_a_word_for_place_is_a_spot(text: str, found: tuple[str, ...]) -> None:
    assert spots(text, ["English"]) == found


def test_a_speakers_name_and_a_large_town_tell_little() -> None:
    assert spots("It was heard from Ada Moss in Orvelle.", ["Ada Moss"]) == ("orvelle",)
    assert small(("orvelle", "cairo")) == ("orvelle",)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 6 May and on June 7, 2031", ("05-06", "06-07")),
        ("the attack of the 3rd of March", ("03-03",)),
        ("on Sept. 9 at 10 p.m.", ("09-09",)),
        ("in May 2031, 40 May Street, March 45", ()),
    ],
)
def test_days_of_a_month_are_read_in_either_order(text: str, days: tuple[str, ...]) -> None:
    assert particulars.days_named(text) == days


def _told(name: str, text: str, **more: object) -> MentionProfile:
    named = spots(text)
    return mention(name, text, spots=named, small=small(named), **more)


def test_a_town_that_no_gazetteer_has_joins_and_parts() -> None:
    short = _told("a", "Buses were stopped near Orvelle on 6 March and 24 people taken.")
    later = _told("b", "Since the raid of 6 March near Orvelle nobody has come home.")
    other = _told("c", "Pupils were taken from a school in Quarrel on 11 March.")
    told = measure(compare(short, later))
    assert {"shared_spot", "day_named", "place_and_day"} <= told.keys()
    assert measure(compare(short, other)).keys() & {"shared_spot", "other_spot"} == {"other_spot"}
    assert any("both name 6 March" in line for line in score(short, later).reasons)


def test_accents_do_not_part_a_place() -> None:
    one = _told("a", "A boat broke up off Moulé.", places=(town("Moulé", "DJ", 12.0, 43.0),))
    two = _told("b", "A boat broke up off Moule.")
    assert compare(one, two).shared_spots == ("moule",)


def test_one_text_copied_joins_main_mentions_only() -> None:
    first = mention("a", "x", copies=("report of b",), role="main")
    assert measure(compare(first, mention("b", "y", role="main")))["copy"] == 1
    assert "copy" not in measure(compare(first, mention("b", "y", role="background")))


def test_another_day_and_another_number_speak_of_another_event() -> None:
    eight = _counted("a", "2031-05-02", 8)
    assert measure(compare(eight, _counted("b", "2031-05-05", 6)))["another_event"] == 1
    assert "another_event" not in measure(compare(eight, _counted("b", "2031-05-02", 6)))
    assert "another_event" not in measure(compare(eight, _counted("b", "2031-05-05", 8)))


def _counted(name: str, day: str, number: int, attribute: str = "detained") -> MentionProfile:
    count = CountRange(attribute=attribute, low=number, high=number)
    return mention(name, dates=(dated("attack", day),), counts=(count,))


def test_a_large_toll_of_one_day_is_hardly_told_twice() -> None:
    def told(a: int, b: str) -> float:
        pair = _counted("a", "2031-03-03", a, "dead"), _counted("b", b, a, "dead")
        return measure(compare(*pair)).get("toll_on_day", 0.0)

    assert told(12, "2031-03-03") > told(5, "2031-03-03") > 0
    assert told(1, "2031-03-03") == told(12, "2031-03-04") == 0


def test_some_of_the_people_are_no_group_of_their_own() -> None:
    parts = (
        CountRange(attribute="people.children", low=7, high=None),
        CountRange(attribute="people.women", low=1, high=None),
    )
    part, whole = mention("a", counts=parts), _counted("b", "2031-05-02", 88)
    assert impossible(compare(part, whole), weights_for("").limits) is None


def test_furniture_and_bylines_are_no_words_of_a_mention() -> None:
    text = "Boat sinks\n\nHarbour Post, 3 May\n\nby Ada Moss\n\nA boat sank."
    kinds = {"Harbour Post, 3 May": "boilerplate", "by Ada Moss": "byline"}
    report = Report(
        id="sha256:1",
        source="a.txt",
        media_type="text/plain",
        language="en",
        text=text,
        passages=tuple(
            Passage(kind=kind, start=text.index(words), end=text.index(words) + len(words))  # type: ignore[arg-type]
            for words, kind in kinds.items()
        ),
    )
    told = own_text(
        Mention(id="m", report=report.id, role="main", type="boat"), [], report, sole=True
    )
    assert "Boat sinks" in told
    assert "A boat sank." in told
    assert "Harbour" not in told
    assert "Ada" not in told
