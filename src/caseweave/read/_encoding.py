"""Bytes to text: UTF-8 first, then what the bytes themselves declare, then a statistical guess.

Nothing is decoded with holes: text that cannot be decoded whole is None, and the input is refused.
"""

import codecs
import re

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Python knows these as encodings; no page is written in them, and some are slow or hide markup.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "utf_7"})
# Letters of Central Europe show as such signs when they are read as Western text.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¹²³¼½¾¢¥§¨¯´¸¶¦][^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]")
# Control characters that no text has; more than one in a thousand means a binary file.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, *, markup: bool = False, charset: str | None = None) -> str | None:
    """The text of `data`, or None where it is no text in any likely encoding.

    `charset` (what a server or a whole file says) is believed when the bytes are not UTF-8, then,
    with `markup`, one declared in the first 2,048 bytes (HTML, XML). Windows-1252 is preferred to
    its near neighbours, as browsers do (WHATWG Encoding).
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _whole(data, name)
    text = _whole(data, "utf-8")
    if text is not None:
        return text
    if data[:4096].count(0) > len(data[:4096]) // 4:
        return _utf16(data)
    declared = _DECLARED.search(data[:2048]) if markup else None
    for stated in (charset, declared.group(1).decode("ascii") if declared else None):
        text = _whole(data, _as_browsers(stated)) if stated else None
        if text is not None:
            return text
    return _guess(data)


def guess_charset(data: bytes) -> str | None:
    """The likeliest encoding of bytes that are not UTF-8, or None."""
    text = _whole(data, "cp1252")
    if text is not None and _mostly_ascii_letters(text):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - heavy

    best = from_bytes(data[:200_000]).best()
    return best.encoding if best is not None else None


def _as_browsers(name: str) -> str:
    low = name.strip().lower()
    if low.replace("-", "_") in _NO_CHARSETS:
        return "utf-8"
    return "cp1252" if low in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else low


def _whole(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    return len(_CONTROL.findall(text)) * 1000 <= len(text)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: the byte that is mostly zero is the high one."""
    low = sum(1 for b in data[0:2048:2] if b == 0)
    high = sum(1 for b in data[1:2048:2] if b == 0)
    return _whole(data, "utf-16-le" if high >= low else "utf-16-be")


def _guess(data: bytes) -> str | None:
    name = guess_charset(data)
    guessed = _whole(data, name) if name else None
    if guessed is not None and _LETTERS.search(guessed):
        return guessed
    text = _whole(data, "cp1252")
    return text if text is not None and _LETTERS.search(text) else None


def _mostly_ascii_letters(text: str) -> bool:
    """Western text: at most one letter in four is accented, and no sign stands inside a word."""
    letters = _LETTERS.findall(text)
    if not letters or _SIGN_IN_WORD.search(text):
        return False
    return sum(1 for c in letters if ord(c) > 127) * 4 <= len(letters)
