"""A figure of the ledger in words.

Invariant: number, people, day and origin as the claims give them.
"""

from caseweave.reconcile import counts
from caseweave.reconcile.days import in_words
from caseweave.reconcile.ledger import Entry
from caseweave.reconcile.settings import settings
from caseweave.reconcile.wording import joined


def figure(entry: Entry) -> str:
    """As "17 detained on 6 May 2031 (Upland Herald)"."""
    return f"{phrase(entry)} ({origins_of(entry)})"


def origins_of(*entries: Entry) -> str:
    """The origins that give a figure, by name."""
    return joined(sorted({r.name for e in entries for r in e.readings}))


def phrase(entry: Entry) -> str:
    """As "17 detained on 6 May 2031"."""
    rule = settings().statuses.get(entry.key.status)
    name = rule.phrase if rule else entry.key.status.replace("people.", "")
    if entry.key.population:
        name = f"{entry.key.population} {name}"
    when = f" {on(entry.key.at)}" if entry.key.at else ""
    return f"{counts.said(entry.value)} {name}{when}"


def bare(entry: Entry) -> str:
    """As "17 detained on 6 May 2031": the number alone, without its whole."""
    when = f" {on(entry.key.at)}" if entry.key.at else ""
    return f"{counts.number(entry.value)} {name_of(entry)}{when}"


def on(at: str) -> str:
    """As "on 6 May 2031", "in June 2031", "between 3 and 9 July 2031"."""
    words = in_words(at)
    if " to " in words:
        return f"between {words.replace(' to ', ' and ', 1)}"
    one_day = words[:1].isdigit() and " " in words
    return f"{'on' if one_day else 'in'} {words}"


def name_of(entry: Entry) -> str:
    """Those people, in words: "sent back", "in hiding"."""
    rule = settings().statuses.get(entry.key.status)
    return rule.phrase if rule else "people"
