"""The Flask application: endpoints, errors, headers, the web application."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from api import openapi
from api.context import EXTENSION
from api.documents import Json
from api.endpoint import PREFIX
from api.feed import HEARTBEAT, RECHECK, STALLED
from api.headers import register_headers
from api.hiding import register_hiding
from api.log import register_log
from api.oidc import Oidc
from api.oidc_sign_in import OIDC
from api.problems import of_ours, of_unexpected, of_werkzeug
from api.resources import GROUPS
from api.system import System
from api.web import page
from engine.errors import HuanError

#: Bytes that a request may have; deploying a package may have more.
MOST_BYTES = 1_000_000


class IdConverter(BaseConverter):
    """An id in an address; anything else is an address that there is not."""

    regex = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"

    def to_python(self, value: str) -> str:
        """Return the id in lower case, as we write it."""
        return value.lower()


class WordConverter(BaseConverter):
    """A key in an address: letters, digits, dots, hyphens and underscores."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"


class Api(flask_smorest.Api):
    """The endpoints' registry; errors are answered by ours, not by its own."""

    def handle_http_exception(self, error: HTTPException) -> Any:
        """Return problem details, or a page of the web application where no endpoint is meant."""
        if error.code == 404:
            found = page(self._app.extensions[EXTENSION].settings.web, request.path.lstrip("/"))
            if found is not None:
                return found
        return of_werkzeug(error)


def create_app(system: System) -> Flask:
    """Return the application that serves `system`: the API under /api/v1, and the web application."""
    app = Flask("huan", static_folder=None)
    app.extensions[EXTENSION] = system
    if system.settings.oidc is not None:
        app.extensions[OIDC] = Oidc(system.settings.oidc)
    if system.settings.proxies:
        # So many proxies of ours stand before us: the address that the last one saw is the browser's.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=system.settings.proxies)  # type: ignore[method-assign]
    app.json = Json(app)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=None,
        API_TITLE=openapi.TITLE,
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        **{HEARTBEAT: 15.0, RECHECK: 60.0, STALLED: 20.0},
    )
    app.url_map.converters.update(id=IdConverter, word=WordConverter)
    register_log(app)
    register_headers(
        app, system.settings.production, [one.wss for one in system.settings.softphones.values()]
    )
    register_hiding(app)
    app.register_error_handler(HuanError, of_ours)
    app.register_error_handler(Exception, of_unexpected)
    api = Api(app, spec_kwargs=openapi.options())
    api.register_converter(IdConverter, lambda _: {"type": "string", "format": "uuid"})
    api.register_converter(
        WordConverter, lambda converter: {"type": "string", "pattern": f"^{converter.regex}$"}
    )
    openapi.register_problems(api)
    for group in GROUPS:
        api.register_blueprint(group)
    openapi.register(app, api, f"{PREFIX}/openapi.json")
    return app
