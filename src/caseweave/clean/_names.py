"""Which words are a name: a paper's, an organisation's, a person's; sections and places are none.

Told by form and by the words that names of their kind bear; nothing is looked up but places.
"""

import re
from itertools import pairwise

from caseweave.clean._bylines import (
    is_genre,
    is_outlet_like,
    is_person_like,
    is_publisher_like,
    tells,
)
from caseweave.clean._features import ends_sentence, words
from caseweave.clean._furniture import is_furniture
from caseweave.clean._lexicon import JOINED_WORD, NAME_WORD, lexicon
from caseweave.gazetteer import gazetteer

# The second of a pair of quotation marks at the end of a name.
_PAIRS = (('"', '"'), ("“", "”"), ("«", "»"))
_EDGES = ' \t.,:;|•·*"“”-–—_/'
# The wave length of a station, with its unit.
_WAVE = re.compile(
    r"(?i)\s+\d{2,4}(?:[.,]\d+)?\s*(?:[FA]M|MHz|kHz)$|(?<=\b[FA]M)\s+\d{2,4}[.,]\d+$"
)
# A slug of an agency ("VALEN-BORDER").
_SLUG = re.compile(r"[A-Z]{2,}(?:[-/][A-Z]{2,})+$")
_SEVERAL = re.compile(r"\s*(?:,|&|\band\b)\s*")
_NAME_WORDS, _LONG_NAME, _SMALL_SHARE, _PERSON_WORDS = 10, 14, 3, 5
# A person's only name has more letters.
_LONE = 2


def name_of(line: str, language: str = "en") -> str | None:
    """The name that `line` is, without the words that stand beside names; None for other lines."""
    if ends_sentence(line):
        return None
    name = _bare_name(line, language)
    lex = lexicon(language)
    kept = words(name)
    if re.fullmatch(lex.page["outlet"]["sites"], name):
        return name
    long = len(kept) > _NAME_WORDS and not is_publisher_like(" ".join(kept[:6]), language)
    if not 1 <= len(kept) <= _LONG_NAME or long or not is_capitalised(kept, language):
        return None
    if is_furniture(name, lex) or _is_no_name(name, kept, language):
        return None
    within = re.search(rf"\w {lex.page['head']['inside']} \w", name)
    edition = re.search(rf" in {lex.page['head']['languages']}$", name)
    if within and not edition and not is_publisher_like(name, language):
        return None
    several = re.split(r"\s*(?:&|,|\band\b)\s*", name)
    joined = len(several) > 1 and not is_outlet_like(name, language)
    # words of a name that an ampersand joins are places only where both are
    places = [bool(gazetteer().lookup(p)) for p in several]
    told = all(places) if "&" in name else any(places)
    return None if joined and told else name


def _bare_name(line: str, language: str) -> str:
    """`line` without a wave length, a year, an edition's word, an office, who speaks for it."""
    page = lexicon(language).page
    head = page["head"]
    quoted = re.match(rf"(?i:{head['described']}) [\"“«](?P<x>[^\"“”«»]+)", line)
    name = _WAVE.sub("", quoted["x"] if quoted else trimmed(line))
    name = re.sub(r" (?:19|20)\d\d$", "", name)
    name = re.sub(rf"(?i)^{head['in_court']}", "", name)
    board = re.match(rf"{head['board']} (?=[A-Z])", name)
    if board is not None and is_publisher_like(name[board.end() :], language):
        name = name[board.end() :]
    short, slash, _ = re.sub(rf" {head['office_of_paper']}$", "", name).partition("/")
    if (slash or short != name) and is_outlet_like(short, language):
        name = short
    kept = words(name)
    while len(kept) > 1 and kept[-1].islower() and kept[-1] in page["outlet"]["beside"]:
        name = name[: name.rindex(kept[-1])].rstrip()
        kept = kept[:-1]
    return name


def _is_no_name(name: str, kept: list[str], language: str) -> bool:
    """Whether capitalised words are a section, a place, a genre, a slug, a figure or a question."""
    page = lexicon(language).page
    nobody = {*page["outlet"]["sections"], *page["outlet"]["no_outlets"]}
    if name.lower() in page["outlet"]["topics"] or all(w.lower() in nobody for w in kept):
        return True
    if tells(name, language):
        return True
    counted = re.sub(rf"(?i),? {page['head']['branches']}$", "", name)
    figure = any(c.isdigit() for c in counted) and not is_outlet_like(name, language)
    begins = re.match(rf"{page['head']['no_beginning']} ", name)
    return bool(
        figure or begins or is_places(name) or is_genre(name, language) or _SLUG.match(name)
    )


