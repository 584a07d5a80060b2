"""Hides telephone numbers from whoever may see none: every answer, whatever made it, passes here."""

from __future__ import annotations

import json

import orjson
from flask import Flask, Response

from api.access import hides_numbers
from engine.calling.hiding import without_numbers


def register_hiding(app: Flask) -> None:
    """Let every answer in JSON pass; streams tell only kinds and ids, files are what somebody attached."""
    app.after_request(_hidden)


def _hidden(response: Response) -> Response:
    if hides_numbers() and response.is_json and not response.is_streamed and response.status_code != 304:
        # Numbers of JSON stay as they are written, with all their digits.
        answer = json.loads(response.get_data(), parse_float=orjson.Fragment, parse_int=orjson.Fragment)
        response.set_data(orjson.dumps(without_numbers(answer)))
    return response
