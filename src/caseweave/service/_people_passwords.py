"""Passwords: which are refused, and how the others are kept (argon2id, RFC 9106).

Invariant: checking takes the same work whether or not there is such a person, and never more than
a few at a time, as each check takes tens of megabytes on purpose.
"""

import re
import threading
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from caseweave.model import CaseweaveError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_AT_ONCE = threading.BoundedSemaphore(2)
# What people put before and behind a word, and the letters they swap in it.
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SWAPS = str.maketrans("013457@$!", "oieastasi")


class _Rules(msgspec.Struct, frozen=True):
    shortest: int
    longest: int
    stems: tuple[str, ...]
    rows: tuple[str, ...]


class PasswordError(CaseweaveError):
    """The password is refused; the text says why and what would do."""


def encoded(password: str, name: str) -> str:
    """The argon2id hash of a new password, with its parameters. Raises PasswordError."""
    fault = fault_of(password, name)
    if fault is not None:
        raise PasswordError(fault)
    with _AT_ONCE:
        return _hasher().hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; `kept` None does the same work for nobody."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    if len(password) > _rules().longest:
        password = ""
    with _AT_ONCE:
        try:
            hasher = _hasher()
            found = hasher.verify(_nobody(hasher) if kept is None else kept, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return found and kept is not None


def outdated(kept: str) -> bool:
    """Whether a hash was made with parameters other than those of today."""
    return _hasher().check_needs_rehash(kept)


def again(password: str) -> str:
    """The hash of a password that was just found right, with the parameters of today."""
    with _AT_ONCE:
        return _hasher().hash(_bytes(password))


def fault_of(password: str, name: str) -> str | None:
    """Why a password is refused, in a sentence with its mend; None where it is not."""
    rules = _rules()
    plain = _normal(password)
    if len(plain) < rules.shortest:
        return (
            f"The password is too short: it needs {rules.shortest} characters or more. "
            "Four or five words that do not belong together are easy to keep in mind."
        )
    if len(password) > rules.longest:
        return f"The password is too long: {rules.longest} characters at most."
    if len(set(plain)) < 4:
        return "The password is made of too few different characters. Choose another."
    low = plain.casefold()
    if _is_made_of(low, (_letters(name.casefold()),)):
        return "The password is made of the name. Choose another."
    if _is_made_of(low, rules.stems) or _walks("".join(c for c in low if c.isalnum()), rules.rows):
        return "The password is one of those that are tried first. Choose another."
    return None


def _is_made_of(low: str, stems: tuple[str, ...]) -> bool:
    """Whether nothing but digits, punctuation and usual swaps tell a password from a stem."""
    core = _AROUND.sub("", low)
    found = {_letters(low), _letters(core.translate(_SWAPS))}
    return any(c and len(s) > 2 and c.replace(s, "") == "" for c in found for s in stems)


def _letters(words: str) -> str:
    return "".join(c for c in words if c.isalpha())


def _walks(bare: str, rows: tuple[str, ...]) -> bool:
    """Whether the whole password runs along rows of keys, in pieces of four or more."""
    ways = [way for row in rows for way in (row, row[::-1])]
    left = bare
    while left:
        fits = [n for n in range(4, len(left) + 1) if any(left[:n] in way for way in ways)]
        if not fits:
            return False
        left = left[max(fits) :]
    return bool(bare)


def _normal(password: str) -> str:
    # The same characters, however the keyboard composed them (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    text = (files("caseweave.service") / "passwords.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Rules)


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    # Loaded here, as only who logs in needs it.
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody(hasher: "PasswordHasher") -> str:
    return hasher.hash("nobody has this password")
