"""Who "I" and "you" are: the writer of a letter or an essay, and whom a letter is sent to.

Read from the head and the foot of the page. Invariant: a writer is named by the page itself; a
"you" outside a letter, and an "I" on a page without a writer, stay nobody in particular.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.layers import Attributed, Parsed, Speaker
from caseweave.model import AttributionKind, Report

_HEAD = 12
_FOOT = 2
_SIGNED_LINES = 4
_LONGEST_LINE = 90
_CONFIDENCE = 0.4
_PARTS = 3
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """`sent`: the page is a letter. `writer`, `reader`: as the page names them, or None."""

    sent: bool
    writer: Speaker | None
    reader: Speaker | None
    issuer: str | None = None


def letter(report: Report, words: Lexicon) -> Letter:
    """What the head and foot of a page tell of its writer and its reader."""
    lines = list(_lines(report.text))
    head, foot = lines[:_HEAD], lines[_FOOT:]
    reader = _reader(head, words)
    greeted = any(_begins(text, words.letters["salutations"]) for _, text in head)
    writer = _author(report) or (_signed(foot, words) if greeted else None)
    if greeted and report.outlet is not None and _of_body(report.text, lines, words):
        writer = None
    return Letter(
        sent=greeted and writer is not None, writer=writer, reader=reader, issuer=report.outlet
    )


def _of_body(text: str, lines: list[tuple[int, str]], words: Lexicon) -> bool:
    """Whether a letter is its issuer's, whoever signs: "we" more than "I", or signed for a body."""
    said = re.findall(r"[^\W\d_]+", text.lower())
    many = sum(w in words.layout["many"] for w in said)
    one = sum(w in words.letters["writers"] for w in said)
    foot = " ".join(
        line.lower() for _, line in lines[-_SIGNED_LINES:] if len(line) <= _LONGEST_LINE
    )
    return many >= max(one, 1) or any(p in f" {foot}" for p in words.letters["signing_for"])


def _is_issuer(name: str, issuer: str, words: Lexicon) -> bool:
    """Whether a speaker is the issuer of the page itself: its name, its letters, "the Office"."""
    name, issuer = (n.removeprefix("The ").removeprefix("the ") for n in (name, issuer))
    if name.casefold() == issuer.casefold():
        return True
    kept = [w for w in issuer.split() if w.lower() not in words.letters["small"]]
    letters = "".join(w[0] for w in kept if w[0].isupper())
    if len(letters) > 1 and name.replace(".", "") == letters:
        return True
    if not _capitalised(name, words) or " " not in issuer:
        return False
    # "the Office" of "Regional Office for the Coast", "the Department" of "X, Home Department",
    # "the Court of Appeal" of "Court of Appeal of Valen"
    joins = rf"\s(?:{'|'.join(sorted(words.letters['joins']))})\s"
    heads = [re.split(joins, part)[0] for part in issuer.casefold().split(", ")]
    said = name.casefold()
    if " " in name and re.match(rf"{re.escape(said)}{joins}", issuer.casefold()):
        return True
    return any(f" {h}".endswith(f" {said}") for h in (*heads, issuer.casefold()))


