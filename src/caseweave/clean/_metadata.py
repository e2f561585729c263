"""Outlet, author, dateline and publication date of a composed report.

What was given apart wins; then what the page's markup states; then its lines. A date comes from the
page or is None: never from the clock, never from the body of the report.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from caseweave.clean._bylines import (
    byline_names,
    credited_author,
    date_line,
    is_outlet_like,
    is_publisher_like,
    outlet_from_lines,
)
from caseweave.clean._head import Head
from caseweave.clean._headnames import HeadName, head_byline
from caseweave.clean._lexicon import lexicon
from caseweave.clean._opening import dateline_words
from caseweave.clean._pagedates import Order, PageDate, find_page_dates, observed_order, parse_date
from caseweave.clean._publisher import spelt_out
from caseweave.model import Evidence, Given, Passage, Published

# American against British usage in the text: one side must have so many and twice the other's.
_MIN_USAGE = 2
# Passages that may carry the date of publication; a caption's date is that of the picture.
_DATED = frozenset({"boilerplate", "byline", "dateline"})
_NUMBERS = re.compile(r"\d[/.-]\d")


NO_HEAD = Head()
# A name of the head with this weight goes before credits in the foot (`[head.weights]`).
_WELL_TOLD = 4


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What the head and foot of a page say of the report."""

    outlet: str | None
    author: str | None
    dateline: str | None
    published: Published | None


def find_metadata(
    text: str,
    passages: Sequence[Passage],
    given: Given,
    page: Given,
    language: str = "en",
    *,
    masthead: str | None = None,
    head: Head = NO_HEAD,
) -> Found:
    """All metadata of the composed `text`; `given` wins, `page` is the markup's own word.

    `masthead`: the name that stands alone at the top of the page; `head`: the lines under the
    title.
    """
    url = given.url or page.url
    dated = [text[p.start : p.end] for p in passages if p.kind in _DATED]
    dated += [words for words in (given.published, page.published) if words]
    order = None
    if any(_NUMBERS.search(words) for words in dated):
        order = number_order(text, given.language or page.language, url)
    stated = given.author or (byline_names(page.author) or page.author if page.author else None)
    author = stated or head.author or _author(text, passages, language)
    dateline = next((p for p in passages if p.kind == "dateline"), None)
    outlet = given.outlet or _outlet(text, passages, page, url, (head, masthead, author))
    office = lexicon().page["head"]["offices"]
    signed = author and re.fullmatch(office, author, re.IGNORECASE) is None
    if author and signed and not stated and (author == outlet or is_publisher_like(author)):
        outlet, author = outlet or author, None
    return Found(
        outlet=outlet,
        author=author,
        dateline=dateline_words(text[dateline.start : dateline.end]) if dateline else None,
        published=_published(text, passages, given, page, (order, head.dated)),
    )


def number_order(text: str, language: str | None, url: str | None) -> Order | None:
    """Whether the page writes 3/4 for the 3rd of April or the 4th of March; None where unknown.

    In this order: a date on the page that can be read one way only, the declared language, the
    country of the host, then American or British usage in the text (`page.toml`, `[order]`).
    """
    observed = observed_order(text.split("\n"))
    if observed:
        return observed
    table = lexicon().page["order"]
    if language and "-" in language.replace("_", "-"):
        code = language.replace("_", "-").lower()
        return "month_first" if code in table["month_first_languages"] else "day_first"
    ending = (_host(url) or "").rsplit(".", 1)[-1]
    if ending in table["month_first_hosts"]:
        return "month_first"
    if ending in table["day_first_hosts"]:
        return "day_first"
    american = len(re.findall(table["american"], text))
    british = len(re.findall(table["british"], text))
    if american >= _MIN_USAGE and american >= 2 * british:
        return "month_first"
    if british >= _MIN_USAGE and british >= 2 * american:
        return "day_first"
    return None


