"""What differs between two reports and is no difference: initials, grown tolls, later days."""

import pytest

from caseweave.link import MentionProfile
from caseweave.link._who_what import count_in_time, counts_differ, other_nationality, size_apart
from caseweave.link.compare import compare, different_victims
from caseweave.link.nations import nations

from .made import dated, land, mention, people, town

MOLE = town("Molebridge", "MV", 42.0, 19.5)


def told(name: str, text: str = "", **fields: object) -> MentionProfile:
    return mention(name, text, **fields)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("12 North Koreans", ("north korean",)),
        ("17 Myanmar nationals", ("burmese",)),
        ("six Syrians and Afghans", ("afghan", "syrian")),
        ("30 Rohingya", ("rohingya",)),
        ("40 people since Nov.", ()),
        ("DEAD PRISONERS 2", ()),
    ],
)
def test_nationality_is_what_a_count_calls_its_people(words: str, found: tuple[str, ...]) -> None:
    assert nations(words) == found


def test_a_people_without_a_state_is_no_other_nationality() -> None:
    here, there = told("a", nationalities=("rohingya",)), told("b", nationalities=("burmese",))
    assert not other_nationality(compare(here, there))
    assert other_nationality(compare(there, told("c", nationalities=("syrian",))))


def test_initials_are_nobodys_other_name() -> None:
    named = told("a", "Arda Velun died in prison.", victims=("arda velun",))
    assert not different_victims(named, told("b", "Convict A.V. died.", victims=("a.v.",)))
    assert not different_victims(named, told("b", "Velun V. died.", victims=("velun v.",)))
    assert different_victims(named, told("b", "Mira Kost died.", victims=("mira kost",)))


def test_a_toll_grows_from_report_to_report() -> None:
    early = told("a", published="2024-03-01", counts=(people("dead", 9),))
    late = told("b", published="2024-03-03", counts=(people("dead", 14),))
    undated = told("c", counts=(people("dead", 14),))
    assert not counts_differ(compare(early, late))
    assert counts_differ(compare(early, undated))


def test_people_moved_after_a_report_were_not_caught_on_another_day() -> None:
    early = told("a", published="2024-03-05", dates=(dated("detained", "2024-03-01"),))
    again = (dated("detained", "2024-03-20"), dated("returned", "2024-03-02"))
    late = told("b", published="2024-03-21", dates=again)
    assert compare(early, late).part_gap is None
    other = told("c", published="2024-03-21", dates=(dated("detained", "2024-03-20"),))
    assert compare(early, other).part_gap == 19


def test_a_day_in_words_meets_a_day_that_was_worked_out() -> None:
    friday = told("a", dates=(dated("killed", "2024-03-08"),), places=(MOLE,))
    named = told("b", "The riot of 8 March at Molebridge.", places=(MOLE,))
    assert compare(friday, named).days_named == ("03-08",)


def test_an_equal_figure_of_one_month_is_telling() -> None:
    exact = told("a", dates=(dated("returned", "2024-03-08"),), counts=(people("returned", 12),))
    month = told("b", dates=(dated("returned", "2024-03-01", "2024-03-31"),), counts=exact.counts)
    week_later = told("c", dates=(dated("returned", "2024-03-15"),), counts=exact.counts)
    assert count_in_time(compare(exact, month)) > 0.8
    assert not count_in_time(compare(exact, week_later))


def test_a_crowd_beside_an_equal_figure_parts_less() -> None:
    crowd = told("a", counts=(people("detained", 40), people("returned", 10)))
    few = told("b", counts=(people("detained", 12), people("returned", 10)))
    other = told("c", counts=(people("detained", 12),))
    assert 0 < size_apart(compare(crowd, few)) < size_apart(compare(crowd, other))


def test_a_district_that_both_tell_of_is_a_shared_spot() -> None:
    told_by_both = tuple(
        told(name, places=(land("Molemark", "MV"),), countries=("MV",)) for name in "ab"
    )
    assert compare(*told_by_both).shared_spots == ("molemark",)
