"""Features of particulars: streets, hours, people with ages, days named, and what openings name.

Each is 0 to 1. They tell two incidents of one town and week apart; what one report leaves out is
never taken for a difference.
"""

from caseweave.link._feature import Family
from caseweave.link._records import Contrast, MentionProfile
from caseweave.link._when_where import other_town
from caseweave.link.compare import Facts, shared, shared_names
from caseweave.link.words import likeness

PARTICULAR = Family()
# Streets told first are where it happened; later ones may be a hospital's.
_SCENE = 2
# Minutes by which hours of one incident may differ between reports.
_ONE_HOUR = 75
_DAY = 24 * 60
_BARE = Contrast()


@PARTICULAR.says("both name {streets} as a street")
def shared_street(f: Facts) -> float:
    """1 where a street that one tells first is named by the other too, unless towns differ."""
    if not f.a.streets or not f.b.streets or other_town(f):
        return 0.0
    return float(_scene_in(f.a, f.b) or _scene_in(f.b, f.a))


@PARTICULAR.says("they name different streets")
def other_street(f: Facts) -> float:
    """1 where both name streets, and what either tells first is not named by the other."""
    if not f.a.streets or not f.b.streets:
        return 0.0
    return float(not _scene_in(f.a, f.b) and not _scene_in(f.b, f.a))


def _scene_in(a: MentionProfile, b: MentionProfile) -> bool:
    return bool(shared_names(a.streets[:_SCENE], b.streets))


@PARTICULAR.says("they tell different hours of the day")
def other_hour(f: Facts) -> float:
    """1 where both tell an hour and the nearest two lie more than an hour and a quarter apart."""
    apart = [abs(x - y) for x in f.a.hours for y in f.b.hours]
    return float(min((min(m, _DAY - m) for m in apart), default=0) > _ONE_HOUR)


@PARTICULAR.says("the people told with their age have other names")
def other_parties(f: Facts) -> float:
    """1 where both name people with an age, and neither's text holds a name of the other's."""
    if not f.a.parties or not f.b.parties:
        return 0.0
    met = any(x in f.b.names for x in f.a.parties) or any(x in f.a.names for x in f.b.parties)
    return float(not met)


@PARTICULAR.says("both begin with the age {first_ages}")
def shared_first_age(f: Facts) -> float:
    """1 where the ages told first, in title or first lines, meet."""
    return float(bool(shared(f.a.first_ages, f.b.first_ages)))


@PARTICULAR.says("both openings name {weekdays}")
def shared_weekday(f: Facts) -> float:
    """1 where both openings name a day of the week."""
    return float(bool(shared(f.a.weekdays, f.b.weekdays)))


@PARTICULAR.says("the openings name different days of the week")
def other_weekday(f: Facts) -> float:
    """1 where both openings name days of the week, and none is shared."""
    return float(_differ(f.a.weekdays, f.b.weekdays))


@PARTICULAR.says("the openings give different figures")
def other_lead_numbers(f: Facts) -> float:
    """1 where both openings give figures of two digits and more, and none is shared."""
    return float(_differ(f.a.lead_numbers, f.b.lead_numbers))


def _differ(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool(a and b) and not shared(a, b)


@PARTICULAR.says("what one's opening names, the other names too")
def lead_held(f: Facts) -> float:
    """Weighted share of the names in an opening that the other has; the mean of both ways."""
    return (_lead_in(f.a, f.b) + _lead_in(f.b, f.a)) / 2


def _lead_in(a: MentionProfile, b: MentionProfile) -> float:
    if not a.lead_weight:
        return 0.0
    both = sum([a.names.get(w, 0.0) ** 2 for w in a.lead_names if w in b.names])
    return min(1.0, both / a.lead_weight)


@PARTICULAR.says("the words of one's title stand in the other")
def title_held(f: Facts) -> float:
    """Weighted share of a title's words that the other's passages hold; the mean of both ways."""
    return (_title_in(f.a, f.b) + _title_in(f.b, f.a)) / 2


def _title_in(a: MentionProfile, b: MentionProfile) -> float:
    return min(1.0, sum([v * v for w, v in a.title_terms.items() if w in b.terms]))


@PARTICULAR.says("names that set them apart from the reports around them are alike")
def contrast_names(f: Facts) -> float:
    """Cosine of capitalised words, weighted by how few of the reports beside each hold them."""
    return likeness(*[(p.contrast or _BARE).names for p in (f.a, f.b)])


@PARTICULAR.says("words that set them apart from the reports around them are alike")
def contrast_terms(f: Facts) -> float:
    """Cosine of content words, weighted by how few of the reports beside each hold them."""
    return likeness(*[(p.contrast or _BARE).terms for p in (f.a, f.b)])


@PARTICULAR.says("title words that set them apart from the reports around them are alike")
def contrast_title(f: Facts) -> float:
    """Cosine of title words, weighted by how few of the titles beside each hold them."""
    return likeness(*[(p.contrast or _BARE).title for p in (f.a, f.b)])


@PARTICULAR.says("openings are alike in what sets them apart from the reports around them")
def contrast_lead(f: Facts) -> float:
    """Cosine of the openings' words, weighted by how few openings beside each hold them."""
    return likeness(*[(p.contrast or _BARE).lead for p in (f.a, f.b)])
