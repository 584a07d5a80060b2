"""Headers of every answer: what a browser may load, and what it may keep."""

from __future__ import annotations

from flask import Flask, Response

#: The web application brings everything itself. Its component library writes style elements at run time,
#: so styles are allowed inline; scripts never are.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def register_headers(app: Flask, production: bool) -> None:
    """Add the headers to every answer; an answer that says nothing about keeping it is not kept."""

    @app.after_request
    def add(answer: Response) -> Response:
        for name, value in _ALWAYS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        if production:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return answer
