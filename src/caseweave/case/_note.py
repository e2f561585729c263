"""One line of what a reader is told of a case.

Invariant: a note names the claims that its words rest on.
"""

import msgspec

from caseweave.model import Verdict


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its words, the claims it rests on, a verdict where it tells of a finding."""

    words: str
    claims: tuple[str, ...] = ()
    verdict: Verdict | None = None
