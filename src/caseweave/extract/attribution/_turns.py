"""Whose words whole passages are: the turns of a talk, the answers of an interview, testimonies.

The layout says it, not a sentence: "COLE: And the missing?", "A: Eleven.", "Testimony 3 - man, 24".
Invariant: one label makes no talk; where the layout is not plain, nobody is given the words.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Form, Page
from caseweave.extract.attribution._figures import figure
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.events import is_human
from caseweave.extract.layers import Span, Speaker
from caseweave.model import AttributionKind

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_CAPITALS = rf"{_UPPER}(?:{_UPPER}|['’.-])+(?:\s(?:{_UPPER}|['’.-])+){{0,4}}"
_TITLED = rf"{_UPPER}[\w'’.-]+(?:\s(?:[a-z]{{2,3}}\s)?{_UPPER}[\w'’.-]*){{0,4}}"
_POST = r"(?P<post>\s*[(,]\s?[^():\n]{2,60}\)?)?"
_INLINE = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.?!…”\")] ))(?P<name>{_CAPITALS}|Q|A){_POST}\s*:\s+(?=\S)"
)
_AT_START = re.compile(rf"(?P<name>{_CAPITALS}|{_TITLED}|Q|A){_POST}\s*:\s+(?=\S)")
# "[Ana Uzelac:] ..." in the script of a broadcast.
_BRACKETED = re.compile(rf"\[(?P<name>{_TITLED}|{_CAPITALS}){_POST}\s*:\s*\]\s*(?=\S)")
# Who holds the office that a label names.
_HOLDER = re.compile(
    rf"(?:[A-Z][a-z]+\.? )?(?P<name>(?:{_UPPER}\.? ?)*{_UPPER}[\w'’-]+(?: {_UPPER}[\w'’-]+)*)"
)
_BREAK = re.compile(r"^\s*[\[*#=_-]")
_LONGEST_HEADING = 90
_TURNS = 3
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class _Label(msgspec.Struct, frozen=True, kw_only=True):
    """A label that gives the words after it to somebody; offsets of the report."""

    page: int
    start: int
    end: int
    body: int
    name: str
    post: str
    form: Form


def turns(pages: tuple[Page, ...], words: Lexicon) -> tuple[Candidate, ...]:
    """The turns of a talk and the testimonies of a report, in order."""
    labels = _talk(pages, words) or _testimonies(pages, words)
    labels = [_with_holder(label, words) for label in labels]
    found = []
    for at, label in enumerate(labels):
        after = labels[at + 1] if at + 1 < len(labels) else None
        voice = _voice(label, pages, labels, words)
        content = tuple(_content(label, after, pages, words))
        if voice is not None and content:
            found.append(_candidate(pages[label.page], label, (voice, content), words))
    return tuple(found)


def _talk(pages: tuple[Page, ...], words: Lexicon) -> list[_Label]:
    """The labels of a talk: two speakers at least, and one of them again, or a question."""
    found = [label for page in pages for label in _labels(page, words)]
    names = [_last(label.name) for label in found]
    if found and all(_in_brackets(label, pages) for label in found):
        return found
    if len(set(names)) < len({"one", "two"}):
        return []
    again = len(names) > len(set(names)) and len(names) >= _TURNS
    capitals = all(label.name.isupper() for label in found)
    asked = any(_asks(a, b, pages) for a, b in pairwise(found))
    return found if again or (capitals and asked) else []


def _in_brackets(label: _Label, pages: tuple[Page, ...]) -> bool:
    """Whether a label is that of a recording between words of the studio: "[Ana Uzelac:] ..."."""
    page = pages[label.page]
    return page.text[: label.start - page.offset].endswith("[")


def _asks(label: _Label, after: _Label, pages: tuple[Page, ...]) -> bool:
    page = pages[label.page]
    end = after.start if after.page == label.page else page.offset + len(page.text)
    return page.text[label.body - page.offset : end - page.offset].rstrip().endswith("?")


def _labels(page: Page, words: Lexicon) -> Iterator[_Label]:
    first = _AT_START.match(page.text) or _BRACKETED.match(page.text)
    matched = [first] if first is not None else []
    matched += [m for m in _INLINE.finditer(page.text) if first is None or m.start() > 0]
    for match in matched:
        name = match["name"].strip()
        if set(name.lower().split()) & words.layout["furniture"]:
            continue
        yield _Label(
            page=page.index, start=page.offset + match.start("name"),
            end=page.offset + match.start("name") + len(name), body=page.offset + match.end(),
            name=name, post=(match["post"] or "").strip(" (),"), form="turn",
        )  # fmt: skip


def _testimonies(pages: tuple[Page, ...], words: Lexicon) -> list[_Label]:
    """The headings of testimonies: numbered, or who speaks with an age."""
    numbered, aged = _headings(words)
    found = []
    for page in pages:
        text = page.text.strip()
        if (
            len(text) > _LONGEST_HEADING
            or any(t.tag_ in _FINITE for t in page.tokens)
            or text.endswith(".")
        ):
            continue
        match = numbered.match(text) or aged.match(text)
        if match is None:
            continue
        who = match["who"].strip(" -–—:,") or match["word"]
        start = page.offset + page.text.index(who)
        found.append(
            _Label(
                page=page.index,
                start=start,
                end=start + len(who),
                body=page.offset + len(page.text),
                name=who,
                post="",
                form="testimony",
            )
        )
    numbered_ones = [label for label in found if numbered.match(pages[label.page].text.strip())]
    return found if numbered_ones or len(found) > 1 else []


def _headings(words: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The headings "Testimony 3 - man, 24" and "A fisherman, aged 24"."""
    word, ages = _any_of(words.layout["testimony"]), _any_of(words.layout["ages"])
    number = rf"(?:\d{{1,3}}|[A-Z]\b|{_any_of(words.layout['numbers'])})"
    of = _any_of(words.framing["owning"])
    numbered = re.compile(
        rf"^(?P<word>(?:{word})\s*(?:no\.?\s*)?#?{number}|(?:{word})\s+(?:{of}))\b"
        r"\s*[:.,(–—-]*\s*(?P<who>[^)]*)\)?$",
        re.IGNORECASE,
    )
    aged = re.compile(
        rf"^(?P<who>[^\d:]{{1,40}}?(?:,\s+(?:(?:{ages})\s+)?|\s+(?:{ages})\s+)"
        r"\d{1,2}(?![\d.])[^:]{0,60})$"
    )
    return numbered, aged


