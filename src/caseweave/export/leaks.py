"""The leak check: a finished export read again from its bytes, for everything that it withholds.

Invariant: it knows nothing of how the export was made; a value counts in every spelling (case,
accents, spaces and hyphens, escapes, other names of a place, coordinates however precise).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from caseweave.export.levels import title
from caseweave.export.reading import Stretch, stretches
from caseweave.export.secrets import Secrets
from caseweave.export.vocabulary import country_phrases, fold, known_words, words_of
from caseweave.gazetteer import gazetteer
from caseweave.model import CaseweaveError
from caseweave.schema.sharing import sharing

_LONGEST_PLACE = 4
_STEM, _TAIL = 5, 5  # a town's demonym begins with its name and adds little ("Hanoian")
_NEAR = 0.1  # degrees: some ten kilometres
_DECIMAL = re.compile(r"(?<![\w.])[-+]?\d{1,3}\.\d+(?!\.?\d)")
_ROUTES = (("transit", "place"), ("origin", "place"), ("destination",))
_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty"
)


class Leak(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One withheld value found: its kind and where it stands. The value itself is not in it."""

    kind: str
    where: str


class LeakError(CaseweaveError):
    """The export holds a withheld value and is not handed over; `leaks` says where."""

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        self.leaks = leaks
        by_kind: dict[str, list[str]] = {}
        for leak in leaks:
            by_kind.setdefault(leak.kind, []).append(leak.where)
        shown = [
            f"{title(kind)} ({where[0]}{f' and {len(where) - 1} more' if where[1:] else ''})"
            for kind, where in by_kind.items()
        ]
        super().__init__(
            "The leak check found withheld values in the finished export, so nothing was written: "
            f"{'; '.join(shown)}. Withhold the claim that each rests on (`caseweave decide "
            "withhold CLAIM --reason WHY`), or export at a stricter level; "
            "`caseweave export --preview` shows the desk what is withheld."
        )


def leaks(data: bytes, format_name: str, secrets: Secrets, fixed: bytes = b"") -> tuple[Leak, ...]:
    """Every withheld value in a finished export, by kind and place.

    `fixed`: an empty export of the format; its words are the format's own, so that a word which
    is only known to stand with a capital in a report does not count for them.
    """
    own = stretches(fixed, format_name) if fixed else ()
    own_words = frozenset(w for s in own for w in words_of(s.text))
    parts = stretches(data, format_name)
    checker = _Checker(secrets, own_words, parts)
    found = {Leak(kind=kind, where=s.where) for s in parts for kind in checker.kinds(s.text)}
    return tuple(sorted(found))


def leaks_in_name(name: str, secrets: Secrets) -> tuple[Leak, ...]:
    """The withheld values in the name of the file that an export is written to."""
    checker = _Checker(secrets, frozenset(), (Stretch("", name),))
    return tuple(Leak(kind=kind, where="the name of the file") for kind in checker.kinds(name))


class _Checker:
    """Looks for secrets in stretches; each text is looked at once, however often it stands."""

    def __init__(
        self, secrets: Secrets, own_words: frozenset[str], parts: tuple[Stretch, ...]
    ) -> None:
        self._secrets = secrets
        self._words = {**secrets.capitals, **secrets.words}
        for word in own_words - set(secrets.words):
            self._words.pop(word, None)
        self._starts = {n[:size] for n in secrets.names for size in range(1, len(n) + 1)}
        self._stems = {
            n: k for n, k in secrets.names.items() if len(n) >= _STEM and k == "exact_places"
        }
        self._sizes = sorted({len(run) for run in secrets.runs})
        whole = "\n".join(fold(text) for text in dict.fromkeys(s.text for s in parts))
        self._texts = {t: k for t, k in secrets.texts.items() if t in whole}
        self._seen: dict[str, tuple[str, ...]] = {}

    def kinds(self, text: str) -> tuple[str, ...]:
        """The kinds of what a text holds."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = tuple(sorted(set(self._look(text))))
        return found

    def _look(self, text: str) -> Iterator[str]:
        words = words_of(text)
        yield from (self._words[w] for w in words if w in self._words)
        yield from self._names(words)
        yield from self._demonyms(words)
        yield from self._runs(words)
        folded = fold(text)
        if self._texts:
            yield from (kind for secret, kind in self._texts.items() if secret in folded)
        if self._secrets.places:
            yield from _places(words, self._secrets.places)
        yield from _points(text, self._secrets.points)
        if self._secrets.composition and _composition(folded):
            yield "family"
        if self._secrets.routes and any(_holds(words, label) for label in _ROUTES):
            yield "routes"

    def _names(self, words: tuple[str, ...]) -> Iterator[str]:
        for at in range(len(words)):
            text = ""
            for word in words[at:]:
                text += word
                if text not in self._starts:
                    break
                kind = self._secrets.names.get(text)
                if kind is not None:
                    yield kind

    def _demonyms(self, words: tuple[str, ...]) -> Iterator[str]:
        for word in set(words) - known_words():
            for size in range(max(_STEM, len(word) - _TAIL), len(word)):
                if word[:size] in self._stems and (word,) not in country_phrases():
                    yield self._stems[word[:size]]

    def _runs(self, words: tuple[str, ...]) -> Iterator[str]:
        for size in self._sizes:
            for at in range(len(words) - size + 1):
                kind = self._secrets.runs.get(words[at : at + size])
                if kind is not None:
                    yield kind


def _places(words: tuple[str, ...], hidden: frozenset[int]) -> Iterator[str]:
    """Other names of withheld places, by the gazetteer."""
    for at in range(len(words)):
        for size in range(1, min(_LONGEST_PLACE, len(words) - at) + 1):
            phrase = words[at : at + size]
            if phrase in country_phrases() or all(w in known_words() for w in phrase):
                continue
            if any(w.isdigit() for w in phrase):
                continue
            names = gazetteer().candidates(" ".join(phrase))
            if any(c.place.geonameid in hidden for c in names):
                yield "exact_places"


def _points(text: str, points: tuple[tuple[float, float], ...]) -> Iterator[str]:
    """Coordinates: both numbers of a point about there, or one of them exactly."""
    numbers = [float(n) for n in _DECIMAL.findall(text)]
    for lat, lon in points if numbers else ():
        near_lat = any(abs(n - lat) <= _NEAR for n in numbers)
        near_lon = any(abs(n - lon) <= _NEAR for n in numbers)
        if (near_lat and near_lon) or any(n in (lat, lon) for n in numbers):
            yield "exact_places"


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, sharing().composition.words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:\d+|{_NUMBERS}|people,?)[\s-]+(?:\w+[\s-]+)?(?:{words})(?!\w)")


def _composition(folded: str) -> bool:
    """A number of women, men, children, or the label of such a part."""
    label = folded.strip()
    alone = label in sharing().composition.words and label != "family"
    return alone or label.startswith("people.") or _parts().search(folded) is not None


def _holds(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    return any(words[i : i + len(label)] == label for i in range(len(words)))
