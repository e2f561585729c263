"""Places of the world, their names, borders and directions, from one read-only packed file.

Holds GeoNames data (CC BY 4.0, geonames.org), Natural Earth outlines (public domain) and
Caseweave's own table of regions. `caseweave.gazetteer.build` writes the file; nothing else does.
"""

from caseweave.gazetteer._gazetteer import Gazetteer, gazetteer
from caseweave.gazetteer._geometry import distance_km
from caseweave.gazetteer._names import key
from caseweave.gazetteer._place import ALIAS, CODE, MAIN, SHORTENED, Candidate, Country, Place

__all__ = [
    "ALIAS",
    "CODE",
    "MAIN",
    "SHORTENED",
    "Candidate",
    "Country",
    "Gazetteer",
    "Place",
    "distance_km",
    "gazetteer",
    "key",
]
