"""What linking has worked out before, by the content that it was worked out from.

Disposable: with it or without it the links are the same, only later. Profiles are kept by all that
makes them, scores by the two profiles; so a new report costs its own profiles and its own pairs.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from caseweave.link._records import MentionProfile, ScoredPair
from caseweave.link.profile import profile
from caseweave.model import Claim, Link, Mention, Report


class Memory(Protocol):
    """Bytes by kind and key, for as long as somebody keeps them."""

    def recall(self, kind: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Those of the keys that are known."""

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        """Remember these; what stood under a key is replaced."""


class Forgetful:
    """The memory that keeps nothing."""

    def recall(self, kind: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Nothing."""
        del kind, keys
        return {}

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        """Nothing."""
        del kind, found


def digest(*parts: object) -> str:
    """SHA-256 of records, as 64 hex digits."""
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()


def digest_of(data: bytes) -> str:
    """SHA-256 of bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


_PROFILES = msgspec.msgpack.Decoder(tuple[MentionProfile, ...])
Told = tuple[Report, tuple[Mention, ...], tuple[Claim, ...]]


def profiles_of(
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    memory: Memory,
) -> Iterator[MentionProfile]:
    """The profile of every mention whose report is there, report by report."""
    told = list(_by_report(mentions, claims, reports))
    keys = [digest(_heads(report), own, said) for report, own, said in told]
    known = memory.recall("profiles", keys)
    fresh: dict[str, bytes] = {}
    for key, (report, own, said) in zip(keys, told, strict=True):
        if key in known:
            yield from _PROFILES.decode(known[key])
            continue
        made = tuple(profile(m, said, report, own) for m in own)
        fresh[key] = msgspec.msgpack.encode(made)
        yield from made
    memory.keep("profiles", fresh)


def _heads(report: Report) -> tuple[object, ...]:
    """All of a report that a profile depends on; its id stands for its text."""
    return (
        report.id,
        report.title,
        report.outlet,
        report.published,
        digest(report.text),
        [c.report for c in report.copies],
    )


def _by_report(
    mentions: Sequence[Mention], claims: Sequence[Claim], reports: Mapping[str, Report]
) -> Iterator[Told]:
    said: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        if claim.mention is not None:
            said.setdefault(claim.report, []).append(claim)
    beside: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        beside.setdefault(mention.report, []).append(mention)
    for key in sorted(beside):
        if key in reports:
            yield reports[key], tuple(beside[key]), tuple(said.get(key, ()))


_SCORES = msgspec.msgpack.Decoder(dict[str, tuple[float, str | None, float, bool]])


_REASONS = msgspec.msgpack.Decoder(dict[str, Link])


class Scores:
    """Scores of pairs of profiles, kept with the first of the two (the smaller id)."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._digests: dict[str, str] = {}
        self._known: dict[str, dict[str, tuple[float, str | None, float, bool]]] = {}
        self._grown: set[str] = set()
        self._reasons: dict[str, dict[str, Link]] = {}
        self._said: set[str] = set()
        self.fresh: list[tuple[str, str]] = []

    def learn(self, packed: Mapping[str, bytes]) -> None:
        """The profiles, packed, by the mention's id."""
        self._digests = {one: hashlib.sha256(data).hexdigest() for one, data in packed.items()}
        found = self._memory.recall("scores", sorted(self._digests.values()))
        self._known = {key: _SCORES.decode(data) for key, data in found.items()}

    def get(self, a: str, b: str) -> ScoredPair | None:
        """The score of a pair that was scored before, when both were as they are."""
        known = self._known.get(self._digests[a], {}).get(self._digests[b])
        return None if known is None else ScoredPair(a, b, *known)

    def put(self, pair: ScoredPair) -> None:
        """A score that was worked out now."""
        key = self._digests[pair.a]
        self._known.setdefault(key, {})[self._digests[pair.b]] = (
            pair.score,
            pair.impossible,
            pair.fit,
            pair.staged,
        )
        self._grown.add(key)
        self.fresh.append((pair.a, pair.b))

    def explained(self, a: str, b: str, explain: Callable[[], Link]) -> Link:
        """Why a pair is one incident: known from before, else `explain` says it now."""
        if not self._reasons:
            found = self._memory.recall("reasons", sorted(self._digests.values()))
            self._reasons = {key: _REASONS.decode(data) for key, data in found.items()}
        known = self._reasons.setdefault(self._digests[a], {})
        if self._digests[b] not in known:
            known[self._digests[b]] = explain()
            self._said.add(self._digests[a])
        return known[self._digests[b]]

    def close(self) -> None:
        """Hand what was worked out to the memory."""
        said = {key: msgspec.msgpack.encode(self._reasons[key]) for key in sorted(self._said)}
        self._memory.keep("reasons", said)
        grown = {key: msgspec.msgpack.encode(self._known[key]) for key in sorted(self._grown)}
        self._memory.keep("scores", grown)
