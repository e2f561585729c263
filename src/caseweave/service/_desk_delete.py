"""Delete a report at the desk: what would go is shown first, then it goes for good.

Invariant: nobody deletes what they may not see whole, nor what a signed case rests on; what keeps
a case to some people goes on keeping what is told of it.
"""

from caseweave.model import Report
from caseweave.service._delete import Deletion, Reach, erase, reach_of, stone_of
from caseweave.service._desk import Desk
from caseweave.service._desk_acts import must_be_open
from caseweave.service._desk_view import NotHereError, View
from caseweave.service._people_restrictions import widen
from caseweave.service._sight import KEPT_BACK


def would_go(desk: Desk, view: View, key: str) -> Reach:
    """What a deletion of this report would take with it, and what would stay.

    Raises NotHereError where there is no such report, or it tells more than this person sees, and
    LockedError where it stands in a signed case.
    """
    report = _whole(view, key)
    for incident in view.incidents_of_report(report.id):
        must_be_open(view, incident)
    return reach_of(report, desk.entries(), view.board.files)


def delete_report(desk: Desk, view: View, key: str, by: str, reason: str) -> Deletion:
    """Delete the report for good. Raises what `would_go` does, and where no reason is given."""
    with desk.lock:
        report = would_go(desk, view, key).report
        stone = stone_of(report, desk.clock(), by, reason)
        files = desk.board().files
        for incident in files.incidents:
            # Afterwards nothing says that the report told of a case that is kept to some people.
            if report.id in incident.reports:
                widen(desk, by, incident, files)
        return erase(desk.store, reach_of(report, desk.entries(), files), files, stone)


def _whole(view: View, key: str) -> Report:
    report = view.report(key)
    if report.source == KEPT_BACK:
        raise NotHereError("This report tells more than you see, so it is not yours to delete.")
    return report
