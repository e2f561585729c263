"""JSON Schemas, made from the records: a line of each file of the contract, and an export."""

import json
from pathlib import Path
from typing import Any

from caseweave.export import Shared
from caseweave.model import Claim, Incident, Mention, Report, json_schema

LINES: dict[str, Any] = {
    "reports.jsonl": Report,
    "claims.jsonl": Claim,
    "mentions.jsonl": Mention,
    "incidents.jsonl": Incident,
}

# What `caseweave export json` writes is one record.
EXPORT = "export.schema.json"


def schemas() -> dict[str, bytes]:
    """File name to schema: `claims.schema.json` for a line of `claims.jsonl`; also the export's."""
    made = {
        name.replace(".jsonl", ".schema.json"): _written(record, f"A line of {name} (format 1)")
        for name, record in LINES.items()
    }
    return {**made, EXPORT: _written(Shared, "An export (format 1)")}


def write_schemas(out: Path) -> tuple[Path, ...]:
    """Write them all into `out`; the paths come back."""
    out.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for name, data in schemas().items():
        path = out / name
        path.write_bytes(data)
        paths.append(path)
    return tuple(paths)


def _written(record: Any, title: str) -> bytes:
    table = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **json_schema(record),
    }
    return (json.dumps(table, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
