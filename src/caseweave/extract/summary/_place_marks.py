"""The places that a report names, and what is said of each one where it stands.

A mark is one place name of the text with the claims that rest on it; demonyms are none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from caseweave.extract.assemble._placed import place_value
from caseweave.extract.layers import Toponym
from caseweave.extract.summary._records import TOLD
from caseweave.extract.summary._setting import Setting
from caseweave.gazetteer import MAIN, gazetteer, key
from caseweave.model import Claim, Extraction, Mention, PlaceValue, Report

_NEAR = 60  # code points before a name in which an address or an age is looked for
_ADDRESS = re.compile(
    r"\b\d+(?:th|st|nd|rd)?[ -]block\b|\b\d{2,5} (?:block )?(?:of )?[A-Z]", re.IGNORECASE
)
_AGED = re.compile(r"\b\d{1,3}(?:-year-old|, of|,? from|,? of)\b[^.]{0,30}$")
_STATE = re.compile(r",\s+(?:[A-Z][a-z]{1,5}\.|[A-Z]{2}\b|[A-Z]\.[A-Z]\.|[A-Z][a-z]+)")
_WORD = re.compile(r"\W*([\w’']+)")
_PREPOSITIONS = {"in", "at", "near", "of", "from", "to", "outside", "on"}
_NAME = re.compile(r"[A-Z][\w’']*\.?")
_RUN = re.compile(r"[A-Z][\w’']*\.?(?: [A-Z][\w’']*\.?){0,4}")
Region = tuple[str, str]
# A region or country whose name a town of the report's region bears may be that town.
_READ_AGAIN = {"city", "country", "admin1"}
_LISTED = re.compile(r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?){3}")


class Mark(msgspec.Struct, frozen=True):
    """One place name in the text: its span, its value, and the claims that rest on it."""

    start: int
    end: int
    value: PlaceValue
    claims: tuple[Claim, ...]

    scanned: bool = False

    @property
    def key(self) -> str | None:
        """The town, or else the division finer than a region, that the name stands for."""
        if self.value.city:
            return key(self.value.city)
        return key(self.value.name) if self.value.precision == "admin2" else None


def marks(report: Report, extraction: Extraction, places: Sequence[Toponym] = ()) -> list[Mark]:
    """The place names of the text in order: those of claims, the layer's others, and scanned ones.

    Scanned are capitalised words that name a town of the region that most others lie in.
    """
    claims: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    values: dict[tuple[int, int], PlaceValue] = {}
    for claim in extraction.claims:
        if isinstance(claim.value, PlaceValue) and claim.alternative_of is None:
            claims[claim.evidence.start, claim.evidence.end].append(claim)
            values.setdefault((claim.evidence.start, claim.evidence.end), claim.value)
    for place in places:
        if not place.demonym and place.precision is not None:
            values.setdefault((place.start, place.end), place_value(place))
    found = [Mark(a, b, v, tuple(claims.get((a, b), ()))) for (a, b), v in sorted(values.items())]
    home = home_of(found)
    if home is None:
        return found
    at_home = [_at_home(report, m, home) for m in found]
    return sorted([*at_home, *_scanned(report, at_home, home)], key=_span)


def _at_home(report: Report, mark: Mark, home: Region) -> Mark:
    """A name read as the town of the report's own region, unless the words name another region."""
    value = mark.value
    if (value.country, value.admin1) == home or value.precision not in _READ_AGAIN:
        return mark
    if _STATE.match(report.text[mark.end : mark.end + _NEAR]):
        return mark
    town = _town(report.text[mark.start : mark.end], home)
    return msgspec.structs.replace(mark, value=town) if town is not None else mark


