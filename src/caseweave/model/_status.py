"""The names of statuses and head-count attributes, shared by claims, findings and cells.

Source: the design's list of statuses; UNHCR's terms; HURIDOCS micro-thesaurus 33 (victim status).
"""

STATUSES = (
    "in_transit",
    "entered",
    "detained",
    "returned",
    "handed_over",
    "released",
    "fled",
    "in_hiding",
    "third_country",
    "resettled",
    "rescued",
    "injured",
    "dead",
    "missing",
    "unknown",
)

HEADCOUNT_ATTRIBUTES = (
    "people",
    "people.women",
    "people.men",
    "people.children",
    "people.infants",
    "people.family",
    *(s for s in STATUSES if s not in {"in_transit", "unknown"}),
)
