"""A text as `build` would clean it, for the tests of cleaning."""

from collections.abc import Callable

import pytest

from caseweave.clean import clean
from caseweave.model import Block, Given, RawReport, Report


@pytest.fixture(scope="session")
def cleaned() -> Callable[[str], Report]:
    """Cleans plain text that nothing else is known of."""

    def run(text: str) -> Report:
        raw = RawReport(
            id="sha256:0",
            source="p",
            media_type="text/plain",
            data=b"",
            given=Given(),
            blocks=(Block(kind="text", text=text),),
        )
        report = clean(raw)
        assert isinstance(report, Report)
        return report

    return run
