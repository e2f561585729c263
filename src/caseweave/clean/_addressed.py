"""Lines that speak to the reader of a page: commands of its buttons, pleas, menus of sections.

Told by classes of words (`boilerplate.toml`, `[addressed]`), not by phrases; a line that quotes or
reports someone's words never counts.
"""

import re
from functools import lru_cache

import msgspec

from caseweave.clean._features import ends_sentence, word_count, words
from caseweave.lang import profile

# Words a command may have before the thing of the page that it names, and in all.
_REACH = 4
_COMMAND_WORDS = 16
# A plea with one word of the trade is short; with two it may be longer.
_PLEA_WORDS, _LONG_PLEA_WORDS = 14, 30
_MENU_WORDS, _MENU_HITS = 20, 3
_LABEL = re.compile(r"^(?:[^\W\d_][\w’'-]* ?){1,3}[:!?]\s+")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


class Addressed(msgspec.Struct, frozen=True, kw_only=True):
    """The word classes of one language."""

    commands: frozenset[str]
    verbs: frozenset[str]
    particles: frozenset[str]
    determiners: frozenset[str]
    page: frozenset[str]
    trade: frozenset[str]
    reader: frozenset[str]
    sections: frozenset[str]
    told: re.Pattern[str]
    past: re.Pattern[str]


@lru_cache(maxsize=4)
def addressed(language: str = "en") -> Addressed:
    """The word classes of `language`. Raises KeyError where it has none."""
    table = profile(language, "boilerplate")["addressed"]
    sets = {
        key: frozenset(table[key])
        for key in (
            *("commands", "verbs", "particles", "determiners", "page", "trade", "reader"),
            "sections",
        )
    }
    return Addressed(
        told=re.compile(table["told"], re.IGNORECASE),
        past=re.compile(table["past"], re.IGNORECASE),
        **sets,
    )


@lru_cache(maxsize=4096)
def speaks_to_reader(line: str, language: str = "en") -> bool:
    """True for a command to the page's reader or a plea for their custom."""
    if word_count(line) > _LONG_PLEA_WORDS:
        return False
    classes = addressed(language)
    if classes.told.search(line):
        return False
    if word_count(line) <= _COMMAND_WORDS:
        tried = {line, _LABEL.sub("", line), *_SENTENCES.split(line)}
        if any(_is_command(part, classes) for part in tried):
            return True
    return _is_plea(line, classes)


def _is_command(line: str, classes: Addressed) -> bool:
    """A command, then a thing of the page within reach: `Open [in our free] app`."""
    found = [w.lower().strip(".’'") for w in words(line)]
    while found and found[0] in {"please", "now", "to", "or", "and", "just"}:
        found = found[1:]
    if len(found) < 2:
        return False
    first, rest = found[0], found[1:]
    bare = first in classes.verbs and rest[0] not in classes.determiners | classes.page
    if bare or first not in classes.commands | classes.verbs:
        return False
    if rest[0] in classes.particles:
        rest = rest[1:]
    return any(w in classes.page for w in rest[:_REACH])


def _is_plea(line: str, classes: Addressed) -> bool:
    """A few words to `you` or from `us` about subscriptions, inboxes, cookies and the like."""
    found = [w.lower().strip(".’'") for w in words(line)]
    trade = sum(w in classes.trade for w in found)
    you = sum(w in classes.reader for w in found)
    if not trade or not you:
        return False
    if trade >= 2:
        return len(found) <= _LONG_PLEA_WORDS
    return len(found) <= _PLEA_WORDS and not classes.past.search(line)


def is_menu(line: str, language: str = "en") -> bool:
    """True for a row of the names of a paper's sections: `Politics Sport Culture Weather`."""
    found = [w.lower().strip(".") for w in words(line)]
    if not _MENU_HITS <= len(found) <= _MENU_WORDS or ends_sentence(line) or "," in line:
        return False
    hits = sum(w in addressed(language).sections for w in found)
    return hits >= _MENU_HITS and 2 * hits >= len(found)
