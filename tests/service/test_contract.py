"""The files of `build --out`, read as an outsider reads them, sentence by sentence of the contract.

Built once from the shipped examples (and from the outside seeds where there are any); nothing here
knows the code that wrote the files, only the names that the contract gives.
"""

import hashlib
import itertools
import re
import stat
from collections import Counter
from typing import Any

NAMES = ("reports", "claims", "mentions", "incidents")
Files = Any  # what the fixture `files` gives: `ContractFiles`

PASSAGES = {"title", "byline", "dateline", "paragraph", "quotation", "caption", "boilerplate"}
STATUSES = {
    *("detained", "returned", "handed_over", "released", "fled", "in_hiding", "third_country"),
    *("resettled", "entered", "rescued", "injured", "dead", "missing"),
}
PEOPLE = {"people", *(f"people.{part}" for part in ("women", "men", "children", "infants"))}
COUNTS = STATUSES | PEOPLE | {"people.family", "statistic"}
PLACES = {"place", "origin_place", "destination", "transit_place"}
ACTORS = {"actor", "custodian", "victim", "helped_by", "requested_from", "credited", "blamed"}
QUALIFIERS = {
    *("exact", "about", "at_least", "more_than", "at_most", "fewer_than", "range", "vague"),
}
STANCES = {"asserts", "denies", "disputes", "unaware", "declined", "unreachable"}
FACTUALITIES = {"happened", "did_not_happen", "possible", "future", "hypothetical", "unknown"}
SPEAKERS = {"outlet", "named", "office", "organisation", "anonymous", "document"}
VERDICTS = {"agreed", "compatible", "conflict", "superseded", "single", "unknown", "withheld"}
CHECKS = {
    *("place_contradicts_gazetteer", "parts_do_not_sum", "date_after_publication"),
    *("date_impossible", "quotation_of_two_speakers", "outlet_contradicts_itself"),
    "figure_without_origin",
}
EDTF_DAY = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?[~?%]?"
EDTF = re.compile(rf"({EDTF_DAY}|\.\.)?(/({EDTF_DAY}|\.\.)?)?")

FIELDS = {
    "reports": "id source media_type language title outlet author dateline published text passages"
    " copies",
    "claims": "id report mention incident attribute value evidence attribution stance disputes"
    " alternative_of factuality extractor confidence",
    "mentions": "id report role type events incident",
    "incidents": "id type title reports mentions date place status findings origins headcount"
    " timeline responses checks links",
    "finding": "attribute value low best high verdict rule because origins claims",
    "cell": "status population at scenario low high best claims",
    "count": "type low best high qualifier of words population",
    "place": "type name country admin1 lat lon geonameid precision city",
}


def test_every_field_is_there_and_none_has_a_default_left_out(files: Files) -> None:
    for name in NAMES:
        for record in files.of[name]:
            assert set(FIELDS[name].split()) <= set(record), record["id"]
    for _, finding in files.findings():
        assert set(FIELDS["finding"].split()) <= set(finding)
    for claim in files.of["claims"]:
        tag = claim["value"]["type"]
        assert set(FIELDS.get(tag, "type").split()) <= set(claim["value"]), claim["id"]
        assert set(claim["evidence"]) == {"start", "end", "quote", "prefix", "suffix"}
    for incident in files.of["incidents"]:
        assert set(incident["headcount"]) >= {"cells", "conflicts", "open"}
        for cell in incident["headcount"]["cells"]:
            assert set(FIELDS["cell"].split()) <= set(cell)


def test_records_are_sorted_and_their_ids_unique(files: Files) -> None:
    for name in NAMES:
        ids = [record["id"] for record in files.of[name]]
        assert ids == sorted(set(ids)), name


def test_the_manifest_counts_and_hashes_what_stands_there(files: Files) -> None:
    assert files.manifest["format"] == 1
    assert files.manifest["version"]
    assert files.manifest["models"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in files.manifest["types"].values())
    assert set(files.manifest["files"]) == {f"{name}.jsonl" for name in NAMES}
    for name, entry in (files.manifest["files"] | files.manifest["cases"]).items():
        data = (files.folder / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], name
        assert entry.get("lines", data.count(b"\n")) == data.count(b"\n"), name


