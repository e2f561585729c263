"""`caseweave show`: the list of incidents, one incident, or one claim with all it rests on."""

from typing import Any

import click
from rich.text import Text

from caseweave.case import (
    CaseFiles,
    Opened,
    attribute_words,
    brief,
    by_urgency,
    chain_words,
    diff,
    opened,
    opened_finding,
    related,
    value_words,
)
from caseweave.cli._options import Look, incident_argument, looking
from caseweave.cli._screen import (
    STANCES,
    chosen,
    print_json,
    print_listing,
    print_notes,
    screen,
    short,
    table,
    verdict,
)
from caseweave.model import Finding, Incident
from caseweave.service import find_claim, find_incident, listing

_MOST_IDS = 4


@click.command("show")
@incident_argument
@click.option("--claim", metavar="ID", help="Open one claim: its rule, sentence and chain.")
@click.option(
    "--finding", metavar="NAME", help="Open one finding: its rule, and every claim's sentence."
)
@click.option("--since", metavar="DATE", help="Say what became known after that day.")
@click.option("--urgent", is_flag=True, help="List the incidents by urgency, with the reasons.")
@looking
def command(look: Look, incident: str | None, **asked: Any) -> int:
    """List the incidents, show one (by number, id or title), or open one claim or finding."""
    files = look.files()
    print_notes(files)
    if asked["claim"] is not None:
        found = opened(files, find_claim(files, asked["claim"]))
        print_json(found) if look.as_json else _print_claim(found)
    elif asked["since"] is not None:
        earlier = look.files(as_of=asked["since"])
        _print_changes(earlier, files, incident, as_json=look.as_json)
    elif asked["urgent"]:
        print_json(by_urgency(files)) if look.as_json else _print_urgent(files)
    elif asked["finding"] is not None:
        _open_finding(files, incident, asked["finding"], as_json=look.as_json)
    elif look.as_json:
        print_json(find_incident(files, incident) if incident else listing(files))
    elif incident is None:
        print_listing(files)
    else:
        one = chosen(files, incident, "show")
        if one is not None:
            _print_incident(files, one)
    return 0


def _print_urgent(files: CaseFiles) -> None:
    """The most pressing first; the numbers are those of the plain list."""
    out = screen()
    rows = {row.id: row for row in listing(files)}
    for found in by_urgency(files):
        row = rows[found.incident]
        out.print(Text(f"{found.score:>3}  ", style="bold") + Text(f"#{row.number} {row.title}"))
        out.print(f"     {found.because}", style="dim")
    if not rows:
        out.print("No incident yet.")


def _open_finding(files: CaseFiles, incident: str | None, name: str, *, as_json: bool) -> None:
    """`name`: an attribute, with its population after a slash ("dead/men")."""
    one = chosen(files, incident, "show")
    if one is None:
        return
    attribute, _, population = name.partition("/")
    found = opened_finding(files, one, attribute, population or None)
    if as_json:
        print_json(found)
        return
    out = screen()
    label, value, word, because = _finding(found.finding)
    out.print(Text(f"{label}: ") + value + Text("  ") + word)
    out.print(because)
    out.print(Text("rule: ", style="dim") + Text(f"{found.finding.rule}. {found.rule}"))
    out.print(Text("after: ", style="dim") + Text("; ".join(found.sources)))
    for one_claim in found.claims:
        out.print()
        _print_told(one_claim, plain=out.color_system is None)


def _print_told(found: Opened, *, plain: bool) -> None:
    out = screen()
    claim, report = found.claim, found.report
    value = Text(value_words(claim.value), style="bold")
    if claim.stance in STANCES:
        value.append(f"  {STANCES[claim.stance]}")
    origin = f"  {found.origin.name}" if found.origin else ""
    out.print(value + Text(origin) + Text(f"  [{short(claim.id)}]", style="cyan"))
    out.print(_highlighted(found, plain=plain))
    day = report.published.value if report.published else "undated"
    out.print(f"{report.outlet or 'outlet unknown'}, {day}", style="dim")


def _print_changes(
    earlier: CaseFiles, files: CaseFiles, incident: str | None, *, as_json: bool
) -> None:
    changes = diff(earlier, files)
    if incident is not None:
        wanted = find_incident(files, incident).id
        changes = tuple(c for c in changes if c.incident == wanted)
    if as_json:
        print_json(changes)
        return
    out = screen()
    for change in changes:
        out.print(f"- {change.words}")
    if not changes:
        out.print("Nothing changed.")


