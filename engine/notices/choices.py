"""By which channels a person is told, and when: their choices a kind and channel, quiet hours, digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from engine.notices.hours import Quiet, next_daily, next_hour, out_of_quiet
from engine.notices.kinds import Kind


class Channel(StrEnum):
    """How somebody is told. Inside the application everything is written; there a choice only mutes."""

    APP = "app"
    EMAIL = "email"
    SMS = "sms"
    WEBHOOK = "webhook"


class Choice(StrEnum):
    """When: at once, collected by the hour or the day, or not at all."""

    NOW = "now"
    HOURLY = "hourly"
    DAILY = "daily"
    OFF = "off"


#: What goes out of the application.
CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.WEBHOOK)
#: The handler of each; an installation that lacks it sends nothing that way.
HANDLERS = {Channel.EMAIL: "email", Channel.SMS: "sms", Channel.WEBHOOK: "notice-webhook"}
#: What holds for whoever has chosen nothing: the urgent at once, the rest in the day's mail.
DEFAULTS: dict[Channel, tuple[Choice, Choice]] = {
    Channel.APP: (Choice.NOW, Choice.NOW),
    Channel.EMAIL: (Choice.NOW, Choice.DAILY),
    Channel.SMS: (Choice.NOW, Choice.OFF),
    Channel.WEBHOOK: (Choice.OFF, Choice.OFF),
}
DIGEST_AT = time(8, 0)


@dataclass(frozen=True)
class Reader:
    """Who is told. `email` and `phone` None: that channel reaches nobody. `choices` are those they made."""

    person_id: str
    email: str | None = None
    phone: str | None = None
    quiet: Quiet | None = None
    digest_at: time = DIGEST_AT
    choices: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def choice(self, kind: Kind, channel: Channel) -> Choice:
        """Return what holds for a kind and channel."""
        made = self.choices.get((kind.key, channel.value))
        if made is not None:
            return Choice(made)
        urgent, other = DEFAULTS[channel]
        return urgent if kind.urgent else other

    def address(self, channel: Channel) -> str | None:
        """Return where a channel reaches them; None: nowhere. A webhook is told who they are."""
        return {Channel.EMAIL: self.email, Channel.SMS: self.phone, Channel.WEBHOOK: self.person_id}.get(
            channel
        )


@dataclass(frozen=True)
class Sending:
    """One notice by one channel. `due_at` None: at once; else aware UTC business time."""

    channel: Channel
    address: str
    due_at: datetime | None


def sendings(reader: Reader, kind: Kind, now: datetime, zone: str) -> Iterator[Sending]:
    """Yield how a notice of `kind` reaches somebody in the IANA `zone`.

    Quiet hours put off what would come at once, unless it is urgent; what is collected waits for its hour,
    and when that lies in quiet hours, for their end.
    """
    for channel in CHANNELS:
        address = reader.address(channel)
        choice = reader.choice(kind, channel)
        if address is None or choice is Choice.OFF:
            continue
        if choice is Choice.NOW:
            due = now if kind.urgent else out_of_quiet(reader.quiet, now, zone)
            yield Sending(channel, address, due if due > now else None)
            continue
        coming = next_hour(now) if choice is Choice.HOURLY else next_daily(reader.digest_at, now, zone)
        yield Sending(channel, address, out_of_quiet(reader.quiet, coming, zone))
