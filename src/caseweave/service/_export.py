"""Export: let a redacted copy of case files out, checked before it is handed over.

Invariant: nothing lies at its place unless the leak check read it, from the disk, and found
nothing; files are for the owner alone (0600).
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from caseweave.case import CaseFiles
from caseweave.export import FORMATS, Item, Made, check_name, make, recheck
from caseweave.export import preview as preview_of
from caseweave.model import CaseweaveError
from caseweave.schema.sharing import LEVELS, Level
from caseweave.service._export_records import Chosen, LeftOut, choose
from caseweave.service._show import Moment, show


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to let out: `incidents` by number, id or title (all where empty), at which level."""

    format: str = "json"
    level: str = "clear"
    incidents: tuple[str, ...] = ()


class WithheldKind(msgspec.Struct, frozen=True, kw_only=True):
    """How many values of a kind an export withholds."""

    kind: str
    title: str
    values: int


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: `path` and the register beside it, and how much is in and left out."""

    path: str
    register: str
    format: str
    tlp: str
    cases: int
    findings: int
    accounts: int
    sources: int
    withheld: tuple[WithheldKind, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What an export would withhold, with the values: the desk's own view, never written out."""

    tlp: str
    cases: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()


def export(store: str | Path, wanted: Wanted, out: Path, moment: Moment | None = None) -> Exported:
    """Write an export to `out` (a file, or a folder to put it in) with its register beside it.

    Raises CaseweaveError for an unknown format, level or incident or where the disk refuses, and
    LeakError (one of these) where the check finds a withheld value: then nothing is written.
    """
    _check(wanted)
    chosen = _chosen(store, wanted, moment)
    made = make(chosen.records, _format(wanted), _level(wanted))
    path = _place(out, wanted, made.ending)
    beside = path.with_name(f"{path.name}.register.json")
    check_name(path.name, made.secrets)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _beside(path, made.data) as one, _beside(beside, made.register) as two:
            # What counts is what lies on the disk.
            recheck(one.read_bytes(), two.read_bytes(), wanted.format, made.secrets)
            one.replace(path)
            two.replace(beside)
    except OSError as error:
        raise CaseweaveError(
            f"{path} cannot be written ({(error.strerror or str(error)).lower()}). "
            "Name another place with --out."
        ) from error
    return _exported(made, wanted, (path, beside), chosen.left_out)


def make_export(files: CaseFiles, wanted: Wanted) -> Made:
    """A checked export of case files as bytes, for a page that hands it over. Raises LeakError."""
    chosen = choose(files, files, wanted.incidents, _level(wanted))
    return make(chosen.records, _format(wanted), _level(wanted))


def preview_export(store: str | Path, wanted: Wanted, moment: Moment | None = None) -> Preview:
    """What an export would withhold, value by value."""
    _check(wanted)
    return _preview(_chosen(store, wanted, moment), _level(wanted))


def preview_files(files: CaseFiles, wanted: Wanted) -> Preview:
    """The same from case files that are at hand."""
    level = _level(wanted)
    return _preview(choose(files, files, wanted.incidents, level), level)


def _preview(chosen: Chosen, level: Level) -> Preview:
    records = chosen.records
    return Preview(
        tlp=f"TLP:{level.upper()}",
        cases=tuple((f"C{n}", i.title) for n, i in enumerate(records.incidents, start=1)),
        items=preview_of(records, level),
        left_out=chosen.left_out,
    )


def _chosen(store: str | Path, wanted: Wanted, moment: Moment | None) -> Chosen:
    """What a moment's export is made of; what people said about sharing counts as it is now."""
    files = show(store, moment)
    replayed = moment is not None and moment.log_until is not None
    now = show(store) if replayed else files
    return choose(files, now, wanted.incidents, _level(wanted))


def _check(wanted: Wanted) -> None:
    _format(wanted)
    _level(wanted)


def _format(wanted: Wanted) -> str:
    if wanted.format not in FORMATS:
        raise CaseweaveError(
            f"There is no format {wanted.format!r}. Formats: {', '.join(FORMATS)}."
        )
    return wanted.format


def _level(wanted: Wanted) -> Level:
    for level in LEVELS:
        if wanted.level.lower().removeprefix("tlp:") == level:
            return level
    raise CaseweaveError(f"There is no level {wanted.level!r}. Levels: {', '.join(LEVELS)}.")


def _place(out: Path, wanted: Wanted, ending: str) -> Path:
    """The file to write: `out`, or one named for the level inside a folder."""
    if out.is_dir() or str(out).endswith(os.sep):
        level = _level(wanted).replace("+", "-")
        return out / f"caseweave-tlp-{level}{ending}"
    return out


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """The data in a file beside its place; whatever happens, that file is gone afterwards."""
    made = path.with_name(f".{path.name}.{os.getpid()}.new")
    with contextlib.suppress(FileNotFoundError):
        made.unlink()
    try:
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield made
    finally:
        with contextlib.suppress(FileNotFoundError):
            made.unlink()


def _exported(
    made: Made, wanted: Wanted, written: tuple[Path, Path], left_out: tuple[LeftOut, ...]
) -> Exported:
    shared = made.shared
    path, beside = written
    counts: dict[str, tuple[str, int]] = {}
    for line in shared.withheld:
        counts[line.kind] = (line.title, counts.get(line.kind, ("", 0))[1] + line.values)
    return Exported(
        path=str(path),
        register=str(beside),
        format=wanted.format,
        tlp=shared.tlp,
        cases=len(shared.cases),
        findings=sum(len(c.findings) for c in shared.cases),
        accounts=sum(len(c.accounts) for c in shared.cases),
        sources=len(shared.sources),
        withheld=tuple(
            WithheldKind(kind=k, title=t, values=n) for k, (t, n) in sorted(counts.items())
        ),
        notes=shared.notes,
        left_out=left_out,
    )
