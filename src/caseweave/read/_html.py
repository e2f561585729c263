"""HTML: the main text through trafilatura, the metadata from the page's own markup.

A date is taken only where the markup states one; nothing is inferred from the clock or the file.
"""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from caseweave.model import Block, BlockKind, Given, RawReport, Refusal, RefusedInputError
from caseweave.read._encoding import decode
from caseweave.read._html_lines import heading_lines
from caseweave.read._plain import undecodable
from caseweave.read._records import FoundFile, Reader, raw_report

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph",
    "ab": "paragraph",
    "quote": "quotation",
    "head": "heading",
    "item": "list_item",
    "cell": "list_item",
    "graphic": "caption",
}
_SPACE = re.compile(r"\s+")
# The longest pages of newspapers (live reports of a whole day) have some 20,000 elements; finding
# the main text takes some 0.1 ms for each.
_ELEMENT = re.compile(r"<[A-Za-z]")
_MAX_ELEMENTS = 100_000
# Where markup states a fact, likeliest first: XPath, by field. Sources: Open Graph protocol,
# schema.org NewsArticle microdata, Dublin Core, HTML Living Standard 4.5.14 (`time`).
_META = {
    "title": (
        "//meta[@property='og:title' or @name='og:title']/@content",
        "//meta[@name='twitter:title' or @name='dc.title' or @name='DC.title']/@content",
    ),
    "outlet": (
        "//meta[@property='og:site_name' or @name='og:site_name']/@content",
        "//meta[@name='application-name' or @name='dc.publisher' or @name='DC.publisher']/@content",
    ),
    "author": (
        (
            "//meta[@name='author' or @property='article:author' or @name='dc.creator'"
            " or @name='DC.creator' or @name='byl' or @name='parsely-author']/@content"
        ),
    ),
    "published": (
        (
            "//meta[@property='article:published_time' or @name='article:published_time'"
            " or @property='og:published_time' or @name='parsely-pub-date']/@content"
        ),
        (
            "//meta[@itemprop='datePublished' or @name='datePublished' or @name='pubdate'"
            " or @name='publish-date' or @name='publication_date' or @name='dc.date'"
            " or @name='DC.date' or @name='DC.date.issued' or @name='dc.date.issued']/@content"
        ),
    ),
    "url": (
        "//link[@rel='canonical']/@href",
        "//meta[@property='og:url']/@content",
    ),
    "language": ("/html/@lang", "//html/@lang"),
}
# What a reader of the page sees, where the markup states nothing in its head.
_SEEN = {
    "title": ("//h1", "//h2"),
    "outlet": (
        (
            "//*[contains(@class,'site-name') or contains(@class,'site-title')"
            " or contains(@class,'masthead') or contains(@class,'brand') or @id='masthead']"
        ),
    ),
    "author": (
        "//*[@rel='author' or @itemprop='author']",
        (
            "//*[contains(concat(' ',@class,' '),' byline ') or"
            " contains(concat(' ',@class,' '),' author ')]"
        ),
        "//*[contains(@class,'author-name') or contains(@class,'byline-name')]",
    ),
    "published": (
        "//*[@itemprop='datePublished']/@datetime",
        "//time[@pubdate]/@datetime",
        "//header//time/@datetime | //article//time/@datetime",
        "//*[@itemprop='datePublished']",
        "//header//time | //article//time",
        (
            "//*[contains(@class,'dateline') or contains(@class,'published')"
            " or contains(@class,'pubdate') or contains(@class,'timestamp')"
            " or contains(@class,'publish-date') or contains(@class,'post-date')]"
        ),
    ),
}
# "What happened - The Paper": a title and the name of the site, of so many words at most.
_SITE = re.compile(r"(?P<told>.+)\s[|–—·»-]\s(?P<site>[^\W\d_a-z][^|–—·»]*)$")
_SITE_FIRST = re.compile(r"(?P<site>[^\W\d_a-z][^|–—·»:]*?)\s?[|–—·»:-]\s(?P<told>.+)$")
_SITE_WORDS, _LONG_SITE_WORDS = 6, 10
# So many words of four letters, half of the shorter, make two lines tell the same.
_SHARED = 2
# So many elements after the heading may be its lines; a line has so many words at most.
_LINES, _LINE_WORDS = 12, 14
# A line with a day and a year, and one with the name of who wrote.
_DAY = re.compile(r"\b\d{1,2}\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b")
_WORD = r"[^\W\d_a-z][\w’'-]+"
_PERSON = rf"{_WORD}(?: (?:[a-z]{{1,3}} )?{_WORD}){{1,3}}"
_SIGNED = re.compile(
    rf"(?:(?:\w+ ){{0,2}}[Bb]y )?(?P<name>{_PERSON})"
    r"(?: and the \w+)?"
)
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report$|WebPage")


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """One report: the page's main text."""
    data = found.path.read_bytes()
    text = decode(data, markup=True)
    if text is None:
        yield undecodable(found.source)
        return
    blocks, page = html_blocks(text, found.source)
    yield raw_report(found, data, "text/html", blocks, page)


