"""The gazetteer answers by name, by code and by place, from a file that it never changes."""

import hashlib
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseweave.gazetteer import MAIN, Place, distance_km, gazetteer, key


def city(name: str, country: str) -> Place:
    return next(p for p in gazetteer().lookup(name) if p.kind == "city" and p.country == country)


# Names


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Lạng Sơn", "lang son"),
        ("Móng Cái", "MONG CAI"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Port-au-Prince", "port au prince"),
        ("Xi'an", "Xi’an"),
        ("The Hague", "hague"),
        ("Łódź", "Lodz"),
        ("Mt. Vernon", "Mount Vernon"),
        ("U.S.", "US"),
    ],
)
def test_spellings_that_differ_only_in_dress_share_a_key(written: str, same: str) -> None:
    assert key(written) == key(same)


@example("ℬ")
@example("ﬁ ẞ İ")
@given(st.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


def test_a_main_name_ranks_above_an_alias() -> None:
    first = gazetteer().candidates("Tumen")[0]
    assert (first.place.country, first.rank) == ("CN", MAIN)
    assert first.place.population < max(p.population for p in gazetteer().lookup("Tumen"))


def test_of_places_with_one_name_the_largest_comes_first() -> None:
    found = [
        c.place
        for c in gazetteer().candidates("Dongxing")
        if c.place.kind == "city" and c.rank == MAIN
    ]
    assert distance_km(found[0].lat, found[0].lon, 21.54, 107.97) < 10
    assert [p.population for p in found] == sorted((p.population for p in found), reverse=True)


def test_a_division_is_found_without_its_generic_word() -> None:
    assert any(p.name == "Laurel County" for p in gazetteer().lookup("Laurel"))
    assert any(p.kind == "admin1" and p.country == "CN" for p in gazetteer().lookup("Jilin"))


def test_seas_regions_and_continents_have_names_too() -> None:
    kinds = {n: gazetteer().lookup(n)[0].kind for n in ("Aegean Sea", "Sahel", "English Channel")}
    assert kinds == {"Aegean Sea": "sea", "Sahel": "region", "English Channel": "sea"}
    assert any(p.feature == "continent" for p in gazetteer().lookup("Africa"))


def test_an_unknown_name_gives_nothing() -> None:
    assert gazetteer().lookup("Qwxzzt Velbrugge") == []
    assert gazetteer().lookup("") == []


# Countries


@pytest.mark.parametrize(
    ("name", "code"),
    [("Vietnam", "VN"), ("Viet Nam", "VN"), ("DRC", "CD"), ("Burma", "MM"), ("UK", "GB")],
)
def test_countries_by_the_names_newspapers_use(name: str, code: str) -> None:
    country = gazetteer().country_by_name(name)
    assert country is not None
    assert country.code == code
    assert gazetteer().lookup(name)[0].country == code
    assert gazetteer().lookup(name)[0].kind == "country"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Zaire", "CD"), ("Upper Volta", "BF"), ("Burma", "MM"), ("East Pakistan", "BD")],
)
def test_countries_by_names_that_they_bore_before(name: str, code: str) -> None:
    found = gazetteer().country_by_name(name)
    assert found is not None
    assert found.code == code


def test_a_code_that_was_given_again_keeps_the_names_of_today() -> None:
    g = gazetteer()
    assert g.country_by_name("Sikkim") is None
    assert {p.country for p in g.lookup("Republic of Georgia")} == {"GE"}
    assert {p.country for p in g.lookup("Slovak Republic")} == {"SK"}


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [("Quebec", "CA", 53.0, -72.0), ("Queensland", "AU", -22.5, 144.5), ("Alaska", "US", 64, -153)],
)
def test_a_wide_division_has_its_point_in_its_middle(
    name: str, country: str, lat: float, lon: float
) -> None:
    place = next(p for p in gazetteer().lookup(name) if p.kind == "admin1" and p.country == country)
    assert distance_km(place.lat, place.lon, lat, lon) < 100


def test_borders_are_mutual() -> None:
    g = gazetteer()
    assert g.borders("VN", "CN")
    assert not g.borders("VN", "TH")
    for country in g.countries():
        for other in country.borders:
            assert g.country(other) is None or g.borders(other, country.code)


# Where


def test_which_border_a_place_lies_at() -> None:
    near = dict(gazetteer().border_countries_near(city("Lang Son", "VN"), 60))
    assert "CN" in near
    assert "LA" not in near
    assert gazetteer().border_countries_near(city("Tumen", "CN"), 60)[0][0] == "KP"


def test_where_in_a_country_a_place_lies() -> None:
    east, north = gazetteer().offset(city("Mombasa", "KE"), "KE") or (0, 0)
    assert east > 0.4
    assert north < -0.8
    assert min(gazetteer().offset(city("Tumen", "CN"), "KP") or (0, 0)) > 0.5
    assert gazetteer().offset(city("Mombasa", "KE"), "??") is None


def test_where_in_a_country_across_the_date_line_a_place_lies() -> None:
    east, _ = gazetteer().offset(city("Provideniya", "RU"), "RU") or (0, 0)
    assert east > 0.5


def test_coast_island_and_inland() -> None:
    g = gazetteer()
    assert g.is_coastal(city("Mombasa", "KE"))
    assert not g.is_coastal(city("Nairobi", "KE"))
    assert g.is_on_island(city("Mytilene", "GR"))
    assert not g.is_on_island(city("Thessaloniki", "GR"))


def test_the_nearest_city_names_a_finer_place() -> None:
    found = gazetteer().nearest_city(21.86, 106.75, population=50_000)
    assert found is not None
    place, km = found
    assert (key(place.name), place.country) == ("lang son", "VN")
    assert km < 5


def test_the_nearest_city_across_the_date_line() -> None:
    found = gazetteer().nearest_city(-17.0, 179.99)
    assert found is not None
    assert found[1] < 120


@settings(max_examples=30, deadline=None)
@given(st.floats(-60, 70), st.floats(-180, 180))
def test_no_town_is_nearer_than_the_nearest(lat: float, lon: float) -> None:
    found = gazetteer().nearest_city(lat, lon)
    near = gazetteer().nearest_city(lat, lon, population=10_000)
    assert found is None or near is None or found[1] <= near[1]


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    assert distance_km(a, b, c, d) == pytest.approx(distance_km(c, d, a, b), abs=1e-6)
    assert 0 <= distance_km(a, b, c, d) <= 20_016


# The file


def test_looking_things_up_does_not_change_the_file() -> None:
    path = files("caseweave.gazetteer") / "data" / "places.sqlite"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    gazetteer().lookup("Valletta")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_the_file_names_its_sources_and_stays_small() -> None:
    path = files("caseweave.gazetteer") / "data" / "places.sqlite"
    assert len(path.read_bytes()) < 30_000_000
    assert "GeoNames (CC BY 4.0)" in gazetteer().sources()


def test_a_place_is_found_again_by_its_geonameid() -> None:
    place = city("Valletta", "MT")
    assert place.geonameid is not None
    assert gazetteer().by_geonameid(place.geonameid) == place
    assert gazetteer().place(place.row) == place
    assert gazetteer().by_geonameid(-1) is None
