"""Saved web archives (WARC, packed or not): each answer with an HTML or text body is a report.

A report's bytes are its record, head and all: its address and the moment it was fetched with it.
The moment of fetching is no date of publication and is never given as one.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from caseweave.model import Block, Given, RawReport, Refusal, RefusedInputError
from caseweave.read._archive import Frame, frames
from caseweave.read._encoding import decode
from caseweave.read._html import html_blocks
from caseweave.read._plain import undecodable
from caseweave.read._records import FoundFile, Reader, bytes_id
from caseweave.read._unfold import DamagedError, unfolded

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = _HTML | {"text/plain"}
# The answers that bring the page that was asked for (RFC 9110, 15.3).
_DELIVERED = frozenset({"200", "203"})
_KINDS = frozenset({"application", "audio", "font", "image", "text", "video"})
_TYPES = frozenset(
    {"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"}  # ISO 28500, 6
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
# What robots read and no person does (RFC 9309).
_FOR_ROBOTS = re.compile(r"https?://[^/]+/robots\.txt(?:\?|$)", re.IGNORECASE)
_MEND = "Save the page again; the other records are read"


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """The pages in the file. A source is `FILE#NUMBER@FETCHED`, numbers counting all records.

    At the end one line counts what was passed over as no page (`not_a_document`).
    """
    passed: Counter[str] = Counter()
    number = 0
    with found.path.open("rb") as file:
        for frame in frames(file, found.max_bytes):
            number = frame.number
            result = _result(found, frame)
            if isinstance(result, str):
                passed[result] += 1
            else:
                yield result
    if passed:
        yield _passed_over(found.source, passed, number)
    elif not number:
        yield _bad(found.source, "empty", "there is no record in it", "Save the pages again")


def _result(found: FoundFile, frame: Frame) -> RawReport | Refusal | str:
    """The frame's report, its refusal, or what kind of thing it is where it is no page."""
    source = f"{found.source}#{frame.number}"
    if frame.fault is not None:
        return _bad(source, "unreadable", f"the record cannot be read: {frame.fault}", _MEND)
    try:
        record = _record(frame.data)
    except Exception as error:
        # The library raises whatever its parts raise on a broken head.
        reason = f"the record's head is broken ({type(error).__name__})"
        return _bad(source, "unreadable", reason, _MEND)
    kind = _no_page(record)
    if kind:
        return kind
    fetched = record.rec_headers.get_header("WARC-Date") or ""
    if _MOMENT.fullmatch(fetched):
        source = f"{source}@{fetched}"
    if frame.large:
        reason = f"the page is over the limit of {found.max_bytes:,} bytes"
        return _bad(source, "too_large", reason, "Save the page as a file of its own")
    try:
        body = _body(record, found.max_bytes)
    except DamagedError as error:
        return _bad(source, "too_large", f"the page's body is no page: {error}", _MEND)
    if body is None:
        reason = "the page's body is packed in a way not known here, or broken"
        return _bad(source, "unreadable", reason, "Save the page again, unpacked or with gzip")
    try:
        return _report(source, record, frame.data, body)
    except RefusedInputError as error:
        return error.refusal


def _record(data: bytes) -> Any:
    """The record as warcio reads it: its head, the answer's head, and the stream of the body."""
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415 - only for archives

    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    return loader.parse_record_stream(io.BytesIO(data), known_format="warc")


def _no_page(record: Any) -> str | None:
    """What a record is that holds no page, in words; None where it holds one."""
    kind = (record.rec_type or "").lower()
    if kind not in {"response", "resource"}:
        return kind if kind in _TYPES else "unknown"
    address = _address(record)
    if not address.startswith(("http://", "https://")):
        return f"{kind} without a web address"
    if kind == "response":
        if record.http_headers is None:
            return "empty response"
        if record.http_headers.get_statuscode() not in _DELIVERED:
            return "error or redirection"
    media = _media_type(record)
    if media not in _TEXT:
        family = media.partition("/")[0]
        return family if family in _KINDS else "of unknown kind"
    return "rules for robots" if _FOR_ROBOTS.match(address) else None


def _report(source: str, record: Any, data: bytes, body: bytes) -> RawReport | Refusal:
    declared = _CHARSET.search(_content_type(record))
    html = _media_type(record) in _HTML
    text = decode(body, markup=html, charset=declared[1] if declared else None)
    if text is None:
        return undecodable(source)
    blocks, page = [Block(kind="text", text=text)], Given()
    if html:
        blocks, page = html_blocks(text, source)
    return RawReport(
        id=bytes_id(data),
        source=source,
        media_type="application/warc",
        data=data,
        given=Given(url=_address(record)),
        page=page,
        blocks=tuple(b for b in blocks if b.text.strip()),
    )


def _body(record: Any, limit: int) -> bytes | None:
    """The body without the chunks and the packing it was sent in; None where it cannot be had."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - only for archives

    heads = record.http_headers
    stream = record.raw_stream
    if heads is not None and "chunked" in (heads.get_header("transfer-encoding") or "").lower():
        stream = ChunkedDataReader(stream)
    body: bytes = stream.read()
    packing = (heads.get_header("content-encoding") or "").strip().lower() if heads else ""
    if packing in {"", "identity"}:
        return body
    if packing in {"gzip", "x-gzip", "deflate"}:
        found = unfolded(body, packing, limit)
        if found is not None:
            return found
    # Some recorders store the body unpacked and keep the head that says otherwise.
    return body if b"<" in body[:256] and decode(body, markup=True) is not None else None


def _address(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip()


def _content_type(record: Any) -> str:
    heads = record.http_headers if record.http_headers is not None else record.rec_headers
    return heads.get_header("Content-Type") or ""


def _media_type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _passed_over(source: str, passed: Counter[str], records: int) -> Refusal:
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
    return Refusal(
        source=source,
        fault="not_a_document",
        reason=f"{passed.total()} of its {records} records hold no page ({told})",
        mend="Nothing need be done",
    )


def _bad(source: str, fault: str, reason: str, mend: str) -> Refusal:
    return Refusal(source=source, fault=fault, reason=reason, mend=mend)


READER = Reader(
    media_type="application/warc",
    extensions=(".warc", ".warc.gz"),
    read=read,
    streams=True,
)