def names_a_body(name: str, language: str = "en") -> bool:
    """Whether a paper's or an organisation's word rules the name: its last, or before "of".

    "Harbour Workers Union" and "Union of Harbour Workers" do, "Union Leader Resigns" does not.
    """
    return bool(ruling(name, language))


def ruling(name: str, language: str = "en") -> list[list[str]]:
    """The words of the kind of body that rule a name, each with the one before it too."""
    page = lexicon(language).page
    kept = [w.strip(",") for w in re.sub(r" \([^()]*\)", "", name).split()]
    joiners = {w for w in page["head"]["joiners"] if not re.fullmatch(page["head"]["inside"], w)}
    found: list[list[str]] = []
    for i, (word, behind) in enumerate(pairwise([*kept, "of"])):
        body = word.lower() in page["outlet"]["organisations"] or is_outlet_like(word, language)
        if body and behind.lower() in joiners:
            found += [[word], *([kept[i - 1 : i + 1]] if i else [])]
    branch = re.search(rf"(?i),? {page['head']['branches']}$", name)
    return [*found, branch.group().strip(", ").split()] if branch else found


def trimmed(piece: str) -> str:
    """The piece without the marks at its edges; a pair of quotation marks is not torn apart."""
    bare = piece.strip(_EDGES)
    for first, last in _PAIRS:
        torn = bare.count(first) + bare.count(last) if first != last else bare.count(first)
        if torn % 2 and first in bare[1:] and f"{bare}{last}" in piece:
            return f"{bare}{last}"
    return bare


def is_capitalised(kept: list[str], language: str) -> bool:
    """Whether the words are those of a name: capitals, with small joiners between."""
    joiners = lexicon(language).page["head"]["joiners"]
    first = kept[0][0].isupper() or re.match(r"(?:al|el|an|as|ar)-[^\W\d_a-z]", kept[0])
    small = [
        w for w in kept[1:] if w[0].islower() and not re.match(r"(?:al|el|d|l)[-’'][^\W\d_a-z]", w)
    ]
    bodies = lexicon(language).page["outlet"]["organisations"]
    return bool(first) and all(w in joiners or w in bodies or len(w) <= _SMALL_SHARE for w in small)


def is_known_place(name: str) -> bool:
    """Whether the gazetteer has the name; "The Ashby" is a paper unless the town is called so."""
    found = gazetteer().lookup(name)
    article = name.startswith("The ")
    return bool(found) and (not article or found[0].name.lower().startswith("the "))


def is_places(name: str) -> bool:
    """A place, or places side by side ("Brell/Valen")."""
    return is_known_place(name) or ("/" in name and all(c not in name for c in " &"))


def is_person(name: str, language: str = "en") -> bool:
    """Whether a person may bear the name, and no paper, organisation or crowd shows in it."""
    page = lexicon(language).page
    particles = re.compile(rf"(?:{page['byline']['particles']})$")
    if "/" in name or re.search(r"[^\W\d_][’']s |s[’'] ", name):
        return False
    several = _SEVERAL.split(name)
    whole = [_may_be_person(n, particles, language) for n in several]
    lone = (w or is_lone_name(n, language) for n, w in zip(several, whole, strict=True))
    return any(whole) and all(lone)


def is_lone_name(word: str, language: str = "en") -> bool:
    """Whether one word behind a byline's label may be the whole name of a person."""
    page = lexicon(language).page
    nobody = {*page["byline"]["not_names"], *page["byline"]["after"], *page["outlet"]["beside"]}
    if re.fullmatch(NAME_WORD, word) is None:
        return False
    low = word.lower().strip(".")
    other = low in page["outlet"]["platforms"] or low in page["outlet"]["agencies"]
    plain = len(word) > _LONE and not word.isupper() and low not in nobody and not other
    return plain and not is_outlet_like(word, language) and not is_places(word)


def _may_be_person(name: str, particles: re.Pattern[str], language: str) -> bool:
    """The same for one name: two to five words, small ones only as particles."""
    page = lexicon(language).page
    found = words(name)
    if not re.match(r"[^\W\d_a-z]", name) or len(found) > _PERSON_WORDS:
        return False
    if found[0].lower() in page["head"]["articles"][:1] or any(
        w[0].islower() and not particles.match(w) and not re.fullmatch(JOINED_WORD, w)
        for w in found
    ):
        return False
    crowd = re.search(page["outlet"]["many"], name)
    return is_person_like(name, language) and not is_publisher_like(name, language) and not crowd
