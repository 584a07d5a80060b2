"""What the HTTP face stands on; the composition root gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from engine.calling.rules import TelephonyRules
from engine.calling.softphones import Softphones
from engine.commands import Engine
from engine.files import ContentFolder, Scanner
from engine.oidc_settings import OidcSettings
from engine.sandbox import Sandbox
from engine.store.database import Database
from engine.workers import Hub


class Settings(Protocol):
    """What the face asks of the installation. `web` is the folder of the built web application.

    `oidc` None: people sign in by password alone. `proxies` is how many of our own stand before us.
    """

    @property
    def production(self) -> bool: ...
    @property
    def web(self) -> Path: ...
    @property
    def oidc(self) -> OidcSettings | None: ...
    @property
    def proxies(self) -> int: ...
    @property
    def telephony_rules(self) -> TelephonyRules: ...
    @property
    def prompts(self) -> Path | None: ...
    @property
    def softphones(self) -> Mapping[str, Softphones]: ...


@dataclass(frozen=True)
class Recording:
    """A recorded call that can ring in a demonstration; `seconds` is how long it lasts."""

    key: str
    name_zh: str
    name_en: str
    seconds: float


class Demonstration(Protocol):
    """Recorded calls, where there is no telephone exchange. An installation in production has none."""

    def recordings(self) -> Sequence[Recording]:
        """Return the calls that can ring."""

    def ring(self, recording: str) -> Mapping[str, Any]:
        """Let a call ring, in the background; return `call`, the exchange's id for it.

        Raises:
            NotFound: there is no such recording.
        """


class Files(Protocol):
    """Where contents of attachments and recordings lie, and who looks whether what is attached is harmless;
    None: nobody.
    """

    @property
    def folder(self) -> ContentFolder: ...
    @property
    def scanner(self) -> Scanner | None: ...
    @property
    def recordings(self) -> ContentFolder: ...


class System(Protocol):
    """Database, engine, hub, and where hostile work is done.

    An attribute `demonstration`, if there is one, is a `Demonstration`.
    """

    @property
    def settings(self) -> Settings: ...
    @property
    def database(self) -> Database: ...
    @property
    def engine(self) -> Engine: ...
    @property
    def hub(self) -> Hub: ...
    @property
    def sandbox(self) -> Sandbox: ...
    @property
    def files(self) -> Files: ...


def demonstration_of(system: System) -> Demonstration | None:
    """Return the demonstration of a system; None where there is none."""
    found: Demonstration | None = getattr(system, "demonstration", None)
    return found
