"""On which addresses the desk serves, and what it says where it does not."""

import subprocess
from pathlib import Path

import pytest

from caseweave.model import CaseweaveError
from caseweave.web.access import Wish, is_loopback, rules_of_serving


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for one day, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=desk.example"
    subprocess.run(
        ["openssl", *command.split(), "-keyout", str(key), "-out", str(cert)],
        check=True,
        capture_output=True,
    )
    return cert, key


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_on_this_machine_nothing_more_is_needed(host: str) -> None:
    rules = rules_of_serving(Wish(host=host), has_administrator=False)
    assert (rules.to_others, rules.secure) == (False, False)
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "desk.example"])  # noqa: S104
def test_serving_to_others_needs_an_administrator(host: str) -> None:
    wish = Wish(host=host, insecure_no_tls=True)
    with pytest.raises(CaseweaveError, match=r"caseweave people add NAME --role administrator"):
        rules_of_serving(wish, has_administrator=False)


def test_serving_to_others_needs_tls_or_the_word_that_it_is_done_without() -> None:
    with pytest.raises(CaseweaveError, match=r"--tls-cert FILE --tls-key FILE.*--insecure-no-tls"):
        rules_of_serving(Wish(host="10.0.0.7"), has_administrator=True)
    rules = rules_of_serving(Wish(host="10.0.0.7", insecure_no_tls=True), has_administrator=True)
    assert (rules.to_others, rules.secure, rules.names) == (True, False, ("10.0.0.7",))
    assert rules.warning


def test_with_tls_it_serves(certificate: tuple[Path, Path]) -> None:
    cert, key = certificate
    wish = Wish(host="0.0.0.0", names=("desk.example",), tls_cert=cert, tls_key=key)  # noqa: S104
    rules = rules_of_serving(wish, has_administrator=True)
    assert (rules.secure, rules.names, rules.warning) == (True, ("desk.example",), None)


def test_every_address_needs_the_names_by_which_others_come(
    certificate: tuple[Path, Path],
) -> None:
    cert, key = certificate
    wish = Wish(host="0.0.0.0", tls_cert=cert, tls_key=key)  # noqa: S104
    with pytest.raises(CaseweaveError, match=r"--site desk\.example\.org"):
        rules_of_serving(wish, has_administrator=True)


def test_a_certificate_that_does_not_serve_is_named(
    certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    cert, key = certificate
    odd = tmp_path / "odd.pem"
    odd.write_text("not a key")
    for wish, words in (
        (Wish(tls_cert=cert), "needs both"),
        (Wish(tls_cert=cert, tls_key=tmp_path / "gone.pem"), "There is no file"),
        (Wish(tls_cert=cert, tls_key=odd), "do not serve"),
        (Wish(tls_cert=key, tls_key=key), "do not serve"),
    ):
        with pytest.raises(CaseweaveError, match=words):
            rules_of_serving(wish, has_administrator=True)
