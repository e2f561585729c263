"""Accounts at the desk's door: who comes in, what they may do, and what is kept from them.

Invariant: a request without a session or key sees nothing but the page to log in, and every route
has a rule of who may use it.

Doors: `AccountsDoor(desk)` is a `Door` of `web` with accounts; `rules_of_serving` says whether the
desk may serve on an address; a `Person` of `web` carries their account. What a person may
not see is left out of the board before any page gets it: `View(desk.board(door.hidden(who)))`.
Actions and roles: read - reader; decide, take_in - analyst; sign, export - approver; administer -
administrator. Pages tell the audit by `service.people.note(desk, who.name, ACT, ID, DETAIL)`.
"""

from caseweave.web.access._door import ROLE_OF, AccountsDoor, session_of
from caseweave.web.access._serving import Rules, Wish, is_loopback, rules_of_serving
from caseweave.web.access._witness import Witness

__all__ = [
    "ROLE_OF",
    "AccountsDoor",
    "Rules",
    "Wish",
    "Witness",
    "is_loopback",
    "rules_of_serving",
    "session_of",
]
