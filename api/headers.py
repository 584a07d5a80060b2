"""Headers of every answer: what a browser may load, and what it may keep."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response

#: The web application brings everything itself. Its component library writes style elements at run time,
#: so styles are allowed inline; scripts never are.
_POLICY = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def content_security_policy(exchanges: Iterable[str] = ()) -> str:
    """Return what a page may load; it may connect to us, and to these exchanges (`wss://host:port`)."""
    return "; ".join((*_POLICY, " ".join(("connect-src 'self'", *sorted(set(exchanges))))))


def register_headers(app: Flask, production: bool, exchanges: Iterable[str] = ()) -> None:
    """Add the headers to every answer; an answer that says nothing about keeping it is not kept.

    `exchanges` are those at which softphones register.
    """
    always = {**_ALWAYS, "Content-Security-Policy": content_security_policy(exchanges)}

    @app.after_request
    def add(answer: Response) -> Response:
        for name, value in always.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        if production:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return answer
