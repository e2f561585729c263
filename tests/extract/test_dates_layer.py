"""What the dates layer finds and how it resolves it, case by case.

The sentences are made up. Publication is Monday 2 December 2019 unless a case says otherwise.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.extract.dates import find_dates
from caseweave.extract.layers import TimeExpression
from caseweave.model import Passage

MONDAY = "2019-12-02"


def found(
    text: str, published: str | None = MONDAY, narrative: bool | None = None
) -> list[TimeExpression]:
    return list(find_dates(text, published=published, narrative=narrative))


def one(
    text: str, words: str, published: str | None = MONDAY, narrative: bool | None = None
) -> TimeExpression:
    start = text.index(words)
    for expression in found(text, published, narrative):
        if (expression.start, expression.end) == (start, start + len(words)):
            return expression
    raise AssertionError(
        f"{words!r} not found; found "
        + ", ".join(repr(text[e.start : e.end]) for e in found(text, published, narrative))
    )


EXPLICIT = [
    ("The ferry sank on 12 May 2011 off the coast.", "12 May 2011", "2011-05-12"),
    ("The ferry sank on May 12, 2011, off the coast.", "May 12, 2011", "2011-05-12"),
    ("It was the 12th of May, 2011, in the rain.", "the 12th of May, 2011", "2011-05-12"),
    ("Posted 2011-05-12 by the desk.", "2011-05-12", "2011-05-12"),
    ("The camp closed in March 2014.", "March 2014", "2014-03"),
    ("Nobody has come home since 1987.", "1987", "1987"),
    ("It opened in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    ("Sales fell in the third quarter of 2008.", "the third quarter of 2008", "2008-Q3"),
    ("The winter of 1812 was long.", "The winter of 1812", "1812-WI"),
    ("Many left in the 1990s for the coast.", "the 1990s", "199"),
    ("A bridge of the 19th century stood there.", "the 19th century", "18"),
    ("The fleet was lost in 241 BC near the cape.", "241 BC", "BC0241"),
    ("They met on Christmas Eve 2015 in the hall.", "Christmas Eve 2015", "2015-12-24"),
    ("They met on Easter Monday 2018 in the hall.", "Easter Monday 2018", "2018-04-02"),
]


@pytest.mark.parametrize(("text", "words", "value"), EXPLICIT)
def test_explicit_dates_need_no_publication_date(text: str, words: str, value: str) -> None:
    for published in (MONDAY, None):
        expression = one(text, words, published)
        assert expression.value == value
        assert expression.anchor == "explicit"


FROM_PUBLICATION = [
    ("Two men were found on Friday near the pier.", "Friday", "2019-11-29"),
    ("Two men were found on Monday near the pier.", "Monday", "2019-12-02"),
    ("The court will hear the case on Friday.", "Friday", "2019-12-06"),
    ("The group may leave as early as Friday, he said.", "Friday", "2019-12-06"),
    ("She was arrested yesterday at the airport.", "yesterday", "2019-12-01"),
    ("They were released last month, the lawyer said.", "last month", "2019-11"),
    ("They were expelled last week without a hearing.", "last week", "2019-W48"),
    ("The boat left on Nov. 21 with nine people.", "Nov. 21", "2019-11-21"),
    ("The boat left on 21 November with nine people.", "21 November", "2019-11-21"),
    ("A hearing was held in December over the deal.", "December", "2019-12"),
    ("The trial will open on Jan. 14 in the capital.", "Jan. 14", "2020-01-14"),
    ("He was jailed in May for the theft.", "May", "2019-05"),
    ("The camp was built two years ago by the army.", "two years ago", "2017"),
    ("The camp was shut five days ago by the army.", "five days ago", "2019-11-27"),
    ("They were moved last summer to the island.", "last summer", "2019-SU"),
    ("The vote is due next year.", "next year", "2020"),
    ("They left June last year by bus.", "June last year", "2018-06"),
    ("They met at noon on Friday in the harbour.", "noon on Friday", "2019-11-29T12:00"),
    ("Shots were heard Saturday night in the port.", "Saturday night", "2019-11-30TNI"),
    ("Shots were heard at 4:30 p.m. Saturday there.", "4:30 p.m. Saturday", "2019-11-30T16:30"),
    ("The strike began over the weekend in the south.", "the weekend", "2019-W48-WE"),
    ("Profit rose in the third quarter, the firm said.", "the third quarter", "2019-Q3"),
    ("Boats come in greater numbers now.", "now", "PRESENT_REF"),
    ("They may sail the day after tomorrow.", "the day after tomorrow", "2019-12-04"),
    ("It burned in the early hours of Thursday.", "the early hours of Thursday", "2019-11-28TMO"),
    ("They opened fire at 1 a.m. this morning.", "1 a.m. this morning", "2019-12-02T01:00"),
    ("He won't come Friday.", "Friday", "2019-12-06"),
    ("FOUR WERE HELD LAST NIGHT.", "LAST NIGHT", "2019-12-01TNI"),
    ("The talks end by year's end.", "year's end", "2019"),
    ("The law was changed recently.", "recently", "PAST_REF"),
    ("The camp will double in size by August.", "August", "2020-08"),
    ("A half century ago the camp was built.", "A half century ago", "1969"),
    ("A year and a half ago the camp was built.", "A year and a half ago", "2018"),
    ("Hundreds of years ago a fort stood here.", "Hundreds of years ago", "PAST_REF"),
    ("Prices had risen in the same period last year.", "the same period last year", "2018"),
    ("Fewer came than in the previous quarter.", "the previous quarter", "2019-Q3"),
    ("The council met earlier in the day.", "earlier in the day", "2019-12-02"),
    ("Prices have doubled since year-end.", "year-end", "2018-12-31"),
    ("They left on this past Friday by bus.", "this past Friday", "2019-11-29"),
    ("It burned at 1 a.m. ET Saturday there.", "1 a.m. ET Saturday", "2019-11-30T01:00"),
    (
        "It burned at 7 p.m. local time on Friday.",
        "7 p.m. local time on Friday",
        "2019-11-29T19:00",
    ),
    ("Nine were shot over Labor Day weekend.", "Labor Day weekend", "2019-W35-WE"),
    ("They were married on St. Patrick's Day.", "St. Patrick's Day", "2019-03-17"),
    ("Profit fell in Q3 of 2018.", "Q3 of 2018", "2018-Q3"),
    ("The camp was opened two years ago this month.", "two years ago this month", "2017-12"),
    ("The camp was opened a year ago today.", "a year ago today", "2018-12-02"),
    ("They left the week before last.", "the week before last", "2019-W47"),
    ("They left the day after Thanksgiving.", "the day after Thanksgiving", "2019-11-29"),
    ("They left the night before Friday's vote.", "the night before Friday", "2019-11-28TNI"),
    ("It rained in the week before Easter.", "the week before Easter", "2019-W15"),
    ("It rained through Easter week.", "Easter week", "2019-W16"),
    ("He lost a brother in the Sept. 11 attacks.", "Sept. 11", "2001-09-11"),
    ("Since 9/11 the law is harsher.", "9/11", "2001-09-11"),
    ("The camp was searched on Sept. 11.", "Sept. 11", "2019-09-11"),
    ("It burned on May 3, the day before the vote.", "the day", "2019-05-03"),
    ("Numbers will double by the end of the decade.", "the end of the decade", "201"),
]


@pytest.mark.parametrize(("text", "words", "value"), FROM_PUBLICATION)
def test_relative_dates_count_from_the_publication(text: str, words: str, value: str) -> None:
    assert one(text, words).value == value


@pytest.mark.parametrize(
    "text",
    [
        "They were expelled last week.",
        "They crossed last Monday.",
        "It was said on Thursday.",
        "She was held yesterday.",
        "The boat left on Nov. 21 at dawn.",
        "The boat left two weeks ago.",
        "The following day nobody came.",
    ],
)
def test_without_a_publication_date_nothing_is_guessed(text: str) -> None:
    assert [(e.value, e.edtf) for e in found(text, None)] == [(None, None)] * len(found(text, None))


EDTF = [
    (
        "They were caught in late November near the border.",
        "late November",
        "2019-11-21/2019-11-30",
    ),
    ("They were caught in early November near it.", "early November", "2019-11-01/2019-11-10"),
    ("They were caught in mid-November near it.", "mid-November", "2019-11-11/2019-11-20"),
    ("It rained in early 2015.", "early 2015", "2015-01/2015-04"),
    ("They were expelled last week.", "last week", "2019-11-25/2019-12-01"),
    ("They left last summer for the coast.", "last summer", "2019-22"),
    ("They left in the 1990s for the coast.", "the 1990s", "1990/1999"),
    ("It fell in the third quarter of 2008.", "the third quarter of 2008", "2008-07/2008-09"),
    ("They were seen about 12 May 2011 in town.", "about 12 May 2011", "2011-05-12~"),
    ("Two were hurt earlier this year there.", "earlier this year", "2019-01-01/2019-12-02"),
    ("Shots were heard Saturday night in the port.", "Saturday night", "2019-11-30"),
    ("The wall was built in 44 BC by slaves.", "44 BC", "-0043"),
    ("He stayed for five years in the camp.", "five years", None),
]


@pytest.mark.parametrize(("text", "words", "edtf"), EDTF)
def test_the_case_file_gets_edtf(text: str, words: str, edtf: str | None) -> None:
    assert one(text, words).edtf == edtf


def test_words_of_the_edge_become_mod() -> None:
    assert one("They left in late November by sea.", "late November").mod == "END"
    assert one("They left in early December 2018.", "early December 2018").mod == "START"
    assert one("It lasted more than four hours.", "more than four hours").mod == "MORE_THAN"
    assert one("He waited nearly two years there.", "nearly two years").mod == "APPROX"


def test_following_words_count_from_the_date_told_before_them() -> None:
    text = "They left on Nov. 28. The following day, ten were caught. Two days later all fled."
    assert one(text, "The following day").value == "2019-11-29"
    assert one(text, "Two days later").value == "2019-12-01"
    assert one(text, "The following day").anchor == "narrative"


def test_an_event_dated_in_the_text_tells_the_days_beside_it() -> None:
    text = "They called our line on Nov. 28. They had walked over the day before they called us."
    assert one(text, "the day").edtf == "2019-11-27"
    text = "The day after the raid the camp was empty. The raid began on Nov. 20 at dawn."
    assert one(text, "The day").edtf == "2019-11-21"
    text = "They sang the day before the feast. The raid began on Nov. 20 at dawn."
    assert one(text, "the day").edtf is None


def test_narrative_offsets_from_explicit_dates_need_no_publication_date() -> None:
    text = "They left on 28 November 2019. The next morning the coast guard came."
    assert one(text, "The next morning", None).value == "2019-11-29TMO"


def test_both_readings_of_a_numeric_date_are_kept() -> None:
    text = "Updated 4/3/2019 by the desk."
    expression = one(text, "4/3/2019")
    assert (expression.edtf, expression.alternatives) == ("2019-04-03", ("2019-03-04",))
    assert one("Updated 23/3/2019 now.", "23/3/2019").alternatives == ()
    assert one(text, "4/3/2019", "2019-03-20").edtf == "2019-03-04"


def test_an_ambiguous_weekday_keeps_its_other_reading() -> None:
    expression = one("They crossed the river last Monday by boat.", "last Monday")
    assert (expression.edtf, expression.alternatives) == ("2019-11-25", ("2019-11-18",))


@pytest.mark.parametrize(
    "text",
    [
        "A 9-year-old girl was held with her aunt.",
        "The man in his 40s and two girls in their 20s were held.",
        "The aunt, 43, is 61 years old in her papers.",
        "It cost $2019 and weighed 1500 kilograms.",
        "Call 555-1998 for help.",
        "The vote was 21-14 in the end.",
        "She flew on flight 1812 to the capital.",
        "Under Resolution 1973 the fleet may act.",
        "They may march again and fall behind.",
        "The Sunday Courier carried the story.",
        "The house at 1802 Seventh Avenue was empty.",
        "Two-thirds walked 30 miles.",
        "You May Also Like these.",
        "Order 2011-08-S-045 was signed.",
        "Version 3.10.12 is out.",
        "About 2000 Coastland refugees came.",
        "Between 1500 and 2000 migrants waited.",
        "A fire in the 1900 block of Elm Lane.",
        "Chloe May said no, and the March for Bread went on.",
        "It was a matter of fact, minutes away.",
        "A quarter of the men and three quarters of the women left.",
        "The plan is liked in some quarters.",
        "The other side carried the day.",
        'She said so on "This Week" before.',
        "He told Channel Two's This Week so.",
        "Imagine a tomorrow without camps.",
        "Guards stood there 24 hours a day.",
        "They worked from the day in and day out.",
        "Phones matter to today's youth.",
        "They feared for the future of the island.",
        "He lost on Super Tuesday.",
        "3:27 Watch the boats come in.",
        "As dawn broke, a pre-dawn raid ended.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


SPANS = [
    ("He stayed for five years in the camp.", "five years", "DURATION", "P5Y"),
    ("They could be sent back within days.", "days", "DURATION", "PXD"),
    ("He waited a week for the letter.", "a week", "DURATION", "P1W"),
    ("A two-hour talk was held.", "two-hour", "DURATION", "PT2H"),
    ("It took 2 1/2 years to build.", "2 1/2 years", "DURATION", "P2Y6M"),
    ("It took the past several months.", "the past several months", "DURATION", "PXM"),
    ("Guards come every day.", "every day", "SET", "P1D"),
    ("Guards come twice a week.", "twice a week", "SET", "P1W"),
    ("Little has moved in the past decade.", "the past decade", "DURATION", "P10Y"),
    ("They meet each Thursday in town.", "each Thursday", "SET", "XXXX-WXX-4"),
    ("They meet every other day in town.", "every other day", "SET", "P2D"),
    ("A weeklong search began.", "weeklong", "DURATION", "P1W"),
    ("Monthslong talks failed.", "Monthslong", "DURATION", "PXM"),
    ("Many have come in recent weeks by sea.", "recent weeks", "DURATION", "PXW"),
    ("It took two-and-a-half years to build.", "two-and-a-half years", "DURATION", "P2Y6M"),
    ("He got another five years in jail.", "another five years", "DURATION", "P5Y"),
    ("It took several hundred years to build.", "several hundred years", "DURATION", "PXY"),
    ("He spent a quarter-century there.", "a quarter-century", "DURATION", "P25Y"),
    ("He spent the last year and a half there.", "the last year and a half", "DURATION", "P1Y6M"),
    ("A decade-long siege ended.", "decade-long", "DURATION", "P10Y"),
    ("He fled hours before the raid.", "hours", "DURATION", "PTXH"),
    ("He was freed less than two hours later.", "less than two hours later", "DURATION", "PT2H"),
    ("Rain is due in the weeks ahead.", "the weeks ahead", "DURATION", "PXW"),
    ("They meet every other Friday.", "every other Friday", "SET", "XXXX-WXX-5"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), SPANS)
def test_durations_and_sets(text: str, words: str, kind: str, value: str) -> None:
    expression = one(text, words)
    assert (expression.type, expression.value) == (kind, value)


HISTORY = (
    "The siege began in March 1871 and the town held out. On 12 April the walls were breached. "
    "In 1872 the army came back. By December it had lost two battles. In January the town fell. "
    "A treaty of 1873 ended it, and a memorial of 1899 stands there. By 1901 it was forgotten."
)


def test_history_is_told_in_its_own_time() -> None:
    assert one(HISTORY, "12 April").value == "1871-04-12"
    assert one(HISTORY, "December").value == "1872-12"
    assert one(HISTORY, "January").value == "1873-01"


TOLD = (
    "The league was founded in 1871, its fleet in 1872, and the war began in March 1873. "
    "The towns held out in 1874. "
)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (
            "In May 1875 the king fled. The year before he had lost a son. In July he died.",
            "July",
            1875,
        ),
        ("In May 1875 a road was planned for 1878. In July the king died.", "July", 1875),
        (
            "In May 1875 he fled. On 7 December (8 here), 1875, war came. In January he died.",
            "January",
            1876,
        ),
        ("Both sides spent the spring and early summer of 1877 in camp.", "the spring", 1877),
    ],
)
def test_looks_aside_do_not_move_the_time_told(text: str, words: str, value: int) -> None:
    assert str(one(TOLD + text, words).value).startswith(str(value))


def test_a_text_of_many_years_in_which_people_speak_is_news() -> None:
    assert one(TOLD + "They fled on Nov. 20.", "Nov. 20").value == "1874-11-20"
    assert one(TOLD + "They fled on Nov. 20, she said.", "Nov. 20").value == "2019-11-20"


def test_a_text_that_looks_at_now_is_news() -> None:
    text = TOLD + "The current king is now old. They fled on Nov. 20."
    assert one(text, "Nov. 20").value == "2019-11-20"


def test_a_time_not_said_is_found_in_histories_alone() -> None:
    found_there = one(TOLD + "During this period nobody came.", "this period")
    assert (found_there.value, found_there.edtf) == (None, None)
    assert found("During this period nobody came.") == []


def test_narrative_can_be_overridden() -> None:
    assert one(HISTORY, "December", narrative=False).value == "2019-12"
    text = "The bridge fell in March 1950. On 4 June it was rebuilt."
    assert one(text, "4 June", narrative=True).value == "1950-06-04"


def test_lists_share_their_year() -> None:
    text = "It rained in April and June 1955 and between 12-15 May 1941."
    assert [e.value for e in found(text)] == ["1955-04", "1955-06", "1941-05-12", "1941-05-15"]


RANGES = [
    ("Ten were held from 3 to 5 October 2018.", ["2018-10-03", "2018-10-05"]),
    ("Ten were held between 3 and 5 May.", ["2019-05-03", "2019-05-05"]),
    ("They sailed on 11 and 12 October.", ["2019-10-11", "2019-10-12"]),
    ("They sailed on May 3, 4 and 5.", ["2019-05-03", "2019-05-04", "2019-05-05"]),
    ("Raids went on from the 4th to the 7th of May.", ["2019-05-04", "2019-05-07"]),
    ("It burned on the night of 4–5 May 2018.", ["2018-05-04/2018-05-05", "2018-05-05"]),
    ("They came in the night of 4/5 May 2018.", ["2018-05-04/2018-05-05", "2018-05-05"]),
    ("They fled in the night from Friday to Saturday.", ["2019-11-29/2019-11-30", "2019-11-30"]),
    ("Between Monday and Wednesday ten were held.", ["2019-11-25", "2019-11-27"]),
    ("It rained on the evening of 3 May and the morning of the 4th.", ["2019-05-03", "2019-05-04"]),
    ("The camp was run in 2015/16 by monks.", ["2015", "2016"]),
]


@pytest.mark.parametrize(("text", "edtf"), RANGES)
def test_both_ends_of_a_range_are_told_in_their_order(text: str, edtf: list[str]) -> None:
    assert [e.edtf for e in found(text)] == edtf


PARTS = [
    ("They left in the second week of May.", "2019-05-08/2019-05-14"),
    ("They left in the last week of June 2018.", "2018-06-24/2018-06-30"),
    ("They left in the first days of March 2018.", "2018-03-01/2018-03-10"),
    ("They left on the last day of 2018.", "2018-12-31"),
    ("They left on the first Sunday in June 2018.", "2018-06-03"),
    ("They left on the fifth Friday of June 2019.", None),
]


@pytest.mark.parametrize(("text", "edtf"), PARTS)
def test_a_part_of_a_month_is_counted_within_it(text: str, edtf: str | None) -> None:
    assert [e.edtf for e in found(text)] == [edtf]


def test_an_end_of_abbreviation_ends_no_clause() -> None:
    text = "They will join Mr. Okello and the U.S. envoy Friday."
    assert one(text, "Friday").value == "2019-12-06"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The hearing was put off until Friday.", "2019-12-06"),
        ("Until Friday nobody had asked.", "2019-11-29"),
        ("It was not until Friday that they came.", "2019-11-29"),
        ("The permit had been due to expire Friday.", "2019-11-29"),
        ("The court has scheduled a hearing Friday.", "2019-12-06"),
        ("She is to appear in court Friday.", "2019-12-06"),
        ("On Friday the club plans to march.", "2019-12-06"),
        ("The owner could not be reached Friday.", "2019-11-29"),
        ("They died due to smoke Friday.", "2019-11-29"),
        ("The hearing was due to open Friday.", "2019-12-06"),
        ("She died following Friday's fire.", "2019-11-29"),
        ("The school will be closed after Friday's fire.", "2019-11-29"),
        ("Whoever knows more about Friday's fire may call.", "2019-11-29"),
        ("The police would not say Friday who fired.", "2019-11-29"),
        ("No one could be found there on Friday.", "2019-11-29"),
        ("He spoke at the hastily planned meeting Friday.", "2019-11-29"),
        ("The sum would be paid at a still unnamed place on Friday.", "2019-12-06"),
        ("Neither the driver nor his two sons could be found Friday.", "2019-11-29"),
        ("They did not hear of the raid until Friday.", "2019-11-29"),
        ("They were held against their will on Friday.", "2019-11-29"),
        ("On Friday, when she set aside travel plans for good, he left.", "2019-11-29"),
        ("The vote is Friday.", "2019-12-06"),
        ("They were called to a house Friday.", "2019-11-29"),
        ("She was going to the market Friday.", "2019-11-29"),
        ("They are likely to leave Friday.", "2019-12-06"),
        ("She was moved from Gary, Ind., by bus Friday.", "2019-11-29"),
    ],
)
def test_terms_and_plans_tell_where_a_weekday_lies(text: str, value: str) -> None:
    assert one(text, "Friday").value == value


def test_the_weekday_of_publication_is_that_day_whatever_comes() -> None:
    assert one("The court will meet on Monday.", "Monday").value == "2019-12-02"
    assert one("The talks were put off until Monday.", "Monday").value == "2019-12-09"


def test_a_day_led_up_to_is_the_nearer_one() -> None:
    assert one("Streets were closed ahead of Tuesday's vote.", "Tuesday").value == "2019-12-03"
    assert one("Streets were closed ahead of Sunday's vote.", "Sunday").value == "2019-12-01"


def test_what_lasted_until_a_month_lies_behind() -> None:
    assert one("Protests continued until March.", "March").value == "2019-03"
    assert one("Plans for it date back to March.", "March").value == "2019-03"
    assert one("The camp is closed until March.", "March").value == "2020-03"


def test_a_weekday_beside_a_day_tells_its_year() -> None:
    assert one("It burned on Saturday, Aug. 12.", "Saturday, Aug. 12").value == "2017-08-12"
    assert one("It burned on Monday, Aug. 12.", "Monday, Aug. 12").value == "2019-08-12"
    assert one("It burned on Friday, Nov. 21.", "Friday, Nov. 21").value == "2019-11-21"  # a slip


def test_soon_looks_ahead_only_where_its_clause_does() -> None:
    assert [e.value for e in found("They will soon be free.")] == ["FUTURE_REF"]
    assert found("They were soon freed.") == []


def test_a_number_of_people_is_no_day() -> None:
    text = "On May 2, 10 people were hurt; in June 12 miners drowned; on 3 July 2018 9 men fled."
    assert [e.value for e in found(text)] == ["2019-05-02", "2019-06", "2018-07-03"]


def test_entries_under_days_count_from_their_own_day() -> None:
    text = (
        "Friday 29 November\n\nTwo fled last night.\n\nThursday 28 November\n\nTen came yesterday."
    )
    assert [e.edtf for e in found(text)] == ["2019-11-29", "2019-11-28", "2019-11-28", "2019-11-27"]
    text = "29 November 2019\n\nTwo fled last night."
    assert found(text)[-1].edtf == "2019-12-01"  # one such line is the text's own day


def test_boilerplate_is_passed_over() -> None:
    text = "Subscribe by 1 May 2019!\n\nThe boat left on Friday."
    marked = (
        Passage(kind="boilerplate", start=0, end=24),
        Passage(kind="paragraph", start=26, end=49),
    )
    assert [e.value for e in find_dates(text, published=MONDAY, passages=marked)] == ["2019-11-29"]


def test_a_coarse_publication_date_resolves_only_what_it_can() -> None:
    assert one("They left last year by sea.", "last year", "2019").value == "2018"
    assert one("They left yesterday by sea.", "yesterday", "2019-12").value is None


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        find_dates("hier", published=None, language="xx")


WORDS = [
    *(
        "two weeks from now",
        "today",
        "a year ago",
        "this month",
        "the day after",
        "the week before",
    ),
    *("Easter", "Q3", "9/11", "24 hours a day", "3:27", "Sept. 11 attacks", "\n", "and a half"),
    *(
        "on Friday",
        "Nov. 21",
        "the following day",
        "1941",
        "two weeks ago",
        ",",
        ".",
        "\n\n",
        "May",
    ),
    *("the", "last", "in his 30s", "at 4 p.m.", "12", "-", "15 May 1941", "100 BC", "next", "’s"),
    *("century", "31 February", "99999", "the 9999th", "every day", "9999", "later", "decade"),
    *(
        "Easter",
        "Ramadan",
        "lunar new year",
        "half",
        "weekend",
        "year-old",
        "dusk",
        "overnight",
        "into",
    ),
    *(
        "enero",
        "12-IX-2023",
        "at 05.15",
        "the 13th",
        "from",
        "before",
        "ago",
        "(0546 GMT)",
        "4/5/2019",
    ),
]
PIECES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
PUBLISHED = st.sampled_from([None, MONDAY, "2019", "1900-02"])


@settings(max_examples=150, deadline=None)
@given(
    text=PIECES | st.text(max_size=60), published=st.sampled_from([None, MONDAY, "2019", "1900-02"])
)
def test_spans_are_in_order_apart_and_in_the_text(text: str, published: str | None) -> None:
    expressions = find_dates(text, published=published)
    assert expressions == find_dates(text, published=published)
    end = 0
    for e in expressions:
        assert end <= e.start < e.end <= len(text)
        assert text[e.start : e.end].strip() == text[e.start : e.end]
        end = e.end
        if e.edtf is not None:
            assert e.value is not None or "/" in e.edtf  # TIMEX3 writes no stretch of days
            assert e.anchor != "none"
