"""What may not stand in an export, listed from the records themselves and not from the redaction.

Invariant: a secret is a value of the records whose kind the level withholds, or a name that only
stands in capitals in a report. What an export may say by itself is taken out by the check.
"""

from collections.abc import Iterable, Iterator

import msgspec

from caseweave.export._words import day
from caseweave.export.grades import CONTEXT, context_of, sentence_at
from caseweave.export.levels import needed, reaches
from caseweave.export.names import is_person
from caseweave.export.places import is_exact
from caseweave.export.records import Records
from caseweave.export.screen import joined, ordinary
from caseweave.export.view import View, ruled_names, value_names
from caseweave.export.vocabulary import (
    country_phrases,
    country_words,
    fold,
    known_words,
    spans_of,
    words_of,
)
from caseweave.gazetteer import gazetteer
from caseweave.model import Claim, CountValue, DateValue, PlaceValue, Report
from caseweave.schema.sharing import Level, sharing

# So many running words of a report in an export are no chance; of ordinary words alone, as the
# machine's own sentences are made of them, it takes more.
RUN, PLAIN_RUN = 6, 9
_SHORTEST_QUOTE = 5
# A run with so long a part of a body's name and fewer than so many words besides is that name.
_PART, _MORE = 3, 4


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """What may not stand, by how it is looked for.

    `words`: folded words with the kind of each; `capitals`: words that stand in reports with a
    capital only, whoever they name. `names`: folded without spaces. `runs`: runs of
    `RUN` folded words of reports. `texts`: exact strings (addresses, identifiers). `places`:
    GeoNames ids. `points`: latitude and longitude. `composition`, `routes`: whether the make-up
    of a group and routes are withheld everywhere.
    """

    words: dict[str, str]
    capitals: dict[str, str]
    names: dict[str, str]
    runs: dict[tuple[str, ...], str]
    texts: dict[str, str]
    places: frozenset[int]
    points: tuple[tuple[float, float], ...]
    composition: bool
    routes: bool


def secrets_of(records: Records, level: Level) -> Secrets:
    """The secrets of an export at `level`."""
    view = View(records, level)
    kinds = {i.type for i in records.incidents}
    finder = _Finder(view, {k: all(reaches(level, needed(k, t)) for t in kinds) for k in _KINDS})
    return finder.find()


_BODIES = frozenset({"office", "organisation", "outlet"})
_KINDS = (
    "names", "authors", "exact_places", "quotes", "titles", "links", "files", "ids", "family",
    "routes", "outlets", "organisations",
)  # fmt: skip


