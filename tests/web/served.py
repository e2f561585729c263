"""Start the desk as a user does, over a store of the test's own, and know its link."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
REPORTS = sorted((HERE / "reports").iterdir())


class Served:
    """A desk that answers: its full link, and where its pages are."""

    def __init__(self, link: str, store: Path) -> None:
        self.link = link
        self.store = store
        parts = urlsplit(link)
        self.origin = f"{parts.scheme}://{parts.netloc}"

    def at(self, path: str) -> str:
        """The address of a page."""
        return f"{self.origin}{path}"


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Served]:
    """`caseweave desk` over `store`, until the block ends."""
    command = [sys.executable, "-c", "import sys; from caseweave.cli import main; sys.exit(main())"]
    process = subprocess.Popen(
        [*command, "desk", "--no-browser", "--store", str(store), "--name", "ada", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    try:
        assert process.stdout is not None
        words = process.stdout.readline()
        link = re.search(r"http://127\.0\.0\.1:[\w/?=-]+", words)
        assert link, words
        yield Served(link[0], store)
    finally:
        process.terminate()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()
