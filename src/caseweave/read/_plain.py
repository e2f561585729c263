"""Plain text, as scraped from pages: one block with its lines as they stand.

Reading changes nothing in it; what is furniture and what is wrapped is for cleaning to say.
"""

from collections.abc import Iterator

from caseweave.model import Block, RawReport, Refusal
from caseweave.read._encoding import decode
from caseweave.read._records import FoundFile, Reader, raw_report


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """One report: the whole file."""
    data = found.path.read_bytes()
    text = decode(data)
    if text is None:
        yield undecodable(found.source)
    else:
        yield raw_report(found, data, "text/plain", [Block(kind="text", text=text)])


def undecodable(source: str) -> Refusal:
    """The refusal for bytes that are no text."""
    return Refusal(
        source=source,
        fault="encoding",
        reason="its bytes are no text in any encoding known here",
        mend="Save it as UTF-8 text, or name it by its real format",
    )


def _sniff(head: bytes) -> bool:
    return decode(head[: len(head) - len(head) % 4]) is not None or b"\x00" not in head


READER = Reader(
    media_type="text/plain",
    extensions=(".txt", ".text", ".asc"),
    read=read,
    sniff=_sniff,
)
