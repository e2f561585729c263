"""Sentences of an export, told anew from what it shows, or the machine's own with masks.

Invariant: below the level of names no sentence of the machine passes without every name in it
replaced by the export's own, and every other word known.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from caseweave.export._words import day
from caseweave.export._words import name as plain_name
from caseweave.export.labels import Labels
from caseweave.export.levels import reaches
from caseweave.export.screen import MASK
from caseweave.export.view import View
from caseweave.export.vocabulary import words_of
from caseweave.model import Incident, Verdict
from caseweave.schema.sharing import sharing

_LEADS: dict[Verdict, str] = {
    "agreed": "{count} independent origins say the same: {told}.",
    "compatible": "The accounts differ but can all hold: {told}.",
    "conflict": "Different origins give accounts that cannot all hold: {told}.",
    "superseded": "A later account replaces an earlier one: {told}.",
    "single": "Only one origin says so: {told}.",
    "unknown": "Nobody asserts it as fact: {told}.",
    "withheld": "Withheld.",
}
# Verdicts on one value: what else is told stands apart.
_ON_ONE_VALUE = frozenset({"agreed", "single"})
_CHECKS = {
    "place_contradicts_gazetteer": "A report puts a place where the map does not have it.",
    "parts_do_not_sum": "The parts that a report gives do not add up to its whole.",
    "date_after_publication": "A date told as past lies after the report came out.",
    "date_impossible": "A date that a report gives cannot be.",
    "quotation_of_two_speakers": "The same quoted words are given to two speakers.",
    "outlet_contradicts_itself": "One outlet gives two values for the same thing.",
    "figure_without_origin": "A figure stands without anybody named as saying so.",
    "circular_reporting": "The reports cite one another in a circle.",
}
_WITHHELD = "A sentence about this is withheld at this level."


def joined_words(parts: Sequence[str]) -> str:
    """As "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


class Told(msgspec.Struct, frozen=True):
    """One account of a finding: its value in words, who says so, whether it is the one found."""

    value: str
    teller: str
    found: bool


def because(verdict: Verdict, told: Sequence[Told], *, silent: bool) -> str:
    """Why a verdict was given.

    `silent`: the finding rests on accounts, too, that the export does not tell.
    """
    if not told:
        return "It rests on accounts that are withheld at this level."
    main = [t for t in told if t.found] if verdict in _ON_ONE_VALUE else []
    rest = [t for t in told if t not in main] if main else []
    main = main or list(told)
    count = len({t.teller for t in main})
    parts = [_LEADS[verdict].format(count=count, told=_listed(main))]
    if rest:
        parts.append(f"Also told: {_listed(rest)}.")
    if silent:
        parts.append("Other accounts are withheld at this level.")
    return " ".join(parts)


def _listed(told: Sequence[Told]) -> str:
    by_value: dict[str, list[str]] = {}
    for one in told:
        tellers = by_value.setdefault(one.value, [])
        if one.teller not in tellers:
            tellers.append(one.teller)
    return joined_words([f"{value} ({', '.join(who)})" for value, who in by_value.items()])


def retold(text: str, incident: Incident, view: View, numbers: dict[str, str]) -> str:
    """A sentence of the machine with origins by their numbers, and masks for the rest.

    `numbers`: origin id to the export's id of it.
    """
    labels = view.labels(incident.type)
    if labels.screen.mode != "loose":
        for origin in sorted(incident.origins, key=lambda o: -len(o.name)):
            text = _swapped(text, origin.name, numbers.get(origin.id, "one origin"))
        if not labels.shows("family") and not COMPOSITION.isdisjoint(words_of(text)):
            return _WITHHELD
        screen = labels.strict if labels.screen.mode == "strict" else labels.screen
        text = screen.clean(text)
    else:
        text = labels.screen.clean(text)
    return _WITHHELD if _mostly_masked(text) else text


COMPOSITION = frozenset(sharing().composition.words)


def _swapped(text: str, name: str, number: str) -> str:
    if not name.strip():
        return text
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", number, text, flags=re.IGNORECASE)


def _mostly_masked(text: str) -> bool:
    kept = len(words_of(text.replace(MASK, " ")))
    return text.count(MASK) * 3 > kept


def check_kind(kind: str) -> str:
    """A kind of check, or `other` for one that is not known here."""
    return kind if kind in _CHECKS else "other"


def check_words(kind: str, text: str, incident: Incident, view: View) -> str:
    """What does not fit: by its kind in fixed words, or in the machine's where those may stand."""
    if reaches(view.level, "amber+strict"):
        return view.labels(incident.type).screen.clean(text)
    return _CHECKS.get(kind, "Something in the accounts does not fit.")


def event_words(text: str, labels: Labels) -> str:
    """A line of the timeline, in known words."""
    if labels.screen.mode == "loose":
        return labels.screen.clean(text)
    words = words_of(text)
    if not labels.shows("family") and not COMPOSITION.isdisjoint(words):
        return "part of the group: the number is withheld"
    return labels.strict.clean(text)


def act_words(text: str, labels: Labels) -> str:
    """What somebody did or said, without the words that report it."""
    if labels.screen.mode == "loose":
        return labels.screen.clean(text)
    head = re.split(r", says |[:\"“(]", text, maxsplit=1)[0].strip(" ,:")
    return labels.strict.clean(head)


def title(people: str, done: Iterable[str], where: str | None, when: str | None) -> str:
    """As `11 to 14 people detained and released, Bolivia, May 2031`."""
    deeds = joined_words(list(done))
    head = f"{people} {deeds}".strip() or "Incident"
    parts = [head, where, month(when)]
    text = ", ".join(p for p in parts if p)
    return text[:1].upper() + text[1:]


def month(edtf: str | None) -> str | None:
    """The month of a date in words, or the year; None for none."""
    if not edtf:
        return None
    first = edtf.split("/")[0].split("T")[0].rstrip("~?")
    return day(first[:7]) if len(first) >= 7 else day(first or None)


def status_words(status: str) -> str:
    """A status in words."""
    return plain_name(status)
