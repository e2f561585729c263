"""What a line looks like: sentence, bar of links, breadcrumb, name. No lexicon of places or people.

Pure functions of one line; words are runs of letters or digits.
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_][\w’'.\-]*")
_ENDS = re.compile(r"[.!?…;:。！？।۔؟][\"'”’»)\]]*\s*$")
_FULL_STOP = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]]*\s*$")
_LETTER = re.compile(r"[^\W\d_]")
_STEP = re.compile(r"\s*[>»›→]\s*")
_BAR = re.compile(r"\s*[|•·]\s*")
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w{2,}$|^(?:[#@]\w+[\s,]*)+$")
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
# Words that stay small in headlines (AP, Chicago).
_SMALL = frozenset(
    [
        *("a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "for"),
        *("from", "by", "with", "as", "vs", "v", "via", "per", "is", "are"),
    ]
)
# The lines of a page are judged several times over.
_CACHED = 4096
# A running sentence without a full stop has at least this many words.
_LONG = 25


def words(line: str) -> list[str]:
    """The words of a line."""
    return _WORD.findall(line)


@lru_cache(maxsize=_CACHED)
def word_count(line: str) -> int:
    """Words of a line; in scripts that write no spaces, two signs count as one word."""
    unspaced = 0 if line.isascii() else len(_NO_SPACES.findall(line)) // 2
    return len(words(line)) + unspaced


def ends_sentence(line: str) -> bool:
    """True where the line ends with a full stop, a question or exclamation mark."""
    return bool(_FULL_STOP.search(line))


def ends_open(line: str) -> bool:
    """True where no punctuation closes the line."""
    return not _ENDS.search(line)


@lru_cache(maxsize=_CACHED)
def is_prose(line: str) -> bool:
    """True for running text: a stopped sentence of seven words or more, or very many words."""
    count = word_count(line)
    return (count >= 7 and ends_sentence(line) and lower_share(line) > 0.25) or count >= _LONG


@lru_cache(maxsize=_CACHED)
def lower_share(line: str) -> float:
    """The share of words that begin small, articles and prepositions of headlines left out.

    Text all in capitals, or in a script without cases, counts as small.
    """
    found = [w for w in words(line) if w.lower() not in _SMALL and w[0].isalpha()]
    if not found:
        return 0.0
    if line.upper() == line:
        return 1.0 if len(found) >= 7 or line.lower() == line else 0.0
    return sum(1 for w in found if not w[0].isupper()) / len(found)


def is_address(line: str) -> bool:
    """True for a line that is only a web address, a mail address, handles or hash tags."""
    return bool(_ADDRESS.match(line.strip()))


def is_breadcrumb(line: str) -> bool:
    """True for `Home > World > Asia` and for bars of short parts: `One | Two | Three`."""
    if word_count(line) > 20 or ends_sentence(line):
        return False
    steps = _STEP.split(line.strip())
    if len(steps) >= 2 and all(steps[:-1]) and all(len(s.split()) <= 4 for s in steps[:-1]):
        return True
    parts = [p for p in _BAR.split(line.strip()) if p]
    return len(parts) >= 3 and all(len(p.split()) <= 4 for p in parts)


def crumbs(line: str) -> tuple[str, ...]:
    """The parts of `Paper > World > Asia`; empty for other lines."""
    parts = tuple(p for p in _STEP.split(line.strip()) if p)
    return parts if len(parts) >= 2 and is_breadcrumb(line) else ()


def link_share(line: str, link_words: frozenset[str]) -> float:
    """The share of words that are words of link bars; a letter alone stands for an icon."""
    found = [w.strip(".-") for w in words(line)]
    icons = sum(1 for w in found if len(w) == 1 and w.isalpha() and w != "a")
    links = sum(1 for w in found if len(w) > 1 and w.lower() in link_words)
    return (links + icons) / len(found) if links else 0.0


def letters_foreign_to(line: str, latin_page: bool) -> bool:
    """True where a line on a page in Latin script is mostly in another script."""
    if not latin_page or line.isascii():
        return False
    letters = _LETTER.findall(line)
    return sum(1 for c in letters if ord(c) > 0x24F) * 2 > len(letters)


def is_latin(text: str) -> bool:
    """True where most letters of the text are Latin."""
    if text.isascii():
        return True
    letters = _LETTER.findall(text[:5000])
    return sum(1 for c in letters if ord(c) <= 0x24F) * 2 > len(letters)


def same_words(a: str, b: str) -> bool:
    """True where two lines differ at most in case, spacing and punctuation."""
    return folded(a) == folded(b) != ""


@lru_cache(maxsize=_CACHED)
def folded(line: str) -> str:
    """The line's words, small, for comparison."""
    return " ".join(re.findall(r"[^\W_]+", line.casefold()))
