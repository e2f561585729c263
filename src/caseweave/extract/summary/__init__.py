"""One report's own answer: when, where, how many killed, injured, captured in its main incident.

A pure choice among the claims of an extraction: every value names the claims it rests on, and
what the report does not tell is None.
"""

from caseweave.extract.summary._records import Chosen, Summary, Tolls, shares_of
from caseweave.extract.summary._summarise import summarise

__all__ = ["Chosen", "Summary", "Tolls", "shares_of", "summarise"]
