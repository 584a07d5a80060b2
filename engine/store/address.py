"""Addresses of databases: whether they are any, and how they are told without their password."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from engine.errors import InvalidInput
from engine.words import Words

_POSTGRES = ("postgresql://", "postgres://")
_SQLITE = "sqlite:///"
_USE = Words(
    "use postgresql://USER@HOST/NAME or sqlite:///FILE", "请用 postgresql://USER@HOST/NAME 或 sqlite:///FILE"
)


def require_address(url: str) -> None:
    """Refuse what is no address of a database; nothing is opened.

    Raises:
        InvalidInput: another kind of database, or an address that cannot be read.
    """
    if url.startswith(_SQLITE):
        path = url.removeprefix(_SQLITE)
        if not path or path == ":memory:" or "?" in path or "\0" in path or path.endswith("/"):
            raise InvalidInput(
                Words(
                    f"{url!r} names no file of a database; {_USE}", f"{url!r} 没有指明数据库文件；{_USE.zh}"
                )
            )
    elif url.startswith(_POSTGRES):
        try:
            told = conninfo_to_dict(url)
            for port in filter(None, str(told.get("port", "")).split(",")):
                if not 0 < int(port) < 65536:
                    raise ValueError(f"there is no port {port}")
        except (psycopg.Error, ValueError, UnicodeError) as error:
            reason = str(error).strip().splitlines()[0].replace(url, shown_address(url))
            raise InvalidInput(
                Words(
                    f"{shown_address(url)} is no address of PostgreSQL: {reason}",
                    f"{shown_address(url)} 不是 PostgreSQL 的地址：{reason}",
                )
            ) from error
    else:
        kind = url.split(":", 1)[0][:20]
        raise InvalidInput(
            Words(f"no database of kind {kind!r}; {_USE}", f"没有 {kind!r} 这种数据库；{_USE.zh}")
        )


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite address; None for PostgreSQL."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def shown_address(url: str) -> str:
    """Return an address without its password."""
    if url.startswith(_SQLITE):
        return url
    try:
        parts = urlsplit(url)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "password"]
    except ValueError:
        return url.split("://", 1)[0] + "://…"
    user, _, host = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}@{host}" if user else host
    return urlunsplit((parts.scheme, netloc, parts.path, urlencode(query), ""))
