"""Accounts from the command line: made, listed, closed; secrets are shown once."""

import io
import json
from pathlib import Path

import pytest
from tests.cli.test_cli import REPORT

from caseweave.cli import main

WORDS = "heron gravel lamp tuesday"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


def add(monkeypatch: pytest.MonkeyPatch, store: str, name: str, role: str, words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words}\n"))
    given = ["--role", role, "--password-stdin", "--store", store]
    return main(["people", "add", name, *given])


def test_an_account_is_made_listed_and_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: str
) -> None:
    assert add(monkeypatch, store, "ada", "administrator", WORDS) == 0
    assert add(monkeypatch, store, "bo", "reader", WORDS) == 0
    assert main(["people", "role", "bo", "--role", "analyst", "--store", store]) == 0
    assert main(["people", "disable", "bo", "--store", store]) == 0
    capsys.readouterr()
    assert main(["people", "list", "--json", "--store", store]) == 0
    told = capsys.readouterr().out
    assert [(p["name"], p["role"], bool(p["disabled"])) for p in json.loads(told)] == [
        ("ada", "administrator", False),
        ("bo", "analyst", True),
    ]
    assert WORDS not in told
    assert main(["people", "list", "--store", store]) == 0
    assert "closed" in capsys.readouterr().out


def test_what_cannot_be_done_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: str
) -> None:
    assert add(monkeypatch, store, "ada", "administrator", WORDS) == 0
    assert add(monkeypatch, store, "ada", "reader", WORDS) == 2
    assert add(monkeypatch, store, "bo", "reader", "short") == 2
    for arguments in (("disable", "ada"), ("role", "ada"), ("token", "cy", "--role", "reader")):
        assert main(["people", *arguments, "--store", store]) == 2
    told = capsys.readouterr().err
    for words in ("is taken", "too short", "last administrator", "Say which role", "no account"):
        assert words in told
    assert "Traceback" not in told


def test_serving_to_others_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: str
) -> None:
    serve = ["desk", "--no-browser", "--host", "10.255.255.1", "--store", store]
    assert main(serve) == 2
    assert "caseweave people add NAME --role administrator" in capsys.readouterr().err
    add(monkeypatch, store, "ada", "administrator", WORDS)
    assert main(serve) == 2
    told = capsys.readouterr().err
    assert "--tls-cert" in told
    assert "--insecure-no-tls" in told


@pytest.mark.slow
def test_a_case_is_granted_to_people(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    store: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "cape.txt").write_text(REPORT, encoding="utf-8")
    assert main(["build", str(tmp_path / "cape.txt"), "--store", store]) == 0
    for name in ("ada", "bo"):
        add(monkeypatch, store, name, "approver", WORDS)
    grant = ["people", "grant", "ada", "1", "--store", store]
    assert main(grant) == 2
    assert "Say why" in capsys.readouterr().err
    assert main([*grant, "--reason", "at risk"]) == 0
    assert main(["people", "grant", "bo", "1", "--store", store]) == 0
    assert "as may 1 more" in capsys.readouterr().out
