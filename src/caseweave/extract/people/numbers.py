"""Numbers in a sentence: digits, words, vague quantities and ranges with their qualifiers.

Reads tokens from left to right and never looks at what is counted. Invariant: phrases do not
overlap, and `low <= best <= high` wherever they are known.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.people.lexicon import lexicon
from caseweave.lang import profile
from caseweave.model import Qualifier

_DIGITS = re.compile(r"^\d{1,3}(?:[,\u00a0]\d{3})+$|^\d+$")
_DECIMAL = re.compile(r"^\d+\.\d+$")
_LONGEST = 5
_CHANGE_REACH = 7
# Fewer than so many, told one after the other, are told one by one ("two, three and four").
_ROUGH = 5


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number phrase: tokens `start:end` with its qualifier, `core` where the figure begins.

    `high` is None where open. `kind`: digits, words, vague, both, zero, fraction, one.
    """

    start: int
    core: int
    end: int
    low: int
    best: int
    high: int | None
    qualifier: Qualifier = "exact"
    kind: str = "digits"


class _Core(msgspec.Struct, frozen=True):
    low: int
    best: int
    high: int | None
    end: int
    kind: str


class _Tables(msgspec.Struct, frozen=True):
    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    vague: dict[tuple[str, ...], list[int]]
    exact: dict[tuple[str, ...], int]
    zero: frozenset[tuple[str, ...]]
    before: dict[tuple[str, ...], Qualifier]
    after: dict[tuple[str, ...], Qualifier]
    connectors: frozenset[str]
    joining: frozenset[str]
    between: frozenset[str]
    start: frozenset[str]
    opening: frozenset[str]
    dozens: frozenset[str]
    both: frozenset[str]
    bare_zero: frozenset[str]
    change: frozenset[str]
    starters: frozenset[str]
    beside: frozenset[str]


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


@lru_cache(maxsize=4)
def _tables(language: str) -> _Tables:
    t = profile(language, "numbers")
    phrases = [*t["vague"], *t["exact"], *t["zero"]["words"]]
    starters = {_key(p)[0] for p in phrases} | {*t["units"], *t["tens"], *t["scales"]}
    return _Tables(
        units=t["units"],
        tens=t["tens"],
        scales=t["scales"],
        vague={_key(k): v for k, v in t["vague"].items()},
        exact={_key(k): v for k, v in t["exact"].items()},
        zero=frozenset(_key(w) for w in t["zero"]["words"]),
        before={_key(w): q for q, ws in t["qualifiers"].items() for w in ws},
        after={_key(w): q for q, ws in t["after"].items() for w in ws},
        connectors=frozenset(t["ranges"]["connectors"]),
        joining=frozenset(t["ranges"]["and"]),
        between=frozenset(t["ranges"]["between"]),
        start=frozenset(t["ranges"]["from"]),
        opening=frozenset([*t["ranges"]["between"], *t["ranges"]["from"]]),
        dozens=frozenset(t["ranges"]["dozens"]),
        both=frozenset(t["ranges"]["both"]),
        bare_zero=frozenset(t["zero"]["bare"]),
        change=frozenset(t["ranges"]["change"]),
        starters=frozenset(starters),
        beside=frozenset(t["ranges"]["beside"]),
    )


def find_numbers(doc: Any, language: str = "en") -> list[Number]:
    """All number phrases of a `Doc`, in order; ordinals and decimals without a scale are none."""
    return list(_numbers(doc, language))


def numbers_within(span: Any, language: str = "en") -> list[Number]:
    """The number phrases of a span read by itself; places are counted from its first word."""
    return _read(list(span), language)


@lru_cache(maxsize=16)
def _numbers(doc: Any, language: str) -> tuple[Number, ...]:
    """Kept for the few passages at hand: each reader of counts asks for them anew."""
    return tuple(_read(list(doc), language))


def _read(doc: Sequence[Any], language: str) -> list[Number]:
    tables = _tables(language)
    words = [t.lower_ for t in doc]
    found: list[Number] = []
    i = 0
    while i < len(words):
        core = None if _in_qualifier(words, i, tables) else _core(words, i, tables)
        if core is None:
            i += 1
            continue
        number = _said_twice(words, _extend(doc, words, i, core), tables)
        found.append(number)
        i = max(number.end, i + 1)
    return found


