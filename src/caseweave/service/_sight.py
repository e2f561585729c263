"""The case files without some incidents: as somebody else sees them, or as an export may.

Invariant: nothing of what is hidden is left: not its findings, claims, mentions, decisions, nor a
word of its reports but the sentences of other incidents' claims. In doubt (a mention that a new
analysis lost) more is kept back, not less. Pure.
"""

import msgspec

from caseweave.case import CaseFiles, sentence_around
from caseweave.model import (
    Claim,
    Decision,
    Evidence,
    Incident,
    LogEntry,
    Mention,
    Refusal,
    Report,
    Setting,
    Tombstone,
)

# (mention, report) pairs: the report finds a mention again after a new analysis.
Hidden = frozenset[tuple[str, str]]
NOTHING: Hidden = frozenset()
KEPT_BACK = "a report that is kept back"
_MASK = "▒"


def spread(kept: Hidden, files: CaseFiles) -> Hidden:
    """`kept` and all that shares an incident with it in these files.

    What is hidden now is hidden at every other moment too: spread it again over the files of that
    moment. A mention that these files do not have stands for all mentions of its report.
    """
    if not kept:
        return NOTHING
    present = {m.id: m for m in files.mentions}
    reports = {report for mention, report in kept if mention not in present}
    seeds = {m.id for m in files.mentions if m.report in reports}
    seeds |= {mention for mention, _ in kept if mention in present}
    incidents = {present[m].incident for m in seeds}
    reached = {(m.id, m.report) for m in files.mentions if m.incident in incidents}
    return kept | reached


def seen(files: CaseFiles, hidden: Hidden) -> CaseFiles:
    """The case files without what is hidden; the same figures for what is left."""
    if not hidden:
        return files
    sight = _Sight(files, hidden)
    return msgspec.structs.replace(
        files,
        reports=sight.reports,
        claims=sight.claims,
        mentions=sight.mentions,
        incidents=sight.incidents,
        rejected=tuple(sight.masked_claim(c) for c in files.rejected if sight.sees_claim(c)),
        reviews=tuple(r for r in files.reviews if r.claim in sight.known),
        decisions=tuple(d for given in files.decisions if (d := sight.decision(given))),
        unattached=tuple(u for u in files.unattached if u.target in sight.known),
        unread=tuple(r for r in files.unread if r in sight.known),
        # The notes count all reports there are.
        notes=(f"As of {files.as_of}.",) if files.as_of else (),
    )


def seen_entries(entries: list[LogEntry], files: CaseFiles, hidden: Hidden) -> list[LogEntry]:
    """The entries of the log that a person may see; their numbers stay, so there are gaps."""
    if not hidden:
        return entries
    sight = _Sight(files, hidden)
    kept_back = {report for _, report in hidden}
    shown: list[LogEntry] = []
    for entry in entries:
        match entry.record:
            case Report() as report if report.id in sight.reports_by_id:
                masked = sight.reports_by_id[report.id]
                shown.append(msgspec.structs.replace(entry, record=masked))
            case Decision() as decision if found := sight.decision(decision):
                shown.append(msgspec.structs.replace(entry, record=found))
            case Refusal():
                shown.append(entry)
            case Tombstone() as stone if stone.report not in kept_back:
                # Its reason may tell of what it told.
                shown.append(entry)
            case Setting(subject=None):
                shown.append(entry)
            case _:
                pass
    return shown


