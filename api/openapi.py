"""The OpenAPI 3.1 document, from which the web client's types are generated."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Flask, Response, current_app

from api.access import Access, guarded
from api.endpoint import HEADERS, PROBLEMS, SECURITY_SCHEMES
from api.problems import CONTENT_TYPE
from api.schemas.problems import Problem

TITLE = "Huan"
_ABOUT = (
    "Closed-loop work orders for the customer service centre of a utility. Times are ISO 8601 with zone; in "
    "answers they are UTC business time unless said otherwise. Ids are UUIDs version 7. Errors are problem "
    "details (RFC 9457) with a stable `type`. See docs/api.md."
)


def options() -> dict[str, Any]:
    """Return what the document says beside its paths."""
    return {"info": {"description": _ABOUT}, "servers": [{"url": "/"}]}


def register_problems(api: flask_smorest.Api) -> None:
    """Give the document the problems that operations refer to, and the ways to sign in."""
    components = api.spec.components
    for name, about in PROBLEMS.values():
        components.response(
            name, {"description": about, "content": {CONTENT_TYPE: {"schema": Problem}}}, lazy=True
        )
    for name, scheme in SECURITY_SCHEMES.items():
        components.security_scheme(name, scheme)


def finished(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with header parameters in place, and without flask-smorest's own errors."""
    for path in document["paths"].values():
        for method, operation in path.items():
            if method == "parameters":
                continue
            operation["parameters"] = [*operation.get("parameters", []), *operation.pop(HEADERS, [])]
            operation["responses"].pop("default", None)
    document["components"]["responses"].pop("DEFAULT_ERROR", None)
    schemas = document["components"]["schemas"]
    for name in ("Error", "PaginationMetadata"):
        schemas.pop(name, None)
    for name, schema in schemas.items():
        # Answers may get more members in a later release; bodies refuse what they do not know.
        if not name.endswith("Body") and schema.get("additionalProperties") is False:
            del schema["additionalProperties"]
    return document


def register(app: Flask, api: flask_smorest.Api, path: str) -> None:
    """Serve the document; it is the same for everybody and as long as the release runs."""
    text = app.json.dumps(finished(api.spec.to_dict()))

    def document() -> Response:
        """The document itself."""
        answer = current_app.response_class(text, content_type="application/json")
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    app.add_url_rule(path, "openapi", guarded(Access.PUBLIC, document), methods=["GET"])
