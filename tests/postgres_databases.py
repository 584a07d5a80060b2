"""Databases of scenarios on a PostgreSQL server of the tests."""

from __future__ import annotations

from tests.servers import Postgres


class PostgresDatabases:
    """Makes databases as copies of a migrated one, the template of the tests."""

    def __init__(self, server: Postgres, template: str) -> None:
        self._server, self._template = server, template
        self._open: set[str] = set()

    def empty(self) -> str:
        return self._copied(self._template)

    def copy(self, url: str) -> str:
        return self._copied(url.rsplit("/", 1)[1])

    def remove(self, url: str) -> None:
        self._server.drop(url.rsplit("/", 1)[1])
        self._open.remove(url)

    def close(self) -> None:
        for url in list(self._open):
            self.remove(url)

    def _copied(self, template: str) -> str:
        url = self._server.copied(template)
        self._open.add(url)
        return url
