"""Who says so: attributions with their speakers, stance and chain.

`find_attributions` is a pure function of the parsed report. Every span lies in the report's text;
silence is never a denial, and what nobody is cited for has no attribution here.
A model that a user trained is read by `load` and handed in; nothing is looked up here.
`candidates` shows what was weighed and by which named features, for fitting and explaining.
"""

from caseweave.extract.attribution._find import Weighed, candidates, find_attributions
from caseweave.extract.attribution._trained import Trained, load

__all__ = ["Trained", "Weighed", "candidates", "find_attributions", "load"]
