"""A small encoder that reads numbers in their passage: do they count people, and what befell them.

A door of its own, so that readers of people ask one question and know nothing of layers. It is
consulted only where the rules have read a number and found no state. The same passage gives the
same answer whatever stands in the same run: each passage is computed alone.
"""

from caseweave.extract.encoder._model import Reading, labels, model_name, read_numbers

# What a claim names as its extractor where the encoder gave the state or read the number.
EXTRACTOR = "people.encoder"

__all__ = ["EXTRACTOR", "Reading", "labels", "model_name", "read_numbers"]
