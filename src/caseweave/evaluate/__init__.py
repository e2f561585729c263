"""Scorers: what was found against gold data that others made; `caseweave eval NAME`."""
