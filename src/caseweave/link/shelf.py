"""Profiles packed as bytes, unpacked when they are needed: many mentions in little memory."""

from collections import OrderedDict

import msgspec

from caseweave.link._records import MentionProfile

# Profiles kept unpacked at a time; pairs come in order of time, so that few are unpacked twice.
_OPEN = 40_000


def people_of(p: MentionProfile) -> tuple[str, ...]:
    """Full names of people to whom something happened: not of those who acted or spoke."""
    others = {*p.actors, *p.custodians, *p.speakers}
    return tuple(n for n in sorted({*p.victims, *p.people}) if " " in n and n not in others)


_PACK = msgspec.msgpack.Encoder(order="deterministic")
_UNPACK = msgspec.msgpack.Decoder(MentionProfile)


def packed(p: MentionProfile) -> bytes:
    """A profile as bytes, the same on every machine."""
    return _PACK.encode(p)


def unpacked(data: bytes) -> MentionProfile:
    """The profile that these bytes hold."""
    return _UNPACK.decode(data)


class Shelf:
    """Profiles by number, in the order in which they were added; `bearers`: numbers by name."""

    def __init__(self, opened: int = _OPEN) -> None:
        self._packed: list[bytes] = []
        self._opened: OrderedDict[int, MentionProfile] = OrderedDict()
        self._most = opened
        self.number: dict[str, int] = {}
        self.bearers: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, p: MentionProfile) -> None:
        """Take in a profile; an id stands once."""
        if p.id not in self.number:
            self.number[p.id] = len(self._packed)
            for name in people_of(p):
                self.bearers.setdefault(name, []).append(len(self._packed))
            self._packed.append(packed(p))

    def __getitem__(self, number: int) -> MentionProfile:
        found = self._opened.get(number)
        if found is None:
            found = unpacked(self._packed[number])
            self._opened[number] = found
            if len(self._opened) > self._most:
                self._opened.popitem(last=False)
        return found

    def packed(self) -> dict[str, bytes]:
        """The profiles as bytes, by id."""
        return dict(zip(self.number, self._packed, strict=True))
