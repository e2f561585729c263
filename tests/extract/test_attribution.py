"""Who says so: cues, speakers, chains and stance, sentence by sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseweave.extract.attribution import candidates, find_attributions
from caseweave.extract.layers import Attributed
from caseweave.extract.parse import parse
from caseweave.model import Passage, Report


def report(text: str) -> Report:
    passages, at = [], 0
    for part in text.split("\n\n"):
        passages.append(Passage(kind="paragraph", start=at, end=at + len(part)))
        at += len(part) + 2
    return Report(
        id="sha256:0",
        source="t",
        media_type="text/plain",
        language="en",
        text=text,
        passages=tuple(passages),
    )


def attributions(text: str) -> tuple[Attributed, ...]:
    return find_attributions(parse(report(text)))


def chain(said: Attributed) -> list[tuple[str, str]]:
    return [(s.name, s.kind) for s in said.chain]


def content(text: str, said: Attributed) -> str:
    return " ... ".join(text[s:e] for s, e in said.content)


def by_cue(text: str, word: str) -> Attributed:
    """The attribution whose cue holds `word`."""
    found = [a for a in attributions(text) if any(word in text[s:e] for s, e in a.cue)]
    assert found, f"no attribution by {word!r} in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "kind", "told"),
    [
        (
            "The harbour ministry said that nine sailors had been freed.",
            "said", "harbour ministry", "office", "that nine sailors had been freed",
        ),
        (
            '"The boat was empty," said Lena Marek, the deputy head of the Coast Relief Network.',
            "said", "Lena Marek", "named", '"The boat was empty,"',
        ),
        (
            "The nine were held for a week, according to a person close to the talks.",
            "according", "person close to the talks", "anonymous", "The nine were held for a week",
        ),
        (
            "The group accused the coastguard of ignoring distress calls.",
            "accused", "group", "organisation", "the coastguard of ignoring distress calls",
        ),
        (
            "The court filing alleges that the captain knew of the leak.",
            "alleges", "court filing", "document", "that the captain knew of the leak",
        ),
        (
            "The Morning Ledger reported that the crew had been moved inland.",
            "reported", "Morning Ledger", "outlet", "that the crew had been moved inland",
        ),
        (
            "Ministry spokeswoman Ana Uzelac said the talks would go on.",
            "said", "Ana Uzelac", "named", "the talks would go on",
        ),
        (
            "The office of Prime Minister Jana Kord said in a statement that talks continued.",
            "said", "office of Prime Minister Jana Kord", "office", "that talks continued",
        ),
    ],
)  # fmt: skip
def test_says_who_and_what(text: str, cue: str, speaker: str, kind: str, told: str) -> None:
    found = by_cue(text, cue)
    assert chain(found)[-1] == (speaker, kind)
    assert content(text, found) == told
    assert found.stance == "asserts"


@pytest.mark.parametrize(
    ("text", "cue", "stance"),
    [
        ("A spokesman for the police declined to comment.", "declined", "declined"),
        ("The prime minister refused to elaborate.", "refused", "declined"),
        ("The army would not say how many people were on board.", "say", "declined"),
        ("Further details could not be disclosed, the agency added.", "added", "declined"),
        ("The embassy did not respond to a request for comment.", "respond", "unreachable"),
        ("Port officials could not be reached for comment.", "reached", "unreachable"),
        ("Neither the ministry nor the police replied to questions.", "replied", "unreachable"),
        ("The mayor said he was unaware of any arrests.", "unaware", "unaware"),
        ("The mayor said he was not aware of any arrests.", "said", "unaware"),
        ("The consul said she did not know whether they had been charged.", "said", "unaware"),
        ("The interior ministry denied that the men had been beaten.", "denied", "denies"),
        ("The coastguard disputed the captain's account.", "disputed", "disputes"),
        ("The group warned that the families might be deported.", "warned", "asserts"),
        ("Lawyers criticised the ministry for its silence.", "criticised", "asserts"),
        ("The agency urged the government not to return them.", "urged", "asserts"),
    ],
)
def test_stance(text: str, cue: str, stance: str) -> None:
    assert by_cue(text, cue).stance == stance


def test_silence_and_ignorance_are_never_denials() -> None:
    text = (
        "The ministry did not respond to questions. The army declined to comment. "
        "The mayor was not aware of the arrests. The navy could not be reached."
    )
    assert {a.stance for a in attributions(text)} <= {"unreachable", "declined", "unaware"}


@pytest.mark.parametrize(
    ("text", "cue", "target"),
    [
        ("The ministry dismissed the claims as baseless.", "dismissed", "the claims"),
        (
            "The minister said that the Ledger report was false.",
            "said", "the Ledger report",
        ),
        ("The minister said the figures were not accurate.", "said", "the figures"),
    ],
)  # fmt: skip
def test_a_denial_names_what_it_is_aimed_at(text: str, cue: str, target: str) -> None:
    found = by_cue(text, cue)
    assert found.stance == "denies"
    assert found.target is not None
    assert text[slice(*found.target)] == target


def test_the_truth_of_an_untrue_word_depends_on_its_negation() -> None:
    assert by_cue("The minister said the figures were accurate.", "said").stance == "asserts"


class TestChains:
    def test_an_outlet_that_cites_stands_outside(self) -> None:
        text = (
            "The Morning Ledger reported on Tuesday that the crew had been freed, "
            "citing unnamed officials."
        )
        found = by_cue(text, "reported")
        assert chain(found) == [("Morning Ledger", "outlet"), ("unnamed officials", "anonymous")]
        assert content(text, found) == "that the crew had been freed"

    def test_a_report_that_cites_gives_its_outlet_and_its_source(self) -> None:
        text = (
            "According to a Delta Radio report that cited the relief group, the guards opened "
            "the gate."
        )
        assert chain(by_cue(text, "According")) == [
            ("Delta Radio", "outlet"),
            ("relief group", "organisation"),
        ]

    def test_a_telling_within_a_telling(self) -> None:
        text = "The relief group said that two fishermen told its staff that the boat had sunk."
        assert chain(by_cue(text, "told")) == [
            ("relief group", "organisation"),
            ("two fishermen", "anonymous"),
        ]

    def test_a_reason_is_no_source(self) -> None:
        text = "The envoy declined to name the donors, citing safety concerns."
        assert chain(by_cue(text, "declined")) == [("envoy", "anonymous")]

    def test_who_was_told(self) -> None:
        text = "Lena Marek told Delta Radio that the families were waiting."
        found = by_cue(text, "told")
        assert found.addressee == "Delta Radio"
        assert content(text, found) == "that the families were waiting"

    def test_thanks_make_no_speaker(self) -> None:
        text = "Thanks to the mayor, the families were housed."
        assert attributions(text) == ()


class TestResolution:
    def test_surnames_pronouns_and_short_names(self) -> None:
        text = (
            "Lena Marek, who leads the Coast Relief Network (CRN), said the boat was empty. "
            '"Nobody answered," she said.\n\n'
            "CRN says it called twice. Marek added that a tug arrived late."
        )
        names = [a.chain[0].name for a in attributions(text)]
        assert names == ["Lena Marek", "Lena Marek", "Coast Relief Network", "Lena Marek"]

    def test_the_ministry_is_the_ministry_named_before(self) -> None:
        text = (
            "Tovia's Transport Ministry said on Monday that the ferry was safe.\n\n"
            "The ministry added that an inquiry would follow. It refused to elaborate."
        )
        assert [a.chain[-1].name for a in attributions(text)] == ["Tovia's Transport Ministry"] * 3

    def test_the_people_are_the_people_described_before(self) -> None:
        text = (
            "Two people with knowledge of the talks said the deal had failed. "
            "The people said a second plan was being weighed."
        )
        name = "Two people with knowledge of the talks"
        assert [a.chain[-1].name for a in attributions(text)] == [name, name]

    def test_he_within_a_clause_is_its_speaker(self) -> None:
        text = "Omar Said met Tariq Osman. Osman said he was unaware of the plan."
        assert chain(by_cue(text, "unaware")) == [("Tariq Osman", "named")]

    def test_we_within_a_quotation_is_its_speaker(self) -> None:
        text = '"They are safe, but we cannot reveal where they are," a police official said.'
        found = by_cue(text, "reveal")
        assert found.stance == "declined"
        assert chain(found) == [("police official", "anonymous")]


class TestAgentless:
    @pytest.mark.parametrize(
        "text",
        [
            "Twelve people were reportedly taken to a camp near the border.",
            "The men are believed to have crossed the river on foot.",
            "It is alleged that the guards fired shots.",
        ],
    )
    def test_hearsay_has_no_speaker(self, text: str) -> None:
        (found,) = attributions(text)
        assert found.agentless
        assert found.chain == ()

    def test_belief_leaves_the_truth_open(self) -> None:
        text = "The men are believed to have crossed the river on foot."
        assert by_cue(text, "believed").factuality == "unknown"


class TestQuotationsAcrossSentencesAndPassages:
    def test_a_quotation_goes_on_after_its_cue(self) -> None:
        text = '"They took my brother," one relative said. "We have heard nothing since."'
        found = by_cue(text, "said")
        assert content(text, found) == '"They took my brother," ... "We have heard nothing since."'

    def test_a_quotation_left_open_goes_on_in_the_next_passage(self) -> None:
        text = (
            '"The road was closed," the driver said. "We waited for hours.\n\n'
            '"Then the soldiers came."'
        )
        assert "Then the soldiers came." in content(text, by_cue(text, "said"))

    def test_a_colon_announces_what_follows(self) -> None:
        text = "Tariq Osman, a fisherman, said:\n\n“I saw two boats. One was burning.”"
        found = by_cue(text, "said")
        assert content(text, found) == "“I saw two boats. One was burning.”"


def test_acts_that_tell_nothing_are_given_on_request_only() -> None:
    text = "The parliament agreed to the treaty. The navy backed the plan."
    parsed = parse(report(text))
    told = find_attributions(parsed)
    assert len(told) < len(find_attributions(parsed, acts=True))


def test_every_candidate_explains_itself() -> None:
    (found,) = candidates(parse(report("The ministry said the ferry was safe.")))
    assert {"class:say", "content:clause", "source:office"} <= found.features
    assert found.chance > 0.9


_CLAUSES = st.sampled_from(
    [
        "the ministry said the ferry was safe",
        '"We saw it," Lena Marek told Delta Radio',
        "he denied the reports",
        "according to two guards",
        "(citing nobody)",
        "“left open",
        "’ — ‘x’",
        "they were reportedly",
        ":",
    ]
)


@given(st.lists(_CLAUSES, min_size=1, max_size=5), st.sampled_from([". ", ", ", "\n\n"]))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_spans_lie_in_the_text_and_are_deterministic(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    found = attributions(text)
    assert found == attributions(text)
    for said in found:
        for start, end in (*said.source, *said.cue, *said.content):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
        for link in said.chain:
            assert link.name
            assert 0 <= link.start < link.end <= len(text)
        assert said.agentless == (not said.chain and not said.own)
