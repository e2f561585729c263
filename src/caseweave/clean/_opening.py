"""What is glued to the front of a report's first paragraph: a photo credit, a dateline.

Only the exact forms of news style are split off; a sentence that merely has a dash stays whole.
"""

import re
from functools import lru_cache

from caseweave.clean._lexicon import lexicon

_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+"
_CAPS_PLACE = rf"{_CAPS}(?:[ /]{_CAPS}){{0,4}}"
_MIXED = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*"
_MIXED_PLACE = rf"{_MIXED}(?: (?:of |de |la |el |al-)?{_MIXED}){{0,3}}"
_DASH = r"(?:\s*_\s+|\s*(?:—|–|--+|\u2015|•|·|(?<=\s)-(?=\s)|(?<=[)\d])\s*-(?=\s)|(?<=\))\s*-)\s*)"


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    months = lexicon(language).month_names
    month = rf"(?i:{months})\.?"
    date = rf"(?:\d{{1,2}} {month}(?: ['’]?\d{{2,4}})?|{month} \d{{1,2}}(?:, \d{{4}})?)"
    agency = r"\((?:[A-Z][\w'’.&\-]*(?:[ /][A-Z][\w'’.&\-]*){0,4}(?:\.com)?)\)"
    # Any credit in brackets or strokes: (Radio North - PNA), /PNA/
    credit = r"(?:\([A-Z][^()\[\]]{0,60}\)|/[A-Z][\w .&\-]{1,40}/)"
    dated = rf"\((?:[^()]{{0,60}}, )?{date}\)"
    region = rf"(?:, {_MIXED_PLACE}){{0,2}}"
    country = rf"(?: \({_MIXED_PLACE}\))?"
    full_date = rf"(?:\d{{1,2}} {month},? \d{{4}}|{month} \d{{1,2}}, \d{{4}})"
    tail = rf"(?:,? {date}| ?{agency}| {dated})"
    return (
        # SEOUL — ; KABUL, Afghanistan (Jan. 25, 2013) — ; SAN SALVADOR, 3 JAN 90 (ABC) --
        re.compile(rf"(?P<place>{_CAPS_PLACE}{region}){tail}{{0,2}}{_DASH}"),
        # Nairobi (Agency) - ; Geneva, 3 May 2020 –
        re.compile(rf"(?P<place>{_MIXED_PLACE}{region}){tail}{{1,2}}{_DASH}"),
        # (New York, May 3, 2016) –
        re.compile(rf"\((?P<place>{_MIXED_PLACE})(?:, {date})?\){_DASH}"),
        # NEW DELHI: ; not an acronym, which may be a speaker or a label.
        re.compile(rf"(?P<place>{_CAPS_PLACE}{region}){tail}?:\s+"),
        # KABUL, Afghanistan (Jan. 25, 2013), alone on its line
        re.compile(rf"(?P<place>{_CAPS_PLACE}{region}) {dated}\s*$"),
        # KINGSTON (Ostland), 3 JAN 90 (Radio North - PNA) -- ; BRELL, May 3, 2016 /PNA/ --
        re.compile(rf"(?P<place>{_CAPS_PLACE}{region}{country}),? {date} {credit}{_DASH}"),
        # Brell/Valen, 4 May 2016. ; only with a full date
        re.compile(rf"(?P<place>{_MIXED_PLACE}(?:/{_MIXED_PLACE})*{region}), {full_date}[.:]\s+"),
        # (Brell, 3 May 2016) The ; only with a full date
        re.compile(rf"\((?P<place>{_MIXED_PLACE}), {full_date}\)\s+(?=[\"“]?[A-Z])"),
    )


def dateline_end(line: str, language: str = "en") -> int:
    """How many characters of `line` are its dateline, the dash with it; 0 where it has none."""
    not_places = lexicon(language).page["dateline"]["not_places"]
    upper = not any(c.islower() for c in line)
    for number, pattern in enumerate(_patterns(language)):
        match = pattern.match(line)
        place = match["place"].lower().rstrip(".") if match else ""
        if not match or place in not_places or place.split(",")[0] in not_places:
            continue
        if _is_paper(match["place"], line[match.end() :], language):
            continue
        letters = sum(1 for c in match["place"] if c.isalpha())
        bare = number in {0, 3} and not any(c.isdigit() or c == "(" for c in match.group())
        if bare and upper and not _wire_dash(match.group()):
            continue
        if (number == 3 and letters <= 4) or line[match.end() : match.end() + 1].islower():
            continue
        return match.end()
    return 0


def _is_paper(name: str, rest: str, language: str) -> bool:
    """Whether a dash parts a name from which of its papers this is, or a station from its show."""
    page = lexicon(language).page
    bare = re.sub(r"\s*\([^()]*\)", "", rest).strip()
    paper = rf"{page['head']['papers']}|{page['head']['editions']}"
    station = name.split(maxsplit=1)[0].lower() in page["dateline"]["stations"]
    return station or re.fullmatch(paper, bare, re.IGNORECASE) is not None


def _wire_dash(head: str) -> bool:
    """In a text all in capitals only a double dash after one or two words tells a dateline."""
    return head.rstrip().endswith(("--", "—")) and len(head.split()) <= 3


def dateline_words(head: str) -> str:
    """The dateline without its dash."""
    words = head.rstrip(" \t—–-―_•·:").strip()
    return words[1:-1] if words.startswith("(") and words.endswith(")") else words


@lru_cache(maxsize=4)
def _credit(language: str) -> re.Pattern[str]:
    agency = lexicon(language).page["dateline"]["credit_agencies"]
    name = r"[^\s/.!?]+"
    return re.compile(
        rf"(?:©|(?i:photo(?:graph)?s? (?:by|courtesy(?: of)?)))\s*(?:{name} ){{0,5}}{name}"
        rf"(?:\s?/\s?|\s(?:via|for)\s)[A-Z][\w.]*(?:[ /]{agency})*"
    )


def credit_end(line: str, language: str = "en") -> int:
    """How many characters of `line` are a photo credit glued before the report; 0 for none.

    A credit is `© NAME/AGENCY Photo`, or any credit sign that runs up to a dateline.
    """
    match = _credit(language).match(line)
    if not match and not line.startswith("©"):
        return 0
    agencies = lexicon(language).page["outlet"]["agencies"]
    for start in re.finditer(r"\s(?=[A-ZÀ-Þ]{3,})", line[:120]):
        head = line[start.end() :]
        if head.split()[0].lower() not in agencies and dateline_end(head, language):
            return start.end()
    if match and line[match.end() :].strip():
        return match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    return 0
