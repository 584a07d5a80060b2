"""One line a request: what kind, how it ended, how long it took. No addresses, no values, no names."""

from __future__ import annotations

import time

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("huan.request")


def register_log(app: Flask) -> None:
    """Log every request by the pattern of its address: what was searched for or asked about stays out."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(answer: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule is not None else "-"
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        log.info(
            "request",
            method=request.method,
            rule=rule,
            status=answer.status_code,
            ms=round(seconds * 1000, 1),
        )
        return answer
