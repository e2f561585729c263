"""Extraction: a cleaned report in, mentions and claims with their exact words out. Pure."""
