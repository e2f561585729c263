"""Levels of the Traffic Light Protocol 2.0: which export may show what, by incident type.

Invariant: a stricter export shows all that a more open one shows, but for an analyst's `withhold`.
"""

from caseweave.schema.sharing import LEVELS, Level, levels_of, sharing

AUDIENCES: dict[Level, str] = {
    "clear": "may be shared with anyone",
    "green": "for the community of those who work on this; not for publication",
    "amber": "for the recipient's organisation and its clients who need to know",
    "amber+strict": "for the recipient's organisation only",
    "red": "for the named recipients only, never passed on",
}


def marking(level: Level) -> str:
    """The level as it is written on a document: `TLP:AMBER+STRICT`."""
    return f"TLP:{level.upper()}"


def rank(level: Level) -> int:
    """0 for clear to 4 for red."""
    return LEVELS.index(level)


def reaches(export: Level, needed: Level) -> bool:
    """Whether an export at `export` shows what needs at least `needed`."""
    return rank(needed) <= rank(export)


def strictest(levels: list[Level]) -> Level:
    """The strictest of some levels; clear for none."""
    return max(levels, key=rank, default="clear")


def needed(kind: str, incident_type: str) -> Level:
    """The lowest level that shows values of `kind` in incidents of this type."""
    return levels_of(incident_type)[kind]


def title(kind: str) -> str:
    """A kind in words: `names of private persons`."""
    return sharing().kinds[kind].title
