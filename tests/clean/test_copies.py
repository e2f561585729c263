"""Copies are found by their wording, whatever stands around it, and say which way they point."""

from hypothesis import given
from hypothesis import strategies as st

from caseweave.clean import clean, containment, find_copies, fingerprints
from caseweave.model import Block, Copy, Given, RawReport, Report

TEXT = (
    "river gate town guard boat lamp stone field road bridge market school tower harbour hill "
    "winter summer night morning letter voice paper glass wheel garden forest valley island"
)
WORDS = TEXT.split()


def story(seed: int, sentences: int = 20) -> list[str]:
    """Sentences of a made-up story; the same seed gives the same ones."""
    found = []
    for n in range(sentences):
        words = [WORDS[(seed * 7 + n * 13 + k * k * (seed + 3)) % len(WORDS)] for k in range(12)]
        found.append(f"{words[0].title()} {n} {' '.join(words[1:])} {seed} {n}.")
    return found


def made(name: str, sentences: list[str], **known: str) -> Report:
    raw = RawReport(
        id=f"sha256:{name}",
        source=name,
        media_type="text/plain",
        data=b"",
        given=Given(title=known.pop("title", "A day in town"), **known),
        blocks=tuple(Block(kind="paragraph", text=s) for s in sentences),
    )
    report = clean(raw)
    assert isinstance(report, Report)
    return report


def one(copies: dict[str, tuple[Copy, ...]], name: str) -> Copy:
    (copy,) = copies[f"sha256:{name}"]
    return copy


def test_the_same_words_are_identical_and_both_sides_know() -> None:
    found = find_copies([made("a", story(1)), made("b", story(1)), made("c", story(2))])
    assert one(found, "a").kind == one(found, "b").kind == "identical"
    assert one(found, "a").report == "sha256:b"
    assert "sha256:c" not in found


def test_another_headline_is_a_reprint() -> None:
    found = find_copies([made("a", story(1)), made("b", story(1), title="Other words on top")])
    assert one(found, "a").kind == "reprint"


def test_a_story_cut_short_is_an_excerpt() -> None:
    found = find_copies([made("a", story(1)), made("b", story(1)[:6])])
    assert one(found, "b").kind == "excerpt"
    assert one(found, "b").score > 0.9


def test_changed_words_make_a_near_copy() -> None:
    changed = [s.replace(" boat ", " ship ").replace(" guard ", " soldier ") for s in story(1)]
    changed = [s if n % 2 else s.replace("town", "city") for n, s in enumerate(changed)]
    mixed = changed[:14] + story(9)[:5]
    assert one(find_copies([made("a", story(1)), made("b", mixed)]), "a").kind == "near_copy"


def test_direction_follows_credit_then_date_then_length() -> None:
    early = made("b", story(1), published="2020-01-02", outlet="Brell Daily")
    late = made("a", story(1), published="2020-01-05", outlet="Valen Post", title="Again")
    assert "b was published earlier" in one(find_copies([late, early]), "a").because
    credited = made("c", [*story(1), "The Valen Post reported this first."], outlet="Ostland News")
    assert "a is credited by name in c" in one(find_copies([late, credited]), "c").because
    short = made("d", story(1)[:9])
    assert "the longer text" in one(find_copies([made("e", story(1)), short]), "d").because


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [made("a", story(1)), made("b", story(1)[:8]), made("c", story(1), title="Other")]
    assert find_copies(reports) == find_copies(reversed(reports))


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert (
        sorted(fingerprints("One two three four five six."))[:1]
        == sorted(fingerprints("one TWO, three four five; six"))[:1]
    )
    assert fingerprints("one two three four five") == frozenset({FIVE_WORDS})
    assert fingerprints("") == frozenset()


FIVE_WORDS = 50577293198962298


@given(st.lists(st.sampled_from(WORDS), min_size=8, max_size=60), st.data())
def test_a_shared_run_of_eight_words_shares_a_fingerprint(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 8))
    part = " ".join(words[start : start + 8])
    whole = fingerprints(" ".join(words))
    assert whole & fingerprints(part)
    assert containment(whole, whole) == 1.0
