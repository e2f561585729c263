"""Values as a tagged union (`type` says which). Unknown is None, never an invented value."""

from typing import Literal

import msgspec

Qualifier = Literal[
    "exact", "about", "at_least", "more_than", "at_most", "fewer_than", "range", "vague"
]


NameKind = Literal["person", "organisation", "government", "outlet", "group"]


class CountValue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="count"):
    """A number of people: `low <= best <= high`; `high` is None where it is open (more than).

    `of`: the whole that this is a part of, where the words say so. `population`: whom it counts;
    None is the incident's people; `women`, `men`, `children`, `infants` ... are parts of them;
    `suspects`, `crew`, `rescuers`, `earlier group` are others.
    """

    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier = "exact"
    of: int | None = None
    population: str | None = None
    words: str = ""


class DateValue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="date"):
    """A date in EDTF level 0, a season, an interval with `/`, with `~` or `?` where words say so.

    `edtf` is None where it cannot be resolved; `words` are kept always.
    """

    edtf: str | None
    words: str = ""


class PlaceValue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="place"):
    """A place: `country` ISO 3166 alpha-2, `lat`/`lon` in degrees (WGS 84), GeoNames id.

    `precision`: site, city, admin2, admin1, country, region, sea. A place finer than a city also
    names its `city`. Unresolved places keep their `name` and have None elsewhere.
    """

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str | None = None
    city: str | None = None


class NameValue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="name"):
    """A named (or described) actor; `kind`: person, organisation, government, outlet, group."""

    text: str
    kind: NameKind


class CategoryValue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="category"):
    """One word of a closed list, such as the kind of an event (`detained`, `statement`)."""

    value: str


class TextValue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="text"):
    """Free words, where nothing finer fits."""

    text: str


Value = CountValue | DateValue | PlaceValue | NameValue | CategoryValue | TextValue
