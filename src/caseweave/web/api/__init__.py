"""The API under /api/v1: the desk's operations for programs, described by OpenAPI 3.1.

Doors: `router()` for the application; `openapi_config()`; `PATH`. Refusals are `Problem`s.
"""

from litestar import Router
from litestar.di import Provide

from caseweave.web.api import _builds, _decisions, _incidents, _people, _reports
from caseweave.web.api._caller import Needs, caller_of, view_of
from caseweave.web.api._description import PATH, openapi_config
from caseweave.web.api._problem import (
    HANDLERS,
    MEDIA_TYPE,
    Problem,
    on_fault,
    on_http,
    stopped,
)

LARGEST = 8 * 1024 * 1024


def router() -> Router:
    """The routes of the API."""
    modules = (_incidents, _reports, _decisions, _builds, _people)
    return Router(
        path=PATH,
        route_handlers=[h for module in modules for h in module.HANDLERS],
        dependencies={
            "caller": Provide(caller_of, sync_to_thread=False),
            "view": Provide(view_of, sync_to_thread=True),
        },
        exception_handlers=HANDLERS,
        request_max_body_size=LARGEST,
        include_in_schema=True,
    )


__all__ = [
    "MEDIA_TYPE",
    "PATH",
    "Needs",
    "Problem",
    "on_fault",
    "on_http",
    "openapi_config",
    "router",
    "stopped",
]