def test_the_owner_alone_may_read(files: Files) -> None:
    for path in [files.folder, *files.folder.rglob("*")]:
        allowed = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == allowed, path
    assert files.manifest["tlp"] == "TLP:RED"
    for path in (files.folder / "cases").iterdir():
        assert "TLP:RED" in path.read_text("utf-8"), path


def test_evidence_is_the_text_at_its_offsets(files: Files) -> None:
    for report, found in files.evidence():
        text = files.reports[report]["text"]
        assert 0 <= found["start"] < found["end"] <= len(text)
        assert text[found["start"] : found["end"]] == found["quote"]
        assert text[: found["start"]].endswith(found["prefix"])
        assert text[found["end"] :].startswith(found["suffix"])


def test_evidence_is_a_tight_span_of_what_the_report_itself_says(files: Files) -> None:
    for claim in files.of["claims"]:
        found, text = claim["evidence"], files.reports[claim["report"]]
        assert found["quote"] == found["quote"].strip(), claim
        assert "\n\n" not in found["quote"], claim
        kinds = {
            passage["kind"]
            for passage in text["passages"]
            if passage["start"] < found["end"] and found["start"] < passage["end"]
        }
        assert kinds, claim
        assert "boilerplate" not in kinds, claim
        if claim["value"]["type"] == "date":
            assert found["quote"] == claim["value"]["words"], claim


def test_a_report_begins_with_its_title_and_a_blank_line(files: Files) -> None:
    for report in files.of["reports"]:
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", report["id"])
        assert report["sources"][0] == report["source"]
        assert report["sources"] == sorted(set(report["sources"]))
        passages = report["passages"]
        assert {passage["kind"] for passage in passages} <= PASSAGES
        for before, after in itertools.pairwise(passages):
            assert before["end"] <= after["start"], report["source"]
        titles = [passage for passage in passages if passage["kind"] == "title"]
        if report["title"] is None:
            assert not titles, report["source"]
            continue
        assert len(titles) == 1, report["source"]
        assert titles[0]["start"] == 0
        assert report["text"][titles[0]["end"] :].startswith("\n\n"), report["source"]


def test_values_keep_to_their_vocabularies(files: Files) -> None:
    for claim in files.of["claims"]:
        attribute, value = claim["attribute"], claim["value"]
        assert claim["stance"] in STANCES
        assert claim["factuality"] in FACTUALITIES
        assert 0 <= claim["confidence"] <= 1
        if attribute in COUNTS:
            assert value["type"] == "count", claim
            assert value["qualifier"] in QUALIFIERS
            assert value["words"], claim
            bounds = [n for n in (value["low"], value["best"], value["high"]) if n is not None]
            assert bounds == sorted(bounds), claim
            if value["qualifier"] == "exact":
                assert value["low"] == value["best"] == value["high"], claim
            if value["qualifier"] in {"more_than", "at_least"}:
                assert value["high"] is None or attribute == "statistic", claim
        elif attribute == "date" or attribute.startswith("date."):
            assert value["type"] == "date", claim
            assert value["edtf"] is None or EDTF.fullmatch(value["edtf"]), claim
        elif attribute in PLACES or attribute.startswith("place."):
            assert value["type"] == "place", claim
            assert value["country"] is None or re.fullmatch(r"[A-Z]{2}", value["country"])
            if value["precision"] == "site":
                assert value["city"] or value["geonameid"] is None, claim
        elif attribute in ACTORS:
            assert value["type"] == "name", claim
            assert value["text"].strip(), claim
        elif attribute == "event":
            assert value["type"] == "category", claim
        else:
            raise AssertionError(claim)


def test_the_chain_runs_from_the_outlet_to_the_speaker(files: Files) -> None:
    for claim in files.of["claims"]:
        chain = claim["attribution"]
        assert chain, claim
        assert chain[0]["kind"] == "outlet", claim
        assert chain[0]["name"] == files.reports[claim["report"]]["outlet"], claim
        for link in chain:
            assert link["kind"] in SPEAKERS
        for link in chain[1:]:
            assert link["name"], claim
            assert link["evidence"], claim


