"""How fast: the language model alone, and all that extraction adds to it, measured in one run.

Invariant: both are timed on the same texts in the same process, after models and tables are
loaded, so that their ratio carries over to other machines.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caseweave.clean import clean
from caseweave.evaluate._linking_documents import read_lines
from caseweave.extract.assemble import assemble
from caseweave.extract.parse import analyse_many, read_off
from caseweave.extract.pipeline import frame_of
from caseweave.model import Block, CaseweaveError, Given, RawReport, Report
from caseweave.schema import load_types

# Documents measured where no number is given, and the share of them that counts as long texts.
SAMPLE = 200
_LONG = 0.1


def run(data: Path, *, sample: int = SAMPLE) -> dict[str, float]:
    """Processor seconds, documents a second; `ratio`: extraction after spaCy over spaCy alone.

    `ratio_without_encoder`: the same with the encoder never asked, in the same run; each document
    is extracted both ways, one after the other. Reading the parse off spaCy's documents counts as
    extraction.
    `data`: JSON Lines with a `text` (and `title`, `date` or `dct` where there are), or a folder
    with `docs.jsonl`. `sample`: so many documents, evenly spread over the file. `long.ratio`: the
    same ratio over the longest tenth of them, by the seconds that spaCy takes a token.
    Raises CaseweaveError where nothing can be read.
    """
    reports = _reports(data, sample or SAMPLE)
    _warm(reports[0])
    start = time.process_time()
    parsed = list(analyse_many(reports))
    parsing = time.process_time() - start
    times = [_timed(report, docs) for report, docs in parsed]
    longest = sorted(times)[-max(1, int(_LONG * len(times))) :]
    tokens, layers, bare = (sum(column) for column in zip(*times, strict=True))
    long_tokens, long_layers, _ = (sum(column) for column in zip(*longest, strict=True))
    return {
        "documents": float(len(times)),
        "tokens": float(tokens),
        "spacy.seconds": round(parsing, 2),
        "spacy.documents_per_second": round(len(times) / parsing, 1),
        "extraction.seconds": round(layers, 2),
        "whole.documents_per_second": round(len(times) / (parsing + layers), 1),
        "ratio": round(layers / parsing, 2),
        "ratio_without_encoder": round(bare / parsing, 2),
        "long.tokens_each": round(long_tokens / len(longest), 0),
        "long.ratio": round((long_layers / long_tokens) / (parsing / tokens), 2),
    }


def _reports(data: Path, sample: int) -> list[Report]:
    rows = list(read_lines(data / "docs.jsonl" if data.is_dir() else data))
    step = max(1.0, len(rows) / sample)
    spread = [rows[int(n * step)] for n in range(min(sample, len(rows)))]
    reports = [r for i, row in enumerate(spread) if (r := _report(str(i), row)) is not None]
    if not reports:
        raise CaseweaveError(f"{data} holds no text. Give JSON Lines with a `text` in each line.")
    return reports


def _report(name: str, row: dict[str, Any]) -> Report | None:
    """The document as `build` would clean it; None where cleaning refuses it."""
    day = row.get("date") or row.get("dct")
    raw = RawReport(
        id=f"sha256:{name}",
        source=name,
        media_type="application/json",
        data=b"",
        given=Given(title=row.get("title"), published=day and str(day)[:10], language="en"),
        blocks=(Block(kind="text", text=str(row.get("text") or "")),),
    )
    report = clean(raw)
    return report if isinstance(report, Report) else None


def _warm(report: Report) -> None:
    """Load models, tables and the gazetteer."""
    for _, docs in analyse_many([report]):
        _timed(report, docs)


def _timed(report: Report, docs: Sequence[Any]) -> tuple[int, float, float]:
    """Tokens, and seconds of everything after the language model: with and without the encoder."""
    seconds = []
    for encoder in (True, False):
        start = time.process_time()
        assemble(frame_of(read_off(report, docs), encoder=encoder), load_types())
        seconds.append(time.process_time() - start)
    return sum(len(doc) for doc in docs), seconds[0], seconds[1]
