"""Reading bodies and query strings by their schema; what does not fit is told field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import flask
from marshmallow import Schema, ValidationError
from webargs import core
from webargs.flaskparser import FlaskParser

from api.documents import read_json
from api.field_sentences import told_of_field
from api.problems import WrongMediaType
from engine.errors import InvalidInput, field_finding
from engine.words import Words


class Parser(FlaskParser):
    """Bodies are JSON and nothing else."""

    def load_json(self, req: flask.Request, schema: Schema) -> Any:
        """Return the body.

        Raises:
            WrongMediaType, NotJson, InvalidInput: it is none that can be read.
        """
        if not core.is_json(req.mimetype):
            raise WrongMediaType(
                Words("send the body as application/json", "请以 application/json 发送请求体")
            )
        return read_json(req.get_data(cache=True) or b"null")

    def handle_error(
        self,
        error: ValidationError,
        req: flask.Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Tell every finding."""
        messages = error.messages if isinstance(error.messages, dict) else {"": error.messages}
        found = [finding for part in messages.values() for finding in findings_of(part)]
        raise InvalidInput(
            Words(f"{len(found)} field(s) need attention", f"有 {len(found)} 个字段需要注意"), findings=found
        ) from error


def findings_of(messages: Any, path: str = "") -> list[dict[str, Any]]:
    """Return marshmallow's messages as findings: field, problem, remedy. The body itself has no name."""
    if isinstance(messages, Mapping):
        return [
            finding
            for name, inner in messages.items()
            for finding in findings_of(inner, path if name == "_schema" else f"{path}.{name}".lstrip("."))
        ]
    texts = messages if isinstance(messages, list) else [messages]
    return [
        finding
        for text in texts
        for finding in (findings_of(text, path) if isinstance(text, Mapping) else [_finding(text, path)])
    ]


def _finding(text: str, path: str) -> dict[str, Any]:
    return field_finding(path or None, *told_of_field(text))


parser = Parser()
