"""The seed reports, or the shipped examples, against what a careful reader found in them.

`data` is the folder that holds `seeds/` and `seeds_gold.jsonl`, or `reports/` and `gold.jsonl`. A
gold fact counts as recalled when a claim of its type and value overlaps its quote and the claim's
attribute is of the fact's family; a gold claim when a claim that overlaps its quote has the right
speaker and stance.
"""

import json
import re
from pathlib import Path
from typing import Any

from caseweave.case import CaseFiles
from caseweave.evaluate._run import case_files, read_reports
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    CaseweaveError,
    Claim,
    CountValue,
    DateValue,
    PlaceValue,
    Report,
    day_bounds,
)

_STANCES = {
    "asserts": "asserts", "opines": "asserts", "opine": "asserts", "accuses": "asserts",
    "criticises": "asserts", "criticise": "asserts", "urges": "asserts", "speculates": "asserts",
    "reportedly": "asserts", "redirects": "asserts", "denies": "denies", "unaware": "unaware",
    "declines": "declined", "unreachable": "unreachable", "credited": "asserts",
}  # fmt: skip
_FAMILIES = {
    "detained": {"detained"}, "detained_first": {"detained"}, "detained_second": {"detained"},
    "detained_second_b": {"detained"}, "freed": {"released"}, "deported": {"returned"},
    "expelled": {"returned"}, "group": {"people", "entered"}, "crew_killed": {"dead"},
    "returned": {"returned"}, "handed_over": {"handed_over"}, "fled": {"fled"},
    "in_hiding": {"in_hiding"}, "rescued": {"rescued"}, "dead": {"dead"}, "missing": {"missing"},
    "injured": {"injured"}, "women": {"people.women"}, "men": {"people.men"},
    "children": {"people.children", "people.infants"},
}  # fmt: skip
_NUMBERS = {"nine": 9, "two": 2, "three": 3}
_EMPTY = {"the", "a", "an", "of", "s", "mr", "ms", "for", "in", "with", "and", "to", "some"}


def run(data: Path, predictions: Path | None = None) -> dict[str, float]:
    """Score the seeds; `predictions` receives one line per gold item with whether it was found."""
    folder, gold_file = _layout(data)
    reports = read_reports(folder)
    files = case_files(reports)
    gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
    judge = _Judge(files, reports)
    for incident in (g for g in gold if g.get("facts")):
        judge.incident(incident)
    for item in gold:
        judge.note(item)
    judge.links([g for g in gold if g.get("kind") == "incident"])
    if predictions is not None:
        lines = (json.dumps(line, ensure_ascii=False) for line in judge.lines)
        predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return judge.measures()


def _layout(data: Path) -> tuple[Path, Path]:
    """The folder of reports and the gold file: of the seeds, or of the shipped examples."""
    if (data / "seeds_gold.jsonl").is_file():
        return data / "seeds", data / "seeds_gold.jsonl"
    if (data / "gold.jsonl").is_file():
        return data / "reports", data / "gold.jsonl"
    raise CaseweaveError(
        f"{data} holds neither seeds_gold.jsonl nor gold.jsonl. Give the folder that holds "
        "seeds/ and seeds_gold.jsonl, or reports/ and gold.jsonl."
    )


def doc_key(source: str) -> str:
    """How gold names a report: the id of a JSON Lines article, else the file's name up to `_`."""
    return source.rsplit("#", maxsplit=1)[-1] if "#" in source else Path(source).stem.split("_")[0]