def _any_of(listed: Iterable[str]) -> str:
    return "|".join(sorted(listed, key=lambda w: (-len(w), w)))


def _voice(
    label: _Label, pages: tuple[Page, ...], labels: list[_Label], words: Lexicon
) -> Speaker | None:
    """Who the label names; None for who asks in the name of the page."""
    lowered = set(label.name.lower().split())
    if label.name == "Q" or lowered & words.layout["askers"]:
        return None
    if label.form == "testimony":
        first = label.name.split(",")[0].strip()
        first = first.title() if first.isupper() and "," in label.name else first
        named = first.istitle() and len(first) > len("M.") and _known_name(first, pages[label.page])
        return _speaker(label, first if named else label.name, "named" if named else "anonymous")
    if lowered & words.layout["clips"]:
        return _introduced(label, pages, words)
    if label.name == "A":
        who = _interviewed(pages, words)
        return _speaker(label, who or "interviewee", "named" if who else "anonymous")
    return _speaker(label, _full(label, pages, labels, words), _kind(lowered, words))


def _with_holder(label: _Label, words: Lexicon) -> _Label:
    """The label by the name of who holds the office: "The MINISTER OF PORTS (Hon. A. UZELAC):"."""
    holder = _HOLDER.fullmatch(label.post)
    office = set(label.name.lower().split()) & words.kinds["role"]
    return msgspec.structs.replace(label, name=holder["name"]) if holder and office else label


def _introduced(label: _Label, pages: tuple[Page, ...], words: Lexicon) -> Speaker:
    """Whose recording is played: named in the label, met in the turn before, or nobody by name."""
    first = label.post.split(",")[0].strip()
    if first and first.isupper():
        whole = (first.title() for page in pages if first.title() in page.text)
        named = len(first.split()) > 1
        name = next(whole, first.title() if named else first.lower())
        return _speaker(label, name, "named" if named else "anonymous")
    for page in reversed(pages[max(0, label.page - 1) : label.page]):
        for verb in reversed(page.tokens):
            if verb.lemma_.lower() not in words.grammar["hearing"]:
                continue
            with_ = (k for k in verb.rights if k.lower_ in words.layout["meeting"])
            met = next((o for k in with_ for o in k.children if o.dep_ == "pobj"), None)
            met = met or next((k for k in verb.rights if k.dep_ == "dobj"), None)
            if met is not None and is_human(met):
                known = figure(page, met, words)
                return _speaker(label, known.name, known.kind)
    return _speaker(label, label.name, "anonymous")


