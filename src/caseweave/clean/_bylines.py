"""Who wrote a report and who published it, from the lines around it.

Names are taken only from forms that name an author or an outlet; unknown stays None.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from caseweave.clean._features import lower_share, word_count
from caseweave.clean._lexicon import JOINED_WORD, NAME_WORD, lexicon, outlet_pattern
from caseweave.clean._pagedates import find_page_dates
from caseweave.gazetteer import gazetteer

_JOIN = re.compile(r"\s*(?:,|&|\band\b|\bAND\b)\s*")
_LOGO = re.compile(r"[.\s]*\blogo\b[.\s]*", re.IGNORECASE)
_MAIL = re.compile(r"\(?\s*\S+@\S+\s*\)?")
# The number of a paper, and in brackets what is said of it ("report 3 (final)").
_NUMBERED = re.compile(r"(?i),? (?:(?:no|nr)\.? |number |#)?\d+(?: ?/ ?[\w-]+)*(?: \([^()]+\))?$")
# What a self-naming in the report's own words must weigh before it is believed.
_MIN_SELF_NAMED = 2
_CREDIT_WEIGHT = 3
# A paper's name begins with a capital, an Arabic article before it apart; its words at most.
# An organisation's name has at most so many words, few of them small (of a foreign language).
_BODY_WORDS, _BODY_SMALL = 10, 0.2
_CAPITAL, _OUTLET_WORDS = re.compile(r"(?:[ae][lnrs]-)?[^\W\d_a-z]"), 7


@lru_cache(maxsize=4)
def _name(language: str) -> re.Pattern[str]:
    particles = lexicon(language).page["byline"]["particles"]
    return re.compile(rf"{NAME_WORD}(?: (?:(?:{particles}) )*{JOINED_WORD}){{1,4}}")


def names_in(words: str, language: str = "en") -> str | None:
    """The people named in a byline ("A, B and C"); None where it is no list of names."""
    page = lexicon(language).page["byline"]
    words = re.split(page["cut"], _MAIL.sub(" ", words), maxsplit=1, flags=re.IGNORECASE)[0]
    words = re.sub(rf"(?:\b(?:our|the|an?) )?\b{page['roles']}\b", " ", words, flags=re.IGNORECASE)
    names: list[str] = []
    for joined in _JOIN.split(words):
        part = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Prof)\.? ", "", joined.strip(" .|-–—()/:•·\"'"))
        match = _name(language).match(part)
        if names and (re.fullmatch(NAME_WORD, part) or gazetteer().lookup(part)):
            continue  # the place that one of several writes from
        if not match or part.startswith("The "):
            break
        first = match.group().rstrip(".")
        last = first.split()[-1].lower()
        if last in lexicon(language).page["outlet"]["beside"] or (
            names and last in page["not_names"]
        ):
            break
        rest = part[match.end() :].split()
        names.append(first)
        if rest and rest[0].lower().strip("(,|/") not in page["after"]:
            return None if len(names) == 1 and rest[0][:1].islower() else listed(names)
        if rest and rest[0].lower() not in page["places_after"]:
            break
    return listed(dict.fromkeys(_cased(n) for n in names)) or None


def listed(names: Iterable[str]) -> str:
    """The names as a page writes them: "A", "A and B", "A, B and C"."""
    *first, last = tuple(names) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def is_person_like(name: str, language: str = "en") -> bool:
    """True for a capitalised name of two words or more without words that no person bears."""
    page = lexicon(language).page["byline"]
    found = [w.lower().strip(".") for w in name.split()]
    strange = any(w in page["not_names"] for w in found)
    return len(found) >= 2 and not strange and not is_outlet_like(name, language)


def _cased(name: str) -> str:
    """A name set all in capitals, as usual."""
    return name.title() if name.isupper() and len(name) > 5 else name


def byline_names(line: str, language: str = "en") -> str | None:
    """The authors where `line` is a byline (`By A B and C D, Outlet`), else None."""
    page = lexicon(language).page["byline"]
    lead = rf"(?:{page['lead']}[:\s]+|{page['labels']}\s*:\s*|authors?\s+)"
    match = re.match(rf"^[•·*|(\s]*(?i:{lead})(?=[^\W\d_])", line)
    if not match or word_count(line) > 20:
        return None
    ours = re.match(rf"(?i:(?:our|the|an?) {page['roles']}\b)", line[match.end() :])
    if line[match.end()].islower() and not ours:
        return None
    head = find_page_dates(line)
    rest = line[match.end() : head[0].start] if head else line[match.end() :]
    dates = lexicon(language).page["dates"]
    rest = re.split(rf"\b(?:{dates['updated']}|{dates['published']})\b", rest, flags=re.IGNORECASE)[
        0
    ]
    names = names_in(rest, language)
    labelled = not re.match(rf"^[•·*|(\s]*(?i:{page['lead']})\b", line)
    if names and labelled and not all(is_person_like(n, language) for n in _JOIN.split(names)):
        return None
    return names


def credited_author(line: str, language: str = "en") -> str | None:
    """The author named in a foot line: `Write to A B at`, `Follow A B on`, `A B is a reporter`."""
    page = lexicon(language).page["byline"]
    for key in ("contact", "follow", "credit"):
        match = re.match(page[key], line.strip(" ()\t"), re.IGNORECASE)
        if match and not is_outlet_like(match["names"], language):
            return names_in(match["names"], language)
    match = re.match(page["about"], line.strip())
    if match and word_count(line) <= 40:
        return names_in(match["names"], language)
    return None


# Parts of a line beside its date, and their words.
_PARTS, _PART_WORDS = 3, 5
_BARS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")


def date_line(line: str, language: str = "en") -> tuple[str | None, str | None] | None:
    """(outlet, author) of a line that is a date with at most names beside it; None for others."""
    dates = find_page_dates(line, None, language)
    if not dates or len(line) > 200 or ";" in line:
        return None
    if len(dated_parts(line, language)) >= _PARTS:
        return _names_beside(line[: dates[0].start], line[dates[-1].end :], language)
    page = lexicon(language).page
    before, after = line[: dates[0].start], line[dates[-1].end :]
    labels = rf"\b(?:{page['dates']['published']}|{page['dates']['updated']})\b"
    left = " ".join(
        w.strip(".,:;|/•·()-–—@")
        for w in re.sub(labels, " ", f"{before} | {after}", flags=re.IGNORECASE).split()
    ).split()
    weekday = re.compile(rf"{page['dates']['weekdays']}", re.IGNORECASE)
    strange = [
        w
        for w in left
        if w.lower() not in page["dates"]["beside"]
        and not weekday.fullmatch(w)
        and not w[0].isupper()
        and not re.fullmatch(r"[\d:.]+(?:am|pm)?", w)
    ]
    credit = any(w.lower() in page["outlet"]["agencies"] for w in left) and "/" in after
    if strange or credit or len(left) > 16:
        return None
    return _names_beside(before, after, language)


def dated_parts(line: str, language: str = "en") -> tuple[str, ...]:
    """The parts of "Paper | Section | 3 May 2024", the date with them; empty for other lines.

    One part is a date and nothing else; the others are short, as no sentence is.
    """
    parts = tuple(p for p in _BARS.split(line.strip()) if p)
    bare = [
        p for p in parts if any(len(p) == d.end for d in find_page_dates(p, None, language)[:1])
    ]
    rest = [p for p in parts if p not in bare]
    if not bare or not rest or any(word_count(p) > _PART_WORDS for p in rest):
        return ()
    return parts


def _names_beside(before: str, after: str, language: str) -> tuple[str | None, str | None]:
    parts = re.split(r"[|•·]", f"{before} | {after}")
    labelled = next((n for p in parts if (n := byline_names(p.strip(), language))), None)
    author = labelled or names_in(re.sub(r"^\W*(?i:by)[:\s]+", "", after.lstrip(" /")), language)
    outlet = None
    if _LOGO.search(before):
        outlet = next((p.strip(" .|•·,") for p in _LOGO.split(before) if p.strip(" .|•·,")), None)
    else:
        found = re.match(r"^\W*(?i:by)\s+(.*)", before)
        parts = [p.strip(" .,:") for p in re.split(r"[|•·]| [-–—/] ", before) if p.strip(" .,:")]
        named = next((p for p in parts if is_publisher_like(p, language)), None)
        if found:
            author = author or names_in(found.group(1), language)
        elif named:
            outlet = named
    if author and is_outlet_like(author, language):
        outlet, author = outlet or author, None
    return outlet, author


def is_publisher_like(words: str, language: str = "en") -> bool:
    """True for the name of an outlet, or of an organisation that publishes by itself."""
    found = words.lower().split()
    bodies = lexicon(language).page["outlet"]["organisations"]
    joiners = lexicon(language).page["head"]["joiners"]
    bare = " ".join(w for w in words.split() if w not in joiners)
    small = lower_share(bare) if words.upper() != words else 0
    named = 2 <= len(found) <= _BODY_WORDS and words[:1].isupper() and small <= _BODY_SMALL
    branch = rf",? {lexicon(language).page['head']['branches']}"
    numbered = words[:1].isupper() and re.search(rf"(?i)\w{branch}$", words) is not None
    body = named and any(w in bodies for w in found)
    told = (body or numbered) and tells(words, language)
    return is_outlet_like(words, language) or ((body or numbered) and not told)


def tells(line: str, language: str = "en") -> bool:
    """Whether a line with capitals tells what happened, as headlines do and names do not.

    "Two Rivers Tribune" counts nobody.
    """
    head = lexicon(language).page["head"]
    counted = re.match(head["counts"], line, re.IGNORECASE) is not None
    paper = is_outlet_like(line.rsplit(maxsplit=1)[-1], language) if counted else False
    return re.search(head["tells"], line) is not None or (counted and not paper)


def is_outlet_like(words: str, language: str = "en") -> bool:
    """True for a capitalised name of at most six words with a word that outlets bear."""
    page = lexicon(language).page["outlet"]
    found = [w.lower().strip(".,") for w in re.split(r"[\s-]+", words)]
    if re.fullmatch(page["sites"], words):
        return True
    if not 1 <= len(found) <= _OUTLET_WORDS or not re.match(_CAPITAL, words):
        return False
    known = any(w in page["words"] or re.search(page["word_endings"], w) for w in found)
    return known or " ".join(found) in page["agencies"]


def outlet_from_lines(
    furniture: Sequence[str],
    body: Sequence[str],
    authors: str | None,
    head: Sequence[str] = (),
    language: str = "en",
) -> str | None:
    """The outlet that the page's furniture credits, else that the report names as itself.

    `head`: the furniture above the report, where an outlet's name may stand alone as a masthead.
    """
    page = lexicon(language).page["outlet"]
    votes: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    for templates, text, weight in (
        (page["credits"], "\n".join(furniture), _CREDIT_WEIGHT),
        (page["self_named"], "\n".join(body), 1),
    ):
        for template in templates:
            for match in outlet_pattern(template).finditer(text):
                name = _clean_outlet(match["x"], page, authors)
                if name and (weight > 1 or name in head or is_outlet_like(name, language)):
                    votes[name] += weight
                    kinds.setdefault(name, set()).add(template)
    for line in head:
        name = _clean_outlet(line, page, authors)
        if name and is_outlet_like(name, language) and lower_share(name) == 0 and "," not in name:
            votes[name] += _CREDIT_WEIGHT - 1
            kinds.setdefault(name, set()).update({"masthead", line})
    strong = [
        (n, v) for n, v in votes.items() if v >= _CREDIT_WEIGHT or len(kinds[n]) >= _MIN_SELF_NAMED
    ]
    if not strong:
        return None
    return min(strong, key=lambda nv: (-nv[1], nv[0]))[0]


def _clean_outlet(name: str, page: dict[str, Any], authors: str | None) -> str | None:
    name = re.sub(rf"(?i)^(?:{page['labels']})\s*:\s*", "", name)
    name = re.split(r"(?<=\w{3})\.\s", name)[0].strip(" .,")
    name = re.sub(r"[’']s$|\s*\([^()]*\)$|\s(?:19|20)\d\d$", "", name).strip(" .,")
    folded = re.sub(r"^the ", "", name.lower())
    nobody = {*page["platforms"], *page["aggregators"], *page["no_outlets"]}
    if folded in nobody or len(folded) < 2:
        return None
    if authors and folded in authors.lower():
        return None
    if re.match(r"(?i)all rights|rights reserved|photo|image", folded) or name.isdigit():
        return None
    return name.removeprefix("the ")


def is_genre(line: str, language: str = "en") -> bool:
    """Whether a line only names a kind of text ("Press release", "Statement 4 of 2023")."""
    genres = lexicon(language).page["outlet"]["genres"]
    bare = line.strip(" .:*")
    whole, numbered = bare, _NUMBERED.sub("", bare)
    return any(re.fullmatch(genres, w, re.IGNORECASE) for w in (whole, numbered))
