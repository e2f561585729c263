"""The shipped examples against what a careful reader expects, written before the code was run.

Which main mentions are one incident is given, so that linking is not judged here.
A line that the code does not reach says so under `known`, and must then fail: it is taken out when
it holds.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseweave.case import CaseFiles
from caseweave.evaluate._run import case_files, read_reports
from caseweave.evaluate.seeds import doc_key
from caseweave.model import Incident
from caseweave.reconcile import LinkedIncident, reconcile

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "examples" / "reports"
GOLDEN: dict[str, Any] = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))
EXPECTED: list[dict[str, Any]] = GOLDEN["incident"]
KNOWN: dict[str, str] = GOLDEN["known"]
PARTS = (
    "finding", "cell", "asks", "never", "origin", "apart", "response", "check", "deadline",
    "conflict", "stands",
)  # fmt: skip


def _lines() -> Iterator[Any]:
    for wanted in EXPECTED:
        for part in PARTS:
            for line in wanted.get(part, []):
                name = f"{wanted['reports'][0]} {part} {_name(line)}"
                because = KNOWN.get(name)
                marks = [_known(because)] if because else []
                yield pytest.param(wanted, part, line, id=name, marks=marks)


def _known(because: str) -> Any:
    """A known miss; once it is mended its line in the table must go."""
    return pytest.mark.xfail(reason=because, strict=True)


def _name(line: Any) -> str:
    if isinstance(line, dict):
        keys = ("attribute", "status", "who", "kind", "speaker", "words", "at")
        return " ".join(str(line[k]) for k in keys if k in line)
    return " ".join(line) if isinstance(line, list) else str(line)


@pytest.fixture(scope="module")
def files() -> CaseFiles:
    return case_files(read_reports(REPORTS))


@pytest.mark.parametrize(("wanted", "part", "line"), list(_lines()))
def test_the_case_file_says_what_a_reader_expects(
    files: CaseFiles, wanted: dict[str, Any], part: str, line: Any
) -> None:
    CHECKS[part](files, _incident(files, tuple(wanted["reports"])), line)


def _incident(files: CaseFiles, keys: tuple[str, ...]) -> Incident:
    """These reports reconciled as one incident: neither linking nor topics are judged here.

    Of each report, its main mention and the one that tells most, where those are two.
    """
    of = {doc_key(r.source): r for r in files.reports}
    reports = tuple(of[k] for k in keys)
    ids = {r.id for r in reports}
    told = Counter(c.mention for c in files.claims)
    fullest = {
        max((m for m in files.mentions if m.report == r), key=lambda m: (told[m.id], m.id)).id
        for r in ids
    }
    mentions = tuple(
        m for m in files.mentions if m.report in ids and (m.role == "main" or m.id in fullest)
    )
    mine = {m.id for m in mentions}
    return reconcile(
        LinkedIncident(
            id=f"incident:{keys[0]}",
            type=mentions[0].type,
            mentions=mentions,
            claims=tuple(c for c in files.claims if c.mention in mine),
            reports=reports,
            all_reports={r.id: r for r in files.reports},
        )
    )


def _finding(_files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    found = [
        f for f in incident.findings if f.attribute == line["attribute"] and f.population is None
    ]
    if "not_verdict" in line:
        assert all(f.verdict != line["not_verdict"] for f in found), found
        return
    assert len(found) == 1, [f.attribute for f in incident.findings]
    for key in ("verdict", "low", "best", "high"):
        if key in line:
            assert getattr(found[0], key) == line[key], found[0].because


def _cell(_files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    cells = incident.headcount.cells
    found = [
        c
        for c in cells
        if (c.status, c.at, c.population, c.scenario)
        == (line["status"], line.get("at"), line.get("population"), None)
    ]
    told = [(c.status, c.at, c.low, c.high) for c in cells if c.status == line["status"]]
    assert [(c.low, c.high) for c in found] == [(line["low"], line["high"])], told


def _asks(_files: CaseFiles, incident: Incident, words: list[str]) -> None:
    asked = [q.question for q in incident.headcount.open]
    assert any(_in_order(q, words) for q in asked), asked


def _never(_files: CaseFiles, incident: Incident, words: list[str]) -> None:
    asked = [q.question for q in incident.headcount.open]
    assert not any(_in_order(q, words) for q in asked), asked


def _in_order(text: str, words: list[str]) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def _origin(files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    key = {r.id: doc_key(r.source) for r in files.reports}
    found = [o for o in incident.origins if line["speaker"].casefold() in o.name.casefold()]
    names = [o.name for o in incident.origins]
    assert len(found) == 1, names
    assert set(line["reports"]) <= {key[r] for r in found[0].reports}, names


def _apart(_files: CaseFiles, incident: Incident, pair: list[str]) -> None:
    names = [o.name for o in incident.origins]
    for name in pair:
        assert any(name in n for n in names), names
    assert not any(all(p in n for p in pair) for n in names), names


def _response(_files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    log = [(r.who, r.stance, r.act) for r in incident.responses]
    fitting = [
        act
        for who, stance, act in log
        if line["who"].casefold() in who.casefold() and stance == line["stance"]
    ]
    assert any(line.get("words", "") in act for act in fitting), log


def _check(_files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    told = [(c.kind, c.because) for c in incident.checks]
    assert any(k == line["kind"] and line["words"] in because for k, because in told), told


def _deadline(_files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    told = [(d.words, d.by, d.over) for d in incident.deadlines]
    wanted = (line.get("by"), line["over"])
    assert any(line["words"] in w and (by, over) == wanted for w, by, over in told), told


def _conflict(_files: CaseFiles, incident: Incident, about: str) -> None:
    assert about in {c.about for c in incident.headcount.conflicts}


def _stands(_files: CaseFiles, incident: Incident, line: dict[str, Any]) -> None:
    told = [(s.status, s.low, s.high) for s in incident.standing]
    assert (line["status"], line["low"], line["high"]) in told, told


CHECKS: dict[str, Callable[[CaseFiles, Incident, Any], None]] = {
    "finding": _finding,
    "cell": _cell,
    "asks": _asks,
    "never": _never,
    "origin": _origin,
    "apart": _apart,
    "response": _response,
    "check": _check,
    "deadline": _deadline,
    "conflict": _conflict,
    "stands": _stands,
}


def test_every_known_miss_names_a_line() -> None:
    assert set(KNOWN) <= {str(line.id) for line in _lines()}
