"""The named features of a pair: the whole list, in the order in which equal reasons are told.

Each is 0 to 1; its docstring is its documentation; it says in English what it saw.
"""

from caseweave.link._feature import Feature
from caseweave.link._particular import PARTICULAR
from caseweave.link._when_where import WHEN_WHERE
from caseweave.link._who_what import WHO_WHAT
from caseweave.link._wording import WORDING

__all__ = ["FEATURES", "Feature"]

FEATURES: tuple[Feature, ...] = tuple(
    WORDING.features[:1]
    + WHEN_WHERE.features
    + WHO_WHAT.features
    + PARTICULAR.features
    + WORDING.features[1:]
)
