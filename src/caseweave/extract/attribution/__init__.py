"""Who says so: attributions with their speakers, stance and chain.

`find_attributions` is a pure function of the parsed report. Every span lies in the report's text;
silence is never a denial, and what nobody is cited for has no attribution here.
A model that a user trained is read by `load` and handed in; nothing is looked up here. `weighings`
is what such a model is trained on; `candidates` shows what was weighed and by which named features,
for fitting and explaining.
"""

from caseweave.extract.attribution._find import Weighed, candidates, find_attributions
from caseweave.extract.attribution._trained import (
    FLOOR,
    SIZE,
    Picked,
    Trained,
    Weighing,
    load,
    save,
    weighings,
)

__all__ = [
    "FLOOR",
    "SIZE",
    "Picked",
    "Trained",
    "Weighed",
    "Weighing",
    "candidates",
    "find_attributions",
    "load",
    "save",
    "weighings",
]
