"""Which reader takes which file: built-in formats, then plug-ins; by extension, else by content.

A plug-in may take over an extension of a built-in reader; two plug-ins may not share one.
"""

import warnings
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import PurePath

from caseweave.model import CaseweaveError, RawReport, Refusal, RefusedInputError
from caseweave.read import _csv, _feed, _html, _jsonl, _markdown, _pdf, _plain, _warc
from caseweave.read._records import FoundFile, Reader

ENTRY_POINT_GROUP = "caseweave.readers"
# A damaged archive has a few bad records in a row, a table of another kind all its rows.
_MAX_REFUSED_IN_A_ROW = 1_000
# Parts that are sound but hold no report are passed over, however many they are.
_BROKEN = frozenset({"unreadable", "too_large", "encoding"})

_CONVERT = "Save it as plain text, HTML or PDF and give that to build"
_NO_REPORT = ("not_a_document", "files of this kind hold no report text", "Nothing need be done")
_OFFICE = ("unknown_format", "no reader knows this format", _CONVERT)
_TABLE = (
    "unknown_format",
    "no reader knows this kind of table",
    "Save it as CSV with a heading row that names the columns (text, title, url, outlet, date)",
)
_PACKED = ("unknown_format", "it is a packed archive", "Unpack it and give the folder to build")

# Extensions that are told without opening the file.
KNOWN_OTHERS: dict[str, tuple[str, str, str]] = {
    extension: answer
    for extensions, answer in (
        (".css .js .map .ico .woff .woff2 .ttf .py .pyc .db .sqlite .toml .yaml .yml", _NO_REPORT),
        (".jpg .jpeg .png .gif .webp .svg .bmp .tif .tiff .heic .ini .log .lock", _NO_REPORT),
        (".mp3 .mp4 .wav .mov .avi .mkv .webm .ogg .m4a .exe .dll .so .bin .iso", _NO_REPORT),
        (".doc .docx .odt .rtf .ppt .pptx .epub .eml .msg", _OFFICE),
        (".xls .xlsx .ods .parquet", _TABLE),
        (".zip .gz .bz2 .xz .7z .tar .tgz .rar .zst .wacz", _PACKED),
    )
    for extension in extensions.split()
}

_BUILT_IN = (
    _jsonl.READER,
    _csv.READER,
    _warc.READER,
    _feed.READER,
    _html.READER,
    _pdf.READER,
    _markdown.READER,
    _plain.READER,
)


@lru_cache(maxsize=1)
def readers() -> tuple[Reader, ...]:
    """All readers, plug-ins first, in a fixed order. Raises CaseweaveError for a broken plug-in."""
    found: list[Reader] = []
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda p: (p.name, p.value)):
        try:
            reader = point.load()
        except Exception as error:
            raise CaseweaveError(
                f"The reader plug-in {point.name} ({point.value}) does not load: {error}. "
                "Uninstall or mend it."
            ) from error
        if not isinstance(reader, Reader):
            raise CaseweaveError(
                f"The reader plug-in {point.name} ({point.value}) is no caseweave.read.Reader. "
                "Uninstall or mend it."
            )
        found.append(reader)
    return (*found, *_BUILT_IN)


def reader_named(name: str) -> Reader | None:
    """The reader for a file name's extension (the longest that fits: `.warc.gz`), or None."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    for start in range(max(0, len(suffixes) - 2), len(suffixes)):
        extension = "".join(suffixes[start:])
        reader = next((r for r in readers() if extension in r.extensions), None)
        if reader is not None:
            return reader
    return None


def reader_for(name: str, head: bytes) -> Reader | None:
    """The reader for a file: by extension, but plain HTML or PDF content is read as that."""
    named = reader_named(name)
    if named is None or named is _plain.READER:
        sniffed = next((r for r in readers() if r.sniff and r.sniff(head)), None)
        return sniffed or named
    return named


def read_file(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """The reports in one file; what cannot be read is a refusal, and the rest goes on.

    No exception leaves this function but for a broken plug-in's registration: format libraries may
    raise anything on a broken file, and one file must not stop the others.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with found.path.open("rb") as file:
                head = file.read(2048)
        except OSError:
            yield _unreadable(
                found, "the system does not let it be opened", "Check its permissions"
            )
            return
    reader = reader_for(found.path.name, head)
    if reader is None:
        yield Refusal(
            source=found.source,
            fault="unknown_format",
            reason="no reader knows this format",
            mend=_CONVERT,
        )
        return
    yield from _bounded(_quietly(reader, found), found)


def _bounded(
    results: Iterator[RawReport | Refusal], found: FoundFile
) -> Iterator[RawReport | Refusal]:
    """The results up to a long run of broken parts: what follows so many is not tried."""
    in_a_row = 0
    for result in results:
        if not isinstance(result, Refusal):
            in_a_row = 0
        elif result.fault in _BROKEN:
            in_a_row += 1
        yield result
        if in_a_row == _MAX_REFUSED_IN_A_ROW:
            yield _unreadable(
                found,
                f"{in_a_row:,} of its parts in a row cannot be read, so the rest was not tried",
                "Save it again, or give what is sound in it as a file of its own",
            )
            return


def _quietly(reader: Reader, found: FoundFile) -> Iterator[RawReport | Refusal]:
    """The reader's results one by one, with its warnings kept off the screen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = iter(reader.read(found))
    while True:
        try:
            # The filter is not held across a yield: it would leak into the caller.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = next(results, None)
        except RefusedInputError as error:
            yield error.refusal
            return
        except Exception as error:
            kind = type(error).__name__
            yield _unreadable(
                found,
                f"it is broken as {reader.media_type} ({kind})",
                "Save it again, or convert it to plain text",
            )
            return
        if result is None:
            return
        yield result


def _unreadable(found: FoundFile, reason: str, mend: str) -> Refusal:
    return Refusal(source=found.source, fault="unreadable", reason=reason, mend=mend)