def html_blocks(html: str, source: str) -> tuple[list[Block], Given]:
    """The main text of a page as blocks, and what its markup says of itself.

    Broken markup is read as browsers do. A page without any text gives no blocks. Raises
    RefusedInputError, naming `source`, for a page of so many elements that it is no report.
    """
    import trafilatura  # noqa: PLC0415 - heavy

    if sum(1 for _ in _ELEMENT.finditer(html)) > _MAX_ELEMENTS:
        reason = f"the page has more than {_MAX_ELEMENTS:,} elements"
        mend = "Save the text of the report alone"
        raise RefusedInputError(Refusal(source=source, fault="too_large", reason=reason, mend=mend))

    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(html)
    if tree is None:
        return [], Given()
    page = _page(tree)
    document = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=True, with_metadata=False
    )
    blocks = _blocks(getattr(document, "body", None)) if document is not None else []
    if not any(b.kind in {"paragraph", "quotation", "list_item"} for b in blocks):
        body, _, _ = trafilatura.baseline(html)
        blocks = _blocks(body)
    return [*_head(tree, blocks, page.title), *blocks], page


def _head(tree: Any, blocks: list[Block], title: str | None) -> list[Block]:
    """The lines under the heading that are no part of the main text, as furniture."""
    kept = {b.text for b in blocks} | {title}
    return [
        Block(kind="furniture", text=line)
        for line in heading_lines(tree)
        if line not in kept
        and not any(b.text.startswith(line) or line.startswith(b.text) for b in blocks)
    ]


def _blocks(body: Any) -> list[Block]:
    """Leaf elements of trafilatura's XML, in order."""
    blocks: list[Block] = []
    for element in body.iter(*_KINDS):
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        kind = _KINDS[element.tag]
        if kind == "paragraph" and any(a.tag == "quote" for a in element.iterancestors()):
            kind = "quotation"
        if kind == "list_item" and element.find(".//p") is not None:
            continue
        for part in _parts(element):
            blocks.append(Block(kind=kind, text=part))  # noqa: PERF401 - nested, clearer so
    return blocks


