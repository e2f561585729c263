"""What a report says, without a number, of people having died or been hurt: signs by name.

Invariant: words come from the tables alone; a sign holds or does not, and knows no figure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.summary._standing import Standing
from caseweave.lang import profile
from caseweave.model import CategoryValue, Claim, Report
from caseweave.schema import event_kinds

# The statuses that figures are chosen for together.
STATUSES = ("dead", "injured")
# So often a word must stand in the body to be told often.
OFTEN = 4
_LIVE = {"title", "paragraph", "quotation", "caption"}


def signs(report: Report, standing: Standing, claims: Sequence[Claim]) -> frozenset[str]:
    """The names of the signs that hold of a report; `claims` are those of its main mention."""
    parts = _parts(report, standing)
    whole = " \n ".join(parts.values())
    found = {sign for name in _listed() for sign in _of_list(name, parts, whole)}
    for status, words in (*((s, _words(s)) for s in STATUSES), ("hit", _hit_words())):
        found |= {f"{status}_{name}" for name, text in parts.items() if words.search(text)}
        if len(words.findall(parts["body"])) >= OFTEN:
            found.add(f"{status}_often")
    found |= {f"tried_{status}" for status in STATUSES if _tried(status).search(whole)}
    return frozenset(found | set(_events(claims, standing)))


def _of_list(name: str, parts: Mapping[str, str], whole: str) -> Iterator[str]:
    """Whether a word of a list stands in a report, in its title, in title or lead, and often."""
    pattern = _pattern(name)
    told = len(pattern.findall(whole))
    if told:
        yield name
    if told >= OFTEN:
        yield f"{name}_often"
    if pattern.search(parts["title"]):
        yield from (f"{name}_title", f"{name}_ahead")
    elif pattern.search(parts["lead"]):
        yield f"{name}_ahead"


@lru_cache(maxsize=1)
def of_lists() -> tuple[str, ...]:
    """The names of the signs that lists of words can give."""
    return tuple(f"{n}{of}" for n in _listed() for of in ("", "_ahead", "_title", "_often"))


def live_text(report: Report) -> str:
    """What a report tells in its own text, without furniture."""
    held = [report.text[p.start : p.end] for p in report.passages if p.kind in _LIVE]
    return "\n".join(held) if report.passages else report.text


@lru_cache(maxsize=1)
def statuses_of_events() -> dict[str, str | None]:
    """The status that each kind of event gives its people."""
    return {kind.kind: kind.status for kind in event_kinds()}


def _events(claims: Sequence[Claim], standing: Standing) -> Iterator[str]:
    """Which statuses events of the main mention give that surely happened, and where."""
    for claim in claims:
        if claim.attribute == "event" and isinstance(claim.value, CategoryValue):
            status = statuses_of_events().get(claim.value.value)
            if status in STATUSES and claim.factuality == "happened":
                later = part_of(standing, claim.evidence.start) == "body"
                yield f"{status}_event_{'later' if later else 'ahead'}"


def _parts(report: Report, standing: Standing) -> dict[str, str]:
    """Title, lead and body in lower case, each without furniture."""
    parts: dict[str, list[str]] = {"title": [], "lead": [], "body": []}
    for passage in report.passages:
        if passage.kind in _LIVE:
            parts[part_of(standing, passage.start)].append(report.text[passage.start : passage.end])
    return {name: "\n".join(held).lower() for name, held in parts.items()}


def part_of(standing: Standing, start: int) -> str:
    """Whether an offset lies in the title, the lead or the body."""
    return "title" if start < standing.body else "lead" if start < standing.rest else "body"


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    plurals = tuple(
        f"{noun}s"
        for kind in event_kinds()
        if kind.status in STATUSES or kind.kind == "attack"
        for noun in kind.nouns
    )
    table = profile("en", "figures")
    return {
        name: tuple(words) + (plurals if name == "together" else ())
        for name, words in table.items()
    }


def _listed() -> tuple[str, ...]:
    """The lists that are signs by themselves."""
    return tuple(name for name in _lists() if name != "tried")


@lru_cache(maxsize=32)
def _pattern(name: str) -> re.Pattern[str]:
    return _any_of(_lists()[name])


@lru_cache(maxsize=4)
def _words(status: str) -> re.Pattern[str]:
    """Any form of a word that gives somebody the status."""
    lex = lexicon()
    verbs = [v for t in (lex.object_verbs, lex.subject_verbs) for v, s in t.items() if s == status]
    nouns = [n for n, s in lex.nominals.items() if s == status]
    plain = [w for w, s in lex.predicates.items() if s == status]
    fatal = lex.words["fatal"] if status == "dead" else frozenset[str]()
    unsure = {"life", "body", "remains"} | lex.words["hit"]
    forms = {f for v in verbs if v not in unsure for f in _forms(v)}
    return _any_of((forms | set(nouns) | set(plain) | fatal) - unsure)


@lru_cache(maxsize=1)
def _hit_words() -> re.Pattern[str]:
    """Any form of a word for being hit, by which one may be hurt or die."""
    lex = lexicon()
    verbs = {w for w in lex.words["hit"] if w in lex.object_verbs}
    return _any_of({f for v in verbs for f in _forms(v)} | lex.words["hit"])


@lru_cache(maxsize=4)
def _tried(status: str) -> re.Pattern[str]:
    lex = lexicon()
    nouns = sorted(n for n, s in lex.nominals.items() if s == status)
    return re.compile(
        rf"\b(?:{'|'.join(_lists()['tried'])})(?: [\w-]+){{0,2}} (?:{'|'.join(nouns)})s?\b"
    )


def _forms(verb: str) -> set[str]:
    """The regular forms of a verb; irregular participles are among the predicates."""
    stem = verb.removesuffix("e")
    return {verb, f"{verb}s", f"{stem}ed", f"{stem}ing", f"{verb}ing"}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
