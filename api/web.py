"""The built web application: its files, and index.html for every address that is a page of it.

The build lays compressed copies beside its files (`index.js.br`, `index.js.gz`); whoever takes one gets it.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Response, request, send_from_directory
from werkzeug.exceptions import NotFound as NoSuchFile

from api.problems import problem
from engine.words import Words

_YEAR_SECONDS = 365 * 24 * 3600
#: Encodings with the ending of the copy, the smallest first.
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def page(folder: Path, path: str) -> Response | None:
    """Return a file of the web application, or its index; None for what is no page: an unknown API address.

    Files under `assets/` carry a hash in their names and may be kept for ever; the index never.
    """
    if request.method not in ("GET", "HEAD") or path == "api" or path.startswith("api/"):
        return None
    try:
        return _file(folder, path) if path else _index(folder)
    except NoSuchFile:
        return None if "." in path.rsplit("/", 1)[-1] else _index(folder)


def _file(folder: Path, path: str) -> Response:
    # send_from_directory joins safely: no path leads out of the folder.
    answer = _compressed(folder, path) or send_from_directory(folder.absolute(), path)
    answer.vary.add("Accept-Encoding")
    if path.startswith("assets/"):
        answer.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
    else:
        answer.headers["Cache-Control"] = "no-cache"
    return answer


def _compressed(folder: Path, path: str) -> Response | None:
    """Return the smallest copy that the client takes; None without one."""
    for encoding, ending in _ENCODINGS:
        if request.accept_encodings[encoding]:
            try:
                answer = send_from_directory(
                    folder.absolute(), path + ending, mimetype=mimetypes.guess_type(path)[0]
                )
            except NoSuchFile:
                continue
            answer.headers["Content-Encoding"] = encoding
            return answer
    return None


def _index(folder: Path) -> Response:
    try:
        return _file(folder, "index.html")
    except NoSuchFile:
        return problem(
            404,
            "not-found",
            Words(
                "the web application is not built here: run `make setup`",
                "这里没有构建网页应用：请运行 `make setup`",
            ),
        )