def _span(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def home_of(found: Sequence[Mark]) -> Region | None:
    """The region (country and first-level division) that most names lie in, then most marks."""
    votes: dict[Region, list[str]] = defaultdict(list)
    for mark in found:
        if mark.value.country is not None and mark.value.admin1 is not None:
            votes[mark.value.country, mark.value.admin1].append(mark.value.name.casefold())
    if not votes:
        return None
    return max(sorted(votes), key=lambda r: (len(set(votes[r])), len(votes[r])))


def _scanned(report: Report, found: Sequence[Mark], home: Region) -> Iterator[Mark]:
    """Names of towns of a region that no layer marked: the longest in each capitalised run."""
    taken = [_span(m) for m in found]
    live = (p for p in report.passages if p.kind != "boilerplate")
    for passage in live:
        for run in _RUN.finditer(report.text, passage.start, passage.end):
            words = [(m.start(), m.end()) for m in _NAME.finditer(report.text, *run.span())]
            spans = (
                (words[i][0], words[j][1]) for i in range(len(words)) for j in range(i, len(words))
            )
            for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
                town = _town(report.text[start:end], home)
                if town is not None and not any(a < end and start < b for a, b in taken):
                    taken.append((start, end))
                    yield Mark(start, end, town, (), scanned=True)


@lru_cache(maxsize=8192)
def _town(name: str, home: Region) -> PlaceValue | None:
    """The town of a region that bears a name as its own."""
    for candidate in gazetteer().candidates(name):
        place = candidate.place
        if (
            candidate.rank == MAIN
            and place.kind == "city"
            and (place.country, place.admin1) == home
        ):
            return msgspec.structs.replace(place.told_as(name), city=place.name)
    return None


def flags(setting: Setting, main: Mention, mark: Mark) -> Iterator[str]:
    """What is said of one place name: by its standing, claims, sentence and neighbours."""
    standing = setting.standing(mark.start)
    yield "tail" if standing == "title" and in_tail(setting, mark.start) else standing
    if setting.in_headline(mark.start):
        yield "headline"
    if standing == "dateline" and _of_agency(setting, mark):
        yield "agency"
    yield from _claimed(main, mark)
    yield from setting.speaks_of(mark.start) - {"pluperfect"}
    yield f"is_{mark.value.precision}"
    yield from _before(setting, mark)
    yield from _after(setting, mark)


def in_tail(setting: Setting, offset: int) -> bool:
    """Whether an offset lies in the part of a title that names the outlet."""
    title = next(p for p in setting.report.passages if p.start <= offset < p.end)
    text = setting.report.text[title.start : title.end]
    marks_ = setting.lists["outlet_marks"]
    cuts = [at for m in marks_ if (at := text.find(m)) > 0]
    if not cuts or offset - title.start <= min(cuts):
        return False
    tail = text[min(cuts) :]
    own = set(re.findall(r"[a-z]+", tail.lower())) & setting.lists["outlet_words"]
    return bool(own) or bool(re.search(r"\.(com|org|net)\b|\b[KW][A-Z]{2,3}\b", tail))


def _of_agency(setting: Setting, mark: Mark) -> bool:
    """Whether a dateline is a news agency's, which files from the next large city."""
    passage = next(p for p in setting.report.passages if p.start <= mark.start < p.end)
    rest = setting.report.text[mark.end : passage.end + _NEAR // 2].lower()
    return bool(set(re.findall(r"[a-z]+", rest)[:4]) & setting.lists["agencies"])


def _claimed(main: Mention, mark: Mark) -> Iterator[str]:
    ours = [c for c in mark.claims if c.mention == main.id]
    if mark.scanned:
        yield "scanned"
    elif not mark.claims:
        yield "unclaimed"
    elif not ours:
        yield "background"
    for claim in ours:
        if claim.factuality not in TOLD:
            yield "not_happened"
        elif claim.attribute == "place":
            yield "scene" if claim.extractor == "scene" else "place"
        elif claim.attribute == "place.mentioned":
            yield "mentioned"
        else:
            yield "on_the_way"


def _before(setting: Setting, mark: Mark) -> Iterator[str]:
    before = setting.report.text[max(0, mark.start - _NEAR) : mark.start]
    words = re.findall(r"[\w’']+", before.lower())
    last = words[-1] if words else ""
    gap = re.search(r"[\w’']+(\W*)$", before)
    if gap is not None and gap.group(1).strip():
        yield "cut_off"
    elif gap is not None and gap.group()[0].isupper() and last not in setting.lists["quarters"]:
        yield "name_before"
    elif last in _PREPOSITIONS:
        yield f"{last}_before"
    elif last in setting.lists["quarters"]:
        yield "quarter_before"
    if words[-2:] in (["city", "of"], ["town", "of"], ["village", "of"]):
        yield "city_of"
    if _ADDRESS.search(before):
        yield "address"
    if _AGED.search(before):
        yield "aged"
    for name in ("hurt", "court", "home"):
        if set(words[-4:]) & setting.lists[name]:
            yield f"{name}_before"
    if set(words[-6:]) & setting.lists["taken"]:
        yield "taken_before"
    if set(words[-5:]) & {"happened", "occurred", "responded", "called", "dispatched"}:
        yield "occurs_before"


def _after(setting: Setting, mark: Mark) -> Iterator[str]:
    rest = setting.report.text[mark.end : mark.end + _NEAR]
    found = _WORD.match(rest)
    word = found.group(1) if found else ""
    lower = word.lower()
    glued = found is not None and not rest[: found.start(1)].strip()
    if _LISTED.match(rest):
        yield "listed"
    elif _STATE.match(rest):
        yield "region_after"
    if not glued:
        return
    if lower in setting.lists["police"]:
        yield "police_after"
    elif lower in setting.lists["quarter_nouns"]:
        yield "quarter_after"
    elif lower in setting.lists["residents"]:
        yield "resident_after"
    elif lower in setting.lists["county"]:
        yield "county_after"
    elif lower in setting.lists["roads"] or lower in setting.lists["sites"]:
        yield "site_after"
    elif word[:1].isupper():
        yield "name_after"
