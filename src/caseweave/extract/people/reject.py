"""Numbers that are no counts of people: ages, dates, money, measures, addresses, statutes, scores.

Invariant: looks only at the words around the number and the entity labels; never at other numbers.
"""

import re
from typing import Any

from caseweave.extract.people.lexicon import lexicon, person
from caseweave.extract.people.numbers import Number
from caseweave.lang import profile, word_sets

_YEAR = re.compile(r"^(?:1[5-9]|20|21)\d\d$")
_PLAIN = re.compile(r"^\d{4,}$")
_DAYS = 31
_OLDEST = 110
_PLACES = {"GPE", "LOC", "FAC", "ORG"}
_OLDEST = 115
_words = word_sets("people", "reject")
_AGED = {"men", "women", "children", "infants"}


def rejected(doc: Any, number: Number) -> bool:
    """Whether the number's own neighbours rule out a count, whatever noun follows."""
    before = doc[number.core - 1] if number.core else None
    if number.kind in {"zero", "both", "vague"}:
        # "how many of them were hurt" asks for the number.
        return before is not None and before.lower_ in _words("en")["asking"]
    lex = lexicon()
    after = doc[number.end] if number.end < len(doc) else None
    last = doc[number.end - 1]
    if before is not None and _bad_before(before, doc, number):
        return True
    if after is not None and (after.lower_ in lex.words["after"] or _glued(after, last)):
        return True
    if _aged(doc, number.end) or _day_of_month(doc, number) or _of_age(doc, number):
        return True
    if _aside_age(doc, number) or _of_ages(doc, number):
        return True
    if _age_aside(doc, number) or _compared(doc, number.end):
        return True
    if _PLAIN.match(last.text) and number.start == number.core and "," not in last.text:
        year = bool(_YEAR.match(last.text))
        return year and (not _people_follow(after) or _after_month(doc, number))
    return False


def _compared(doc: Any, i: int) -> bool:
    """As in "one fewer than I counted", "three more than the police": a difference of figures."""
    words = _words("en")
    more = i + 1 < len(doc) and doc[i].lower_ in words["differing"]
    return bool(more and doc[i + 1].lower_ in words["than"])


def _after_month(doc: Any, number: Number) -> bool:
    """As in "on 6th August, 2022 officers came": the year of a month, whatever noun follows."""
    i = number.start - 1
    i -= 1 if i > 0 and doc[i].text == "," else 0
    months = profile("en", "people")["reject"]["months"]
    named = i >= 0 and doc[i].lower_.rstrip(".") in months
    day = i >= 1 and doc[i].text[:1].isdigit() and doc[i - 1].lower_ in months
    return named or day


def _bad_before(before: Any, doc: Any, number: Number) -> bool:
    lex = lexicon()
    word = before.lower_
    if word in lex.words["before"] and not (_thousands(doc[number.core]) or _dated(doc, number)):
        # "Page" may be a name and "May" a verb: a capital letter or a full stop is needed there.
        return bool(word != "may" or before.ent_type_ == "DATE")
    glued = not before.whitespace_ and word not in {
        "(",
        '"',
        "“",
        "'",
        "‘",
        "[",
        "-",
        "–",
        "—",
        "/",
        ",",
        ":",
    }
    if glued:
        return True
    return (
        word == "-"
        and number.core > 1
        and not doc[number.core - 2].whitespace_
        and not before.whitespace_
    )


def _of_age(doc: Any, number: Number) -> bool:
    """As in "a boy of 14 who travelled alone": one person and an age."""
    i = number.start - 1
    if (
        i < 1
        or doc[i].lower_ not in lexicon().words["of"]
        or number.kind not in {"digits", "words"}
    ):
        return False
    noun = doc[i - 1]
    known = person(noun.lower_, noun.lemma_.lower()) if noun.tag_ == "NN" else None
    after = doc[number.end] if number.end < len(doc) else None
    people = after is not None and after.tag_ in {"NN", "NNS", "NNP", "NNPS", "JJ"}
    aged = known is not None and (known.group in _AGED or noun.lower_ in lexicon().kin)
    return aged and not people


