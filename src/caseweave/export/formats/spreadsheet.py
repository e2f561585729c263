"""CSV for a spreadsheet: a line for each finding with low, best, high and sources, then accounts.

Invariant: no cell can begin a formula (OWASP, CSV Injection): one that would is led by `'`.
"""

import csv as writer
import io
from collections.abc import Mapping

from caseweave.export._words import STANCES, VERDICTS
from caseweave.export.shared import (
    Shared,
    SharedAccount,
    SharedCase,
    SharedFinding,
    SharedSource,
)

HEAD = (
    "tlp", "row", "case", "title", "country", "place", "latitude", "longitude", "what",
    "attribute", "value", "low", "best", "high", "verdict", "stance", "because", "origins",
    "speaker", "quote", "sources", "outlets", "published", "report_titles", "authors", "urls",
    "files", "sha256",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def csv(shared: Shared) -> bytes:
    """The export as CSV (RFC 4180), UTF-8 with a mark that spreadsheets need to know it."""
    out = io.StringIO(newline="")
    lines = writer.writer(out, quoting=writer.QUOTE_MINIMAL, lineterminator="\r\n")
    lines.writerow(HEAD)
    sources = {s.id: s for s in shared.sources}
    for case in shared.cases:
        names = {o.id: f"{o.id} {o.name}" for o in case.origins}
        for finding in case.findings:
            lines.writerow(_line(shared, case, _finding(finding, names), _of(finding, sources)))
        for account in case.accounts:
            lines.writerow(_line(shared, case, _account(account, names), [sources[account.source]]))
    for line in shared.withheld:
        told = {
            "row": "withheld",
            "what": line.title,
            "value": f"{line.values} withheld",
            "because": f"{line.reason} (shown from {line.level or 'no level'}; {line.decided_by})",
        }
        case = next(c for c in shared.cases if c.id == line.case)
        lines.writerow(_line(shared, case, told, []))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _of(finding: SharedFinding, sources: dict[str, SharedSource]) -> list[SharedSource]:
    return [sources[s] for s in finding.sources]


def _finding(finding: SharedFinding, names: dict[str, str]) -> dict[str, object]:
    return {
        "row": "finding",
        "what": finding.label,
        "attribute": finding.attribute,
        "value": finding.said,
        "low": finding.low,
        "best": finding.best,
        "high": finding.high,
        "verdict": VERDICTS[finding.verdict][1],
        "because": finding.because,
        "origins": "; ".join(names[o] for o in finding.origins),
    }


def _account(account: SharedAccount, names: dict[str, str]) -> dict[str, object]:
    value = account.value
    return {
        "row": "account",
        "what": account.label,
        "attribute": account.attribute,
        "value": account.said,
        "low": getattr(value, "low", None),
        "best": getattr(value, "best", None),
        "high": getattr(value, "high", None),
        "stance": STANCES[account.stance] or "asserts",
        "origins": names.get(account.origin or "", ""),
        "speaker": account.speaker,
        "quote": account.quote,
    }


def _line(
    shared: Shared, case: SharedCase, told: Mapping[str, object], sources: list[SharedSource]
) -> list[str]:
    fields: dict[str, object] = {
        "tlp": shared.tlp,
        "case": case.id,
        "title": case.title,
        "country": case.country,
        "place": case.place,
        "latitude": case.latitude,
        "longitude": case.longitude,
        **told,
        "sources": "; ".join(s.id for s in sources),
        "outlets": _joined([s.outlet or "name withheld or not known" for s in sources]),
        "published": _joined([(s.published or "no date").split("T")[0] for s in sources]),
        "report_titles": _joined([s.title for s in sources]),
        "authors": _joined([s.author for s in sources]),
        "urls": _joined([s.url for s in sources]),
        "files": _joined([s.file for s in sources]),
        "sha256": _joined([s.sha256 for s in sources]),
    }
    return [cell(fields.get(name)) for name in HEAD]


def _joined(parts: list[str | None]) -> str:
    return "; ".join(dict.fromkeys(p for p in parts if p))


def cell(value: object) -> str:
    """A cell's text: numbers as they are, texts on one line and never a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = " ".join(str(value).split())
    return f"'{text}" if text.startswith(_FORMULA) else text
