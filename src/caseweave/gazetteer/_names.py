"""How a place name is made comparable: one key for every spelling that differs only in dress.

Invariant: `key(key(x)) == key(x)`; a key holds lower-case letters, digits and single spaces only.
"""

import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose but that Latin-alphabet usage writes plainly.
_PLAIN = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
        "ı": "i", "ħ": "h", "ə": "a", "ŋ": "n", "ŧ": "t", "&": " and ",
    }
)  # fmt: skip
# Signs that stand inside a word (Xi'an, Ra’s, U.S., ʻAjmān) and vanish; all others part words.
_SILENT = frozenset("'’‘`´ʻʼʾʿ′.\u200b\u00ad")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The lookup key of a name: case, accents, hyphens, apostrophes, "St." and "the" levelled."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    # Signs such as U+212C become capital letters only here.
    folded = unicodedata.normalize("NFKD", folded.casefold())
    # U+0131 and friends may appear only after casefold; a second pass keeps the key idempotent.
    letters = []
    for char in folded.translate(_PLAIN):
        if unicodedata.combining(char) or char in _SILENT:
            continue
        letters.append(char if char.isalnum() else " ")
    words = "".join(letters).split()
    if len(words) > 1:
        words = [_SHORT.get(w, w) for w in words]
        if words[0] == "the":
            words = words[1:]
    return " ".join(words)
