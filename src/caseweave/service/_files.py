"""Write the files of the contract: for the owner alone, whole or not at all, no clock in them.

Each file is written beside its place and renamed into it; the manifest comes last, so that a
manifest whose hashes fit stands for a complete build.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from caseweave import __version__
from caseweave.case import CaseFiles
from caseweave.model import CaseweaveError, encode_lines

FORMAT = 1
MANIFEST = "manifest.json"
CASES = "cases"


def contract_files(files: CaseFiles) -> dict[str, bytes]:
    """The JSON Lines files, each sorted by id."""

    def lines(records: Iterable[Any]) -> bytes:
        return encode_lines(sorted(records, key=lambda r: r.id))

    return {
        "reports.jsonl": lines(files.reports),
        "claims.jsonl": lines(files.claims),
        "mentions.jsonl": lines(files.mentions),
        "incidents.jsonl": lines(files.incidents),
    }


def manifest(
    written: Mapping[str, bytes],
    cases: Mapping[str, bytes],
    about: Mapping[str, Any],
) -> bytes:
    """The manifest; `about` is what was used (models, types) and asked for (as of)."""
    table = {
        "format": FORMAT,
        "program": "caseweave",
        "version": __version__,
        "tlp": "TLP:RED",
        **about,
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "lines": data.count(b"\n")}
            for name, data in sorted(written.items())
        },
        "cases": {
            name: {"sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(cases.items())
        },
    }
    return (json.dumps(table, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def prepare(out: Path) -> None:
    """Make the folder (0700). Raises CaseweaveError where that cannot be."""
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = out / ".caseweave-probe"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise _cannot_write(out, error) from error


def write(
    out: Path, files: CaseFiles, cases: Mapping[str, bytes], about: Mapping[str, Any]
) -> None:
    """Write everything to `out`. Raises CaseweaveError where the disk does not let it."""
    written = contract_files(files)
    last = manifest(written, cases, about)
    try:
        prepare(out)
        stale = set(_cases_of(out)) - set(cases)
        if cases:
            (out / CASES).mkdir(mode=0o700, exist_ok=True)
        for name, data in [*written.items(), *cases.items(), (MANIFEST, last)]:
            _replace(out / name, data)
        for name in stale:
            with contextlib.suppress(FileNotFoundError):
                (out / name).unlink()
    except OSError as error:
        raise _cannot_write(out, error) from error


def is_own_output(folder: Path) -> bool:
    """Whether this folder holds what a build wrote: it is never read as reports."""
    return bool(_manifest_of(folder))


def _manifest_of(folder: Path) -> dict[str, Any]:
    try:
        table = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return table if isinstance(table, dict) and table.get("program") == "caseweave" else {}


def _cases_of(out: Path) -> list[str]:
    # Only names of the form we write: a manifest that somebody edited deletes nothing else.
    cases = _manifest_of(out).get("cases", {})
    return [n for n in cases if Path(n).parent == Path(CASES) and Path(n).name != ".."]


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _cannot_write(out: Path, error: OSError) -> CaseweaveError:
    if out.is_file():
        return CaseweaveError(
            f"The folder {out} cannot be written (it is a file). Name a folder with --out."
        )
    return CaseweaveError(
        f"The folder {out} cannot be written ({(error.strerror or str(error)).lower()}). "
        "Name another with --out, or give yourself permission to write there."
    )
