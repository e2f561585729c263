"""Patterns over classes of tokens: `lang/LANGUAGE/dates_patterns.toml` as regular expressions.

Invariant: what `scan` gives does not overlap; the leftmost longest match wins, then the earlier
rule.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.dates._tokens import Token
from caseweave.extract.dates._words import Vocabulary, vocabulary
from caseweave.lang import profile

_CLASS = re.compile(r"(?:(?P<name>[a-z]+)=)?(?P<classname>[A-Z][A-Z_0-9]*)")


_GROUP = re.compile(r"\([^()]*\)\??")
_OPTIONAL = re.compile(r"[\w=]+\?")


class Rule(msgspec.Struct, frozen=True):
    """One pattern: `kind` of reading, its other keys, and the compiled expression.

    `needs`: sets of symbols; a text that lacks all of one set cannot match.
    """

    kind: str
    options: dict[str, Any]
    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


class Modifier(msgspec.Struct, frozen=True):
    """Words before an expression that belong to it and give its `mod`.

    `unless`: symbols at which the expression must not begin. `toward`: see `Found`.
    """

    mod: str
    types: frozenset[str]
    before: re.Pattern[str]
    unless: str
    toward: str


class Grammar(msgspec.Struct, frozen=True):
    """All patterns of a language; `joins` by name: what may stand between parts."""

    rules: tuple[Rule, ...]
    modifiers: tuple[Modifier, ...]
    joins: dict[str, re.Pattern[str]]
    words: Vocabulary


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A pattern that matched tokens `first` to `last` (past the end), with its named tokens.

    `within` is the coarser expression that it is part of ("June" in "June last year"), `clock` the
    time of day that stands beside a day. `toward`: "publication" where only the part between the
    whole and the publication is meant ("earlier this year", "later this month").
    """

    kind: str
    first: int
    last: int
    groups: dict[str, Token]
    options: dict[str, Any]
    mod: str | None = None
    toward: str = ""
    within: "Found | None" = None
    clock: "Found | None" = None


@lru_cache(maxsize=16)
def grammar(language: str) -> Grammar:
    """The grammar of `language`; KeyError where it has none or a pattern names no class."""
    words = vocabulary(language)
    table = profile(language, "dates_patterns")
    sets: dict[str, list[str]] = table["sets"]

    def members(classname: str) -> str:
        found = "".join(words.holding(c) for c in sets.get(classname, [classname]))
        if not found:
            raise KeyError(f"no token has the class {classname}; mend {language}/dates_patterns")
        return found

    def compiled(pattern: str, tail: str = "") -> re.Pattern[str]:
        def symbols(match: re.Match[str]) -> str:
            chars = f"[{members(match['classname'])}]"
            return f"(?P<{match['name']}>{chars})" if match["name"] else chars

        return re.compile(_CLASS.sub(symbols, pattern).replace(" ", "") + tail)

    def rule(entry: dict[str, Any], pattern: str) -> Rule:
        options = {k: v for k, v in entry.items() if k not in {"kind", "patterns"}}
        needs = tuple(frozenset(members(c)) for c in _needed(pattern))
        return Rule(entry["kind"], options, compiled(pattern), needs)

    def modifier(entry: dict[str, Any]) -> Modifier:
        unless = "".join(members(c) for c in entry.get("unless", []))
        before = compiled(entry["before"], r"\Z")
        types = frozenset(entry["types"])
        return Modifier(entry["mod"], types, before, unless, entry.get("toward", ""))

    return Grammar(
        tuple(rule(entry, pattern) for entry in table["rule"] for pattern in entry["patterns"]),
        tuple(modifier(entry) for entry in table["modifier"]),
        {name: compiled(pattern) for name, pattern in table["joins"].items()},
        words,
    )


def _needed(pattern: str) -> list[str]:
    """The classes that every match of `pattern` holds: those outside of brackets, not optional."""
    outside, bracketed = pattern, 1
    while bracketed:
        outside, bracketed = _GROUP.subn(" ", outside)
    if "|" in outside:
        return []
    return [m["classname"] for m in _CLASS.finditer(_OPTIONAL.sub(" ", outside))]


def scan(tokens: list[Token], symbols: str, rules: tuple[Rule, ...]) -> list[Found]:
    """The matches of `rules`, in order and without overlap. `symbols`: one a token."""
    present = frozenset(symbols)
    spans = [
        (m.start(), -m.end(), i, m)
        for i, rule in enumerate(rules)
        if not any(need.isdisjoint(present) for need in rule.needs)
        for m in rule.regex.finditer(symbols)
        if m.end() > m.start()
    ]
    spans.sort(key=lambda s: s[:3])
    found: list[Found] = []
    end = 0
    for start, negative, i, match in spans:
        if start < end:
            continue
        end = -negative
        groups = {k: tokens[match.start(k)] for k, v in match.groupdict().items() if v}
        rule = rules[i]
        found.append(
            Found(kind=rule.kind, first=start, last=end, groups=groups, options=rule.options)
        )
    return found
