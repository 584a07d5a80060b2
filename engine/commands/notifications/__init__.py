"""Telling people: notices inside the application, and what goes out by the channels that they chose."""

from engine.commands.notifications.tell import tell

__all__ = ["tell"]
