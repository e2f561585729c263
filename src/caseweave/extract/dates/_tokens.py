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
    r"""[ ]?(?P<word>[^\W\d_]{2,}(?:['’]t\b)?)
    |(?P<sign>[.,;:!?"“”()\[\]])
    |(?P<iso>\b\d{4}-[01]\d-[0-3]\d(?:T[0-2]\d:?[0-5]\d(?::?[0-5]\d)?Z?)?\b)
    |(?P<slash>(?<![\w./-])(?:\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{4}|\d{1,2}/\d{1,2}/\d\d
        |\d{4}(?P<dot>[/.])\d{1,2}(?P=dot)\d{1,2})\b(?![/.-]\d))
    |(?P<decade>(?:\b\d{2,3}0|['’‘]\d0|\b\d0)['’]?s\b)
    |(?P<quarter>\bq[1-4]\b)
    |(?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<clock>\b[0-2]?\d[:h][0-5]\d(?:[:.][0-5]\d)?(?=hrs|[^\w:]|$))
    |(?P<dotted>(?=[012]\d\.)(?:(?:(?<=\bat\s)|(?<=\bby\s)|(?<=around\s)|(?<=until\s)|(?<=about\s)|(?<=after\s)
        |(?<=before\s)|(?<=from\s))(?:[01]\d|2[0-3])\.[0-5]\d(?!\d|\s?(?:%|per|points?|cents?|euros?|dollars?|pence
        |million|billion|an?\s|met|km|miles|seconds|to\b))
        |\b(?:[01]\d|2[0-3])\.[0-5]\d(?=\s?(?-i:GMT|UTC|BST|CES?T|E[SD]?T|P[SD]T|I?ST|JST|KST|hrs)\b)))
    |(?P<compact>\b[01]?\d(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?)
    |(?P<fraction>(?<=\d\s)[13]/[24]\b(?!/))
    |(?P<split>(?<![\w./])(?:\d{1,2}(?=/\d{1,2}\s(?-i:[A-Z][a-z]{2}))|[12]\d{3}(?=/\d\d\b(?!/))))
    |(?P<pair>(?<![\w./])\d{1,2}/\d{1,2}\b(?![/%]|[.,]\d))
    |(?P<number>(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,/]\d))
    |(?P<short>['’‘`]\d\d\b)
    |(?P<poss>['’]s\b)
    |(?P<abbr>\b(?:[ap]\.\s?m\b\.?|b\.\s?c\b(?:\.\s?e\b)?\.?|a\.d\b\.?))
    |(?P<oclock>\bo['’]clock\b)
    |(?P<letter>[^\W\d_])
    |(?P<dash>\s?[-–—]+\s?|(?<=\d)/(?=\d{1,2}\s(?-i:[A-Z][a-z]{2})|\d\d\b(?!/))
        |(?<=(?-i:[a-z]))/(?=\d{1,2}\s(?-i:[A-Z][a-z]{2})))
    |(?P<break>\n\s*\n)
    |(?P<other>[^\s])""",
    re.VERBOSE | re.IGNORECASE,
)


_GROUPS = {"dotted": "clock", "sign": "other"}  # what a group is read as instead


class Token(msgspec.Struct, frozen=True):
    """One token: its place, its lower-case text, its symbol and its meaning by class.

    `capital`: whether a word is written with one; `shouted`: in capitals throughout.
    """

    start: int
    end: int
    text: str
    symbol: str
    values: dict[str, Any]
    capital: bool = False
    shouted: bool = False


def tokenise(text: str, words: Vocabulary) -> list[Token]:
    """The tokens of `text`, offsets in code points."""
    plain = words.symbol("WORD")
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        start, end = match.span(kind)
        if start < last:
            continue  # the stop of an abbreviation, taken in already
        if kind in {"word", "letter"}:
            token = _word(start, end, text, words, plain)
        else:
            token = _other(start, end, text, _GROUPS.get(kind, kind), words)
        found.append(token)
        last = token.end
    return fold(_phrases(found, words), words)


