"""One key for one body, person or outlet, whatever form a report gives it.

Invariant: keys are made of lower-case words only, so that two forms of one name meet; which words
mean an office, a government or a spokesman is data (`lang/en/reconcile.toml`).
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from caseweave.gazetteer import gazetteer
from caseweave.lang import profile
from caseweave.reconcile.settings import words

_WORD = re.compile(r"[^\W_]+(?:[.\-&'][^\W_]+)*\.?")
_GROUPS = 3
_ROLE = 5  # letters of a word that tells what somebody is
_BESIDE = 40


class Body(NamedTuple):
    """An office or organisation: ISO country code where the name tells one, and its own words."""

    country: str | None
    words: tuple[str, ...]


@lru_cache(maxsize=8192)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name: accents, case, possessives, articles and dots levelled."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    found = [w.removesuffix("'s").replace(".", "") for w in _WORD.findall(plain)]
    found = [w.rstrip("'") for w in found]
    articles = set(words("speakers")["articles"])
    while len(found) > 1 and found[0] in articles:
        found = found[1:]
    return tuple(w for w in found if w)


@lru_cache(maxsize=1)
def _country_words() -> dict[tuple[str, ...], str]:
    """Demonyms, names and capitals of countries, as words, to ISO codes."""
    table = profile("en", "people")["demonyms"]
    found: dict[tuple[str, ...], str] = {}
    for country in gazetteer().countries():
        for name in (country.capital, *reversed(country.names), country.name):
            key = tokens(name) if name else ()
            if key and (len(key) > 1 or len(key[0]) > 2):
                found[key] = country.code
    for code, forms in table.items():
        if len(code) == 2:
            for form in forms:
                found[tokens(form)] = code
                found[tokens(f"{form}s")] = code
    found |= {(short,): code for short, code in words("speakers")["short_countries"].items()}
    return found


@lru_cache(maxsize=8192)
def country_in(name: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The country that the words name, demonym or capital included, and the words without it."""
    known = _country_words()
    for size in range(min(_GROUPS, len(name)), 0, -1):
        for at in range(len(name) - size + 1):
            code = known.get(name[at : at + size])
            if code:
                before = name[: at - 1] if at and name[at - 1] in _links() else name[:at]
                rest = before + name[at + size :]
                return code, tuple(w for i, w in enumerate(rest) if i or w not in _links())
    return None, name


def _links() -> set[str]:
    return set(words("speakers")["links"])


@lru_cache(maxsize=8192)
def body(name: str) -> Body:
    """An office, organisation or government by country and words.

    "Peru's Interior Ministry", "the Ministry of the Interior in Lima" and "a spokesman for the
    Peruvian Interior Ministry" are one; "Lima officials" are the government.
    """
    speak = words("speakers")
    found = _office_of_spokesman(tokens(name))
    country, rest = country_in(found)
    kept = [w for w in rest if w not in speak["members"]]
    if country and all(w in speak["government"] or w in speak["fillers"] for w in rest):
        return Body(country, ("government",))
    kept = _ministry(kept) or list(rest)
    if " ".join(kept[-2:]) in speak["tails"]:
        kept = kept[:-1]
    if kept[-1:] and kept[-1] in speak["generic"] and name[1:] == name[1:].lower():
        kept[-1] = "group"
    while len(kept) > 1 and (kept[0] in speak["links"] or kept[0] in speak["articles"]):
        kept = kept[1:]
    return Body(country, tuple(kept))


def _office_of_spokesman(name: tuple[str, ...]) -> tuple[str, ...]:
    speak = words("speakers")
    at = next((i for i, w in enumerate(name) if w in speak["spokes"]), None)
    if at is None:
        return name
    after = name[at + 1 :]
    if after and after[0] in speak["links"]:
        return tokens(" ".join(after[1:]))
    later = next((i for i, w in enumerate(after) if w in speak["links"]), None)
    if at == 0 and later is not None:
        return tokens(" ".join(after[later + 1 :]))
    return name[:at] or name


def _ministry(name: list[str]) -> list[str]:
    """Read "Ministry of Foreign Affairs" as "foreign ministry"."""
    speak = words("speakers")
    if len(name) > 2 and name[0] in speak["ministries"] and name[1] in {"of", "for"}:
        subject = [w for w in name[2:] if w not in speak["affairs"] and w != "the"]
        return [*subject, name[0]]
    return name


def is_spokesman(name: str) -> bool:
    """Whether the words name somebody as the mouth of an office."""
    return any(w in words("speakers")["spokes"] for w in tokens(name))


@lru_cache(maxsize=4096)
def person(name: str) -> tuple[str, ...]:
    """A person's name without titles and what follows a comma ("Ms Moor, head of Y")."""
    titles = {
        t.rstrip(".").casefold() for t in profile("en", "reporting_speakers")["names"]["titles"]
    }
    found = [w for w in tokens(name.split(",", maxsplit=1)[0]) if w not in titles]
    return tuple(found) or tokens(name)


def role(name: str) -> str | None:
    """The word for what an unnamed speaker is: "lawyer" of "a lawyer for the families"."""
    stops = {*_links(), "in", "on", "at", "from", "with", "who"}
    found = tokens(name)
    end = next((i for i, w in enumerate(found) if w in stops), len(found))
    return found[end - 1].removesuffix("s") if end and len(found[end - 1]) >= _ROLE else None


def introduced_as(name: str, what: str, text: str) -> bool:
    """Whether a text sets a word for what somebody is beside the name, in the same clause."""
    before = re.escape(name)
    beside = rf"(?:[^\w,.;:!?\n]|,)(?:[^,.;:!?\n]{{0,{_BESIDE}}})"
    told = rf"\b{re.escape(what)}s?{beside}?{before}\b|\b{before}{beside}?\b{re.escape(what)}\b"
    return re.search(told, text, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def outlet(name: str) -> tuple[str, ...]:
    """An outlet's name: without article, "report", "newspaper", web domain."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?([\w-]+)\.(?:com|org|net|co|info)\b.*$", r"\1", name)
    found = list(tokens(bare))
    tails = {tuple(t.split(" ")) for t in words("outlets")["tails"]}
    cut = True
    while cut:
        cut = False
        for tail in sorted(tails, key=len, reverse=True):
            if len(found) > len(tail) and tuple(found[-len(tail) :]) == tail:
                found, cut = found[: -len(tail)], True
    return tuple(found)


def stands_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one word is the initials of the other's words ("ncp", "otw")."""
    if len(short) != 1 or len(full) < 2 or len(short[0]) < 2:
        return False
    initials = "".join(w[0] for w in full)
    strong = "".join(w[0] for w in full if w not in _links() and w != "and")
    return short[0] in {initials, strong}


def display(name: str) -> str:
    """The name as a reader expects it: no leading article, no trailing mark or possessive."""
    bare = re.sub(r"^(?:the|a|an)\s+", "", name.strip(), flags=re.IGNORECASE).strip(" ,;:")
    bare = re.sub(r"['’]s?$", "", bare) or bare
    return bare[:1].upper() + bare[1:] if bare else name


def office_shown(name: str) -> str:
    """The office that a spokesman speaks for, as a reader expects it; other names unchanged."""
    mouth = "|".join(words("speakers")["spokes"])
    after = re.search(rf"\b(?:{mouth})\b[^,]*?\b(?:for|of|at)\s+(.+)$", name, re.IGNORECASE)
    before = re.match(rf"(.+?)\s+(?:{mouth})\b", name, re.IGNORECASE)
    if before and before[1].casefold() not in words("speakers")["articles"]:
        return display(before[1])
    return display(after[1] if after else name)
