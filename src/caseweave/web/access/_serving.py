"""On which addresses the desk may serve. What is told to others goes over TLS, to accounts only."""

import ipaddress
import ssl
from pathlib import Path

import msgspec

from caseweave.model import CaseweaveError

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody wants to serve. `names`: how others write this machine in their browser."""

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    insecure_no_tls: bool = False


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """How the desk serves: the names it answers to, and whether over TLS and to others."""

    host: str
    names: tuple[str, ...]
    secure: bool
    to_others: bool
    warning: str | None = None


def rules_of_serving(wish: Wish, *, has_administrator: bool) -> Rules:
    """What the wish comes to. Raises CaseweaveError, which says what is missing, where it may not.

    On a loopback address anything goes; on any other there must be an administrator's account,
    and TLS or the word that somebody does without.
    """
    secure = _tls(wish)
    if is_loopback(wish.host):
        names = (*LOOPBACK_NAMES, *wish.names)
        return Rules(host=wish.host, names=names, secure=secure, to_others=False)
    if not has_administrator:
        raise CaseweaveError(
            f"Serving on {wish.host} lets others in, and there is no account of an administrator. "
            "Make one first: caseweave people add NAME --role administrator"
        )
    if not secure and not wish.insecure_no_tls:
        raise CaseweaveError(
            f"Serving on {wish.host} without TLS would send passwords and reports over the network "
            "for anybody to read. Give a certificate and its key (--tls-cert FILE --tls-key FILE), "
            "or say --insecure-no-tls where something before the desk keeps the connection secret."
        )
    names = wish.names or _name_of(wish.host)
    warning = None
    if not secure:
        warning = "Without TLS: whoever is on the way can read and change what passes."
    return Rules(host=wish.host, names=names, secure=secure, to_others=True, warning=warning)


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _name_of(host: str) -> tuple[str, ...]:
    try:
        every = ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        every = False
    if every:
        raise CaseweaveError(
            f"{host} stands for every address of this machine. Say by which names others reach it "
            "(--site desk.example.org, more than once for more), so that no other name is answered."
        )
    return (host.strip("[]"),)


def _tls(wish: Wish) -> bool:
    """Whether there is TLS. Raises CaseweaveError where certificate and key do not serve."""
    if wish.tls_cert is None and wish.tls_key is None:
        return False
    if wish.tls_cert is None or wish.tls_key is None:
        raise CaseweaveError("TLS needs both: --tls-cert FILE and --tls-key FILE.")
    for path in (wish.tls_cert, wish.tls_key):
        if not path.is_file():
            raise CaseweaveError(f"There is no file {path}. Name the PEM file, or make one first.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            wish.tls_cert, wish.tls_key, password=""
        )
    except (ssl.SSLError, OSError, ValueError) as error:
        raise CaseweaveError(
            f"The certificate {wish.tls_cert} and the key {wish.tls_key} do not serve "
            f"({getattr(error, 'reason', None) or error}). Both must be PEM and belong together, "
            "and the key must have no password."
        ) from error
    return True
