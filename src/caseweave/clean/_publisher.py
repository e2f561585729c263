"""Who publishes and who wrote, chosen among the names in the head of a page.

Every name is weighed by named signs (`page.toml`, `[head.weights]`): what stands beside it, how it
is made, whether the report speaks of it as of itself or as of a place. No sign, no name.
"""

import re
from collections.abc import Sequence

import msgspec

from caseweave.clean._bylines import is_outlet_like, is_publisher_like, listed, names_in
from caseweave.clean._features import word_count, words
from caseweave.clean._lexicon import NAME_WORD, lexicon, outlet_pattern
from caseweave.clean._names import is_person, ruling
from caseweave.clean._segments import Line, Part
from caseweave.gazetteer import gazetteer

# A name weighs at least so much to be the publisher's; a paper's name has at most so many words.
_ENOUGH, _LONG = 2, 6
# An outlet's letters alone, that another name of the head spells out.
_LETTERS = 6
# Several lines that each begin so name several writers.
_BY = "by"
# The label of whose report it is, not always of who carries it.
_SOURCE = "source"
# Letters by which a report calls its own agency: "(CNW) -", "told CNW", "CNW could not".
_SHORT = re.compile(
    r"\(([A-Z]{2,6})\)|\b(?:told|to|by) ([A-Z]{2,6})\b|\b([A-Z]{2,6}) (?:could|has|was|had)\b"
)


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the head; `top`: it stands above the title, `beside`: a genre stands below it."""

    index: int
    part: Part
    line: Line
    top: bool = False
    beside: bool = False


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What the rest of the page tells: the report's words."""

    told: str


def choose_publisher(
    names: Sequence[Named], signs: Signs, language: str = "en"
) -> tuple[Named | None, int]:
    """The weightiest name, the first of equals, and its weight; None where none weighs enough."""
    weighed = [(weight(n, signs, language), -i, n) for i, n in enumerate(names)]
    if not weighed:
        return None, 0
    best, _, name = max(weighed, key=lambda w: w[:2])
    letters = name.part.words
    if letters.isupper() and len(letters) <= _LETTERS:
        longer = (n for _, _, n in weighed if _abbreviates(letters, n.part.words))
        name = next(longer, name)
    return (name, best) if best >= _ENOUGH else (None, best)


def weight(named: Named, signs: Signs, language: str = "en") -> int:
    """The sum of the weights of a name's signs."""
    table = lexicon(language).page["head"]["weights"]
    return sum(int(table[sign]) for sign in signs_of(named, signs, language))


def signs_of(named: Named, signs: Signs, language: str = "en") -> tuple[str, ...]:
    """The names of the signs that a name bears."""
    head = lexicon(language).page["head"]
    name = named.part.words
    person, outlet = is_person(name, language), is_outlet_like(name, language)
    body = is_publisher_like(name, language)
    first = words(name)[0].lower()
    borne = {
        "credited": named.part.kind == "outlet",
        "source": named.part.kind == "outlet" and named.part.tail == _SOURCE,
        "outlet_like": outlet,
        "organisation": body and not outlet,
        "initials": _initials_told(name, signs.told),
        "called": body and is_called(name, signs.told, language),
        "speaks": _speaks(name, signs.told, language),
        "masthead": named.top,
        "lone": len(named.line.parts) == 1 and not named.line.dated,
        "edition": named.beside or named.line.marked,
        "dated": named.line.dated,
        "article": first in head["articles"] and word_count(name) > 1,
        "no_person": not person,
        "seat": not person and _is_seat(named.part.tail, signs.told),
        "place": _is_told_place(name, signs.told),
        "single": word_count(name) == 1 and not outlet,
        "long": word_count(name) > _LONG and not body,
        "told": person and not outlet and _is_told(name, signs.told),
        "state": is_state(name, language),
    }
    return tuple(sign for sign, yes in borne.items() if yes)


def is_state(name: str, language: str = "en") -> bool:
    """Whether a name is the country's or the world body's above that of an office."""
    head = lexicon(language).page["head"]
    return re.fullmatch(rf"{head['states']}|{head['parents']}", name, re.IGNORECASE) is not None


