"""Files are found in one order; what is left aside is named with its fault and its mend."""

import os
from pathlib import Path

import pytest

from caseweave.model import Refusal
from caseweave.read import SKIPPED_FAULTS, FoundFile, discover


def sources(*paths: Path, max_bytes: int = 1000) -> list[str]:
    return [f.source for f in discover(paths, max_bytes=max_bytes) if isinstance(f, FoundFile)]


def faults(*paths: Path, max_bytes: int = 1000) -> dict[str, str]:
    refusals = [f for f in discover(paths, max_bytes=max_bytes) if isinstance(f, Refusal)]
    assert all(r.reason and r.mend for r in refusals)
    return {r.source: r.fault for r in refusals}


def test_sources_are_relative_and_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.html", "B.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Some words.")
    expected = ["B.txt", "a/c.html", "a/z.md", "b.txt"]
    assert sources(tmp_path) == expected
    assert sources(tmp_path, tmp_path / "a" / ".." / "a" / "..") == expected


def test_one_file_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Some words.")
    assert sources(tmp_path / "one.txt") == ["one.txt"]


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.txt").write_text(folder)
    north, south = tmp_path / "north", tmp_path / "south"
    assert sources(north, south) == sources(south, north) == ["north/one.txt", "south/one.txt"]


def test_what_is_left_aside_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_text("x" * 1001)
    for name in ("many.jsonl", "many.csv", "many.warc", "many.warc.gz"):
        (tmp_path / name).write_text("x" * 1001)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / "table.xlsx").write_text("a,b")
    (tmp_path / "letter.docx").write_bytes(b"PK")
    (tmp_path / "more.gz").write_bytes(b"\x1f\x8b")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = faults(tmp_path)
    assert found == {
        "empty.txt": "empty",
        "large.txt": "too_large",
        ".hidden": "hidden",
        "photo.jpg": "not_a_document",
        "table.xlsx": "unknown_format",
        "letter.docx": "unknown_format",
        "more.gz": "unknown_format",
        "gone.txt": "unreadable",
    }
    assert {s for s, fault in found.items() if fault in SKIPPED_FAULTS} == {".hidden", "photo.jpg"}
    assert sources(tmp_path) == ["many.csv", "many.jsonl", "many.warc", "many.warc.gz"]


def test_a_missing_path_is_a_refusal(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere") == {"nowhere": "unreadable"}


def test_link_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text("Some words.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert sources(tmp_path) == ["a/one.txt"]
    assert faults(tmp_path) == {"a/up": "link_loop", "self.txt": "link_loop"}


def test_a_folder_behind_two_links_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "one.txt").write_text("Some words.")
    (tmp_path / "in" / "x").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "y").symlink_to(tmp_path / "out")
    assert sources(tmp_path / "in") == ["x/one.txt"]


def test_a_folder_without_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal itself is staged: the superuser may read every folder."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "one.txt").write_text("Some words.")
    real = Path.iterdir

    def iterdir(folder: Path) -> object:
        if folder.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert faults(tmp_path) == {"shut": "no_permission"}
    assert sources(tmp_path) == ["one.txt"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert faults(tmp_path) == {"pipe.txt": "unreadable"}
