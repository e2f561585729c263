"""Which figure of a report is its own total: what a careful reader sets aside before comparing.

A figure of another time or of several incidents, a vague figure or a bound beside an exact one,
people who are only named, a part beside its whole, and what only the second reader of a text
understood otherwise. Invariant: a figure is set aside only for another figure of its own report,
and an exact figure of one speaker never for that of another, but for a part of it.
"""

import re
from collections.abc import Callable, Sequence

from caseweave.model import CountValue, DateValue
from caseweave.reconcile import counts
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.partial import names_only
from caseweave.reconcile.readings import Reading, in_own_voice, size
from caseweave.reconcile.settings import settings, words
from caseweave.reconcile.ways import Ways

Split = tuple[list[Reading], list[Reading]]
# Whether a reading gives way to the others of its page.
GivesWay = Callable[[Reading, Sequence[Reading]], bool]

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Characters behind a number in which the word after it stands.
_NEXT = 8
_LOOSE = {"at_least", "more_than"}


def of_this_incident(docket: Docket, held: Sequence[Reading], ways: Ways) -> Split:
    """A toll without figures of an earlier year or of several incidents, beside another figure.

    A number that the title tells is what the report is about.
    """
    if not held or not _is_toll(held[0]):
        return list(held), []
    since = _first_year(docket)

    def elsewhere(reading: Reading) -> bool:
        return ways.of(reading).wide or _is_of_another_year(docket, reading, since)

    def gives_way(reading: Reading, page: Sequence[Reading]) -> bool:
        titled = {size(r) for r in (reading, *page) if _is_titled(docket, r)}
        return (
            elsewhere(reading)
            and size(reading) not in titled
            and any(_counts_all(docket, r) and not elsewhere(r) for r in page)
        )

    return _split(held, gives_way)


def as_first_read(docket: Docket, held: Sequence[Reading]) -> Split:
    """A toll without what only the second reader of a report read, where it contradicts the first.

    Not where the first read a part of the same sentence: "34 people died, eight of them women".
    """
    if not held or not _is_toll(held[0]):
        return list(held), []

    def contradicts(reading: Reading, page: Sequence[Reading]) -> bool:
        first = [r for r in page if not _is_second(r)]
        known = {size(r) for r in first}
        if not first or not _is_second(reading) or size(reading) in known:
            return False
        if size(reading) in _told_of_other_states(docket, reading):
            return True
        return any(
            _is_figure(r)
            and _in_one_voice(docket, r, reading)
            and not counts.hold_together(_count(r), _count(reading))
            and not _is_whole_beside(docket, reading, r)
            for r in first
        )

    return _split(held, contradicts)


def _is_whole_beside(docket: Docket, whole: Reading, part: Reading) -> bool:
    """Whether a sentence tells a figure and a larger one."""
    same = docket.sentence(whole.claim) == docket.sentence(part.claim)
    return same and size(whole) > size(part)


def own_totals(docket: Docket, held: Sequence[Reading], ways: Ways) -> Split:
    """Without what adds nothing to a figure of the same report, or is a part of it."""

    def adds_nothing(reading: Reading, page: Sequence[Reading]) -> bool:
        exact = [r for r in page if _is_figure(r)]
        return (
            any(_is_looser(docket, reading, r) or _is_part(reading, r) for r in exact)
            or any(_is_without_killer(ways, reading, r) for r in exact)
            or _is_above_the_title(docket, reading, page, ways)
        )

    return _split(held, adds_nothing)


def _split(held: Sequence[Reading], gives_way: GivesWay) -> Split:
    pages: dict[tuple[object, ...], list[Reading]] = {}
    for reading in held:
        pages.setdefault((reading.claim.report, reading.moment), []).append(reading)
    aside = {
        r.claim.id
        for page in pages.values()
        if len(page) > 1
        for r in page
        if gives_way(r, [o for o in page if o is not r])
    }
    return [r for r in held if r.claim.id not in aside], [r for r in held if r.claim.id in aside]


def _count(reading: Reading) -> CountValue:
    return counts.count_of(reading.value)


def _is_toll(reading: Reading) -> bool:
    return settings().rule_of(reading.claim.attribute).rule == "toll"


def _is_figure(reading: Reading) -> bool:
    """An exact number of people that somebody counted."""
    return counts.is_exact(_count(reading)) and not names_only(reading.claim.evidence.quote)


