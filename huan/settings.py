"""Settings, from the environment. Secrets are read here and never printed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import InvalidInput


@dataclass(frozen=True)
class Settings:
    """What an installation decides.

    `clock_rate` is applied when a database gets its business clock, and by `huan run`. `webhook_hosts` are
    the only hosts that diagrams may call. `message_gateway` None refuses messages to customers, `log` only
    logs them. `production` demands what a demonstration may leave open.
    """

    database_url: str = "sqlite:///var/huan.sqlite3"
    redis_url: str | None = None
    clock_rate: float = 1.0
    profile: str = "state-grid"
    webhook_hosts: frozenset[str] = frozenset()
    message_gateway: str | None = None
    message_token: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8095
    packages: Path = Path("bpmn")
    web: Path = Path("web/dist")
    production: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read HUAN_* and REDIS_URL.

        Raises:
            InvalidInput: a value cannot be read; the message names the variable.
        """
        env = os.environ if environment is None else environment
        hosts = env.get("HUAN_WEBHOOK_HOSTS", "")
        settings = cls(
            database_url=env.get("HUAN_DATABASE_URL", cls.database_url),
            redis_url=env.get("REDIS_URL") or None,
            clock_rate=_number(env, "HUAN_CLOCK_RATE", cls.clock_rate),
            profile=env.get("HUAN_PROFILE", cls.profile),
            webhook_hosts=frozenset(host.strip() for host in hosts.split(",") if host.strip()),
            message_gateway=env.get("HUAN_MESSAGE_GATEWAY") or None,
            message_token=env.get("HUAN_MESSAGE_TOKEN") or None,
            host=env.get("HUAN_HOST", cls.host),
            port=int(_number(env, "HUAN_PORT", cls.port)),
            packages=Path(env.get("HUAN_PACKAGES", str(cls.packages))),
            web=Path(env.get("HUAN_WEB", str(cls.web))),
            production=env.get("HUAN_ENV", "demonstration") == "production",
        )
        if settings.production and settings.clock_rate != 1.0:
            raise InvalidInput("HUAN_CLOCK_RATE is for demonstrations; remove it in production")
        return settings


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name)
    if text is None:
        return default
    try:
        return float(text)
    except ValueError:
        raise InvalidInput(f"{name} must be a number, but is {text!r}") from None
