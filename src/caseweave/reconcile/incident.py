"""The door: every step in order, from what was linked to one incident.

Invariant: a pure function; every standing claim is under a finding and in one origin.
"""

from caseweave.model import Incident
from caseweave.reconcile.checks import checks
from caseweave.reconcile.deadlines import deadlines
from caseweave.reconcile.docket import open_docket
from caseweave.reconcile.headcount import headcount
from caseweave.reconcile.lineage import Edge
from caseweave.reconcile.linked import LinkedIncident
from caseweave.reconcile.responses import responses
from caseweave.reconcile.rules import findings
from caseweave.reconcile.standing import standing
from caseweave.reconcile.status import status
from caseweave.reconcile.summary import incident_date, incident_place, title
from caseweave.reconcile.timeline import timeline


def reconcile(linked: LinkedIncident) -> Incident:
    """The incident with its origins, findings, head-count, timeline, responses and checks."""
    docket = open_docket(linked)
    found = findings(docket)
    people = headcount(docket)
    when = incident_date(docket, found)
    where = incident_place(docket, found)
    return Incident(
        id=linked.id,
        type=linked.type,
        title=title(docket, found, when, where),
        reports=tuple(docket.reports),
        mentions=tuple(docket.mentions),
        date=when,
        place=where,
        status=status(docket, people),
        findings=found,
        origins=tuple(docket.origins[o] for o in sorted(docket.origins)),
        headcount=people,
        timeline=timeline(docket),
        responses=responses(docket),
        checks=checks(docket),
        links=tuple(sorted(linked.links, key=lambda k: (k.a, k.b))),
        standing=standing(docket, people),
        deadlines=deadlines(docket),
    )


def trace(linked: LinkedIncident) -> tuple[Edge, ...]:
    """Who follows whom, in order: reprints, citations, and speakers that are origins."""
    docket = open_docket(linked)
    quotes = {
        (report, origin.name)
        for origin in docket.origins.values()
        if origin.kind != "outlet"
        for report in origin.reports
    }
    return docket.lineage.edges(quotes)
