"""Decide: append what an analyst decided. Nothing is changed; an undo is a decision too."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from caseweave.case import SETTABLE, CaseFiles, fold
from caseweave.model import (
    CaseweaveError,
    Claim,
    Decision,
    DecisionKind,
    Mention,
    Report,
    Value,
    content_id,
    encode,
)
from caseweave.service._build import utc_now
from caseweave.service._remember import remembered
from caseweave.service._show import find_claim, find_incident
from caseweave.service._value import value_from_words
from caseweave.store import Store, open_store


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be decided, as a person writes it: ids may be shortened.

    `targets`: claims, mentions or incidents, a report, or a decision, as the kind asks. `value` in
    words (`11`, `about 10`, `2019-11-23`, a name). `start` and `end`: the span of an added claim.
    """

    kind: DecisionKind
    targets: tuple[str, ...] = ()
    by: str
    reason: str | None = None
    attribute: str | None = None
    value: str | None = None
    start: int | None = None
    end: int | None = None


def decide(store: str | Path, act: Act, clock: Callable[[], str] = utc_now) -> Decision:
    """Append one decision and give it back. Raises CaseweaveError where a target does not fit."""
    with open_store(store, create=False) as opened:
        with remembered(opened) as rooms:
            files = fold(opened.entries(), rooms=rooms)
        targets = targets_of(act, files, opened)
        decision = decision_of(act, targets, files, clock())
        opened.append([decision], decision.at)
        return decision


def decision_of(act: Act, targets: Sequence[str], files: CaseFiles, at: str) -> Decision:
    """The decision that records `act`; raises CaseweaveError where its value is wrong."""
    value = _value(act, targets, files)
    said = encode(value).decode("utf-8")
    return Decision(
        id=content_id(
            "decision", act.kind, at, act.by, list(targets), act.attribute, said, act.start, act.end
        ),
        kind=act.kind,
        at=at,
        by=act.by,
        targets=tuple(targets),
        attribute=act.attribute,
        value=value,
        start=act.start,
        end=act.end,
        text=act.reason,
    )


def targets_of(act: Act, files: CaseFiles, store: Store) -> tuple[str, ...]:
    """The full ids that `act` names in short; raises CaseweaveError where one names nothing."""
    match act.kind:
        case "accept" | "correct" | "reject" | "withhold" | "release":
            _at_least(act, 1, "a claim")
            return tuple(find_claim(files, key).id for key in act.targets)
        case "merge" | "same" | "not_same":
            _at_least(act, 2, "incidents or mentions")
            return _mentions(act, files)
        case "split":
            _at_least(act, 1, "a mention")
            return tuple(_mention(key, files).id for key in act.targets)
        case "undo":
            return (_undone(act, files, store),)
        case "set":
            _at_least(act, 1, "a report")
            if act.attribute == "origin":
                return tuple(find_claim(files, key).id for key in act.targets)
            return (the_report(act.targets[0], files).id,)
        case "add":
            _at_least(act, 1, "a report")
            first = the_report(act.targets[0], files).id
            return (first, *(_mention(key, files).id for key in act.targets[1:2]))


def _at_least(act: Act, number: int, what: str) -> None:
    if len(act.targets) < number:
        name = act.kind.replace("_", "-")
        raise CaseweaveError(f"`decide {name}` needs {number} or more targets: name {what}.")


def _mentions(act: Act, files: CaseFiles) -> tuple[str, ...]:
    """Mentions named by themselves, or by their incident.

    To hold incidents together all their mentions are named, so that the decision outlives new
    reports. To keep two apart their first mentions are: `not_same` parts every two of its targets,
    and an incident must not be torn up by that.
    """
    found: list[str] = []
    for key in act.targets:
        if _is_mention(key, files):
            found.append(_mention(key, files).id)
            continue
        mentions = find_incident(files, key).mentions
        found.extend(mentions[:1] if act.kind == "not_same" else mentions)
    return tuple(dict.fromkeys(found))


def _is_mention(key: str, files: CaseFiles) -> bool:
    return any(m.id == key or (":" in key and m.id.startswith(key)) for m in files.mentions)


def _mention(key: str, files: CaseFiles) -> Mention:
    return _starting(key, files.mentions, "mention")


def the_report(key: str, files: CaseFiles) -> Report:
    """The report with this id, whole or shortened, or found at this place.

    Raises CaseweaveError where none or more than one fits.
    """
    by_source = [r for r in files.reports if key in r.sources]
    return by_source[0] if len(by_source) == 1 else _starting(key, files.reports, "report")


R = TypeVar("R", Mention, Report)


def _starting(key: str, records: Sequence[R], what: str) -> R:
    short = key.rsplit(":", 1)[-1]
    found = [r for r in records if r.id == key or r.id.rsplit(":", 1)[-1].startswith(short)]
    if len(found) == 1:
        return found[0]
    fault = f"There is no {what} {key!r}" if not found else f"{len(found)} fit {what} {key!r}"
    raise CaseweaveError(f"{fault}. `caseweave show INCIDENT` lists the ids of its {what}s.")


def _undone(act: Act, files: CaseFiles, store: Store) -> str:
    """The decision to undo; without a target the last one that stands."""
    if not act.targets:
        if not files.decisions:
            raise CaseweaveError("There is no decision to undo.")
        return files.decisions[-1].id
    wanted = act.targets[0]
    short = wanted.rsplit(":", 1)[-1]
    every = sorted(store.ids("decision"))
    found = [d for d in every if d == wanted or d.rsplit(":", 1)[-1].startswith(short)]
    if len(found) != 1:
        raise CaseweaveError(
            f"{len(found)} decisions fit {wanted!r}. `caseweave decide list` shows them all."
        )
    return found[0]


def _value(act: Act, targets: Sequence[str], files: CaseFiles) -> Value | None:
    if act.kind == "correct":
        claim: Claim = find_claim(files, targets[0])
        if act.value is None or len(targets) > 1:
            raise CaseweaveError("`decide correct` takes one claim and its value: --value WORDS.")
        return value_from_words(claim.attribute, act.value, like=claim.value)
    if act.kind == "set":
        if act.attribute not in (*SETTABLE, "origin") or act.value is None:
            raise CaseweaveError(
                f"`decide set` takes a report, one of {', '.join(SETTABLE)}, and a value."
            )
        return value_from_words(act.attribute, act.value)
    if act.kind == "add":
        if act.attribute is None or act.value is None or act.start is None or act.end is None:
            raise CaseweaveError(
                "`decide add` needs --attribute, --value and the span (--start, --end) of the "
                "words in the report that say it."
            )
        return value_from_words(act.attribute, act.value)
    return None