def _is_looser(docket: Docket, reading: Reading, figure: Reading) -> bool:
    """As "several" and "at least four" beside "seven"; a speaker's own "at least seven" stays.

    So does that of another, where only the title has dropped "at least".
    """
    value = _count(reading)
    if not counts.hold_together(value, _count(figure)):
        return False
    if value.qualifier not in _LOOSE:
        return value.qualifier == "vague"
    sure = reading.origin != figure.origin and not _is_titled(docket, figure)
    return sure or size(reading) < size(figure)


def _is_part(reading: Reading, figure: Reading) -> bool:
    """As "two of the three", or people who are only named, beside a figure of more.

    "Seven of the ten" by another speaker may say "only seven"; "they" are whom somebody counted.
    """
    if size(reading) >= size(figure):
        return False
    quote = reading.claim.evidence.quote
    if names_only(quote) and re.search(words("cues")["listed"], quote.casefold()):
        return True
    one_voice = in_own_voice(reading) or reading.origin == figure.origin
    return one_voice and _count(reading).of == size(figure)


def _is_without_killer(ways: Ways, reading: Reading, figure: Reading) -> bool:
    """As "a gunman killed two" beside "three are dead"."""
    return ways.of(reading).killed and ways.reason(reading, figure) == "killed"


def _is_above_the_title(
    docket: Docket, reading: Reading, page: Sequence[Reading], ways: Ways
) -> bool:
    """Whether a title tells less in the same voice: of who is hit, say, or of an earlier hour."""
    if not _is_toll(reading) or _is_titled(docket, reading) or _tells_a_rise(docket, reading):
        return False
    titled = [r for r in page if _is_titled(docket, r) and _counts_all(docket, r)]
    most = max((size(r) for r in titled), default=None)
    if most is None or size(reading) <= most:
        return False
    voices = {r.origin for r in titled}
    own = in_own_voice(reading) or reading.origin in voices
    return own and not any(ways.beside(r, reading) for r in titled)


def _tells_a_rise(docket: Docket, reading: Reading) -> bool:
    """As "which brings the toll to three": later than what the title tells."""
    rise = "|".join(words("cues")["rise"])
    return re.search(rf"\b(?:{rise})\b", docket.sentence(reading.claim).casefold()) is not None


def _counts_all(docket: Docket, reading: Reading) -> bool:
    """An exact number that is no part, nor told beside others ("three others")."""
    evidence = reading.claim.evidence
    rest = "|".join(words("cues")["rest"])
    told = f"{evidence.quote}{docket.reports[reading.claim.report].text[evidence.end :][:_NEXT]}"
    others = re.search(rf"\b(?:{rest})\b", told.casefold())
    return _is_figure(reading) and _count(reading).of is None and not others


def _is_titled(docket: Docket, reading: Reading) -> bool:
    """Whether a reading stands in the title of its report."""
    start = reading.claim.evidence.start
    passages = docket.reports[reading.claim.report].passages
    return any(p.kind == "title" and p.start <= start < p.end for p in passages)


def _in_one_voice(docket: Docket, figure: Reading, reading: Reading) -> bool:
    """Whether the figure of the first reader is by the same speaker, or the report's own."""
    own = in_own_voice(figure) or _is_titled(docket, figure)
    return own or figure.origin == reading.origin


def _is_second(reading: Reading) -> bool:
    return reading.claim.extractor in settings().readers.second


def _told_of_other_states(docket: Docket, reading: Reading) -> set[int]:
    """The numbers that the first reader found in the report for people of other states."""
    rules = settings().statuses
    return {
        number
        for c in docket.claims
        if c.report == reading.claim.report
        and c.attribute in rules
        and c.attribute != reading.claim.attribute
        and c.extractor not in settings().readers.second
        and (number := counts.number_of(c.value)) is not None
    }


def _first_year(docket: Docket) -> int | None:
    """The first year in which the incident may have been: of its dates, else of its reports."""
    dates = [
        c.value.edtf
        for c in docket.claims
        if c.attribute == "date" and isinstance(c.value, DateValue)
    ]
    reports = [docket.lineage.day(r) for r in docket.reports]
    known = [d.low.year for edtf in (*dates, *reports) if (d := days_of(edtf))]
    return min(known, default=None)


def _is_of_another_year(docket: Docket, reading: Reading, since: int | None) -> bool:
    """Whether the sentence around a figure names an earlier year than those of the incident."""
    evidence = reading.claim.evidence
    sentence = docket.sentence(reading.claim).replace(evidence.quote, " ")
    years = [int(y) for y in _YEAR.findall(sentence)]
    return bool(years) and since is not None and max(years) < since
