"""Which lines are furniture of the page and which are the report.

A line is furniture by a phrase of the lexicon, by its form (breadcrumb, bar, bare address, leaked
markup), by being repeated, or by standing short and open outside the report's body. Running
sentences are furniture only where they speak to the reader of the page.
"""

import re
from collections import Counter
from collections.abc import Sequence

from caseweave.clean._addressed import is_menu, speaks_to_reader
from caseweave.clean._bylines import byline_names, date_line, is_person_like
from caseweave.clean._features import (
    ends_open,
    ends_sentence,
    folded,
    is_address,
    is_breadcrumb,
    is_latin,
    is_prose,
    letters_foreign_to,
    link_share,
    lower_share,
    word_count,
)
from caseweave.clean._headnames import head_byline
from caseweave.clean._lexicon import Lexicon, lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._opening import credit_end, dateline_end
from caseweave.model import PassageKind

# Lengths in words. A label of a section or a name has at most three; a headline of another story
# in the foot of a page at most fifteen.
_LABEL = 3
_HEADLINE = 15
_REPEATED = 10
# The head of the page may hold a standfirst or two before the line with the date.
_HEAD_PARAGRAPHS = 3
# Readers' comments begin where at least this share of the page's words stands above.
_ABOVE_COMMENTS = 0.6
_LINE_CAP = 600
# All of the line between one pair of quotation marks; an attribution outside makes it a paragraph.
_COPYRIGHT = re.compile(r"\(?(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:19|20)\d\d", re.IGNORECASE)
_OPENS_QUOTE = re.compile(r"^\s*[\"“«]")
_BAR = re.compile(r"\s+[|•·]\s+")
_LETTER = re.compile(r"[^\W\d_]")
# A mail address or a telephone number with its country's code.
_CONTACT = re.compile(r"\S@\w+\.\w|\+\d{1,3}[ -]?\(?\d")
# A line of a list of figures (`Injured: 3`).
_TALLY = re.compile(r"\w: ?\d+\b|\b\d+ [^\W\d_]{3,}")
_QUOTED = re.compile(r"^(?:\"[^\"]{15,}\"|“[^“”]{15,}”|«[^«»]{15,}»|‘[^‘]{15,}’|'[^\"]{15,}')\.?$")


def is_furniture(line: str, lex: Lexicon) -> bool:
    """True for a line that is furniture wherever it stands."""
    bare = line.strip(" \t()[]*•·|–—-")[:_LINE_CAP]
    if not bare or not any(c.isalnum() for c in bare):
        return True
    cue = line.strip()[:1] in "[(" and lex.cues.fullmatch(bare)
    if cue or (len(bare) <= 200 and lex.whole.fullmatch(bare)):
        return True
    leaked = any(c in line for c in "[{<=(")
    if is_address(line) or not _LETTER.search(lex.markup.sub(" ", line) if leaked else line):
        return not bare.isdigit() or len(bare) < 3
    if _OPENS_QUOTE.match(line):
        return False
    if is_menu(bare) or speaks_to_reader(bare) or _is_bar(bare, lex):
        return True
    count = word_count(line)
    if count <= lex.max_reader_words and lex.reader.match(bare):
        return True
    if count <= lex.max_words and lex.anywhere.search(bare):
        return True
    prose = is_prose(line) and ends_sentence(line)
    return count <= lex.max_words and not prose and bool(lex.start.match(bare))


def _is_bar(line: str, lex: Lexicon) -> bool:
    """True for links side by side, half of them or more furniture: `Share | Print | Valen`."""
    parts = [p for p in _BAR.split(line) if p]
    if len(parts) < 2 or ends_sentence(line):
        return False
    return 2 * sum(is_furniture(p, lex) for p in parts) >= len(parts)


def label(units: Sequence[Unit], title: int | None, language: str = "en") -> list[PassageKind]:
    """A kind for each unit; `title` is the index of the title's unit, if it is among them."""
    return _Labelling(units, title, language).kinds()


