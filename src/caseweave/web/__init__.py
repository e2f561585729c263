"""The desk: server-rendered pages over one store, on this machine.

`serve` starts it; `create_app` gives the ASGI application to tests and to whoever serves it.
"""

from caseweave.web._app import create_app
from caseweave.web._door import Action, Door, LocalDoor, Person, Session
from caseweave.web._serve import Serving, serve
from caseweave.web.access import Wish

__all__ = [
    "Action",
    "Door",
    "LocalDoor",
    "Person",
    "Serving",
    "Session",
    "Wish",
    "create_app",
    "serve",
]
