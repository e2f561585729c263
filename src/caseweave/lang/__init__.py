"""Language profiles: what a language's words mean to Caseweave, as TOML beside this module.

`profile("en", "numbers")` gives the parsed table of `lang/en/numbers.toml`. A new language is one
folder of these files plus a parsing model. Tables are cached and must not be changed by callers.
"""

import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["languages", "profile", "word_sets"]


@lru_cache(maxsize=256)
def profile(language: str, table: str) -> dict[str, Any]:
    """The table `table` of `language` (ISO 639-1). Raises KeyError where there is no such file."""
    path = files("caseweave.lang") / language / f"{table}.toml"
    if not path.is_file():
        raise KeyError(f"no language table {language}/{table}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def word_sets(table: str, part: str | None = None) -> Callable[[str], dict[str, frozenset[str]]]:
    """What gives the word lists of a table, or of one part of it, by name for a language.

    Each list comes as a set; what is no list of words is left out. The sets are made once for each
    language. Raises KeyError, when first asked, where the table or the part is missing.
    """

    @lru_cache(maxsize=8)
    def sets(language: str) -> dict[str, frozenset[str]]:
        held = profile(language, table)
        lists = held if part is None else held[part]
        return {name: frozenset(words) for name, words in lists.items() if isinstance(words, list)}

    return sets


def languages() -> list[str]:
    """The languages that have a profile."""
    root = files("caseweave.lang")
    return sorted(p.name for p in root.iterdir() if p.is_dir() and len(p.name) == 2)
