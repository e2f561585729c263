"""Drafts become annotations: offsets in the report, the words' own status, the governor's hints.

Invariant: `start:end` is the draft's span to the character, in code points of the report's text.
"""

from typing import Any

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.bare import is_estimate
from caseweave.extract.people.bystanders import population_beside
from caseweave.extract.people.clause import clause_hints, hints_behind, hints_of_relative
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.elsewhere import from_elsewhere
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon
from caseweave.extract.people.placed import Hint
from caseweave.extract.people.restated import ESTIMATED
from caseweave.extract.people.statistics import is_background, is_statistic
from caseweave.extract.people.staying import STAYS, stays
from caseweave.lang import profile

_INFANTS = "infants"


def publish(doc: Any, found: Draft, offset: int) -> PeopleCount:
    """The draft as an annotation with offsets in the report and the hints of its governor."""
    head = doc[found.head]
    hints = _hints(head, found)
    person = found.noun.person if found.noun is not None else None
    status = found.status or (person.status if person is not None else None)
    last = doc[found.end - 1]
    sentence = head.sent
    return PeopleCount(
        start=offset + doc[found.start].idx,
        end=offset + last.idx + len(last.text),
        low=found.low,
        best=found.best,
        high=found.high,
        qualifier=found.qualifier,
        of=found.of,
        noun=person.lemma if person is not None else None,
        group=_group(found),
        population=_population(head, found),
        status=status,
        nationality=found.noun.nationality if found.noun is not None else None,
        head=offset + head.head.idx,
        definite=found.definite,
        reference=_reference(head, hints, found),
        human=round(found.human, 2),
        members=tuple((offset + a, offset + b) for a, b in found.members),
        status_hint=hints[0].status if hints else status,
        hint_word=hints[0].word if hints else None,
        hints=tuple(h.status for h in hints),
        modal=bool(hints) and hints[0].modal,
        background=is_background(sentence),
        individual=found.individual,
        name=found.name,
        statistic=found.statistic or is_statistic(doc, found),
        sentence=(offset + sentence.start_char, offset + sentence.end_char),
    )


def person_of(found: Draft) -> Person | None:
    """What the counted noun means, None where it is left out."""
    return found.noun.person if found.noun is not None else None


def _hints(head: Any, found: Draft) -> list[Hint]:
    """Hints of the words inside the phrase ("19 missing fishermen"), then of those around it."""
    lex = lexicon()
    inside = [
        w for w in (found.noun.words if found.noun is not None else ()) if w in lex.predicates
    ]
    hints = [Hint(lex.predicates[w], w) for w in inside] + list(status_hints(head))
    if not hints and person_of(found) is None and not found.individual:
        hints = list(clause_hints(head.doc, found.end))
    elif not found.members:
        hints = hints or list(hints_behind(head.doc, found.start, found.end))
    if person_of(found) is not None and not (found.individual or found.members):
        hints += hints_of_relative(head.doc, found.end)
    if not hints and not found.individual and stays(head.doc, found.end):
        hints = [Hint(STAYS, STAYS)]
    person = person_of(found)
    if person is not None and person.status == "dead":
        hints.insert(0, Hint("dead", person.lemma))
    if found.hint is not None:
        hints.insert(0, Hint(found.hint, found.hint))
    return list({h.status: h for h in reversed(hints)}.values())[::-1]


def _reference(head: Any, hints: list[Hint], found: Draft) -> str | None:
    """The phrase's own word, "included" for one of others, "more" where the verb has "also"."""
    own = found.reference or (found.noun.reference if found.noun is not None else None)
    if own is None and _among(head.doc, found.start):
        return "included"
    if own is None and not hints and is_estimate(head.doc, found):
        return ESTIMATED
    if own or not hints:
        return own
    if hints[0].beside:
        return "besides"
    adds = any(c.lower_ in lexicon().words["adding"] for c in head.head.children)
    return "included" if hints[0].included else "more" if adds else None


def _population(head: Any, found: Draft) -> str | None:
    """Whose the people are: what their noun says, a firm's staff, or another incident's."""
    own = found.noun.population if found.noun is not None else None
    if (
        own is None
        and head.dep_ == "dobj"
        and head.head.lemma_.lower() in lexicon().words["employing"]
    ):
        return "staff"
    if own is None and not found.individual:
        own = population_beside(head, found)
    return own or ("others" if from_elsewhere(head) else None)


def _group(found: Draft) -> str | None:
    """The draft's own group, the noun's, or the one that an adjective gives ("female")."""
    noun = found.noun
    person = noun.person if noun is not None else None
    own = person.group if person is not None else None
    if noun is not None and noun.group == _INFANTS:
        return _INFANTS  # a newborn girl
    return found.group or own or (noun.group if noun is not None else None)


def _among(doc: Any, start: int) -> bool:
    """Whether "including", "among them" or "of whom" stands right before the phrase."""
    left = tuple(t.lower_ for t in doc[max(0, start - 2) : start] if t.text != ",")
    phrases = profile("en", "people")["reference"]["among"]
    return any(left[-len(p.split()) :] == tuple(p.split()) for p in phrases)
