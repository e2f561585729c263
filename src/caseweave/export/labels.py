"""What speakers, actors and outlets are called at a level: by name, or by what they are.

Invariant: below its level no word of a private name, of an organisation or of a place enters a
label; labels are made of fixed words, countries and public bodies.
"""

from functools import lru_cache

import msgspec

from caseweave.export.levels import needed, reaches
from caseweave.export.names import Names, is_body, official_at
from caseweave.export.places import holds_place, without_capitals
from caseweave.export.screen import MASK, Screen, admit, ordinary
from caseweave.export.vocabulary import (
    country_name,
    country_phrases,
    known_words,
    match_phrase,
    spans_of,
    words_of,
)
from caseweave.model import Attribution, Evidence, NameValue
from caseweave.schema import load_types
from caseweave.schema.sharing import Level, sharing

UNNAMED_OUTLET = "an outlet (name withheld)"
UNKNOWN_OUTLET = "an outlet that is not named"
_NAMED = "a named person (name withheld)"
_ANONYMOUS = "an unnamed source"
# A description of so few ordinary words ("border guards") names nobody.
_MOST_WORDS = 4


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """How to call whom, in an export at `level` of incidents of one type.

    `countries`: codes of those that the incidents tell of. `strict`: masks all but known words;
    `screen`: masks what the level withholds.
    """

    level: Level
    type: str
    countries: frozenset[str]
    names: Names
    strict: Screen
    screen: Screen

    @property
    def type_name(self) -> str:
        """The incident type's name; `other` for one that has no file."""
        return self.type if self.type in {t.name for t in load_types()} else "other"

    @property
    def type_title(self) -> str:
        """The incident type in words."""
        return next((t.title for t in load_types() if t.name == self.type), "Incident")

    def shows(self, kind: str) -> bool:
        """Whether the level shows values of this kind."""
        return reaches(self.level, needed(kind, self.type))

    def outlet(self, name: str | None) -> str | None:
        """An outlet's name, masked or None where it gives a place or person away."""
        if not name:
            return None
        if self.screen.mode == "loose":
            return self.screen.clean(name)
        if self.shows("outlets") and not self._clear_of_names(name):
            return None
        if self.shows("outlets"):
            # A paper may be named for a town that is withheld, as that of a shelter.
            return self.screen.clean(name) if self.screen.bans(name) else name
        return name if self._clear_of_names(name) and self._far_known(name) else None

    def _far_known(self, name: str) -> bool:
        """Known everywhere, or ordinary words for a paper; no place of these incidents in it."""
        paper = not sharing().paper_words.words.isdisjoint(words_of(name))
        listed = words_of(name) in _outlets() or (paper and ordinary(name))
        return listed and not holds_place(name, self.countries)

    def _clear_of_names(self, name: str) -> bool:
        words = set(words_of(name)) - known_words()
        return words.isdisjoint(self.names.words) and "".join(words_of(name)) not in self._whole()

    def _whole(self) -> frozenset[str]:
        return self.names.joined

    def speaker(self, link: Attribution) -> str:
        """A speaker: the last of a chain, or any link of it."""
        if link.kind == "outlet":
            return (self.outlet(link.name) or UNNAMED_OUTLET) if link.name else UNKNOWN_OUTLET
        if self.screen.mode == "loose":
            return self.screen.clean(link.name) if link.name else f"{link.kind} source"
        return self._described(link)

    def _described(self, link: Attribution) -> str:
        name = link.name or ""
        if "".join(words_of(name)) in self.names.released:
            return name
        if name in self.names.officials and link.kind in {"named", "organisation"}:
            return self.names.officials[name].label
        match link.kind:
            case "office":
                return self.office(name)
            case "organisation" if is_body(name):
                return self.organisation(name)
            case "anonymous":
                return self.described(name)
            case "document":
                return "a document"
            case _:
                return _NAMED

    def actor(self, value: NameValue, evidence: Evidence) -> str | None:
        """An actor of an incident; None where nothing may be said of it."""
        text = value.text.removesuffix("'s").removesuffix("’s")
        if self.screen.mode == "loose":
            return self.screen.clean(text)
        if value.kind == "person":
            official = official_at(text, evidence, "")
            kept = official is not None and self.names.words.isdisjoint(words_of(official.name))
            return official.label if official is not None and kept else _NAMED
        if value.kind == "outlet":
            return self.outlet(text) or UNNAMED_OUTLET
        if value.kind == "government" or self._is_state(text):
            return self.office(text)
        if is_body(text):
            return self.organisation(text)
        words = words_of(text)
        parts = not self.shows("family") and not sharing().composition.words.isdisjoint(words)
        plain = len(words) <= _MOST_WORDS and not _like_a_name(text)
        if plain and not parts and self.strict.passes(text):
            return _trimmed(text)
        return self.described(text, "somebody")

    def _is_state(self, text: str) -> bool:
        words = words_of(text)
        bodies = {words_of(n): code for n, code in sharing().state_bodies.items()}
        return any(match_phrase(words, at, bodies) for at in range(len(words)))

    def office(self, name: str) -> str:
        """A state body: its words, with the state in place of its capital, and no other name."""
        bodies = admit(sharing().state_bodies)
        screen = msgspec.structs.replace(self.strict, admitted={**self.strict.admitted, **bodies})
        text = screen.clean(without_capitals(name))
        kept = " ".join(part for part in text.replace(MASK, " ").split() if words_of(part))
        if words_of(kept) and (is_body(kept) or not _like_a_name(kept)):
            return _trimmed(_head(kept))
        state = _country_in(words_of(without_capitals(name)))
        return f"a state body ({state})" if state else "a state body"

    def organisation(self, name: str) -> str:
        """A body that is no state's: by name where it is public or the level shows it."""
        public = self.public_body(name)
        if self.shows("organisations"):
            placed = holds_place(name, self.countries) and not self.shows("exact_places")
            if not placed and not self.screen.bans(name):
                return _trimmed(name)
        if public is not None:
            return public
        words = set(words_of(name))
        own = sharing().organisations
        kind = "a rights organisation" if words & own.rights else "an organisation"
        if kind == "an organisation" and words & own.aid:
            kind = "an aid organisation"
        return f"{kind} (name withheld)" if self._has_name(name) else kind

    def _has_name(self, text: str) -> bool:
        return any(w not in known_words() for w in words_of(text))

    def public_body(self, name: str) -> str | None:
        """The public body that a name holds, as the list writes it."""
        public = {words_of(n): n for n in sharing().public_bodies.names}
        words = words_of(name)
        for at in range(len(words)):
            found = match_phrase(words, at, public)
            if found is not None:
                return found[1]
        return None

    def described(self, text: str, other: str = _ANONYMOUS) -> str:
        """Somebody who is described and not named: the class of people they belong to."""
        words = words_of(without_capitals(text))
        for kind in sharing().speakers:
            if not kind.words.isdisjoint(words):
                state = _country_in(words) if kind.state else None
                return f"{kind.label} ({state})" if state else kind.label
        return other


