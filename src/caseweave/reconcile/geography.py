"""Places against geography: borders and directions that a sentence gives a place.

Invariant: only what the gazetteer knows is contradicted; a place it cannot resolve is left alone.
"""

from collections.abc import Iterator

from caseweave.model import Check
from caseweave.reconcile.docket import Docket


def places_that_contradict(docket: Docket) -> Iterator[Check]:
    """Checks of kind `place_contradicts_gazetteer`."""
    _ = docket
    yield from ()