class _Finder:
    def __init__(self, view: View, shown: dict[str, bool]) -> None:
        self.view = view
        self.reports = {r.id: r for r in view.records.reports}
        self.shown = shown
        self.words: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.runs: dict[tuple[str, ...], str] = {}
        self.texts: dict[str, str] = {}

    def find(self) -> Secrets:
        """All of them."""
        for report in self.view.records.reports:
            self._report(report)
        for claim in self.view.records.claims:
            self._claim(claim)
        self._people()
        self._incidents()
        hidden = [
            (c, p) for c in self.view.records.claims if (p := self._hidden_place(c)) is not None
        ]
        return Secrets(
            words=self.words,
            capitals={w: k for w, k in self.capitals.items() if w not in self._public()},
            names=self.names,
            runs=self._telling_runs(),
            texts=self.texts,
            places=frozenset(i for c, p in hidden for i in self._ids(c, p)),
            points=tuple(
                sorted(
                    {(p.lat, p.lon) for _, p in hidden if p.lat is not None and p.lon is not None}
                )
            ),
            composition=not self.shown["family"],
            routes=not self.shown["routes"],
        )

    # By what holds them

    def _report(self, report: Report) -> None:
        if not self.shown["quotes"]:
            self._run(report.text, "quotes")
            self._capitals(report.text)
        if report.title and not self.shown["titles"]:
            self._name(report.title, "titles", least=3)
        if report.author and not self.shown["authors"]:
            self._person(report.author, "authors")
        if report.url and not self.shown["links"]:
            self._text(report.url, "links")
            self._text(report.url.split("//", 1)[-1].rstrip("/"), "links")
        if not self.shown["files"]:
            for source in {report.source, *report.sources}:
                self._file(source)
        if not self.shown["ids"]:
            self._text(report.id.removeprefix("sha256:"), "ids")
            self._text(report.id.removeprefix("sha256:")[:12], "ids")

    def _file(self, source: str) -> None:
        name = source.replace("\\", "/").rsplit("/", 1)[-1]
        for text in (source, name, name.rsplit(".", 1)[0]):
            if not ordinary(text) or not text.isalpha():
                self._text(text, "files")

    def _claim(self, claim: Claim) -> None:
        grade = self.view.grades[claim.id]
        if not self.shown["ids"]:
            self._text(claim.id.rsplit(":", 1)[-1], "ids")
        if grade.level is None:
            self._withheld(claim)
        place = self._hidden_place(claim)
        if place is not None:
            for name in self.view.fallen_names(claim):
                self._name(name, "exact_places")
            if place.geonameid is not None:
                self.words[str(place.geonameid)] = "exact_places"
        if CONTEXT.intersection(grade.kinds) and not grade.shown(self.view.level):
            text = self.reports[claim.report].text
            sentence = sentence_at(text, claim.evidence.start, claim.evidence.end)
            for kind in context_of(sentence):
                self._run(sentence, kind)
                self._told_of(claim, kind)
        if not self.shown["quotes"]:
            words = words_of(claim.evidence.quote)
            if len(words) >= _SHORTEST_QUOTE and not ordinary(claim.evidence.quote):
                self.runs[words] = "quotes"

    def _told_of(self, claim: Claim, kind: str) -> None:
        """Who and where, in a sentence on brokers or shelters."""
        links = [n.name for n in claim.attribution if n.name and is_person(n)]
        for name in (*value_names(claim), *links):
            if not ordinary(name) and joined(name) not in self.view.released_names:
                self._person(name, kind)

    def _withheld(self, claim: Claim) -> None:
        """A value that an analyst withheld: its names, its words, its dates in every form."""
        ruling = self.view.grades[claim.id].ruling
        value = claim.value
        for name in ruled_names(claim, ruling) if ruling else ():
            self._person(name, "withheld")
        if isinstance(value, DateValue) and value.edtf and not self._told_elsewhere(claim):
            self._name(value.edtf, "withheld")
            self._name(day(value.edtf), "withheld")
        if isinstance(value, CountValue | DateValue) and len(words_of(value.words)) > 2:
            self._name(value.words, "withheld")
        words = words_of(claim.evidence.quote)
        if len(words) >= _SHORTEST_QUOTE:
            self.runs[words] = "withheld"

    def _told_elsewhere(self, claim: Claim) -> bool:
        """Whether another claim that is shown, or a report's day, has the same date."""
        edtf = claim.value.edtf if isinstance(claim.value, DateValue) else None
        published = {r.published.value[:10] for r in self.view.records.reports if r.published}
        others = (c for c in self.view.records.claims if self.view.grades[c.id].level is not None)
        same = any(isinstance(c.value, DateValue) and c.value.edtf == edtf for c in others)
        return same or edtf in published

    def _people(self) -> None:
        if not self.shown["names"]:
            for name in self.view.names.private:
                self._person(name, "names")
        for name in self.view.ruled_speakers("withhold"):
            self._person(name, "withheld")

    def _incidents(self) -> None:
        if self.shown["ids"]:
            return
        for incident in self.view.records.incidents:
            ids = (incident.id, *incident.mentions, *(o.id for o in incident.origins))
            for identifier in ids:
                self._text(identifier.rsplit(":", 1)[-1], "ids")

    def _hidden_place(self, claim: Claim) -> PlaceValue | None:
        value = claim.value
        if not isinstance(value, PlaceValue) or not is_exact(value):
            return None
        return None if self.view.grades[claim.id].shown(self.view.level) else value

    def _ids(self, claim: Claim, place: PlaceValue) -> Iterator[int]:
        """The GeoNames ids that fall with a place: those of its area where its level hides it."""
        if self.view.grades[claim.id].level is not None or self.view.mode_of(claim) == "strict":
            yield from _ids_around(place)
        elif place.geonameid is not None:
            yield place.geonameid

    def _public(self) -> set[str]:
        """Words of countries, of public and state bodies, known outlets and holders of office."""
        named = sharing()
        texts = [*named.public_bodies.names, *named.known_outlets.names, *named.state_bodies]
        texts += [*self.view.names.officials, *self.view.released_texts]
        for claim in self.view.records.claims:
            if self.view.grades[claim.id].shown(self.view.level):
                texts += value_names(claim) if isinstance(claim.value, PlaceValue) else []
            if self.shown["organisations"]:
                links = [n for n in claim.attribution if n.kind in _BODIES and not is_person(n)]
                texts += [n.name for n in links if n.name]
        return {w for t in texts for w in words_of(t)} | country_words()

    def _telling_runs(self) -> dict[tuple[str, ...], str]:
        """Runs of words, less those that are little more than the name of a body or outlet."""
        links = (n for c in self.view.records.claims for n in c.attribution)
        named = {words_of(n.name) for n in links if n.name and n.kind in _BODIES}
        named |= {words_of(r.outlet) for r in self.view.records.reports if r.outlet}
        parts = {
            w[at : at + size]
            for w in named
            for size in range(_PART, len(w) + 1)
            for at in range(len(w) - size + 1)
        }
        return {run: kind for run, kind in self.runs.items() if not _mostly(run, parts)}

    # By how they are looked for

    def _person(self, name: str, kind: str) -> None:
        """A name whole, and each part of it that is no ordinary word."""
        self._name(name, kind)
        for word in words_of(name):
            if len(word) > 2 and not ordinary(word):
                self.words[word] = kind

    def _name(self, name: str, kind: str, least: int = 1) -> None:
        whole = joined(name)
        if len(words_of(name)) >= least and len(whole) > 2 and not ordinary_word(name):
            self.names.setdefault(whole, kind)

    def _text(self, text: str, kind: str) -> None:
        if len(text) > 4:
            self.texts.setdefault(fold(text), kind)

    def _run(self, text: str, kind: str) -> None:
        words = words_of(text)
        plain = [w in known_words() or w.isdigit() or w in country_words() for w in words]
        for at in range(len(words) - RUN + 1):
            if not all(plain[at : at + RUN]):
                self.runs.setdefault(words[at : at + RUN], kind)
            elif at + PLAIN_RUN <= len(words):
                self.runs.setdefault(words[at : at + PLAIN_RUN], kind)

    def _capitals(self, text: str) -> None:
        """Words that stand only with a capital: names, known to the analysis or not."""
        small: set[str] = set()
        large: set[str] = set()
        for start, end, word in spans_of(text):
            (large if text[start].isupper() else small).add(word)
            del end
        for word in large - small - known_words():
            if len(word) > 3 and not word.isdigit() and (word,) not in country_phrases():
                self.capitals.setdefault(word, "names")


def _mostly(run: tuple[str, ...], parts: set[tuple[str, ...]]) -> bool:
    """Whether a run holds such a part and fewer than `_MORE` words besides."""
    least = max(_PART, len(run) - _MORE + 1)
    return any(
        run[at : at + size] in parts
        for size in range(least, len(run) + 1)
        for at in range(len(run) - size + 1)
    )


def ordinary_word(name: str) -> bool:
    """A name of one ordinary word cannot be told from that word in an export's own sentences."""
    return len(words_of(name)) == 1 and ordinary(name)


def _ids_around(place: PlaceValue) -> Iterator[int]:
    """The GeoNames ids of a place and of the areas it lies in, finer than the country."""
    if place.geonameid is None:
        return
    yield place.geonameid
    found = gazetteer().by_geonameid(place.geonameid)
    rows: Iterable[int | None] = (found.admin1_row, found.admin2_row) if found else ()
    for row in rows:
        area = gazetteer().place(row).geonameid if row is not None else None
        if area is not None:
            yield area
