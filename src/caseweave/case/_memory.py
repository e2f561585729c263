"""The rooms below with a memory: what was linked and reconciled before is not done again.

Every key is the digest of all that a result depends on, so a memory never changes a case file; it
may be thrown away at any time.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from caseweave.case._rooms import Rooms
from caseweave.link import ABOUT_LINKS, Linking, Memory
from caseweave.model import Copy, Incident, Report
from caseweave.reconcile import LinkedIncident

_COPIES = msgspec.msgpack.Decoder(dict[str, tuple[Copy, ...]])
_LINKING = msgspec.msgpack.Decoder(Linking)
_INCIDENT = msgspec.msgpack.Decoder(Incident)


def remembering(rooms: Rooms, memory: Memory) -> Rooms:
    """The same rooms; they look first whether the memory holds the result."""
    return Rooms(
        find_copies=partial(_copies, rooms, memory),
        link=partial(_link, rooms, memory),
        reconcile=partial(_reconcile, rooms, memory),
    )


def _copies(
    rooms: Rooms, memory: Memory, reports: Sequence[Report]
) -> Mapping[str, tuple[Copy, ...]]:
    key = _digest([(r.id, r.text, r.outlet, r.published, r.source) for r in reports])
    known = memory.recall("copies", [key])
    if key in known:
        return _COPIES.decode(known[key])
    found = rooms.find_copies(reports)
    memory.keep("copies", {key: msgspec.msgpack.encode(dict(found))})
    return found


def _link(
    rooms: Rooms,
    memory: Memory,
    *told: Any,
) -> Linking:
    """`told`: mentions, claims, reports and decisions, as `Rooms.link` takes them.

    Decisions about claims alone are no part of the key: the claims already tell what they changed.
    """
    *records, decisions = told
    key = _digest(*records, [d for d in decisions if d.kind in ABOUT_LINKS or d.kind == "undo"])
    known = memory.recall("linking", [key])
    if key in known:
        return _LINKING.decode(known[key])
    linked = rooms.link(*told)
    memory.keep("linking", {key: msgspec.msgpack.encode(linked)})
    return linked


def _reconcile(rooms: Rooms, memory: Memory, incident: LinkedIncident) -> Incident:
    key = _digest(incident)
    known = memory.recall("incident", [key])
    if key in known:
        return _INCIDENT.decode(known[key])
    found = rooms.reconcile(incident)
    memory.keep("incident", {key: msgspec.msgpack.encode(found)})
    return found


def _digest(*parts: object) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(parts, order="deterministic")).hexdigest()
