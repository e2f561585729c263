"""The JSON Schema of a line of each file of the contract, made from the records themselves."""

import json
from pathlib import Path
from typing import Any

from caseweave.model import Claim, Incident, Mention, Report, json_schema

LINES: dict[str, Any] = {
    "reports.jsonl": Report,
    "claims.jsonl": Claim,
    "mentions.jsonl": Mention,
    "incidents.jsonl": Incident,
}


def schemas() -> dict[str, bytes]:
    """File name to schema: `claims.schema.json` for a line of `claims.jsonl`."""
    return {
        name.replace(".jsonl", ".schema.json"): _written(record, name)
        for name, record in LINES.items()
    }


def write_schemas(out: Path) -> tuple[Path, ...]:
    """Write them all into `out`; the paths come back."""
    out.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for name, data in schemas().items():
        path = out / name
        path.write_bytes(data)
        paths.append(path)
    return tuple(paths)


def _written(record: Any, name: str) -> bytes:
    table = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of {name} (format 1)",
        **json_schema(record),
    }
    return (json.dumps(table, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
