"""Announcements that callers hear first."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import flag, key, parts, text, when


class Announcement(Schema):
    """An announcement of a tier. Times are UTC."""

    id = key("The announcement.")
    tier = key("Whose callers hear it, with all below.")
    tier_name = text("That tier's name; null: it is gone.", null=True)
    on = flag("Callers hear it.")
    sound = text("The name, without .wav, of its prompt.")
    has_sound = flag("Its prompt is there to be played.")
    written_at = when("When it was written.")
    written_by = text("Who wrote it; null: nobody of ours.", null=True)
    on_at = when("When it was switched on; null: it was not.", null=True)
    on_by = text("Who switched it on; null: nobody.", null=True)
    off_at = when("When it was switched off; null: it was not.", null=True)
    off_by = text("Who switched it off; null: nobody.", null=True)
    text = text("What is said.")


class AnnouncingTier(Schema):
    """A tier for which one may announce."""

    id = key("The tier.")
    name = text("Its name.")
    kind = text("province, city or county.")


class Announcements(Schema):
    """The latest announcements of one's tiers and below."""

    items = parts(Announcement, "The 50 latest, the newest first.")
    tiers = parts(AnnouncingTier, "For which one may write some.")


class WriteAnnouncementBody(Schema):
    """An announcement."""

    tier_id = key("Whose callers shall hear it.")
    text = text("What is said, in a few sentences.", least=1, most=300)


class SwitchAnnouncementBody(Schema):
    """Whether callers hear it."""

    on = flag("True: from now on. False: no longer, and for good.")


class AnnouncementKept(Schema):
    """An announcement that was written or switched."""

    id = key("The announcement.")
    on = flag("Callers hear it.")
    sound = text("The name, without .wav, of the prompt that it needs.")
