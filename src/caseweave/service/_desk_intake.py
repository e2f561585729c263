"""Bring reports in from the desk: files handed over, text pasted, or a folder of this machine.

One job reads at a time, in the background; each keeps what became of every input. What was handed
over lies in a folder of its own, for the owner alone, and is gone when the job is done.
"""

import itertools
import json
import re
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from caseweave.model import CaseweaveError
from caseweave.service._build import EXTRACTOR, Options, build
from caseweave.service._desk import Desk
from caseweave.service._desk_queue import queue_of_now
from caseweave.service._records import BuildSummary

JobState = Literal["waiting", "reading", "done", "failed"]
_JOBS_KEPT = 20
_DEEPEST = 5
_ODD = re.compile(r"[^\w .,()\[\]+@&'’-]+")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|p|div)\b", re.IGNORECASE)


class HandedOver(msgspec.Struct, frozen=True, kw_only=True):
    """One file as a browser gives it: the name may hold folders, and is not trusted."""

    name: str
    data: bytes


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """Text or a page's source that somebody pasted, with what they know of it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One intake. `stage` in words; `total` None where nobody knows yet; `before`: log position."""

    id: str
    by: str
    what: str
    at: str
    before: int
    state: JobState = "waiting"
    stage: str = "Waiting for the one before"
    done: int = 0
    total: int | None = None
    summary: BuildSummary | None = None
    fault: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"done", "failed"}


class Intakes:
    """The jobs of one desk."""

    def __init__(self, desk: Desk, extractor: str = EXTRACTOR) -> None:
        self._desk = desk
        self._extractor = extractor
        self._numbers = itertools.count(1)
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def jobs(self) -> tuple[Job, ...]:
        """The last jobs, the newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def job(self, key: str) -> Job | None:
        """One job, or None."""
        with self._lock:
            return self._jobs.get(key)

    def forget(self) -> None:
        """Drop the jobs that ended: they name files and titles of what was since deleted."""
        with self._lock:
            self._jobs = {key: job for key, job in self._jobs.items() if not job.ended}

    def files(self, given: Sequence[HandedOver], by: str) -> Job:
        """Read files that were handed over. Raises CaseweaveError where there are none."""
        if not given:
            raise CaseweaveError("No file was chosen. Choose files, a folder, or paste a text.")
        folder = Path(tempfile.mkdtemp(prefix="caseweave-"))
        for one in given:
            path = _free(folder, _safe(one.name))
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(one.data)
        what = given[0].name if len(given) == 1 else f"{len(given)} files"
        return self._start([folder], what, by, folder)

    def paste(self, given: Pasted, by: str) -> Job:
        """Read one pasted text or page. Raises CaseweaveError where it is empty."""
        if not given.text.strip():
            raise CaseweaveError("Nothing was pasted. Paste the text or the source of the page.")
        folder = Path(tempfile.mkdtemp(prefix="caseweave-"))
        name, data = _as_file(given)
        (folder / name).write_bytes(data)
        return self._start([folder], given.title or "a pasted text", by, folder)

    def folder(self, path: str, by: str) -> Job:
        """Read a file or folder of this machine. Raises CaseweaveError where there is none."""
        found = Path(path).expanduser()
        if not path.strip() or not found.exists():
            raise CaseweaveError(f"There is no file or folder {path!r} on this machine.")
        return self._start([found], str(found), by, None)

    def _start(self, paths: Sequence[Path], what: str, by: str, temporary: Path | None) -> Job:
        job = Job(
            id=str(next(self._numbers)),
            by=by,
            what=what,
            at=self._desk.clock(),
            before=self._desk.position(),
        )
        with self._lock:
            self._jobs[job.id] = job
            for old in [j.id for j in self._jobs.values() if j.ended][:-_JOBS_KEPT]:
                del self._jobs[old]
        threading.Thread(
            target=self._run, args=(job.id, list(paths), temporary), name="intake", daemon=True
        ).start()
        return job

    def _run(self, key: str, paths: list[Path], temporary: Path | None) -> None:
        def progress(stage: str, done: int, total: int | None) -> None:
            self._change(key, state="reading", stage=stage, done=done, total=total)

        try:
            with self._turn:
                progress("Starting", 0, None)
                options = Options(extractor=self._extractor, engine="inline")
                summary = build(paths, self._desk.place, options, progress, self._desk.clock)
                progress("Laying the accounts side by side", 0, None)
                queue_of_now(self._desk)
            self._change(key, state="done", stage="Done", summary=summary)
        except CaseweaveError as error:
            self._change(key, state="failed", stage="Stopped", fault=str(error))
        except Exception as error:
            kind = type(error).__name__
            fault = f"A fault inside Caseweave ({kind}: {error}). What was read is kept."
            self._change(key, state="failed", stage="Stopped", fault=fault)
        finally:
            if temporary is not None:
                shutil.rmtree(temporary, ignore_errors=True)

    def _change(self, key: str, **fields: object) -> None:
        with self._lock:
            self._jobs[key] = msgspec.structs.replace(self._jobs[key], **fields)


def _safe(name: str) -> PurePosixPath:
    """The name without anything that could lead out of the folder."""
    parts = [_ODD.sub("_", p).strip(" .") for p in name.replace("\\", "/").split("/")]
    kept = [p[-120:] for p in parts if p and p not in {".", ".."}][-_DEEPEST:]
    return PurePosixPath(*(kept or ["report.txt"]))


def _free(folder: Path, name: PurePosixPath) -> Path:
    path = folder / name
    for number in itertools.count(2):
        if not path.exists():
            return path
        path = folder / name.with_name(f"{name.stem}-{number}{name.suffix}")
    raise AssertionError


def _as_file(given: Pasted) -> tuple[str, bytes]:
    """A pasted text as a file that a reader knows: what is known of it goes along."""
    known = {
        "title": given.title,
        "outlet": given.outlet,
        "published": given.published,
        "url": given.url,
    }
    said = {k: v for k, v in known.items() if v}
    kind = "html" if _MARKUP.search(given.text[:4000]) else "text"
    if not said:
        name = "pasted.html" if kind == "html" else "pasted.txt"
        return name, given.text.encode("utf-8")
    line = json.dumps({**said, kind: given.text}, ensure_ascii=False)
    return "pasted.jsonl", line.encode("utf-8") + b"\n"
