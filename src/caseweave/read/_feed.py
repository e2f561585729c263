"""Feeds saved as a file (RSS, RDF, Atom): an entry is a report, as far as the feed has its words.

Nothing is fetched, no entity unfolds. A report's bytes are its entry in the feed's head.
"""

import html
import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from typing import Any

from caseweave.model import Given, RawReport, Refusal, RefusedInputError
from caseweave.read._encoding import decode
from caseweave.read._entries import Entry, entries, find_feed
from caseweave.read._fragments import written_blocks
from caseweave.read._plain import undecodable
from caseweave.read._records import FoundFile, Reader, bytes_id

# Longer entries (in characters) are refused: the text of a book has some 600,000.
_MAX_ENTRY = 1_000_000
# A title, name or link that is longer is none.
_MAX_LINE = 10_000
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# Names of HTML that XML does not know, and a bare ampersand; no name of HTML is longer.
_AMPERSAND = re.compile(r"&(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31});|(?!#?\w{1,32};))")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
# Bytes that no text has do not cost the whole feed: they are marked, and cost their entry.
_NO_LETTER = "\x7f"
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\f\r\x0b\x1b"))
_MARKED = bytes.maketrans(_CONTROLS, b"\x7f" * len(_CONTROLS))
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<h>\d{2}):?(?P<m>\d{2})\s*(?:\([^()]*\))?$")
_CLOCK = re.compile(r"\d:\d{2}")


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """The entries of the feed. A source is `FILE#NUMBER`, counted from 1 in the file's order."""
    data = found.path.read_bytes()
    text = decode(data, markup=True)
    if text is None and _ROOT.search(data):
        text = decode(data.translate(_MARKED), markup=True)
    if text is None:
        yield undecodable(found.source)
        return
    feed = find_feed(text)
    if feed is None:
        yield _bad(found.source, "unreadable", "it is no RSS or Atom feed", "Save the feed again")
        return
    if feed.has_entities:
        reason = "it defines entities of its own, which may unfold without an end"
        yield _bad(found.source, "unreadable", reason, "Remove its <!ENTITY lines")
        return
    number = 0
    for entry in entries(feed):
        number = entry.number
        try:
            yield _report(f"{found.source}#{number}", entry)
        except RefusedInputError as error:
            yield error.refusal
    if not number:
        yield _bad(found.source, "empty", "the feed has no entries", "Save the feed again")


def _report(source: str, entry: Entry) -> RawReport | Refusal:
    if entry.cut:
        reason = "the entry is cut off: its end mark is missing"
        return _bad(source, "unreadable", reason, "Save the feed again")
    if len(entry.feed) > _MAX_ENTRY:
        reason = f"the entry has more than {_MAX_ENTRY:,} characters"
        return _bad(source, "too_large", reason, "Save the page it links to as a file of its own")
    if _NO_LETTER in entry.feed:
        return _bad(source, "encoding", "the entry holds bytes that are no text", "Remove them")
    parsed = _parsed(entry.feed)
    if parsed is None or not parsed.entries:
        reason = "the entry is broken as XML"
        return _bad(source, "unreadable", reason, "Save the feed again, or the page it links to")
    item = parsed.entries[0]
    words, plain = _fullest(item)
    if not words:
        return _bad(
            source,
            "no_text",
            "the entry has neither content nor summary",
            "Save the page it links to and give that to build",
        )
    blocks, _ = written_blocks(html.escape(words, quote=False) if plain else words, source)
    data = entry.feed.encode("utf-8")
    return RawReport(
        id=bytes_id(data),
        source=source,
        media_type="application/feed+xml",
        data=data,
        page=_page(item, parsed.feed),
        blocks=tuple(blocks),
    )


