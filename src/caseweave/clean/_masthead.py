"""The name at the top of a page: the first line above the title that is the name of somebody.

Sections, places, menus and calls to the reader stand there too and are nobody's name.
"""

import re
from collections.abc import Sequence

from caseweave.clean._bylines import (
    byline_names,
    date_line,
    dated_parts,
    is_genre,
    is_outlet_like,
    tells,
)
from caseweave.clean._features import crumbs, ends_sentence, lower_share, word_count
from caseweave.clean._furniture import is_furniture
from caseweave.clean._lexicon import Lexicon, lexicon
from caseweave.clean._lines import Unit
from caseweave.gazetteer import gazetteer

_MAX_WORDS = 6


def find_masthead(above: Sequence[Unit], language: str = "en") -> str | None:
    """The outlet's name among the units `above` the title, or None.

    Only the first line that is not furniture is looked at: what follows a name is a motto, a
    section or a date.
    """
    lex = lexicon(language)
    for unit in above:
        parts = crumbs(unit.text) or dated_parts(unit.text, language)
        line = re.sub(rf"(?i)^(?:{lex.page['outlet']['labels']})\s*:\s*", "", unit.text)
        line = next(iter(parts), line).strip(" .|•·")
        if is_genre(line, language) or is_genre(unit.text, language):
            continue
        if is_furniture(unit.text, lex) and line == unit.text.strip(" .|•·"):
            continue
        if line and _is_name(line, language, lex):
            return line
        if not date_line(unit.text, language):
            return None
    return None


def _is_name(line: str, language: str, lex: Lexicon) -> bool:
    count = word_count(line)
    if "|" in line or any(c.isdigit() for c in line) or ends_sentence(line) or tells(line):
        return False
    if not 1 <= count <= _MAX_WORDS:
        return False
    if not line[0].isupper() or lower_share(line) > 0 or byline_names(line, language):
        return False
    outlet = lex.page["outlet"]
    words = line.lower().split()
    sections = sum(w in outlet["sections"] or w in outlet["no_outlets"] for w in words)
    if line.lower() in outlet["topics"] or 2 * sections > len(words):
        return False
    return is_outlet_like(line, language) if count == 1 else not gazetteer().lookup(line)
