"""Place names are found in running text and resolved to the place that the text means."""

from functools import lru_cache
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.extract.layers import Parsed, ParsedPassage, Toponym
from caseweave.extract.parse import pipeline
from caseweave.extract.places import find_places, resolve
from caseweave.model import Passage, Report


@lru_cache(maxsize=64)
def parsed(*paragraphs: str) -> Parsed:
    text = "\n\n".join(paragraphs)
    passages: list[Passage] = []
    docs: list[Any] = []
    at = 0
    for paragraph in paragraphs:
        passages.append(Passage(kind="paragraph", start=at, end=at + len(paragraph)))
        docs.append(pipeline()(paragraph))
        at += len(paragraph) + 2
    report = Report(
        id="sha256:0", source="a.txt", media_type="text/plain", language="en", text=text
    )
    return Parsed(
        report=report,
        passages=tuple(
            ParsedPassage(passage=p, offset=p.start, doc=d)
            for p, d in zip(passages, docs, strict=True)
        ),
    )


def found(*paragraphs: str) -> dict[str, Toponym]:
    return {t.name: t for t in find_places(parsed(*paragraphs))}


def meant(text: str, *names: str) -> list[Toponym]:
    spans = [(text.index(n), text.index(n) + len(n)) for n in names]
    by_span = {(t.start, t.end): t for t in resolve(spans, text)}
    return [by_span[s] for s in spans]


# Finding


def test_offsets_point_at_the_words_in_the_report() -> None:
    report = parsed("A boat sank off Zuwara.", "Survivors were brought to Valletta, Malta.")
    for toponym in find_places(report):
        assert report.report.text[toponym.start : toponym.end] == toponym.name


def test_towns_countries_and_seas_are_found() -> None:
    places = found("Forty people left Zuwara in Libya and drifted across the Aegean Sea to Greece.")
    assert {"Libya", "Greece"} <= set(places)
    assert places["Libya"].precision == "country"
    assert any(t.precision == "sea" for t in places.values())


def test_persons_and_papers_are_no_places() -> None:
    places = found(
        "Paris Hargreave told the Oakmoor Tribune that Jordan Petrossian had left Kenya."
    )
    assert "Kenya" in places
    assert not {"Paris", "Jordan"} & set(places)


def test_a_word_for_people_of_a_country_is_marked() -> None:
    places = found("Kenyan guards and two Ethiopians waited in Moyale.")
    assert places["Kenyan"].demonym
    assert places["Kenyan"].country == "KE"
    assert places["Ethiopians"].country == "ET"
    assert not any(t.demonym for t in places.values() if t.name == "Moyale")


def test_a_country_that_speaks_is_a_place() -> None:
    assert (
        found("Hungary said on Monday that it would close the crossing.")["Hungary"].country == "HU"
    )


# Resolving


def test_the_name_after_the_comma_decides() -> None:
    text = "Police in Springfield, Ohio, and in Springfield were told."
    (springfield,) = meant(text, "Springfield")  # also where only the town is marked
    assert (springfield.country, springfield.admin1) == ("US", "Ohio")


def test_a_main_name_beats_a_larger_place_with_that_alias() -> None:
    text = "They were held in Tumen, on the Chinese side of the river from North Korea."
    (tumen,) = meant(text, "Tumen")
    assert tumen.country == "CN"


def test_the_other_places_of_the_report_decide() -> None:
    georgia = meant("From Tbilisi the road runs to Gori in Georgia.", "Georgia", "Tbilisi", "Gori")[
        0
    ]
    assert georgia.country == "GE"
    state = meant("From Atlanta the road runs to Macon in Georgia.", "Georgia", "Atlanta", "Macon")[
        0
    ]
    assert (state.country, state.precision) == ("US", "admin1")


def test_states_in_a_list_are_states() -> None:
    text = "It was seen in Idaho, Oregon, Washington and Wyoming."
    assert {t.precision for t in meant(text, "Idaho", "Oregon", "Washington", "Wyoming")} == {
        "admin1"
    }


def test_the_generic_word_says_the_kind() -> None:
    assert meant("Villagers in Quang Ninh Province saw it.", "Quang Ninh Province")[
        0
    ].precision == ("admin1")
    assert meant("the city of Lang Son", "Lang Son")[0].precision == "city"


def test_usual_abbreviations_are_known() -> None:
    names = {"W.Va.": "West Virginia", "Calif.": "California", "NSW": "New South Wales"}
    for short, long in names.items():
        assert meant(f"He lives in {short} now", short)[0].admin1 == long


def test_a_site_takes_the_point_of_its_town_and_names_it() -> None:
    (site,) = meant(
        "They were taken to Nairobi International Airport.", "Nairobi International Airport"
    )
    assert (site.precision, site.country, site.city) == ("site", "KE", "Nairobi")
    assert site.geonameid is None


def test_a_name_that_nobody_knows_keeps_its_words() -> None:
    (unknown,) = meant("They hid in Qwxzztberg.", "Qwxzztberg")
    assert unknown.name == "Qwxzztberg"
    assert (unknown.lat, unknown.country, unknown.candidates) == (None, None, 0)


def test_one_name_has_one_meaning_in_a_report() -> None:
    text = "In Cordoba, Argentina, it rained. Later in Cordoba it stopped."
    first, last = text.index("Cordoba"), text.rindex("Cordoba")
    toponyms = resolve([(first, first + 7), (last, last + 7)], text)
    assert len({t.geonameid for t in toponyms}) == 1
    assert toponyms[0].country == "AR"


# Invariants


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Lagos",
                "in",
                "Kenya",
                ",",
                "the",
                "St. Louis",
                "W.Va.",
                "(",
                "Turkish",
                "and",
                "\n",
                "Ltd",
            ]
        ),
        max_size=12,
    )
)
def test_toponyms_are_in_order_and_apart(words: list[str]) -> None:
    report = parsed(" ".join([*words, "."]))
    toponyms = find_places(report)
    assert toponyms == find_places(report)
    for a, b in pairwise(toponyms):
        assert a.end <= b.start
    for t in toponyms:
        assert report.report.text[t.start : t.end] == t.name
        assert 0 <= t.score <= 1
        assert (t.lat is None) == (t.lon is None)
