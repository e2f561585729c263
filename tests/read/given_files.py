"""Files for the tests of reading: laid in a folder, read back, one by one."""

from pathlib import Path

from caseweave.model import RawReport, Refusal
from caseweave.read import FoundFile, discover, read_file

TOLD = "The guards let nine people go on Sunday, and the town was quiet again by noon."


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def read(path: Path, max_bytes: int = 100_000) -> list[RawReport | Refusal]:
    (found,) = discover([path], max_bytes=max_bytes)
    return list(read_file(found)) if isinstance(found, FoundFile) else [found]


def reports(path: Path, max_bytes: int = 100_000) -> list[RawReport]:
    return [r for r in read(path, max_bytes) if isinstance(r, RawReport)]


def faults(path: Path, max_bytes: int = 100_000) -> dict[str, str]:
    refused = [r for r in read(path, max_bytes) if isinstance(r, Refusal)]
    assert all(r.reason and r.mend for r in refused)
    return {r.source: r.fault for r in refused}


def words(report: RawReport) -> str:
    return "\n".join(block.text for block in report.blocks)
