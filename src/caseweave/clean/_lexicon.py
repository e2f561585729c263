"""The language's words for page furniture, compiled once.

What a phrase means is data (`lang/en/boilerplate.toml`, `page.toml`); this only compiles it.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.lang import profile

# A capitalised name: words with a capital, joined by particles; `&` and `of` inside.
NAME_WORD = r"[^\W\d_a-z][\w’'.\-]*"
# The same inside a person's name, an Arabic or Romance article joined to it ("al-Masri").
JOINED_WORD = rf"(?:(?:[ae][a-z]{{1,2}}-|[dlo][’'])?{NAME_WORD})"


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """Compiled patterns of one language; `page` is the raw table of heads and feet."""

    max_words: int
    max_reader_words: int
    whole: re.Pattern[str]
    reader: re.Pattern[str]
    start: re.Pattern[str]
    tail: re.Pattern[str]
    anywhere: re.Pattern[str]
    cues: re.Pattern[str]
    markup: re.Pattern[str]
    wall: re.Pattern[str]
    link_words: frozenset[str]
    page: dict[str, Any]
    months: dict[str, int]
    month_names: str


def _any(patterns: list[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


@lru_cache(maxsize=8)
def lexicon(language: str = "en") -> Lexicon:
    """The patterns of `language` (ISO 639-1). Raises KeyError where it has no tables."""
    furniture = profile(language, "boilerplate")
    page = profile(language, "page")
    months = {name: int(n) for n, names in page["months"].items() for name in names}
    return Lexicon(
        max_words=int(furniture["max_words"]),
        max_reader_words=int(furniture["max_reader_words"]),
        whole=re.compile(rf"(?:{_any(furniture['whole'])})\s*", re.IGNORECASE),
        reader=re.compile(_any(furniture["reader"]), re.IGNORECASE),
        start=re.compile(_any(furniture["start"]), re.IGNORECASE),
        tail=re.compile(_any(furniture["tail"]), re.IGNORECASE),
        anywhere=re.compile(_any(furniture["anywhere"]), re.IGNORECASE),
        cues=re.compile(furniture["cues"], re.IGNORECASE),
        markup=re.compile(_any(furniture["markup"]), re.IGNORECASE),
        wall=re.compile(_any(furniture["wall"]), re.IGNORECASE),
        link_words=frozenset(furniture["link_words"]),
        page=page,
        months=months,
        month_names="|".join(sorted(months, key=lambda m: (-len(m), m))),
    )


@lru_cache(maxsize=256)
def outlet_pattern(template: str, *, ignore_case: bool = True) -> re.Pattern[str]:
    """A pattern of `page.toml` with `X` replaced by a run of capitalised words.

    The words around the name match without case where `ignore_case`; the name itself never does.
    """
    name = rf"(?:[Tt]he )?{NAME_WORD}(?: (?:of |& |and )?{NAME_WORD}){{0,5}}"
    before, _, after = template.partition("(?P<x>X)")
    flag = "i" if ignore_case else ""
    wrap = (lambda p: f"(?{flag}:{p})" if p else "") if flag else (lambda p: p)
    return re.compile(f"{wrap(before)}(?P<x>{name}){wrap(after)}", re.MULTILINE)
