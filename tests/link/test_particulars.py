"""Streets, hours, ages and names tell two incidents of one town and one weekend apart."""

import itertools

import msgspec

from caseweave.link import MentionProfile, contrasted, particulars
from caseweave.link.compare import compare
from caseweave.link.score import measure

from .made import mention

FIRST = (
    "Man shot at a garage in Orvale. Petr Salin, 34, was shot on Sunday at about 9:10 p.m. in the "
    "2300 block of North Tamber Street at Elm Road, police in Orvale said. He was taken to a "
    "hospital on Mercy Road."
)
AGAIN = (
    "Brother of man killed in Orvale asks for help. Petr Salin, 34, died on Tamber St. on Sunday. "
    "Shots were heard around 9 p.m., said his brother."
)
OTHER = (
    "Woman wounded in Orvale. A 51-year-old Ilse Marrow was hit on Sunday morning at "
    "4:30 a.m. near Quarry Lane and Fell Road and taken to the hospital on Mercy Road."
)


def features(a: MentionProfile, b: MentionProfile) -> dict[str, float]:
    return measure(compare(a, b))


def test_what_a_text_tells_is_read_and_the_rest_is_empty() -> None:
    told = particulars.of(FIRST, FIRST)
    assert told["streets"] == ("tamber", "elm", "mercy")
    assert told["hours"] == (21 * 60 + 10,)
    assert told["parties"] == ("salin",)
    assert told["weekdays"] == ("Sunday",)
    assert told["first_ages"] == (34,)
    assert set(particulars.of("nothing is told", "").values()) == {()}


def test_a_time_stamp_is_no_hour_and_a_saint_is_no_street() -> None:
    assert particulars.hours("Posted 5 May, 02:10 PM. It happened 3 pm long ago") == ()
    assert particulars.streets("He lives in St. Orm and saw Dr. Tamber") == ()


def test_the_same_street_speaks_for_a_link_and_another_street_hour_and_name_against() -> None:
    first, again, other = mention("a", FIRST), mention("b", AGAIN), mention("c", OTHER)
    same, apart = features(first, again), features(first, other)
    assert same["shared_street"] == same["shared_weekday"] == same["shared_first_age"] == 1
    assert not {"other_street", "other_hour", "other_parties"} & same.keys()
    assert apart["other_street"] == apart["other_hour"] == apart["other_parties"] == 1


def test_what_one_report_leaves_out_is_no_difference() -> None:
    bare = mention("d", "Somebody was hurt in Orvale.")
    against = {"other_street", "other_hour", "other_parties", "other_weekday", "other_lead_numbers"}
    assert not against & features(mention("a", FIRST), bare).keys()


def test_a_word_that_all_reports_of_a_topic_hold_does_not_set_any_of_them_apart() -> None:
    texts = ["tunnel fire Kelm", "tunnel fire Kelm", "tunnel fire Dorra", "tunnel fire Dorra"]
    found = [mention(str(n), text) for n, text in enumerate(texts)]
    pairs = list(itertools.combinations(range(4), 2))
    apart = contrasted(found, pairs)
    one, other = features(apart[0], apart[1]), features(apart[0], apart[2])
    assert one["contrast_names"] > 0.99
    assert other.get("contrast_names", 0.0) == 0
    assert one["contrast_terms"] > other.get("contrast_terms", 0.0)


def test_contrast_is_a_function_of_the_set() -> None:
    texts = [FIRST, AGAIN, OTHER, "A fair in Orvale opened on Sunday."]
    found = [mention(str(n), text) for n, text in enumerate(texts)]
    pairs = list(itertools.combinations(range(4), 2))
    forth = {p.id: p.contrast for p in contrasted(found, pairs)}
    back = {p.id: p.contrast for p in contrasted(found[::-1], pairs[::-1])}
    assert forth == back
    assert all(p.contrast is None for p in found)
    assert msgspec.structs.replace(contrasted(found, pairs)[0], contrast=None) == found[0]
