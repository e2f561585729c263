"""Incident types as data: the events that make an incident, the words for it, what is withheld.

A new incident type is one TOML file in `schema/types/`; `[[event]]` tables in it add kinds of event
to the shared ones of `schema/events.toml`. Types are immutable and cached.
"""

import hashlib
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from caseweave.model import CaseweaveError

__all__ = [
    "Context",
    "EventKind",
    "IncidentType",
    "SchemaError",
    "contexts",
    "event_kinds",
    "load_types",
    "type_hashes",
    "vessel_nouns",
]


class SchemaError(CaseweaveError):
    """An incident type is unknown or its file is wrong."""


class EventKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of event, and the words that tell it (see the head of `events.toml`).

    `patients_are`: whom its roles hold: people (default), vessel, travellers (either of them),
    afloat (either, people only at sea), target. `needs_word`: one of these must stand in the
    clause. `needs_place`: only with a place in the clause. `near`: phrases that tell it only in a
    context, by the context's name; "|" parts alternatives. `retold`: phrases that tell it only of
    people, in a report that tells it plainly elsewhere. `bare`: verbs that tell it in a passive
    without a goal. `denied`, `denied_subject`: phrases that tell it by a negated passive, by a
    negated active. `oblique`: phrases whose last word is a preposition, behind which its people
    stand.
    """

    kind: str
    status: str | None = None
    huridocs: str | None = None
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object_phrases: tuple[str, ...] = ()
    subject_phrases: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    needs_word: tuple[str, ...] = ()
    needs_place: bool = False
    patients_are: str = "people"
    near: dict[str, tuple[str, ...]] = {}
    retold: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    denied_subject: tuple[str, ...] = ()
    oblique: tuple[str, ...] = ()


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that put a phrase at sea, at a border and so on.

    `scope`: where they may stand besides the doer's name: clause, sentence, or nowhere (doer, which
    holds for an unnamed doer too). `rival`: the context whose doers rule this one out; one that
    `yields` gives way to it in the doer's own name. `never_by`: doers of whom it is not said.
    `abroad`: it holds where a preposition below the verb governs the name of a country. `unless`:
    words of the clause that rule it out; without `words` nothing else is asked.
    """

    words: tuple[str, ...]
    scope: str = "clause"
    rival: str | None = None
    yields: bool = False
    never_by: tuple[str, ...] = ()
    abroad: bool = False
    unless: tuple[str, ...] = ()


class ContextWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words that speak for a type wherever they stand."""

    words: tuple[str, ...] = ()


class IncidentType(msgspec.Struct, frozen=True, kw_only=True):
    """An incident type: `events` maps a kind to how strongly it speaks for this type (0-1)."""

    name: str
    title: str
    noun: str = "person"
    counts_everyone: tuple[str, ...] = ()
    events: dict[str, float] = {}
    context: ContextWords = ContextWords()
    withheld: dict[str, str] = {}
    event: tuple[EventKind, ...] = ()


def _tables() -> dict[str, bytes]:
    root = files("caseweave.schema") / "types"
    found = [p for p in root.iterdir() if p.name.endswith(".toml")]
    return {
        p.name.removesuffix(".toml"): p.read_bytes() for p in sorted(found, key=lambda p: p.name)
    }


def _read(name: str, data: bytes) -> IncidentType:
    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
        return msgspec.convert(table, IncidentType)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SchemaError(
            f"incident type {name}: {error}. Mend schema/types/{name}.toml and run again."
        ) from error


@lru_cache(maxsize=8)
def load_types(names: tuple[str, ...] | None = None) -> tuple[IncidentType, ...]:
    """The incident types named (all where None), by name. Raises SchemaError for an unknown one."""
    tables = _tables()
    unknown = sorted(set(names or ()) - set(tables))
    if unknown:
        raise SchemaError(
            f"no incident type {', '.join(unknown)}. Known: {', '.join(tables)}; "
            "a new one is a TOML file in schema/types."
        )
    return tuple(_read(n, tables[n]) for n in sorted(names or tables))


@lru_cache(maxsize=1)
def vessel_nouns() -> frozenset[str]:
    """Lemmas of what sinks or drifts: the patients of events whose `patients_are` is `vessel`."""
    return frozenset(_shared()["vessels"])


@lru_cache(maxsize=1)
def holder_nouns() -> frozenset[str]:
    """Lemmas of event nouns whose of-phrase names the holder."""
    return frozenset(_shared()["holder_nouns"])


@lru_cache(maxsize=1)
def nouns_of_people() -> frozenset[str]:
    """Lemmas of event nouns that tell an event only with the people it happens to."""
    return frozenset(_shared()["nouns_of_people"])


@lru_cache(maxsize=1)
def nouns_of_causes() -> frozenset[str]:
    """Lemmas of event nouns whose of-phrase names the cause."""
    return frozenset(_shared()["nouns_of_causes"])


@lru_cache(maxsize=1)
def place_nouns() -> frozenset[str]:
    """Lemmas of nouns that are a place to kinds of event with `needs_place`."""
    return frozenset(_shared()["place_nouns"])


@lru_cache(maxsize=1)
def idioms() -> tuple[str, ...]:
    """Phrases that make no event of a verb, whatever it tells elsewhere ("caught off guard")."""
    return tuple(_shared()["idioms"])


@lru_cache(maxsize=1)
def only_of_people() -> frozenset[str]:
    """Lemmas of verbs that nobody but people undergo, so that any name is a person's there."""
    return frozenset(_shared()["only_of_people"])


@lru_cache(maxsize=1)
def also_intransitive() -> frozenset[str]:
    """Lemmas of object verbs that also stand without an object, and then mean something else."""
    return frozenset(_shared()["also_intransitive"])


@lru_cache(maxsize=1)
def contexts() -> dict[str, Context]:
    """The contexts that the `near` phrases of the kinds of event name."""
    return msgspec.convert(_shared()["contexts"], dict[str, Context])


def _shared() -> dict[str, Any]:
    return tomllib.loads((files("caseweave.schema") / "events.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def event_kinds(names: tuple[str, ...] | None = None) -> tuple[EventKind, ...]:
    """All kinds of event that the types named can hold: the shared ones and their own, by kind."""
    kinds = {k.kind: k for k in msgspec.convert(_shared()["event"], tuple[EventKind, ...])}
    types = load_types(names)
    for incident_type in types:
        kinds |= {k.kind: k for k in incident_type.event}
    wanted = {kind for t in types for kind in t.events}
    return tuple(kinds[k] for k in sorted(kinds) if k in wanted)


def type_hashes() -> dict[str, str]:
    """SHA-256 of each incident type's file, for the manifest."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in _tables().items()}
