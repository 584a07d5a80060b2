"""The composition root: database, services, engine, effects, workers, wired from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from engine.commands import Engine, Handler, Services
from engine.effects import (
    CallCustomer,
    CustomerMessage,
    Effect,
    Email,
    JsonGateway,
    LogGateway,
    NoticeWebhook,
    Notify,
    Sms,
    SmsGateway,
    Webhook,
    plain_gateway,
)
from engine.files import ContentFolder, Scanner
from engine.sandbox import Sandbox
from engine.store.database import Database
from engine.store.opening import open_database
from engine.workers import Hub, InlineWorker
from huan.settings import Settings

if TYPE_CHECKING:
    from api.system import Demonstration


@dataclass(frozen=True)
class Files:
    """Where attachments and recordings lie, and the virus scanner; None: the site has none."""

    folder: ContentFolder
    scanner: Scanner | None
    recordings: ContentFolder


class Beside(Protocol):
    """What works beside a face in its process, such as a listener."""

    def stop(self) -> None: ...


@dataclass(frozen=True)
class System:
    """Everything that a face of Huan (command line, HTTP, worker) stands on."""

    settings: Settings
    database: Database
    engine: Engine
    effects: Mapping[str, Effect]
    hub: Hub
    sandbox: Sandbox
    files: Files
    demonstration: Demonstration | None = None
    #: Started; the last is stopped first.
    beside: tuple[Beside, ...] = ()

    def inline_worker(self) -> InlineWorker:
        """Return the worker that runs as threads of this process; the caller starts it."""
        return InlineWorker(self.engine, self.effects, self.hub)

    def close(self) -> None:
        """End what works beside us, and give back the connections."""
        for one in reversed(self.beside):
            one.stop()
        self.sandbox.close()
        self.database.close()


def installed_effects(settings: Settings, engine: Engine) -> dict[str, Effect]:
    """Return the handlers of this installation, by topic; a channel that is not set has none."""
    channels, gateway = settings.channels, _sms_gateway(settings)
    effects: dict[str, Effect] = {
        "notify": Notify(engine),
        "webhook": Webhook(settings.webhook_hosts),
        "customer-message": CustomerMessage(gateway),
        "order.call-customer": CallCustomer(engine),
    }
    if gateway is not None:
        effects["sms"] = Sms(gateway)
    if channels.mail is not None:
        effects["email"] = Email(channels.mail)
    if channels.webhook is not None:
        effects["notice-webhook"] = NoticeWebhook(channels.webhook, channels.webhook_secret)
    return effects


def _sms_gateway(settings: Settings) -> SmsGateway | None:
    if settings.channels.sms is not None:
        return JsonGateway(settings.channels.sms, settings.channels.sms_secret)
    if settings.message_gateway is None:
        return None
    if settings.message_gateway == "log":
        return LogGateway()
    return plain_gateway(settings.message_gateway, settings.message_token)


def build(settings: Settings, *, provisional_calendars: bool = False) -> System:
    """Wire a system; nothing is started and the database is not touched."""
    database = open_database(settings.database_url)
    services = Services(
        profile=settings.profile,
        provisional=provisional_calendars,
        message_kept=timedelta(hours=settings.message_kept_hours),
        notices_kept=timedelta(days=settings.notices_kept_days) if settings.notices_kept_days else None,
        inbox_rules=settings.inbox_rules,
        order_rules=settings.order_rules,
        tells_customers=_sms_gateway(settings) is not None,
        calls_out=settings.calls_out,
        telephony_rules=settings.telephony_rules,
    )
    engine = Engine(database, services)
    effects = installed_effects(settings, engine)
    services.handlers = {topic: Handler(effect.mode, effect.attempts) for topic, effect in effects.items()}
    files = Files(ContentFolder(settings.attachments), settings.scanner, ContentFolder(settings.recordings))
    return System(settings, database, engine, effects, Hub(settings.streams), Sandbox(), files)