def test_a_dispute_names_one_target_that_stands(files: Files) -> None:
    for claim in files.of["claims"]:
        disputes = claim["disputes"]
        if disputes is None:
            continue
        assert claim["stance"] in {"denies", "disputes", "unaware", "declined"}, claim
        assert disputes["words"], claim
        targets = {key: disputes[key] for key in disputes if key != "words"}
        assert len(targets) == 1, claim
        kind, target = next(iter(targets.items()))
        assert kind in {"claim", "report", "outlet", "speaker"}
        assert target, claim
        if kind == "claim":
            assert target in files.claims
        if kind == "report":
            assert target in files.reports
        assert target != claim["id"]
        assert target != claim["report"]


def test_another_reading_rests_on_the_same_words(files: Files) -> None:
    for claim in files.of["claims"]:
        if claim["alternative_of"] is None:
            continue
        other = files.claims[claim["alternative_of"]]
        mine, theirs = claim["evidence"], other["evidence"]
        assert other["report"] == claim["report"]
        assert mine["start"] < theirs["end"]
        assert theirs["start"] < mine["end"]


def test_only_a_statistic_stands_outside_every_mention(files: Files) -> None:
    for claim in files.of["claims"]:
        inside = claim["attribute"] != "statistic"
        if not inside:
            assert claim["value"]["words"]
        assert (claim["mention"] is not None) >= inside, claim
        if claim["mention"] is None:
            assert claim["incident"] is None
            continue
        mention = files.mentions[claim["mention"]]
        assert mention["report"] == claim["report"]
        assert mention["incident"] == claim["incident"]


def test_one_mention_per_report_and_incident(files: Files) -> None:
    pairs = Counter((m["report"], m["incident"]) for m in files.of["mentions"])
    assert set(pairs.values()) == {1}
    for mention in files.of["mentions"]:
        assert mention["role"] in {"main", "background"}
        incident = files.incidents[mention["incident"]]
        assert mention["id"] in incident["mentions"]
        assert mention["report"] in incident["reports"]
    for incident in files.of["incidents"]:
        assert {files.mentions[m]["incident"] for m in incident["mentions"]} == {incident["id"]}
        assert set(incident["reports"]) == {
            files.mentions[m]["report"] for m in incident["mentions"]
        }
        assert incident["mentions"] == sorted(incident["mentions"])
        assert incident["reports"] == sorted(incident["reports"])


# More than one main mention is of a round-up alone: a list of cases under a title that tells none.
ROUND_UPS = {"articles.jsonl#e29"}


def test_a_report_has_one_main_mention_at_most(files: Files) -> None:
    mains = Counter(m["report"] for m in files.of["mentions"] if m["role"] == "main")
    several = {files.reports[r]["source"] for r in mains if mains[r] > 1}
    assert several <= ROUND_UPS


def test_the_title_of_an_incident_is_its_own(files: Files) -> None:
    for incident in files.of["incidents"]:
        title = incident["title"]
        assert title
        for report in files.of["reports"]:
            assert title.casefold() not in report["text"].casefold()


def test_an_incident_says_where_and_when_in_full(files: Files) -> None:
    for incident in files.of["incidents"]:
        assert incident["status"] in {*STATUSES, "in_transit", "unknown"}
        date, place = incident["date"], incident["place"]
        if date is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", date["low"])
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", date["high"])
            assert date["low"] <= date["high"]
            assert EDTF.fullmatch(date["edtf"])
        assert place is None or place["type"] == "place"


def test_each_claim_stands_in_exactly_one_origin(files: Files) -> None:
    for incident in files.of["incidents"]:
        rooted = Counter(c for origin in incident["origins"] for c in origin["claims"])
        assert set(rooted.values()) <= {1}, incident["id"]
        assert set(rooted) == files.claims_of(incident["id"]), incident["title"]
        assert len({o["id"] for o in incident["origins"]}) == len(incident["origins"])
        for origin in incident["origins"]:
            assert origin["name"]
            assert origin["kind"] in SPEAKERS
            told = {files.claims[c]["report"] for c in origin["claims"]}
            assert told <= set(origin["reports"])


