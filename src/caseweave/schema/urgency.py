"""What makes an incident urgent, as data: `urgency.toml`, read once and typed."""

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec


class Freshness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The factor for a last word at most so many days old."""

    days: int
    factor: float


class UrgencyRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points by reason, factors by age, and which statuses and events give which reason."""

    points: dict[str, int]
    freshness: tuple[Freshness, ...]
    undated: dict[str, float]
    waiting: dict[str, tuple[str, ...]]
    feared: dict[str, tuple[str, ...]]

    def factor(self, days: int | None) -> float:
        """The factor for a last word `days` old; None where it carries no date."""
        if days is None:
            return self.undated["factor"]
        fitting = (f.factor for f in self.freshness if days <= f.days)
        return next(fitting, self.freshness[-1].factor)


@lru_cache(maxsize=1)
def urgency_rules() -> UrgencyRules:
    """The rules. Raises msgspec.ValidationError where the file does not fit."""
    data = (files("caseweave.schema") / "urgency.toml").read_bytes()
    return msgspec.convert(tomllib.loads(data.decode("utf-8")), UrgencyRules)
