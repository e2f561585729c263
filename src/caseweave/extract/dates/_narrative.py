"""Whether a text tells history or news.

Invariant: a pure count over the expressions found; history has many years, far from the
publication, hardly any "yesterday" or weekday, and hardly anybody who speaks.
"""

from caseweave.extract.dates._calendar import Moment
from caseweave.extract.dates._context import Context
from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

# Set on TimeBank and AQUAINT (no narratives) against WikiWars (all are).
_LEAST_YEARS = 4
_FAR_YEARS = 2
_FAR_SHARE = 0.6
_NEWS_SHARE = 0.1
_NOW_SHARE = 0.15  # with "now" and "recent"; histories have at most 0.122 (16 of them)
_NEWS_WEIGHT = 2  # "yesterday" or a weekday speaks for news twice as loud as "last year"
# Words of speech ("said") in a thousand tokens: histories have at most 1.7; of 41 human-rights
# reports with years enough to look like history, two in three have more.
_MOST_SPEECH = 2.0


def is_narrative(
    found: list[Found], published: Moment | None, tokens: list[Token], speech: frozenset[str]
) -> bool:
    """True where year-less dates are to be read in the time told rather than of the publication.

    `speech`: the words of people being quoted.
    """
    years = [
        int(f.groups["year"].values.get("NUM", 0))
        for f in found
        if "year" in f.groups and f.kind == "calendar"
    ]
    far = sum(1 for y in years if published is None or published.year - y >= _FAR_YEARS)
    if len(years) < _LEAST_YEARS or far < _FAR_SHARE * len(years):
        return False
    news, now = sum(map(_news, found)), sum(map(_of_now, found))
    if news > _NEWS_SHARE * len(found) or news + now > _NOW_SHARE * len(found):
        return False
    return sum(t.text in speech for t in tokens) * 1000 <= _MOST_SPEECH * len(tokens)


def _of_now(found: Found) -> bool:
    """`now`, `currently`, `recent`: seen from the day of writing."""
    told = found.options.get("narrative")
    return found.kind == "reference" and "word" in found.groups and not told


def _news(found: Found) -> int:
    """How loud an expression speaks for news."""
    if found.kind == "deictic" or (
        found.kind in {"calendar", "directed"} and "weekday" in found.groups
    ):
        return _NEWS_WEIGHT
    return int(found.kind == "directed" and "unit" in found.groups)


def leads_on(found: Found, moment: Moment, context: Context) -> bool:
    """Whether what follows in a narrative may count from this date.

    What stands in brackets does not, nor a look back by distance ("the year before"), nor a year
    that is planned ("meant for 1976"), nor a bare year off the story's ("the war of 1812"); a year
    at the start of a paragraph or after "in" does.
    """
    before = context.tokens[found.first - 1] if found.first else None
    if before is None or context.reference is None or not context.narrative:
        return True
    if "OPEN" in before.values or _glances_back(found, moment, context.reference):
        return False
    ahead = moment.unit == "year" and moment.year > context.reference.year
    if ahead and context.tense(found.first, found.last) == "future":
        return False
    if moment.unit != "year" or "BREAK" in before.values or before.text in context.cues.story:
        return True
    return abs(moment.year - context.reference.year) <= 1


def _glances_back(found: Found, moment: Moment, reference: Moment) -> bool:
    """Whether an expression of distance leads behind the date told last, by more than a day."""
    if found.kind not in {"directed", "shift"} or moment.unit == "day":
        return False
    return bool(moment.first and reference.first and moment.first < reference.first)
