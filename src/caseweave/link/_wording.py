"""Features of the text: copies, quotations, citations and likeness of words.

Each is 0 to 1.
"""

from caseweave.link._feature import Family
from caseweave.link.compare import Facts, shared_names

WORDING = Family()


@WORDING.says("one report copies the other's text")
def copy(f: Facts) -> float:
    """1 where one report is a copy, reprint or excerpt of the other and both mentions are main."""
    return float(f.copied)


@WORDING.says("both carry the same quotation")
def shared_quotation(f: Facts) -> float:
    """Share of the quoted runs of the mention that quotes less, 1 at four shared runs."""
    return min(1.0, len(f.a.quoted & f.b.quoted) / 4) if f.a.quotations else 0.0


@WORDING.says("both cite {speakers}")
def shared_speaker(f: Facts) -> float:
    """1 where a named speaker, office or organisation speaks in both."""
    return float(bool(shared_names(f.a.speakers, f.b.speakers)))


@WORDING.says("one cites the other's outlet")
def cites_outlet(f: Facts) -> float:
    """1 where one mention names the other report's outlet as its source."""
    cited = (f.a.outlet and f.a.outlet in f.b.cites) or (f.b.outlet and f.b.outlet in f.a.cites)
    return float(bool(cited))


@WORDING.says("their words are alike ({text})")
def text_likeness(f: Facts) -> float:
    """Cosine of the weighted content words of their passages."""
    return f.text


@WORDING.says("their words are far more alike than chance")
def text_strong(f: Facts) -> float:
    """The square of the likeness of words: weighs near copies."""
    return f.text * f.text


@WORDING.says("their openings are alike")
def lead_likeness(f: Facts) -> float:
    """Cosine of the content words of the two openings."""
    return f.lead


@WORDING.says("both hold the rare names {rare}")
def rare_names(f: Facts) -> float:
    """Rare names in both: .4 for one, .64 for two, nearing 1."""
    return 1 - 0.6 ** len(f.shared_rare)


@WORDING.says("names in their passages are alike ({names})")
def names_likeness(f: Facts) -> float:
    """Cosine of the capitalised words of their passages."""
    return f.names


@WORDING.says("one's names are mostly those of the other")
def names_contained(f: Facts) -> float:
    """How much of the one's capitalised words, by weight, the other has: excerpts, short items."""
    return f.names_held


@WORDING.says("one's words are mostly those of the other")
def text_contained(f: Facts) -> float:
    """How much of the one's content words, by weight, the other has."""
    return f.text_held


@WORDING.says("their titles are alike")
def title_likeness(f: Facts) -> float:
    """Cosine of the content words of the two titles."""
    return f.title


@WORDING.says("figures in their passages are alike")
def numbers_likeness(f: Facts) -> float:
    """Cosine of figures of two digits and more, years left out."""
    return f.numbers


@WORDING.says("names of two words (people, streets) are alike")
def phrases_likeness(f: Facts) -> float:
    """Cosine of pairs of neighbouring capitalised words."""
    return f.phrases


@WORDING.says("their words are alike and they are near in time")
def text_in_time(f: Facts) -> float:
    """Likeness of words, falling by e with each week between dates (or publications)."""
    return f.text * f.near_in_time


@WORDING.says("their names are alike and they are near in time")
def names_in_time(f: Facts) -> float:
    """Likeness of capitalised words, falling by e with each week."""
    return f.names * f.near_in_time
