"""Who is let in, what they may do, and what is kept from them; on both database engines."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from tests.store.conftest import cluster, url

from caseweave.model import CaseweaveError, Person, Role, reaches
from caseweave.service import people as doors
from caseweave.service.people import (
    Attempt,
    Hold,
    LoginError,
    Newcomer,
    add_person,
    change_own_password,
    change_person,
    fault_of,
    later,
    log_in,
    log_out,
    make_token,
    revoke_token,
    set_password,
    who_holds,
    who_is_in,
)
from caseweave.store import Store, open_store

__all__ = ["cluster", "url"]

WORDS = "heron gravel lamp tuesday"
OTHER = "copper wind ladder nine"
START = "2024-05-02T10:00:00.000000Z"


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> str:
        return self.now

    def on(self, **by: float) -> None:
        self.now = later(self.now, timedelta(**by))


class Desk:
    """A store with two accounts: ada keeps them, bo reads."""

    def __init__(self, store: Store) -> None:
        self.clock = Clock()
        self.held = Hold(store, self.clock)
        self.ada = add_person(
            self.held, "-", Newcomer(name="ada", role="administrator", password=WORDS)
        )
        self.bo = add_person(self.held, "ada", Newcomer(name="bo", role="reader", password=OTHER))

    def let_in(self, name: str = "bo", password: str = OTHER, address: str = "10.0.0.1") -> Any:
        return log_in(self.held, Attempt(name=name, password=password, address=address))

    def refused(self, name: str, password: str, address: str = "10.0.0.1") -> LoginError:
        with pytest.raises(LoginError) as caught:
            self.let_in(name, password, address)
        return caught.value

    def acts(self) -> list[str]:
        return [e.act for e in reversed(self.held.store.audit.entries())]


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    # The real algorithm at its smallest cost: what it costs is argon2-cffi's to choose.
    small = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("caseweave.service._people_passwords._hasher", lambda: small)
    doors.fault_of("", "")


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    with open_store(url) as store:
        yield Desk(store)


def test_each_role_may_do_all_that_those_below_it_may() -> None:
    roles: list[Role] = ["reader", "analyst", "approver", "administrator"]
    for high, role in enumerate(roles):
        for low, needed in enumerate(roles):
            assert reaches(role, needed) == (high >= low)


# Accounts


def test_a_password_is_kept_as_argon2id_alone(desk: Desk) -> None:
    kept = desk.held.store.people.password_of(desk.bo.id)
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert OTHER not in kept


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "too short"),
        ("x" * 257, "too long"),
        ("ababababababab", "too few different"),
        ("passwordpassword", "tried first"),
        ("P@ssw0rd12345!", "tried first"),
        ("Sunshine-2024!!", "tried first"),
        ("123456789012", "tried first"),
        ("qwertyuiop1234", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("cleo.cleo.2024", "made of the name"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(password: str, words: str) -> None:
    fault = fault_of(password, "cleo")
    assert fault is not None
    assert words in fault


@pytest.mark.parametrize(
    "password",
    [WORDS, "all small letters do", "Ünïcödé wörks töö", "    spaces count    x", "k9#Lq2!vR7&z"],
)
def test_no_kind_of_character_is_asked_for(password: str) -> None:
    assert fault_of(password, "cleo") is None


def test_the_same_characters_composed_otherwise_are_the_same_password(desk: Desk) -> None:
    set_password(desk.held, "ada", "bo", "Zu\u0308rich am Fluss", must_change=False)
    composed = "Z\u00fcrich am Fluss"
    assert desk.let_in("bo", composed).person.name == "bo"


@pytest.mark.parametrize("name", ["", "a", "Ada B", "x" * 41, "ad\0a", "-ada", "ünal"])
def test_a_name_that_cannot_be_written_everywhere_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(CaseweaveError, match="cannot be a name"):
        add_person(desk.held, "ada", Newcomer(name=name, role="reader", password=WORDS))


def test_a_name_is_never_given_twice_even_after_it_was_closed(desk: Desk) -> None:
    change_person(desk.held, "ada", "bo", disabled=True)
    with pytest.raises(CaseweaveError, match="never given twice"):
        add_person(desk.held, "ada", Newcomer(name="Bo", role="reader", password=WORDS))


def test_the_last_administrator_stays(desk: Desk) -> None:
    for change in ({"role": "reader"}, {"disabled": True}):
        with pytest.raises(CaseweaveError, match="last administrator"):
            change_person(desk.held, "ada", "ada", **change)
    change_person(desk.held, "ada", "bo", role="administrator")
    assert change_person(desk.held, "ada", "ada", role="reader").role == "reader"


def test_every_change_is_in_the_audit_and_no_secret_is(desk: Desk) -> None:
    change_person(desk.held, "ada", "bo", role="analyst")
    made = make_token(desk.held, "ada", "bo", label="nightly", role="reader")
    revoke_token(desk.held, "ada", made.token.id)
    desk.let_in()
    desk.refused("bo", "wrong-password-typed")
    set_password(desk.held, "ada", "bo", WORDS, must_change=True)
    assert desk.acts() == [
        "account_added",
        "account_added",
        "account_changed",
        "token_made",
        "token_revoked",
        "logged_in",
        "login_failed",
        "password_set",
    ]
    told = repr(desk.held.store.audit.entries())
    for secret in (OTHER, WORDS, made.secret, "wrong-password-typed"):
        assert secret not in told


# Logging in


def test_the_right_name_and_password_open_a_session(desk: Desk) -> None:
    opened = desk.let_in(" Bo ")
    assert who_is_in(desk.held, opened.cookie) == (desk.bo, opened.session)
    assert opened.cookie not in (opened.session.id, "")
    log_out(desk.held, opened.cookie)
    assert who_is_in(desk.held, opened.cookie) is None


def test_logging_in_again_is_another_session_and_the_old_one_ends(desk: Desk) -> None:
    first = desk.let_in()
    attempt = Attempt(name="bo", password=OTHER)
    second = log_in(desk.held, attempt, old_cookie=first.cookie)
    assert second.cookie != first.cookie
    assert who_is_in(desk.held, first.cookie) is None


def test_a_session_ends_when_idle(desk: Desk) -> None:
    opened = desk.let_in()
    for _ in range(3):
        desk.clock.on(minutes=29)
        assert who_is_in(desk.held, opened.cookie) is not None
    desk.clock.on(minutes=31)
    assert who_is_in(desk.held, opened.cookie) is None


def test_a_session_ends_after_twelve_hours_however_busy(desk: Desk) -> None:
    opened = desk.let_in()
    for _ in range(35):
        desk.clock.on(minutes=20)
        assert who_is_in(desk.held, opened.cookie) is not None
    desk.clock.on(minutes=21)
    assert who_is_in(desk.held, opened.cookie) is None


def test_closing_an_account_ends_its_sessions_and_keys_at_once(desk: Desk) -> None:
    opened, key = desk.let_in(), make_token(desk.held, "bo", "bo", label="x", role="reader")
    change_person(desk.held, "ada", "bo", disabled=True)
    assert who_is_in(desk.held, opened.cookie) is None
    assert who_holds(desk.held, key.secret) is None
    desk.refused("bo", OTHER)


def test_a_change_of_role_holds_at_once(desk: Desk) -> None:
    opened = desk.let_in()
    change_person(desk.held, "ada", "bo", role="analyst")
    found = who_is_in(desk.held, opened.cookie)
    assert found is not None
    assert found[0].role == "analyst"


def test_a_new_password_ends_every_session(desk: Desk) -> None:
    opened = desk.let_in()
    with pytest.raises(CaseweaveError, match="not that one"):
        change_own_password(desk.held, desk.bo, "not it", WORDS)
    assert who_is_in(desk.held, opened.cookie) is not None
    change_own_password(desk.held, desk.bo, OTHER, WORDS)
    assert who_is_in(desk.held, opened.cookie) is None
    desk.refused("bo", OTHER)
    assert desk.let_in(password=WORDS).person.must_change is False


@pytest.mark.parametrize(
    ("name", "password"),
    [
        *(("bo", p) for p in ("", "x", "y" * 100_000, "nul\0nul", "\ud800")),
        *((n, WORDS) for n in ("nobody", "", "bo'--", "\0", "b" * 10_000, "\ud800")),
    ],
)
def test_whatever_is_typed_the_answer_is_one(desk: Desk, name: str, password: str) -> None:
    error = desk.refused(name, password)
    assert str(error) == str(LoginError())


def test_nobody_learns_whether_there_is_such_a_name(desk: Desk) -> None:
    # The same words and the same delays, try by try, also where the password is right at last.
    told = {}
    for name in ("bo", "nobody"):
        waits = []
        for turn in range(9):
            waits.append(desk.refused(name, "wrong wrong wrong", f"10.1.0.{name}").wait)
            desk.clock.on(seconds=turn)
        told[name] = waits
    assert told["bo"] == told["nobody"]
    assert told["bo"][:3] == [None] * 3


def test_the_delay_grows_and_the_right_password_waits_too(desk: Desk) -> None:
    waits = []
    for _ in range(8):
        error = desk.refused("bo", "wrong wrong wrong")
        waits.append(error.wait or 0)
        desk.clock.on(seconds=error.wait or 0)
    assert waits == sorted(waits)
    assert waits[-1] > 16
    desk.refused("bo", "wrong wrong wrong")
    assert desk.refused("bo", OTHER).wait
    desk.clock.on(minutes=16)
    assert desk.let_in().person == desk.bo


def test_a_stranger_cannot_keep_somebody_out_for_long(desk: Desk) -> None:
    for turn in range(60):
        desk.refused("bo", "wrong wrong wrong", f"10.2.{turn}.1")
        desk.clock.on(seconds=40)
    assert desk.let_in(address="10.0.0.9").person == desk.bo


def test_an_address_that_tries_many_names_is_slowed(desk: Desk) -> None:
    waits = [desk.refused(f"name{n}", "wrong wrong", "10.3.0.1").wait for n in range(24)]
    assert waits[0] is None
    assert waits[-1] is not None
    assert desk.let_in(address="10.3.0.2").person == desk.bo


def test_a_hash_of_other_parameters_is_made_anew_at_the_next_login(desk: Desk) -> None:
    older = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    desk.held.store.people.change(desk.bo, older.hash(OTHER))
    desk.let_in()
    kept = desk.held.store.people.password_of(desk.bo.id)
    assert kept is not None
    assert "m=8,t=1" in kept
    assert desk.let_in().person == desk.bo


@pytest.mark.slow
def test_a_name_that_is_none_takes_as_long_as_one_that_is(tmp_path: Path) -> None:
    # With the real cost of a hash: an early return would show as a tenth of it.
    from caseweave.service._people_passwords import matches

    real = PasswordHasher().hash(OTHER)
    hasher = PasswordHasher()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("caseweave.service._people_passwords._hasher", lambda: hasher)
        matches(None, "once to make the hash of nobody")
        spent: dict[str | None, list[float]] = {real: [], None: []}
        for _ in range(5):
            for kept, times in spent.items():
                start = time.process_time()  # work done: a busy machine does not change it
                matches(kept, "wrong wrong wrong")
                times.append(time.process_time() - start)
    least = [min(times) for times in spent.values()]
    assert 0.25 < least[0] / least[1] < 4


# Keys for programs


def test_a_key_does_what_both_it_and_its_owner_may(desk: Desk) -> None:
    key = make_token(desk.held, "ada", "ada", label="export job", role="analyst")
    found = who_holds(desk.held, key.secret)
    assert found is not None
    assert found[0].role == "analyst"
    change_person(desk.held, "ada", "bo", role="administrator")
    change_person(desk.held, "bo", "ada", role="reader")
    found = who_holds(desk.held, key.secret)
    assert found is not None
    assert found[0].role == "reader"


def test_a_key_is_random_ends_and_can_be_taken_back(desk: Desk) -> None:
    keys = [make_token(desk.held, "bo", "bo", label="x", role="reader", days=7) for _ in range(2)]
    assert len({k.secret for k in keys}) == 2
    assert all(len(k.secret) >= 43 for k in keys)
    revoke_token(desk.held, "ada", keys[0].token.id)
    assert who_holds(desk.held, keys[0].secret) is None
    assert who_holds(desk.held, keys[1].secret) is not None
    desk.clock.on(days=7, seconds=1)
    assert who_holds(desk.held, keys[1].secret) is None
    for wrong in ("", "caseweave_", keys[1].token.id, "\ud800"):
        assert who_holds(desk.held, wrong) is None


@pytest.mark.parametrize(("role", "days"), [("analyst", 7), ("reader", 0), ("reader", 367)])
def test_a_key_beyond_its_owner_or_its_time_is_refused(desk: Desk, role: Role, days: int) -> None:
    with pytest.raises(CaseweaveError, match=r"Ask for reader|lasts 1 to"):
        make_token(desk.held, "bo", "bo", label="x", role=role, days=days)


def test_a_closed_account_may_nothing() -> None:
    gone = Person(
        id="person:c", name="cy", shown="Cy", role="administrator", created=START, disabled=START
    )
    assert not gone.may("reader")
