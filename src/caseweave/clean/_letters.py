"""Who speaks in a letter or a statement whose head does not say it: its signature, its first words.

Only what stands behind a closing formula signs; only a verb of statements makes its subject the
publisher's name.
"""

import re
from collections.abc import Sequence

from caseweave.clean._bylines import is_person_like, is_publisher_like
from caseweave.clean._features import ends_sentence, is_prose, word_count, words
from caseweave.clean._lexicon import NAME_WORD, lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._names import is_person, name_of
from caseweave.clean._opening import dateline_end

# A signature stands among so many lines of the foot, within so many after the closing formula.
_FOOT, _SIGNED = 12, 3
# A signature without a formula that is known stands in the last lines; a formula has few words.
_LAST, _FORMULA = 8, 6
_LINE_WORDS = 10
# What stands around a name that signs; a bishop puts a cross before it.
_MARKS = " .,-–—+✠†"
# A release names who makes it in its first paragraphs, and again.
_FIRST, _AGAIN = 2, 2
_INITIAL = re.compile(r" [^\W\d_a-z]\.$")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\. ?)+(?P<last>[^\W\d_a-z][\w’'-]+)$")


def signature(units: Sequence[Unit], language: str = "en") -> str | None:
    """The person who signs; initials are spelt out where the page's head has the whole name."""
    head = lexicon(language).page["head"]
    start = max(0, len(units) - _FOOT)
    for i in range(start, len(units)):
        if re.match(rf"(?i)(?:{head['closing']})\b", units[i].text) is None:
            continue
        for unit in units[i : i + _SIGNED + 1]:
            line = re.sub(rf"(?i)^(?:{head['closing']})[,\s]*", "", unit.text)
            bare = untitled(line.split(",")[0].strip(_MARKS), language)
            spelt = _INITIALS.match(bare)
            if spelt is not None:
                return _spelt(bare, spelt["last"], units) or bare
            if (
                word_count(line) <= _LINE_WORDS
                and is_person_like(bare)
                and is_person(bare, language)
            ):
                return bare
    return _signed_below(units, language)


def _signed_below(units: Sequence[Unit], language: str) -> str | None:
    """A name of the last lines beside that by which it signs: its office, "Issued by", for whom.

    A formula is told by its form: a short line that a comma ends. A contact signs nothing.
    """
    head = lexicon(language).page["head"]
    last = list(range(max(0, len(units) - _LAST), len(units)))
    for i in last:
        line = units[i].text
        name = _signer(line, language)
        above, below = units[i - 1].text if i else "", units[i + 1].text if i < last[-1] else ""
        if name is None or _is_contact(above, language) or _is_contact(below, language):
            continue
        ends = not any(is_prose(units[j].text) for j in last if j >= i)
        behalf = re.match(rf"(?i){head['on_behalf']} ", below) is not None and not is_prose(below)
        office = behalf or _is_office(below, language)
        if ends and (office or _in_office(line, name, language)):
            return name
        if is_prose(above) and not above.endswith(","):
            continue
        formula = above.endswith(",") and word_count(above) <= _FORMULA
        label = re.fullmatch(head["signs"], above, re.IGNORECASE)
        if formula or label or office or _is_office(above, language):
            return name
    return None


def _is_contact(line: str, language: str) -> bool:
    """Whether a line beside a name says that it is to be rung up or written to."""
    words_ = lexicon(language).page["head"]["no_signing"]
    told = is_prose(line) or _is_office(line, language)
    return not told and re.search(rf"(?i)\b(?:{words_})", line) is not None


def _is_office(line: str, language: str) -> bool:
    """Whether a short line says what office somebody holds."""
    roles = lexicon(language).page["head"]["signing_roles"]
    return word_count(line) <= _LINE_WORDS and bool(re.fullmatch(roles, line, re.IGNORECASE))


def _in_office(line: str, name: str, language: str) -> bool:
    """Whether a line gives its person's office or for whom they sign: "A B, for the Board".

    A rank before the name is an office too.
    """
    head = lexicon(language).page["head"]
    before, _, behind = line.partition(name)
    behind = behind.strip(_MARKS)
    behalf = re.match(rf"(?i){head['on_behalf']} ", before or behind)
    rank = re.fullmatch(rf"(?i){head['ranks']}", before.strip(_MARKS) + " ")
    return behalf is not None or _is_office(behind, language) or (rank is not None and not behind)


def _signer(line: str, language: str) -> str | None:
    """The person whom a line of a signature names first, without title, brackets and for whom."""
    head = lexicon(language).page["head"]
    if word_count(line) > _LINE_WORDS or ends_sentence(_INITIAL.sub("", line)):
        return None
    bare = re.sub(rf"(?i)^{head['on_behalf']} [^:]*: ", "", re.sub(r"\s*\([^()]*\)", "", line))
    if ":" in bare:
        return None
    bare = untitled(re.split(r",\s", bare.strip(_MARKS))[0].strip(_MARKS), language)
    return bare if is_person_like(bare) and is_person(bare, language) else None


def untitled(name: str, language: str = "en") -> str:
    """A person's name without titles and ranks, where a whole name is left."""
    head = lexicon(language).page["head"]
    bare = re.sub(rf"(?i)^(?:{head['titles']}|{head['ranks']})+", "", name)
    return bare if is_person_like(bare, language) else name


def presenter(units: Sequence[Unit], language: str = "en") -> str | None:
    """Who reads a broadcast: by a greeting, or named beside the label of who asks."""
    head = lexicon(language).page["head"]
    name = rf"(?P<x>{NAME_WORD}(?: {NAME_WORD}){{1,3}})"
    labelled = re.compile(rf"{head['presenters']} \({name}\)\s?:")
    greeted = re.compile(rf"(?i:{head['greets']}) {name}")
    for unit in units[:_LAST]:
        match = labelled.match(unit.text) or greeted.match(unit.text)
        named = match["x"].rstrip(".") if match is not None else ""
        if named and is_person_like(named) and is_person(named, language):
            return named
    return None


def _spelt(short: str, last: str, units: Sequence[Unit]) -> str | None:
    """The whole name behind initials, where a line of the page has one that fits."""
    first = re.escape(short[0])
    form = rf"\b{first}[^\W\d_]+(?: {NAME_WORD})? {re.escape(last)}\b"
    return next((m.group() for u in units if (m := re.search(form, u.text))), None)


def speaker_of(units: Sequence[Unit], language: str = "en") -> str | None:
    """The organisation whose statement begins "NAME calls on", "NAME is alarmed"."""
    head = lexicon(language).page["head"]
    begins = head["begins"]
    name = rf"(?:[Tt]he )?(?P<x>{NAME_WORD}(?: (?:(?:of|for|the|and|de|des|&) )*{NAME_WORD})*)"
    for unit in units[:_FIRST]:
        line = unit.text[dateline_end(unit.text, language) :]
        match = re.match(rf"{name}(?: \([^()]*\))?,? (?i:{begins})\b", line)
        if match is not None:
            found = name_of(match["x"], language)
            known = found is not None and (
                is_publisher_like(found, language) or len(words(found)) > 1
            )
            return found if known and not is_person(found or "", language) else None
    return _releases(units, rf"{name} (?i:{head['said_today']})", language)


def _releases(units: Sequence[Unit], form: str, language: str) -> str | None:
    """The organisation of "NAME said today" in the first lines, which names itself again below."""
    told = " ".join(u.text for u in units)
    for match in re.finditer(form, " ".join(u.text for u in units[:_FIRST])):
        found = name_of(match["x"], language)
        again = found is not None and told.count(found) >= _AGAIN
        if again and not is_person(found or "", language):
            return found
    return None
