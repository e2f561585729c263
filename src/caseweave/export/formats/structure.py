"""JSON: the stable form of an export, and the schema that describes it.

Invariant: the schema is made from the records, so that it cannot say anything else than they do.
"""

from typing import Any

import msgspec

from caseweave.export.shared import FORMAT, Shared
from caseweave.model import encode, json_schema


def json(shared: Shared) -> bytes:
    """The export as one JSON object, indented, fields in the order of the records."""
    return msgspec.json.format(encode(shared), indent=1) + b"\n"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an export."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"An export (format {FORMAT})",
        **json_schema(Shared),
    }
