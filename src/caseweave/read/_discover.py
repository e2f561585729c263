"""Which files to read, in a fixed order, and a named line for each one that is left aside.

The order depends on the names alone, never on the file system or on the order of the arguments.
"""

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from caseweave.model import Refusal
from caseweave.read._records import FoundFile
from caseweave.read._registry import KNOWN_OTHERS, reader_named

# Faults that are no failure: the file was never meant to be read.
SKIPPED_FAULTS = frozenset({"hidden", "not_a_document"})

_NOTHING_TO_READ = "Give it to build by a name without the dot if it is a report"


def discover(
    paths: Iterable[str | os.PathLike[str]], *, max_bytes: int = 20_000_000
) -> Iterator[FoundFile | Refusal]:
    """Every file under `paths`, sorted by source, or a refusal with what mends it.

    A source is relative to the folder given (the file's name where a file was given); where two
    inputs give the same source, each carries its folder's name before it. Links are followed
    once. A fault in `SKIPPED_FAULTS` marks what is passed over as no report (hidden, known formats
    that hold none), all others are failures.
    """
    roots = sorted({Path(os.path.abspath(p)) for p in paths})  # noqa: PTH100 - keeps links
    entries: list[tuple[Path, str, Path]] = []
    refusals: list[Refusal] = []
    for root in roots:
        _walk(root, entries, refusals)
    seen = Counter(source for _, source, _ in entries)
    results: list[FoundFile | Refusal] = list(refusals)
    for path, source, root in entries:
        parent = root.name if root.is_dir() else root.parent.name
        name = f"{parent}/{source}" if seen[source] > 1 else source
        results.append(_inspect(path, name, max_bytes))
    yield from sorted(results, key=lambda r: (r.source, isinstance(r, Refusal)))


def _walk(root: Path, entries: list[tuple[Path, str, Path]], refusals: list[Refusal]) -> None:
    """All files below `root`, depth first by name, following a link to a folder once."""
    if not root.is_dir():
        entries.append((root, _printable(root.name), root))
        return
    visited: set[Path] = set()
    pending: list[tuple[Path, tuple[Path, ...]]] = [(root, ())]
    while pending:
        folder, above = pending.pop()
        source = _printable(folder.relative_to(root).as_posix()) if folder != root else root.name
        real = folder.resolve()
        if real in above:
            refusals.append(_refuse_loop(source))
            continue
        if real in visited:
            continue
        visited.add(real)
        try:
            children = sorted(folder.iterdir(), key=lambda p: p.name, reverse=True)
        except OSError as error:
            refusals.append(_refuse_os(source, error))
            continue
        for child in children:
            name = _printable(child.relative_to(root).as_posix())
            if child.name.startswith("."):
                refusals.append(_hidden(name))
            elif child.is_dir():
                pending.append((child, (*above, real)))
            else:
                entries.append((child, name, root))


def _inspect(path: Path, source: str, max_bytes: int) -> FoundFile | Refusal:
    """The file if it can be read, else why not."""
    try:
        status = path.stat()
    except OSError as error:
        return _refuse_os(source, error)
    reader = reader_named(path.name)
    extension = path.suffix.lower()
    if not stat.S_ISREG(status.st_mode):
        return Refusal(
            source=source,
            fault="unreadable",
            reason="it is a device, socket or pipe, not a file",
            mend="Save its content to a file first",
        )
    if reader is None and extension in KNOWN_OTHERS:
        fault, reason, mend = KNOWN_OTHERS[extension]
        return Refusal(source=source, fault=fault, reason=reason, mend=mend)
    if status.st_size == 0:
        return Refusal(
            source=source,
            fault="empty",
            reason="the file is empty",
            mend="Save the report again and check that its download was complete",
        )
    if status.st_size > max_bytes and not (reader and reader.streams):
        return Refusal(
            source=source,
            fault="too_large",
            reason=f"it has {_mega(status.st_size)}, more than the limit of {_mega(max_bytes)}",
            mend="Split it into one file a report, or one JSON line a report",
        )
    return FoundFile(path=path, source=source, size=status.st_size, max_bytes=max_bytes)


def _mega(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def _hidden(source: str) -> Refusal:
    return Refusal(
        source=source,
        fault="hidden",
        reason="its name begins with a dot, so it is passed over",
        mend=_NOTHING_TO_READ,
    )


def _refuse_loop(source: str) -> Refusal:
    return Refusal(
        source=source,
        fault="link_loop",
        reason="this link leads back to a folder above it",
        mend="Remove the link; the files behind it are read where they stand",
    )


def _refuse_os(source: str, error: OSError) -> Refusal:
    if error.errno == errno.ELOOP:
        return _refuse_loop(source)
    if isinstance(error, PermissionError):
        return Refusal(
            source=source,
            fault="no_permission",
            reason="you may not read it",
            mend="Allow it with chmod u+rX, or run as its owner",
        )
    if isinstance(error, FileNotFoundError):
        return Refusal(
            source=source,
            fault="unreadable",
            reason="there is no such file, or it is a link to a file that is gone",
            mend="Check the name, or remove the link",
        )
    return Refusal(
        source=source,
        fault="unreadable",
        reason=f"the system cannot read it ({error.strerror or 'unknown fault'})",
        mend="Copy it from its origin again",
    )


def _printable(name: str) -> str:
    """A name that can be written as UTF-8, whatever bytes the file system holds."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
