"""The use case: what is written, for whom, and that a refusal leaves nothing behind."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseweave.case import CaseFiles
from caseweave.cli._main import cli
from caseweave.export import FORMATS, LeakError, redact
from caseweave.export.formats import blank
from caseweave.export.leaks import leaks
from caseweave.export.secrets import secrets_of
from caseweave.export.vocabulary import words_of
from caseweave.model import CaseweaveError, PlaceValue
from caseweave.schema.sharing import LEVELS
from caseweave.service import Act, Wanted, decide, export, make_export, preview_export, show
from caseweave.service._export_records import choose


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_export_and_its_register_are_for_the_owner_alone(
    example_store: Path, tmp_path: Path, format_name: str
) -> None:
    out = tmp_path / "out" / f"shared{FORMATS[format_name].ending}"
    done = export(example_store, Wanted(format=format_name), out)
    assert sorted(p.name for p in out.parent.iterdir()) == [out.name, f"{out.name}.register.json"]
    assert {p.stat().st_mode & 0o777 for p in out.parent.iterdir()} == {0o600}
    assert (done.tlp, done.path) == ("TLP:CLEAR", str(out))
    assert done.cases
    assert sum(k.values for k in done.withheld)
    assert json.loads(Path(done.register).read_text("utf-8"))["tlp"] == "TLP:CLEAR"


def test_into_a_folder_the_name_tells_the_level(example_store: Path, tmp_path: Path) -> None:
    done = export(example_store, Wanted(format="csv", level="TLP:AMBER+STRICT"), tmp_path)
    assert Path(done.path).name == "caseweave-tlp-amber-strict.csv"


def test_a_refused_export_leaves_nothing(
    example_store: Path, example_files: CaseFiles, tmp_path: Path
) -> None:
    exact = (c.value for c in example_files.claims if isinstance(c.value, PlaceValue))
    town = next(p.name for p in exact if p.precision == "city" and p.name.isalpha())
    before = tmp_path / f"{town.lower()}.json"
    before.write_text("older", encoding="utf-8")
    with pytest.raises(LeakError, match="the name of the file"):
        export(example_store, Wanted(), before)
    assert [p.name for p in tmp_path.iterdir()] == [before.name]
    assert before.read_text("utf-8") == "older"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted(format="docx"), "no format"),
        (Wanted(level="purple"), "no level"),
        (Wanted(incidents=("no such case",)), "no incident"),
    ],
)
def test_what_cannot_be_is_said(
    example_store: Path, tmp_path: Path, wanted: Wanted, message: str
) -> None:
    with pytest.raises(CaseweaveError, match=message):
        export(example_store, wanted, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_one_incident_of_many(example_files: CaseFiles) -> None:
    made = make_export(example_files, Wanted(incidents=("2",)))
    assert [c.id for c in made.shared.cases] == ["C1"]


def test_the_preview_shows_the_desk_every_value(example_store: Path) -> None:
    found = preview_export(example_store, Wanted())
    assert {i.kind for i in found.items} >= {"names", "quotes", "titles", "files"}
    assert all(i.value for i in found.items)


@pytest.mark.parametrize("level", LEVELS)
def test_the_examples_go_out_at_every_level(example_files: CaseFiles, level: str) -> None:
    for name in ("json", "markdown"):
        make_export(example_files, Wanted(format=name, level=level))


def test_a_clear_export_of_the_examples_holds_no_name_place_or_words(
    example_files: CaseFiles,
) -> None:
    files = example_files
    said = make_export(files, Wanted(format="json")).data.decode("utf-8")
    words = words_of(said)
    runs = {words[i : i + 7] for i in range(len(words))}
    named = {n.name for c in files.claims for n in c.attribution if n.kind == "named" and n.name}
    assert [n for n in sorted(named) if n.casefold() in said.casefold()] == []
    places = {
        c.value.name
        for c in files.claims
        if isinstance(c.value, PlaceValue) and c.value.precision in {"city", "admin1", "site"}
    }
    assert [p for p in sorted(places) if p in said] == []
    quotes = [words_of(c.evidence.quote) for c in files.claims]
    assert [q for q in quotes if len(q) >= 7 and q[:7] in runs] == []


def test_the_leak_check_finds_the_examples_unredacted(example_files: CaseFiles) -> None:
    records = choose(example_files, example_files, (), "clear").records
    secrets = secrets_of(records, "clear")
    data = FORMATS["csv"].write(redact(records, "clear", withhold=False).shared)
    kinds = {leak.kind for leak in leaks(data, "csv", secrets, blank("csv"))}
    assert kinds >= {"names", "exact_places", "quotes", "titles", "files", "ids", "family"}


def test_the_command_says_what_it_did(example_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "cases.md"
    arguments = ["export", "markdown", "1", "--tlp", "green", "--out", str(out)]
    done = CliRunner().invoke(cli, [*arguments, "--store", str(example_store)])
    assert done.exit_code == 0, done.output
    assert "TLP:GREEN: 1 case" in done.output
    assert "exact words of reports" in done.output
    assert out.read_text("utf-8").startswith("# ")


def test_the_command_previews_without_writing(example_store: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        cli, ["export", "json", "--preview", "--store", str(example_store)], env={"COLUMNS": "200"}
    )
    assert done.exit_code == 0, done.output
    assert "For the desk alone" in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_command_needs_a_place_to_write_to(example_store: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "json", "--store", str(example_store)])
    assert done.exit_code == 2
    assert "--out PATH" in done.output


def test_decisions_of_analysts_reach_the_export(
    example_store: Path, example_files: CaseFiles, tmp_path: Path
) -> None:
    store = tmp_path / "own.db"
    store.write_bytes(example_store.read_bytes())
    exact = (c for c in example_files.claims if isinstance(c.value, PlaceValue))
    claim = next(c for c in exact if c.value.precision == "city")  # type: ignore[union-attr]
    speaker = next(
        c
        for c in example_files.claims
        if c.attribution[-1].kind == "named" and c.attribution[-1].name
    )
    act = Act(kind="withhold", targets=(claim.id,), by="R. Ost", reason="asked for")
    decide(store, act)
    decide(
        store,
        Act(
            kind="release",
            targets=(speaker.id,),
            by="R. Ost",
            reason="speaks in public",
            attribute="speaker clear",
        ),
    )
    files = show(store)
    red = make_export(files, Wanted(level="red")).data.decode("utf-8")
    assert str(claim.value.name) not in red  # type: ignore[union-attr]
    clear = make_export(files, Wanted(level="clear")).data.decode("utf-8")
    assert str(speaker.attribution[-1].name) in clear
    items = preview_export(store, Wanted(level="red")).items
    assert {(i.by, i.reason) for i in items} == {("R. Ost", "asked for")}
