"""What an export is made of: the chosen cases that may go out, and what was said about sharing.

Invariant: no case is in an export that more people may have than the case's label allows, nor a
word of its reports but what they tell of other cases. What was said about sharing counts as it
stands now, whatever moment of the log the export tells.
"""

from collections.abc import Iterator, Sequence

import msgspec

from caseweave.case import CaseFiles
from caseweave.export import Records, Ruling
from caseweave.model import CaseweaveError, Decision, Incident
from caseweave.schema.sharing import LEVELS, Level
from caseweave.service._case_labels import CaseLabel, labels_of
from caseweave.service._show import find_incident, in_order
from caseweave.service._sight import seen


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A case that an export does not hold, as its label is stricter: for the desk's eyes alone."""

    title: str
    label: str
    by: str
    at: str


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What redaction reads, and the cases that stay behind."""

    records: Records
    left_out: tuple[LeftOut, ...] = ()


def choose(files: CaseFiles, now: CaseFiles, incidents: Sequence[str], level: Level) -> Chosen:
    """The incidents named, or all in their order, without those whose label is stricter.

    `now`: the case files of the whole log, for what people say about sharing today. Raises
    CaseweaveError where there is none, or one that was named may not go out at this level.
    """
    labels = labels_of(files, now.decisions)
    behind = {
        i.id: labels[i.id]
        for i in files.incidents
        if i.id in labels and LEVELS.index(labels[i.id].level) > LEVELS.index(level)
    }
    named = [find_incident(files, key) for key in incidents]
    for incident in named:
        if incident.id in behind:
            raise CaseweaveError(_refusal(incident, behind[incident.id], level))
    wanted = dict.fromkeys(i.id for i in named or in_order(files) if i.id not in behind)
    if not wanted:
        raise CaseweaveError(_nothing(len(behind), level))
    return Chosen(
        records=_records(files, now, tuple(wanted), frozenset(behind)),
        left_out=() if named else tuple(_left_out(files, behind)),
    )


def _records(
    files: CaseFiles, now: CaseFiles, wanted: Sequence[str], behind: frozenset[str]
) -> Records:
    hidden = frozenset((m.id, m.report) for m in files.mentions if m.incident in behind)
    left = seen(files, hidden)
    by_id = {i.id: i for i in left.incidents}
    chosen = tuple(by_id[key] for key in wanted)
    reports = {key for i in chosen for key in i.reports}
    claims = tuple(c for c in left.claims if c.incident in set(wanted))
    return Records(
        incidents=chosen,
        claims=claims,
        reports=tuple(r for r in left.reports if r.id in reports),
        rulings=tuple(_rulings(now, {c.id for c in claims})),
        reviewed={r.claim: r.state for r in left.reviews if r.state is not None},
        notes=left.notes,
        as_of=left.as_of,
    )


def _refusal(incident: Incident, label: CaseLabel, level: Level) -> str:
    return (
        f"{incident.title!r} is labelled TLP:{label.level.upper()} (by {label.by} on "
        f"{label.at[:10]}), so it cannot go out at TLP:{level.upper()}. Choose that level or a "
        "stricter one, or set another label on the desk (Sign-off, Sharing)."
    )


def _nothing(behind: int, level: Level) -> str:
    if not behind:
        return "There is no incident to export. `caseweave build PATH` makes some."
    return (
        f"Every case has a label stricter than TLP:{level.upper()}. Choose a stricter level, or "
        "set other labels on the desk (Sign-off, Sharing)."
    )


def _left_out(files: CaseFiles, behind: dict[str, CaseLabel]) -> Iterator[LeftOut]:
    for incident in in_order(files):
        if incident.id in behind:
            label = behind[incident.id]
            named = f"TLP:{label.level.upper()}"
            yield LeftOut(title=incident.title, label=named, by=label.by, at=label.at)


def _rulings(now: CaseFiles, claims: set[str]) -> Iterator[Ruling]:
    """The last word on sharing each of these claims, and each claim's speaker."""
    decisions = {d.id: d for d in now.decisions}
    for review in now.reviews:
        if review.claim not in claims:
            continue
        last: dict[str, Ruling] = {}
        for key in review.decisions:
            decision = decisions.get(key)
            if decision is not None and decision.kind in {"withhold", "release"}:
                ruling = _ruling(review.claim, decision)
                last[ruling.part] = ruling
        yield from last.values()


def _ruling(claim: str, decision: Decision) -> Ruling:
    """`attribute` holds `speaker` where the ruling is on the speaker's name, and a level."""
    said = (decision.attribute or "").replace("@", " ").replace(",", " ").lower().split()
    level = next((name for name in LEVELS if name in said), None)
    return Ruling(
        claim=claim,
        act="withhold" if decision.kind == "withhold" else "release",
        part="speaker" if "speaker" in said else "value",
        level=level,
        by=decision.by,
        at=decision.at,
        reason=decision.text,
    )
