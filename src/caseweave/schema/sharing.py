"""What may go out at which level: the kinds of `sharing.toml`, with each incident type's levels.

Invariant: a level is one of `LEVELS`, and an incident type can name only kinds that the file knows.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

import msgspec

from caseweave.schema import SchemaError, load_types

Level = Literal["clear", "green", "amber", "amber+strict", "red"]
# Traffic Light Protocol 2.0, from what everyone may have to what only those named may have.
LEVELS: tuple[Level, ...] = get_args(Level)


class SharingKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of value: see the head of `sharing.toml`."""

    title: str
    default: Level
    floor: Level
    review_months: int
    because: str


class SpeakerClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a speaker is called who has one of `words` but no public name.

    `state`: the state they speak for is named beside it.
    """

    label: str
    words: frozenset[str]
    state: bool = False


class _Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    brokers: frozenset[str]
    shelters: frozenset[str]
    shelter_phrases: tuple[str, ...]


class _Offices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    titles: tuple[str, ...]
    not_in_office: frozenset[str]


class _Organisations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rights: frozenset[str]
    aid: frozenset[str]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: frozenset[str]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]


class _Small(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fewer_than: int


class Sharing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of `sharing.toml`, field by field as it stands there."""

    kinds: dict[str, SharingKind]
    attributes: dict[str, str]
    small_groups: _Small
    composition: _Words
    context: _Context
    public_bodies: _Names
    known_outlets: _Names
    paper_words: _Words
    country_forms: dict[str, str]
    state_bodies: dict[str, str]
    national_offices: _Offices
    speakers: tuple[SpeakerClass, ...]
    organisations: _Organisations


@lru_cache(maxsize=1)
def sharing() -> Sharing:
    """The table, read once. Raises SchemaError where it does not hold together."""
    data = (files("caseweave.schema") / "sharing.toml").read_text(encoding="utf-8")
    try:
        table = msgspec.convert(tomllib.loads(data), Sharing)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SchemaError(f"schema/sharing.toml: {error}. Mend it and run again.") from error
    unknown = sorted(set(table.attributes.values()) - set(table.kinds))
    if unknown:
        raise SchemaError(f"schema/sharing.toml: [attributes] names no kind {', '.join(unknown)}.")
    return table


@lru_cache(maxsize=64)
def levels_of(incident_type: str) -> dict[str, Level]:
    """The lowest level that shows each kind, for incidents of one type.

    Raises SchemaError where the type's `[withheld]` names an unknown kind or level.
    """
    levels: dict[str, Level] = {name: kind.default for name, kind in sharing().kinds.items()}
    known = {t.name: t for t in load_types()}
    own = known[incident_type].withheld if incident_type in known else {}
    for name, written in own.items():
        level = written.removeprefix("TLP:").lower()
        if name not in levels or level not in LEVELS:
            raise SchemaError(
                f"incident type {incident_type}: [withheld] has {name} = {written}. Kinds: "
                f"{', '.join(levels)}; levels: {', '.join(f'TLP:{n.upper()}' for n in LEVELS)}."
            )
        levels[name] = msgspec.convert(level, Level)
    return levels
