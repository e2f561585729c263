"""The rules as data: `schema/attributes.toml` and `lang/en/reconcile.toml`, read once, typed."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from caseweave.lang import profile
from caseweave.schema import event_kinds

# Classes of statuses (`attributes.toml`) that are no last word on a group: whoever set out or
# entered stands somewhere else later, and the injured stand in another status beside it.
PASSING = frozenset({"under_way", "arrived", "injured"})


class AttributeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rule reconciles an attribute. `disputable`: a denial aimed at a report reaches it."""

    rule: str
    many: bool = False
    disputable: bool = False
    factuality: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named rule: what it does, in one sentence, and the sources it follows."""

    sentence: str
    source: tuple[str, ...]


class StatusRule(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"kind": "class", "before": "from"},
):
    """How the head-count reads a status; the fields are explained in `attributes.toml`."""

    kind: str
    order: int
    phrase: str
    done: str
    end: bool = False
    grows: bool = False
    falls: bool = False
    before: tuple[str, ...] = ()


class Numbers(msgspec.Struct, frozen=True):
    """How far an approximate number reaches."""

    about: float
    about_least: int
    vague_small: int


class Limits(msgspec.Struct, frozen=True):
    """Days and kilometres within which two things can be one."""

    toll_days: int
    rise_days: int
    place_km: float
    citation_days: int
    border_km: float
    coast_km: float
    direction_share: float


class Readers(msgspec.Struct, frozen=True):
    """Extractors of counts whose word is less sure than that of the others."""

    second: tuple[str, ...]


class Settings(msgspec.Struct, frozen=True):
    """The whole of `attributes.toml`."""

    sources: dict[str, str]
    rules: dict[str, Rule]
    attributes: dict[str, AttributeRule]
    numbers: Numbers
    limits: Limits
    readers: Readers
    statuses: dict[str, StatusRule]

    def rule_of(self, attribute: str) -> AttributeRule:
        """The rule of an attribute; `date.EVENT` follows `date`, an unknown one is free words."""
        found = self.attributes.get(attribute) or self.attributes.get(
            attribute.split(".", maxsplit=1)[0]
        )
        return found or AttributeRule(rule="text")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The rules, typed. Raises msgspec.ValidationError where the file does not fit."""
    data = (files("caseweave.schema") / "attributes.toml").read_bytes()
    return msgspec.convert(tomllib.loads(data.decode("utf-8")), Settings)


def words(table: str) -> dict[str, Any]:
    """One table of `lang/en/reconcile.toml`."""
    found: dict[str, Any] = profile("en", "reconcile")[table]
    return found


@lru_cache(maxsize=1)
def status_of_kind() -> dict[str, str]:
    """The status that the people of each kind of event acquire (`killed` -> `dead`)."""
    return {k.kind: k.status for k in event_kinds() if k.status}


def rule_book() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each rule by name: what it does, in one sentence, and the sources it follows, in words."""
    found = settings()
    return {
        name: (rule.sentence, tuple(found.sources[s] for s in rule.source))
        for name, rule in found.rules.items()
    }


def label(attribute: str) -> str:
    """An attribute as a reader asks it ("How many people"); `date.EVENT` as "When: EVENT"."""
    found: str | None = words("labels").get(attribute)
    if found is None and attribute.startswith("date."):
        return f"When {attribute.removeprefix('date.').replace('_', ' ')}"
    return found or attribute.replace(".", " ").replace("_", " ").capitalize()


def status_phrase(status: str) -> str:
    """People of a status in words: "sent back", "in hiding"; other words unchanged."""
    rule = settings().statuses.get(status)
    return rule.phrase if rule else status.replace("_", " ")
