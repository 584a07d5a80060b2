"""Announcements that callers hear first: written, switched on and off."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from api.context import reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas import announcements as schemas
from engine.calling.prompts import has_sound
from engine.commands import Answer
from engine.commands.announcements.switch import SwitchAnnouncement
from engine.commands.announcements.write import WriteAnnouncement
from engine.org import Action
from engine.queries.announcements import announcements

group = blueprint("announcements", "What callers hear first, such as a mass outage.")
ANNOUNCE = Action.ANNOUNCE


@endpoint(group, "GET", "/announcements", "listAnnouncements", ANNOUNCE, answer=schemas.Announcements)
def list_announcements() -> Values:
    """The latest announcements of one's tiers and below: heard, written, and over."""
    folder = system().settings.prompts
    with reading() as look:
        found = announcements(look)
    items = [{**asdict(one), "has_sound": has_sound(folder, one.sound)} for one in found.items]
    return {"items": items, "tiers": found.tiers}


@endpoint(
    group,
    "POST",
    "/announcements",
    "writeAnnouncement",
    ANNOUNCE,
    body=schemas.WriteAnnouncementBody,
    answer=schemas.AnnouncementKept,
    status=201,
    command=True,
    problems=(404,),
)
def write_announcement(body: Values) -> Answer:
    """Write an announcement; it is heard once its prompt is there and it is switched on."""
    return run(WriteAnnouncement(body["tier_id"], body["text"]))


@endpoint(
    group,
    "PUT",
    "/announcements/<id:announcement_id>",
    "switchAnnouncement",
    ANNOUNCE,
    body=schemas.SwitchAnnouncementBody,
    answer=schemas.AnnouncementKept,
    command=True,
)
def switch_announcement(body: Values, announcement_id: str) -> Answer:
    """Switch an announcement on, which needs its prompt, or off; of one tier only one is on."""
    sounds = partial(has_sound, system().settings.prompts)
    return run(SwitchAnnouncement(announcement_id, body["on"], sounds))