def _said_twice(words: list[str], number: Number, tables: _Tables) -> Number:
    """The number with the same figure in brackets: "27 (twenty-seven) persons", "nine (9)"."""
    end = number.end
    if words[end : end + 1] != ["("] or number.kind not in {"digits", "words", "one"}:
        return number
    again = _core(words, end + 1, tables) if end + 1 < len(words) else None
    same = again is not None and again.best == number.best and number.qualifier != "range"
    if again is None or not same or words[again.end : again.end + 1] != [")"]:
        return number
    return msgspec.structs.replace(number, end=again.end + 1)


def _in_qualifier(words: list[str], i: int, tables: _Tables) -> bool:
    """Whether the word belongs to a qualifier ("as many as", "no fewer than") and is no number."""
    if words[i] not in tables.starters:
        return False
    return any(
        tuple(words[i - back : i - back + size]) in tables.before
        for back in (0, 1)
        for size in (3, 4)
        if i - back >= 0
    )


def _core(words: list[str], i: int, tables: _Tables) -> _Core | None:
    word = words[i]
    if word[0].isdigit():
        return _digits(words, i, tables)
    if word not in tables.starters:
        return None
    for size in range(min(_LONGEST, len(words) - i), 0, -1):
        key = tuple(words[i : i + size])
        if key in tables.vague:
            low, best, high = tables.vague[key]
            return _Core(low, best, high or None, i + size, "vague")
        if key in tables.zero and not (size == 1 and word in tables.bare_zero):
            return _Core(0, 0, 0, i + size, "zero")
        if key in tables.exact:
            value = tables.exact[key]
            kind = "both" if " ".join(key) in tables.both else "words"
            return _Core(value, value, value, i + size, kind)
    return _words(words, i, tables)


def _digits(words: list[str], i: int, tables: _Tables) -> _Core | None:
    word = words[i]
    scale = tables.scales.get(words[i + 1]) if i + 1 < len(words) else None
    if word == "000":
        return None
    if _DIGITS.match(word) and words[i + 1 : i + 3] == [",", "000"]:
        value = 1000 * int(re.sub(r"\D", "", word))
        return _Core(value, value, value, i + 3, "digits")
    if _DIGITS.match(word):
        value = int(re.sub(r"\D", "", word)) * (scale or 1)
        end = i + (2 if scale else 1)
        return _Core(value, value, value, end, "digits")
    if _DECIMAL.match(word) and scale:
        value = round(float(word) * scale)
        return _Core(value, value, value, i + 2, "digits")
    return None


def _words(words: list[str], i: int, tables: _Tables) -> _Core | None:
    """Number words by the usual grammar: "twenty-one", "two hundred and six", "two dozen"."""
    total, current, j, last = 0, 0, i, ""
    while j < len(words):
        word = words[j]
        if word in tables.units and last in {"", "tens", "scale"}:
            current += tables.units[word]
            last = "units"
        elif word in tables.tens and last in {"", "scale"}:
            current += tables.tens[word]
            last = "tens"
        elif word in tables.scales and last in {"units", "tens"}:
            scale = tables.scales[word]
            current = current * scale
            if scale >= 1000:
                total, current = total + current, 0
            last = "scale"
        elif not (last and _joins(words, j, last, tables)):
            break
        j += 1
    while j > i and words[j - 1] in {"-", *tables.joining}:
        j -= 1
    if j == i:
        return None
    value = total + current
    kind = "one" if value == 1 and j == i + 1 else "words"
    return _Core(value, value, value, j, kind)


def _joins(words: list[str], j: int, last: str, tables: _Tables) -> bool:
    """Whether a hyphen or "and" at `j` goes on with the same number."""
    if j + 1 >= len(words):
        return False
    after = words[j + 1]
    if words[j] == "-":
        return (last == "tens" and after in tables.units) or after in tables.scales
    small = after in tables.units or after in tables.tens
    return (
        words[j] in tables.joining
        and last == "scale"
        and words[j - 1] not in tables.dozens
        and small
    )


