"""Linking: which mentions of different reports are one incident, and why.

`profile` reads a mention, `score` compares two with named features, `candidates` finds what to
compare, `cluster` joins under analysts' decisions; `link` does it all. Pure; any order of the
inputs gives the same incidents.
"""

from caseweave.link._link import Indexing, link, link_profiles, score_pairs
from caseweave.link._records import (
    Blocked,
    Contrast,
    CountRange,
    DatedPart,
    DateSpan,
    Linking,
    MentionProfile,
    PlaceAt,
    ScoredPair,
    Tie,
)
from caseweave.link.candidates import BESIDE, Place, candidates
from caseweave.link.catalogue import Card, Catalogue, Chosen, InMemory, mark_of
from caseweave.link.cluster import cluster
from caseweave.link.contrast import contrasted
from caseweave.link.decisions import ABOUT_LINKS
from caseweave.link.features import FEATURES, Feature
from caseweave.link.index import Index, fill
from caseweave.link.memory import Forgetful, Memory
from caseweave.link.place import Placed, place
from caseweave.link.profile import profile
from caseweave.link.score import Weights, score, weights_for
from caseweave.link.shelf import packed, unpacked
from caseweave.link.words import quotation_prints

__all__ = [
    "ABOUT_LINKS",
    "BESIDE",
    "FEATURES",
    "Blocked",
    "Card",
    "Catalogue",
    "Chosen",
    "Contrast",
    "CountRange",
    "DateSpan",
    "DatedPart",
    "Feature",
    "Forgetful",
    "InMemory",
    "Index",
    "Indexing",
    "Linking",
    "Memory",
    "MentionProfile",
    "Place",
    "PlaceAt",
    "Placed",
    "ScoredPair",
    "Tie",
    "Weights",
    "candidates",
    "cluster",
    "contrasted",
    "fill",
    "link",
    "link_profiles",
    "mark_of",
    "packed",
    "place",
    "profile",
    "quotation_prints",
    "score",
    "score_pairs",
    "unpacked",
    "weights_for",
]
