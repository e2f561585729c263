"""The summary of one report: its main mention, and what the claims of it tell.

A pure choice: no value without the claims it rests on.
"""

from caseweave.extract.layers import PeopleCount, TimeExpression, Toponym
from caseweave.extract.summary import _days, _figures, _places
from caseweave.extract.summary._records import Summary
from caseweave.extract.summary._setting import Setting
from caseweave.model import Extraction, Mention, Report


def summarise(
    report: Report,
    extraction: Extraction,
    counts: tuple[PeopleCount, ...] = (),
    *,
    times: tuple[TimeExpression, ...] = (),
    places: tuple[Toponym, ...] = (),
) -> Summary:
    """The summary of a report from its mentions and claims.

    `counts`: what the people layer found, where it is at hand; head-counts are then chosen and
    added up among these, which tell more than claims of single figures do. `times`, `places`:
    those of the layers, for a day or town of the text that no claim tells.
    """
    main = main_mention(extraction)
    if main is None:
        # No claim tells of an incident; its words may still suggest how many it befell.
        return Summary(report=report.id, tolls=_figures.suggested(report, counts))
    claims = sorted(
        (c for c in extraction.claims if c.mention == main.id),
        key=lambda c: (c.evidence.start, c.id),
    )
    setting = Setting.of(report, main)
    ours = _figures.of_mention(counts, extraction, main)
    people = _figures.head_counts(report, claims, counts, ours)
    return Summary(
        report=report.id,
        date=_days.day(setting, main, extraction, times),
        place=_places.place(setting, main, extraction, places),
        killed=people.chosen["dead"],
        injured=people.chosen["injured"],
        captured=people.chosen["detained"],
        killed_sure=people.sure["dead"],
        injured_sure=people.sure["injured"],
        tolls=people.tolls,
    )


def main_mention(extraction: Extraction) -> Mention | None:
    """The main mention; without one, the mention that is told first."""
    mentions = sorted(
        extraction.mentions,
        key=lambda m: (m.role != "main", min((e.evidence.start for e in m.events), default=0)),
    )
    return mentions[0] if mentions else None
