"""Start the desk: one process, loopback unless asked; the full link is printed at once."""

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import msgspec
import uvicorn
from litestar.types import ASGIApp

from caseweave.model import CaseweaveError
from caseweave.service.desk import Desk, queue_of_now
from caseweave.service.people import has_administrator, people
from caseweave.web._app import create_app
from caseweave.web._door import Door, LocalDoor
from caseweave.web._render import compile_all
from caseweave.web.access import AccountsDoor, Rules, Wish, rules_of_serving

LOOPBACK = "127.0.0.1"


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """How to serve. `port` 0 takes a free one. `name`: who sits here (default: the login name).

    `wish`: the address, and TLS. Where the store has accounts they are asked for everywhere.
    """

    store: str | Path
    port: int = 0
    browser: bool = True
    name: str | None = None
    wish: Wish = Wish()


def serve(serving: Serving, say: Callable[[str], None]) -> int:
    """Serve until it is stopped; `say` is given the full link at once. The exit status comes back.

    Raises CaseweaveError where the store cannot be used or the port is taken.
    """
    desk = Desk(serving.store)
    with contextlib.closing(desk):
        rules = rules_of_serving(serving.wish, has_administrator=has_administrator(desk))
        door = AccountsDoor(desk) if people(desk) else LocalDoor(name=serving.name)
        with _listening(rules.host, serving.port) as listening:
            link = _link(rules, listening.getsockname()[1], door)
            say(link)
            if rules.warning:
                say(rules.warning)
            if serving.browser and not rules.to_others:
                threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
            threading.Thread(target=warm, args=(desk,), name="warm", daemon=True).start()
            app = create_app(desk, door, rules.names, secure=rules.secure)
            uvicorn.Server(_config(app, serving.wish)).run(sockets=[listening])
    return 0


def warm(desk: Desk) -> None:
    """What every first page would else wait for: the templates compiled and the store folded."""
    compile_all()
    queue_of_now(desk)


def _link(rules: Rules, port: int, door: Door) -> str:
    name = rules.names[0] if rules.to_others or rules.host == LOOPBACK else rules.host
    shown = f"[{name}]" if ":" in name else name
    token = f"?token={door.token}" if isinstance(door, LocalDoor) else ""
    return f"{'https' if rules.secure else 'http'}://{shown}:{port}/{token}"


def _config(app: ASGIApp, wish: Wish) -> uvicorn.Config:
    # Forwarded headers are believed from nobody: failed logins are counted by the real address.
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=wish.tls_cert,
        ssl_keyfile=wish.tls_key,
    )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host.strip("[]"), port))
        # Whoever follows the link at once waits in the queue until the desk answers.
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise CaseweaveError(
            f"Port {port} on {host} cannot be used ({(error.strerror or str(error)).lower()}). "
            "Name another with --port, or leave it out for a free one."
        ) from error
    return opened
