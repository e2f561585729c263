"""Caseweave's own tables beside the data file, as lines of columns."""

from importlib.resources import files


def table(name: str) -> list[list[str]]:
    """The lines of a TSV file of ours, comments and blank lines left out."""
    return [
        line.split("\t")
        for line in text(name).splitlines()
        if line.strip() and not line.startswith("#")
    ]


def text(name: str) -> str:
    """A file of ours, whole."""
    return (files("caseweave.gazetteer") / "data" / name).read_text(encoding="utf-8")
