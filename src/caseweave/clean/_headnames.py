"""Bylines without the word `by`, which only the line's place under the title tells.

A name counts only with a role, an outlet or a place beside it, and never where the report itself
speaks of that name: what a report tells of is no author.
"""

import re
from functools import lru_cache

import msgspec

from caseweave.clean._bylines import is_outlet_like, is_person_like
from caseweave.clean._features import word_count
from caseweave.clean._lexicon import NAME_WORD, lexicon

_MAX_WORDS = 10


class HeadName(msgspec.Struct, frozen=True, kw_only=True):
    """The author of a line, and the outlet that stands beside the name."""

    author: str
    outlet: str | None = None


@lru_cache(maxsize=4)
def _forms(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    page = lexicon(language).page["byline"]
    name = rf"(?P<n>{NAME_WORD}(?: (?:(?:{page['particles']}) )*{NAME_WORD}){{1,3}}?)"
    place = rf"(?P<p>{NAME_WORD}(?: {NAME_WORD}){{0,2}})"
    part = r"(?:\s*,\s*|\s*[|•·/]\s*|\s+[–—-]\s+)"
    ends = r"\s*[.,|]?$"
    return (
        ("role", re.compile(rf"^{name}(?:{part}| )(?i:(?:our )?{page['roles']}){ends}")),
        ("role", re.compile(rf"^{name}{part}(?i:{page['roles']})(?:{part}| (?:in|for|at) ).+$")),
        ("sent", re.compile(rf"^{name} (?:reports|reporting|writes) (?:from|in) {place}{ends}")),
        ("sent", re.compile(rf"^(?:[Ff]rom|FROM) {name} (?:in|IN|at) {place}{ends}")),
        ("place", re.compile(rf"^{name}(?:{part}| in ){place}{ends}")),
        ("outlet", re.compile(rf"^{name}{part}(?P<p>.+?){ends}")),
    )


def head_byline(line: str, told: str, language: str = "en") -> HeadName | None:
    """The author in a line under the title; `told` is the report's own text."""
    if word_count(line) > _MAX_WORDS or any(c.isdigit() for c in line):
        return None
    for kind, form in _forms(language):
        match = form.match(line)
        if not match or not is_person_like(match["n"], language) or match["n"] in told:
            continue
        beside = match.groupdict().get("p") or ""
        outlet = beside if is_outlet_like(beside, language) else None
        if kind in {"role", "sent"} or outlet or (kind == "place" and _stands_in(beside, told)):
            return HeadName(author=match["n"], outlet=outlet)
    return None


def _stands_in(place: str, told: str) -> bool:
    return re.search(rf"\b{re.escape(place)}\b", told, re.IGNORECASE) is not None