class _Judge:
    """Counts hits and misses by measure, and keeps a line for each."""

    def __init__(self, files: CaseFiles, reports: list[Report]) -> None:
        self.files = files
        self.reports = {doc_key(r.source): r for r in reports}
        self.claims: dict[str, list[Claim]] = {}
        for claim in files.claims:
            self.claims.setdefault(claim.report, []).append(claim)
        self.tally: dict[str, list[bool]] = {}
        self.lines: list[dict[str, Any]] = []

    def mark(self, measure: str, found: bool, **about: Any) -> None:
        self.tally.setdefault(measure, []).append(found)
        self.lines.append({"measure": measure, "found": found, **about})

    def measures(self) -> dict[str, float]:
        result = {k: round(100 * sum(v) / len(v), 1) for k, v in sorted(self.tally.items())}
        facts = [f for k in ("counts", "dates", "places") for f in self.tally.get(k, [])]
        if facts:
            result["facts"] = round(100 * sum(facts) / len(facts), 1)
        sound = [
            self._text(c)[c.evidence.start : c.evidence.end] == c.evidence.quote
            for c in self.files.claims
        ]
        result["evidence_integrity"] = round(100 * sum(sound) / max(1, len(sound)), 1)
        result["claims_total"] = float(len(sound))
        return result

    def _text(self, claim: Claim) -> str:
        return next(r.text for r in self.reports.values() if r.id == claim.report)

    def near(self, doc: str, quote: str) -> list[Claim]:
        """The claims of a report whose evidence overlaps a quote."""
        report = self.reports.get(doc)
        at = _find(report.text, quote) if report is not None else None
        if report is None or at is None:
            return []
        return [
            c
            for c in self.claims.get(report.id, [])
            if c.evidence.start < at[1] and at[0] < c.evidence.end
        ]

    def incident(self, incident: dict[str, Any]) -> None:
        for fact in incident.get("facts", []):
            kind = _fact_kind(fact)
            if kind is not None:
                near = self.near(fact["doc"], fact["quote"])
                found = any(_matches(c, fact, kind) for c in near)
                self.mark(kind, found, gold=fact)
        for claim in incident.get("claims", []):
            near = self.near(claim["doc"], claim["quote"])
            stance = _STANCES[claim["stance"]]
            right = [c for c in near if c.stance == stance]
            found = any(_same_speaker(c, claim) for c in right)
            said = sorted({f"{_speaker(c)}:{c.stance}" for c in near})
            self.mark("claims", found, gold=claim, near=said)

    def note(self, item: dict[str, Any]) -> None:
        kind = item.get("kind")
        report = self.reports.get(item.get("doc", ""))
        if report is None:
            return
        if kind == "boilerplate":
            at = _find(report.text, item["quote"])
            hidden = at is None or any(
                p.kind == "boilerplate" and p.start <= at[0] and at[1] <= p.end
                for p in report.passages
            )
            self.mark("boilerplate", hidden, gold=item)
        elif kind == "pubdate":
            value = report.published.value if report.published else None
            want = item["date"]
            same = value is None if want is None else (value or "").startswith(want)
            self.mark("publication_dates", same, gold=item, found_value=value)
        elif kind == "byline":
            self.mark("authors", item["value"] == report.author, gold=item, author=report.author)
        elif kind == "outlet":
            self.mark("outlets", _same_outlet(item["value"], report.outlet), gold=item)
        elif kind == "statistic":
            found = any(
                isinstance(c.value, CountValue)
                and c.attribute == "statistic"
                and c.value.best == item["value"]
                for c in self.near(item["doc"], item["quote"])
            )
            self.mark("statistics", found, gold=item)

    def links(self, incidents: list[dict[str, Any]]) -> None:
        """Mentions of one gold incident in one incident, of two in two."""
        held = {i["id"]: self._incidents_of(i) for i in incidents}
        for incident in incidents:
            docs = incident["docs"]
            shared = _shared(held[incident["id"]], docs)
            self.mark("incidents_found", shared is not None, gold=incident["id"])
        names = sorted(held)
        for a in names:
            for b in (n for n in names if n > a):
                both = set(held[a].values()) & set(held[b].values()) - {None}
                self.mark("incidents_apart", not both, gold=[a, b])

    def _incidents_of(self, incident: dict[str, Any]) -> dict[str, str | None]:
        """The incident of each report in which most of a gold incident's quotes lie."""
        found: dict[str, str | None] = {}
        for doc in incident["docs"]:
            votes: dict[str, int] = {}
            for fact in incident["facts"]:
                for claim in self.near(doc, fact["quote"]) if fact["doc"] == doc else []:
                    if claim.incident and claim.attribute in {*HEADCOUNT_ATTRIBUTES, "event"}:
                        votes[claim.incident] = votes.get(claim.incident, 0) + 1
            found[doc] = max(votes, key=lambda k: (votes[k], k)) if votes else None
        return found


