"""Caseweave turns scattered, conflicting reports into case files that account for every person.

Importing this package is cheap: heavy rooms (language models, readers) load when first used.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
