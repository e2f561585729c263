"""Linking: which mentions of different reports are one incident, and why.

`profile` reads a mention, `score` compares two with named features, `candidates` finds what to
compare, `cluster` joins under analysts' decisions; `link` does it all. Pure; any order of the
inputs gives the same incidents.
"""

from caseweave.link._link import link, link_profiles, score_pairs
from caseweave.link._records import (
    Blocked,
    CountRange,
    DatedPart,
    DateSpan,
    Linking,
    MentionProfile,
    PlaceAt,
    ScoredPair,
    Tie,
)
from caseweave.link.candidates import candidates
from caseweave.link.cluster import cluster
from caseweave.link.features import FEATURES, Feature
from caseweave.link.index import Index
from caseweave.link.memory import Forgetful, Memory
from caseweave.link.profile import profile
from caseweave.link.score import Weights, score, weights_for
from caseweave.link.words import quotation_prints

__all__ = [
    "FEATURES",
    "Blocked",
    "CountRange",
    "DateSpan",
    "DatedPart",
    "Feature",
    "Forgetful",
    "Index",
    "Linking",
    "Memory",
    "MentionProfile",
    "PlaceAt",
    "ScoredPair",
    "Tie",
    "Weights",
    "candidates",
    "cluster",
    "link",
    "link_profiles",
    "profile",
    "quotation_prints",
    "score",
    "score_pairs",
    "weights_for",
]