def _same_outlet(gold: str, found: str | None) -> bool:
    """Whether an outlet is one of those named ("A / B"), letter case and a leading `the` apart."""
    names = {re.sub(r"^the ", "", n.strip().lower()) for n in gold.split(" / ")}
    return re.sub(r"^the ", "", (found or "").lower()) in names


def _shared(held: dict[str, str | None], docs: list[str]) -> str | None:
    values = {held[d] for d in docs}
    return values.pop() if len(values) == 1 else None


def _find(text: str, quote: str) -> tuple[int, int] | None:
    """The quote in the text, white space and typographic quotes apart."""
    words = [_any_quotes(w) for w in quote.split()]
    match = re.search(r"\s+".join(words), text)
    return match.span() if match else None


def _any_quotes(word: str) -> str:
    plain = {"’": "'", "‘": "'", "“": '"', "”": '"'}
    classes = {"'": "['’‘]", '"': '["“”]'}
    return "".join(classes.get(plain.get(c, c)) or re.escape(c) for c in word)


def _fact_kind(fact: dict[str, Any]) -> str | None:
    attribute, value = fact["attr"], fact["value"]
    if attribute in _FAMILIES:
        return "counts"
    if attribute == "date" or attribute.startswith("date."):
        return "dates"
    if attribute.startswith("place.") and value != "unknown":
        return "places"
    return "places" if attribute in {"destination", "origin_place", "place", "route"} else None


def _matches(claim: Claim, fact: dict[str, Any], kind: str) -> bool:
    value = claim.value
    if kind == "counts":
        number = fact["value"]
        if isinstance(number, str):
            number = _NUMBERS.get(number.split()[0])
        family = _FAMILIES[fact["attr"]]
        return isinstance(value, CountValue) and value.best == number and claim.attribute in family
    if kind == "dates":
        dated = isinstance(value, DateValue) and claim.attribute.startswith("date")
        return dated and _same_date(claim.value, str(fact["value"]))
    named = isinstance(value, PlaceValue) and value.name.lower() in str(fact["value"]).lower()
    return named or (isinstance(value, PlaceValue) and _route(value.name, str(fact["value"])))


def _route(name: str, value: str) -> bool:
    return any(part.strip().lower() == name.lower() for part in re.split(r"[-,(]", value))


def _same_date(value: Any, gold: str) -> bool:
    if "unresolved" in gold:
        return value.edtf is None
    day = re.match(r"\d{4}(-\d{2})?(-\d{2})?", gold)
    want = day_bounds(gold) or (day_bounds(day.group(0)) if day else None)
    have = day_bounds(value.edtf)
    return want is not None and have is not None and want[0] <= have[0] and have[1] <= want[1]


def _speaker(claim: Claim) -> str:
    return claim.attribution[-1].name or "(unknown outlet)"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower().replace("’s", "").replace("'s", ""))) - _EMPTY


def _same_speaker(claim: Claim, gold: dict[str, Any]) -> bool:
    who = gold["who"]
    if who.startswith("article") or who == "outlet":
        return len(claim.attribution) == 1
    if gold["stance"] == "credited":
        return _speaker(claim) != who and len(claim.attribution) > 1
    initials = "".join(w[0] for w in _speaker(claim).split() if w[0].isupper())
    if len(initials) > 2 and initials in who.split():
        return True
    have, want = _words(_speaker(claim)), _words(re.sub(r"\(.*\)", "", who))
    inside = _words(" ".join(re.findall(r"\((.*)\)", who)))
    if have & want:
        return bool((have & want) - {"officials", "south", "korea"}) or have <= want or want <= have
    return bool(have & inside)
