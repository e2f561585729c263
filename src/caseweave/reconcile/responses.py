"""The response log: who was asked, who acted, who is thanked or blamed, who denies or is silent.

Invariant: an act is said in plain words with whose word it is; silence is never a denial; one line
for each party and act, however often it is told, with all its claims beneath.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from caseweave.gazetteer import gazetteer
from caseweave.model import Claim, NameValue, Response, Stance
from caseweave.reconcile import parties
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.fact_rules import said
from caseweave.reconcile.moments import sentence_at
from caseweave.reconcile.origins import name_key
from caseweave.reconcile.settings import words
from caseweave.reconcile.wording import joined

_NAMED = ("helped_by", "requested_from", "credited", "blamed")
_SILENT = ("declined", "unaware", "unreachable")
_ORDER = ("requested_from", "helped_by", "credited", "blamed", "denies", "disputes", *_SILENT)
_LONGEST_ASKER = 8


class _Line(NamedTuple):
    """One claim of a response. `kind`: its attribute or stance; `key`: the party's identity."""

    kind: str
    key: tuple[str, ...]
    who: str
    act: str
    said: str | None
    by: str | None
    requested_by: str | None
    stance: Stance


def responses(docket: Docket) -> tuple[Response, ...]:
    """One line per party and act, in order: asked, acted, thanked, blamed, then denials."""
    lines: dict[tuple[object, ...], list[tuple[_Line, Claim]]] = defaultdict(list)
    for claim in docket.claims:
        line = _line(docket, claim)
        if line is not None:
            where = (_ORDER.index(line.kind), line.key, line.act, line.stance)
            lines[where].append((line, claim))
    return tuple(_response(docket, lines[where]) for where in sorted(lines, key=repr))


def _response(docket: Docket, told: Sequence[tuple[_Line, Claim]]) -> Response:
    shown = max((line for line, _ in told), key=lambda n: (len(n.who), n.who))
    by = sorted({line.by for line, _ in told if line.by})
    aims = _distinct([line.said for line, _ in told if line.said])
    asked = _distinct([line.requested_by for line, _ in told if line.requested_by])
    act = f"{shown.act}, {'says' if len(by) == 1 else 'say'} {joined(by)}" if by else shown.act
    days = sorted((span.low, d) for _, c in told if (d := docket.day(c)) and (span := days_of(d)))
    return Response(
        who=shown.who,
        act=f"{act}: {joined(aims)}" if aims else act,
        requested_by=joined(asked) or None,
        stance=shown.stance,
        claims=tuple(sorted(c.id for _, c in told)),
        kind=shown.kind,
        by=tuple(by) or (shown.who,),
        first=days[0][1] if days else None,
        last=days[-1][1] if days else None,
    )


def _distinct(told: Sequence[str]) -> list[str]:
    """Each text once, without those that stand inside a longer one."""
    plain = {t: t.strip('"').casefold() for t in told}
    kept = {
        t for t in plain if not any(plain[t] in plain[o] for o in plain if plain[o] != plain[t])
    }
    first: dict[str, str] = {}
    for text in sorted(kept):
        first.setdefault(plain[text], text)
    return sorted(first.values())


def _line(docket: Docket, claim: Claim) -> _Line | None:
    if claim.stance == "asserts":
        return _named(docket, claim) if claim.attribute in _NAMED else None
    who = _silent_party(claim) or docket.origin(claim).name
    return _Line(
        kind=claim.stance,
        key=parties.tokens(who),
        who=who,
        act=str(words("acts")[claim.stance]),
        said=_aimed(claim),
        by=None,
        requested_by=None,
        stance=claim.stance,
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
    key, who = _party(claim.value, by)
    return _Line(
        kind=claim.attribute,
        key=key,
        who=who,
        act=act,
        said=None,
        by=by,
        requested_by=_asker(docket, claim, by) if claim.attribute == "requested_from" else None,
        stance=stance,
    )


def _party(value: NameValue, by: str) -> tuple[tuple[str, ...], str]:
    """Who acted: "the government" in the mouth of an office is the government of its country."""
    key, who = name_key(value), said(value)
    own = parties.body(by).country
    country = gazetteer().country(own) if own else None
    if country is None or key != ("body", "", "government"):
        return key, who
    return ("body", str(own), "government"), f"{who} ({country.name})"


def _asker(docket: Docket, claim: Claim, by: str) -> str | None:
    """Who asked: the subject of the verb of asking before the party's name, as the words put it.

    A pronoun is the speaker ("they had requested"); None where the words name nobody.
    """
    cues = words("cues")
    text = docket.reports[claim.report].text
    left, right = sentence_at(text, claim.evidence.start, claim.evidence.end)
    asking = "|".join(cues["requesting"])
    verbs = list(re.finditer(rf"\b(?:{asking})\b", text[left:right], re.IGNORECASE))
    before = [v for v in verbs if left + v.start() < claim.evidence.start]
    if not before:
        return None
    parts = re.split(
        rf"[,;:]|\b(?:{'|'.join(cues['clause'])})\b", text[left:][: before[-1].start()]
    )
    found = re.sub(rf"(?:\s+(?:{'|'.join(cues['auxiliary'])}))+$", "", parts[-1].strip()).strip()
    if found.casefold() in cues["own_pronouns"]:
        return by
    return found if found and len(found.split()) <= _LONGEST_ASKER else None


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