def _parts(element: Any) -> list[str]:
    """The element's text, split where the page breaks a line on purpose twice."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            pieces.append("\n")
        elif child.tag not in {"p", "item", "list", "quote", "cell"}:
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    lines = [_SPACE.sub(" ", part).strip() for part in "".join(pieces).split("\n\n")]
    return [line for line in lines if line]


def _page(tree: Any) -> Given:
    """What the markup states: schema.org data, then meta elements, then what is shown as such."""
    linked = _linked_data(tree)
    fields: dict[str, str | None] = {}
    for name in ("title", "outlet", "author", "published", "url", "language"):
        fields[name] = linked.get(name) or _first(tree, _META[name])
    for name, paths in _SEEN.items():
        fields[name] = fields[name] or _first(tree, paths)
    if fields["author"] and ("://" in fields["author"] or "@" in fields["author"]):
        fields["author"] = None
    fields["outlet"] = fields["outlet"] or _site(tree)
    for name, words in _under_heading(tree).items():
        fields[name] = fields[name] or words
    fields["title"] = _plain_title(tree, fields["title"], fields["outlet"])
    return Given(**fields)


def _first(tree: Any, paths: tuple[str, ...]) -> str | None:
    for path in paths:
        for node in tree.xpath(path):
            text = node if isinstance(node, str) else " ".join(node.itertext())
            text = _SPACE.sub(" ", str(text)).strip()
            if text and len(text) <= 300:
                return text
    return None


def _site(tree: Any) -> str | None:
    """The site's name at the end of the page's title, told by the heading or its standing again."""
    title, heading = _first(tree, ("//title",)) or "", _first(tree, ("//h1", "//h2"))
    if heading is None or heading == title:
        return None
    for form in (_SITE, _SITE_FIRST):
        told = form.match(title)
        if told is None or len(told["site"].split()) > _LONG_SITE_WORDS:
            continue
        same = _tells(told["told"], heading)
        if same or (form is _SITE and any(told["site"] in t for t in tree.xpath("//body//text()"))):
            return str(told["site"])
    # A page whose title is the site's name alone, above a heading of another.
    alone = title and heading not in title and len(title.split()) <= _SITE_WORDS
    named = alone and any(t.strip() == title for t in tree.xpath("//body//text()"))
    return title if named else None


def _tells(told: str, heading: str) -> bool:
    """Whether a page's title tells what its heading tells: the same words, or so many of them."""
    a, b = (set(re.findall(r"[^\W\d_]{4,}", words.casefold())) for words in (told, heading))
    same = told.casefold() == heading.casefold()
    return same or (len(a & b) >= _SHARED and 2 * len(a & b) >= min(len(a), len(b)))


def _under_heading(tree: Any) -> dict[str, str]:
    """Author and day in the short lines between the heading and the first paragraph."""
    found: dict[str, str] = {}
    for node in tree.xpath(
        "(//h1|//h2)[1]/following::*[not(*)][self::div or self::span or self::time or self::p]"
    )[:_LINES]:
        line = _SPACE.sub(" ", node.text or "").strip()
        if len(line.split()) > _LINE_WORDS:
            break
        if _DAY.search(line):
            found.setdefault("published", line)
            if beside := re.search(rf"\b[Bb]y (?P<name>{_PERSON})", line):
                found.setdefault("author", beside["name"])
        elif signed := _SIGNED.fullmatch(line):
            found.setdefault("author", signed["name"])
    return found


def _plain_title(tree: Any, stated: str | None, outlet: str | None) -> str | None:
    """The title without the site's name: the heading where the stated title only adds to it."""
    title = stated or _first(tree, ("//title",))
    heading = _first(tree, ("//h1", "//h2"))
    if heading and title and title == outlet:
        return heading
    if title and heading and title != heading and title.startswith(heading):
        return heading
    if title and outlet:
        name = re.escape(outlet)
        return re.sub(rf"(?i)\s+[|–—:-]\s+{name}$|^{name}\s?[|–—:-]\s+", "", title)
    return title


def _linked_data(tree: Any) -> dict[str, str]:
    """Title, outlet, author and date from the page's JSON-LD (schema.org), where it has one."""
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(node.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type") or ""
            named = " ".join(kinds) if isinstance(kinds, list) else str(kinds)
            if _ARTICLE_TYPES.search(named) and item.get("datePublished"):
                facts = {
                    "title": _name(item.get("headline")),
                    "outlet": _name(item.get("publisher")),
                    "author": _name(item.get("author")),
                    "published": _name(item.get("datePublished")),
                    "language": _name(item.get("inLanguage")),
                }
                return {k: v for k, v in facts.items() if v}
    return {}


def _items(data: Any) -> list[dict[str, Any]]:
    """The top items of a JSON-LD document, those of an `@graph` too."""
    found = data if isinstance(data, list) else [data]
    items = [i for i in found if isinstance(i, dict)]
    for item in list(items):
        graph = item.get("@graph")
        items.extend(i for i in graph if isinstance(i, dict)) if isinstance(graph, list) else None
    return items


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(n for n in map(_name, value) if n) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, str) and value.strip() and "://" not in value:
        return _SPACE.sub(" ", value).strip()
    return None


def _sniff(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        start.startswith((b"<?xml", b"<!--")) and b"<html" in start
    )


READER = Reader(
    media_type="text/html",
    extensions=(".html", ".htm", ".xhtml"),
    read=read,
    sniff=_sniff,
)
