"""The files of `build --out` as bytes: links inside a page, the same bytes for the same input."""

import hashlib
import html
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from caseweave.service import Options, build

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
Files = Any  # what the fixture `files` gives: `ContractFiles`


def test_every_link_of_a_case_page_has_its_place(files: Files) -> None:
    others = 0
    for page in (files.folder / "cases").glob("*.html"):
        shown = page.read_text("utf-8")
        ids = Counter(re.findall(r'\bid="([^"]+)"', shown))
        assert set(ids.values()) == {1}, page.name
        for target in re.findall(r'\bhref="([^"]*)"', shown):
            if not target.startswith("#"):
                # Another case file of the same folder: a related incident.
                assert (page.parent / target).is_file(), (page.name, target)
                others += 1
                continue
            assert target[1:] in ids, (page.name, target)
    assert others == 2 * sum(len(i["related"]) for i in files.of["incidents"])


def test_related_incidents_are_shown_with_their_reason_on_both_pages(files: Files) -> None:
    for one in files.of["incidents"]:
        for tie in one["related"]:
            for here, there in ((one["id"], tie["incident"]), (tie["incident"], one["id"])):
                page = files.folder / "cases" / f"{here.replace(':', '-')}.html"
                shown = html.unescape(page.read_text("utf-8"))
                part = shown.split('id="related"')[1].split("</section>")[0]
                assert tie["because"] in part
                assert f'href="{there.replace(":", "-")}.html"' in part
                told = page.with_suffix(".md").read_text("utf-8")
                assert "## Related incidents, not merged" in told


def test_the_same_bytes_in_any_order_and_with_any_workers(files: Files, tmp_path: Path) -> None:
    if files.manifest["files"]["reports.jsonl"]["lines"] < len(list(EXAMPLES.iterdir())):
        return  # once is enough: the examples are the larger set
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    found = sorted(EXAMPLES.iterdir(), key=lambda p: hashlib.sha256(p.name.encode()).digest())
    for path in found:
        shutil.copy(path, mixed / path.name)
    paths = sorted(mixed.iterdir(), reverse=True)
    build(paths, tmp_path / "s.db", Options(out=tmp_path / "out", engine="pool", workers=2))
    for path in sorted(files.folder.rglob("*")):
        if path.is_file():
            other = tmp_path / "out" / path.relative_to(files.folder)
            assert other.read_bytes() == path.read_bytes(), path.name