@lru_cache(maxsize=1)
def _outlets() -> frozenset[tuple[str, ...]]:
    named = {words_of(n) for n in sharing().known_outlets.names}
    return frozenset(named | {n[1:] for n in named if n[:1] == ("the",)})


def _country_in(words: tuple[str, ...]) -> str | None:
    for at in range(len(words)):
        found = match_phrase(words, at, country_phrases())
        if found is not None:
            return country_name(found[1])
    return None


def _like_a_name(text: str) -> bool:
    """Whether a word but the first has a capital and is no country's: "Rose Hill", "Border Post".

    Ordinary words with capitals can name a person as well as a body.
    """
    words = [(text[s], folded) for s, _, folded in spans_of(_trimmed(text))]
    if _country_in(tuple(folded for _, folded in words)):
        return False
    return any(initial.isupper() for initial, _ in words[1:])


def _head(text: str) -> str:
    """A body without what it is said to have: "the government's help" is the government."""
    owner, sign, owned = text.replace("’s ", "'s ").rpartition("'s ")
    return owner if sign and is_body(owner) and not is_body(owned) else text


def _trimmed(text: str) -> str:
    text = " ".join(text.split())
    for article in ("the ", "The ", "a ", "A "):
        text = text.removeprefix(article)
    return text.strip(" ,;:-")
