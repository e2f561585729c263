"""What a feature is, and how one is written down: a function of the facts with a phrase."""

from collections.abc import Callable

import msgspec

from caseweave.link.compare import Facts

Measure = Callable[[Facts], float]


class Feature(msgspec.Struct, frozen=True):
    """One readable measure of a pair: `says` is a phrase, `about` its documentation."""

    name: str
    measure: Measure
    says: str
    about: str


class Family:
    """Features of one kind, in the order in which they are written."""

    def __init__(self) -> None:
        self.features: list[Feature] = []

    def says(self, phrase: str) -> Callable[[Measure], Measure]:
        """Adds the function under its own name; its docstring is its documentation."""

        def add(measure: Measure) -> Measure:
            about = (measure.__doc__ or "").strip()
            self.features.append(Feature(measure.__name__, measure, phrase, about))
            return measure

        return add