def _print_incident(files: CaseFiles, incident: Incident) -> None:
    out = screen()
    out.print(incident.title, style="bold")
    when = incident.date.edtf if incident.date else "date unknown"
    where = value_words(incident.place) if incident.place else "place unknown"
    out.print(f"{incident.type}; {when}; {where}; {incident.status.replace('_', ' ')}")
    out.print(incident.id, style="dim")
    for part in brief(files, incident):
        if part.notes:
            out.print(part.title, style="bold")
            for note in part.notes:
                ids = " ".join(short(c) for c in note.claims[:_MOST_IDS])
                out.print(Text(f"- {note.words}") + Text(f" [{ids}]" if ids else "", style="cyan"))
    made = table("What", "Value", "Verdict", "Why")
    for finding in incident.findings:
        made.add_row(*_finding(finding))
    out.print(made)
    if incident.responses:
        responses = table("Who", "Response", "Asked by", "Reported", title="Responses")
        for r in incident.responses:
            responses.add_row(r.who, r.act, r.requested_by or "", r.first or "undated")
        out.print(responses)
    _print_reports(files, incident)
    _print_related(files, incident)
    out.print(
        f"Side by side: caseweave accounts {short(incident.id)}. "
        "Any value: caseweave show --claim ID, "
        f"caseweave show {short(incident.id)} --finding NAME.",
        style="dim",
    )


def _print_reports(files: CaseFiles, incident: Incident) -> None:
    out = screen()
    reports = {r.id: r for r in files.reports}
    out.print("Reports", style="bold")
    for mention in files.mentions:
        if mention.incident == incident.id:
            report = reports[mention.report]
            day = report.published.value if report.published else "undated"
            out.print(
                f"- {report.outlet or 'outlet unknown'}, {day}: {report.title or report.source} "
                f"[{mention.role}; report {short(report.id)}, mention {mention.id}]"
            )


def _print_related(files: CaseFiles, incident: Incident) -> None:
    out = screen()
    found = related(files, incident)
    if found:
        out.print("Related incidents, not merged", style="bold")
    for one in found:
        out.print(f"- {one.how} {one.title} [{short(one.incident)}]: {one.because}")


def _finding(finding: Finding) -> tuple[str, Text, Text, str]:
    value = Text(value_words(finding.value), style="bold")
    low, high = finding.low, finding.high
    bounded = low is not None and high is not None and low < high
    if bounded and f"{low:,} to {high:,}" not in value.plain:
        value.append(f"\n{low:,} to {high:,}", style="dim")
    name = attribute_words(finding.attribute, finding.population)
    return name, value, verdict(finding.verdict), finding.because


def _highlighted(found: Opened, *, plain: bool) -> Text:
    """The sentence with its quote marked: by style, and by signs where there is no colour."""
    before, quote, after = (
        found.sentence[: found.quote_start],
        found.sentence[found.quote_start : found.quote_end],
        found.sentence[found.quote_end :],
    )
    marked = Text(f"▸{quote}◂" if plain else quote, style="bold reverse")
    return Text(f"“{before}") + marked + Text(f"{after}”")


def _print_claim(found: Opened) -> None:
    out = screen()
    claim, report = found.claim, found.report
    value = Text(f"{attribute_words(claim.attribute)}: ")
    value.append(value_words(claim.value), style="bold")
    out.print(value)
    if found.review is not None and found.review.machine_value is not None:
        machine = value_words(found.review.machine_value)
        out.print(f"corrected by {found.review.by}; the machine read {machine}")
    elif found.review is not None and found.review.state:
        out.print(f"{found.review.state} by {found.review.by}")
    out.print(_highlighted(found, plain=out.color_system is None))
    out.print(Text("says so: ", style="dim") + Text(chain_words(claim.attribution)))
    stance = STANCES.get(claim.stance, claim.stance)
    out.print(Text("stance: ", style="dim") + Text(f"{stance}; {claim.factuality}"))
    day = report.published.value if report.published else "undated"
    out.print(
        Text("in: ", style="dim")
        + Text(f"{report.title or report.source} ({report.outlet or 'outlet unknown'}, {day})")
    )
    out.print(
        Text("at: ", style="dim")
        + Text(f"{report.source}, characters {claim.evidence.start} to {claim.evidence.end}")
    )
    if found.origin is not None:
        out.print(
            Text("origin: ", style="dim") + Text(f"{found.origin.name} ({found.origin.kind})")
        )
    if found.finding is not None:
        line = Text("finding: ", style="dim") + Text(value_words(found.finding.value) + " ")
        out.print(line + verdict(found.finding.verdict))
        out.print(Text("rule: ", style="dim") + Text(found.finding.rule))
        out.print(Text("because: ", style="dim") + Text(found.finding.because))
    out.print(f"{claim.id} by {claim.extractor}, confidence {claim.confidence:.2f}", style="dim")