def _capitalised(name: str, words: Lexicon) -> bool:
    """Whether all words of a name but the small ones have a capital."""
    return all(w[:1].isupper() or w in words.letters["small"] for w in name.split())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with letters in them, each with its offset."""
    at = 0
    for line in text.split("\n"):
        if any(c.isalpha() for c in line):
            yield at + len(line) - len(line.lstrip()), line.strip()
        at += len(line) + 1


def _begins(text: str, phrases: Iterable[str]) -> bool:
    lowered = text.lower()
    return len(text) <= _LONGEST_LINE and any(
        re.match(rf"{re.escape(p)}\b", lowered) for p in phrases
    )


def _reader(head: list[tuple[int, str]], words: Lexicon) -> Speaker | None:
    """The office or person after "To:" or "Letter to" at the head."""
    opening = "|".join(sorted(map(re.escape, words.letters["addressing"]), key=len, reverse=True))
    pattern = re.compile(rf"^(?:{opening})\b\s*:?\s*(?:the\s+)?(?P<name>[^\W\d].*)$", re.IGNORECASE)
    found: Speaker | None = None
    for at, text in head:
        match = pattern.match(text) if len(text) <= _LONGEST_LINE else None
        if match is None or text.endswith("."):
            continue
        parts = match["name"].split(",")
        name = ",".join(parts[:-1] if len(parts) >= _PARTS else parts).strip()
        start = at + match.start("name")
        found = Speaker(kind=_kind(name, words), name=name, start=start, end=start + len(name))
        if ":" in text:
            break
    return found


def _kind(name: str, words: Lexicon) -> AttributionKind:
    said = {w.strip(",.") for w in name.split()}
    lowered = {w.lower() for w in said}
    if said & words.names["office"] or lowered & words.kinds["office"]:
        return "office"
    return "organisation" if said & words.names["organisation"] else "named"


def _author(report: Report) -> Speaker | None:
    """The one author that the page names."""
    author = report.author
    if author is None or " and " in author or "," in author:
        return None
    at = report.text.find(author)
    return _named(author, max(at, 0), len(author) if at >= 0 else 0)


def _signed(foot: list[tuple[int, str]], words: Lexicon) -> Speaker | None:
    """The name in the line after "Yours faithfully,"."""
    for (_, text), (at, name) in pairwise(foot):
        if not _begins(text, words.letters["closings"]) or len(name) > _LONGEST_LINE:
            continue
        kept = [m for m in _NAME.finditer(name) if m.group()[0].isupper() and m.group()[-1] != "."]
        if kept:
            return _named(
                name[kept[0].start() : kept[-1].end()], at + kept[0].start(),
                kept[-1].end() - kept[0].start(),
            )  # fmt: skip
    return None


def _named(name: str, at: int, length: int) -> Speaker:
    return Speaker(kind="named", name=name, start=at, end=at + length)


def as_written(
    parsed: Parsed, pages: tuple[Page, ...], found: tuple[Attributed, ...], words: Lexicon
) -> tuple[Attributed, ...]:
    """The attributions with the writer for "I" and the reader for "you"; of a letter all the rest.

    A "you" that nobody can be found for says nothing, and is left out.
    """
    known = letter(parsed.report, words)
    if known.sent:
        # the writer's, below
        found = tuple(a for a in found if not (a.own and not a.source and not a.cue))
    told = tuple(a for said in found if (a := _meant(said, parsed.report.text, known, words)))
    if not known.sent or known.writer is None:
        return told
    body = (p for p in pages if p.kind == "paragraph" and _is_body(p, words))
    rest = (_written(page, known.writer) for page in body)
    return (*told, *rest)


def _meant(said: Attributed, text: str, known: Letter, words: Lexicon) -> Attributed | None:
    if said.chain and said.chain[-1].name.lower() in words.pronouns["you"]:
        if known.reader is None:
            return None
        meant = msgspec.structs.replace(
            known.reader, start=said.chain[-1].start, end=said.chain[-1].end
        )
        return msgspec.structs.replace(said, chain=(*said.chain[:-1], meant))
    if (
        known.issuer
        and len(said.chain) == 1
        and _is_issuer(said.chain[0].name, known.issuer, words)
    ):
        said = msgspec.structs.replace(said, chain=(), own=True, agentless=False)
    if not said.own or known.writer is None or not said.source:
        return said
    start, end = said.source[0]
    if text[start:end].lower() not in words.letters["writers"] and not known.sent:
        return said
    writer = msgspec.structs.replace(known.writer, start=start, end=end)
    return msgspec.structs.replace(said, chain=(writer,), own=False)


def _is_body(page: Page, words: Lexicon) -> bool:
    """Whether a passage is of the letter's text, and no line of its head."""
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in page.tokens)
    return finite and not _begins(page.text, words.letters["addressing"])


def _written(page: Page, writer: Speaker) -> Attributed:
    whole = (page.offset, page.offset + len(page.text.rstrip()))
    source = (writer.start, max(writer.end, writer.start + 1))
    return Attributed(
        chain=(writer,),
        source=(source,),
        cue=(),
        content=(whole,),
        confidence=_CONFIDENCE,
    )
