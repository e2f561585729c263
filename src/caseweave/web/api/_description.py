"""The description of the API (OpenAPI 3.1), with exact schemas of every record.

The framework draws routes and parameters from the code; the schemas are msgspec's own, which know
what a record forbids and which fields tell the members of a union apart.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Request
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from caseweave import __version__
from caseweave.web.api import _builds, _decisions, _incidents, _people, _reports
from caseweave.web.api._problem import Problem

PATH = "/api/v1"
_REF = "#/components/schemas/{name}"
MODULES = (_incidents, _reports, _decisions, _builds, _people)


def openapi_config() -> OpenAPIConfig:
    """How the framework describes the API."""
    return OpenAPIConfig(
        title="Caseweave",
        version=__version__,
        description="Case files that account for every person: the desk's operations for programs.",
        security=[{"key": []}, {"session": []}],
        components=Components(
            security_schemes={
                "key": SecurityScheme(type="http", scheme="bearer", description="A key."),
                "session": SecurityScheme(
                    type="apiKey",
                    name="caseweave",
                    security_scheme_in="cookie",
                    description="The desk's session; unsafe calls also carry X-CSRF-Token.",
                ),
            }
        ),
        use_handler_docstrings=True,
        # As JSON alone: pages that show it would fetch their scripts from elsewhere.
        path=f"{PATH}/openapi.json",
        render_plugins=[_Exact(path="/exact")],
    )


class _Exact(JsonRenderPlugin):
    """The description as JSON, with exact schemas."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """What is served at openapi.json."""
        return self.render_json(request, described(openapi_schema))


def described(drawn: dict[str, Any]) -> dict[str, Any]:
    """What the framework drew, with msgspec's schemas in place of its own."""
    kinds = {k for module in MODULES for h in module.HANDLERS for k in _records(h)}
    _, exact = msgspec.json.schema_components(
        [Problem, *sorted(kinds, key=lambda k: k.__name__)], ref_template=_REF
    )
    components = {**drawn["components"]}
    components["schemas"] = {**components.get("schemas", {}), **exact}
    return {**drawn, "components": components}


def _records(handler: HTTPRouteHandler) -> Iterator[type]:
    """The records that a route takes and gives."""
    signature = handler.parsed_fn_signature
    fields = [signature.return_type, signature.parameters.get("data")]
    for field in fields:
        for one in (field, *field.inner_types) if field is not None else ():
            if isinstance(one.annotation, type) and issubclass(one.annotation, msgspec.Struct):
                yield one.annotation
