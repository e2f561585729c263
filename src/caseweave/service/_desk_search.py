"""Search at the desk: words and fields over claims and reports, without an index of its own.

`ministry denies` finds claims in which both words stand (a stance counts as its words);
`place:"Lang Son" status:detained` finds cases that hold a claim for each field. Pure over a view.
"""

import re
import shlex
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import msgspec

from caseweave.case import attribute_words, chain_words, value_words
from caseweave.model import STATUSES, Claim, Incident, Report
from caseweave.service._desk_board import Board
from caseweave.service._desk_view import View

FIELDS = ("place", "status", "by", "outlet", "stance", "date", "attribute", "type", "case")
_PLACES = frozenset({"place", "origin_place", "destination", "transit_place", "place.mentioned"})
# What a person types for a stance; the first is the stance's own name.
_STANCES = {
    "asserts": ("asserts", "says", "said"),
    "denies": ("denies", "denied", "deny", "denial"),
    "disputes": ("disputes", "disputed", "dispute"),
    "unaware": ("unaware",),
    "declined": ("declined", "declines", "decline", "refused"),
    "unreachable": ("unreachable", "reached"),
}
_MOST = 200
_SNIPPET = 90


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One word or phrase, casefolded, and the field that it is meant for (None: any)."""

    text: str
    field: str | None = None


class FoundReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the words around the first hit."""

    report: Report
    before: str
    hit: str
    after: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search gives. The counts are of everything; the lists hold the first of them."""

    terms: tuple[Term, ...]
    cases: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    reports: tuple[FoundReport, ...]
    counts: tuple[int, int, int]


def terms_of(query: str) -> tuple[Term, ...]:
    """The terms of a query; an unclosed quotation mark is taken as one at the end."""
    plain = query.replace("'", "’").replace("\\", " ")
    try:
        parts = shlex.split(plain)
    except ValueError:
        parts = shlex.split(plain.replace('"', " "))
    terms = []
    for part in parts:
        name, colon, rest = part.partition(":")
        if colon and name.casefold() in FIELDS and rest:
            terms.append(Term(text=rest.casefold(), field=name.casefold()))
        elif part:
            terms.append(Term(text=part.casefold()))
    return tuple(terms)


def search(view: View, query: str) -> Found:
    """Cases, claims and reports that fit the query, of those that this person may see."""
    terms = terms_of(query)
    if not terms:
        return Found(terms=(), cases=(), claims=(), reports=(), counts=(0, 0, 0))
    words = tuple(t.text for t in terms if t.field is None)
    fields = tuple(t for t in terms if t.field is not None)
    cases: list[Incident] = []
    claims: list[Claim] = []
    for incident in view.incidents:
        held = view.board.claims_of_incident.get(incident.id, ())
        hits = _hits(view, incident, held, words, fields)
        if hits is not None:
            cases.append(incident)
            claims.extend(hits)
    reports = [] if fields and not words else _reports(view, words, fields)
    return Found(
        terms=terms,
        cases=tuple(sorted(cases, key=lambda i: view.row(i.id).urgency, reverse=True)[:_MOST]),
        claims=tuple(claims[:_MOST]),
        reports=tuple(reports[:_MOST]),
        counts=(len(cases), len(claims), len(reports)),
    )


def _hits(
    view: View,
    incident: Incident,
    held: Sequence[Claim],
    words: tuple[str, ...],
    fields: tuple[Term, ...],
) -> list[Claim] | None:
    """The claims that fit, or None where the case does not."""
    outlets, straw = view.board.reports, _straw_of(view.board)
    found: dict[str, Claim] = {}
    for term in fields:
        if term.field in {"case", "type"}:
            said = incident.title if term.field == "case" else incident.type
            if term.text not in said.casefold():
                return None
            continue
        fitting = [
            c for c in held if _fits(c, straw.claim(c), term, outlets[c.report].outlet or "")
        ]
        if not fitting:
            return None
        found |= {c.id: c for c in fitting}
    if words:
        spoken = [c for c in held if _spoken(c, straw.claim(c), words)]
        titled = all(w in incident.title.casefold() for w in words)
        if not spoken and not titled:
            return None
        found = {c.id: c for c in spoken if not found or c.id in found} or found
    return list(found.values())


def _fits(claim: Claim, text: str, term: Term, outlet: str) -> bool:
    match term.field:
        case "place":
            return claim.attribute in _PLACES and term.text in text
        case "status":
            word = term.text.replace(" ", "_")
            return word in STATUSES and claim.attribute == word
        case "by":
            return term.text in chain_words(claim.attribution).casefold()
        case "outlet":
            return term.text in outlet.casefold()
        case "stance":
            return claim.stance == _stance_of(term.text)
        case "date":
            return claim.attribute.startswith("date") and term.text in text
        case _:
            return term.text in attribute_words(claim.attribute).casefold()


def _stance_of(word: str) -> str | None:
    return next((s for s, names in _STANCES.items() if word in names), None)


def _spoken(claim: Claim, text: str, words: Sequence[str]) -> bool:
    return all(w in text or _stance_of(w) == claim.stance for w in words)


class _Straw:
    """The searchable text of each claim and report of one board, made when first looked into."""

    def __init__(self) -> None:
        self._claims: dict[str, str] = {}
        self._reports: dict[str, str] = {}

    def claim(self, claim: Claim) -> str:
        found = self._claims.get(claim.id)
        if found is None:
            found = self._claims[claim.id] = _text_of(claim)
        return found

    def report(self, report: Report) -> str:
        found = self._reports.get(report.id)
        if found is None:
            text = f"{report.outlet or ''}\n{report.author or ''}\n{report.text}"
            found = self._reports[report.id] = text.casefold()
        return found


_straw: WeakKeyDictionary[Board, _Straw] = WeakKeyDictionary()


def _straw_of(board: Board) -> _Straw:
    return _straw.setdefault(board, _Straw())


def _text_of(claim: Claim) -> str:
    parts = (
        attribute_words(claim.attribute),
        value_words(claim.value),
        claim.evidence.quote,
        chain_words(claim.attribution),
    )
    return "\n".join(parts).casefold()


def _reports(view: View, words: tuple[str, ...], fields: tuple[Term, ...]) -> list[FoundReport]:
    outlets = [t.text for t in fields if t.field == "outlet"]
    found, straw = [], _straw_of(view.board)
    for report in view.reports:
        text = straw.report(report)
        named = (report.outlet or "").casefold()
        if all(w in text for w in words) and all(o in named for o in outlets):
            found.append(_snippet(report, words[0]))
    return found


def _snippet(report: Report, word: str) -> FoundReport:
    # Case-folding may change lengths, so the place is looked for in the text itself.
    match = re.search(re.escape(word), report.text, re.IGNORECASE)
    start, end = match.span() if match else (0, 0)
    low, high = max(0, start - _SNIPPET), min(len(report.text), end + _SNIPPET)
    return FoundReport(
        report=report,
        before=("…" if low else "") + report.text[low:start],
        hit=report.text[start:end],
        after=report.text[end:high] + ("…" if high < len(report.text) else ""),
    )