def _extend(doc: Sequence[Any], words: list[str], i: int, core: _Core) -> Number:
    """The core with its range, its qualifier before and after."""
    low, best, high, end = core.low, core.best, core.high, core.end
    start = i
    qualifier: Qualifier = "vague" if core.kind == "vague" else "exact"
    second = _second(doc, words, i, core)
    if second is not None:
        low, high, end = core.best, second.best, second.end
        best = (low + high) // 2
        qualifier = "range"
        if i and words[i - 1] in _tables("en").opening:
            start = i - 1
    elif core.kind in {"digits", "words", "one", "vague"}:
        start, q, end = _qualifiers(words, i, end)
        if 0 < start < i and _particle(doc, start):
            start, q = i, None
        if q is not None and q != "exact":
            qualifier = q if core.kind != "vague" or q != "about" else "vague"
            low, high = _bounds(q, core)
    return Number(
        start=start,
        core=i,
        end=end,
        low=low,
        best=best,
        high=high,
        qualifier=qualifier,
        kind=core.kind,
    )


def _particle(doc: Sequence[Any], i: int) -> bool:
    """Whether "over" belongs to the verb before it ("handed over 24 men")."""
    phrase = f"{doc[i - 1].lemma_.lower()} {doc[i].lower_}"
    return doc[i].tag_ == "RP" or phrase in lexicon().object_phrases


def _bounds(qualifier: Qualifier, core: _Core) -> tuple[int, int | None]:
    """Low and high that a qualifier gives: "about" leaves a tenth (at least one) either way."""
    best = core.best
    if qualifier == "about":
        room = max(1, best // 10)
        return max(0, core.low - room), (core.high or best) + room
    if qualifier in {"at_least", "more_than"}:
        return (core.low, None)
    return 0, core.high


def _second(doc: Sequence[Any], words: list[str], i: int, core: _Core) -> _Core | None:
    """The upper end of a range that begins with `core`, or None."""
    tables = _tables("en")
    j = core.end
    if j + 1 >= len(words) or core.kind not in {"digits", "words", "one"}:
        return None
    before = words[i - 1] if i else ""
    joined = (
        words[j] in tables.connectors
        or (words[j] in tables.joining and before in tables.between)
        or _beside(words, j, core)
    )
    if not joined or (before in tables.start and _changed(doc, i - 1)):
        return None
    upper = _core(words, j + 1, tables)
    if upper is None or upper.kind not in {"digits", "words"} or upper.best <= core.best:
        return None
    # "one or two", "10 to 12" are ranges; "2 to 1,500" and scores such as "3-21" are not.
    wide = upper.best > 4 * max(core.best, 3) and before not in tables.opening
    return None if wide else upper


def _beside(words: list[str], j: int, core: _Core) -> bool:
    """As in "fifteen, sixteen people": two words for numbers of which one may be right."""
    tables = _tables("en")
    if words[j] not in tables.beside or core.kind != "words" or core.best < _ROUGH:
        return False
    upper = _words(words, j + 1, tables)
    ends = upper is None or (words[upper.end : upper.end + 1] not in ([","], ["and"], ["or"]))
    return upper is not None and upper.best == core.best + 1 and ends


def _changed(doc: Sequence[Any], i: int) -> bool:
    tables = _tables("en")
    near = doc[max(0, i - _CHANGE_REACH) : i]
    return any(t.lemma_.lower() in tables.change for t in near if t.i >= doc[i].sent.start)


def _qualifiers(words: list[str], i: int, end: int) -> tuple[int, Qualifier | None, int]:
    """Start with the qualifier before, which one it is, end with the one after."""
    tables = _tables("en")
    for size in range(_LONGEST, 0, -1):
        key = tuple(words[max(0, i - size) : i])
        if len(key) == size and key in tables.before:
            found = tables.before[key]
            return (i if found == "exact" else i - size), found, end
    for size in range(3, 0, -1):
        key = tuple(words[end : end + size])
        if key in tables.after:
            return i, tables.after[key], end + size
    return i, None, end
