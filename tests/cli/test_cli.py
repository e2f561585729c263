"""The command line: documented, quick to start, readable, and never a traceback."""

import io
import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from caseweave import __version__
from caseweave.cli import cli, main
from caseweave.cli._main import COMMANDS

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "cli.md"
# On a quiet machine; the best of several runs, so that a busy one does not count.
HELP_SECONDS = 0.3

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder; status, output and error output come back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


REPORT = """Trawler saves drifting crew

The Cape Courier
2 May 2024

PORT ELDIN - A trawler rescued nine migrants from a drifting boat off Cape Eldin on Thursday, the
harbour master said. Two people drowned before the trawler came, a survivor told reporters.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store built once, by the real extraction."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "cape.txt").write_text(REPORT, encoding="utf-8")
    assert main(["build", str(folder / "cape.txt"), "--store", str(folder / "store.db")]) == 0
    return str(folder / "store.db")


def _commands() -> list[tuple[str, click.Command]]:
    context = click.Context(cli)
    found = [(name, cli.get_command(context, name)) for name in cli.list_commands(context)]
    return [(name, command) for name, command in found if command is not None]


@pytest.mark.parametrize(("name", "command"), _commands())
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    sections = re.split(r"^## ", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next(s for s in sections if s.startswith(f"{name}\n"))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(f"`{o}" in section for o in parameter.opts if o.startswith("--"))
            assert parameter.help
    assert "\\b" not in command.get_help(click.Context(command))


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "caseweave", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert __version__ in done.stdout


def test_help_lists_every_command_without_importing_it() -> None:
    code = "import sys, caseweave.cli as c; c.main(['--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    help_text, modules = done.stdout.rsplit("\n[", 1)
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} ", help_text, re.MULTILINE), line
    for heavy in ("spacy", "sqlalchemy", "rich", "trafilatura", "numpy", "msgspec"):
        assert f"'{heavy}'" not in modules


@pytest.mark.slow
def test_help_is_quick() -> None:
    command = [sys.executable, "-c", "from caseweave.cli import main; main(['--help'])"]
    times = []
    for _ in range(5):
        before = _children_seconds()
        subprocess.run(command, capture_output=True, check=True)
        times.append(_children_seconds() - before)
    assert min(times) < HELP_SECONDS


def _children_seconds() -> float:
    """Seconds of work done by processes started here: a busy machine does not change them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_version(run: Run) -> None:
    assert run("--version")[1] == f"caseweave, version {__version__}\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("show",), "does not exist yet"),
        (("verify",), "does not exist yet"),
        (("show", "--as-of", "soon"), "is no date"),
        (("fetch",), "No such command"),
        (("build", "x", "--engine", "abacus"), "'abacus' is not one of"),
        (("build", "x", "--types", "flood"), "no incident type flood"),
        (("eval", "nothing", "--data", "."), "There is no scorer 'nothing'"),
        (("eval", "speed", "--data", "."), "docs.jsonl is not there"),
        (("export", "pdf", "--tlp", "clear", "--out", "x"), "does not exist yet"),
        (("desk", "--host", "10.255.255.1"), "caseweave people add"),
    ],
)
def test_what_cannot_be_done_says_why_with_status_two(
    run: Run, command: tuple[str, ...], words: str
) -> None:
    status, out, err = run(*command)
    assert status == 2
    assert out == ""
    assert words in " ".join(err.split())
    assert "Traceback" not in err


def test_an_unforeseen_fault_is_a_short_message_and_a_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("caseweave.cli.verify_.verify", breaks)
    status, _, err = run("verify")
    assert status == 2
    assert "Traceback" not in err
    assert "ZeroDivisionError" in err
    (log,) = (tmp_path / "state").rglob("caseweave.log")
    assert str(log) in err.replace("\n", "")
    assert "Traceback" in log.read_text()


def test_ctrl_c_says_that_nothing_is_lost(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("caseweave.cli.verify_.verify", interrupted)
    status, _, err = run("verify")
    assert status == 130
    assert "is kept" in err


@pytest.mark.parametrize(
    "command",
    [
        ("show",),
        ("show", "1"),
        ("accounts", "1"),
        ("accounts", "1", "--all"),
        ("timeline", "1"),
        ("timeline", "1", "--as-known"),
        ("lineage", "1"),
        ("headcount", "1"),
        ("open",),
        ("show", "--since", "2024-05-01"),
        ("decide", "list"),
        ("verify",),
    ],
)
def test_every_view_fits_eighty_columns_and_speaks_json(
    run: Run, store: str, command: tuple[str, ...]
) -> None:
    status, out, _ = run(*command, "--store", store)
    assert status == 0
    assert out.strip()
    assert max(map(len, out.splitlines())) <= 80
    status, out, _ = run(*command, "--store", store, "--json")
    assert status == 0
    json.loads(out)


def test_every_value_of_the_accounts_can_be_opened(run: Run, store: str) -> None:
    _, out, _ = run("accounts", "1", "--all", "--store", store)
    _, told, _ = run("accounts", "1", "--store", store, "--json")
    claims = [
        entry
        for row in json.loads(told)["rows"]
        for entries in row["cells"].values()
        for entry in entries
    ]
    assert claims
    for entry in claims:
        short = entry["claim"].split(":")[1][:8]
        assert short in out
        status, shown, _ = run("show", "--claim", short, "--store", store)
        assert status == 0
        assert f"▸{entry['quote']}◂" in " ".join(shown.split())
        for word in ("says so:", "stance:", "at: cape.txt", "rule:", "because:"):
            assert word in shown


def test_build_says_what_was_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    status, out, err = run("build", "empty.txt")
    assert status == 2
    assert "0 new reports" in out
    assert "empty.txt: the file is empty." in err


def test_a_decision_from_the_command_line_and_back(run: Run, store: str) -> None:
    _, told, _ = run("accounts", "1", "--store", store, "--json")
    rows = json.loads(told)["rows"]
    claim = next(e["claim"] for r in rows for es in r["cells"].values() for e in es)
    arguments = ("--by", "ada", "--reason", "seen the list", "--store", store)
    status, out, _ = run("decide", "reject", claim, *arguments)
    assert status == 0
    assert "Recorded: reject" in out
    assert "seen the list" in run("decide", "list", "--store", store)[1]
    assert run("decide", "undo", "--by", "ada", "--store", store)[0] == 0
    assert json.loads(run("accounts", "1", "--store", store, "--json")[1])["rows"] == rows


def test_a_report_is_deleted_only_when_asked_twice_or_told_so(
    run: Run, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(store, tmp_path / "copy.db")
    asked = ("delete", "cape.txt", "--reason", "asked to", "--by", "ada", "--store", "copy.db")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run(*asked)[0] == 1
    assert len(json.loads(run("show", "--store", "copy.db", "--json")[1])) == 1
    status, out, _ = run(*asked, "--yes")
    assert status == 0
    assert out.startswith("Deleted cape.txt: ")
    assert json.loads(run("show", "--store", "copy.db", "--json")[1]) == []
    assert run("verify", "--store", "copy.db")[0] == 0
    assert run("delete", "--store", "copy.db")[1] == "The database was written anew.\n"