def _published(
    text: str,
    passages: Sequence[Passage],
    given: Given,
    page: Given,
    told: tuple[Order | None, frozenset[str]],
) -> Published | None:
    order, dated = told
    shown = _shown(text, passages, order, dated)
    for words in (given.published, page.published):
        stated = parse_date(words, order) if words else None
        if stated and shown and words == page.published and stated.value[:10] < shown.value[:10]:
            stated = None if _grows(text, passages) else stated
        if stated:
            same = shown is not None and shown.value[:10] == stated.value[:10]
            evidence = shown.evidence if shown is not None and same else None
            return Published(value=stated.value, precision=stated.precision, evidence=evidence)
    return shown


def _shown(
    text: str, passages: Sequence[Passage], order: Order | None, dated: frozenset[str]
) -> Published | None:
    """The publication date that the page shows: the likeliest place first, then the first such.

    `dated`: lines of the head that give a date as their own.
    """
    table = lexicon().page["dates"]
    label = re.compile(rf"^\W*(?:{table['published']})\b", re.IGNORECASE)
    change = re.compile(rf"^\W*(?:{table['updated']})\b", re.IGNORECASE)
    edition = re.compile(table["print_edition"], re.IGNORECASE)
    body = [p.start for p in passages if p.kind == "paragraph"]
    head_end = body[min(2, len(body) - 1)] if body else len(text)
    ranked: list[tuple[int, int, PageDate]] = []
    for passage in passages:
        if passage.kind not in _DATED:
            continue
        line = text[passage.start : passage.end]
        dates = find_page_dates(line, order)
        if not dates:
            continue
        in_head = passage.start <= head_end
        if label.match(line):
            rank = 0
        elif change.match(line):
            rank = 4
        elif passage.kind == "dateline":
            rank = 2
        elif edition.search(line):
            rank = 3
        elif in_head and (line in dated or date_line(line) is not None):
            rank = 1
        elif line in dated:
            rank = 5
        else:
            continue
        ranked.append((rank, passage.start, dates[0]))
    if not ranked:
        return None
    _, start, date = _last_change(text, passages, ranked) or min(ranked, key=lambda r: r[:2])
    evidence = Evidence.at(text, start + date.start, start + date.end)
    return Published(value=date.value, precision=date.precision, evidence=evidence)


def _last_change(
    text: str, passages: Sequence[Passage], ranked: Sequence[tuple[int, int, PageDate]]
) -> tuple[int, int, PageDate] | None:
    """The day of the last change of a page that grows: what stands on it was written by that day.

    A page grows where its title or a paragraph says so ("LIVE", "Update, 18 May:") or its head says
    when it was opened; on others a later change mends words, and the day of publication stands.
    """
    table = lexicon().page["dates"]
    label = re.compile(rf"(?i)\b(?:{table['updated']})(?: on| at)?\W*$")
    starts = {start for _, start, _ in ranked}
    changes: list[tuple[int, int, PageDate]] = []
    for passage in passages:
        line = text[passage.start : passage.end]
        if passage.start in starts:
            dates = find_page_dates(line)
            changes += [(0, passage.start, d) for d in dates[-1:] if label.search(line[: d.start])]
    return max(changes, key=lambda c: c[2].value) if changes and _grows(text, passages) else None


def _grows(text: str, passages: Sequence[Passage]) -> bool:
    table = lexicon().page["dates"]
    grows = re.compile(table["grows"], re.IGNORECASE)
    opened = re.compile(rf"(?i)^\W*(?:{table['opened']})\b")
    return any(
        (grows if p.kind in {"title", "paragraph"} else opened).match(text[p.start : p.end])
        for p in passages
        if p.kind in {"title", "paragraph", "boilerplate"}
    )


def _author(text: str, passages: Sequence[Passage], language: str) -> str | None:
    lines = [(p.kind, text[p.start : p.end]) for p in passages]
    for kind, line in lines:
        if kind == "byline":
            named = byline_names(line, language)
            beside = None if named else date_line(line, language)
            if named or (beside and beside[1]):
                return named or (beside[1] if beside else None)
    under_title = _head_name(text, passages, language)
    if under_title:
        return under_title.author
    for kind, line in lines:
        author = credited_author(line, language) if kind in {"boilerplate", "byline"} else None
        if author:
            return author
    return None


