"""Build: every input ends as a report or a named line; the same input gives the same bytes."""

import hashlib
import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.service.conftest import Builder, report

from caseweave.model import CaseweaveError, Claim, Decision, Incident, Mention, Report, decode
from caseweave.service import (
    Act,
    Moment,
    Options,
    decide,
    find_incident,
    schemas,
    show,
    verify,
    write_schemas,
)

FILES = ("reports.jsonl", "claims.jsonl", "mentions.jsonl", "incidents.jsonl", "manifest.json")


def bytes_of(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_summary_names_what_was_read_refused_and_kept(built: Builder, folder: Path) -> None:
    summary = built(folder)
    assert (summary.status, summary.added, summary.known, summary.analysed) == (1, 3, 0, 2)
    assert [(r.source, r.fault) for r in summary.refused] == [("empty.txt", "empty")]
    assert [(r.source, r.fault) for r in summary.unread] == [("cap.txt", "language")]
    assert all(r.reason and r.mend for r in (*summary.refused, *summary.unread))


def test_the_files_are_those_of_the_contract(built: Builder, folder: Path, tmp_path: Path) -> None:
    built(folder)
    out = tmp_path / "out"
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert manifest["format"] == 1
    assert manifest["tlp"] == "TLP:RED"
    assert set(manifest["types"]) == {"boat", "refoulement", "violence"}
    kinds: tuple[type[Any], ...] = (Report, Claim, Mention, Incident)
    for name, kind in zip(FILES, kinds, strict=False):
        data = (out / name).read_bytes()
        lines = data.splitlines()
        records = [decode(line, kind) for line in lines]
        assert [r.id for r in records] == sorted(r.id for r in records)
        assert manifest["files"][name] == {
            "sha256": hashlib.sha256(data).hexdigest(),
            "lines": len(lines),
        }
    texts = {r["id"]: r["text"] for r in lines_of(out / "reports.jsonl")}
    for claim in lines_of(out / "claims.jsonl"):
        span = claim["evidence"]
        assert texts[claim["report"]][span["start"] : span["end"]] == span["quote"]


def test_the_schemas_in_the_documentation_fit_the_files(
    built: Builder, folder: Path, tmp_path: Path
) -> None:
    kept = Path(__file__).parents[2] / "docs" / "schema"
    assert {p.name: p.read_bytes() for p in kept.iterdir()} == schemas(), "run `caseweave schema`"
    built(folder)
    for path in write_schemas(tmp_path / "schema"):
        if path.name == "export.schema.json":
            continue  # what fits it is tested with the exports
        validator = Draft202012Validator(json.loads(path.read_bytes()))
        lines = tmp_path / "out" / path.name.replace(".schema.json", ".jsonl")
        for line in lines.read_bytes().splitlines():
            validator.validate(json.loads(line))


def test_everything_is_for_the_owner_alone(built: Builder, folder: Path, tmp_path: Path) -> None:
    built(folder)
    out = tmp_path / "out"
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    for path in out.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_the_same_input_twice_is_one_report_with_both_places(
    built: Builder, folder: Path, tmp_path: Path
) -> None:
    built(folder)
    reports = lines_of(tmp_path / "out" / "reports.jsonl")
    (cape,) = (r for r in reports if r["source"] == "cape.txt")
    assert cape["sources"] == ["cape.txt", "copy/cape.txt"]


def test_a_second_build_reads_nothing_twice(built: Builder, folder: Path, tmp_path: Path) -> None:
    built(folder)
    first = bytes_of(tmp_path / "out")
    again = built(folder)
    assert (again.added, again.known, again.analysed) == (0, 3, 0)
    assert bytes_of(tmp_path / "out") == first


def test_any_order_any_portion_any_workers_give_the_same_bytes(
    built: Builder, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    paths = [folder / f"{n}.txt" for n in range(12)]
    for number, path in enumerate(paths):
        path.write_text(report(number), encoding="utf-8")
    built(folder, out="inline", store="inline.db", engine="inline")
    built(folder, out="pool", store="pool.db", engine="pool", workers=2)
    # In an order of its own, one at a time.
    for path in sorted(paths, key=lambda p: p.name[::-1], reverse=True):
        built(path, out=None, store="alone.db")
    built(folder, out="alone", store="alone.db")
    inline = bytes_of(tmp_path / "inline")
    assert bytes_of(tmp_path / "pool") == inline
    assert bytes_of(tmp_path / "alone") == inline


def test_a_report_that_cannot_be_analysed_is_kept_and_tried_again(
    built: Builder, folder: Path, tmp_path: Path
) -> None:
    bad = folder / "bad.txt"
    bad.write_text(report(40).replace("buoy", "a place unreadable to us, buoy"), encoding="utf-8")
    summary = built(folder)
    assert ("bad.txt", "failed") in [(r.source, r.fault) for r in summary.refused]
    assert (summary.added, summary.analysed) == (4, 2)
    again = built(folder)
    assert ("bad.txt", "failed") in [(r.source, r.fault) for r in again.refused]
    assert verify(tmp_path / "store.db").originals == 4


def test_nothing_to_read_is_status_two(built: Builder, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    summary = built(empty)
    assert summary.status == 2
    assert summary.out is None
    assert built(tmp_path / "gone").status == 2


def test_what_build_wrote_is_not_read_as_reports(
    built: Builder, folder: Path, tmp_path: Path
) -> None:
    shutil.move(folder, tmp_path / "work")
    built(tmp_path / "work", out="work/out")
    again = built(tmp_path / "work", out="work/out")
    assert again.added == 0
    assert {r.fault for r in again.skipped} >= {"own_output"}


def test_a_folder_that_cannot_be_written_is_named(built: Builder, folder: Path) -> None:
    with pytest.raises(CaseweaveError, match=r"cannot be written.*--out"):
        built(folder, out="reports/cape.txt")


def test_an_unknown_incident_type_is_refused_before_anything_is_read(
    built: Builder, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(CaseweaveError, match="no incident type flood"):
        built(folder, types=("flood",))
    assert not (tmp_path / "store.db").exists()


def test_a_change_of_types_analyses_again_and_back_again(built: Builder, folder: Path) -> None:
    assert built(folder).analysed == 2
    assert built(folder, types=("boat",)).analysed == 2
    # What was once made with all types is still there.
    assert built(folder).analysed == 0


def test_a_date_that_is_set_brings_a_new_analysis(
    built: Builder, folder: Path, tmp_path: Path
) -> None:
    built(folder)
    store = tmp_path / "store.db"
    act = Act(
        kind="set", targets=("patrol.txt",), by="ada", attribute="published", value="2024-05-10"
    )
    decide(store, act)
    assert len(show(store, Moment(as_of="2024-05-09")).reports) == 1
    assert built(folder).analysed == 1
    decide(store, Act(kind="undo", by="ada"))
    assert built(folder).analysed == 0


def test_decisions_are_recorded_and_undone(built: Builder, folder: Path, tmp_path: Path) -> None:
    built(folder)
    store = tmp_path / "store.db"
    claim = next(c for c in show(store).claims if c.evidence.quote == "9 people")
    short = claim.id.split(":")[1][:10]
    made = decide(store, Act(kind="correct", targets=(short,), by="ada", value="about 8"))
    assert isinstance(made, Decision)
    assert made.targets == (claim.id,)
    corrected = next(c for c in show(store).claims if c.id == claim.id)
    assert corrected.value != claim.value
    decide(store, Act(kind="undo", by="ada"))
    assert next(c for c in show(store).claims if c.id == claim.id) == claim


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act(kind="accept", targets=("nothing",), by="ada"), "no claim 'nothing'"),
        (Act(kind="accept", by="ada"), "needs 1 or more targets"),
        (Act(kind="merge", targets=("1",), by="ada"), "needs 2 or more targets"),
        (Act(kind="set", targets=("cape.txt",), by="ada", attribute="colour"), "takes a report"),
        (Act(kind="undo", by="ada"), "no decision to undo"),
    ],
)
def test_a_decision_that_fits_nothing_is_refused(
    built: Builder, folder: Path, tmp_path: Path, act: Act, words: str
) -> None:
    built(folder)
    with pytest.raises(CaseweaveError, match=words):
        decide(tmp_path / "store.db", act)


@pytest.mark.slow
def test_the_real_extraction_gives_the_same_bytes_in_processes_of_its_own(
    built: Builder, tmp_path: Path
) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(report(number), encoding="utf-8")
    given = {"extractor": Options().extractor}
    built(folder, out="inline", store="inline.db", engine="inline", **given)
    built(folder, out="pool", store="pool.db", engine="pool", workers=2, **given)
    assert b"people" in (tmp_path / "inline" / "claims.jsonl").read_bytes()
    assert bytes_of(tmp_path / "pool") == bytes_of(tmp_path / "inline")


def test_the_case_file_says_which_figures_a_model_read(built: Builder, tmp_path: Path) -> None:
    page = tmp_path / "osk.txt"
    page.write_text(
        "Miners held in Osk\n\nThe Osk Gazette\n3 May 2024\n\nPolice arrested 30 miners in Osk on "
        "Thursday, the union said.\nEleven men sit in the annex near Osk under guard.\n",
        encoding="utf-8",
    )
    built(page, extractor=Options().extractor)
    case = next((tmp_path / "out").rglob("*.html")).read_text("utf-8")
    told = [part for part in case.split("<li") if "read by a trained model" in part]
    assert told
    assert all("<mark>Eleven" in part for part in told)


def test_without_a_path_the_files_of_the_store_are_written(built: Builder, folder: Path) -> None:
    assert built(out=None).status == 2  # there is nothing yet
    built(folder, out=None)
    again = built(out="files")
    # The report in another language is still told of: it waits for a translation.
    assert (again.status, again.added, again.reports) == (1, 0, 3)
    assert [r.fault for r in again.unread] == ["language"]
    assert (folder.parent / "files" / "incidents.jsonl").read_bytes()


def test_a_number_that_is_not_in_the_list_is_never_taken_for_an_id(
    built: Builder, folder: Path
) -> None:
    built(folder)
    files = show(folder.parent / "store.db")
    beyond = next(n for n in range(10_000) if n > len(files.incidents))
    with pytest.raises(CaseweaveError, match=f"There is no incident {beyond}: there are"):
        find_incident(files, str(beyond))