def _parsed(text: str) -> Any:
    """The feed of one entry as feedparser reads it, its XML mended first; None where it cannot be.

    Mended first because feedparser's own fallback for broken XML takes minutes on hostile input.
    """
    import feedparser  # noqa: PLC0415 - heavy
    from lxml import etree  # noqa: PLC0415 - heavy

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, strip_cdata=False
    )
    mended = _mended(_NO_XML.sub("", text)).encode("utf-8", "replace")
    try:
        root = etree.fromstring(mended, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    # A file-like object and no string: feedparser takes a string for an address to fetch.
    return feedparser.parse(
        io.BytesIO(etree.tostring(root, encoding="utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _mended(text: str) -> str:
    """The text with entities that XML knows only, outside CDATA."""
    parts: list[str] = []
    start = 0
    while (opened := text.find("<![CDATA[", start)) >= 0:
        end = text.find("]]>", opened)
        if end < 0:
            break
        parts += [_AMPERSAND.sub(_known_entity, text[start:opened]), text[opened:end]]
        start = end
    parts.append(_AMPERSAND.sub(_known_entity, text[start:]))
    return "".join(parts)


def _known_entity(found: re.Match[str]) -> str:
    name = found["name"]
    if name in _OF_XML:
        return found[0]
    meant = html.unescape(found[0]) if name else ""
    return "&amp;" + found[0][1:] if not name or meant == found[0] else meant


def _fullest(item: Any) -> tuple[str | None, bool]:
    """The longest of an entry's texts, content before summary, and whether it is plain text."""
    texts = [*item.get("content", ()), item.get("summary_detail")]
    told = [t for t in texts if t and (t.get("value") or "").strip()]
    if not told:
        return None, False
    best = max(told, key=lambda t: len(t["value"]))
    return best["value"], best.get("type") == "text/plain"


def _page(item: Any, feed: Any) -> Given:
    """What the entry says of itself; its outlet is its source's title, else the feed's."""
    source = item.get("source") or {}
    language = (item.get("title_detail") or {}).get("language") or feed.get("language")
    return Given(
        id=_line(item.get("id")),
        title=_line(item.get("title")),
        published=feed_date(item),
        outlet=_line(source.get("title") or item.get("publisher") or feed.get("title")),
        author=_line(item.get("author")),
        url=_line(item.get("link")),
        language=_line(language),
    )


def _line(value: object) -> str | None:
    """A field as one line of text; feeds put markup and entities into titles too."""
    if not isinstance(value, str):
        return None
    blocks = [] if len(value) > _MAX_LINE else written_blocks(value, "")[0]
    return _SPACE.sub(" ", " ".join(b.text for b in blocks)).strip() or None


def feed_date(item: Any) -> str | None:
    """When the entry was published, else updated: ISO 8601 in the zone it names.

    feedparser reads the many forms that feeds use but turns all into UTC; the entry's own offset is
    put back. A day without a time stays a day; what cannot be read stays as it is written.
    """
    for name in ("published", "updated", "created"):
        words = item.get(name) if name in item else None
        if not isinstance(words, str) or not words.strip():
            continue
        moment = item.get(f"{name}_parsed") if f"{name}_parsed" in item else None
        if moment is None:
            return words.strip()
        try:
            utc = datetime.fromtimestamp(timegm(moment), UTC)
        except (ValueError, OverflowError, OSError):
            return words.strip()
        if not _CLOCK.search(words):
            return words.strip() if "T" in words else f"{utc:%Y-%m-%d}"
        return _in_zone(utc, words.strip())
    return None


def _in_zone(utc: datetime, words: str) -> str:
    """The moment in the zone that `words` name (RFC 5322, ISO 8601), else without a zone."""
    offset = _OFFSET.search(words)
    if offset:
        minutes = int(offset["h"]) * 60 + int(offset["m"])
        minutes = -minutes if offset["sign"] == "-" else minutes
        zone = f"{offset['sign']}{offset['h']}:{offset['m']}"
    elif words.endswith(("Z", "GMT", "UT", "UTC")):
        minutes, zone = 0, "Z"
    else:
        named = parsedate_tz(words)
        seconds = named[9] if named and words[-1:].isalpha() else None
        if not seconds:
            return f"{utc:%Y-%m-%dT%H:%M:%S}"
        minutes = seconds // 60
        zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    return f"{utc + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%S}{zone}"


def _sniff(head: bytes) -> bool:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and bool(_ROOT.search(start)) and b"<html" not in start.lower()


def _bad(source: str, fault: str, reason: str, mend: str) -> Refusal:
    return Refusal(source=source, fault=fault, reason=reason, mend=mend)


READER = Reader(
    media_type="application/feed+xml",
    extensions=(".rss", ".atom", ".rdf"),
    read=read,
    sniff=_sniff,
)
