"""The calendars and profiles that come with the product, read from the files beside this module.

They are where a utility begins; what it edits lives in its own versions of the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from engine.limits.calendar import WorkingCalendar
from engine.limits.calendar_files import build_calendars, read_calendar_file
from engine.limits.checked_yaml import plain_document
from engine.limits.profile import Profile
from engine.limits.profile_files import read_profile
from engine.limits.vocabulary import Vocabulary, read_vocabulary

PROFILE_KEYS = ("state-grid", "southern-grid", "gas")


@cache
def seed_calendars(*, with_provisional: bool = False) -> Mapping[str, WorkingCalendar]:
    """Return the shipped calendars by key (`cn`).

    `with_provisional` adds the years that are not announced yet: for demonstrations, never for promises.
    """
    folder = resources.files("engine.limits") / "calendars"
    files = [
        read_calendar_file(path.read_text("utf-8"), path.name)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".yaml")
    ]
    return build_calendars(file for file in files if with_provisional or not file.year.provisional)


@cache
def seed_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary of facts, milestones and reasons for a pause."""
    return read_vocabulary(_profile_text("vocabulary"), "vocabulary.yaml")


@cache
def seed_profiles() -> Mapping[str, Profile]:
    """Return the shipped operator profiles by key."""
    vocabulary = seed_vocabulary()
    return MappingProxyType(
        {key: read_profile(_profile_text(key), f"{key}.yaml", vocabulary) for key in PROFILE_KEYS}
    )


def _profile_text(key: str) -> str:
    path = resources.files("engine.limits") / "profiles" / f"{key}.yaml"
    return path.read_text("utf-8")


def seed_document(key: str) -> dict[str, Any]:
    """Return what a shipped profile's file says, as plain data; `key` is one of PROFILE_KEYS."""
    document: dict[str, Any] = plain_document(_profile_text(key), f"{key}.yaml")
    return document
