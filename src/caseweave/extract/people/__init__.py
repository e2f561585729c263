"""People and how many: counts in the text, what they count, and which of them are one group."""

from caseweave.extract.layers import Parsed, PeopleCount
from caseweave.extract.people.answered import Asked, find_answers
from caseweave.extract.people.bystanders import hand_on
from caseweave.extract.people.casualties import casualties
from caseweave.extract.people.collective import find_units
from caseweave.extract.people.compose import find_sums
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.elsewhere import take_off
from caseweave.extract.people.enumerated import with_joint_states
from caseweave.extract.people.find import find_numbered
from caseweave.extract.people.groups import Group, group_chains
from caseweave.extract.people.headlines import find_headed
from caseweave.extract.people.homeward import come_home
from caseweave.extract.people.listed import find_listed
from caseweave.extract.people.ordinals import find_ordinals
from caseweave.extract.people.own_hand import find_own_hand
from caseweave.extract.people.patients import find_patients
from caseweave.extract.people.publish import publish
from caseweave.extract.people.recorded import mark_recorded
from caseweave.extract.people.refuted import take_back
from caseweave.extract.people.restated import resolve
from caseweave.extract.people.series import find_series
from caseweave.extract.people.shared import share_states
from caseweave.extract.people.singles import find_singles
from caseweave.extract.people.staying import settle
from caseweave.extract.people.totals import find_totals
from caseweave.extract.people.unstated import with_read_states

__all__ = ["Group", "casualties", "find_people", "group_chains"]


def find_people(parsed: Parsed, *, encoder: bool = True) -> tuple[PeopleCount, ...]:
    """Every count of people in a report, in order of place; offsets in code points of its text.

    `encoder`: whether it is asked where the rules find no state.
    """
    found: list[PeopleCount] = []
    asked: Asked | None = None
    for passage in parsed.passages:
        doc = passage.doc
        known = frozenset(c.best for c in found if c.best is not None and not c.individual)
        wholes = frozenset(c.of for c in found if c.of is not None)
        drafts = find_numbered(doc, known)
        drafts += find_units(doc, [(d.start, d.end) for d in drafts])
        drafts += find_ordinals(
            doc, [(d.start, d.end) for d in drafts], known | wholes | _told(drafts)
        )
        drafts += find_headed(doc, [(d.start, d.end) for d in drafts])
        drafts += find_singles(doc, [(d.start, d.end) for d in drafts])
        drafts += find_patients(doc, [(d.start, d.end) for d in drafts])
        drafts += find_own_hand(doc, drafts)
        drafts += find_listed(doc, [(d.start, d.end) for d in drafts])
        drafts, asked = find_answers(doc, drafts, asked)
        drafts = find_series(doc, mark_recorded(doc, find_totals(doc, drafts)))
        drafts = with_joint_states(doc, drafts + find_sums(doc, drafts))
        told = [publish(doc, d, passage.offset) for d in drafts]
        found.extend(with_read_states(parsed.report.text, passage, told) if encoder else told)
    ordered = sorted(found, key=lambda c: (c.start, -c.end))
    told_on = share_states(come_home(resolve(settle(ordered))))
    return tuple(take_back(parsed, take_off(hand_on(told_on))))


def _told(drafts: list[Draft]) -> frozenset[int]:
    """The figures of a passage so far, wholes of parts among them."""
    return frozenset(n for d in drafts for n in (d.best, d.of) if n is not None and n > 1)