class _Labelling:
    """One page: what is known of all its lines before each is judged."""

    def __init__(self, units: Sequence[Unit], title: int | None, language: str) -> None:
        self.units = units
        self.title = title
        self.language = language
        self.lex = lexicon(language)
        self.capitals = not any(c.islower() for u in units for c in u.text)
        self.latin = is_latin("\n".join(u.text for u in units))
        self.strong = [u.hint == "furniture" or is_furniture(u.text, self.lex) for u in units]
        self.seen = Counter(folded(u.text) for u in units)
        self.comments = self._comments_from()
        above = list(enumerate(units[: self.comments]))
        body = [
            i
            for i, u in above
            if not self.strong[i] and i != title and is_prose(u.text) and not self._credit(u)
        ]
        if not body:
            body = [
                i for i, u in enumerate(units)
                if not self.strong[i] and i != title and word_count(u.text) > _LABEL
            ]  # fmt: skip
        self.body = body
        self.first = body[0] if body else len(units)
        self.last = body[-1] if body else -1
        self.head_end = body[min(_HEAD_PARAGRAPHS, len(body)) - 1] if body else len(units)

    def kinds(self) -> list[PassageKind]:
        found: list[PassageKind] = []
        for i, unit in enumerate(self.units):
            if i == self.title:
                found.append("title")
            elif i >= self.comments or self._continues(i, found):
                found.append("boilerplate")
            else:
                found.append(self._kind(i, unit))
        return found

    def _kind(self, i: int, unit: Unit) -> PassageKind:
        line = unit.text
        special = self._byline_or_caption(i, unit)
        if special:
            return special
        if self.strong[i]:
            return "boilerplate"
        if unit.hint in {"quotation", "paragraph", "heading"} and self.first <= i <= self.last:
            return "quotation" if unit.hint == "quotation" else "paragraph"
        if self._is_loose(i, line) or self._is_parted(i):
            return "boilerplate"
        return "quotation" if _QUOTED.match(line) else "paragraph"

    def _byline_or_caption(self, i: int, unit: Unit) -> PassageKind | None:
        line = unit.text
        if unit.hint == "caption":
            return "caption"
        outside = i < self.first or i > self.last or i <= self.head_end
        if not is_prose(line) or word_count(line) <= 12:
            if byline_names(line, self.language) and (outside or word_count(line) <= 8):
                return "byline"
            named = date_line(line, self.language) if outside else None
            if named is not None and not dateline_end(line, self.language):
                return "byline" if named[1] else "boilerplate"
        if i >= self.last and self._about_author(line):
            return "boilerplate"
        under_title = i < self.first and (self.title is None or i > self.title)
        if under_title and head_byline(line, self._told(), self.language):
            return "byline"
        if dateline_end(line, self.language) == len(line) and i <= self.first:
            return "dateline"
        return "caption" if self._credit(unit) else None

    def _about_author(self, line: str) -> bool:
        """True for a last line about somebody whom the page's head names: its author."""
        about = re.match(self.lex.page["byline"]["about_foot"], line)
        head = (u.text for u in self.units[: self.first])
        person = about is not None and is_person_like(about["names"], self.language)
        return about is not None and person and any(about["names"] in t for t in head)

    def _told(self) -> str:
        """The report's running text."""
        return "\n".join(self.units[i].text for i in self.body)

    def _credit(self, unit: Unit) -> bool:
        """True for a picture's credit or caption line."""
        caption = self.lex.page["caption"]
        line = unit.text
        if word_count(line) > caption["max_words"] or _COPYRIGHT.match(line):
            return False
        if not re.match(caption["start"], line, re.IGNORECASE):
            return False
        if credit_end(line, self.language):
            return False
        return not (is_prose(line) and lower_share(line) > 0.5)

    def _is_parted(self, i: int) -> bool:
        """True for short pieces side by side above or below the report, without figures."""
        unit = self.units[i]
        outside = bool(self.body) and not self.first <= i <= self.last
        return unit.parted and outside and not any(c.isdigit() for c in unit.text)

    def _is_loose(self, i: int, line: str) -> bool:
        """True for a short open line that its form, repetition or place betrays."""
        count = word_count(line)
        if is_breadcrumb(line) or (count <= _HEADLINE and letters_foreign_to(line, self.latin)):
            return True
        if self.seen[folded(line)] > 1 and count <= _REPEATED and lower_share(line) < 0.5:
            return True
        if count <= 12 and not ends_sentence(line) and link_share(line, self.lex.link_words) > 0.6:
            return True
        if not self.body or self.first <= i <= self.last:
            return False
        if i < self.first:
            return count <= _LABEL and ends_open(line) and not _TALLY.search(line)
        return self._loose_in_foot(i, line)

    def _loose_in_foot(self, i: int, line: str) -> bool:
        """True for addresses, names and headlines below the report's last sentence."""
        if _CONTACT.search(line) and not is_prose(line):
            return True
        if self.capitals or _TALLY.search(line):
            return False
        count, small = word_count(line), lower_share(line)
        if ends_sentence(line):
            return count <= 6 and small == 0 and not _QUOTED.match(line)
        foot = any(self.strong[self.last + 1 : i])
        return count <= _LABEL or (count <= _HEADLINE and (small < 0.35 or foot))

    def _continues(self, i: int, found: list[PassageKind]) -> bool:
        """True for the second line of a furniture phrase that was broken in two."""
        if i == 0 or not self.strong[i - 1] or found[-1] != "boilerplate" or self.units[i].gap:
            return False
        line = self.units[i].text
        return (
            line[:1].islower()
            and word_count(line) <= _HEADLINE
            and ends_open(self.units[i - 1].text)
        )

    def _comments_from(self) -> int:
        """The index from which all is readers' comments; past the end where there are none."""
        counts = [word_count(u.text) for u in self.units]
        total = sum(counts)
        above = 0
        for i, unit in enumerate(self.units):
            head = unit.text.strip(" :|•·-")
            below = i > 0 and above >= _ABOVE_COMMENTS * total > 0
            if below and len(head) <= 200 and self.lex.tail.fullmatch(head):
                return i
            above += counts[i]
        return len(self.units)