def is_called(name: str, told: str, language: str = "en") -> bool:
    """Whether the report calls a body by the words that rule its name: "the Coast Guard"."""
    rule = ruling(name, language)
    short = (" ".join(w[:1].upper() + w[1:].lower() for w in words_) for words_ in rule)
    return any(re.search(rf"\b(?:[Tt]he|[Oo]ur|[Tt]his) {re.escape(w)}\b", told) for w in short)


def _initials_told(name: str, told: str) -> bool:
    """Whether the report calls itself by the name's initials: "(CNW) -", "told CNW"."""
    short = {m for found in _SHORT.findall(told) for m in found if m}
    return any(_abbreviates(letters, name) for letters in short)


def _abbreviates(letters: str, name: str) -> bool:
    """Whether letters are those of a name's words in turn, a compound's second one too ("CNW")."""
    kept = [re.sub(r"[^\w]", "", w) for w in words(name) if w[0].isupper()]
    form = "".join(rf"{w[0]}(?:[{re.escape(w[1:])}]{{0,2}})" if len(w) > 1 else w[0] for w in kept)
    return len(kept) > 1 and re.fullmatch(form, letters, re.IGNORECASE) is not None


def spelt_out(letters: str, text: str) -> str | None:
    """The name of an outlet in the text that the letters of a dateline's credit abbreviate."""
    if re.fullmatch(r"[A-Z]{2,6}", letters) is None:
        return None
    runs = re.finditer(rf"{NAME_WORD}(?: {NAME_WORD}){{1,4}}", text)
    tried = (" ".join(r.group().split()[i:]).strip(".,") for r in runs for i in range(3))
    return next((n for n in tried if _abbreviates(letters, n) and is_outlet_like(n)), None)


def _speaks(name: str, told: str, language: str) -> bool:
    """Whether the report names it as the one that asks, learns and could not confirm."""
    bare = re.sub(r"^[Tt]he ", "", name)
    table = lexicon(language).page["outlet"]["self_named"]
    hits = (m["x"] for t in table for m in outlet_pattern(t).finditer(told))
    return any(re.sub(r"^[Tt]he ", "", h) == bare for h in hits)


def _is_seat(tail: str, told: str) -> bool:
    """Whether what follows a name's comma is the place where it has its seat."""
    first = re.split(r"[,|(]", tail)[0].strip()
    return bool(first) and (bool(gazetteer().lookup(first)) or _is_told_place(first, told))


def _is_told_place(name: str, told: str) -> bool:
    """Whether the report says "in", "near" or "from" of the name."""
    return re.search(rf"\b(?:in|at|near|off|outside) {re.escape(name)}\b", told) is not None


def _is_told(name: str, told: str) -> bool:
    """Whether the report tells of the name; a last line about its author does not count."""
    lines = told.rstrip().split("\n")
    about = lines[:-1] if len(lines) > 1 and lines[-1].startswith(name) else lines
    return re.search(rf"\b{re.escape(name)}\b", "\n".join(about)) is not None


def choose_authors(names: Sequence[Named], publisher: Named | None, signs: Signs) -> str | None:
    """Who wrote: names that a label or a role tells, else the first person that is not told of."""
    stated = [n for n in names if n.part.kind == "author"]
    if stated:
        first = stated[0]
        beside = (
            n.part.words
            for n in stated
            if n.index == first.index or (n.part.tail == first.part.tail == _BY)
        )
        return listed(dict.fromkeys(beside))
    for named in names:
        if named.line.marked or named.beside or any(p.kind == "rest" for p in named.line.parts):
            continue
        same = publisher is not None and named.part.words == publisher.part.words
        person = named.part.kind == "name" and is_person(named.part.words)
        if not person or same or _is_told(named.part.words, signs.told):
            continue
        if gazetteer().lookup(named.part.words) or _is_told_place(named.part.words, signs.told):
            continue
        return names_in(named.part.words) or named.part.words
    return None
