"""What somebody wishes about their notices, checked: every mistake is a finding about its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, NamedTuple

from engine.errors import InvalidInput, field_finding
from engine.notices.addresses import is_address, telephone_number
from engine.notices.choices import Channel, Choice
from engine.notices.kinds import KINDS
from engine.words import Words


class ChoiceWish(NamedTuple):
    """When notices of a kind are to come by a channel."""

    kind: str
    channel: str
    choice: str


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to be told. Times of day are HH:MM in the zone of their tier; None: none."""

    email: str | None
    phone: str | None
    quiet_from: str | None
    quiet_to: str | None
    digest_at: str
    choices: Sequence[ChoiceWish]


def checked_wishes(given: Wishes) -> Wishes:
    """Return the wishes with the telephone number in E.164.

    Raises:
        InvalidInput: something cannot be; the findings name the fields.
    """
    phone = telephone_number(given.phone) if given.phone is not None else None
    found = [*_place_findings(given, phone), *_choice_findings(given.choices)]
    if found:
        raise InvalidInput(
            Words("these wishes cannot be kept: see the findings", "这些设置不能保存：请看各项说明"), found
        )
    return Wishes(given.email, phone, given.quiet_from, given.quiet_to, given.digest_at, given.choices)


def _place_findings(given: Wishes, phone: str | None) -> list[dict[str, Any]]:
    found = []
    if given.email is not None and not is_address(given.email):
        found.append(
            field_finding(
                "email",
                Words("is no e-mail address", "不是电子邮件地址"),
                Words("one address, as name@example.com", "写一个地址，如 name@example.com"),
            )
        )
    if given.phone is not None and phone is None:
        found.append(
            field_finding(
                "phone",
                Words("is no telephone number", "不是电话号码"),
                Words("as 13800000000 or +86 138 0000 0000", "如 13800000000 或 +86 138 0000 0000"),
            )
        )
    if (given.quiet_from is None) != (given.quiet_to is None):
        found.append(
            field_finding(
                "quiet_to" if given.quiet_to is None else "quiet_from",
                Words("is missing", "没有给出"),
                Words("say both, or neither", "两个都写，或都不写"),
            )
        )
    for name in ("quiet_from", "quiet_to", "digest_at"):
        value = getattr(given, name)
        if value is not None and not _is_time(value):
            found.append(
                field_finding(
                    name,
                    Words("is no time of day", "不是一天中的时间"),
                    Words("HH:MM from 00:00 to 23:59", "HH:MM，从 00:00 到 23:59"),
                )
            )
    return found


def _choice_findings(choices: Sequence[ChoiceWish]) -> list[dict[str, Any]]:
    found, seen = [], set()
    for number, wish in enumerate(choices):
        problem = _problem(wish, (wish.kind, wish.channel) in seen)
        seen.add((wish.kind, wish.channel))
        if problem is not None:
            found.append(field_finding(f"choices.{number}", *problem))
    return found


def _problem(wish: ChoiceWish, again: bool) -> tuple[Words, Words] | None:
    kind = KINDS.get(wish.kind)
    if kind is None:
        return Words(f"there is no kind {wish.kind!r}", f"没有类别 {wish.kind!r}"), Words.same(
            ", ".join(KINDS)
        )
    if again:
        return (
            Words("is said twice", "写了两次"),
            Words("one choice for a kind and channel", "每个类别和渠道写一个选择"),
        )
    if wish.channel == Channel.APP and wish.choice not in (Choice.NOW, Choice.OFF):
        return (
            Words("nothing is collected in the application", "应用内的通知不汇总"),
            Words("now or off", "写 now 或 off"),
        )
    if wish.channel == Channel.APP and wish.choice == Choice.OFF and kind.urgent:
        return (
            Words("an urgent kind cannot be muted", "紧急类别不能静音"),
            Words("now", "写 now"),
        )
    return None


def _is_time(text: str) -> bool:
    try:
        return len(text) == 5 and time.fromisoformat(text).second == 0
    except ValueError:
        return False