def _age_aside(doc: Any, number: Number) -> bool:
    """As in "Boy, 5, shoots himself": a number between commas behind one person is an age."""
    i, end = number.start - 1, number.end
    if i < 1 or doc[i].text != "," or number.kind != "digits" or number.best > _OLDEST:
        return False
    closed = end == len(doc) or doc[end].text in {",", ".", ";", ")"}
    noun = doc[i - 1]
    many = noun.tag_ in {"NNS", "NNPS"}
    return closed and not many and person(noun.lower_, noun.lemma_.lower()) is not None


def _aside_age(doc: Any, number: Number) -> bool:
    """As in "Mr H., 41, a teacher": an age between commas, behind a name or one person's noun."""
    i = number.start - 1
    after = doc[number.end] if number.end < len(doc) else None
    if i < 1 or doc[i].text != "," or after is None or after.text != ",":
        return False
    noun, old = doc[i - 1], number.best < _OLDEST and number.kind in {"digits", "words"}
    if noun.tag_ in {"NNP", "NNPS"}:
        # A name that is taken for a town's: "Jos, 29," of a list by towns, "Okoro, 29, from Jos".
        behind = doc[number.end + 1].lower_ if number.end + 1 < len(doc) else ""
        return old and (noun.ent_type_ not in _PLACES or behind in _words("en")["behind_age"])
    known = person(noun.lower_, noun.lemma_.lower()) if noun.tag_ == "NN" else None
    return old and known is not None


def _of_ages(doc: Any, number: Number) -> bool:
    """As in "cousins of 19 and 20": people and how old each is."""
    i = number.start - 1
    words = lexicon().words
    if i < 1 or doc[i].lower_ not in words["of"] or number.best >= _OLDEST:
        return False
    noun, tail = doc[i - 1], doc[number.end : number.end + 2]
    known = person(noun.lower_, noun.lemma_.lower()) if noun.tag_ == "NNS" else None
    listed = len(tail) == 2 and tail[0].lower_ in words["coordinating"] and tail[1].like_num
    return known is not None and known.human == 1 and listed


def _day_of_month(doc: Any, number: Number) -> bool:
    """As in "on 15 May police emptied the office": a day, whatever noun follows the month."""
    after = doc[number.end] if number.end < len(doc) else None
    if after is None or number.kind != "digits" or not after.text[:1].isupper():
        return False
    months = profile("en", "people")["reject"]["months"]
    return number.best <= _DAYS and after.lower_.rstrip(".") in months


def _dated(doc: Any, number: Number) -> bool:
    """As in "on 24 October seventeen others", "in March 12 people": no day of the month."""
    months = profile("en", "people")["reject"]["months"]
    i = number.core - 2
    if i < 0 or doc[i + 1].lower_.rstrip(".") not in months or doc[i + 1].is_punct:
        return False
    day = doc[i].text.isdigit() and int(doc[i].text) <= _DAYS
    if number.kind == "words":
        return day
    whole = doc[i].lower_ in _words("en")["in_month"]
    return (day or whole) and number.kind == "digits" and _counts_people(doc, number)


def _counts_people(doc: Any, number: Number) -> bool:
    """Whether a plural of people stands right behind a number that is no year."""
    after = doc[number.end] if number.end < len(doc) else None
    if after is None or after.tag_ != "NNS" or _YEAR.match(doc[number.end - 1].text):
        return False
    known = person(after.lower_, after.lemma_.lower())
    return known is not None and known.human == 1


def _thousands(token: Any) -> bool:
    """As in "since January 4,300 people": no day of a month has a comma in it."""
    return "," in token.text and token.text[0].isdigit()


def _aged(doc: Any, end: int) -> bool:
    """As in "14 year old", "14 - year - old": an age in loose words."""
    tail = [t.lower_ for t in doc[end : end + 4]]
    tail = tail[1:] if tail[:1] == ["-"] else tail
    hyphen = len(tail) > 1 and (tail[1] in lexicon().words["old"] or tail[1] == "-")
    return hyphen and tail[0] in lexicon().words["age_units"]


def _glued(after: Any, last: Any) -> bool:
    """As in "11-month", "5:30", "3.5", "12-gauge"; but "14-member" is read elsewhere."""
    if last.whitespace_:
        return False
    if after.text in {"-", "–"} and not after.whitespace_:
        return True
    return after.text[0] in ":°%" and not after.whitespace_


def _people_follow(after: Any) -> bool:
    return after is not None and after.tag_ in {"NNS", "NNPS", "JJ"}
