"""Tokens of a text as symbols of the vocabulary of time.

Invariant: tokens are in order, do not overlap, and `text[start:end]` is the token as written;
number words in a row are one token.
"""

import re
from typing import Any

import msgspec

from caseweave.extract.dates._numbers import fold
from caseweave.extract.dates._words import Vocabulary

_TOKEN = re.compile(
    r"""(?P<iso>\b\d{4}-[01]\d-[0-3]\d(?:T[0-2]\d:?[0-5]\d(?::?[0-5]\d)?Z?)?\b)
    |(?P<slash>\b\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})\b(?![/.-]\d))
    |(?P<decade>(?:\b\d{2,3}0|['’‘]\d0|\b\d0)['’]?s\b)
    |(?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<clock>\b[0-2]?\d[:h][0-5]\d(?:[:.][0-5]\d)?(?=hrs|[^\w:]|$))
    |(?P<compact>\b[01]?\d(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?)
    |(?P<number>(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,/]\d))
    |(?P<short>['’‘`]\d\d\b)
    |(?P<poss>['’]s\b)
    |(?P<abbr>\b(?:[ap]\.\s?m\b\.?|b\.\s?c\b(?:\.\s?e\b)?\.?|a\.d\b\.?))
    |(?P<oclock>\bo['’]clock\b)
    |(?P<word>[^\W\d_]+)
    |(?P<dash>\s?[-–—]+\s?)
    |(?P<break>\n\s*\n)
    |(?P<other>[^\s])""",
    re.VERBOSE | re.IGNORECASE,
)


class Token(msgspec.Struct, frozen=True):
    """One token: its place, its lower-case text, its symbol and its meaning by class."""

    start: int
    end: int
    text: str
    symbol: str
    values: dict[str, Any]
    capital: bool = False


def tokenise(text: str, words: Vocabulary) -> list[Token]:
    """The tokens of `text`, offsets in code points."""
    plain = words.symbol("WORD")
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        if found and match.start() < found[-1].end:
            continue  # the stop of an abbreviation, taken in already
        kind = match.lastgroup or "other"
        if kind == "sep":
            kind = "slash"
        if kind == "word":
            found.append(_word(match, text, words, plain))
        else:
            found.append(_other(match, kind, words))
    return fold(_phrases(found, words), words)


def _word(match: re.Match[str], text: str, words: Vocabulary, plain: str) -> Token:
    start, end = match.span()
    surface = match.group()
    lower = surface.lower()
    word = words.words.get(lower)
    if word is None:
        return Token(start, end, lower, plain, {}, surface[0].isupper())
    values = word.values
    if "MONTH" in values or "WEEKDAY" in values or "WEEKDAYS" in values or "ZONE" in values:
        if not _named(surface, text, end, values):
            return Token(start, end, lower, plain, {})
        if end < len(text) and text[end] == "." and _abbreviation(lower, values):
            end += 1
    return Token(start, end, lower, word.symbol, values, surface[0].isupper())


_SHORT = 4  # month and weekday names of up to four letters are abbreviations or doubtful
_FULL_SHORT = frozenset({"june", "july"})
_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s(?:of\s)?\Z")
_OPENING = re.compile(r"(?:\A|[.!?:\n])[\s\"'“‘`]*\Z")
_NUMBER_NEAR = re.compile(r"\.?,?\s*(?:the\s)?\d")


def _abbreviation(lower: str, values: dict[str, Any]) -> bool:
    return (
        len(lower) <= _SHORT + 1
        and lower not in {"june", "july", "may", "march", "april"}
        and "ZONE" not in values
    )


def _named(surface: str, text: str, end: int, values: dict[str, Any]) -> bool:
    """Whether a name of a month, weekday or zone is written as one (capital; short ones more)."""
    if not surface[0].isupper():
        return False
    if "ZONE" in values:
        return surface.isupper()
    lower = surface.lower()
    if (len(lower) > _SHORT and lower != "march") or lower in _FULL_SHORT:
        return True
    start = end - len(lower)
    ahead = text[max(0, start - 8) : start]
    if _NUMBER_NEAR.match(text, end) or _NUMBER_BEFORE.search(ahead):
        return True
    if lower in {"may", "march"}:
        return not surface.isupper() and not _OPENING.search(ahead)
    return text[end : end + 1] == "."


_KINDS = {
    "iso": "ISO",
    "slash": "SLASH",
    "decade": "DECADENUM",
    "ordinal": "ORDNUM",
    "clock": "CLOCK",
    "compact": "COMPACT",
    "short": "SHORTYEAR",
    "poss": "POSS",
    "dash": "HYPHEN",
    "break": "BREAK",
}


def _other(match: re.Match[str], kind: str, words: Vocabulary) -> Token:
    start, end = match.span()
    lower = match.group().lower()
    if kind == "number":
        return _number(start, end, lower, words)
    if kind in {"abbr", "oclock"}:
        key = re.sub(r"\s", "", lower).rstrip(".").replace("’", "'")
        word = words.words.get(key)
        values = word.values if word else words.phrases.get(key, {})
        symbol = words.symbols[frozenset(values)] if values else words.symbol("WORD")
        return Token(start, end, lower, symbol, values)
    if kind in _KINDS:
        name = _KINDS[kind]
        return Token(start, end, lower.strip(), words.symbol(name), {name: lower.strip()})
    name = {",": "COMMA", ".": "STOP", "!": "STOP", "?": "STOP"}.get(lower, "MARK")
    return Token(start, end, lower, words.symbol(name), {name: lower})


def _number(start: int, end: int, lower: str, words: Vocabulary) -> Token:
    digits = lower.replace(",", "")
    number = float(digits) if "." in digits else int(digits)
    classes = ["NUM"]
    if isinstance(number, int) and digits == lower:
        if len(digits) == 2:
            classes.append("NUM2")
        if 1 <= number <= 31 and len(digits) <= 2:
            classes.append("DAYNUM")
        if len(digits) == 3:
            classes.append("HUNDREDS")
        if len(digits) == 4:
            classes += ["FOURDIGITS"] + (["YEARNUM"] if 1000 <= number < 2200 else [])
    return Token(start, end, lower, words.symbol(*classes), dict.fromkeys(classes, number))


def _phrases(tokens: list[Token], words: Vocabulary) -> list[Token]:
    """Joins the words of holiday names; the longest name wins."""
    starts = _phrase_starts(words)
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        size = 0
        for parts, meaning in starts.get(token.text, ()):
            if tuple(t.text for t in tokens[i : i + len(parts)]) == parts:
                size = len(parts)
                symbol = words.symbols[frozenset(meaning)]
                found.append(
                    Token(token.start, tokens[i + size - 1].end, " ".join(parts), symbol, meaning)
                )
                break
        if not size:
            found.append(token)
        i += size or 1
    return found


def _phrase_starts(words: Vocabulary) -> dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]]:
    starts = _CACHE.get(id(words))
    if starts is None:
        starts = {}
        for phrase, meaning in words.phrases.items():
            parts = tuple(m.group().lower() for m in _TOKEN.finditer(phrase))
            starts.setdefault(parts[0], []).append((parts, meaning))
        for entries in starts.values():
            entries.sort(key=lambda e: -len(e[0]))
        _CACHE[id(words)] = starts
    return starts


_CACHE: dict[int, dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]]] = {}
