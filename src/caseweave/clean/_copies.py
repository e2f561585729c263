"""Which reports copy one another: the same words under other furniture, changed, or cut short.

The result does not depend on the order of the reports. Both sides of a pair get an entry; `because`
says which is likely the source, and on what ground.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from caseweave.clean._fingerprints import containment, fingerprints
from caseweave.model import Copy, Report

# Found on synthetic reprints of outside reports (cut short, other furniture, 6% of the words
# changed, two merged, two sentences carried over) against pairs about one event that were written
# apart; `tests/clean/test_copies_data.py` holds the floors.
MIN_SHARED = 6
MIN_SCORE = 0.04
REPRINT = 0.75
# Sizes of two versions of one story differ by less than this ratio.
WHOLE = 0.67
NEAR = 0.30
# A run that stands in so many reports is an agency's stock phrase, not a sign of copying.
MAX_REPORTS_WITH_RUN = 200

Kind = Literal["identical", "reprint", "near_copy", "excerpt"]
_TOLD = frozenset({"title", "paragraph", "quotation", "dateline"})


class _Known(msgspec.Struct, frozen=True):
    report: Report
    told: str
    runs: frozenset[int]


def find_copies(reports: Iterable[Report]) -> dict[str, tuple[Copy, ...]]:
    """For each report that shares wording with another, its copies, highest score first.

    `score` is the share of the shorter text's word runs that stand in the longer one's. Kinds:
    `identical` (same words told), `reprint` (the same story under another headline or furniture),
    `near_copy` (a version with words changed), `excerpt` (part of one stands in the other).
    """
    unique = {r.id: r for r in reports}
    known = [_know(unique[i]) for i in sorted(unique)]
    found: dict[str, list[Copy]] = defaultdict(list)
    for a, b in _candidates(known):
        kind, score = _compare(known[a], known[b])
        if kind is None:
            continue
        source, ground = original_of(known[a].report, known[b].report)
        for one, other in ((known[a], known[b]), (known[b], known[a])):
            because = _because(one, other, kind, score, f"{source.source} {ground}")
            copy = Copy(report=other.report.id, kind=kind, score=score, because=because)
            found[one.report.id].append(copy)
    return {
        i: tuple(sorted(copies, key=lambda c: (-c.score, c.report)))
        for i, copies in sorted(found.items())
    }


def told_text(report: Report) -> str:
    """What the report tells: its text without furniture, captions and bylines."""
    parts = [report.text[p.start : p.end] for p in report.passages if p.kind in _TOLD]
    return "\n\n".join(parts)


def body_runs(report: Report) -> frozenset[int]:
    """The word runs by which a report's copies are found: of its paragraphs and quotations."""
    body = [
        report.text[p.start : p.end]
        for p in report.passages
        if p.kind in {"paragraph", "quotation"}
    ]
    return fingerprints("\n".join(body))


def _know(report: Report) -> _Known:
    return _Known(report, told_text(report), body_runs(report))


def _candidates(known: Sequence[_Known]) -> list[tuple[int, int]]:
    """Pairs that share enough runs, through an inverted index."""
    index: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for run in one.runs:
            index[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if 2 <= len(numbers) <= MAX_REPORTS_WITH_RUN:
            for i, a in enumerate(numbers):
                for b in numbers[i + 1 :]:
                    shared[a, b] += 1
    texts: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        texts[one.told].append(number)
    same = {(g[i], b) for g in texts.values() for i in range(len(g)) for b in g[i + 1 :]}
    least = [(p, min(len(known[p[0]].runs), len(known[p[1]].runs))) for p in shared]
    near = {p for p, size in least if shared[p] >= min(MIN_SHARED, max(2, size))}
    return sorted(same | near)


def _compare(a: _Known, b: _Known) -> tuple[Kind | None, float]:
    if a.told == b.told:
        return "identical", 1.0
    small, large = sorted((a.runs, b.runs), key=len)
    score = round(containment(small, large), 3)
    ratio = len(small) / len(large) if large else 0.0
    if score >= REPRINT and ratio >= WHOLE:
        return "reprint", score
    if score >= NEAR and ratio >= WHOLE:
        return "near_copy", score
    if score >= MIN_SCORE:
        return "excerpt", score
    return None, score


def original_of(a: Report, b: Report) -> tuple[Report, str]:
    """Which of two copies is likely the source of the other, and why, as an English clause.

    A credit decides before the times of publication, these before the lengths; where all are equal
    the lower id stands, and the clause says that it cannot be told.
    """
    for one, other in ((a, b), (b, a)):
        if _credits(other, one) and not _credits(one, other):
            return one, f"is credited by name in {other.source}"
    if a.published and b.published:
        low, high = sorted((a, b), key=lambda r: (_when(r), r.id))
        shared = min(len(_when(low)), len(_when(high)))
        if _when(low)[:shared] != _when(high)[:shared]:
            return low, f"was published earlier ({_when(low)[:10]})"
    small, large = sorted((a, b), key=lambda r: (len(told_text(r)), r.id))
    if len(told_text(large)) > 1.1 * len(told_text(small)):
        return large, "is the longer text, and neither date nor credit tells more"
    return min(
        (a, b), key=lambda r: r.id
    ), "cannot be told from its source by credit, date or length"


def _when(report: Report) -> str:
    return report.published.value if report.published else ""


def _credits(report: Report, other: Report) -> bool:
    """True where `report` names the outlet of `other` as a source and is not of that outlet."""
    outlet = re.sub(r"^[Tt]he ", "", other.outlet or "")
    mine = re.sub(r"^[Tt]he ", "", report.outlet or "")
    if len(outlet) < 3 or outlet.casefold() == mine.casefold():
        return False
    return re.search(rf"\b{re.escape(outlet)}\b", report.text) is not None


def _because(one: _Known, other: _Known, kind: Kind, score: float, source: str) -> str:
    share = f"{score:.0%}"
    names = one.report.source, other.report.source
    shorter = names[0] if len(one.runs) <= len(other.runs) else names[1]
    longer = names[1] if shorter == names[0] else names[0]
    said = {
        "identical": f"The texts of {names[0]} and {names[1]} are the same word for word",
        "reprint": f"{share} of the word runs of {shorter} stand in {longer}: one story twice",
        "near_copy": f"{share} of the word runs of {shorter} stand in {longer}, others are changed",
        "excerpt": f"{share} of the word runs of {shorter} stand in {longer}, which tells more",
    }
    return f"{said[kind]}; {source}."