def test_a_finding_names_its_origins_and_standing_claims(files: Files) -> None:
    for incident, finding in files.findings():
        where = (incident["title"], finding["attribute"])
        assert finding["verdict"] in VERDICTS, where
        assert finding["because"].endswith((".", "?")), where
        assert finding["claims"], where
        assert set(finding["claims"]) <= files.claims_of(incident["id"]), where
        assert set(finding["origins"]) <= {o["id"] for o in incident["origins"]}, where
        rooted = {
            c for o in incident["origins"] if o["id"] in finding["origins"] for c in o["claims"]
        }
        if finding["origins"]:
            assert rooted & set(finding["claims"]), where
        if finding["verdict"] == "agreed":
            assert len(finding["origins"]) >= 2, where
        if finding["verdict"] == "single":
            assert len(finding["origins"]) == 1, where
        bounds = [n for n in (finding["low"], finding["best"], finding["high"]) if n is not None]
        assert bounds == sorted(bounds), where


def test_one_finding_per_attribute_for_the_whole(files: Files) -> None:
    for incident in files.of["incidents"]:
        keys = Counter((f["attribute"], f.get("population")) for f in incident["findings"])
        assert set(keys.values()) <= {1}, incident["title"]
        told = {files.claims[c]["attribute"] for c in files.claims_of(incident["id"])}
        assert {attribute for attribute, _ in keys} == told, incident["title"]
        for finding in incident["findings"]:
            for claim in (files.claims[c] for c in finding["claims"]):
                against = claim["attribute"] == "event" and claim["stance"] != "asserts"
                assert claim["attribute"] == finding["attribute"] or against, incident["title"]


def test_differing_exact_values_of_different_origins_are_a_conflict(files: Files) -> None:
    for _, finding in files.findings():
        if finding["verdict"] in {"agreed", "single"} and finding["attribute"] in COUNTS:
            stated = {
                files.claims[c]["value"]["best"]
                for c in finding["claims"]
                if files.claims[c]["stance"] == "asserts"
                and files.claims[c]["factuality"] == "happened"
                and files.claims[c]["value"]["qualifier"] == "exact"
                and files.claims[c]["value"]["of"] is None
                and files.claims[c]["alternative_of"] is None
            }
            assert len(stated) <= 1 or finding["verdict"] == "single", finding


def test_the_ledger_uses_the_same_names_and_smallest_conflicts(files: Files) -> None:
    for incident in files.of["incidents"]:
        ledger, own = incident["headcount"], files.claims_of(incident["id"])
        for cell in ledger["cells"]:
            assert cell["status"] in STATUSES | PEOPLE | {"people.family", "unknown"}, cell
            assert cell["at"] is None or EDTF.fullmatch(cell["at"]), cell
            assert set(cell["claims"]) <= own
            bounds = [n for n in (cell["low"], cell["best"], cell["high"]) if n is not None]
            assert bounds == sorted(bounds), cell
        keys = Counter(
            (c["status"], c["population"], c["at"], c["scenario"]) for c in ledger["cells"]
        )
        assert set(keys.values()) <= {1}, incident["title"]
        sets = [frozenset(conflict["claims"]) for conflict in ledger["conflicts"]]
        assert len(set(sets)) == len(sets)
        for conflict in ledger["conflicts"]:
            assert conflict["because"]
        for one, other in itertools.permutations(sets, 2):
            assert one
            assert one <= own
            assert not one < other, incident["title"]
        for question in ledger["open"]:
            assert question["question"].endswith((".", "?")), question
            assert set(question["claims"]) <= own


def test_timeline_responses_checks_and_links_rest_on_their_incident(files: Files) -> None:
    for incident in files.of["incidents"]:
        own = files.claims_of(incident["id"])
        attributes = {finding["attribute"] for finding in incident["findings"]}
        for entry in incident["timeline"]:
            assert entry["at"] is None or EDTF.fullmatch(entry["at"]), entry
            assert entry["event"]
            assert set(entry["findings"]) <= attributes, entry
            first = entry["first_reported"]
            assert first is None or re.fullmatch(r"\d{4}-\d\d-\d\d", first[:10]), entry
        for response in incident["responses"]:
            assert response["stance"] in STANCES
            assert response["who"]
            assert response["act"]
        for check in incident["checks"]:
            assert check["kind"] in CHECKS
            assert check["because"]
        for link in incident["links"]:
            assert {link["a"], link["b"]} <= set(incident["mentions"])
            assert link["a"] != link["b"]
            assert 0 <= link["score"] <= 1
            assert link["reasons"]
        for part in ("timeline", "responses", "checks"):
            for entry in incident[part]:
                assert entry["claims"], entry
                assert set(entry["claims"]) <= own, entry
