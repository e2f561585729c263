"""Sets that grow together: which keys turned out to be one. Deterministic in any order of joins."""

from typing import Generic, TypeVar

K = TypeVar("K", bound=tuple[object, ...])


class Joined(Generic[K]):
    """Union of keys; `root` is the smallest key of a set, so it does not depend on the order."""

    def __init__(self) -> None:
        self._up: dict[K, K] = {}

    def root(self, key: K) -> K:
        """The key that stands for the set of `key`."""
        seen = key
        while (up := self._up.get(seen, seen)) != seen:
            seen = up
        return seen

    def join(self, one: K, other: K) -> None:
        """Make the two sets one."""
        a, b = self.root(one), self.root(other)
        if a != b:
            low, high = (a, b) if repr(a) < repr(b) else (b, a)
            self._up[high] = low
