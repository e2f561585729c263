"""JSON Lines of articles: a line per article, each a report of its own, its line kept as its bytes.

A bad line is one refusal that names the line; the others go on. Lines are streamed.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from caseweave.model import Block, Given, RawReport, Refusal, RefusedInputError
from caseweave.read._html import html_blocks
from caseweave.read._plain import undecodable
from caseweave.read._records import FoundFile, Reader, bytes_id

_FIELDS = ("id", "title", "outlet", "author", "url", "language")


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """The articles of the file. A source is `FILE#ID`, or `FILE#NUMBER` (from 1) without an id."""
    with found.path.open("rb") as file:
        number = 0
        while line := file.readline(found.max_bytes + 1):
            number += 1
            source = f"{found.source}#{number}"
            if len(line) > found.max_bytes:
                _skip_rest(file, line)
                yield _bad(source, "too_large", "the line is over the size limit", "Shorten it")
                continue
            line = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
            if line.strip():
                try:
                    yield _article(found.source, source, line)
                except RefusedInputError as error:
                    yield error.refusal


def _skip_rest(file: Any, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(1 << 20)


def _article(file: str, numbered: str, line: bytes) -> RawReport | Refusal:
    mend = "Write one JSON object a line, with a `text` or `html` field"
    try:
        line.decode("utf-8")
        record = msgspec.json.decode(line)
    except UnicodeDecodeError:
        return undecodable(numbered)
    except (msgspec.DecodeError, RecursionError):
        return _bad(numbered, "unreadable", "the line is no JSON", mend)
    if not isinstance(record, dict):
        return _bad(numbered, "unreadable", "the line is no JSON object", mend)
    given = _given(record)
    source = f"{file}#{given.id}" if given.id else numbered
    text, html = _words(record.get("text")), _words(record.get("html"))
    if not (text or html):
        return _bad(source, "no_text", "the line has neither `text` nor `html`", mend)
    blocks: tuple[Block, ...]
    page = Given()
    if text:
        blocks = (Block(kind="text", text=text),)
    else:
        found, page = html_blocks(html or "", source)
        blocks = tuple(found)
    return RawReport(
        id=bytes_id(line),
        source=source,
        media_type="application/json",
        data=line,
        given=given,
        page=page,
        blocks=blocks,
    )


def _given(record: dict[str, Any]) -> Given:
    fields = {name: _words(record.get(name)) for name in _FIELDS}
    published = _words(record.get("published")) or _words(record.get("date"))
    return Given(published=published, **fields)


def _words(value: Any) -> str | None:
    """A field as text: strings and numbers as they are, names in a list joined; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(v.strip() for v in value if isinstance(v, str) and v.strip()) or None
    if isinstance(value, str) and value.strip():
        # Lone surrogates from escapes cannot be written again as UTF-8.
        return value.strip("\n").encode("utf-8", "replace").decode("utf-8")
    return None


def _bad(source: str, fault: str, reason: str, mend: str) -> Refusal:
    return Refusal(source=source, fault=fault, reason=reason, mend=mend)


READER = Reader(
    media_type="application/x-ndjson",
    extensions=(".jsonl", ".ndjson", ".json"),
    read=read,
    streams=True,
)
