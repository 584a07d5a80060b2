"""The outside world: an HTTP server that counts what reaches it, without deduplicating."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Receiver:
    """Counts requests by path, with their idempotency keys and bodies, in the order in which they came."""

    def __init__(self) -> None:
        received: list[tuple[str, str, Any]] = []
        arrived, door = threading.Event(), threading.Event()
        door.set()
        refused: set[str] = set()
        held: set[str] = set()
        called: set[str] = set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                called.add(self.headers["Idempotency-Key"])
                arrived.set()
                if not held or self.path in held:
                    door.wait(30)
                received.append((self.path, self.headers["Idempotency-Key"], body))
                self.send_response(400 if self.path in refused else 200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *args: Any) -> None:
                """Be quiet."""

        self.received = received
        #: Set when somebody calls; who closes the door (clears it) makes callers wait for their answer.
        self.arrived, self.door = arrived, door
        #: Paths that the door is before; none: all. Keys of everything that has come, answered or not.
        self.held, self.called = held, called
        #: Paths whose requests are refused for good, from now on.
        self.refused = refused
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def at(self, path: str) -> list[tuple[str, Any]]:
        """Return (key, body) of everything that reached a path."""
        return [(key, body) for where, key, body in self.received if where == path]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
