"""Tell a department or a person inside the application. Repeatable."""

from engine.effects.notify.handler import Notify

__all__ = ["Notify"]
