"""How people want to be told, and the texts in which they are."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Query, flag, parts, text, texts, when, whole
from api.schemas.problems import Finding
from engine.notices import KINDS, MOST_TEMPLATE, Channel, Choice

_CHOICES = tuple(Choice)
_APP = (Choice.NOW.value, Choice.OFF.value)
_WHEN = "now; hourly or daily: collected; off."


class KindWish(Schema):
    """When notices of a kind come, by channel."""

    kind = text("The kind.", attribute="kind.key", one_of=tuple(KINDS))
    name = text("Its name, in English.", attribute="kind.name")
    name_zh = text("Its name, in Chinese.", attribute="kind.name.zh")
    urgent = flag("It passes quiet hours and cannot be muted.", attribute="kind.urgent")
    app = text("In the application: now, or off: muted.", one_of=_APP)
    email = text(f"By e-mail: {_WHEN}", one_of=_CHOICES)
    sms = text(f"By SMS: {_WHEN}", one_of=_CHOICES)
    webhook = text(f"By the installation's webhook: {_WHEN}", one_of=_CHOICES)


class NoticeWishes(Schema):
    """How one is told."""

    email = text("The address for e-mail; null: none, nothing comes by it.", null=True)
    phone = text("The number for SMS, E.164; null: none, nothing comes by it.", null=True)
    quiet_from = text("When quiet hours begin, HH:MM; null: there are none.", null=True)
    quiet_to = text("When quiet hours end, HH:MM; null: there are none.", null=True)
    digest_at = text("When the daily collection goes out, HH:MM.")
    zone = text("The IANA zone of these times.")
    channels = texts("The channels that this installation has: email, sms, webhook.")
    kinds = parts(KindWish, "Every kind, and when it comes.")
    waiting = whole("How many notices wait to go out later.")
    revision = whole("Counts the changes; 0: nothing was ever said.")


class ChoiceBody(Schema):
    """A choice for a kind and channel."""

    kind = text("The kind.", one_of=tuple(KINDS))
    channel = text("The channel.", one_of=tuple(Channel))
    choice = text("now, hourly, daily or off; in the application now or off.", one_of=_CHOICES)


class NoticeWishesBody(Schema):
    """How one wants to be told: all of it. What is not chosen comes as it does for everybody."""

    email = text("Null or left out: no e-mail.", given=False, least=3, most=254)
    phone = text("Null or left out: no SMS.", given=False, least=3, most=30)
    quiet_from = text("HH:MM; null or left out: no quiet hours.", given=False, most=5)
    quiet_to = text(
        "HH:MM, over midnight when it is earlier; null or left out: no quiet hours.", given=False, most=5
    )
    digest_at = text("HH:MM.", most=5)
    choices = parts(ChoiceBody, "What one chose.", validate=lambda found: len(found) <= len(KINDS) * 4)
    revision = whole("The revision that was read; null or left out: If-Match says it.", given=False, least=0)


class WishesKept(Schema):
    """What was stored."""

    revision = whole("The revision now.")


class NoticeTextsQuery(Query):
    """Which texts."""

    words = text("Contained in name or text.", given=False, least=1, most=100, data_key="text")


class NoticeText(Schema):
    """The text of a kind."""

    kind = text("The kind.", attribute="kind.key", one_of=tuple(KINDS))
    name = text("Its name, in English.", attribute="kind.name")
    name_zh = text("Its name, in Chinese.", attribute="kind.name.zh")
    urgent = flag("It passes quiet hours and cannot be muted.", attribute="kind.urgent")
    placeholders = texts("The values it may speak of.", attribute="kind.allowed")
    text_en = text("The English template.")
    text_zh = text("The Chinese template.")
    shipped_en = text("The English template as shipped.", attribute="kind.text")
    shipped_zh = text("The Chinese template as shipped.", attribute="kind.text.zh")
    example_en = text("How the English one reads.")
    example_zh = text("How the Chinese one reads.")
    revision = whole("Counts this site's changes; 0: it is as shipped.")
    changed_at = when("When it was changed last, business time, UTC; null: it is as shipped.", null=True)
    changed_by = text("Who changed it last; null: it is as shipped.", null=True)


class NoticeTexts(Schema):
    """The texts of all kinds."""

    items = parts(NoticeText, "One a kind.")


class PreviewBody(Schema):
    """A text to try."""

    text_en = text("The English template.", most=MOST_TEMPLATE * 2)
    text_zh = text("The Chinese template.", most=MOST_TEMPLATE * 2)


class NoticeTextBody(PreviewBody):
    """A text of this site."""

    reason = text(
        "Why; it is kept with the change. Null or left out: nothing is said.", given=False, least=1, most=500
    )
    revision = whole("The revision that was read; null or left out: If-Match says it.", given=False, least=0)


class ResetBody(Schema):
    """Why the shipped text is to come back."""

    reason = text(
        "Why; it is kept with the change. Null or left out: nothing is said.", given=False, least=1, most=500
    )
    revision = whole("The revision that was read; null or left out: If-Match says it.", given=False, least=0)


class NoticePreview(Schema):
    """How a text reads."""

    example_en = text("The English one; null: it has findings.", null=True)
    example_zh = text("The Chinese one; null: it has findings.", null=True)
    findings = parts(Finding, "What is wrong.")


class TextKept(Schema):
    """What was stored."""

    kind = text("The kind.")
    revision = whole("The revision now; 0: it is as shipped.")
