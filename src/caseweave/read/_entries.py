"""A feed's text to its entries, each as a feed of its own: head of the feed, and that one entry.

Found by their marks alone, outside comments and CDATA, so that broken XML costs the entry it
stands in and no other.
"""

import re
from collections.abc import Iterator

import msgspec

_ROOT = re.compile(r"<(?P<name>(?:[\w.-]+:)?(?P<local>rss|feed|rdf))\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>(?:(?!</?title)[\s\S]){0,2000}</title>", re.IGNORECASE)
_LANGUAGE = re.compile(r"<(?:dc:)?language>[^<>]{0,40}</(?:dc:)?language>", re.IGNORECASE)
# The head of a feed is looked at so far, in characters.
_HEAD = 50_000


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's text, what stands around each of its entries, and how an entry is marked."""

    text: str
    before: str
    after: str
    mark: str
    start: int
    has_entities: bool


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry; `feed` is a feed of it alone. `cut`: its end mark is missing."""

    number: int
    feed: str
    cut: bool = False


def find_feed(text: str) -> Feed | None:
    """What kind of feed `text` is (RSS, RDF or Atom), or None where it is none."""
    root = _ROOT.search(text[:_HEAD])
    if root is None:
        return None
    kind = root["local"].lower()
    mark = "entry" if kind == "feed" else "item"
    first = _mark(mark).search(text, root.end())
    head = text[root.end() : min(first.start() if first else len(text), root.end() + _HEAD)]
    kept = "".join(m[0] for m in (_TITLE.search(head), _LANGUAGE.search(head)) if m)
    before, after = root[0], f"</{root['name']}>"
    if kind == "rss":
        before, after = f"{before}<channel>{kept}", f"</channel>{after}"
    elif kind == "rdf":
        before = f"{before}<channel>{kept}</channel>"
    else:
        before += kept
    return Feed(
        text=text,
        before=before,
        after=after,
        mark=mark,
        start=root.end(),
        has_entities=_ENTITY.search(text, 0, root.start()) is not None,
    )


def entries(feed: Feed) -> Iterator[Entry]:
    """The entries in order, counted from 1."""
    number = 0
    opened: int | None = None
    for position, end, closing in _marks(feed):
        if opened is not None:
            number += 1
            yield _entry(feed, number, feed.text[opened : end if closing else position], closing)
        opened = None if closing else position
    if opened is not None:
        yield _entry(feed, number + 1, feed.text[opened:], closed=False)


def _entry(feed: Feed, number: int, body: str, closed: bool) -> Entry:
    return Entry(number=number, feed=f"{feed.before}{body}{feed.after}", cut=not closed)


def _mark(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<mark><(?P<closing>/?)(?:[\w.-]+:)?{name}(?=[\s/>])[^<>]*>)|<!--|<!\[CDATA\["
    )


def _marks(feed: Feed) -> Iterator[tuple[int, int, bool]]:
    """Start, end and kind of each mark of an entry that stands in the feed's own text."""
    pattern = _mark(feed.mark)
    position = feed.start
    # Once an end is missing, it is missing for all that follows.
    endless: set[str] = set()
    while found := pattern.search(feed.text, position):
        position = found.end()
        if found["mark"]:
            if found["closing"] or not found["mark"].endswith("/>"):
                yield found.start(), found.end(), bool(found["closing"])
            continue
        ending = "-->" if found[0] == "<!--" else "]]>"
        if ending in endless:
            continue
        end = feed.text.find(ending, position)
        again = feed.text.find(found[0], position, end) if end >= 0 else -1
        if end < 0:
            endless.add(ending)
        elif again < 0:
            # An opening inside tells that the first was never closed; it hides nothing then.
            position = end + len(ending)