class _Sight:
    """The records that are left, each as it may be seen."""

    def __init__(self, files: CaseFiles, hidden: Hidden) -> None:
        self._gone = {mention for mention, _ in hidden}
        touched = {m.report for m in files.mentions if m.id in self._gone}
        # A report whose mentions are not known any more is kept back as a whole.
        lost = {report for mention, report in hidden} - {m.report for m in files.mentions}
        left = [m for m in files.mentions if m.id not in self._gone]
        told = {m.report for m in left}
        self._touched = touched
        self._hidden_events = [
            (m.report, e.evidence) for m in files.mentions if m.id in self._gone for e in m.events
        ]
        left_over = [i for i in files.incidents if not self._gone.intersection(i.mentions)]
        ids = {i.id for i in left_over}
        self.incidents = tuple(
            msgspec.structs.replace(i, related=tuple(r for r in i.related if r.incident in ids))
            for i in left_over
        )
        self._removed = (touched - told) | lost
        self.claims = tuple(self.masked_claim(c) for c in files.claims if self.sees_claim(c))
        self.mentions = tuple(self._masked_mention(m) for m in left)
        self.reports = tuple(
            self._report(r, files.claims) for r in files.reports if r.id not in self._removed
        )
        self.reports_by_id = {r.id: r for r in self.reports}
        records: tuple[Report | Claim | Mention | Incident, ...] = (
            *self.reports,
            *files.claims,
            *files.rejected,
            *left,
            *self.incidents,
        )
        shown = {r.id for r in records if not isinstance(r, Claim) or self.sees_claim(r)}
        self.known = frozenset(shown)
        self._decided = {d.id: d for d in files.decisions}

    def sees_claim(self, claim: Claim) -> bool:
        """A claim goes with its mention; one of no mention with its whole report."""
        if claim.mention is None:
            return claim.report not in self._touched and claim.report not in self._removed
        return claim.mention not in self._gone and claim.report not in self._removed

    def masked_claim(self, claim: Claim) -> Claim:
        """The claim without the words around it, where its report is masked."""
        if claim.report not in self._touched:
            return claim
        return msgspec.structs.replace(
            claim,
            evidence=_bare(claim.evidence),
            attribution=tuple(msgspec.structs.replace(a, evidence=None) for a in claim.attribution),
        )

    def decision(self, decision: Decision) -> Decision | None:
        """A decision whose targets may all be seen; marks and withholdings with those that may."""
        targets = tuple(t for t in decision.targets if self._sees_target(t))
        if targets == decision.targets:
            return decision
        if (decision.attribute or "").startswith("case.") and targets:
            return msgspec.structs.replace(decision, targets=targets)
        if decision.kind == "withhold" and targets:
            # It holds for what is left too; its reason may tell of what is not.
            return msgspec.structs.replace(decision, targets=targets, text=None)
        return None

    def _sees_target(self, target: str) -> bool:
        undone = self._decided.get(target)
        if undone is not None:
            return self.decision(undone) is not None
        return target in self.known

    def _masked_mention(self, mention: Mention) -> Mention:
        if mention.report not in self._touched:
            return mention
        return msgspec.structs.replace(
            mention,
            events=tuple(
                msgspec.structs.replace(e, evidence=_bare(e.evidence)) for e in mention.events
            ),
        )

    def _report(self, report: Report, claims: tuple[Claim, ...]) -> Report:
        copies = tuple(c for c in report.copies if c.report not in self._removed)
        if report.id not in self._touched:
            return msgspec.structs.replace(report, copies=copies)
        published = report.published
        if published is not None:
            published = msgspec.structs.replace(published, evidence=None)
        return msgspec.structs.replace(
            report,
            source=KEPT_BACK,
            sources=(),
            title=None,
            author=None,
            url=None,
            dateline=None,
            published=published,
            text=self._masked_text(report, claims),
            passages=tuple(p for p in report.passages if p.kind == "paragraph"),
            copies=copies,
        )

    def _masked_text(self, report: Report, claims: tuple[Claim, ...]) -> str:
        """The text at its length, with nothing readable but the sentences of what may be seen.

        A sentence that also tells what is hidden shows its visible quotes alone.
        """
        own = [c for c in claims if c.report == report.id]
        spans = [(c.evidence.start, c.evidence.end) for c in own if not self.sees_claim(c)]
        spans += [(e.start, e.end) for r, e in self._hidden_events if r == report.id]
        events = [e.evidence for m in self.mentions if m.report == report.id for e in m.events]
        shown = [(e.start, e.end) for e in events]
        for claim in own:
            if self.sees_claim(claim):
                start, end = sentence_around(report, claim.evidence)
                quote = (claim.evidence.start, claim.evidence.end)
                told = any(start < b and a < end for a, b in spans)
                shown.append(quote if told else (start, end))
        text = [c if c == "\n" else _MASK for c in report.text]
        for start, end in shown:
            text[start:end] = report.text[start:end]
        return "".join(text)


def _bare(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, prefix="", suffix="")