def _head_name(text: str, passages: Sequence[Passage], language: str = "en") -> HeadName | None:
    told = "\n".join(text[p.start : p.end] for p in passages if p.kind == "paragraph")
    lines = (text[p.start : p.end] for p in passages if p.kind == "byline")
    return next((found for line in lines if (found := head_byline(line, told, language))), None)


def _outlet(
    text: str,
    passages: Sequence[Passage],
    page: Given,
    url: str | None,
    told: tuple[Head, str | None, str | None],
) -> str | None:
    """Who publishes: what the head tells well, a credit, the site, a weak word, the wire.

    The markup's own word stands unless it only carries reports of others, or the head calls itself
    by the fuller or the shorter form of it. `told`: the head, the name at the
    top of the page, and the report's author.
    """
    head, masthead, author = told
    site = page.outlet
    carried = site is None or site.lower() in lexicon().page["outlet"]["aggregators"]
    begins = masthead is not None and head.outlet is not None and masthead.startswith(head.outlet)
    above = head.outlet if head.weight >= _WELL_TOLD or begins else masthead or head.outlet
    if site and not carried:
        return _own_form(above, site) if above else site
    if above and (head.weight >= _WELL_TOLD or begins or above == masthead):
        return above
    dateline = next((text[p.start : p.end] for p in passages if p.kind == "dateline"), "")
    credit = re.search(r"\(([^()]+)\)", dateline)
    wire = credit.group(1) if credit else ""
    named = wire if is_outlet_like(wire) else spelt_out(wire, text)
    agency = lexicon().page["outlet"]["agencies"].get(wire.lower())
    found = _credited(text, passages, author, head)
    station = re.fullmatch(lexicon().page["outlet"]["call_signs"], wire)
    if above is None and station and wire not in (found or ""):
        return wire
    return found or above or agency or named or _host(url)


def _own_form(shown: str, site: str) -> str:
    """The site's name; as the page's head gives it where that is the fuller, or its beginning."""
    a, b = shown.casefold(), site.casefold()
    return (
        shown if re.match(rf"{re.escape(a)}\b", b) or re.search(rf"\b{re.escape(b)}\b", a) else site
    )


def _credited(text: str, passages: Sequence[Passage], author: str | None, head: Head) -> str | None:
    """The outlet that the page's furniture credits, or that the report names as itself."""
    last = max((p.end for p in passages if p.kind == "paragraph"), default=0)
    kinds = {"boilerplate", "byline"}
    around = [
        text[p.start : p.end]
        for p in passages
        if p.kind in kinds or (p.kind == "caption" and p.start >= last)
    ]
    body = [text[p.start : p.end] for p in passages if p.kind in {"paragraph", "quotation"}]
    first = min((p.start for p in passages if p.kind == "paragraph"), default=0)
    above = [text[p.start : p.end] for p in passages if p.kind == "boilerplate" and p.end <= first]
    found = outlet_from_lines(around, body, author, () if head.outlet else above)
    return found if found and _names_an_outlet(found) else None


def _names_an_outlet(name: str) -> bool:
    """Whether a line names a paper: a bar of sections or the month of an edition does not."""
    table = lexicon().page["outlet"]
    words = name.lower().split()
    sections = sum(w in table["sections"] for w in words)
    told = {*table["no_outlets"], *table["topics"]}
    return sections < 2 and name.lower() not in told


def _host(url: str | None) -> str | None:
    """The host of a URL without `www.`; of an archived page, that of the page."""
    if not url:
        return None
    inner = re.search(r"(?:web\.archive\.org/web/|archive\.\w+/)\d*[a-z_]*/?(https?://.+)", url)
    try:
        host = urlsplit(inner.group(1) if inner else url).hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host) if host else None