def _word(start: int, end: int, text: str, words: Vocabulary, plain: str) -> Token:
    surface = text[start:end]
    lower = surface.lower().replace("’", "'")
    capital = surface[0].isupper()
    word = words.words.get(lower)
    if word is None:
        shouted = capital and end - start > 1 and surface.isupper()
        return Token(start, end, lower, plain, {}, capital, shouted)
    if not _NAMES.isdisjoint(word.values):
        if not _is_name(surface, text, start, words):
            return Token(start, end, lower, plain, {}, capital)
        if lower in words.abbreviations and text[end : end + 1] == ".":
            end += 1
    shouted = capital and len(surface) > 1 and surface.isupper()
    return Token(start, end, lower, word.symbol, word.values, capital, shouted)


_NAMES = frozenset({"MONTH", "WEEKDAY", "WEEKDAYS", "ZONE"})
_NUMBER_AFTER = re.compile(r"\.?,?\s*(?:\w+\s)?\d")
_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s(?:\w+\s)?\Z")
_OPENING = re.compile(r"(?:\A|[.!?:;\n])[\s\"'“‘`]*\Z")
_RANGE = re.compile(r"\s?[-–/]\s?([A-Z][a-z]+)")
_LOOK = 8  # code points before a name that show a number or the start of a sentence


def _is_name(surface: str, text: str, start: int, words: Vocabulary) -> bool:
    """Whether a name of a month, weekday or zone is written as one (capital; short ones more)."""
    lower, end = surface.lower(), start + len(surface)
    if not surface[0].isupper():
        return False
    if "ZONE" in words.words[lower].values:
        return surface.isupper()
    if lower not in words.also_words and lower not in words.abbreviations:
        return True
    before = text[max(0, start - _LOOK) : start]
    if _NUMBER_AFTER.match(text, end) or _NUMBER_BEFORE.search(before):
        return True
    if lower in words.also_words:
        return not surface.isupper() and not _OPENING.search(before)
    range_end = _RANGE.match(text, end)
    if range_end is not None and range_end[1].lower() in words.abbreviations:
        return True
    return lower not in words.need_number and text[end : end + 1] == "."


_KINDS = {
    "iso": "ISO",
    "slash": "SLASH",
    "decade": "DECADENUM",
    "ordinal": "ORDNUM",
    "quarter": "QUARTERNUM",
    "clock": "CLOCK",
    "compact": "COMPACT",
    "short": "SHORTYEAR",
    "poss": "POSS",
    "dash": "HYPHEN",
    "break": "BREAK",
}


def _other(start: int, end: int, text: str, kind: str, words: Vocabulary) -> Token:
    lower = text[start:end].lower()
    if kind in {"number", "split"}:
        return _number(start, end, lower, words)
    if kind == "fraction":
        value = int(lower[0]) / int(lower[2])
        return Token(start, end, lower, words.symbol("PARTNUM"), {"PARTNUM": value})
    if kind == "pair":
        pair = words.words.get(lower)
        if pair is None:
            return Token(start, end, lower, words.symbol("MARK"), {"MARK": lower})
        return Token(start, end, lower, pair.symbol, pair.values)
    if kind in {"abbr", "oclock"}:
        key = re.sub(r"\s", "", lower).rstrip(".").replace("’", "'")
        word = words.words.get(key)
        if word is None:
            return Token(start, end, lower, words.symbol("WORD"), {})
        return Token(start, end, lower, word.symbol, word.values)
    if kind in _KINDS:
        name = _KINDS[kind]
        return Token(start, end, lower.strip(), words.symbol(name), {name: lower.strip()})
    name = {",": "COMMA", ".": "STOP", "!": "STOP", "?": "STOP", "(": "OPEN", "[": "OPEN"}.get(
        lower, "MARK"
    )
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
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token, size = tokens[i], 1
        for parts, meaning in words.phrases.get(token.text, ()):
            if tuple(t.text for t in tokens[i : i + len(parts)]) == parts:
                size, end = len(parts), tokens[i + len(parts) - 1].end
                symbol = words.symbols[frozenset(meaning)]
                token = Token(token.start, end, " ".join(parts), symbol, meaning, token.capital)
                break
        found.append(token)
        i += size
    return found
