"""Redaction: records in, an export out that holds nothing which its level withholds. Pure.

Invariant: the export is built from allowed values only and never by cutting from a report; what
is left out is counted in its register, which holds no withheld value itself.
"""

import re

import msgspec

from caseweave import __version__
from caseweave.export.levels import AUDIENCES, marking
from caseweave.export.records import Item, Records
from caseweave.export.redact_case import redact_case
from caseweave.export.register import items_of, lines_of
from caseweave.export.shared import Shared, SharedSource
from caseweave.export.values import edtf
from caseweave.export.view import View
from caseweave.model import Report
from caseweave.schema.sharing import Level

_LANGUAGE = re.compile(r"[a-z]{2,3}")  # ISO 639


class Redaction(msgspec.Struct, frozen=True, kw_only=True):
    """An export ready to be laid out, and what it withholds, for the desk's eyes only."""

    shared: Shared
    items: tuple[Item, ...]


def redact(records: Records, level: Level, *, withhold: bool = True) -> Redaction:
    """The records as an export at `level` may show them.

    `withhold` False leaves everything in, marked with the level all the same: only for tests, to
    show that the leak check stands on its own.
    """
    view = View(records, level, withhold=withhold)
    items = items_of(view) if withhold else ()
    kinds = sorted({i.type for i in records.incidents})
    shared = Shared(
        version=__version__,
        tlp=marking(level),
        audience=AUDIENCES[level],
        as_of=edtf(records.as_of),
        notes=tuple(_note(n, view, kinds) for n in records.notes),
        sources=_sources(view, kinds),
        cases=tuple(redact_case(view, i) for i in records.incidents),
        withheld=lines_of(items),
    )
    return Redaction(shared=shared, items=items)


def preview(records: Records, level: Level) -> tuple[Item, ...]:
    """What an export at `level` would withhold, for the desk's eyes only."""
    return items_of(View(records, level))


def _note(text: str, view: View, kinds: list[str]) -> str:
    labels = view.labels(_strictest_type(view, kinds))
    return (labels.screen if labels.screen.mode == "loose" else labels.strict).clean(text)


def _strictest_type(view: View, kinds: list[str]) -> str:
    """The type whose text is masked most: a report may tell of incidents of several types."""
    order = ("strict", "names", "loose")
    return min(kinds, key=lambda k: order.index(view.mode(k)), default="")


def _sources(view: View, kinds: list[str]) -> tuple[SharedSource, ...]:
    by_number = sorted(view.records.reports, key=lambda r: int(view.sources[r.id][1:]))
    return tuple(_source(r, view, kinds) for r in by_number)


def _source(report: Report, view: View, kinds: list[str]) -> SharedSource:
    labels = view.labels(_strictest_type(view, kinds))
    screen = labels.screen
    outlet = labels.outlet(report.outlet)
    held = "an outlet (name withheld)" if report.outlet else "an outlet that is not known"
    published = edtf(report.published.value) if report.published else None
    if published and not labels.shows("links"):
        # The minute tells which page it was.
        published = published.split("T")[0]

    def whole(kind: str, text: str | None) -> str | None:
        """The text where the level shows it and nothing in it is withheld."""
        return text if text and labels.shows(kind) and screen.passes(text) else None

    title = screen.clean(report.title) if report.title and labels.shows("titles") else None
    return SharedSource(
        id=view.sources[report.id],
        label=f"{outlet or held}, {published.split('T')[0] if published else 'no date'}",
        outlet=outlet,
        published=published,
        language=report.language if _LANGUAGE.fullmatch(report.language or "") else None,
        copy_of=tuple(
            sorted(view.sources[c.report] for c in report.copies if c.report in view.sources)
        ),
        title=title,
        author=whole("authors", report.author),
        url=whole("links", report.url),
        file=whole("files", report.source),
        sha256=report.id.removeprefix("sha256:") if labels.shows("ids") else None,
    )