def _known_name(first: str, page: Page) -> bool:
    word = first.split(maxsplit=1)[0].casefold()
    return any(t.text.casefold() == word and t.pos_ in {"PROPN", "NOUN"} for t in page.tokens)


def _speaker(label: _Label, name: str, kind: AttributionKind) -> Speaker:
    return Speaker(kind=kind, name=name, start=label.start, end=label.end)


def _kind(lowered: set[str], words: Lexicon) -> AttributionKind:
    kinds: tuple[AttributionKind, ...] = ("anonymous", "office", "organisation", "outlet")
    return next((kind for kind in kinds if lowered & words.kinds[kind]), "named")


def _interviewed(pages: tuple[Page, ...], words: Lexicon) -> str | None:
    """Whom the head of the report names as interviewed, else the first person that it names."""
    talk, to = _any_of(words.layout["talks"]), _any_of(words.layout["talking_to"])
    interview = re.compile(rf"\b(?:{talk})\s+(?:{to})\s+(?P<name>{_TITLED})")
    for page in pages[:_TURNS]:
        match = interview.search(page.text)
        if match is not None:
            return match["name"].strip()
    people = (
        ent.text for page in pages[:_TURNS] for ent in page.doc.ents if ent.label_ == "PERSON"
    )
    return next(people, None)


def _full(label: _Label, pages: tuple[Page, ...], labels: list[_Label], words: Lexicon) -> str:
    """The fullest form of a speaker's name: in the text, in an earlier label, else as it stands."""
    last = _last(label.name)
    fuller = [o.name for o in labels if _last(o.name) == last]
    titles = words.names["titles"]
    name = max(fuller, key=lambda n: len([w for w in n.split() if w not in titles]))
    if not name.isupper():
        return name
    spelled = name.title()
    for page in pages:
        if spelled in page.text:
            return spelled
    return name


def _last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _content(
    label: _Label, after: _Label | None, pages: tuple[Page, ...], words: Lexicon
) -> Iterator[Span]:
    """The words of a label: to the next label, and the passages between two."""
    page = pages[label.page]
    end = page.offset + len(page.text.rstrip())
    if after is not None and after.page == label.page:
        end = after.start
    text = page.text[label.body - page.offset : end - page.offset].rstrip()
    if text.strip():
        yield (label.body, label.body + len(text))
    clip = _in_brackets(label, pages)
    if clip or (after is not None and after.page == label.page):
        return
    upto = after.page if after is not None else len(pages)
    for follows in pages[label.page + 1 : upto]:
        if not _goes_on(follows, label, words, last=after is None):
            return
        yield (follows.offset, follows.offset + len(follows.text.rstrip()))


def _goes_on(page: Page, label: _Label, words: Lexicon, *, last: bool) -> bool:
    """Whether a passage without a label carries on; after the last one only a witness's "I"."""
    if _BREAK.match(page.text) or page.kind != "paragraph":
        return False
    if not last:
        return True
    own = {t.lower_ for t in page.doc} & words.layout["first_person"]
    if (
        own <= words.layout["many"]
        and {t.lemma_.lower() for t in page.doc} & words.layout["closing"]
    ):
        return False  # the issuer's "we"
    issuer = any(
        t.lemma_.lower() in words.layout["demands"]
        and any(k.lower_ in words.pronouns["own"] for k in t.children)
        for t in page.tokens
    )
    return label.form == "testimony" and bool(own or page.quotations) and not issuer


def _candidate(
    page: Page, label: _Label, told: tuple[Speaker, tuple[Span, ...]], words: Lexicon
) -> Candidate:
    voice, content = told
    cue = _token(page, label.start)
    return Candidate(
        form=label.form,
        page=page,
        cue=cue,
        cue_tokens=(),
        classes=("mark",),
        source=((label.start, label.end),),
        how="own",
        content=content,
        content_form="host",
        voice=voice,
        lexicon=words,
    )


def _token(page: Page, offset: int) -> Token:
    span = page.doc.char_span(
        offset - page.offset, offset - page.offset + 1, alignment_mode="expand"
    )
    return span[0] if span is not None and len(span) else page.doc[0]
