"""What linking speaks in: profiles of mentions, scored links, and the result.

A profile holds all that the scorer may look at, so a pair's score is a function of two profiles.
Days are proleptic Gregorian ordinals (`datetime.date.toordinal`), both ends inclusive.
"""

from datetime import date
from functools import cached_property

import msgspec

from caseweave.model import Link, RelatedKind

TOTALS = frozenset({"people", "detained", "returned", "handed_over", "released", "entered"})
TOLLS = frozenset({"dead", "injured", "missing"})
_CROWD = 3
_PARTS = ("people.men", "people.women", "people.children")


class DateSpan(msgspec.Struct, frozen=True, order=True):
    """The days on which something may have happened, `low` to `high` inclusive (ordinals)."""

    low: int
    high: int

    @property
    def days(self) -> int:
        """How many days the span covers: 1 for an exact day."""
        return self.high - self.low + 1

    def gap(self, other: "DateSpan") -> int:
        """Days between the two spans; 0 where they touch or overlap."""
        return max(0, self.low - other.high, other.low - self.high)


class DatedPart(msgspec.Struct, frozen=True, order=True):
    """The date of one part of an incident: `part` is `date`, or EVENT of a `date.EVENT` claim."""

    part: str
    span: DateSpan


class PlaceAt(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a mention. `fine` where it is a city or finer; coordinates in degrees."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    fine: bool = False


class CountRange(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """How many people one claim counts: `low` to `high` (None: open), `of` the whole it names."""

    attribute: str
    low: int
    high: int | None
    of: int | None = None


class Contrast(msgspec.Struct, frozen=True, kw_only=True):
    """Words by which a report stands out among those it is compared with; of unit length."""

    names: dict[str, float] = {}
    terms: dict[str, float] = {}
    title: dict[str, float] = {}
    lead: dict[str, float] = {}


class MentionProfile(msgspec.Struct, frozen=True, kw_only=True, dict=True, omit_defaults=True):
    """All that the scorer knows of one mention. Word lists are lower case, sorted, without doubles.

    `dates`: of the incident's parts (statements left out). `published`: day of the report.
    `places`: where it happened; `mentioned`: towns that title, dateline or lead only name;
    `countries`: of these and of the route. `counts`: of the
    incident's own people. `victims`, `actors`, `custodians`: names; `people`: personal names in
    the text. `composition`: women, men, children and so on; `lead_ages`: ages in the opening.
    `terms`, `title_terms`, `lead_terms`, `names`, `numbers`, `phrases` (two capitalised words):
    weighted words of its passages, each of unit length; `rare`: the rarest of its names.
    `spots`: places as the words name them, in their order; `small`: those that are
    no large towns; `days_named`: days of a month in the words, as "04-23".
    `streets`: names of streets, those told first in front; `hours`: minutes of the day; `parties`:
    last names of people told with an age; `weekdays`, `lead_names`, `lead_numbers`: days of the
    week, capitalised words and figures of the opening; `first_ages`: ages in title and first lines.
    `contrast`: only where all reports are at hand.
    `chains`: ties to other incidents that its words name. `quotations`: fingerprints of quoted
    word runs. `copies`: reports that share the text.
    """

    id: str
    report: str
    type: str
    role: str = "main"
    kinds: tuple[str, ...] = ()
    dates: tuple[DatedPart, ...] = ()
    published: int | None = None
    places: tuple[PlaceAt, ...] = ()
    mentioned: tuple[PlaceAt, ...] = ()
    countries: tuple[str, ...] = ()
    counts: tuple[CountRange, ...] = ()
    populations: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    lead_ages: tuple[int, ...] = ()
    composition: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    days_named: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    hours: tuple[int, ...] = ()
    parties: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    lead_names: tuple[str, ...] = ()
    lead_numbers: tuple[str, ...] = ()
    first_ages: tuple[int, ...] = ()
    rare: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    custodians: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    outlet: str | None = None
    cites: tuple[str, ...] = ()
    quotations: tuple[int, ...] = ()
    copies: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()
    names: dict[str, float] = {}
    terms: dict[str, float] = {}
    title_terms: dict[str, float] = {}
    lead_terms: dict[str, float] = {}
    numbers: dict[str, float] = {}
    phrases: dict[str, float] = {}
    contrast: Contrast | None = None

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The first-level divisions (states, provinces) of its places, sorted."""
        return tuple(sorted({f"{x.admin1}, {x.country}" for x in self.places if x.admin1}))

    @cached_property
    def days_dated(self) -> tuple[str, ...]:
        """The days of a month to which it dates its parts exactly, as "04-23"."""
        exact = {d.span.low for d in self.dates if d.span.days == 1}
        return tuple(sorted(date.fromordinal(day).strftime("%m-%d") for day in exact))

    @cached_property
    def group(self) -> tuple[int, int | None] | None:
        """How many the whole group are: the largest total, or a part's whole, that it tells.

        Women, men and children make a whole only together; those rescued only where nobody died. An
        open figure many times the exact ones ("at least 160") is a crowd's beside them.
        """
        told = [c for c in self.counts if c.attribute in TOTALS]
        if not any(c.attribute in TOLLS for c in self.counts):
            told += [c for c in self.counts if c.attribute == "rescued"]
        wholes = [(c.of, c.of) if c.of else (c.low, c.high) for c in told]
        exact = max((low for low, high in wholes if low == high), default=0)
        wholes = [w for w in wholes if w[1] is not None or not exact or w[0] <= _CROWD * exact]
        if wholes:
            return max(wholes, key=lambda r: (r[0], r[1] is not None))
        parts = {c.attribute: c for c in reversed(self.counts) if c.attribute in _PARTS}
        if len(parts) < len(_PARTS) - 1:
            return None
        least = sum(c.low for c in parts.values())
        return least, least if all(c.high is not None for c in parts.values()) else None

    @cached_property
    def lead_weight(self) -> float:
        """The weight of the opening's names among all of its names, squared and summed."""
        return sum(self.names.get(w, 0.0) ** 2 for w in self.lead_names)

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Its quotations, for looking up."""
        return frozenset(self.quotations)


class ScoredPair(msgspec.Struct, frozen=True, order=True):
    """Two mentions (`a` < `b`), how likely they are one incident (0-1), and why they cannot be.

    `fit`: log-odds of time, place, people and kinds alone, without the wording. `staged`: what
    happens goes on in stages that reports tell apart (caught, held, sent back).
    """

    a: str
    b: str
    score: float
    impossible: str | None = None
    fit: float = 0.0
    staged: bool = False


class Blocked(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A pair that scores as one incident but is kept apart, with the reason in English."""

    a: str
    b: str
    score: float
    because: str


class Tie(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Two incidents that are bound to each other and are not one: `later` to `earlier`."""

    later: str
    earlier: str
    kind: RelatedKind
    because: str
    mentions: tuple[str, ...]


class Linking(msgspec.Struct, frozen=True, kw_only=True):
    """The incidents: `incident_of` maps every mention's id, `links` say why, sorted by ids.

    `related`: incidents that are bound to one another, and are two.

    `blocked`: likely pairs kept apart by something impossible or by an analyst's word.
    `overruled`: decisions that a later one contradicts; `unattached`: decisions on mentions that
    are not there.
    """

    incident_of: dict[str, str]
    links: tuple[Link, ...] = ()
    related: tuple[Tie, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    overruled: tuple[str, ...] = ()
    unattached: tuple[str, ...] = ()
