"""Serve the HTTP face with gunicorn: threads for requests and streams, workers beside them or elsewhere."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gunicorn.app.base import BaseApplication

from api.app import create_app
from engine.errors import InvalidInput
from engine.words import Words
from engine.workers import HubHints
from engine.workers.queued import ChangesFromRedis, QueuedHints
from huan.awaited import patiently
from huan.broken import name_broken_versions
from huan.heap import settle_heap
from huan.settings import Settings
from huan.wiring import System, build

#: Connections of browsers and proxies that a process keeps open between two requests.
MOST_WAITING = 500


class Server(BaseApplication):
    """Gunicorn without a command line of its own."""

    def __init__(self, settings: Settings, make: Callable[[], System], processes: int, inline: bool) -> None:
        self._settings, self._make, self._processes, self._inline = settings, make, processes, inline
        self._system: System | None = None
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn needs to know."""
        # Every live page holds a thread: those for requests come on top.
        threads = self._settings.streams + self._settings.request_threads
        for name, value in {
            "bind": self._settings.bind,
            "workers": self._processes,
            "worker_class": "gthread",
            "threads": threads,
            # Connections that wait for their next request hold none.
            "worker_connections": threads + MOST_WAITING,
            "timeout": 60,
            "graceful_timeout": 5,
            "keepalive": 30,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_exit": self._close,
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Build the application, in the server process after the fork, and start what runs beside it."""
        self._system = system = self._make()
        redis_url = self._settings.redis_url
        if redis_url is not None:
            system.engine.hints = QueuedHints(redis_url)
            ChangesFromRedis(redis_url, system.hub).start()
        else:
            system.engine.hints = HubHints(system.hub)
        if self._inline:
            worker = system.inline_worker()
            worker.start()
            self._system = replace(system, beside=(*system.beside, worker))
        patiently(self._settings, lambda: name_broken_versions(system))
        app = create_app(system)
        settle_heap()
        logging.getLogger("gunicorn.error").setLevel(logging.WARNING)
        return app

    def _close(self, _arbiter: object, _worker: object) -> None:
        """Give back what the server process has, leases of exchanges too; gunicorn calls it at its end."""
        if self._system is not None:
            self._system.close()


def require_free(settings: Settings) -> None:
    """Refuse an address on which nobody can listen, before anything else is done.

    Raises:
        InvalidInput: the port is taken or not allowed, or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        raise InvalidInput(
            Words(
                f"nobody can listen on {settings.bind} ({error.strerror or error}): set HUAN_HOST and "
                "HUAN_PORT",
                f"不能监听 {settings.bind}（{error.strerror or error}）：请设置 HUAN_HOST 和 HUAN_PORT",
            )
        ) from error


def serve(
    settings: Settings, processes: int, *, inline: bool, make: Callable[[], System] | None = None
) -> None:
    """Serve until stopped. `inline` runs the worker as threads of the server (one machine, no Redis)."""
    Server(settings, make or (lambda: build(settings)), processes, inline).run()
