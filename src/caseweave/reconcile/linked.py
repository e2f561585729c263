"""What `reconcile` takes: all that is known of one incident, gathered by whoever linked it."""

from collections.abc import Mapping

import msgspec

from caseweave.model import Claim, Decision, Link, Mention, Report


class LinkedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """One incident before it is reconciled.

    `type`: name of its incident type. `claims`: all of its claims, across reports; the order does
    not matter. `reports`: the reports of its mentions, with `copies` and `published`.
    `all_reports`: every report of the store by id, for lineage (whom a copy or citation leads to).
    `decisions`: those about its claims (accept, correct, reject, undo; `set` of an `origin`).
    """

    id: str
    type: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    links: tuple[Link, ...] = ()
    all_reports: Mapping[str, Report] = {}
    decisions: tuple[Decision, ...] = ()
