"""The response log: who was asked, who acted, who is thanked or blamed, who denies or is silent.

Invariant: an act is said in plain words with whose word it is; silence is never a denial.
"""

import re
from collections import defaultdict
from typing import Any, NamedTuple

from caseweave.model import Claim, NameValue, Response, Stance
from caseweave.reconcile import parties
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.fact_rules import said
from caseweave.reconcile.origins import name_key
from caseweave.reconcile.settings import words

_NAMED = ("helped_by", "requested_from", "credited", "blamed")
_SILENT = ("declined", "unaware", "unreachable")
_ORDER = ("requested_from", "helped_by", "credited", "blamed", "denies", "disputes", *_SILENT)


class _Line(NamedTuple):
    rank: int
    key: tuple[str, ...]
    who: str
    act: str
    requested_by: str | None
    stance: Stance


def responses(docket: Docket) -> tuple[Response, ...]:
    """One line per party, act and origin, in order: asked, acted, thanked, blamed, then denials."""
    lines: dict[Any, list[tuple[_Line, Claim]]] = defaultdict(list)
    for claim in docket.claims:
        line = _line(docket, claim)
        if line is not None:
            where = (line.rank, line.key, line.act, line.requested_by or "", line.stance)
            lines[where].append((line, claim))
    found = []
    for where in sorted(lines, key=repr):
        line = max((n for n, _ in lines[where]), key=lambda n: (len(n.who), n.who))
        found.append(
            Response(
                who=line.who,
                act=line.act,
                requested_by=line.requested_by,
                stance=line.stance,
                claims=tuple(sorted(c.id for _, c in lines[where])),
            )
        )
    return tuple(found)


def _line(docket: Docket, claim: Claim) -> _Line | None:
    origin = docket.origin(claim)
    if claim.stance == "asserts":
        return _named(docket, claim) if claim.attribute in _NAMED else None
    who = _silent_party(claim) or origin.name
    act = str(words("acts")[claim.stance])
    act = f"{act}: {_aimed(claim)}" if _aimed(claim) else act
    return _Line(
        _ORDER.index(claim.stance),
        parties.tokens(who),
        who,
        act,
        None,
        claim.stance,
    )


def _silent_party(claim: Claim) -> str | None:
    """Who declined or could not be reached, where only the report's words name them."""
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.kind != "anonymous" or not last.name:
        return None
    return parties.display(last.name)


def _named(docket: Docket, claim: Claim) -> _Line | None:
    """A party named as asked, helping, thanked or blamed, and by whose word."""
    if not isinstance(claim.value, NameValue):
        return None
    by = docket.origin(claim).name
    act = str(words("acts")[claim.attribute])
    stance: Stance = "asserts"
    if claim.factuality == "did_not_happen":
        act, stance = str(words("acts")["did_not_happen"]), "denies"
    elif claim.factuality in {"possible", "future", "hypothetical"}:
        act = f"{act} ({claim.factuality})"
    return _Line(
        _ORDER.index(claim.attribute),
        name_key(claim.value),
        said(claim.value),
        f"{act}, says {by}",
        _asker(docket, claim, by) if claim.attribute == "requested_from" else None,
        stance,
    )


def _asker(docket: Docket, claim: Claim, by: str) -> str | None:
    """The speaker, where the words say that the speaker asked ("they had requested"); else None."""
    cues = words("cues")
    speaker, asked = ("|".join(cues[n]) for n in ("own_pronouns", "requesting"))
    pattern = rf"\b(?:{speaker})\s+(?:had\s+|have\s+|has\s+)?(?:{asked})\b"
    return by if re.search(pattern, docket.sentence(claim).casefold()) else None


def _aimed(claim: Claim) -> str:
    """What a denial or dispute is aimed at, or the words of a refusal."""
    target = claim.disputes
    if target is None:
        words_said = (
            claim.value.text if isinstance(claim.value, NameValue) else claim.evidence.quote
        )
        return f'"{words_said}"'
    aim = target.outlet or target.speaker
    if aim and aim.casefold() not in target.words.casefold():
        return f'"{target.words}" ({aim})'
    return f'"{target.words}"'
