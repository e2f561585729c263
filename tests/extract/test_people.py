"""What the people layer must find: counts by kind, their fields, groups and casualties."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.evaluate.counts import as_report, load_cases, pair, score_cases
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse, pipeline
from caseweave.extract.people import Group, casualties, find_people, group_chains
from caseweave.extract.people.lexicon import is_demonym, person
from caseweave.extract.people.numbers import find_numbers

CASES = load_cases(Path(__file__).parent / "people_cases.toml")


def read(text: str) -> tuple[PeopleCount, ...]:
    return find_people(parse(as_report("r", text)))


def numbered(text: str) -> dict[str, PeopleCount]:
    return {text[c.start : c.end]: c for c in read(text) if not c.individual}


def chains(text: str) -> list[tuple[set[str], set[str], Group]]:
    parsed = parse(as_report("r", text))
    counts = find_people(parsed)
    return [
        (
            {text[counts[i].start : counts[i].end] for i in g.members},
            {text[a:b] for a, b in g.mentions},
            g,
        )
        for g in group_chains(parsed, counts)
    ]


def test_the_labelled_sentences_keep_their_floor() -> None:
    scores = score_cases(CASES)
    assert len(CASES) >= 150
    assert scores["spans.f1"] >= 99.0
    assert scores["values.f1"] >= 98.0
    assert scores["extent"] >= 97.0
    assert scores["field.hint"] >= 96.0
    assert min(scores[f"field.{f}"] for f in ("group", "of", "pop", "nat", "ref", "status")) == 100


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "not people"], ids=lambda c: c.text)
def test_numbers_of_other_things_are_no_people(case: object) -> None:
    assert not [c for c in pair(case, read(case.text))[1] if c.human > 0.5]  # type: ignore[arg-type,attr-defined]


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "qualifier"),
    [
        ("two hundred and six men", 206, 206, 206, "exact"),
        ("about 40 men", 36, 40, 44, "about"),
        ("more than 30 men", 30, 30, None, "more_than"),
        ("up to 10 men", 0, 10, 10, "at_most"),
        ("between eight and ten men", 8, 9, 10, "range"),
        ("no fewer than nine men", 9, 9, None, "at_least"),
        ("10 or more men", 10, 10, None, "at_least"),
        ("half a dozen men", 6, 6, 6, "exact"),
        ("dozens of men", 12, 24, 99, "vague"),
        ("1.5 million men", 1_500_000, 1_500_000, 1_500_000, "exact"),
    ],
)
def test_values_and_bounds(
    text: str, low: int, best: int, high: int | None, qualifier: str
) -> None:
    (number,) = find_numbers(pipeline().make_doc(text))
    assert (number.low, number.best, number.high) == (low, best, high)
    assert number.qualifier == qualifier


@given(st.integers(min_value=2, max_value=999_999))
@settings(max_examples=60, deadline=None)
def test_a_figure_with_commas_is_read_back(value: int) -> None:
    (number,) = find_numbers(pipeline().make_doc(f"{value:,} people"))
    assert number.best == value


@given(st.lists(st.sampled_from([c.text for c in CASES]), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_spans_lie_in_the_text_and_bounds_are_ordered(texts: list[str]) -> None:
    text = "\n\n".join(texts)
    parsed = parse(as_report("r", text))
    counts = find_people(parsed)
    assert list(counts) == sorted(counts, key=lambda c: (c.start, -c.end))
    for c in counts:
        assert 0 <= c.start < c.end <= len(text)
        assert text[c.start : c.end].strip() == text[c.start : c.end]
        assert c.low is None or c.best is None or c.low <= c.best
        assert c.high is None or c.best is None or c.best <= c.high
        assert 0 < c.human <= 1
        assert all(c.start <= a < b <= c.end for a, b in c.members)
    groups = group_chains(parsed, counts)
    assert sorted(i for g in groups for i in g.members) == list(range(len(counts)))
    spans = [(c.start, c.end) for c in counts if not c.members]
    assert not [m for g in groups for m in g.mentions for a, b in spans if m[0] < b and a < m[1]]


def test_the_same_text_gives_the_same_counts() -> None:
    text = "\n\n".join(c.text for c in CASES[:40])
    assert read(text) == read(text)


def test_ages_are_no_counts_and_a_couple_is_its_sum() -> None:
    found = numbered("The man in his 40s and two women in their 20s were held at the port.")
    assert found["two women"].best == 2
    assert found["The man in his 40s and two women"].best == 3
    assert len(found["The man in his 40s and two women"].members) == 2


def test_an_age_behind_a_name_that_is_a_towns_too_counts_nobody() -> None:
    text = "The young woman who had called us, Zahra, 29, from Herat, is dead."
    assert [c.best for c in read(text)] == [1]
    assert 44 not in {c.best for c in read("The driver, Okoro, 44, from Jos, was arrested.")}


def test_a_name_told_twice_in_one_sentence_is_one_person() -> None:
    text = "Edgar Holm, 49 - The Ledger Edgar Holm, a 49-year-old tailor, was shot dead."
    assert casualties(read(text))["dead"].best == 1


def test_a_hint_says_what_happened_and_by_which_word() -> None:
    found = numbered("The ministry expelled five monks, and nine nuns were beaten and deported.")
    assert (found["five monks"].status_hint, found["five monks"].hint_word) == ("returned", "expel")
    assert found["nine nuns"].hints == ("injured", "returned")


@pytest.mark.parametrize(
    ("text", "modal"),
    [
        ("The state could deport the six monks.", True),
        ("The six monks were not arrested.", True),
        ("They planned to kill two guards.", True),
        ("The state deported the six monks.", False),
    ],
)
def test_what_did_not_happen_is_marked(text: str, modal: bool) -> None:
    assert [c.modal for c in numbered(text).values()] == [modal]


def test_words_for_people() -> None:
    assert is_demonym("syrians") == "SY"
    assert is_demonym("rohingya") == "rohingya"
    assert person("fishermen", "fisherman") is not None
    assert person("containers", "container") is None
    assert (guard := person("guards", "guard")) is not None
    assert guard.population == "guards"


def test_a_group_is_followed_through_the_report() -> None:
    found = chains(
        "A group of 14 Syrians left the coast on Monday.\n\n"
        "Police caught 10 of the original 14 near the lake. Four managed to flee.\n\n"
        "The 10 were taken to a camp. The refugees said they were beaten."
    )
    whole = next(g for names, _, g in found if "14 Syrians" in names)
    names, mentions, part = next(x for x in found if "10 of the original 14" in x[0])
    assert part.best == 10
    assert "10" in names
    assert {"The refugees", "they"} <= mentions
    assert found[part.part_of or 0][2] == whole
    fled = next(g for names, _, g in found if "Four" in names)
    assert found[fled.part_of or 0][2] == whole


def test_other_people_of_the_same_number_are_another_group() -> None:
    found = chains(
        "Three Tibetan refugees were expelled last week. The three refugees are safe now.\n\n"
        "Officials also spoke of three other Tibetan refugees. The three people asked for help."
    )
    assert [names for names, _, _ in found] == [
        {"Three Tibetan refugees", "three refugees"},
        {"three other Tibetan refugees", "three people"},
    ]


def test_parts_add_up_to_their_whole() -> None:
    found = chains(
        "A group of eight Laotians reached the border with a 10-month-old baby.\n\n"
        "Police detained all nine of them. The nine refugees were sent back."
    )
    nine = next(i for i, (names, _, _) in enumerate(found) if "nine refugees" in names)
    assert [
        g.part_of for names, _, g in found if names & {"eight Laotians", "a 10-month-old baby"}
    ] == [
        nine,
        nine,
    ]


def test_men_may_be_fishermen() -> None:
    found = chains(
        "Eight women and three men were freed. Two fishermen were shot. The men had fled."
    )
    assert "The men" in next(m for names, m, _ in found if "Two fishermen" in names)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Three people were shot. One of them, a clerk, died of his wounds.",
            {"dead": 1, "injured": 2},
        ),
        ("Police arrested a broker. They also detained two drivers.", {"detained": 3}),
        ("The blast killed six people, including a child.", {"dead": 6}),
        ("Five were hurt.\n\nHe was convicted of killing 20 people in 2003.", {"injured": 5}),
        ("A man was fatally shot and his sister wounded.", {"dead": 1, "injured": 1}),
    ],
)
def test_casualties_of_a_report(text: str, figures: dict[str, int]) -> None:
    found = {status: c.best for status, c in casualties(read(text)).items()}
    assert figures.items() <= found.items()


@pytest.mark.data
def test_the_seed_reports_tell_the_groups_they_should(data_root: Path) -> None:
    figures = []
    for path in sorted((data_root / "seeds").glob("*.txt")):
        parsed = parse(as_report(path.name, path.read_text(encoding="utf-8")))
        groups = [g for g in group_chains(parsed, find_people(parsed)) if not g.statistic]
        figures.append(max(groups, key=lambda g: len(g.members) + len(g.mentions)).best)
    assert figures == [13, 11, 10, 3, 9]


@pytest.mark.parametrize(
    ("text", "dead", "injured"),
    [
        ("A miller shot and killed his wife before taking his own life.", 2, None),
        ("The miller killed himself.", 1, None),
        ("He threatened to kill himself.", None, None),
        ("A miller killed his wife, then turned the gun on himself.", 1, None),
        ("Three people are dead and a fourth is wounded after a brawl.", 3, 1),
        ("Two dead, three hospitalized after brawl in Ashby", 2, 3),
        ("Miller kills wife, two children, then himself", 4, None),
        ("A miller shot and killed his wife, son and daughter on Sunday.", 3, None),
    ],
)
def test_those_who_die_by_their_own_hand_and_those_told_last_are_counted_once(
    text: str, dead: int | None, injured: int | None
) -> None:
    found = {k: v.best for k, v in casualties(read(text)).items()}
    assert (found.get("dead"), found.get("injured")) == (dead, injured)


@pytest.mark.parametrize(
    ("text", "dead", "injured"),
    [
        ("Three women, one man injured in harbour brawl", None, 4),
        ("A brawl in the harbour left two women and a man dead.", 3, None),
        ("Four people were shot, one fatally, at a dance.", 1, 3),
        ("An elderly couple was shot on Monday.", None, 2),
        ("A clerk, who was shot in the arm, survived.", None, 1),
        ("The suspect, who was shot in the leg, was arrested.", None, 1),
    ],
)
def test_what_is_told_once_behind_several_people_befell_each_of_them(
    text: str, dead: int | None, injured: int | None
) -> None:
    found = {k: v.best for k, v in casualties(read(text)).items()}
    assert (found.get("dead"), found.get("injured")) == (dead, injured)


def test_a_pair_is_two_where_something_happens_to_it() -> None:
    found = numbered("The pair, Ada Moss and Ben Kole, were questioned and released.")
    assert found["The pair"].best == 2
    assert found["The pair"].status_hint == "released"
    assert not numbered("The pair of boots was released to the shops.")


def test_an_ordinal_tells_a_total_only_where_it_names_a_state() -> None:
    assert numbered("She is the ninth survivor of the wreck.")["the ninth survivor"].best == 9
    assert not numbered("He is the third sailor in the family.")


def test_a_figure_stands_on_the_one_told_before() -> None:
    found = numbered("Police expelled 23 men on Monday. The ministry corrected the number to 21.")
    assert (found["21"].reference, found["21"].status_hint) == ("restated", "returned")
    assert not numbered("The ministry corrected the number to 21.")


TITLES = [
    ("Mother, son found dead in Osk flat", {"Mother": "dead", "son": "dead"}),
    ("7-year-old girl, man killed in crash near Osk", {"7-year-old girl": "dead", "man": "dead"}),
    ("Man, two children dead after house fire", {"Man": "dead", "two children": "dead"}),
    ("Child shot, mother injured in Osk market", {"Child": "injured", "mother": "injured"}),
    ("Guard wounded, intruder dead at depot", {"Guard": "injured", "intruder": "dead"}),
    ("Man stabs neighbour, kills self", {"neighbour": "injured"}),
    ("Teen fatally shoots brother, wounds mother", {"brother": "dead"}),
    ("Man, woman charged over tunnel", {}),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_a_title_tells_of_people_side_by_side(text: str, expected: dict[str, str]) -> None:
    told = {text[c.start : c.end]: c.status_hint for c in read(text) if not c.members}
    harmed = {words: s for words, s in told.items() if s in {"dead", "injured"}}
    assert harmed == expected


SENTENCES = [
    ("Also killed was 21-year-old Omar Dunn.", {"Omar Dunn": "dead"}),
    ("Also wounded were three porters.", {"three porters": "injured"}),
    ("Berg fatally shot two of his cousins.", {"two of his cousins": "dead"}),
    ("A clerk walked into a clinic with a bullet wound.", {"A clerk": "injured"}),
    ("The clerk came to the clinic with his lawyer.", {}),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_state_told_ahead_or_by_the_way_one_came(text: str, expected: dict[str, str]) -> None:
    told = {text[c.start : c.end]: c.status_hint for c in read(text)}
    assert {w: s for w, s in told.items() if s in {"dead", "injured"}} == expected


@pytest.mark.parametrize("gap", [" ", "  ", "\t", " \n\n ", "\u00a0 "])
def test_white_space_beside_a_number_hides_nobody(gap: str) -> None:
    text = f"He wept, his cousin told us.{gap}Two people are missing."
    found = [(text[c.start : c.end], c.status_hint) for c in read(text)]
    assert ("Two people", "missing") in found
