"""How long the desk takes to answer: `python -m caseweave.web.bench`, on generated case files.

The queue holds 10,000 incidents; one of them has 200 claims, reconciled by the real rules. What is
timed is the whole application, from request to last byte, without a network in between.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from litestar.types import ASGIApp

from caseweave.case import CaseFiles
from caseweave.model import (
    Attribution,
    Claim,
    CountValue,
    DateValue,
    Evidence,
    Incident,
    IncidentDate,
    Mention,
    PlaceValue,
    Published,
    Report,
    content_id,
)
from caseweave.reconcile import LinkedIncident, reconcile
from caseweave.service.desk import Board, Desk, Hidden, short
from caseweave.web._app import create_app
from caseweave.web._door import COOKIE, LocalDoor
from caseweave.web._serve import warm

INCIDENTS, CLAIMS, REPORTS = 10_000, 200, 12
QUEUE_LIMIT_MS, CASE_LIMIT_MS = 200.0, 150.0
ROUNDS = 15
_ATTRIBUTES = ("people", "detained", "returned", "released", "fled", "in_hiding", "dead")
_PLACES = (("Moyale", "KE", 3.53, 39.05), ("Zuwara", "LY", 32.93, 12.08))
_STATUSES = ("detained", "returned", "released", "rescued", "unknown")


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """One page: milliseconds of the first answer and the median and slowest of the later ones."""

    page: str
    first: float
    median: float
    slowest: float
    size: int
    limit: float


class _Fixed(Desk):
    """A desk whose board is given: what is timed is the pages, not the fold."""

    def __init__(self, folder: Path, board: Board) -> None:
        super().__init__(folder / "bench.db")
        self._given = board

    def board(self, hidden: Hidden = frozenset()) -> Board:
        """The given one."""
        del hidden
        return self._given

    def position(self) -> int:
        """The given board's."""
        return self._given.position


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; status 1 where a page is slower than it may be."""
    count = int(arguments[0]) if arguments else INCIDENTS
    files, big = made(count)
    with tempfile.TemporaryDirectory() as folder:
        desk = _Fixed(Path(folder), Board((), files, position=1))
        door = LocalDoor("bench")
        session = door.exchange("bench")
        cookie = session.id if session else ""
        app = create_app(desk, door)
        # As when the desk opens: templates are compiled and the queue is laid out beforehand.
        warm(desk)
        pages = [
            ("/", QUEUE_LIMIT_MS),
            ("/?page=150", QUEUE_LIMIT_MS),
            ("/?status=detained&country=KE", QUEUE_LIMIT_MS),
            (f"/cases/{short(big.id)}", CASE_LIMIT_MS),
            (f"/cases/{short(big.id)}/people", CASE_LIMIT_MS),
            (f"/cases/{short(big.id)}/origins", CASE_LIMIT_MS),
            ("/search?q=ministry+detained", 1000.0),
        ]
        rows = [asyncio.run(timed(app, cookie, page, limit)) for page, limit in pages]
        desk.close()
    lines = [f"{count} incidents; one of {CLAIMS} claims. Milliseconds on the server."]
    lines += [
        f"{r.page[:34]:36}first {r.first:7.1f}  median {r.median:7.1f}  slowest {r.slowest:7.1f}"
        f"  limit {r.limit:6.0f}  {r.size // 1024} KB"
        for r in rows
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(r.median > r.limit for r in rows))


async def timed(app: ASGIApp, cookie: str, page: str, limit: float) -> Timed:
    """Ask for a page several times, one after the other."""
    taken = []
    size = 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        status, size = await _ask(app, cookie, page)
        taken.append((time.perf_counter() - start) * 1000)
        if status != 200:
            raise SystemExit(f"{page} answered {status}")
    return Timed(
        page=page,
        first=taken[0],
        median=median(taken[1:]),
        slowest=max(taken[1:]),
        size=size,
        limit=limit,
    )


async def _ask(app: ASGIApp, cookie: str, page: str) -> tuple[int, int]:
    path, _, query = page.partition("?")
    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1"), (b"cookie", f"{COOKIE}={cookie}".encode())],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "state": {},
    }
    got: dict[str, int] = {"status": 0, "size": 0}

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            got["status"] = message["status"]
        else:
            got["size"] += len(message.get("body", b""))

    await app(scope, receive, send)
    return got["status"], got["size"]


def made(count: int) -> tuple[CaseFiles, Incident]:
    """Case files of `count` incidents, and the one with many claims."""
    reports = tuple(_report(n) for n in range(REPORTS))
    mentions = tuple(_mention(r) for r in reports)
    claims = tuple(_claim(n, reports[n % REPORTS], mentions[n % REPORTS]) for n in range(CLAIMS))
    big = reconcile(
        LinkedIncident(
            id=content_id("incident", "big"),
            type="refoulement",
            mentions=mentions,
            claims=claims,
            reports=reports,
            links=(),
            all_reports={r.id: r for r in reports},
            decisions=(),
        )
    )
    claims = tuple(msgspec.structs.replace(c, incident=big.id) for c in claims)
    mentions = tuple(msgspec.structs.replace(m, incident=big.id) for m in mentions)
    small = tuple(_small(n, big, reports[n % REPORTS]) for n in range(count - 1))
    files = CaseFiles(reports=reports, claims=claims, mentions=mentions, incidents=(big, *small))
    return files, big


def _report(number: int) -> Report:
    text = "\n\n".join(
        f"The ministry said {n} people were detained on day {n}." for n in range(120)
    )
    return Report(
        id="sha256:" + f"{number:064x}",
        source=f"r{number}.txt",
        media_type="text/plain",
        language="en",
        title=f"Report {number}",
        outlet=f"Outlet {number % 7}",
        published=Published(value=f"2024-03-{number + 1:02}", precision="day"),
        text=text,
    )


def _mention(report: Report) -> Mention:
    return Mention(
        id=content_id("mention", report.id), report=report.id, role="main", type="refoulement"
    )


def _claim(number: int, report: Report, mention: Mention) -> Claim:
    line = number % 120
    start = report.text.index(f"{line} people")
    value: Any = CountValue(low=line, best=line, high=line, words=f"{line} people")
    attribute = _ATTRIBUTES[number % len(_ATTRIBUTES)]
    if number % 10 == 8:
        attribute, value = "date", DateValue(edtf=f"2024-03-{number % 28 + 1:02}", words="then")
    if number % 10 == 9:
        attribute, value = "place", _place(number)
    return Claim(
        id=content_id("claim", number),
        report=report.id,
        mention=mention.id,
        attribute=attribute,
        value=value,
        evidence=Evidence.at(report.text, start, start + len(f"{line} people")),
        attribution=(
            Attribution(kind="outlet", name=report.outlet),
            Attribution(kind="office", name=f"ministry {number % 9}"),
        ),
        extractor="bench",
        confidence=0.9,
    )


def _place(number: int) -> PlaceValue:
    name, country, lat, lon = _PLACES[number % len(_PLACES)]
    return PlaceValue(name=name, country=country, lat=lat, lon=lon, precision="city")


def _small(number: int, like: Incident, report: Report) -> Incident:
    day = f"20{10 + number % 14:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return Incident(
        id=content_id("incident", number),
        type=("refoulement", "boat", "violence")[number % 3],
        title=f"{number % 40 + 1} people detained, case {number}",
        reports=(report.id,),
        mentions=(content_id("mention", "small", number),),
        date=IncidentDate(low=day, high=day, edtf=day),
        place=_place(number),
        status=_STATUSES[number % len(_STATUSES)],
        findings=like.findings[: number % 4],
        origins=like.origins[: number % 3 + 1],
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
