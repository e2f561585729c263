"""Who is named in the records, and who of them may stand by name at a level.

A holder of an office of a whole state is public; everybody else who is named is a private person.
Invariant: a name that shares a word with a withheld name is withheld as well.
"""

import re
from functools import lru_cache

import msgspec

from caseweave.export.screen import ordinary
from caseweave.export.vocabulary import (
    Phrase,
    country_name,
    country_phrases,
    match_phrase,
    words_of,
)
from caseweave.lang import profile
from caseweave.model import Attribution, Claim, Evidence, NameValue, Report
from caseweave.schema.sharing import sharing

# How far before a name its office stands: "South Korea's deputy foreign minister NAME".
_REACH = 80
# Nouns of the table of offices that are said of one person.
_HOLDERS = frozenset({"mayor", "governor", "sheriff", "coroner", "judge", "prosecutor", "consul"})
_SENTENCE = re.compile(r"[.;:!?\n](?=\s)")


class Official(msgspec.Struct, frozen=True, kw_only=True):
    """A person named with an office of a state: the name, the office, the state's code."""

    name: str
    office: str
    country: str

    @property
    def label(self) -> str:
        """As `Ana Ruiz, foreign minister (Bolivia)`."""
        return f"{self.name}, {self.office} ({country_name(self.country)})"


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """The people of the records: private names and officials by name, at one level.

    `words`: folded words of the private names; `joined`: the names whole, without spaces.
    """

    private: tuple[str, ...]
    officials: dict[str, Official]
    released: frozenset[str]
    words: frozenset[str]
    joined: frozenset[str]


def find_names(
    claims: tuple[Claim, ...],
    reports: tuple[Report, ...],
    released: frozenset[str] = frozenset(),
) -> Names:
    """Everybody whom a claim, a chain of speakers or a byline names.

    `released`: names, folded and without spaces, that an analyst let stand.
    """
    texts = {r.id: r.text for r in reports}
    told: dict[tuple[str, str], Official | None] = {}
    for claim in claims:
        for name, evidence in _people(claim):
            key = (name, claim.report)
            told[key] = told.get(key) or official_at(name, evidence, texts.get(claim.report, ""))
    found: dict[str, Official | None] = {}
    for (name, _), official in sorted(told.items()):
        # Told without an office in another report, a name stays private: two may bear it.
        found[name] = official if found.get(name, official) is not None else None
    private = {name for name, official in found.items() if official is None}
    private |= {r.author for r in reports if r.author}
    private = {name for name in private if "".join(words_of(name)) not in released}
    words = {w for name in private for w in words_of(name) if len(w) > 1}
    officials = {
        name: official
        for name, official in found.items()
        if official is not None and words.isdisjoint(words_of(name))
    }
    private |= {n for n in found if n not in officials and "".join(words_of(n)) not in released}
    words |= {w for name in private for w in words_of(name) if len(w) > 1}
    return Names(
        private=tuple(sorted(private)),
        officials=officials,
        released=released,
        words=frozenset(w for w in words if (w,) not in country_phrases()),
        joined=frozenset("".join(words_of(name)) for name in private if len(name) > 2),
    )


def _people(claim: Claim) -> list[tuple[str, Evidence]]:
    """The names of persons in a claim, with where they stand.

    An `organisation` is taken for a person unless one of its words says what body it is: a
    speaker's kind is read from the text and is wrong now and then.
    """
    people = [
        (link.name, link.evidence or claim.evidence)
        for link in claim.attribution
        if link.name and is_person(link)
    ]
    value = claim.value
    if isinstance(value, NameValue) and (value.kind == "person" or claim.attribute == "victim"):
        people.append((value.text, claim.evidence))
    return people


def is_person(link: Attribution) -> bool:
    """Whether a link of a chain names a person."""
    if link.kind == "named":
        return True
    name = link.name or ""
    return link.kind == "organisation" and not is_body(name) and not ordinary(name)


def is_body(name: str) -> bool:
    """Whether a name holds a word for a body, as a group, ministry or court."""
    words = words_of(name)
    if any(match_phrase(words, i, _public()) for i in range(len(words))):
        return True
    return any(w in body_words() or w.removesuffix("s") in body_words() for w in words)


@lru_cache(maxsize=1)
def body_words() -> frozenset[str]:
    """Folded nouns of bodies, from the language's table of speakers; those of people left out."""
    kinds = profile("en", "reporting_speakers")["kinds"]
    nouns = {*kinds["office"], *kinds["organisation"], *kinds["collective"]}
    own = sharing().organisations
    holders = {words_of(t)[-1] for t in sharing().national_offices.titles}
    people = {*kinds["role"], *kinds["anonymous"], *holders, *_HOLDERS}
    return frozenset((nouns - people) | own.rights | own.aid | {"government", "police"})


def _public() -> dict[Phrase, str]:
    return {words_of(n): n for n in sharing().public_bodies.names}


def official_at(name: str, evidence: Evidence, text: str) -> Official | None:
    """The office of a state in the words right before a name, or in the name itself."""
    start = text.find(name, max(0, evidence.start - _REACH), evidence.end + len(name))
    before = text[max(0, start - _REACH) : start] if start >= 0 else ""
    before = _SENTENCE.split(before)[-1]
    words = words_of(before)
    own = words_of(name)
    office = _office(words)
    if office is None:
        inside = next((i for i in range(len(own)) if _office(own[: i + 1])), None)
        if inside is None:
            return None
        while inside + 1 < len(own) and _office(own[: inside + 2]):
            inside += 1
        words, office = (*words, *own[: inside + 1]), _office(own[: inside + 1])
        name = _rest(name, inside + 1)
    if office is None or not name or not words_of(name):
        return None
    near = words[-len(office) - 6 :]
    state = _state(near)
    if state is None or not sharing().national_offices.not_in_office.isdisjoint(near):
        return None
    return Official(name=name, office=" ".join(office), country=state)


def _rest(name: str, words: int) -> str:
    spans = list(re.finditer(r"[^\W_]+", name))
    return name[spans[words].start() :] if words < len(spans) else ""


def _office(words: Phrase) -> Phrase | None:
    """The title with which these words end, the longest one."""
    titles = [words_of(t) for t in sharing().national_offices.titles]
    fitting = [t for t in titles if words[-len(t) :] == t]
    return max(fitting, key=len, default=None)


def _state(words: Phrase) -> str | None:
    """The state that the words name, the last one."""
    bodies = {words_of(n): code for n, code in sharing().state_bodies.items()}
    found = None
    for at in range(len(words)):
        match = match_phrase(words, at, bodies) or match_phrase(words, at, country_phrases())
        found = match[1] if match else found
    return found
