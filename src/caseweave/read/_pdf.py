"""PDF with a text layer, through pdfium; a scanned one is refused, since nothing here reads images.

The date in a PDF's metadata is that of the file, not of publication, and is not taken.
"""

import re
from collections import Counter
from collections.abc import Iterator

from caseweave.model import Block, RawReport, Refusal
from caseweave.read._records import FoundFile, Reader, raw_report

_DIGITS = re.compile(r"\d+")
# Under this many letters a page on average, a document is pictures with a stamp or page number.
_MIN_LETTERS_PER_PAGE = 20
# A line at the edge of this share of the pages, and of three at least, is a running head.
_RUNNING_SHARE = 0.5
_MIN_RUNNING_PAGES = 3
# pdfium marks a hyphen that only breaks a word at the line's end.
_SOFT_BREAK = re.compile("[\x02\ufffe]\\s*\n?")


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """One report: the text of all pages, running heads apart."""
    import pypdfium2  # noqa: PLC0415 - heavy

    data = found.path.read_bytes()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield _refused(found.source, str(error))
        return
    try:
        pages = [_page_lines(page) for page in document]
    finally:
        document.close()
    letters = sum(1 for lines in pages for line in lines for c in line if c.isalpha())
    if letters < _MIN_LETTERS_PER_PAGE * max(1, len(pages)):
        yield Refusal(
            source=found.source,
            fault="no_text",
            reason=f"its {len(pages)} page(s) are pictures without a text layer (a scan)",
            mend="Run text recognition over it (for example ocrmypdf) and give the result to build",
        )
        return
    yield raw_report(found, data, "application/pdf", _blocks(pages))


def _page_lines(page: object) -> list[str]:
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
    text = _SOFT_BREAK.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [line.rstrip() for line in text.split("\n")]


def _blocks(pages: list[list[str]]) -> list[Block]:
    running = _running(pages)
    body: list[str] = []
    heads: list[str] = []
    for lines in pages:
        for position, line in enumerate(lines):
            edge = position < 2 or position >= len(lines) - 2
            if edge and (_mask(line) in running or line.strip().isdigit()):
                heads.append(line)
            else:
                body.append(line)
    blocks = [Block(kind="text", text="\n".join(body))]
    blocks += [Block(kind="furniture", text=line) for line in dict.fromkeys(heads)]
    return blocks


def _running(pages: list[list[str]]) -> set[str]:
    """Lines at the edge of many pages, their numbers masked."""
    seen = Counter(
        masked
        for lines in pages
        for masked in {_mask(line) for line in (*lines[:2], *lines[-2:]) if line.strip()}
    )
    least = max(_MIN_RUNNING_PAGES, int(len(pages) * _RUNNING_SHARE))
    return {line for line, count in seen.items() if count >= least}


def _mask(line: str) -> str:
    return _DIGITS.sub("#", line.strip())


def _refused(source: str, error: str) -> Refusal:
    if "password" in error.lower():
        return Refusal(
            source=source,
            fault="no_permission",
            reason="the PDF is locked with a password",
            mend="Save a copy without the password",
        )
    return Refusal(
        source=source,
        fault="unreadable",
        reason="it is broken as a PDF",
        mend="Download it again, or save its text",
    )


READER = Reader(
    media_type="application/pdf",
    extensions=(".pdf",),
    read=read,
    sniff=lambda head: head.startswith(b"%PDF-"),
)
